"""Charts as SVG of our own, the same on the page and on paper.

A chart is a frozen dataclass; `render()` draws it with a template in templates/grafer/. Everything is drawn with
presentation attributes: they pass a strict CSP, need no stylesheet inside the picture, and WeasyPrint understands
them. Colour is never the only carrier (shapes, hatching, words), the numbers always stand in a table beside, and a
municipality that has switched colours off passes `farver=False`.
"""

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

BLAEK = "#1a1a1a"
DAEMPET = "#575e60"
NET = "#dfe5e6"
FJORD = "#14505c"
SKRIFT = "IBM Plex Sans, Arial, sans-serif"

#: How a mark of a position is filled and outlined, with colours and without.
MAERKER = {
    True: {"groen": ("#fff", "#1d5e3d"), "gul": ("#f0c95a", "#694700"), "roed": ("#8c2331", "#8c2331")},
    False: {"groen": ("#fff", BLAEK), "gul": ("#c3cacb", BLAEK), "roed": (BLAEK, BLAEK)},
}
#: How a part of a bar is filled: ground, hatching drawn over it, and colour of a number standing on it.
FLADER = {
    True: {"groen": ("#cfe5d8", "", BLAEK), "gul": ("#f7e3ab", "#694700", BLAEK), "roed": ("#8c2331", "", "#fff")},
    False: {"groen": ("#e4e9ea", "", BLAEK), "gul": ("#fff", "#575e60", BLAEK), "roed": ("#3a4143", "", "#fff")},
}
#: The order from top to bottom in every chart of positions.
KODER = ("groen", "gul", "roed")


def koord(tal: float) -> str:
    """A coordinate as SVG wants it, whatever the language of the page."""
    return f"{tal:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Celle:
    """One cell of the table beside a chart; `kode` draws it as a position."""

    tekst: str
    kode: str = ""


@dataclass(frozen=True, slots=True)
class Tabel:
    """The numbers of a chart: column heads and rows, each row with its head first."""

    kolonner: Sequence[str]
    raekker: Sequence[tuple[str, Sequence[Celle]]]
    tal: bool = True


@dataclass(frozen=True, kw_only=True)
class Graf(ABC):
    """What all charts share. `id` must be unique on the page: names inside the picture are built from it."""

    id: str
    titel: str
    farver: bool = True
    #: Children below this number are withheld as None; the table then says so.
    skjult: str = "vises ikke"

    skabelon = ""

    @abstractmethod
    def tabel(self) -> Tabel:
        """The same numbers as the picture."""

    @abstractmethod
    def tegning(self) -> dict[str, Any]:
        """The geometry for the template, all numbers as text."""

    def beskrivelse(self) -> str:
        """The whole chart in words, for the one who does not see it."""
        tabel = self.tabel()
        dele = []
        for hoved, celler in tabel.raekker:
            par = (f"{k.lower()} {c.tekst.lower()}" for k, c in zip(tabel.kolonner[1:], celler, strict=True))
            dele.append(f"{hoved}: {', '.join(par)}.")
        return f"{self.titel}. {' '.join(dele)}"

    def render(self, *, papir: bool = False) -> SafeString:
        """The chart with its table: folded in on the page, open on paper."""
        return render_to_string(
            f"grafer/{self.skabelon}.html",
            {
                "graf": self,
                "papir": papir,
                "tabel": self.tabel(),
                "farver": self.farver,
                "blaek": BLAEK,
                "daempet": DAEMPET,
                "net": NET,
                "fjord": FJORD,
                "skrift": SKRIFT,
                **self.tegning(),
            },
        )


# ---- bars -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stak:
    """One bar: numbers per position in the order of KODER; None where the number is withheld."""

    label: str
    vaerdier: Sequence[int | None]
    note: str = ""
    fed: bool = False


@dataclass(frozen=True, kw_only=True)
class Stakket(Graf):
    """Horizontal bars of equal length, each divided by position, with hatching for the middle one.

    `ordene` are the municipality's words per code. A row with a withheld number is drawn empty: the length of the other
    parts would tell it.
    """

    ordene: Mapping[str, str]
    raekker: Sequence[Stak]
    enhed: tuple[str, str] = ("barn", "børn")

    skabelon = "stakket"
    #: Share of a bar below which a number is too wide for its part: never shown, or only on wide screens.
    MINDST = 0.025
    SMAL = 0.09

    def tabel(self) -> Tabel:
        rk = []
        for stak in self.raekker:
            celler = [Celle(self.skjult if v is None else str(v)) for v in stak.vaerdier]
            rk.append((stak.label, [*celler, Celle(self._ialt(stak))]))
        return Tabel(["", *(self.ordene[k] for k in KODER), "I alt"], rk)

    def _ialt(self, stak: Stak) -> str:
        kendte = [v for v in stak.vaerdier if v is not None]
        return str(sum(kendte)) if len(kendte) == len(stak.vaerdier) else self.skjult

    def tegning(self) -> dict[str, Any]:
        return {
            "staenger": [self._stang(stak) for stak in self.raekker],
            "forklaring": [
                {"ord": self.ordene[k], "bund": FLADER[self.farver][k][0], "streg": FLADER[self.farver][k][1]}
                for k in KODER
            ],
            "streg": FLADER[self.farver]["gul"][1],
            "bund": FLADER[self.farver]["gul"][0],
        }

    def _stang(self, stak: Stak) -> dict[str, Any]:
        vaerdier = [v for v in stak.vaerdier if v is not None]
        ialt = sum(vaerdier)
        hel = len(vaerdier) == len(stak.vaerdier) and ialt > 0
        dele, x = [], 0.0
        for kode, vaerdi in zip(KODER, stak.vaerdier, strict=True) if hel else ():
            if not vaerdi:
                continue
            andel = vaerdi / ialt
            bund, streg, skrift = FLADER[self.farver][kode]
            dele.append(
                {
                    "x": koord(100 * x),
                    "bredde": koord(100 * andel),
                    "midt": koord(100 * (x + andel / 2)),
                    "bund": bund,
                    "skraveret": bool(streg),
                    "skrift": skrift,
                    "tal": str(vaerdi) if andel >= self.MINDST * len(str(vaerdi)) else "",
                    "smal": andel < self.SMAL,
                }
            )
            x += andel
        i_ord = ", ".join(
            f"{self.ordene[k].lower()} {self.skjult if v is None else v}"
            for k, v in zip(KODER, stak.vaerdier, strict=True)
        )
        antal = self._ialt(stak)
        if antal.isdigit():
            antal = f"{antal} {self.enhed[0] if antal == '1' else self.enhed[1]}"
        return {
            "label": stak.label,
            "fed": stak.fed,
            "dele": dele,
            "i_ord": f"{stak.label}: {i_ord}.",
            "antal": stak.note or antal,
            "tom": "" if hel else (self.skjult if len(vaerdier) < len(stak.vaerdier) else "ingen endnu"),
        }


@dataclass(frozen=True, slots=True)
class Bjaelke:
    """One plain bar; `vaerdi` None where the number is withheld."""

    label: str
    vaerdi: float | None
    note: str = ""
    fed: bool = False


@dataclass(frozen=True, kw_only=True)
class Bjaelker(Graf):
    """Plain horizontal bars with a common scale from nought."""

    raekker: Sequence[Bjaelke]
    enhed: str = "Antal"
    maks: float | None = None

    skabelon = "bjaelker"

    def tabel(self) -> Tabel:
        return Tabel(["", self.enhed], [(b.label, [Celle(self._tal(b))]) for b in self.raekker])

    def _tal(self, bjaelke: Bjaelke) -> str:
        if bjaelke.vaerdi is None:
            return self.skjult
        return koord(bjaelke.vaerdi).replace(".", ",")

    def tegning(self) -> dict[str, Any]:
        maks = self.maks or max((b.vaerdi or 0 for b in self.raekker), default=0) or 1
        return {
            "staenger": [
                {
                    "label": b.label,
                    "fed": b.fed,
                    "bredde": koord(min(100 * (b.vaerdi or 0) / maks, 100)),
                    "i_ord": f"{b.label}: {self._tal(b)}",
                    "antal": b.note or self._tal(b),
                }
                for b in self.raekker
            ],
        }


# ---- positions over time --------------------------------------------------------------------------------------------


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


# ---- radar ----------------------------------------------------------------------------------------------------------


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
