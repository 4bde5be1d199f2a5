"""Positions over time, one small picture per dimension."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.utils.safestring import SafeString

from opsporing.grafer.graf import KODER, MAERKER, Celle, Graf, Tabel, koord


@dataclass(frozen=True, slots=True)
class Linje:
    """One small picture: a dimension with its position per round, None where the round was skipped."""

    label: str
    koder: Sequence[str | None]


@lru_cache(maxsize=512)
def _maerke(kode: str, farver: bool, x: float, y: float, skala: float) -> SafeString:
    """A mark centred on a point: circle, triangle or square. All of it is our own numbers and colours."""
    fyld, streg = MAERKER[farver][kode]
    udseende = f'fill="{fyld}" stroke="{streg}" stroke-width="{koord(2.4 * skala)}"'
    if kode == "groen":
        return SafeString(f'<circle cx="{koord(x)}" cy="{koord(y)}" r="{koord(6.5 * skala)}" {udseende}></circle>')
    if kode == "gul":
        op, ned, ud = 8 * skala, 6.5 * skala, 8 * skala
        d = f"M{koord(x)} {koord(y - op)} L{koord(x + ud)} {koord(y + ned)} H{koord(x - ud)} Z"
        return SafeString(f'<path d="{d}" {udseende} stroke-linejoin="round"></path>')
    side = 13 * skala
    hjoerne = f'x="{koord(x - side / 2)}" y="{koord(y - side / 2)}" width="{koord(side)}" height="{koord(side)}"'
    return SafeString(f'<rect {hjoerne} rx="1" {udseende}></rect>')


@dataclass(frozen=True, kw_only=True)
class Forloeb(Graf):
    """Positions over the rounds, one small picture per dimension, with the shapes as axis.

    The line is dashed where a round was skipped. `samlet` adds the overall position to the table only.
    """

    runder: Sequence[str]
    linjer: Sequence[Linje]
    ordene: Mapping[str, str]
    samlet: Sequence[str | None] | None = None
    ikke_vurderet: str = "Ikke vurderet"

    skabelon = "forloeb"
    HOEJDER = {"groen": 22.0, "gul": 58.0, "roed": 94.0}
    VENSTRE, HOEJRE = 34.0, 302.0
    #: More labels than this below one small picture run into each other.
    FLEST_LABELS = 6

    def tabel(self) -> Tabel:
        linjer = [*self.linjer, *([Linje("Samlet", self.samlet)] if self.samlet is not None else [])]
        return Tabel(
            ["Dimension", *self.runder],
            [
                (ln.label, [Celle(self.ordene[k], k) if k else Celle(self.ikke_vurderet) for k in ln.koder])
                for ln in linjer
            ],
            tal=False,
        )

    def tegning(self) -> dict[str, Any]:
        return {
            "akse": [{"y": koord(y), "form": _maerke(k, self.farver, 8, y, 0.75)} for k, y in self.HOEJDER.items()],
            "billeder": [self._billede(nr, linje) for nr, linje in enumerate(self.linjer)],
            "forklaring": [{"ord": self.ordene[k], "form": _maerke(k, self.farver, 9, 9, 1)} for k in KODER],
            "sprunget": any(self._huller(ln.koder) for ln in self.linjer),
        }

    @staticmethod
    def _huller(koder: Sequence[str | None]) -> bool:
        kendte = [nr for nr, k in enumerate(koder) if k]
        return bool(kendte) and len(kendte) <= kendte[-1] - kendte[0]

    def _x(self, nr: int) -> float:
        antal = len(self.runder)
        if antal < 2:
            return (self.VENSTRE + self.HOEJRE) / 2
        return self.VENSTRE + nr * (self.HOEJRE - self.VENSTRE) / (antal - 1)

    def _billede(self, nr: int, linje: Linje) -> dict[str, Any]:
        punkter = [(i, k) for i, k in enumerate(linje.koder) if k]
        stykker = [
            {
                "d": f"M{koord(self._x(a))} {koord(self.HOEJDER[ka])} L{koord(self._x(b))} {koord(self.HOEJDER[kb])}",
                "stiplet": b - a > 1,
            }
            for (a, ka), (b, kb) in pairwise(punkter)
        ]
        i_ord = ", ".join(
            f"{runde}: {(self.ordene[k] if k else self.ikke_vurderet).lower()}"
            for runde, k in zip(self.runder, linje.koder, strict=True)
        )
        hver = math.ceil(len(self.runder) / self.FLEST_LABELS)
        sidste = len(self.runder) - 1
        return {
            "id": f"{self.id}-{nr}",
            "label": linje.label,
            "i_ord": i_ord,
            "stykker": stykker,
            "former": [_maerke(k, self.farver, self._x(i), self.HOEJDER[k], 1) for i, k in punkter],
            "labels": [
                {"x": koord(self._x(i)), "ord": runde}
                for i, runde in enumerate(self.runder)
                if (sidste - i) % hver == 0
            ],
        }
