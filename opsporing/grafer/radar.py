"""A spider's web: a number on each of several axes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from opsporing.grafer.graf import BLAEK, FJORD, Celle, Graf, Tabel, koord


@dataclass(frozen=True, slots=True)
class Spor:
    """One line round the radar, a number per axis; None where an axis is not answered."""

    label: str
    vaerdier: Sequence[float | None]


@dataclass(frozen=True, kw_only=True)
class Radar(Graf):
    """A spider's web of 3 to 12 axes with up to three tracks, told apart by line and mark."""

    akser: Sequence[str]
    spor: Sequence[Spor]
    maks: int

    skabelon = "radar"
    BREDDE, HOEJDE, RADIUS = 400.0, 290.0, 104.0
    #: Longest text on one line of an axis label.
    LINJE = 14
    STREGER = ((FJORD, "", "0.12"), (BLAEK, "6 4", "0"), ("#8a4b00", "2 4", "0"))

    def tabel(self) -> Tabel:
        rk = []
        for nr, akse in enumerate(self.akser):
            tal = (s.vaerdier[nr] for s in self.spor)
            rk.append((akse, [Celle("–" if t is None else koord(t).replace(".", ",")) for t in tal]))
        return Tabel(["", *(s.label for s in self.spor)], rk)

    def _punkt(self, nr: int, andel: float) -> tuple[float, float]:
        vinkel = 2 * math.pi * nr / len(self.akser) - math.pi / 2
        return (
            self.BREDDE / 2 + self.RADIUS * andel * math.cos(vinkel),
            self.HOEJDE / 2 + self.RADIUS * andel * math.sin(vinkel),
        )

    def tegning(self) -> dict[str, Any]:
        antal = len(self.akser)
        ringe = [
            "M"
            + " L".join(f"{koord(x)} {koord(y)}" for x, y in (self._punkt(i, trin / self.maks) for i in range(antal)))
            + " Z"
            for trin in range(1, self.maks + 1)
        ]
        return {
            "boks": f"0 0 {koord(self.BREDDE)} {koord(self.HOEJDE)}",
            "midt": (koord(self.BREDDE / 2), koord(self.HOEJDE / 2)),
            "ringe": ringe,
            "eger": [tuple(map(koord, self._punkt(i, 1))) for i in range(antal)],
            "labels": [self._label(i, akse) for i, akse in enumerate(self.akser)],
            "spor": [self._spor(nr, s) for nr, s in enumerate(self.spor)],
        }

    def _label(self, nr: int, akse: str) -> dict[str, Any]:
        x, y = self._punkt(nr, 1.13)
        fra_midt = x - self.BREDDE / 2
        anker = "middle" if abs(fra_midt) < 12 else "start" if fra_midt > 0 else "end"
        linjer: list[str] = [""]
        for ord_ in akse.split():
            if linjer[-1] and len(linjer[-1]) + len(ord_) >= self.LINJE:
                linjer.append("")
            linjer[-1] = f"{linjer[-1]} {ord_}".strip()
        foerste = y + 4 - 7.5 * (len(linjer) - 1) - (6 * (len(linjer) - 1) if nr == 0 else 0)
        return {
            "x": koord(x),
            "anker": anker,
            "linjer": [{"y": koord(foerste + 15 * i), "ord": t} for i, t in enumerate(linjer)],
        }

    def _spor(self, nr: int, spor: Spor) -> dict[str, Any]:
        farve, stiplet, daekning = self.STREGER[nr]
        punkter = [self._punkt(i, v / self.maks) for i, v in enumerate(spor.vaerdier) if v is not None]
        helt = len(punkter) == len(self.akser)
        d = "M" + " L".join(f"{koord(x)} {koord(y)}" for x, y in punkter) + (" Z" if helt else "") if punkter else ""
        return {
            "label": spor.label,
            "d": d,
            "farve": farve,
            "stiplet": stiplet,
            "daekning": daekning if helt else "0",
            "punkter": [
                {"x": koord(x), "y": koord(y), "kvadrat": (koord(x - 3.5), koord(y - 3.5))} for x, y in punkter
            ],
            "rund": nr == 0,
        }
