"""The Danish calendar: public holidays, hverdage and arbejdsdage, hours across clock changes."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from opsporing.frister import kalender

EN_DAG = timedelta(days=1)
datoer = st.dates(date(2010, 1, 1), date(2055, 12, 31))
oejeblikke = st.integers(0, 45 * 365 * 24 * 3600).map(lambda s: datetime(2010, 1, 1, tzinfo=UTC) + timedelta(seconds=s))
FORAAR = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)  # 02:00 becomes 03:00
EFTERAAR = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)  # 03:00 becomes 02:00


def paaskedag(aar: int) -> date:
    """Easter Sunday by the Gregorian computus, so that the library is held against something other than itself."""
    a, b, c = aar % 19, aar // 100, aar % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * rest) // 451
    maaned, dag = divmod(h + rest - 7 * m + 114, 31)
    return date(aar, maaned, dag + 1)


def lovens_helligdage(aar: int) -> set[date]:
    forskydninger = [-3, -2, 0, 1, 39, 49, 50] + ([26] if aar < 2024 else [])
    return {paaskedag(aar) + timedelta(days=n) for n in forskydninger} | {
        date(aar, 1, 1),
        date(aar, 12, 25),
        date(aar, 12, 26),
    }


@pytest.mark.parametrize("aar", range(2010, 2056))
def test_public_holidays_of_every_year(aar: int) -> None:
    dage = [date(aar, 1, 1) + timedelta(days=n) for n in range(366)]
    assert {dag for dag in dage if dag.year == aar and kalender.helligdag(dag)} == lovens_helligdage(aar)


def test_store_bededag_ended_in_2024() -> None:
    assert kalender.helligdag(date(2023, 5, 5)) == "Store bededag"
    assert kalender.er_arbejdsdag(date(2024, 4, 26))
    assert kalender.helligdag(date(2026, 5, 1)) is None


@given(datoer)
@example(date(2026, 6, 5))
@example(date(2026, 12, 24))
@example(date(2026, 12, 31))
@example(date(2027, 1, 1))
def test_the_two_kinds_of_day(dag: date) -> None:
    fri = dag in lovens_helligdage(dag.year)
    halvlukket = (dag.month, dag.day) in {(6, 5), (12, 24), (12, 31)}
    assert kalender.er_hverdag(dag) is (dag.isoweekday() <= 6 and not fri)
    assert kalender.er_arbejdsdag(dag) is (dag.isoweekday() <= 5 and not fri and not halvlukket)


def taelles(start: date, slut: date, regel: str) -> int:
    """Days after start and up to slut that one reading of "hverdag" counts."""
    dage = [start + timedelta(days=n) for n in range(1, (slut - start).days + 1)]
    dage = [d for d in dage if d.isoweekday() <= (6 if "loerdag" in regel else 5)]
    dage = [d for d in dage if d not in lovens_helligdage(d.year)]
    if "halvlukket" not in regel:
        dage = [d for d in dage if (d.month, d.day) not in {(6, 5), (12, 24), (12, 31)}]
    return len(dage)


LAESNINGER = ["", "loerdag", "halvlukket", "loerdag halvlukket"]


@given(datoer, st.integers(1, 30))
@example(date(2026, 11, 20), 1)  # Friday: the next hverdag is a Saturday
@example(date(2026, 12, 23), 1)  # only 24 December before Christmas
@example(date(2026, 4, 1), 1)  # the day before Skærtorsdag
@example(date(2026, 4, 2), 1)  # Skærtorsdag: the next hverdag is Easter Saturday
@example(date(2029, 12, 21), 2)  # Saturday and 24 December, and nobody at work between them
@example(date(2023, 5, 4), 6)  # the last Store bededag
def test_a_deadline_in_hverdage_is_kept_under_every_reading(start: date, antal: int) -> None:
    frist = kalender.hverdage_efter(start, antal)
    assert frist > start
    for regel in LAESNINGER:
        assert taelles(start, frist, regel) <= antal
    if not kalender.er_arbejdsdag(frist):
        mellem = [start + timedelta(days=n) for n in range(1, (frist - start).days + 1)]
        assert not any(kalender.er_arbejdsdag(dag) for dag in mellem)
        assert kalender.er_hverdag(frist)


@given(datoer, st.integers(1, 30))
def test_a_deadline_in_hverdage_is_no_earlier_than_it_must_be(start: date, antal: int) -> None:
    # The next arbejdsdag would be too late under the reading that counts most.
    frist = kalender.hverdage_efter(start, antal)
    naeste = kalender.naeste_arbejdsdag(frist + EN_DAG)
    assert taelles(start, naeste, "loerdag halvlukket") > antal
    assert kalender.hverdage_efter(start, antal + 1) >= frist
    assert kalender.hverdage_efter(start + EN_DAG, antal) >= frist


@pytest.mark.parametrize(
    ("start", "antal", "frist"),
    [
        (date(2026, 11, 16), 6, date(2026, 11, 23)),  # Monday -> Monday, Saturday counted
        (date(2026, 11, 16), 5, date(2026, 11, 20)),  # would be Saturday -> Friday
        (date(2026, 11, 20), 6, date(2026, 11, 27)),
        (date(2026, 3, 31), 6, date(2026, 4, 10)),  # across Easter: 1, 4, 7, 8, 9, 10 April
        (date(2026, 5, 30), 6, date(2026, 6, 4)),  # would be Saturday 6 June; Grundlovsdag is no day at work
        (date(2026, 12, 18), 6, date(2026, 12, 28)),  # 19, 21, 22, 23, 24, 28 December
        (date(2026, 12, 18), 5, date(2026, 12, 23)),  # would be 24 December
    ],
)
def test_known_deadlines(start: date, antal: int, frist: date) -> None:
    assert kalender.hverdage_efter(start, antal) == frist


def test_hverdage_must_be_at_least_one() -> None:
    with pytest.raises(ValueError, match="mindst 1"):
        kalender.hverdage_efter(date(2026, 11, 16), 0)


@given(datoer)
@example(date(2026, 12, 24))
@example(date(2026, 4, 2))
def test_next_and_previous_arbejdsdag(dag: date) -> None:
    naeste, forrige = kalender.naeste_arbejdsdag(dag), kalender.forrige_arbejdsdag(dag)
    assert forrige <= dag <= naeste
    assert kalender.er_arbejdsdag(naeste)
    assert kalender.er_arbejdsdag(forrige)
    if kalender.er_arbejdsdag(dag):
        assert forrige == dag == naeste
    else:
        assert kalender.arbejdsdage_mellem(forrige, naeste) == 1


@given(datoer, st.integers(0, 60))
@example(date(2026, 11, 17), 8)
@example(date(2026, 12, 22), 1)
def test_counting_forward_and_counting_between_agree(start: date, antal: int) -> None:
    slut = kalender.arbejdsdage_efter(start, antal)
    assert kalender.arbejdsdage_mellem(start, slut) == antal
    assert antal == 0 or kalender.er_arbejdsdag(slut)


@given(datoer, datoer.flatmap(lambda d: st.integers(-80, 80)), st.integers(-80, 80))
def test_days_between_add_up(start: date, foerst: int, saa: int) -> None:
    midt, slut = start + timedelta(days=foerst), start + timedelta(days=foerst + saa)
    mellem = kalender.arbejdsdage_mellem
    assert mellem(start, midt) + mellem(midt, slut) == mellem(start, slut)
    assert mellem(start, midt) == -mellem(midt, start)


def test_working_days_left_of_a_round() -> None:
    assert kalender.arbejdsdage_mellem(date(2026, 11, 17), date(2026, 11, 27)) == 8
    assert kalender.arbejdsdage_mellem(date(2026, 11, 27), date(2026, 11, 27)) == 0
    with pytest.raises(ValueError, match="negativt"):
        kalender.arbejdsdage_efter(date(2026, 11, 17), -1)


@given(oejeblikke, st.integers(-72, 72))
@example(FORAAR - timedelta(hours=3), 24)
@example(EFTERAAR - timedelta(hours=3), 24)
def test_hours_are_elapsed_hours(start: datetime, timer: int) -> None:
    slut = kalender.timer_efter(start.astimezone(kalender.KOEBENHAVN), timer)
    assert slut - start == timedelta(hours=timer)
    assert slut.tzinfo is UTC


def test_24_hours_across_both_clock_changes_on_the_wall() -> None:
    for skift, klokken in ((FORAAR, "13:00"), (EFTERAAR, "11:00")):
        start = kalender.lokalt_tidspunkt(kalender.lokal_dato(skift) - EN_DAG, time(12, 0))
        slut = kalender.timer_efter(start, 24).astimezone(kalender.KOEBENHAVN)
        assert f"{slut:%H:%M}" == klokken


@pytest.mark.parametrize(
    "funktion",
    [
        lambda t: kalender.timer_efter(t, 1),
        kalender.lokal_dato,
        kalender.udsendelsestidspunkt,
        lambda t: kalender.er_overskredet(t, datetime(2026, 1, 1, tzinfo=UTC)),
        lambda t: kalender.er_overskredet(date(2026, 1, 1), t),
    ],
)
def test_naive_times_are_refused(funktion: object) -> None:
    assert callable(funktion)
    with pytest.raises(ValueError, match="tidszone"):
        funktion(datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))


@given(datoer)
@example(date(2026, 3, 29))
@example(date(2026, 10, 25))
def test_a_danish_day_has_the_hours_it_has(dag: date) -> None:
    start, slut = kalender.doegn(dag)
    timer = (slut - start) / timedelta(hours=1)
    skift = {(dag.month, dag.isoweekday() == 7 and (dag + timedelta(days=7)).month != dag.month)}
    assert timer == (23 if skift == {(3, True)} else 25 if skift == {(10, True)} else 24)
    assert kalender.lokal_dato(start) == kalender.lokal_dato(kalender.sidste_oejeblik(dag)) == dag
    assert kalender.lokal_dato(slut) == dag + EN_DAG
    assert kalender.lokal_dato(start - timedelta(microseconds=1)) == dag - EN_DAG
    assert kalender.doegn(dag + EN_DAG)[0] == slut


@given(oejeblikke)
@example(FORAAR)
@example(EFTERAAR)
@example(datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
def test_every_instant_lies_in_its_own_danish_day(t: datetime) -> None:
    start, slut = kalender.doegn(kalender.lokal_dato(t))
    assert start <= t < slut


def test_wall_times_that_happen_twice_or_never() -> None:
    assert kalender.lokalt_tidspunkt(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert kalender.lokalt_tidspunkt(date(2026, 10, 25), time(2, 30, fold=1)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
    sprunget = kalender.lokalt_tidspunkt(date(2026, 3, 29), time(2, 30))
    assert f"{sprunget.astimezone(kalender.KOEBENHAVN):%H:%M}" == "03:30"


@given(oejeblikke, st.dates(date(2010, 1, 2), date(2055, 12, 30)))
@example(datetime(2026, 11, 17, 22, 59, 59, tzinfo=UTC), date(2026, 11, 17))
@example(datetime(2026, 11, 17, 23, 0, tzinfo=UTC), date(2026, 11, 17))
@example(datetime(2026, 7, 17, 22, 0, tzinfo=UTC), date(2026, 7, 17))
def test_a_date_is_in_time_until_its_last_moment(nu: datetime, dag: date) -> None:
    assert kalender.er_overskredet(dag, nu) is (nu > kalender.sidste_oejeblik(dag))
    assert kalender.er_overskredet(kalender.sidste_oejeblik(dag), nu) is (nu > kalender.sidste_oejeblik(dag))


def test_an_instant_is_overdue_only_after_it() -> None:
    frist = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
    assert not kalender.er_overskredet(frist, frist)
    assert kalender.er_overskredet(frist, frist + timedelta(microseconds=1))
    assert not kalender.er_overskredet(frist.astimezone(timezone(timedelta(hours=9))), frist)


@given(oejeblikke, st.times(max_value=time(23, 0)))
@example(FORAAR - timedelta(hours=2), time(2, 30))
@example(EFTERAAR - timedelta(hours=2), time(2, 30))
@example(datetime(2026, 12, 23, 6, 0, tzinfo=UTC), time(7, 0))
@example(datetime(2026, 12, 23, 6, 0, 1, tzinfo=UTC), time(7, 0))
@example(datetime(2026, 11, 20, 23, 30, tzinfo=UTC), time(7, 0))
def test_reminders_go_out_at_the_hour_on_the_first_arbejdsdag(tidligst: datetime, klokken: time) -> None:
    tid = kalender.udsendelsestidspunkt(tidligst, klokken)
    dag = kalender.lokal_dato(tid)
    assert tid >= tidligst
    assert kalender.er_arbejdsdag(dag)
    assert tid == kalender.lokalt_tidspunkt(dag, klokken)
    assert kalender.udsendelsestidspunkt(tid, klokken) == tid
    # Nothing earlier would have done: every arbejdsdag before it had its hour before `tidligst`.
    tidligere = kalender.forrige_arbejdsdag(dag - EN_DAG)
    assert kalender.lokalt_tidspunkt(tidligere, klokken) < tidligst


def test_default_hour_of_reminders() -> None:
    lillejuleaften = datetime(2026, 12, 23, 12, 0, tzinfo=UTC)
    assert kalender.udsendelsestidspunkt(lillejuleaften) == datetime(2026, 12, 28, 6, 0, tzinfo=UTC)


@given(datoer)
@example(date(2027, 1, 1))
@example(date(2024, 12, 30))
def test_week_numbers_follow_the_thursday(dag: date) -> None:
    aar, uge = kalender.iso_uge(dag)
    torsdag = dag + timedelta(days=4 - dag.isoweekday())
    assert aar == torsdag.year
    assert uge == (torsdag - date(torsdag.year, 1, 1)).days // 7 + 1
