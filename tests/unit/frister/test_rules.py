"""When reminders come: by Danish days, once each, also when the clock is moved."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsporing.frister import rules
from opsporing.frister.kalender import lokal_dato, lokalt_tidspunkt, sidste_oejeblik
from opsporing.frister.rules import Varsling, lejligheder, varsling

UGE = Varsling((7, 1), 7)
FORFALDER = sidste_oejeblik(date(2026, 11, 30))


def dk(aar: int, maaned: int, dag: int, time_: int = 0, minut: int = 0) -> datetime:
    return lokalt_tidspunkt(date(aar, maaned, dag), time(time_, minut))


@pytest.mark.parametrize(
    ("nu", "ventet"),
    [
        (dk(2026, 11, 22, 23, 59), ()),
        (dk(2026, 11, 23), ("foer_7",)),
        (dk(2026, 11, 28, 23, 59), ("foer_7",)),
        (dk(2026, 11, 29), ("foer_1",)),
        (dk(2026, 11, 30, 23, 59), ("foer_1",)),
        (dk(2026, 12, 1), ("forfalden",)),
        (dk(2026, 12, 6, 23, 59), ("forfalden",)),
        (dk(2026, 12, 7, 0, 1), ("forfalden", "eskaleret")),
        (dk(2027, 5, 1), ("forfalden", "eskaleret")),
    ],
)
def test_only_the_latest_reminder_counts_and_the_leader_is_told_by_itself(
    nu: datetime, ventet: tuple[str, ...]
) -> None:
    assert lejligheder(FORFALDER, UGE, nu) == ventet


def test_an_instant_is_kept_until_it_has_passed() -> None:
    forfalder = datetime(2026, 11, 30, 13, 10, tzinfo=UTC)
    haster = Varsling((0,), 0)
    assert lejligheder(forfalder, haster, forfalder) == ("foer_0",)
    assert lejligheder(forfalder, haster, forfalder + timedelta(seconds=1)) == ("forfalden", "eskaleret")


def test_what_never_escalates_never_does() -> None:
    assert lejligheder(FORFALDER, Varsling((7,), None), dk(2028, 1, 1)) == ("forfalden",)


def test_the_municipality_decides_where_the_kind_leaves_it_to_it() -> None:
    efter_kommunen = varsling(foer=(-1, 1), eskaler=-1, kommunens=-1, profil_foer=14, profil_eskaler=3)
    eget = varsling(foer=(90, 30), eskaler=None, kommunens=-1, profil_foer=14, profil_eskaler=3)
    en_dag = varsling(foer=(-1, 1), eskaler=-1, kommunens=-1, profil_foer=1, profil_eskaler=0)
    assert efter_kommunen == Varsling((14, 1), 3)
    assert eget == Varsling((90, 30), None)
    assert en_dag == Varsling((1,), 0)


@pytest.mark.parametrize("sommertid", [date(2026, 3, 29), date(2026, 10, 25)], ids=["forår", "efterår"])
@pytest.mark.parametrize("forskydning", range(-9, 10))
def test_a_change_of_the_clock_moves_no_reminder_to_another_day(sommertid: date, forskydning: int) -> None:
    forfaldsdag = sommertid + timedelta(days=forskydning)
    forfalder = sidste_oejeblik(forfaldsdag)
    foerste: dict[str, datetime] = {}
    nu = sidste_oejeblik(forfaldsdag - timedelta(days=9))
    while nu < sidste_oejeblik(forfaldsdag + timedelta(days=9)):
        for slags in lejligheder(forfalder, UGE, nu):
            foerste.setdefault(slags, nu)
        nu += timedelta(minutes=5)
    dage = {slags: (lokal_dato(hvornaar) - forfaldsdag).days for slags, hvornaar in foerste.items()}
    assert dage == {"foer_7": -7, "foer_1": -1, "forfalden": 1, "eskaleret": 7}


@given(
    forfalder=st.integers(0, 3 * 365 * 24 * 60).map(lambda m: dk(2025, 1, 1) + timedelta(minutes=m)),
    foer=st.sets(st.integers(0, 60), max_size=3),
    eskaler=st.none() | st.integers(0, 30),
    skridt=st.lists(st.integers(1, 60 * 24 * 10), max_size=30),
)
def test_occasions_only_ever_move_forward(
    forfalder: datetime, foer: set[int], eskaler: int | None, skridt: list[int]
) -> None:
    """However rarely it is asked, an occasion that has been passed never comes back."""
    varsel = Varsling(tuple(sorted(foer, reverse=True)), eskaler)
    raekkefoelge = [*(f"foer_{dage}" for dage in varsel.foer), "forfalden"]
    nu, naaet, eskaleret = forfalder - timedelta(days=61), -1, False
    for minutter in skridt:
        nu += timedelta(minutes=minutter)
        fundet = lejligheder(forfalder, varsel, nu)
        paamindelser = [slags for slags in fundet if slags != "eskaleret"]
        assert len(paamindelser) <= 1
        for slags in paamindelser:
            assert raekkefoelge.index(slags) >= naaet
            naaet = raekkefoelge.index(slags)
        assert not (eskaleret and "eskaleret" not in fundet)
        eskaleret = "eskaleret" in fundet
        assert not eskaleret or nu > forfalder


@pytest.mark.parametrize(
    ("nu", "ventet"),
    [
        (dk(2026, 11, 23, 6, 59), False),
        (dk(2026, 11, 23, 7), True),
        (dk(2026, 11, 23, 17, 59), True),
        (dk(2026, 11, 23, 18), False),
        (dk(2026, 11, 22, 10), False),  # Sunday
        (dk(2026, 12, 24, 10), False),
        # The first working day after each change of the clock: seven on the wall is another hour in UTC.
        (datetime(2026, 3, 30, 5, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 30, 4, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 26, 6, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 26, 5, 59, tzinfo=UTC), False),
    ],
)
def test_the_weekly_letter_keeps_working_hours(nu: datetime, ventet: bool) -> None:
    assert rules.er_ugebrevstid(nu) is ventet


@pytest.mark.parametrize(
    ("nu", "ventet"),
    [
        (dk(2026, 11, 16), "uge-2026-47"),
        (dk(2026, 11, 22, 23, 59), "uge-2026-47"),
        (dk(2026, 11, 23), "uge-2026-48"),
        (dk(2027, 1, 1), "uge-2026-53"),
        # Monday has begun in Denmark while it is still Sunday in UTC, one hour in winter and two in summer.
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), "uge-2026-48"),
        (datetime(2026, 6, 7, 22, 0, tzinfo=UTC), "uge-2026-24"),
        (datetime(2026, 6, 7, 21, 59, tzinfo=UTC), "uge-2026-23"),
    ],
)
def test_weeks_are_danish(nu: datetime, ventet: str) -> None:
    assert rules.ugenoegle(nu) == ventet


def test_pauses_double_up_to_four_hours() -> None:
    minut = timedelta(minutes=1)
    assert [rules.pause(n, minut) for n in (1, 2, 3, 9, 50)] == [
        minut,
        2 * minut,
        4 * minut,
        timedelta(hours=4),
        timedelta(hours=4),
    ]
