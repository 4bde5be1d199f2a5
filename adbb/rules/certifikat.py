"""When a certificate counts. Its first and its last day are both included; one without a last day does not expire."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

#: From here a certificate is said to expire soon: as long before as the first reminder comes (`opsporing.fristtyper`).
SNART = timedelta(days=90)


class Bevis(Protocol):
    """Anything with the two days of a certificate."""

    udstedt_den: date
    udloeber_den: date | None


B = TypeVar("B", bound=Bevis)


class Status(StrEnum):
    """What somebody's certificates amount to on a day, the most pressing first."""

    INGEN = "ingen"
    UDLOEBET = "udloebet"
    SNART = "snart"
    GYLDIGT = "gyldigt"


def gaelder(bevis: Bevis, paa: date) -> bool:
    """Whether it counts on the day."""
    return bevis.udstedt_den <= paa and (bevis.udloeber_den is None or bevis.udloeber_den >= paa)


def bedste(beviser: Iterable[B], paa: date) -> B | None:
    """The one that counts on the day and lasts longest; None where none does."""
    return max((b for b in beviser if gaelder(b, paa)), key=_slut, default=None)


def sidste(beviser: Iterable[B], paa: date) -> B | None:
    """The one to speak of: the best, or else the one that ran out last; None where there has been none."""
    beviser = [b for b in beviser if b.udstedt_den <= paa]
    return bedste(beviser, paa) or max(beviser, key=_slut, default=None)


def status(beviser: Iterable[B], paa: date) -> Status:
    """What the certificates amount to on the day."""
    fundet = sidste(beviser, paa)
    if fundet is None:
        return Status.INGEN
    if not gaelder(fundet, paa):
        return Status.UDLOEBET
    return Status.SNART if fundet.udloeber_den and fundet.udloeber_den <= paa + SNART else Status.GYLDIGT


def _slut(bevis: Bevis) -> date:
    return bevis.udloeber_den or date.max
