"""The rules of the minute after a meeting: what is asked, until when, and what may be shown of the answers. Pure.

An answer carries no name, and few answers carry one all the same. A meeting counts when its days for answering are over
and at least so many have answered as the municipality has decided (`Praksisprofil.moede_evaluering_mindst`). So the sum
grows by that many answers at a time, and nobody's can be found by looking before and after.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from opsporing.andele import Andel
from opsporing.frister.kalender import hverdage_efter

#: What is asked, in the order of the form; the answers are `SVAR`.
SPOERGSMAAL: Mapping[str, str] = {
    "maal_naaet": "Målet nået",
    "rette_emner": "Det vigtigste talt om",
    "rette_personer": "De rette med",
    "foraeldre_hoert": "Forældrene hørt",
    "barn_hoert": "Barnets perspektiv med",
    "forberedt": "Forberedt i god tid",
}
SVAR = ("ja", "delvist", "nej")
#: The answer that a question does not fit the meeting: it is not counted.
IKKE_HER = "ikke_relevant"
#: Working days after a meeting in which it can be answered.
DAGE = 7
#: The least that is ever shown, whatever the municipality has decided: who reads the numbers has answered too, and of
#: two answers she would know the other.
ALDRIG_FAERRE = 3


def svar_senest(afsluttet: date) -> date:
    """The last day of answering."""
    return hverdage_efter(afsluttet, DAGE)


def kan_besvares(afsluttet: date | None, i_dag: date) -> bool:
    """Whether a meeting may be evaluated: when it has ended, for some days."""
    return afsluttet is not None and afsluttet <= i_dag <= svar_senest(afsluttet)


def taeller_med(afsluttet: date | None, antal: int, i_dag: date, mindst: int) -> bool:
    """Whether the answers about a meeting may be counted: no more can come, and they are enough."""
    return afsluttet is not None and i_dag > svar_senest(afsluttet) and antal >= max(ALDRIG_FAERRE, mindst)


def uden_faa(svar: Sequence[Mapping[str, object]], mindst: int) -> list[Mapping[str, object]]:
    """One meeting's answers without those to a question which too few found to fit: there the one who did could be
    known though enough answered the rest.
    """
    nok = {kode for kode in SPOERGSMAAL if sum(s.get(kode) in SVAR for s in svar) >= max(ALDRIG_FAERRE, mindst)}
    return [{kode: v for kode, v in s.items() if kode in nok or kode not in SPOERGSMAAL} for s in svar]


@dataclass(frozen=True, slots=True)
class Svarfordeling:
    """How one question was answered; `af` counts those who found that it fits."""

    ja: int
    delvist: int
    nej: int

    @property
    def af(self) -> int:
        return self.ja + self.delvist + self.nej

    @property
    def andel(self) -> Andel:
        """How many said yes."""
        return Andel(self.ja, self.af)


def optael(svar: Iterable[Mapping[str, object]]) -> dict[str, Svarfordeling]:
    """The answers to each question."""
    alle = list(svar)
    return {kode: _fordel([s.get(kode) for s in alle]) for kode in SPOERGSMAAL}


def _fordel(svar: Sequence[object]) -> Svarfordeling:
    return Svarfordeling(*(svar.count(kode) for kode in SVAR))


def forslag(svar: Iterable[Mapping[str, object]]) -> list[str]:
    """What was written, once each, in an order that tells nothing of who and when."""
    return sorted({str(s["naeste_gang"]).strip() for s in svar if s.get("naeste_gang")})
