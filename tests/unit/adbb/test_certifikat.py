"""When a certificate counts: on its first day and its last, and which of several is the one to speak of."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adbb.rules.certifikat import SNART, Status, bedste, gaelder, sidste, status

DAG = date(2026, 10, 14)


@dataclass(frozen=True)
class B:
    udstedt_den: date
    udloeber_den: date | None = None


dage = st.dates(date(2020, 1, 1), date(2030, 12, 31))
beviser = st.lists(
    st.builds(
        lambda fra, laengde: B(fra, fra + timedelta(days=laengde) if laengde else None), dage, st.integers(0, 900)
    ),
    max_size=5,
)


@pytest.mark.parametrize(
    ("udstedt", "udloeber", "svar"),
    [
        (DAG, None, True),
        (DAG + timedelta(days=1), None, False),
        (date(2024, 1, 1), DAG, True),
        (date(2024, 1, 1), DAG - timedelta(days=1), False),
    ],
)
def test_both_ends_are_included(udstedt: date, udloeber: date | None, svar: bool) -> None:
    assert gaelder(B(udstedt, udloeber), DAG) is svar


@pytest.mark.parametrize(
    ("udloeber", "svar"),
    [
        (None, Status.GYLDIGT),
        (DAG + SNART + timedelta(days=1), Status.GYLDIGT),
        (DAG + SNART, Status.SNART),
        (DAG, Status.SNART),
        (DAG - timedelta(days=1), Status.UDLOEBET),
    ],
)
def test_status(udloeber: date | None, svar: Status) -> None:
    assert status([B(date(2024, 1, 1), udloeber)], DAG) is svar


def test_none_and_one_to_come_are_none() -> None:
    assert status([], DAG) is Status.INGEN
    assert status([B(DAG + timedelta(days=1))], DAG) is Status.INGEN


def test_a_new_one_takes_over_from_the_old() -> None:
    gammelt, nyt = B(date(2024, 1, 1), date(2026, 11, 1)), B(date(2026, 10, 1), date(2028, 10, 1))
    assert bedste([nyt, gammelt], DAG) == nyt == bedste([gammelt, nyt], DAG)
    assert status([gammelt, nyt], DAG) is Status.GYLDIGT


@settings(deadline=None)
@given(beviser, dage)
def test_one_that_counts_is_found_whenever_there_is_one(alle: list[B], dag: date) -> None:
    fundet = bedste(alle, dag)
    assert (fundet is not None) == any(gaelder(b, dag) for b in alle)
    if fundet:
        assert gaelder(fundet, dag) and sidste(alle, dag) == fundet
        assert all((b.udloeber_den or date.max) <= (fundet.udloeber_den or date.max) for b in alle if gaelder(b, dag))
    assert (sidste(alle, dag) is None) == all(b.udstedt_den > dag for b in alle)
