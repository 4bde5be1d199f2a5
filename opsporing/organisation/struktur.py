"""What may lie under what in the tree of units, where a role is held, and which arenas a kind of unit has."""

from opsporing.adgang.roller import Rolle
from opsporing.models import Arena, Enhedstype
from opsporing.profil import Praksisprofil

_T = Enhedstype

#: Kinds of unit that can be made under each kind.
UNDER: dict[str, tuple[Enhedstype, ...]] = {
    _T.KOMMUNE: (_T.OMRAADE, _T.INSTITUTION, _T.DAGPLEJE, _T.SUNDHEDSPLEJE, _T.TEAM, _T.MYNDIGHED),
    _T.OMRAADE: (_T.INSTITUTION, _T.DAGPLEJE),
    _T.INSTITUTION: (_T.STUE,),
    _T.DAGPLEJE: (_T.DAGPLEJER,),
    _T.SUNDHEDSPLEJE: (_T.DISTRIKT,),
}

#: Arenas of the kinds of unit in which children are seen day by day.
ARENAER: dict[str, tuple[Arena, ...]] = {
    _T.STUE: (Arena.VUGGESTUE, Arena.BOERNEHAVE),
    _T.DAGPLEJER: (Arena.DAGPLEJE,),
    _T.DISTRIKT: (Arena.SUNDHEDSPLEJE,),
}

#: Kinds of unit a role can be held in. What a role reaches from there is in `opsporing.adgang.roller`.
STEDER: dict[str, frozenset[Enhedstype]] = {
    Rolle.PAEDAGOG: frozenset({_T.STUE}),
    Rolle.DAGPLEJER: frozenset({_T.DAGPLEJER}),
    Rolle.DAGPLEJEKONSULENT: frozenset({_T.DAGPLEJE}),
    Rolle.DAGTILBUDSLEDER: frozenset({_T.INSTITUTION, _T.DAGPLEJE}),
    Rolle.SUNDHEDSPLEJERSKE: frozenset({_T.DISTRIKT}),
    Rolle.LEDENDE_SUNDHEDSPLEJERSKE: frozenset({_T.SUNDHEDSPLEJE}),
    Rolle.PPR: frozenset({_T.TEAM}),
    Rolle.RAADGIVER: frozenset({_T.TEAM}),
    Rolle.SOCIALRAADGIVER: frozenset({_T.MYNDIGHED}),
    Rolle.MYNDIGHEDSLEDER: frozenset({_T.MYNDIGHED}),
    Rolle.FORVALTNING: frozenset({_T.KOMMUNE}),
    Rolle.ADMINISTRATOR: frozenset({_T.KOMMUNE}),
    Rolle.DATABESKYTTELSE: frozenset({_T.KOMMUNE}),
}


def steder(rolle: str, profil: Praksisprofil) -> frozenset[Enhedstype]:
    """Where the role can be held: a pædagog in the house itself only where she sees the whole house."""
    if rolle == Rolle.PAEDAGOG and profil.paedagog_ser_hele_institutionen:
        return STEDER[rolle] | {_T.INSTITUTION}
    return STEDER[rolle]


def arena_for(type_: str, valgt: str) -> str:
    """The arena of a new unit: the only one there is, the one chosen among several, or none.

    Raises ValueError when one must be chosen and `valgt` is not among them.
    """
    mulige = ARENAER.get(type_, ())
    if len(mulige) <= 1:
        return mulige[0].value if mulige else ""
    if valgt not in mulige:
        raise ValueError("Vælg, om stuen er vuggestue eller børnehave.")
    return valgt
