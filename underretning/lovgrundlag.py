"""Which references of `opsporing.lov` the app rests on, and for what: the municipality's lawyer is shown them."""

from underretning.rules.brev import skabeloner

#: What the pages and the rules rest on, in words for whoever answers for the practice.
REGLER = {
    "underretning_fagperson": "Pligten, en fagperson skriver under",
    "underretning_alle": "Pligten, en borger skriver under",
    "underretning_flytning": "Besked til en anden kommune, når familien flytter",
    "vurdering_24_timer": "Uret i indbakken og påmindelserne om det",
    "genvurdering": "Genvurdering, når hjælp er i gang, og kravet om én, der er ny i sagen",
    "samtale_med_barnet": "Kravet om en samtale med barnet, og hvad der kan tale imod",
    "kvittering": "Fristen for kvitteringen, og hvem der får en",
    "tilbagemelding": "Hvem der får svar, og hvad der må stå i det",
    "screening": "Valget, når det afgøres, hvad der sker",
    "afdaekning": "Valget, når det afgøres, hvad der sker",
    "undersoegelse": "Valget, når det afgøres, hvad der sker",
    "kommende_foraeldre": "Underretninger om et barn, der ikke er født",
    "boernehus": "Hjælpen om, hvornår børnehuset skal bruges",
}


def bruges_til() -> dict[str, str]:
    """By key of a reference: what rests on it, and that it stands in a letter."""
    i_breve = {noegle for skabelon in skabeloner().values() for noegle in skabelon.lovnoegler}
    return {
        noegle: ". ".join(filter(None, (REGLER.get(noegle), "Står i breve" if noegle in i_breve else ""))) + "."
        for noegle in [*REGLER, *sorted(i_breve - REGLER.keys())]
    }
