"""A team's meetings over a year, and the days that follow from a meeting's day. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from opsporing.frister.kalender import er_arbejdsdag, forrige_arbejdsdag, naeste_arbejdsdag

#: No series is longer than so many meetings.
FLEST = 60


def rytme(foerste: date, uger: int, til: date) -> Iterator[date]:
    """The days of a cadence from the first up to and including `til`, on the same weekday.

    Raises ValueError for a cadence of no weeks.
    """
    if uger < 1:
        raise ValueError("der skal være mindst en uge mellem møderne")
    for nr in range(FLEST):
        dag = foerste + timedelta(weeks=uger * nr)
        if dag > til:
            return
        yield dag


def serie(foerste: date, uger: int, til: date) -> list[date]:
    """The days a team meets. One that falls on a weekend or a day off is held on the working day after it in the same
    week, else on the one before; where the whole week is off it is left out. What follows keeps its rhythm, so that
    Easter moves one meeting and not the rest of the year.
    """
    dage: list[date] = []
    for dag in rytme(foerste, uger, til):
        holdes = moededag(dag)
        if holdes is not None and holdes <= til and holdes not in dage:
            dage.append(holdes)
    return dage


def flyttede(foerste: date, uger: int, til: date) -> dict[date, date]:
    """The days of `serie` that are held on another day than the cadence has, each with that one."""
    moeder = ((dag, moededag(dag)) for dag in rytme(foerste, uger, til))
    return {holdes: dag for dag, holdes in moeder if holdes is not None and holdes != dag}


def moededag(dag: date) -> date | None:
    """The working day on which a meeting planned for `dag` is held, in the same week (Monday to Sunday)."""
    if er_arbejdsdag(dag):
        return dag
    mandag = dag - timedelta(days=dag.weekday())
    efter, foer = naeste_arbejdsdag(dag), forrige_arbejdsdag(dag)
    if efter <= mandag + timedelta(days=6):
        return efter
    return foer if foer >= mandag else None


def dage_foer(moede: date, dage: int, i_dag: date) -> date:
    """The last working day that is at least so many days before the meeting. Where that has passed, or somebody plans
    with shorter notice, it is today: nobody is late from the start.
    """
    senest = forrige_arbejdsdag(moede - timedelta(days=dage))
    return max(senest, min(i_dag, moede))
