"""A team's cadence and the days before a meeting, for any first day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogmoeder.rules.serie import FLEST, dage_foer, flyttede, moededag, rytme, serie
from opsporing.frister.kalender import er_arbejdsdag

DAGE = st.dates(date(2024, 1, 1), date(2030, 12, 31))
UGER = st.sampled_from([1, 2, 4, 6, 8])


@given(DAGE, UGER, st.integers(0, 500))
def test_every_meeting_is_on_a_working_day_in_the_week_the_cadence_says(foerste: date, uger: int, dage: int) -> None:
    til = foerste + timedelta(days=dage)
    moeder = serie(foerste, uger, til)
    uger_i_rytmen = {dag.isocalendar()[:2] for dag in rytme(foerste, uger, til)}
    assert all(er_arbejdsdag(dag) and dag <= til for dag in moeder)
    assert {dag.isocalendar()[:2] for dag in moeder} <= uger_i_rytmen
    assert len(moeder) == len(set(moeder)) <= FLEST
    assert moeder == sorted(moeder)


@given(DAGE, UGER)
def test_a_day_off_moves_one_meeting_and_not_the_rest(foerste: date, uger: int) -> None:
    """What lies on working days of the cadence is in the series, whatever was moved before it."""
    til = foerste + timedelta(days=400)
    assert {dag for dag in rytme(foerste, uger, til) if er_arbejdsdag(dag)} <= set(serie(foerste, uger, til))


def test_easter_and_christmas() -> None:
    # Skærtorsdag 2 April 2026: the week's last working day is the Wednesday before. 24 December 2026 likewise.
    assert moededag(date(2026, 4, 2)) == date(2026, 4, 1)
    assert moededag(date(2026, 4, 6)) == date(2026, 4, 7)
    assert moededag(date(2026, 12, 24)) == date(2026, 12, 23)
    assert serie(date(2026, 3, 5), 4, date(2026, 4, 30)) == [date(2026, 3, 5), date(2026, 4, 1), date(2026, 4, 30)]
    assert flyttede(date(2026, 3, 5), 4, date(2026, 4, 30)) == {date(2026, 4, 1): date(2026, 4, 2)}


def test_a_team_without_a_cadence_has_no_series() -> None:
    with pytest.raises(ValueError, match="mindst en uge"):
        serie(date(2026, 3, 5), 0, date(2026, 4, 30))


@given(DAGE, st.integers(0, 60), st.integers(0, 90))
def test_the_lead_time_is_kept_or_begins_today(moede: date, dage: int, om: int) -> None:
    """With time enough it is a working day at least so long before; else it is today, and never after the meeting."""
    i_dag = moede - timedelta(days=om)
    senest = dage_foer(moede, dage, i_dag)
    assert i_dag <= senest <= moede
    if senest > i_dag:
        assert er_arbejdsdag(senest)
        assert (moede - senest).days >= dage
