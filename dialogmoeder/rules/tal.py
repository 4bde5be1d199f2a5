"""What the numbers of meetings and sparring are made of: half-years side by side. Pure: no Django.

A meeting that was not held counts against, whether it was called off or nobody got round to it, so that a place cannot
look good by calling off. What is not due yet is not judged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dialogmoeder.rules.evaluering import Svarfordeling
from dialogmoeder.rules.evaluering import optael as optael_svar
from dialogmoeder.rules.tilstande import Moedetilstand
from opsporing.andele import Andel, Tid, til_tiden


class Udfald(StrEnum):
    """What became of a meeting, as it is counted."""

    HOLDT = "holdt"
    AFLYST = "aflyst"
    #: Its day is over, and it is neither held nor called off.
    IKKE_HOLDT = "ikke_holdt"
    VENTER = "venter"


class Loefte(StrEnum):
    """What has a day in the work with meetings."""

    INDKALDT = "indkaldt"
    FORBEREDT = "forberedt"
    FORTALT_FOER = "fortalt_foer"
    REFERAT = "referat"
    FORTALT_EFTER = "fortalt_efter"
    SPARRING = "sparring"


@dataclass(frozen=True, slots=True, order=True)
class Halvaar:
    """January to June is the first, July to December the second."""

    aar: int
    nr: int

    @classmethod
    def om(cls, dag: date) -> "Halvaar":
        return cls(dag.year, 1 if dag.month < 7 else 2)

    @property
    def foer(self) -> "Halvaar":
        """The one before."""
        return Halvaar(self.aar, 1) if self.nr == 2 else Halvaar(self.aar - 1, 2)

    @property
    def slut(self) -> date:
        """Its last day."""
        return date(self.aar, 6, 30) if self.nr == 1 else date(self.aar, 12, 31)

    def __str__(self) -> str:
        return f"{self.nr}. halvår {self.aar}"


def de_seneste(i_dag: date, antal: int, *, faerdige_dage: int | None = None) -> list[Halvaar]:
    """So many half-years back from today, the oldest first; with `faerdige_dage` only those that ended so many days
    ago.
    """
    nyeste = Halvaar.om(i_dag)
    while faerdige_dage is not None and nyeste.slut + timedelta(days=faerdige_dage) >= i_dag:
        nyeste = nyeste.foer
    fundne = [nyeste]
    while len(fundne) < antal:
        fundne.append(fundne[-1].foer)
    return fundne[::-1]


def udfald(status: str, dag: date, i_dag: date) -> Udfald:
    """What became of a meeting on the day, by its stored status."""
    if status == Moedetilstand.AFHOLDT:
        return Udfald.HOLDT
    if status == Moedetilstand.AFLYST:
        return Udfald.AFLYST
    return Udfald.IKKE_HOLDT if dag < i_dag else Udfald.VENTER


@dataclass(frozen=True, slots=True)
class Raekker:
    """What is counted, each with its day."""

    moeder: Sequence[tuple[date, Udfald]]
    #: Items of meetings that were held: whether there was time for them.
    punkter: Sequence[tuple[date, bool]]
    loefter: Mapping[Loefte, Sequence[tuple[date, Tid]]]
    #: Answers about meetings that may be counted, by the day of the meeting.
    svar: Sequence[tuple[date, Mapping[str, object]]]


@dataclass(frozen=True, slots=True)
class Tal:
    """One half-year."""

    halvaar: Halvaar
    holdt: Andel
    naaet: Andel
    loefter: Mapping[Loefte, Andel]
    evaluering: Mapping[str, Svarfordeling]
    antal_svar: int

    @property
    def er_tom(self) -> bool:
        """Whether nothing in it can be judged."""
        return not (self.holdt.af or self.naaet.af or self.antal_svar or any(a.af for a in self.loefter.values()))


def optael(halvaar: Halvaar, raekker: Raekker) -> Tal:
    """Count what falls in the half-year."""
    udfaldene = [u for dag, u in raekker.moeder if Halvaar.om(dag) == halvaar and u is not Udfald.VENTER]
    punkter = [naaet for dag, naaet in raekker.punkter if Halvaar.om(dag) == halvaar]
    svar = [s for dag, s in raekker.svar if Halvaar.om(dag) == halvaar]
    return Tal(
        halvaar=halvaar,
        holdt=Andel(udfaldene.count(Udfald.HOLDT), len(udfaldene)),
        naaet=Andel(sum(punkter), len(punkter)),
        loefter={loefte: _til_tiden(raekker.loefter.get(loefte, ()), halvaar) for loefte in Loefte},
        evaluering=optael_svar(svar),
        antal_svar=len(svar),
    )


def _til_tiden(alle: Iterable[tuple[date, Tid]], halvaar: Halvaar) -> Andel:
    return til_tiden([tid for dag, tid in alle if Halvaar.om(dag) == halvaar])
