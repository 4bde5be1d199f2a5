"""The three positions, the answers to a tegn, and how positions move from round to round."""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class Position(StrEnum):
    """How a child is thriving in one context now; never a property of the child.

    The order is green, yellow, red. The codes happen to sort that way as text too (a test holds it), so `max` works on
    positions and on the plain codes read from the database.
    """

    GROEN = "groen"
    GUL = "gul"
    ROED = "roed"

    @property
    def alvor(self) -> int:
        """0, 1 or 2: how much attention the position asks for."""
        return _ALVOR[self.value]


class TegnSvar(StrEnum):
    """The answer to one tegn. `IKKE_SET` is not a point on the scale and never a concern."""

    GROEN = "groen"
    GUL = "gul"
    ROED = "roed"
    IKKE_SET = "ikke_set"

    @property
    def bekymring(self) -> int:
        """0, 1 or 2; what nobody has seen counts as 0."""
        return _ALVOR.get(self.value, 0)

    @property
    def er_set(self) -> bool:
        """Whether somebody has seen the situation the tegn is about."""
        return self is not TegnSvar.IKKE_SET


_ALVOR = {"groen": 0, "gul": 1, "roed": 2}

# A position as the rounds hold it: None (or the empty text of a database column) where none was set.
Placering = Position | str | None


def som_svar(vaerdi: TegnSvar | str | None) -> TegnSvar:
    """Read a stored answer; one that is missing is not seen. Raises ValueError for an unknown code."""
    return TegnSvar(vaerdi) if vaerdi else TegnSvar.IKKE_SET


def faldende(positioner: Sequence[Placering]) -> bool:
    """Whether one series of positions (oldest first) fell in each of the last two steps: green, yellow, red.

    Rounds without a position are passed over, so that a round missed does not hide a fall.
    """
    kendte = [Position(p).alvor for p in positioner if p]
    return len(kendte) >= 3 and kendte[-3] < kendte[-2] < kendte[-1]


def aendring(foer: Mapping[str, Placering], efter: Mapping[str, Placering]) -> int:
    """How many steps a child's dimensions together moved between two rounds; positive means more worry.

    Only dimensions with a position in both rounds are compared.
    """
    return sum(
        Position(efter_p).alvor - Position(foer_p).alvor
        for dimension, efter_p in efter.items()
        if efter_p and (foer_p := foer.get(dimension))
    )


def falder_to_gange(runder: Sequence[Mapping[str, Placering]]) -> bool:
    """Falling trend of a child over rounds (positions per dimension, oldest first): down twice in a row.

    A fall is a net step towards worry over the dimensions together, so that one dimension getting worse after another
    is seen although none of them falls twice by itself. Rounds without any position are passed over.
    """
    kendte = [runde for runde in runder if any(runde.values())]
    if len(kendte) < 3:
        return False
    return aendring(kendte[-3], kendte[-2]) > 0 and aendring(kendte[-2], kendte[-1]) > 0


def faldende_dimensioner(runder: Sequence[Mapping[str, Placering]]) -> list[str]:
    """The dimensions to name when a trend falls: those that stand worse now than two rounds ago and have not recovered.

    In the order of the newest round. Empty when the child does not fall twice in a row.
    """
    if not falder_to_gange(runder):
        return []
    kendte = [runde for runde in runder if any(runde.values())]
    foer, nu = kendte[-3], kendte[-1]
    return [d for d, p in nu.items() if p and foer.get(d) and Position(p).alvor > Position(foer[d] or p).alvor]
