"""How long is long enough, and how it is said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsporing.alder import plus_maaneder
from opsporing.opbevaring.rules import saa_laenge, skaeringsdag


@pytest.mark.parametrize(
    ("i_dag", "maaneder", "ventet"),
    [
        (date(2026, 11, 22), 24, date(2024, 11, 22)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_the_day_that_many_months_ago(i_dag: date, maaneder: int, ventet: date) -> None:
    assert skaeringsdag(i_dag, maaneder) == ventet


def test_less_than_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="negativ"):
        skaeringsdag(date(2026, 1, 1), -1)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 600))
def test_nothing_is_over_before_its_time(i_dag: date, maaneder: int) -> None:
    """What ended before the day has been kept for all its months today."""
    sidste_der_slettes = skaeringsdag(i_dag, maaneder).toordinal() - 1
    assert plus_maaneder(date.fromordinal(sidste_der_slettes), maaneder) <= i_dag


@pytest.mark.parametrize(
    ("maaneder", "ord"), [(0, "ikke"), (1, "1 måned"), (6, "6 måneder"), (12, "1 år"), (18, "18 måneder"), (24, "2 år")]
)
def test_a_period_in_words(maaneder: int, ord: str) -> None:
    assert saa_laenge(maaneder) == ord
