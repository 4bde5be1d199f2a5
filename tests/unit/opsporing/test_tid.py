"""The clock of the product."""

from datetime import UTC, date, datetime, timedelta

import time_machine

from opsporing import tid

MOMENT = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)


@time_machine.travel(MOMENT, tick=False)
def test_now_is_aware_and_in_utc():
    assert tid.nu() == MOMENT
    assert tid.nu().tzinfo is UTC


@time_machine.travel(MOMENT, tick=False)
def test_today_is_the_danish_date_which_can_be_tomorrow_in_utc():
    assert tid.i_dag() == date(2026, 7, 2)


@time_machine.travel(MOMENT, tick=False)
def test_the_offset_moves_both(settings):
    settings.TIDSFORSKYDNING = 24 * 60 * 60
    assert tid.nu() == MOMENT + timedelta(days=1)
    assert tid.i_dag() == date(2026, 7, 3)
