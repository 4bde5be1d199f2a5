"""The promise of an answer."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dialogmoeder.rules.sparring import svar_senest
from opsporing.frister.kalender import er_arbejdsdag

DAGE = st.dates(min_value=date(2024, 1, 1), max_value=date(2031, 12, 31))


@given(DAGE, st.integers(1, 30))
def test_svaret_loves_en_arbejdsdag_og_aldrig_senere_end_loftet(stillet: date, dage: int) -> None:
    senest = svar_senest(stillet, dage)
    assert senest > stillet
    assert svar_senest(stillet, dage + 1) >= senest
    # Only where there is no working day in between is it another day.
    assert er_arbejdsdag(senest) or not any(
        er_arbejdsdag(stillet + timedelta(days=n)) for n in range(1, (senest - stillet).days + 1)
    )


def test_loeftet_er_mindst_een_hverdag() -> None:
    assert svar_senest(date(2026, 10, 14), 0) == date(2026, 10, 15)
    assert svar_senest(date(2026, 10, 14), 5) == date(2026, 10, 20)
