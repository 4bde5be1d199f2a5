"""Periods: whole years to others once they are finished, the present and quarters to the leader."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underretning.rules import perioder
from underretning.rules.tal import Periode, aaret

dage = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_the_leader_chooses_years_and_quarters() -> None:
    assert list(perioder.til_lederen(date(2026, 11, 22), 2025)) == [
        "2026",
        "2025",
        "2026-4",
        "2026-3",
        "2026-2",
        "2026-1",
    ]
    assert list(perioder.til_lederen(date(2026, 2, 1), 2026)) == ["2026", "2026-1"]
    assert list(perioder.til_lederen(date(2026, 2, 1), 2000))[:5] == ["2026", "2025", "2024", "2023", "2022"]


def test_a_year_is_shown_to_others_from_the_first_of_february() -> None:
    assert list(perioder.til_andre(date(2027, 1, 31), 2020)) == ["2025", "2024", "2023"]
    assert list(perioder.til_andre(date(2027, 2, 1), 2020)) == ["2026", "2025", "2024", "2023"]
    assert perioder.til_andre(date(2027, 1, 31), 2026) == {}


@given(dage, st.integers(2015, 2040))
def test_what_others_see_is_over_and_does_not_overlap(i_dag: date, foerste: int) -> None:
    valg = list(perioder.til_andre(i_dag, foerste).values())
    assert all(p.til < i_dag for p in valg)
    assert all(foer.til + timedelta(days=1) == efter.fra for efter, foer in pairwise(valg))


@given(dage)
def test_the_newest_period_of_the_leader_holds_today(i_dag: date) -> None:
    valg = list(perioder.til_lederen(i_dag, 2015).values())
    assert valg[0].fra <= i_dag <= valg[0].til
    assert [p for p in valg if p.fra <= i_dag <= p.til and perioder.navn(p) != p.navn]


def test_the_quarters_make_up_the_year() -> None:
    fire = [perioder.kvartalet(2024, nr) for nr in range(1, 5)]
    assert (fire[0].fra, fire[-1].til) == (aaret(2024).fra, aaret(2024).til)
    assert all(foer.til + timedelta(days=1) == efter.fra for foer, efter in pairwise(fire))
    with pytest.raises(ValueError, match="ikke et kvartal"):
        perioder.kvartalet(2024, 5)


@given(st.integers(2016, 2040), st.integers(0, 4))
def test_the_year_before_has_the_same_months(aar: int, kvartal: int) -> None:
    def i(aaret_: int) -> Periode:
        return perioder.kvartalet(aaret_, kvartal) if kvartal else aaret(aaret_)

    assert perioder.aaret_foer(i(aar)) == i(aar - 1)


def test_names() -> None:
    assert [perioder.navn(p) for p in (aaret(2025), perioder.kvartalet(2026, 3))] == ["2025", "3. kvartal 2026"]
    assert perioder.navn(Periode(date(2026, 1, 2), date(2026, 3, 31))) == "2. januar 2026 til 31. marts 2026"
