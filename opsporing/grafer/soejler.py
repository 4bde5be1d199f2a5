"""Bars: divided by position, or plain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from opsporing.grafer.graf import FLADER, KODER, Celle, Graf, Tabel, koord


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
