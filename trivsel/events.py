"""What trivsel logs: code to what was done, in Danish."""

HAENDELSER = {
    "trivsel.runde_planlagt": "planlagde en runde",
    "trivsel.runde_rettet": "rettede en runde",
    "trivsel.runde_aabnet": "åbnede en runde",
    "trivsel.runde_lukket": "lukkede en runde",
    "trivsel.vurdering_oprettet": "oprettede en vurdering",
    "trivsel.vurdering_udgaaet": "tog en vurdering ud af runden",
    "trivsel.vurdering_set": "læste en vurdering",
    "trivsel.vurdering_udskrevet": "udskrev en vurdering",
    "trivsel.vurdering_rettet": "begyndte at rette en vurdering",
    "trivsel.egen_set": "åbnede sin egen vurdering",
    "trivsel.egen_begyndt": "begyndte sin egen vurdering",
    "trivsel.egen_gemt": "gemte i sin egen vurdering",
    "trivsel.egen_afsluttet": "afsluttede sin egen vurdering",
    "trivsel.egen_genaabnet": "åbnede sin egen vurdering igen",
    "trivsel.egen_fritaget": "fritog en kollega for en egen vurdering",
    "trivsel.faelles_set": "åbnede den fælles vurdering",
    "trivsel.faelles_begyndt": "begyndte den fælles vurdering",
    "trivsel.faelles_gemt": "gemte i den fælles vurdering",
    "trivsel.faelles_afsluttet": "afsluttede den fælles vurdering",
    "trivsel.konflikt_loest": "valgte mellem to tekster",
    "trivsel.refleksion_gemt": "skrev enhedens refleksion over en runde",
    "trivsel.stue_set": "så stuens børn i runden",
}

#: What an event was for, in words for parents, by the longest beginning of its code that fits.
FORMAAL = {"trivsel.": "Trivselsvurdering"}

#: Which addresses are about a child (`opsporing.log.haendelser`).
BARNET_BAG = {
    "trivsel/barn/": ("opsporing.barn", "pk"),
    "trivsel/": ("trivsel.vurdering", "barn"),
}
