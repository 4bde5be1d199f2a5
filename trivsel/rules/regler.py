"""How many tegn it takes: the rule a municipality has chosen for suggesting a position.

A rule sees only counts, so no order and no single tegn can matter. Both rules are monotone: one more concern, or a
yellow one turned red, never gives a lower level.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from trivsel.rules.positioner import Position

MINDST_SET_PROCENT = 50


class Regel(Protocol):
    """What a rule answers. `gule` and `roede` count tegn of exactly that colour."""

    @property
    def mindst_set_procent(self) -> int:
        """Share of a dimension's tegn that must have been seen before green can be suggested, in per cent."""

    def i_dimension(self, gule: int, roede: int) -> Position:
        """The position of one dimension."""

    def samlet(self, gule: int, roede: int) -> Position:
        """The position that the counts over all dimensions give by themselves, apart from the dimensions'."""


@dataclass(frozen=True, slots=True)
class HoejesteTegn:
    """The highest tegn decides, as TOPI's statements are used in practice (Viborg): one yellow gives yellow."""

    mindst_set_procent: int = MINDST_SET_PROCENT

    def i_dimension(self, gule: int, roede: int) -> Position:
        """Red or yellow by a single tegn."""
        return Position.ROED if roede else Position.GUL if gule else Position.GROEN

    def samlet(self, gule: int, roede: int) -> Position:
        """The same over all dimensions, which adds nothing to the highest dimension."""
        return self.i_dimension(gule, roede)


@dataclass(frozen=True, slots=True)
class Taerskler:
    """Thresholds. A red tegn counts among the `gule` too. The overall position is the highest of the dimensions', or
    higher by the two overall counts. Defaults: see docs/adr/0003-taerskler.md.

    gule_i_dimension: so many tegn (yellow or red) make a dimension yellow.
    gule_samlet: so many tegn (yellow or red) over all dimensions make the child's overall position yellow.
    roede_til_gul: so many red tegn make a dimension yellow.
    roede_i_dimension: so many red tegn make a dimension red.
    roede_samlet: so many red tegn over all dimensions make the overall position red.
    """

    gule_i_dimension: int = 3
    gule_samlet: int = 4
    roede_til_gul: int = 1
    roede_i_dimension: int = 2
    roede_samlet: int = 3
    mindst_set_procent: int = MINDST_SET_PROCENT

    def i_dimension(self, gule: int, roede: int) -> Position:
        """The position of one dimension."""
        if roede >= self.roede_i_dimension:
            return Position.ROED
        if roede >= self.roede_til_gul or gule + roede >= self.gule_i_dimension:
            return Position.GUL
        return Position.GROEN

    def samlet(self, gule: int, roede: int) -> Position:
        """What the overall counts give by themselves."""
        if roede >= self.roede_samlet:
            return Position.ROED
        return Position.GUL if gule + roede >= self.gule_samlet else Position.GROEN


class RegelFejl(ValueError):
    """A stored or entered rule makes no sense. `fejl` holds one Danish sentence per field ("art" for the kind)."""

    def __init__(self, fejl: dict[str, str]) -> None:
        super().__init__("; ".join(fejl.values()))
        self.fejl = fejl


_ARTER: dict[str, type[HoejesteTegn] | type[Taerskler]] = {"hoejeste_tegn": HoejesteTegn, "taerskler": Taerskler}
_HOEJST_TEGN = 30


def regel_fra_data(data: Mapping[str, Any]) -> HoejesteTegn | Taerskler:
    """Read the rule of a profile: {"art": "taerskler" | "hoejeste_tegn", ...}. A missing number is the default.

    Raises `RegelFejl` naming every field that is wrong. Unknown keys are left out of account.
    """
    art = _ARTER.get(data.get("art", "taerskler"))
    if art is None:
        raise RegelFejl({"art": "Vælg, om det højeste tegn eller tærskler skal gælde."})
    standard = asdict(art())
    tal = {navn: data.get(navn, vaerdi) for navn, vaerdi in standard.items()}
    fejl = {navn: besked for navn, vaerdi in tal.items() if (besked := _talfejl(navn, vaerdi))}
    if not fejl and tal.get("roede_til_gul", 1) > tal.get("roede_i_dimension", 1):
        fejl["roede_til_gul"] = "Det må ikke kræve flere tegn end den højeste position i dimensionen."
    if fejl:
        raise RegelFejl(fejl)
    return art(**tal)


def regel_til_data(regel: HoejesteTegn | Taerskler) -> dict[str, Any]:
    """The rule as a profile stores it; the other way round of `regel_fra_data`."""
    art = next(navn for navn, klasse in _ARTER.items() if isinstance(regel, klasse))
    return {"art": art} | asdict(regel)


def _talfejl(navn: str, vaerdi: object) -> str | None:
    hoejst = 100 if navn == "mindst_set_procent" else _HOEJST_TEGN
    mindst = 0 if navn == "mindst_set_procent" else 1
    if isinstance(vaerdi, int) and not isinstance(vaerdi, bool) and mindst <= vaerdi <= hoejst:
        return None
    return f"Skriv et helt tal fra {mindst} til {hoejst}."
