"""The kinds of meetings and the professions round the table. What each kind takes is `Praksisprofil.moeder`. Pure."""

from enum import StrEnum


class Slagskode(StrEnum):
    """Standing teams follow Køge (ressourceteam), Roskilde (fokusteam) and Hvidovre (team after ADBB); dialogmøde is
    Aalborg's, with the parents; a netværksmøde chooses who takes part each time (Socialstyrelsen, 2022).
    """

    DIALOGMOEDE = "dialogmoede"
    RESSOURCETEAM = "ressourceteam"
    FOKUSTEAM = "fokusteam"
    ADBB_TEAM = "adbb_team"
    NETVAERKSMOEDE = "netvaerksmoede"
    SPARRINGSMOEDE = "sparringsmoede"


#: Kinds that are about one child, with its parents at the table.
MED_FORAELDRE = frozenset({Slagskode.DIALOGMOEDE, Slagskode.NETVAERKSMOEDE})
#: Kinds with fixed members and a cadence.
STAAENDE = frozenset({Slagskode.RESSOURCETEAM, Slagskode.FOKUSTEAM, Slagskode.ADBB_TEAM})

#: The sheet with three columns can take the place of the form of any kind.
TRE_KOLONNER = "tre-kolonner"
FORBEREDELSE = "moedeforberedelse"
EVALUERING = "moedeevaluering"


class Fag(StrEnum):
    """Whose eyes somebody sees the child with; each writes in a field of its own (Køge: differences are wanted)."""

    FORAELDRE = "foraeldre"
    DAGTILBUD = "dagtilbud"
    SUNDHEDSPLEJE = "sundhedspleje"
    PPR = "ppr"
    RAADGIVER = "raadgiver"
    ANDRE = "andre"


#: Whose eyes the holder of a role brings, by the code of the role; all others are "andre".
FAG_AF_ROLLE: dict[str, Fag] = {
    "paedagog": Fag.DAGTILBUD,
    "dagplejer": Fag.DAGTILBUD,
    "dagplejekonsulent": Fag.DAGTILBUD,
    "dagtilbudsleder": Fag.DAGTILBUD,
    "sundhedsplejerske": Fag.SUNDHEDSPLEJE,
    "ledende_sundhedsplejerske": Fag.SUNDHEDSPLEJE,
    "ppr": Fag.PPR,
    "raadgiver": Fag.RAADGIVER,
    "socialraadgiver": Fag.RAADGIVER,
    "myndighedsleder": Fag.RAADGIVER,
}


def fag_af_rolle(rolle: str) -> Fag:
    """Whose eyes the holder of a role brings to a meeting."""
    return FAG_AF_ROLLE.get(rolle, Fag.ANDRE)
