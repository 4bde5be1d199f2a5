"""Invented families: who the parents are, and what their children are called. Pure."""

import itertools
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from opsporing.cpr import Koen, demo_cpr
from opsporing.demo.tilfaelde import andel, blandet, heltal, terning, valg

#: How large a part of the families hold their names and address protected, and how many have one custody holder.
BESKYTTET, ALENE = 0.02, 0.13


@dataclass(frozen=True, slots=True)
class Voksen:
    """A custody holder; brothers and sisters share the same one."""

    fornavn: str
    efternavn: str
    cpr: str
    beskyttet: bool


@dataclass(slots=True)
class Familie:
    """Parents with the children they have had so far."""

    nr: int
    gruppe: dict[str, Any]
    efternavn: str
    foraeldre: tuple[Voksen, ...]
    beskyttet: bool
    fodsler: list[date] = field(default_factory=list)


@cache
def navnegrupper() -> list[dict[str, Any]]:
    """Names by the language they come from."""
    return list(tomllib.loads((files("opsporing.demo") / "navne.toml").read_text(encoding="utf-8"))["gruppe"])


class Register:
    """Makes families, and hands out names and numbers so that no two people share them."""

    def __init__(self) -> None:
        self.familier: list[Familie] = []
        self._numre: dict[date, int] = {}
        self._fornavne: dict[str, date] = {}
        self._boern: set[tuple[str, str]] = set()
        self._voksne: set[tuple[str, str]] = set()

    def cpr(self, foedt: date, koen: Koen) -> str:
        """The next number of the day that can belong to nobody."""
        nr = self._numre.get(foedt, 0)
        self._numre[foedt] = nr + 1
        return demo_cpr(foedt, nr, koen)

    def ny_familie(self, dag: date) -> Familie:
        """Parents who have had no child before."""
        nr = len(self.familier)
        grupper = navnegrupper()
        gruppe = terning("ophav", nr).choices(grupper, [g["vaegt"] for g in grupper])[0]
        efternavn = valg(gruppe["efternavne"], "efternavn", nr)
        andet = valg(gruppe["efternavne"], "andet efternavn", nr) if andel("eget navn", nr) < 0.5 else efternavn
        beskyttet = andel("beskyttet", nr) < BESKYTTET
        mor = self._voksen("kvinder", gruppe, efternavn, dag, Koen.PIGE, beskyttet, nr)
        far = self._voksen("maend", gruppe, andet, dag, Koen.DRENG, beskyttet, nr)
        alene = andel("alene", nr) < ALENE
        familie = Familie(nr, gruppe, efternavn, (mor,) if alene else (mor, far), beskyttet)
        self.familier.append(familie)
        return familie

    def _voksen(
        self, slags: str, gruppe: dict[str, Any], efternavn: str, dag: date, koen: Koen, beskyttet: bool, nr: int
    ) -> Voksen:
        foedt = dag - timedelta(days=heltal(22 * 365, 39 * 365, slags, "foedt", nr))
        muligheder = blandet(gruppe[slags], slags, nr)
        fornavn = next((n for n in muligheder if (n, efternavn) not in self._voksne), muligheder[0])
        self._voksne.add((fornavn, efternavn))
        return Voksen(fornavn, efternavn, self.cpr(foedt, koen), beskyttet)

    def fornavn(self, familie: Familie, koen: Koen, foedt: date, nr: int) -> str:
        """A first name that no child of the surname has, and none at all for the last years where names are enough."""
        muligheder = blandet(familie.gruppe["piger" if koen is Koen.PIGE else "drenge"], "barn", nr)
        egne = [n for n in muligheder if (n, familie.efternavn) not in self._boern]
        if not egne:
            egne = [f"{foerste} {andet}" for foerste, andet in itertools.pairwise(muligheder)]
        laengst_siden = min(egne, key=lambda navn: self._fornavne.get(navn, date.min))
        ledig = next((n for n in egne if foedt - self._fornavne.get(n, date.min) > timedelta(2500)), laengst_siden)
        self._fornavne[ledig] = foedt
        self._boern.add((ledig, familie.efternavn))
        return ledig
