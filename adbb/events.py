"""What adbb logs: code to what was done, in Danish."""

HAENDELSER = {
    "adbb.forloeb_oprettet": "åbnede et ADBB-forløb",
    "adbb.forloeb_udgaaet": "lukkede et ADBB-forløb, fordi barnet er flyttet eller blevet for stort",
    "adbb.forloeb_genoptaget": "tog et ADBB-forløb op igen, fordi barnet er kommet tilbage",
    "adbb.forloeb_undladt": "skrev, hvorfor en ADBB-screening ikke bliver lavet",
    "adbb.forloeb_afsluttet": "afsluttede et ADBB-forløb",
    "adbb.forloeb_set": "læste et ADBB-forløb",
    "adbb.liste_set": "så distriktets ADBB-forløb",
    "adbb.screening_set": "åbnede en ADBB-screening",
    "adbb.screening_begyndt": "begyndte en ADBB-screening",
    "adbb.screening_gemt": "gemte i en ADBB-screening",
    "adbb.screening_afsluttet": "afsluttede en ADBB-screening",
    "adbb.screening_rettet": "begyndte at rette en ADBB-screening",
    "adbb.konflikt_loest": "valgte mellem to tekster i en ADBB-sag",
    "adbb.ord_set": "læste ordene til forældrene",
    "adbb.ord_gemt": "rettede ordene til forældrene",
    "adbb.ord_udskrevet": "udskrev ordene til forældrene",
    "adbb.team_set": "læste teamets sag",
    "adbb.team_gemt": "gemte i teamets sag",
    "adbb.team_afsluttet": "afsluttede teamets sag",
    "adbb.tal_set": "så fordelingen af scorer",
    "adbb.certifikater_set": "så medarbejdernes certifikater",
    "adbb.supervision_oprettet": "skrev en supervision ind",
    "adbb.supervision_set": "så listen over supervision",
}

#: What an event was for, in words for parents, by the longest beginning of its code that fits.
FORMAAL = {"adbb.": "Sundhedsplejens undersøgelse af kontakt"}

#: Which addresses are about a child (`opsporing.log.haendelser`).
BARNET_BAG = {
    "adbb/barn/": ("opsporing.barn", "pk"),
    "adbb/": ("adbb.forloeb", "barn"),
}
