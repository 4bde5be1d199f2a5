"""How an invented child is doing, and what two colleagues see of it. Pure.

The shares are those of docs/adr/0003-taerskler.md: most children have no particular difficulties, some have lesser ones
and some need support in one to three dimensions. Here they also change: what is hard comes, goes or stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from opsporing.demo.tilfaelde import andel, heltal, terning
from trivsel.rules import TegnSvar

DIMENSIONER = ("psykisk_emotionel", "kognitiv", "social", "fysisk_sansemotorisk")

#: Of all children: lesser difficulties in one dimension, and need of support in one to three.
MINDRE, STOETTE = 0.06, 0.10
#: How occasions go (beta): for an ordinary child, with lesser difficulties, and with need of support.
ELLERS, VED_MINDRE, VED_STOETTE = (30, 2), (9, 4), (8, 7)
GANGE = 5
IKKE_SET = 0.04
ROED_HOLDER = 0.6
#: How often a colleague has seen one occasion more, or one less, go well.
SKOEN = 0.09


class Forloeb(StrEnum):
    """How what is hard moves over the years."""

    VARIG = "varig"
    BEDRING = "bedring"
    FALD = "fald"
    KORT = "kort"


@dataclass(frozen=True, slots=True)
class Vanskelighed:
    """What is hard for one child: where, how much, and when."""

    dimensioner: frozenset[str]
    alfa_beta: tuple[int, int]
    forloeb: Forloeb
    begynder: date

    def vaegt(self, dag: date) -> float:
        """From 0 (not hard) to 1 (as hard as it gets) on the day."""
        dage = (dag - self.begynder).days
        match self.forloeb:
            case Forloeb.VARIG:
                return 1.0
            case Forloeb.BEDRING:
                return min(1.0, max(0.0, 1 - dage / 300))
            case Forloeb.FALD:
                return min(1.0, max(0.0, dage / 400))
            case Forloeb.KORT:
                return 1.0 if 0 <= dage <= 200 else 0.0


def vanskelighed(barn: str, udgangsdag: date) -> Vanskelighed | None:
    """What is hard for the child known by this name of our own; None for most."""
    gruppe = andel("gruppe", barn)
    if gruppe >= MINDRE + STOETTE:
        return None
    antal = 1 if gruppe < MINDRE else heltal(1, 3, "hvor mange", barn)
    dimensioner = frozenset(terning("hvor", barn).sample(DIMENSIONER, antal))
    forloeb = terning("forløb", barn).choices(list(Forloeb), [25, 30, 30, 15])[0]
    tidligst, senest = {
        Forloeb.VARIG: (900, 900),
        Forloeb.BEDRING: (560, 60),
        Forloeb.FALD: (600, 120),
        Forloeb.KORT: (850, 20),
    }[forloeb]
    begynder = udgangsdag - timedelta(days=heltal(senest, tidligst, "hvornår", barn))
    return Vanskelighed(dimensioner, VED_MINDRE if gruppe < MINDRE else VED_STOETTE, forloeb, begynder)


def lykkes(barn: str, dimension: str, dag: date, udgangsdag: date) -> float:
    """The share of occasions that go well for the child in the dimension around the day."""
    ellers = terning("ellers", barn).betavariate(*ELLERS)
    svaert = vanskelighed(barn, udgangsdag)
    if svaert is None or dimension not in svaert.dimensioner:
        return ellers
    vaegt = svaert.vaegt(dag)
    return (1 - vaegt) * ellers + vaegt * terning("svært", barn, dimension).betavariate(*svaert.alfa_beta)


def set_af(
    barn: str, vurderer: str, tegn: Mapping[str, str], dag: date, udgangsdag: date, faste: Mapping[str, str]
) -> dict[str, str]:
    """What one colleague answers to each tegn (its code, with its dimension) about the child around the day.

    Colleagues see the same child: they differ where an occasion more or less decides, or where one has not been there.
    `faste` are answers that are given beforehand.
    """
    svar = {}
    for kode, dimension in tegn.items():
        chance = lykkes(barn, dimension, dag, udgangsdag)
        faelles = terning("det, der skete", barn, dag, kode)
        gange = sum(faelles.random() < chance for _ in range(GANGE))
        holder = faelles.random() < ROED_HOLDER
        egen = terning("det, hun så", barn, dag, kode, vurderer)
        skoen = egen.random()
        gange += (skoen < SKOEN) - (skoen > 1 - SKOEN)
        svar[kode] = (TegnSvar.IKKE_SET if egen.random() < IKKE_SET else _svar(gange, holder)).value
    return svar | dict(faste)


def _svar(gange: int, holder: bool) -> TegnSvar:
    if gange >= 4:
        return TegnSvar.GROEN
    return TegnSvar.ROED if gange <= 1 and holder else TegnSvar.GUL
