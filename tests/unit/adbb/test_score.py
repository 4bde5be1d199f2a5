"""What a score says: the cut-off, what is missing, and the steps of a course."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adbb.rules.score import (
    HOEJEST_SUM,
    IKKE_VURDERET,
    PUNKTER,
    Gennemfoert,
    Handlevej,
    Skridt,
    Udfald,
    resultat,
    stand,
    udfald,
)

GRAENSE = 5
VEJ = Handlevej(gentag_dage=14, team_dage=10)
POINT = st.integers(0, 4)
HELE = st.lists(POINT, min_size=8, max_size=8).map(lambda p: dict(zip(PUNKTER, map(str, p), strict=True)))
ET_SVAR = st.one_of(POINT.map(str), st.just(IKKE_VURDERET), st.none())
BLANDET = st.lists(ET_SVAR, min_size=8, max_size=8).map(lambda p: dict(zip(PUNKTER, p, strict=True)))
DAG = date(2026, 11, 17)
ALVOR = [Udfald.UNDER, Udfald.OVER_FOERSTE]


def _svar(*point: int | str) -> dict[str, str]:
    return dict(zip(PUNKTER, map(str, point), strict=True))


@pytest.mark.parametrize(
    ("point", "sum_", "over"),
    [
        ((0,) * 8, 0, False),
        ((1, 1, 1, 1, 0, 0, 0, 0), 4, False),
        ((1, 1, 1, 1, 1, 0, 0, 0), 5, True),
        ((4, 0, 0, 0, 0, 0, 0, 0), 4, False),
        ((4,) * 8, HOEJEST_SUM, True),
    ],
)
def test_the_cut_off_is_five(point: tuple[int, ...], sum_: int, over: bool) -> None:
    fundet = resultat(_svar(*point), GRAENSE)
    assert (fundet.sum, fundet.over) == (sum_, over)


@given(HELE, st.integers(1, 32))
def test_a_whole_score_is_its_sum(svar: dict[str, str], graense: int) -> None:
    fundet = resultat(svar, graense)
    assert fundet.sum == fundet.mindst == sum(map(int, svar.values()))
    assert fundet.over is (fundet.sum >= graense)


@given(BLANDET, st.integers(1, 32))
def test_no_sum_is_claimed_for_what_is_not_whole(svar: dict[str, str | None], graense: int) -> None:
    fundet = resultat(svar, graense)
    hele = all(v is not None and v != IKKE_VURDERET for v in svar.values())
    assert (fundet.sum is not None) == hele
    assert len(fundet.point) + len(fundet.ikke_vurderet) + len(fundet.mangler) == len(PUNKTER)
    if not hele:
        assert fundet.over is (True if fundet.mindst >= graense else None)


@given(BLANDET, st.sampled_from(PUNKTER), st.integers(1, 32))
def test_raising_a_point_never_brings_a_child_under(svar: dict[str, str | None], kode: str, graense: int) -> None:
    vaerdi = svar[kode]
    if vaerdi is None or not vaerdi.isdigit() or vaerdi == "4":
        return
    foer, efter = resultat(svar, graense), resultat({**svar, kode: str(int(vaerdi) + 1)}, graense)
    orden = {False: 0, None: 1, True: 2}
    assert orden[efter.over] >= orden[foer.over]


@pytest.mark.parametrize("vaerdi", ["5", "-1", "1.5", "x", "٣٣"])
def test_anything_else_is_refused(vaerdi: str) -> None:
    with pytest.raises(ValueError):
        resultat({PUNKTER[0]: vaerdi}, GRAENSE)


@pytest.mark.parametrize(
    ("over", "foer", "ventet"),
    [
        (False, 0, Udfald.UNDER),
        (True, 0, Udfald.OVER_FOERSTE),
        (True, 1, Udfald.OVER_ANDEN),
        (False, 1, Udfald.NORMALISERET),
        (None, 0, Udfald.IKKE_VURDERET),
        (None, 1, Udfald.IKKE_VURDERET),
    ],
)
def test_the_outcome_of_one(over: bool | None, foer: int, ventet: Udfald) -> None:
    assert udfald(over, foer) is ventet


def _forloeb(*over: bool | None) -> list[Gennemfoert]:
    return [Gennemfoert(DAG + timedelta(days=3 * nr), en) for nr, en in enumerate(over)]


@pytest.mark.parametrize(
    ("over", "skridt", "dage"),
    [
        ((), Skridt.FOERSTE, None),
        ((False,), Skridt.FAERDIG, None),
        ((True,), Skridt.GENTAG, 14),
        ((True, False), Skridt.FAERDIG, None),
        ((True, True), Skridt.TEAM, 3 + 10),
        ((None,), Skridt.NY_DAG, 14),
        ((None, None), Skridt.NY_DAG, 3 + 14),
        ((None, False), Skridt.FAERDIG, None),
        # A day on which nothing could be assessed does not put off the repetition that is due.
        ((True, None), Skridt.GENTAG, 14),
        ((True, None, True), Skridt.TEAM, 6 + 10),
    ],
)
def test_the_next_step(over: tuple[bool | None, ...], skridt: Skridt, dage: int | None) -> None:
    fundet = stand(_forloeb(*over), VEJ)
    assert fundet.skridt is skridt
    assert fundet.senest == (None if dage is None else DAG + timedelta(days=dage))


@given(st.lists(st.sampled_from([True, False, None]), max_size=6))
def test_a_second_result_over_the_cut_off_always_reaches_the_team(over: list[bool | None]) -> None:
    fundet = stand(_forloeb(*over), VEJ)
    assert (fundet.skridt is Skridt.TEAM) == (over.count(True) >= 2)
    assert (fundet.senest is None) == (fundet.skridt in {Skridt.FOERSTE, Skridt.FAERDIG})


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(1, 60))
def test_the_repetition_is_due_that_many_days_after_the_observation(dag: date, dage: int) -> None:
    assert stand([Gennemfoert(dag, True)], Handlevej(dage, 1)).senest == dag + timedelta(days=dage)
