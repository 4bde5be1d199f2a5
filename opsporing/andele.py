"""Shares that are told to others than a place's own leader. Pure: no Django.

**Withheld.** They are given shares alone, and only of at least `MINDST`; and a share that would tell a count under the
limit only where two counts or more round to it. So that nothing can be worked out by subtraction, no share of several
lines together may be told beside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from opsporing.smaa_celler import GRAENSE

#: Shares are told to others from so many.
MINDST = 20


class Tid(StrEnum):
    """Whether something with a day was done in time."""

    TIL_TIDEN = "til_tiden"
    FOR_SENT = "for_sent"
    #: Not done, and its day is over.
    MANGLER = "mangler"
    #: Not done, and its day has not come; or it is not asked for.
    VENTER = "venter"


@dataclass(frozen=True, slots=True)
class Andel:
    """So many of so many; `af` counts only those that can be judged."""

    antal: int
    af: int

    @property
    def procent(self) -> int | None:
        """Whole percent, halves up; None of nothing."""
        return _procent(self.antal, self.af) if self.af else None


def _procent(antal: int, af: int) -> int:
    return (200 * antal + af) // (2 * af)


def til_tiden(tider: Sequence[Tid]) -> Andel:
    """How many of those that can be judged were done in time."""
    doemte = [t for t in tider if t is not Tid.VENTER]
    return Andel(doemte.count(Tid.TIL_TIDEN), len(doemte))


def tid(gjort_den: date | None, senest: date | None, i_dag: date) -> Tid:
    """How something with a last day went; `senest` is None where it is not asked for."""
    if senest is None:
        return Tid.VENTER
    if gjort_den is not None:
        return Tid.TIL_TIDEN if gjort_den <= senest else Tid.FOR_SENT
    return Tid.MANGLER if i_dag > senest else Tid.VENTER


def maa_vises(andel: Andel) -> bool:
    """Whether the share may be told to others than the place's own leader."""
    if andel.af < MINDST:
        return False
    if min(andel.antal, andel.af - andel.antal) >= GRAENSE:
        return True
    naboer = [n for n in (andel.antal - 1, andel.antal + 1) if 0 <= n <= andel.af]
    return any(_procent(n, andel.af) == andel.procent for n in naboer)
