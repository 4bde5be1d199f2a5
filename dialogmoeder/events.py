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
}

#: What an event was for, in words for parents, by the longest beginning of its code that fits.
FORMAAL = {"dialogmoeder.": "Møde eller sparring om, hvordan barnet bedst hjælpes"}
