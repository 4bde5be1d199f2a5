"""When a child is due. Ages are completed months as `opsporing.alder` counts them; the day is always handed in.

ADBB is made for children of 2 to 24 months (Guedeney & Fermanian 2001; Vidensportalen). At which ages every child is
seen is the municipality's: Hvidovre sees all at 2-3 and again at 8-10 months (Socialstyrelsen 2022).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from opsporing import alder

MINDST_MDR, HOEJST_MDR = 2, 24

#: A family that moves in when a window is about to close gets at least this many days.
MINDST_DAGE = 14


@dataclass(frozen=True, slots=True)
class Besoeg:
    """A visit at which every child is seen: a code that stays, a name, and the ages, both ends included."""

    kode: str
    navn: str
    fra_mdr: int
    til_mdr: int


@dataclass(frozen=True, slots=True)
class Vindue:
    """First and last day, both included."""

    fra: date
    til: date

    def rummer(self, dag: date) -> bool:
        return self.fra <= dag <= self.til


def vindue(foedt: date, besoeg: Besoeg) -> Vindue:
    """The days on which a child born on `foedt` has the age of the visit."""
    return Vindue(*alder.aldersvindue(foedt, besoeg.fra_mdr, besoeg.til_mdr))


def senest(foedt: date, besoeg: Besoeg, kom: date) -> date:
    """The last day for a child that came to the district on `kom`: the window's, or a fortnight after it came.

    Never later than the age the method is made for.
    """
    graense = alder.plus_maaneder(foedt, HOEJST_MDR + 1) - timedelta(days=1)
    return min(max(vindue(foedt, besoeg).til, kom + timedelta(days=MINDST_DAGE)), graense)


def alder_passer(foedt: date, paa: date) -> bool:
    """Whether the method is made for a child of that age. False before birth."""
    return paa >= foedt and MINDST_MDR <= alder.maaneder(foedt, paa) <= HOEJST_MDR


#: The age waves in which numbers are shown, as in the Danish validation study (24,752 infants; PMC11080292): name, and
#: the first and the last completed month.
BOELGER = (("2-3 måneder", 2, 3), ("4-7 måneder", 4, 7), ("8-12 måneder", 8, 12))


def boelge(alder_mdr: int) -> str:
    """The wave an age belongs to; empty for ages the study did not cover."""
    return next((navn for navn, fra, til in BOELGER if fra <= alder_mdr <= til), "")
