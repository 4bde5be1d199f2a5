"""When a child is due: month ends, leap days, and families that move in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adbb.rules.vinduer import (
    BOELGER,
    HOEJST_MDR,
    MINDST_DAGE,
    MINDST_MDR,
    Besoeg,
    alder_passer,
    boelge,
    senest,
    vindue,
)
from opsporing.alder import maaneder

FOEDT = st.dates(date(2019, 1, 1), date(2031, 12, 31))
BESOEG = st.tuples(st.integers(0, 24), st.integers(0, 6)).map(lambda p: Besoeg("b", "b", p[0], p[0] + p[1]))


@given(FOEDT, BESOEG)
def test_the_window_holds_exactly_the_days_of_the_age(foedt: date, besoeg: Besoeg) -> None:
    ramme = vindue(foedt, besoeg)
    for dag in (ramme.fra, ramme.til):
        assert besoeg.fra_mdr <= maaneder(foedt, dag) <= besoeg.til_mdr
    assert besoeg.fra_mdr == 0 or maaneder(foedt, ramme.fra - timedelta(days=1)) == besoeg.fra_mdr - 1
    assert maaneder(foedt, ramme.til + timedelta(days=1)) == besoeg.til_mdr + 1


@pytest.mark.parametrize(
    ("foedt", "fra", "til"),
    [
        (date(2026, 12, 31), date(2027, 2, 28), date(2027, 4, 29)),
        (date(2027, 12, 31), date(2028, 2, 29), date(2028, 4, 29)),
        (date(2028, 2, 29), date(2028, 4, 29), date(2028, 6, 28)),
        (date(2026, 8, 31), date(2026, 10, 31), date(2026, 12, 30)),
    ],
)
def test_two_to_three_months_at_month_ends_and_leap_days(foedt: date, fra: date, til: date) -> None:
    ramme = vindue(foedt, Besoeg("2-3", "2-3 måneder", 2, 3))
    assert (ramme.fra, ramme.til) == (fra, til)


@given(FOEDT, st.integers(0, 900))
def test_the_ages_of_the_method(foedt: date, dage: int) -> None:
    dag = foedt + timedelta(days=dage)
    assert alder_passer(foedt, dag) == (MINDST_MDR <= maaneder(foedt, dag) <= HOEJST_MDR)


def test_before_birth_no_age_fits() -> None:
    assert not alder_passer(date(2026, 5, 1), date(2026, 4, 30))


@given(FOEDT, st.integers(0, 700))
def test_who_came_late_gets_a_fortnight_but_no_age_outside_the_method(foedt: date, dage: int) -> None:
    besoeg = Besoeg("8-10", "8-10 måneder", 8, 10)
    kom = foedt + timedelta(days=dage)
    sidste = senest(foedt, besoeg, kom)
    assert sidste >= vindue(foedt, besoeg).til
    assert sidste <= max(vindue(foedt, besoeg).til, kom + timedelta(days=MINDST_DAGE))
    assert maaneder(foedt, sidste) <= HOEJST_MDR


def test_waves_do_not_overlap() -> None:
    assert [boelge(m) for m in (1, 2, 3, 4, 7, 8, 12, 13)] == [
        "",
        BOELGER[0][0],
        BOELGER[0][0],
        BOELGER[1][0],
        BOELGER[1][0],
        BOELGER[2][0],
        BOELGER[2][0],
        "",
    ]
