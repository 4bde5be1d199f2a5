"""The talk with the child about an underretning: what it may be left out for, and what to think of (§ 137, stk. 2-4).

Barnets lov § 137: a talk can be held to assess any underretning; on one about abuse it must, and without the parents'
consent and presence when they are suspected; it may be left out as far as the child's maturity or the nature of the
case speaks against it, which is written down. Whether there must be one, and whether what is written meets it, is in
`krav`. Pure: no Django.
"""

from enum import StrEnum


class Grund(StrEnum):
    """What can speak against a talk."""

    MODENHED = "modenhed"
    KARAKTER = "karakter"
    UNOEDIG = "unoedig"


#: As it is chosen, and as it stands before the reason. Only the first two are in the law for a talk that must be held.
GRUNDE: dict[Grund, str] = {
    Grund.MODENHED: "Barnets modenhed taler imod",
    Grund.KARAKTER: "Sagens karakter taler imod",
    Grund.UNOEDIG: "Der er ikke brug for en samtale for at vurdere underretningen",
}


def grunde(*, skal: bool) -> tuple[Grund, ...]:
    """What a talk can be left out for; one that must be held never as unnecessary."""
    return (Grund.MODENHED, Grund.KARAKTER) if skal else tuple(Grund)


def raad(alder_mdr: int | None) -> tuple[str, ...]:
    """What to think of at the child's age in months; None for one that is not born. Ours, not the law's: open
    questions, the child's own words, and nothing asked of a small child that it cannot answer.
    """
    if alder_mdr is None:
        return ("Barnet er ikke født. Skriv det som begrundelse, og tal med de kommende forældre, hvis du må.",)
    if alder_mdr < 12:
        return (
            "Et spædbarn fortæller med kroppen. Se det sammen med den, der kender det bedst: blik, uro, gråd, trøst.",
            "Skriv, hvad du så, og hvem der var der. Er barnet for lille til en samtale, så skriv det som begrundelse.",
        )
    if alder_mdr < 36:
        return (
            "Mød barnet et sted, det kender, sammen med en voksen, det er tryg ved og kan være ærlig over for.",
            "Vær på gulvet. Leg, se og lyt. Få ord er nok; skriv dem, som de blev sagt.",
            "Spørg ikke om noget, barnet ikke selv har vist eller nævnt.",
        )
    if alder_mdr < 60:
        return (
            "Hold det kort, ti minutter ad gangen, gerne mens I tegner eller leger.",
            "Sig, hvem du er, og at du taler med mange børn. Barnet må godt sige nej.",
            "Stil åbne spørgsmål: »Fortæl mig om …«. Gæt ikke, og gentag ikke det samme spørgsmål.",
            "Skriv barnets ord, som de faldt, og hvad det viste imens.",
        )
    return (
        "Sig, hvem du er, hvorfor du er der, og hvad der sker med barnets ord. Lov ikke at holde på en hemmelighed.",
        "Stil åbne spørgsmål, og giv tid: »Hvordan er en god dag hjemme? Og en svær?«",
        "Spørg ikke ind til overgreb. Det gør politiet eller børnehuset. Skriv ordene, som de faldt.",
        "Slut med noget rart, og sig, hvornår I ses igen, hvis I gør.",
    )
