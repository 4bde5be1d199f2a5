"""The Danish calendar: working days, deadlines in hverdage and hours, and when it is decent to send a reminder.

Two kinds of day are kept apart, because being careful means opposite things for them:

* A **hverdag** is what a statute counts. Whether Saturday counts is not settled everywhere, and Grundlovsdag, 24
  December and 31 December are not public holidays in law. Counting all of them gives the earliest date anybody could
  mean, so a deadline kept here is kept under every reading.
* An **arbejdsdag** is a day on which somebody can be expected at work: Monday to Friday, without public holidays,
  Grundlovsdag (5 June), 24 December and 31 December. A deadline is moved back to one, and reminders go out on one.

Store bededag is a public holiday to and including 2023 (abolished from 2024). Dates are Danish calendar days; instants
are aware and come back in UTC. The public holidays come from the `holidays` library.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

KOEBENHAVN = ZoneInfo("Europe/Copenhagen")
# When a reminder goes out: staff are at work, and nobody is woken.
UDSENDELSE_KLOKKEN = time(7, 0)

_EN_DAG = timedelta(days=1)
_SOENDAG = 6
_LOERDAG = 5
_LUKKET_UDEN_AT_VAERE_HELLIGDAG = {(6, 5), (12, 24), (12, 31)}


@lru_cache(maxsize=256)
def _aarets_helligdage(aar: int) -> dict[date, str]:
    return dict(holidays.Denmark(years=aar, language="da"))


def helligdag(dag: date) -> str | None:
    """The Danish name of the public holiday, or None on any other day (an ordinary Sunday is None)."""
    return _aarets_helligdage(dag.year).get(dag)


def er_hverdag(dag: date) -> bool:
    """Whether a statute may count the day: Monday to Saturday, except public holidays."""
    return dag.weekday() != _SOENDAG and helligdag(dag) is None


def er_arbejdsdag(dag: date) -> bool:
    """Whether offices and institutions are staffed as usual; see the top of the module."""
    return (
        dag.weekday() < _LOERDAG
        and helligdag(dag) is None
        and (dag.month, dag.day) not in _LUKKET_UDEN_AT_VAERE_HELLIGDAG
    )


def hverdage_efter(start: date, antal: int) -> date:
    """The last day to act when the law gives `antal` (at least 1) hverdage after `start`.

    `start` itself is not counted. The earliest reading is used (Saturday and the half-closed days count), and a result
    on which nobody is at work is moved back to the last arbejdsdag after `start`. Where there is none, the day is
    kept: a deadline is never before or on the day it starts.
    """
    if antal < 1:
        raise ValueError("antallet af hverdage skal være mindst 1")
    dag = start
    for _ in range(antal):
        dag = _frem(dag + _EN_DAG, er_hverdag)
    tidligere = dag
    while tidligere > start:
        if er_arbejdsdag(tidligere):
            return tidligere
        tidligere -= _EN_DAG
    return dag


def naeste_arbejdsdag(dag: date) -> date:
    """The day itself if it is an arbejdsdag, otherwise the first one after it."""
    return _frem(dag, er_arbejdsdag)


def forrige_arbejdsdag(dag: date) -> date:
    """The day itself if it is an arbejdsdag, otherwise the last one before it."""
    while not er_arbejdsdag(dag):
        dag -= _EN_DAG
    return dag


def arbejdsdage_efter(start: date, antal: int) -> date:
    """The `antal`-th arbejdsdag after `start` (for our own deadlines; for the law's use `hverdage_efter`).

    0 gives `start` itself, whatever day it is. Negative numbers raise ValueError.
    """
    if antal < 0:
        raise ValueError("antallet af arbejdsdage må ikke være negativt")
    dag = start
    for _ in range(antal):
        dag = _frem(dag + _EN_DAG, er_arbejdsdag)
    return dag


def arbejdsdage_mellem(fra: date, til: date) -> int:
    """Arbejdsdage left: those after `fra`, up to and including `til`. Negative when `til` has passed."""
    if til < fra:
        return -arbejdsdage_mellem(til, fra)
    return sum(er_arbejdsdag(fra + timedelta(days=n)) for n in range(1, (til - fra).days + 1))


def iso_uge(dag: date) -> tuple[int, int]:
    """ISO year and week number, as Danes count weeks: 1 January 2027 lies in (2026, 53)."""
    aar, uge, _ = dag.isocalendar()
    return aar, uge


def timer_efter(oejeblik: datetime, timer: float) -> datetime:
    """The instant (UTC) so many elapsed hours later; a change of the clock in between shifts nothing.

    A statute's 24 hours are hours that pass, not the same time on the wall. Raises ValueError for a naive time.
    """
    return _utc(oejeblik) + timedelta(hours=timer)


def lokal_dato(oejeblik: datetime) -> date:
    """The date in Denmark at an instant. Raises ValueError for a naive time."""
    return _utc(oejeblik).astimezone(KOEBENHAVN).date()


def lokalt_tidspunkt(dag: date, klokken: time) -> datetime:
    """The instant (UTC) of a wall-clock time in Denmark.

    A time that happens twice (October) is the first of the two; one that does not happen (March) is read as if the
    clock had not been moved, which is an hour later on the wall.
    """
    return datetime.combine(dag, klokken.replace(tzinfo=None, fold=0), KOEBENHAVN).astimezone(UTC)


def doegn(dag: date) -> tuple[datetime, datetime]:
    """Start and end (UTC, end not included) of a Danish day, which has 23, 24 or 25 hours."""
    return lokalt_tidspunkt(dag, time.min), lokalt_tidspunkt(dag + _EN_DAG, time.min)


def sidste_oejeblik(dag: date) -> datetime:
    """The last instant (UTC) that is still the day in Denmark: what is due on a date is in time until then."""
    return doegn(dag)[1] - timedelta(microseconds=1)


def er_overskredet(forfalder: date | datetime, nu: datetime) -> bool:
    """Whether a deadline has passed: a date when that Danish day is over, an instant when it lies before `nu`."""
    if isinstance(forfalder, datetime):
        return _utc(nu) > _utc(forfalder)
    return lokal_dato(nu) > forfalder


def udsendelsestidspunkt(tidligst: datetime, klokken: time = UDSENDELSE_KLOKKEN) -> datetime:
    """The first instant (UTC), at or after `tidligst`, that is `klokken` in Denmark on an arbejdsdag."""
    tidligst = _utc(tidligst)
    dag = naeste_arbejdsdag(lokal_dato(tidligst))
    if lokalt_tidspunkt(dag, klokken) < tidligst:
        dag = naeste_arbejdsdag(dag + _EN_DAG)
    return lokalt_tidspunkt(dag, klokken)


def _frem(dag: date, slags: Callable[[date], bool]) -> date:
    while not slags(dag):
        dag += _EN_DAG
    return dag


def _utc(oejeblik: datetime) -> datetime:
    if oejeblik.tzinfo is None:
        raise ValueError("tidspunktet mangler en tidszone")
    return oejeblik.astimezone(UTC)
