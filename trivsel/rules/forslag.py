"""From the answers to a suggested position, per dimension and overall, with exactly the tegn that decide it.

A set of tegn is *enough* for a position if these tegn alone, with every other one green, give that position. The
reasons named are the tegn that belong to some smallest enough set. It follows that the reasons alone give the same
position, that the position falls when all of them turn green, and that no tegn is named which makes no difference.
(One red and one yellow under a rule where one red is enough: only the red is a reason.)
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from trivsel.rules.positioner import Position, TegnSvar, som_svar
from trivsel.rules.regler import Regel

# Answers by dimension, then tegn; stored codes are accepted. An answer that is missing (None) is not seen.
Svar = Mapping[str, Mapping[str, TegnSvar | str | None]]


class Aarsag(StrEnum):
    """Why a suggestion is what it is; the page finds the words."""

    ALLE_GROENNE = "alle_groenne"
    UNDER_GRAENSEN = "under_graensen"
    GRUNDE = "grunde"
    FOR_LIDT_SET = "for_lidt_set"
    AFVENTER = "afventer"


@dataclass(frozen=True, slots=True, order=True)
class Grund:
    """One tegn with its answer, named as a reason."""

    dimension: str
    tegn: str
    svar: TegnSvar


@dataclass(frozen=True, slots=True)
class Delforslag:
    """The suggestion for one dimension, or overall.

    position: None when too little is seen to say "green", or while the team has not settled what decides.
    grunde: the tegn that decide a yellow or red; `ikke_afgoerende`: the other concerns, which make no difference.
    afventer: tegn not settled yet that could still change the position; `position` is then None, except overall, where
    it may hold what is certain already (`foreloebig`).
    antal_set and antal count tegn.
    """

    position: Position | None
    aarsag: Aarsag
    grunde: tuple[Grund, ...] = ()
    ikke_afgoerende: tuple[Grund, ...] = ()
    afventer: tuple[tuple[str, str], ...] = ()
    antal_set: int = 0
    antal: int = 0

    @property
    def foreloebig(self) -> bool:
        """Whether something not settled could still change it."""
        return bool(self.afventer)


@dataclass(frozen=True, slots=True)
class Forslag:
    """The suggestion as a whole. Dimensions without any tegn (none fits the age) are left out."""

    dimensioner: Mapping[str, Delforslag]
    samlet: Delforslag

    @property
    def hoejeste_dimensioner(self) -> tuple[str, ...]:
        """The dimensions that stand where the overall suggestion does, when it is yellow or red."""
        samlet = self.samlet.position
        if samlet in (None, Position.GROEN):
            return ()
        return tuple(kode for kode, delforslag in self.dimensioner.items() if delforslag.position == samlet)


@dataclass(frozen=True, slots=True)
class Optaelling:
    """Counts of one dimension: all that a rule looks at."""

    gule: int
    roede: int
    antal_set: int
    antal: int


def optael(svar: Iterable[TegnSvar]) -> Optaelling:
    """Count the answers of one dimension."""
    alle = list(svar)
    return Optaelling(
        gule=alle.count(TegnSvar.GUL),
        roede=alle.count(TegnSvar.ROED),
        antal_set=sum(s.er_set for s in alle),
        antal=len(alle),
    )


def dimensionsposition(tal: Optaelling, regel: Regel) -> Position | None:
    """The position of one dimension by its counts; None when it would be green but too little is seen.

    Concerns count however little is seen, so that seeing one more worrying thing never takes a yellow or red away.
    """
    position = regel.i_dimension(tal.gule, tal.roede)
    if position is Position.GROEN and tal.antal_set * 100 < regel.mindst_set_procent * tal.antal:
        return None
    # With nothing seen at all nobody can say that the child thrives, whatever share a municipality asks for.
    return position if tal.antal_set else None


def samlet_position(dimensioner: Iterable[Optaelling], regel: Regel) -> Position | None:
    """The overall position: the highest dimension, or what the overall counts give if that is higher.

    None when it would be green but a dimension is seen too little (or there is no dimension at all).
    """
    tal = list(dimensioner)
    positioner = [dimensionsposition(d, regel) for d in tal]
    af_antal = regel.samlet(sum(d.gule for d in tal), sum(d.roede for d in tal))
    hoejeste = max([af_antal, *(p for p in positioner if p is not None)])
    if hoejeste is Position.GROEN and (None in positioner or not positioner):
        return None
    return hoejeste


def foreslaa(svar_per_dimension: Svar, regel: Regel) -> Forslag:
    """Suggest a position per dimension and overall, with reasons in the order of the answers.

    Raises ValueError for an answer that is not one of the four codes.
    """
    laest = laes(svar_per_dimension)
    tal = {kode: optael(svar.values()) for kode, svar in laest.items()}
    dimensioner = {}
    for kode, svar in laest.items():
        position = dimensionsposition(tal[kode], regel)
        afgoer = _afgoerende_alene(tal[kode], regel.i_dimension, position)
        dimensioner[kode] = _delforslag(position, [tal[kode]], _bekymringer(kode, svar), {kode: afgoer})
    samlet = samlet_position(tal.values(), regel)
    alle = [grund for kode, svar in laest.items() for grund in _bekymringer(kode, svar)]
    return Forslag(dimensioner, _delforslag(samlet, list(tal.values()), alle, _afgoerende_samlet(tal, regel, samlet)))


def laes(svar_per_dimension: Svar) -> dict[str, dict[str, TegnSvar]]:
    """The answers as codes, without dimensions that have no tegn. Raises ValueError for an unknown code."""
    laest = {kode: {tegn: som_svar(s) for tegn, s in svar.items()} for kode, svar in svar_per_dimension.items()}
    return {kode: svar for kode, svar in laest.items() if svar}


def _bekymringer(dimension: str, svar: Mapping[str, TegnSvar]) -> list[Grund]:
    return [Grund(dimension, tegn, s) for tegn, s in svar.items() if s.bekymring]


def _delforslag(
    position: Position | None, tal: list[Optaelling], bekymringer: list[Grund], afgoer: Mapping[str, set[TegnSvar]]
) -> Delforslag:
    grunde = tuple(g for g in bekymringer if g.svar in afgoer.get(g.dimension, ()))
    if position is None:
        aarsag = Aarsag.FOR_LIDT_SET
    elif position is Position.GROEN:
        aarsag = Aarsag.UNDER_GRAENSEN if bekymringer else Aarsag.ALLE_GROENNE
    else:
        aarsag = Aarsag.GRUNDE
    return Delforslag(
        position=position,
        aarsag=aarsag,
        grunde=grunde,
        ikke_afgoerende=tuple(g for g in bekymringer if g not in grunde),
        antal_set=sum(d.antal_set for d in tal),
        antal=sum(d.antal for d in tal),
    )


def _par(gule: int, roede: int) -> Iterator[tuple[int, int]]:
    return ((g, r) for g in range(gule + 1) for r in range(roede + 1))


def _afgoerende_alene(
    tal: Optaelling, niveau: Callable[[int, int], Position], position: Position | None
) -> set[TegnSvar]:
    """Which colours of one group of interchangeable tegn belong to a smallest set that is enough for the position."""
    if position is None or position is Position.GROEN:
        return set()
    mindste = [
        (g, r)
        for g, r in _par(tal.gule, tal.roede)
        if niveau(g, r) >= position
        and not (g and niveau(g - 1, r) >= position)
        and not (r and niveau(g, r - 1) >= position)
    ]
    return {farve for g, r in mindste for farve, antal in ((TegnSvar.GUL, g), (TegnSvar.ROED, r)) if antal}


def _afgoerende_samlet(
    tal: Mapping[str, Optaelling], regel: Regel, position: Position | None
) -> dict[str, set[TegnSvar]]:
    """Per dimension, which colours belong to a smallest set of tegn that is enough for the overall position."""
    if position is None or position is Position.GROEN:
        return {}

    def begge(g: int, r: int) -> Position:
        return max(regel.i_dimension(g, r), regel.samlet(g, r))

    # A smallest set either lies in one dimension ...
    afgoer = {kode: _afgoerende_alene(d, begge, position) for kode, d in tal.items()}
    # ... or is spread over several, none of which is enough by itself; then only the overall counts make it enough.
    i_alt = Optaelling(sum(d.gule for d in tal.values()), sum(d.roede for d in tal.values()), 0, 0)
    if regel.samlet(i_alt.gule, i_alt.roede) < position:
        return afgoer
    maal = {
        (g, r)
        for g, r in _par(i_alt.gule, i_alt.roede)
        if regel.samlet(g, r) >= position
        and not (g and regel.samlet(g - 1, r) >= position)
        and not (r and regel.samlet(g, r - 1) >= position)
    }
    dele = {
        kode: {(g, r) for g, r in _par(d.gule, d.roede) if regel.i_dimension(g, r) < position}
        for kode, d in tal.items()
    }
    for kode, del_ in dele.items():
        andre = _summer(andre_dele for andet, andre_dele in dele.items() if andet != kode)
        for farve, plads in ((TegnSvar.GUL, 0), (TegnSvar.ROED, 1)):
            med = {valg for valg in del_ if valg[plads]}
            if any((g + ga, r + ra) in maal for g, r in med for ga, ra in andre):
                afgoer[kode].add(farve)
    return afgoer


def _summer(dele: Iterable[set[tuple[int, int]]]) -> set[tuple[int, int]]:
    summer = {(0, 0)}
    for del_ in dele:
        summer = {(g + dg, r + dr) for g, r in summer for dg, dr in del_}
    return summer
