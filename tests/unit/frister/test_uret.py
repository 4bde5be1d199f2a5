"""Deadlines by the clock: hours that pass, also when the clock is moved, on days off, and after a standstill."""

import math
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from opsporing.frister import kalender, rules
from opsporing.frister.rules import ALLE, Eskalering, Varsling, lejligheder, tidspunkt, varsling

DOEGN = Varsling((), None, (24, 12, 4, 1), (-6, -2, 0, 4))
FORAAR = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
EFTERAAR = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
SEKUND = timedelta(seconds=1)


def dk(aar: int, maaned: int, dag: int, time_: int = 0, minut: int = 0) -> datetime:
    return kalender.lokalt_tidspunkt(date(aar, maaned, dag), time(time_, minut))


#: The moments around which a rule about hours or days goes wrong if it goes wrong.
SAERLIGE = [
    FORAAR,
    EFTERAAR,
    dk(2026, 11, 21, 17),  # Saturday
    dk(2026, 11, 22, 3),  # Sunday
    dk(2026, 4, 3, 12),  # Langfredag
    dk(2026, 6, 5, 12),  # Grundlovsdag
    dk(2026, 12, 24, 17),
    dk(2026, 12, 31, 23, 59),
    dk(2028, 2, 29, 12),
]
oejeblikke = st.one_of(
    st.integers(0, 20 * 365 * 24 * 60).map(lambda m: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=m)),
    st.tuples(st.sampled_from(SAERLIGE), st.integers(-48 * 60, 48 * 60)).map(lambda p: p[0] + timedelta(minutes=p[1])),
)
zoner = st.sampled_from([UTC, kalender.KOEBENHAVN, timezone(timedelta(hours=-9))])
timetal = st.integers(1, 400).map(lambda n: n / 4)
kaeder = st.sets(st.integers(-200, 200).map(lambda n: n / 4), max_size=5)


@pytest.mark.parametrize(
    ("efter", "ventet"),
    [
        (timedelta(0), ("foer_24t",)),
        (timedelta(hours=12) - SEKUND, ("foer_24t",)),
        (timedelta(hours=12), ("foer_12t",)),
        (timedelta(hours=18) - SEKUND, ("foer_12t",)),
        (timedelta(hours=18), ("foer_12t", "eskaleret_-6t")),
        (timedelta(hours=20), ("foer_4t", "eskaleret_-6t")),
        (timedelta(hours=22), ("foer_4t", "eskaleret_-2t")),
        (timedelta(hours=23), ("foer_1t", "eskaleret_-2t")),
        (timedelta(hours=24), ("foer_1t", "eskaleret_-2t")),
        (timedelta(hours=24) + SEKUND, ("forfalden", "eskaleret_0t")),
        (timedelta(hours=28), ("forfalden", "eskaleret_0t")),
        (timedelta(hours=28) + SEKUND, ("forfalden", "eskaleret_4t")),
        (timedelta(days=90), ("forfalden", "eskaleret_4t")),
    ],
)
@pytest.mark.parametrize("modtaget", [*SAERLIGE, FORAAR - timedelta(hours=20), EFTERAAR - timedelta(hours=20)])
def test_the_24_hours_are_told_by_the_hour_on_every_day(
    modtaget: datetime, efter: timedelta, ventet: tuple[str, ...]
) -> None:
    """As nobody stops the clock of the law at night, on a day off or when summer time begins, nor do the reminders."""
    forfalder = kalender.timer_efter(modtaget, 24)
    assert lejligheder(forfalder, DOEGN, modtaget + efter) == ventet


@given(oejeblikke, zoner)
@example(FORAAR - timedelta(hours=12), kalender.KOEBENHAVN)
@example(EFTERAAR - timedelta(hours=12), kalender.KOEBENHAVN)
@example(EFTERAAR - timedelta(minutes=30), kalender.KOEBENHAVN)
@example(EFTERAAR + timedelta(minutes=30), kalender.KOEBENHAVN)
def test_24_hours_are_86400_seconds(modtaget: datetime, zone: timezone) -> None:
    forfalder = kalender.timer_efter(modtaget.astimezone(zone), 24)
    assert (forfalder - modtaget).total_seconds() == 86_400
    # On the wall it is the same hour the next day, except over the two nights in which the clock is moved.
    paa_vaeggen = (
        forfalder.astimezone(kalender.KOEBENHAVN).replace(tzinfo=None)
        - modtaget.astimezone(kalender.KOEBENHAVN).replace(tzinfo=None)
    )  # fmt: skip
    skift = (
        forfalder.astimezone(kalender.KOEBENHAVN).utcoffset() or timedelta(0)
    ) - (modtaget.astimezone(kalender.KOEBENHAVN).utcoffset() or timedelta(0))  # fmt: skip
    assert paa_vaeggen == timedelta(hours=24) + skift
    assert skift in (timedelta(0), timedelta(hours=1), timedelta(hours=-1))


@given(oejeblikke, st.integers(-100, 100), st.integers(-100, 100))
def test_hours_add_up_and_keep_the_order(t: datetime, foerst: int, saa: int) -> None:
    frem = kalender.timer_efter
    assert frem(frem(t, foerst), saa) == frem(t, foerst + saa)
    assert (frem(t, foerst) < frem(t, saa)) == (foerst < saa)
    assert frem(frem(t, foerst), -foerst) == t


@given(oejeblikke, zoner, timetal, st.integers(-200, 200).map(lambda n: n / 4))
@example(FORAAR + timedelta(hours=1), kalender.KOEBENHAVN, 4, -6.0)
@example(EFTERAAR + timedelta(hours=1), kalender.KOEBENHAVN, 4, -6.0)
def test_an_occasion_lies_so_many_hours_from_the_deadline(
    forfalder: datetime, zone: timezone, timer: float, trin: float
) -> None:
    """Also where the deadline is handed in as local time, in which Python subtracts what the wall says."""
    lokalt = forfalder.astimezone(zone)
    assert forfalder - tidspunkt(f"foer_{timer:g}t", lokalt) == timedelta(hours=timer)
    assert tidspunkt(Eskalering(trin).slags, lokalt) - forfalder == timedelta(hours=trin)
    assert tidspunkt("forfalden", lokalt) == forfalder


@given(oejeblikke, st.sets(timetal, max_size=4), st.sets(st.integers(0, 20), max_size=3), kaeder, oejeblikke)
def test_nothing_is_told_before_its_time_and_the_latest_is(
    forfalder: datetime, timer: set[float], dage: set[int], kaede: set[float], nu: datetime
) -> None:
    varsel = Varsling(tuple(dage), None, tuple(timer), tuple(kaede))
    fundet = lejligheder(forfalder, varsel, nu)
    minder = [slags for slags in fundet if not rules.er_eskalering(slags)]
    eskaler = [slags for slags in fundet if rules.er_eskalering(slags)]
    assert len(minder) <= 1
    assert len(eskaler) <= 1
    for slags in fundet:
        assert tidspunkt(slags, forfalder) <= nu
    alle = [f"foer_{dag}" for dag in dage] + [f"foer_{t:g}t" for t in timer]
    senere = [slags for slags in alle if tidspunkt(slags, forfalder) <= nu]
    if nu > forfalder:
        assert minder == ["forfalden"]
    elif senere and nu < forfalder:
        assert tidspunkt(minder[0], forfalder) == max(tidspunkt(slags, forfalder) for slags in senere)
    naaet = [
        t for t in kaede if (nu > forfalder + timedelta(hours=t) if t >= 0 else nu >= forfalder + timedelta(hours=t))
    ]
    assert eskaler == ([Eskalering(max(naaet)).slags] if naaet else [])


@given(oejeblikke, kaeder, st.lists(st.integers(1, 600), max_size=40))
def test_a_chain_only_ever_goes_up_and_loses_no_step_that_is_looked_for_in_time(
    forfalder: datetime, kaede: set[float], skridt: list[int]
) -> None:
    varsel = Varsling((), None, (), tuple(kaede))
    foer, nu = -math.inf, forfalder - timedelta(hours=51)
    for minutter in skridt:
        nu += timedelta(minutes=minutter)
        trin = [
            float(s.removeprefix("eskaleret_").removesuffix("t"))
            for s in lejligheder(forfalder, varsel, nu)
            if s != "forfalden"
        ]
        assert not trin or trin[0] >= foer
        foer = trin[0] if trin else foer
    set_ = set()
    nu = forfalder - timedelta(hours=51)
    while nu < forfalder + timedelta(hours=51):
        set_.update(s for s in lejligheder(forfalder, varsel, nu) if s != "forfalden")
        nu += timedelta(minutes=15)
    assert set_ == {Eskalering(t).slags for t in kaede}


@given(oejeblikke, st.sets(timetal, max_size=4), st.sets(st.integers(0, 20), max_size=3), kaeder, st.integers(1, 10**6))
def test_what_is_looked_at_in_time_is_never_too_far_away(
    forfalder: datetime, timer: set[float], dage: set[int], kaede: set[float], sekunder: int
) -> None:
    """What falls due later than one looks ahead has no occasion yet."""
    varsel = Varsling(tuple(dage), None, tuple(timer), tuple(kaede))
    ser_frem = rules.tidligst_at_se_paa([varsel, Varsling((), None)])
    assert lejligheder(forfalder, varsel, forfalder - ser_frem - timedelta(seconds=sekunder)) == ()


@given(st.sets(st.integers(-4000, 4000).map(lambda n: n / 8), min_size=2, max_size=6))
def test_every_step_has_a_name_of_its_own_that_says_its_hours(timer: set[float]) -> None:
    navne = {Eskalering(t).slags for t in timer}
    assert len(navne) == len(timer)
    assert all(rules.er_eskalering(navn) and len(navn) <= 40 for navn in navne)


def test_the_names_of_occasions() -> None:
    assert [Eskalering(t).slags for t in (-6, -0.5, -0.0, 0, 2)] == [
        "eskaleret_-6t",
        "eskaleret_-0.5t",
        "eskaleret_0t",
        "eskaleret_0t",
        "eskaleret_2t",
    ]
    assert rules.er_eskalering("eskaleret")
    assert not any(rules.er_eskalering(slags) for slags in ("foer_7", "foer_4t", "forfalden"))


def test_a_chain_stands_instead_of_the_escalation_in_days() -> None:
    kaede = (Eskalering(0, opad=ALLE), Eskalering(-6))
    fundet = varsling(foer=(), eskaler=-1, kommunens=-1, profil_foer=14, profil_eskaler=3, timer=(1, 12), kaede=kaede)
    assert fundet == Varsling((), None, (12, 1), (-6, 0))


def test_days_and_hours_can_be_mixed() -> None:
    forfalder = dk(2026, 11, 30, 14)
    begge = Varsling((1, 0), None, (4, 30))
    ventet = {
        dk(2026, 11, 28, 23): (),
        dk(2026, 11, 29): ("foer_1",),
        dk(2026, 11, 29, 8): ("foer_30t",),
        dk(2026, 11, 30): ("foer_0",),
        dk(2026, 11, 30, 10): ("foer_4t",),
    }
    assert {nu: lejligheder(forfalder, begge, nu) for nu in ventet} == ventet


def test_a_naive_deadline_is_refused() -> None:
    with pytest.raises(ValueError, match="tidszone"):
        lejligheder(datetime(2026, 11, 30, 14), DOEGN, dk(2026, 11, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("modtaget", "frist"),
    [
        # Sunday evening and Monday just after midnight in Denmark are both Sunday in UTC, an hour apart in summer time.
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 30)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 11, 2)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 4, 8)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 4, 9)),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2027, 1, 8)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 8)),
    ],
)
def test_six_hverdage_begin_with_the_danish_day_of_receipt(modtaget: datetime, frist: date) -> None:
    assert kalender.hverdage_efter(kalender.lokal_dato(modtaget), 6) == frist


@given(st.dates(date(2024, 1, 1), date(2050, 12, 31)))
@example(date(2026, 12, 18))
@example(date(2026, 12, 23))
@example(date(2026, 12, 24))
@example(date(2026, 12, 31))
@example(date(2026, 3, 31))
@example(date(2026, 6, 4))
@example(date(2027, 5, 5))
def test_six_hverdage_leave_a_working_day_to_answer_in(start: date) -> None:
    """Six hverdage always contain an arbejdsdag, so the receipt can be written in the time there is, and is never due
    on a day on which nobody is there; it is at most the six of them and the days off away.
    """
    frist = kalender.hverdage_efter(start, 6)
    assert kalender.er_arbejdsdag(frist)
    assert any(kalender.er_arbejdsdag(start + timedelta(days=n)) for n in range(1, (frist - start).days + 1))
    assert (frist - start).days <= 12
    # Whoever counts every hverdag has not passed the sixth.
    assert sum(kalender.er_hverdag(start + timedelta(days=n)) for n in range(1, (frist - start).days + 1)) <= 6
    assert not kalender.er_overskredet(frist, kalender.sidste_oejeblik(frist))
    assert kalender.er_overskredet(frist, kalender.sidste_oejeblik(frist) + SEKUND)


def test_pauses_of_what_cannot_wait_stay_short() -> None:
    minut = timedelta(minutes=1)
    assert [rules.pause(n, minut, rules.LAENGSTE_PAUSE_HASTER) for n in (1, 3, 4, 5, 50)] == [
        minut,
        4 * minut,
        8 * minut,
        10 * minut,
        10 * minut,
    ]
