"""What overgange logs: code to what was done, in Danish."""

HAENDELSER = {
    "overgange.oprettet": "åbnede en overgang",
    "overgange.flyttet": "flyttede en overgang til en anden dag eller et andet sted",
    "overgange.aflyst": "aflyste en overgang",
    "overgange.genoptaget": "tog en aflyst overgang op igen",
    "overgange.liste_set": "så listen over overgange",
    "overgange.set": "åbnede en overgang",
    "overgange.skema_begyndt": "begyndte et overgangsskema",
    "overgange.skema_gemt": "gemte i et overgangsskema",
    "overgange.konflikt_loest": "valgte mellem to tekster i et overgangsskema",
    "overgange.skema_faerdigt": "gjorde et overgangsskema færdigt",
    "overgange.forhaandsvist": "så, hvad det nye sted får at se",
    "overgange.overleveret": "overleverede en overgang",
    "overgange.udeladt": "afsluttede en overgang uden overlevering",
    "overgange.udskrevet": "udskrev en overgang",
    "overgange.overlevering_set": "læste en overlevering",
    "overgange.kvitteret": "kvitterede for at have læst en overlevering",
    "overgange.spurgt": "stillede et spørgsmål til det sted, barnet kom fra",
    "overgange.besvaret": "besvarede et spørgsmål om en overlevering",
    "overgange.fulgt_op": "skrev, hvordan starten gik",
    "overgange.del_stoppet": "stoppede brugen af en del af en overlevering",
    "overgange.aabnet_for": "fik adgang til en overlevering",
    "overgange.besoeg_planlagt": "planlagde et overgangsbesøg",
    "overgange.besoeg_set": "åbnede et overgangsbesøg",
    "overgange.besoeg_gemt": "gemte i et overgangsbesøg",
    "overgange.besoeg_afsluttet": "afsluttede et overgangsbesøg",
    "overgange.kalender_hentet": "hentede en aftale til kalenderen",
    "overgange.tal_set": "så tal om overgange",
    "overgange.tal_hentet": "hentede tal om overgange",
}

#: What an event was for, in words for parents, by the longest beginning of its code that fits.
FORMAAL = {"overgange.": "Overgang til et nyt sted"}
