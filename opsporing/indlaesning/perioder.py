"""How the periods of a file meet those that are known. Pure.

The same holds for children in units and for staff in employments: same first day, or else overlapping, is the same
period, perhaps with corrected days; everything else is a new one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Kendt:
    """A known period: its row, its first day and its last, None without end. An empty one ends before it begins."""

    pk: int
    start: date
    slut: date | None

    @property
    def tom(self) -> bool:
        return self.slut is not None and self.slut < self.start


@dataclass(frozen=True, slots=True)
class Oensket:
    """A period as the file has it."""

    linje: int
    start: date
    slut: date | None


def overlapper(a: Kendt | Oensket, b: Kendt | Oensket) -> bool:
    """Whether some day belongs to both."""
    return (b.slut is None or a.start <= b.slut) and (a.slut is None or b.start <= a.slut)


def find_par(oenskede: Sequence[Oensket], kendte: Sequence[Kendt]) -> dict[int, Kendt | None]:
    """For each wanted period, by its line, the known one it is; None where it is new. No known one is used twice."""
    ledige = [k for k in kendte if not k.tom]
    par: dict[int, Kendt | None] = {}
    for oensket in oenskede:
        samme = next((k for k in ledige if k.start == oensket.start), None)
        if samme is not None:
            ledige.remove(samme)
            par[oensket.linje] = samme
    for oensket in sorted(oenskede, key=lambda o: (o.start, o.linje)):
        if oensket.linje in par:
            continue
        samme = next((k for k in ledige if overlapper(k, oensket)), None)
        if samme is not None:
            ledige.remove(samme)
        par[oensket.linje] = samme
    return par


def sammenstoed(
    oenskede: Sequence[Oensket], kendte: Sequence[Kendt], par: dict[int, Kendt | None]
) -> list[tuple[Oensket, Kendt]]:
    """Wanted periods that would overlap a known one which the file leaves as it is."""
    brugte = {k.pk for k in par.values() if k is not None}
    uroerte = [k for k in kendte if k.pk not in brugte and not k.tom]
    return [(o, k) for o in oenskede for k in uroerte if overlapper(o, k)]
