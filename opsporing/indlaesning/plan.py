"""What a file would do, before it does anything: for the machine to carry out, and for people to read.

`Plan.aftryk` is the fingerprint of what the machine would do. Two plans with one fingerprint do the same, so an
administrator's yes to a plan is a yes to exactly that plan.
"""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from opsporing.indlaesning.laes import FLEST_FEJL, Laest
from opsporing.indlaesning.tekst import Fejl

#: An existing row's primary key, or the name of one that the plan makes ("linje:17").
Ref = int | str
#: Told what is happening, how many lines are done, and how many there are.
Fremdrift = Callable[[str, int, int], None]


def stille(skridt: str, naaet: int, i_alt: int) -> None:
    """A Fremdrift that tells nobody."""


@dataclass(frozen=True, slots=True)
class Vist:
    """One thing that would happen, as the page lists it. `hvem` is the primary key of an existing child or person.

    Numbers are masked here already: the rows are stored with the file and shown as they are.
    """

    linje: int | None
    navn: str
    hvad: str
    foer: str = ""
    efter: str = ""
    hvem: int | None = None


@dataclass(frozen=True, slots=True)
class Kandidat:
    """Somebody a line may be about: a known child ("barn:17") or an earlier line of the file ("linje:5")."""

    vaerdi: str
    tekst: str
    hvem: int | None = None


@dataclass(frozen=True, slots=True)
class Spoergsmaal:
    """A near match. The answer is one of the candidates' values or `ANDEN`."""

    linje: int
    tekst: str
    kandidater: tuple[Kandidat, ...]


ANDEN = "andet"


@dataclass(slots=True)
class Plan:
    """The outcome of reading a file against what is known. Carried out only without faults and open questions.

    `arbejde` is what `opsporing.indlaesning.udfoer` carries out, a Boernearbejde or a Medarbejderarbejde.
    """

    arbejde: Any
    linjer: int = 0
    fejl: list[Fejl] = field(default_factory=list)
    antal_fejl: int = 0
    advarsler: list[Fejl] = field(default_factory=list)
    spoergsmaal: list[Spoergsmaal] = field(default_factory=list)
    oprettes: list[Vist] = field(default_factory=list)
    rettes: list[Vist] = field(default_factory=list)
    afsluttes: list[Vist] = field(default_factory=list)
    uaendrede: int = 0
    bemaerkninger: list[str] = field(default_factory=list)
    tal: dict[str, int] = field(default_factory=dict)

    @classmethod
    def fra(cls, laest: Laest, arbejde: Any) -> "Plan":
        """A plan that so far knows what reading found."""
        plan = cls(arbejde, laest.antal, list(laest.fejl), laest.antal_fejl, list(laest.advarsler))
        if laest.ubrugte:
            plan.bemaerkninger.append(f"Disse kolonner bruges ikke: {', '.join(laest.ubrugte)}.")
        return plan

    def tilfoej_fejl(self, fejl: Fejl) -> None:
        """Count a fault, and list it while the list is short enough to be of use."""
        self.antal_fejl += 1
        if len(self.fejl) < FLEST_FEJL:
            self.fejl.append(fejl)

    @property
    def kan_udfoeres(self) -> bool:
        return not self.antal_fejl and not self.spoergsmaal

    @property
    def aendrer_intet(self) -> bool:
        return not (self.oprettes or self.rettes or self.afsluttes)

    @property
    def aftryk(self) -> str:
        """64 hexadecimal digits. Depends on the file and on what is known, not on the clock."""
        indhold = repr((self.arbejde, self.antal_fejl, [s.linje for s in self.spoergsmaal]))
        return hashlib.sha256(indhold.encode()).hexdigest()

    def sammendrag(self) -> dict[str, int]:
        """Numbers only; kept after the file is gone."""
        return {
            "linjer": self.linjer,
            "fejl": self.antal_fejl,
            "advarsler": len(self.advarsler),
            "spoergsmaal": len(self.spoergsmaal),
            "oprettes": len(self.oprettes),
            "rettes": len(self.rettes),
            "afsluttes": len(self.afsluttes),
            "uaendrede": self.uaendrede,
            **self.tal,
        }

    def resultat(self) -> dict[str, Any]:
        """Everything the page shows, as it is stored with the file."""
        return {
            "fejl": [asdict(f) for f in sorted(self.fejl, key=lambda f: f.linje)],
            "advarsler": [asdict(f) for f in sorted(self.advarsler, key=lambda f: f.linje)],
            "spoergsmaal": [asdict(s) for s in self.spoergsmaal],
            "oprettes": [asdict(v) for v in self.oprettes],
            "rettes": [asdict(v) for v in self.rettes],
            "afsluttes": [asdict(v) for v in self.afsluttes],
            "bemaerkninger": self.bemaerkninger,
        }
