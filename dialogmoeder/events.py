"""What dialogmoeder logs: code to what was done, in Danish."""

HAENDELSER: dict[str, str] = {
    "dialogmoeder.aabnet_for": "fik adgang til et møde, et punkt eller en sparring",
    "dialogmoeder.sparringer_set": "så listen over sparringer",
    "dialogmoeder.sparring_ny_set": "åbnede siden, hvor man spørger en rådgiver",
    "dialogmoeder.sparring_set": "åbnede en sparring",
    "dialogmoeder.sparring_stillet": "spurgte en rådgiver",
    "dialogmoeder.sparring_taget": "tog en sparring",
    "dialogmoeder.sparring_besvaret": "svarede på en sparring",
    "dialogmoeder.sparring_spurgt_igen": "spurgte igen i en sparring",
    "dialogmoeder.sparring_afsluttet": "afsluttede en sparring",
    "dialogmoeder.sparring_trukket": "noterede, at en forælder trak sit ja til en sparring tilbage",
    "dialogmoeder.sparring_paa_dagsorden": "satte en sparring på dagsordenen til et møde",
    "dialogmoeder.lukket_for": "mistede adgangen til et møde eller et punkt",
    "dialogmoeder.grundlag_givet": "noterede, hvad der giver en deltager lov til at være med i et punkt",
    "dialogmoeder.grundlag_taget": "lukkede et punkt for en deltager",
    "dialogmoeder.punkt_set": "åbnede et punkt på en dagsorden",
    "dialogmoeder.forberedelse_begyndt": "begyndte at forberede et punkt",
    "dialogmoeder.forberedelse_gemt": "gemte i forberedelsen af et punkt",
    "dialogmoeder.forberedelse_konflikt_loest": "valgte mellem to tekster i forberedelsen af et punkt",
    "dialogmoeder.forberedelse_sendt": "sendte forberedelsen af et punkt til deltagerne",
    "dialogmoeder.forberedelse_set": "åbnede forberedelsen af et punkt",
    "dialogmoeder.foraeldre_set": "så, hvad forældrene ved og har sagt ja til om et punkt",
}

#: What an event was for, in words for parents, by the longest beginning of its code that fits.
FORMAAL = {"dialogmoeder.": "Møde eller sparring om, hvordan barnet bedst hjælpes"}
