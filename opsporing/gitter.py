"""A chart of distributions side by side; see `opsporing.grafer` for what all charts share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from opsporing.grafer import Celle, Graf, Tabel, koord


@dataclass(frozen=True, slots=True)
class Fordelt:
    """One row: how its `antal` fall on the columns; None where a number is withheld.

    `mod` are shares (0 to 1) to compare with, drawn as marks, None where there is none.
    """

    label: str
    vaerdier: Sequence[int | None]
    antal: int
    mod: Sequence[float | None] = ()
    note: str = ""
    fed: bool = False


@dataclass(frozen=True, kw_only=True)
class Gitter(Graf):
    """Rows with a small bar in each column: which share of the row's number falls there, on one scale for all.

    A withheld number is an empty frame with a dash. `mod_navn` says what the marks are; `mod_raekker` are the numbers
    behind them, for the table only, where they are not a row of the chart.
    """

    kolonner: Sequence[str]
    raekker: Sequence[Fordelt]
    enhed: str = "I alt"
    mod_navn: str = ""
    mod_raekker: Sequence[Fordelt] = ()

    skabelon = "gitter"
    #: Share of a column's width that is left empty between it and the next.
    LUFT = 0.12

    def tabel(self) -> Tabel:
        rk = []
        for r in (*self.raekker, *self.mod_raekker):
            celler = [Celle(self.skjult if v is None else str(v)) for v in r.vaerdier]
            rk.append((r.label, [*celler, Celle(str(r.antal))]))
        return Tabel(["", *self.kolonner, self.enhed], rk)

    def tegning(self) -> dict[str, Any]:
        bredde = 100 / len(self.kolonner)
        return {
            "hoveder": [{"x": koord(nr * bredde), "ord": ordet} for nr, ordet in enumerate(self.kolonner)],
            "staenger": [self._stang(r, bredde) for r in self.raekker],
            "mod_navn": self.mod_navn if any(m is not None for r in self.raekker for m in r.mod) else "",
            "skjuler": any(v is None for r in self.raekker for v in r.vaerdier),
        }

    def _stang(self, raekke: Fordelt, bredde: float) -> dict[str, Any]:
        fuld = bredde * (1 - self.LUFT)
        felter = []
        for nr, vaerdi in enumerate(raekke.vaerdier):
            andel = None if vaerdi is None or not raekke.antal else min(vaerdi / raekke.antal, 1)
            mod = raekke.mod[nr] if raekke.mod else None
            felter.append(
                {
                    "x": koord(nr * bredde),
                    "fuld": koord(fuld),
                    "bredde": "" if andel is None else koord(fuld * andel),
                    "tal": "–" if vaerdi is None else str(vaerdi),
                    "mod": "" if mod is None else koord(nr * bredde + fuld * mod),
                }
            )
        i_ord = ", ".join(
            f"{k}: {self.skjult if v is None else v}" for k, v in zip(self.kolonner, raekke.vaerdier, strict=True)
        )
        return {
            "label": raekke.label,
            "fed": raekke.fed,
            "felter": felter,
            "i_ord": f"{raekke.label}, {raekke.antal} i alt. {i_ord}.",
            "antal": raekke.note,
        }
