"""How an agenda adds up, whatever is on it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogmoeder.rules.dagsorden import Post, er_smaa, flyt, orden, tider, tidsplan

POSTER = st.lists(st.builds(Post, st.integers(5, 60), st.booleans()), max_size=10)


@given(POSTER, st.integers(30, 180), st.integers(0, 60))
def test_the_little_ones_keep_their_time(poster: list[Post], varer: int, smaa: int) -> None:
    smaa = min(smaa, varer)
    plan = tidsplan(varer, smaa, poster)
    assert plan.brugt == sum(p.minutter for p in poster)
    andre = plan.brugt - plan.smaa_brugt
    # The older children never get at the time kept for the youngest; that is over, though minutes stand empty.
    assert plan.over == max(0, andre + max(smaa, plan.smaa_brugt) - varer)
    assert plan.andre_tilbage == 0 or plan.over == 0
    assert plan.andre_tilbage + plan.smaa_tilbage <= varer


def test_an_older_child_may_not_take_the_kept_minutes() -> None:
    plan = tidsplan(120, 40, [Post(30, False), Post(30, False), Post(30, False)])
    assert (plan.tilbage, plan.smaa_tilbage, plan.andre_tilbage, plan.over) == (30, 40, 0, 10)


@given(st.lists(st.integers(), unique=True, min_size=1), st.data())
def test_moving_keeps_all_and_the_order_of_the_rest(raekke: list[int], data: st.DataObject) -> None:
    en, skridt = data.draw(st.sampled_from(raekke)), data.draw(st.integers(-12, 12))
    ny = flyt(raekke, en, skridt)
    assert [x for x in ny if x != en] == [x for x in raekke if x != en]
    assert ny.index(en) == min(max(raekke.index(en) + skridt, 0), len(raekke) - 1)
    assert flyt(raekke, en, 0) == raekke


def test_moving_what_is_not_there() -> None:
    with pytest.raises(ValueError, match="not in list"):
        flyt([1, 2], 3, 1)


def test_each_item_begins_when_the_one_before_ends() -> None:
    nu = datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert tider(nu, [20, 15, 10]) == [nu, nu + timedelta(minutes=20), nu + timedelta(minutes=35)]


@pytest.mark.parametrize(
    ("foedt", "smaa"),
    [(None, True), (date(2023, 11, 25), True), (date(2023, 11, 24), False), (date(2021, 1, 1), False)],
)
def test_under_three_on_the_day(foedt: date | None, smaa: bool) -> None:
    assert er_smaa(foedt, date(2026, 11, 24)) is smaa


def test_what_was_not_reached_last_time_comes_first() -> None:
    assert sorted(["gul", "ukendt", "roed", "udsat"], key=orden) == ["udsat", "roed", "gul", "ukendt"]
