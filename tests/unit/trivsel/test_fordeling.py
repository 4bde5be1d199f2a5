"""What a rule gives in a population, and that the defaults still give what the decision record says."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.simuler_taerskler import GRUPPER, LYKKES_ELLERS, Barn, population
from trivsel.rules import Fordeling, HoejesteTegn, Taerskler, TegnSvar, fordeling, foreslaa

boern = st.lists(
    st.dictionaries(
        st.sampled_from(["psykisk", "social"]), st.dictionaries(st.sampled_from("abcde"), st.sampled_from(TegnSvar))
    ),
    max_size=12,
)


@given(boern)
def test_counting_agrees_with_suggesting_one_by_one(alle: list[Barn]) -> None:
    regel = Taerskler()
    positioner = [foreslaa(barn, regel).samlet.position for barn in alle]
    fundet = fordeling(alle, regel)
    assert fundet == Fordeling(*(positioner.count(p) for p in ("groen", "gul", "roed")), positioner.count(None))
    assert fundet.antal == len(alle)


def test_share_is_of_those_with_a_suggestion() -> None:
    assert Fordeling(groen=3, gul=1, roed=1, uden_forslag=5).andel_opmaerksomhed == pytest.approx(0.4)
    assert Fordeling(groen=0, gul=0, roed=0, uden_forslag=5).andel_opmaerksomhed is None
    assert fordeling([], Taerskler()) == Fordeling(0, 0, 0, 0)


@pytest.fixture(scope="module")
def midt() -> list[tuple[str, Barn]]:
    return list(population(10_000, 2026, LYKKES_ELLERS["middle"]))


def test_the_default_thresholds_give_about_a_sixth_and_the_highest_tegn_about_half(
    midt: list[tuple[str, Barn]],
) -> None:
    alle = [barn for _, barn in midt]
    standard = fordeling(alle, Taerskler()).andel_opmaerksomhed
    hoejeste = fordeling(alle, HoejesteTegn()).andel_opmaerksomhed
    assert standard is not None
    assert hoejeste is not None
    assert 0.14 < standard < 0.19
    assert hoejeste > 0.4
    beslutning = Path(__file__).parents[3].joinpath("docs", "adr", "0003-taerskler.md").read_text(encoding="utf-8")
    assert f"{standard:.1%}" in beslutning
    assert f"{hoejeste:.1%}" in beslutning


def test_children_who_need_support_are_found_by_the_defaults(midt: list[tuple[str, Barn]]) -> None:
    for gruppe, mindst, hoejst in zip(GRUPPER, (0.0, 0.35, 0.85), (0.07, 1.0, 1.0), strict=True):
        andel = fordeling((barn for navn, barn in midt if navn == gruppe.navn), Taerskler()).andel_opmaerksomhed
        assert andel is not None
        assert mindst <= andel <= hoejst


def test_the_population_is_the_same_every_time() -> None:
    assert list(population(50, 1, (30, 2))) == list(population(50, 1, (30, 2)))
    assert list(population(50, 1, (30, 2))) != list(population(50, 2, (30, 2)))
