"""Counting scores: right, by wave and band, and nothing small to be read or worked out."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adbb.rules import tal
from adbb.rules.tal import BAAND, GRUPPEN, MINDST, OEVRIGE, Fordeling, Talt, baand, optael, perioder, samlet, vis
from adbb.rules.vinduer import BOELGER
from opsporing.smaa_celler import GRAENSE

ottere = st.tuples(*[st.integers(0, 4)] * 8)
raekker = st.lists(
    st.builds(Talt, st.integers(1, 4), st.integers(0, 26), ottere, st.integers(1, 30)), min_size=1, max_size=12
)


def mange(hvem: int, antal: int, point: tuple[int, ...] = (0,) * 8, alder: int = 2) -> Talt:
    return Talt(hvem, alder, point, antal)


# ---- counting -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sum_", "navn"),
    [(0, "0"), (1, "1-2"), (2, "1-2"), (3, "3-4"), (4, "3-4"), (5, "5-9"), (9, "5-9"), (10, "10+"), (32, "10+")],
)
def test_bands(sum_: int, navn: str) -> None:
    assert BAAND[baand(sum_)][0] == navn


@pytest.mark.parametrize("sum_", [-1, 33])
def test_what_is_no_sum_has_no_band(sum_: int) -> None:
    with pytest.raises(ValueError, match="ikke en sum"):
        baand(sum_)


@pytest.mark.parametrize(
    ("alder", "navn"),
    [(1, ""), (2, "2-3"), (3, "2-3"), (4, "4-7"), (7, "4-7"), (8, "8-12"), (12, "8-12"), (13, ""), (24, "")],
)
def test_waves(alder: int, navn: str) -> None:
    assert list(optael([mange(1, 1, alder=alder)])) == ([f"{navn} måneder"] if navn else [])


def test_sums_and_items_are_counted_where_they_belong() -> None:
    talt = optael([mange(1, 7, (4, 0, 0, 0, 0, 0, 1, 0)), mange(1, 2), mange(2, 3, (3, 3, 3, 3, 0, 0, 0, 0))])
    signe, tove = talt["2-3 måneder"][1], talt["2-3 måneder"][2]
    assert signe.summer == (2, 0, 0, 7, 0) and tove.summer == (0, 0, 0, 0, 3)
    assert signe.point[0] == (2, 0, 0, 0, 7) and signe.point[6] == (2, 7, 0, 0, 0) and signe.point[7] == (9, 0, 0, 0, 0)
    assert samlet([signe, tove]).point[0] == (2, 0, 0, 3, 7)


@pytest.mark.parametrize("point", [(0,) * 7, (0,) * 7 + (5,), ()])
def test_what_is_not_eight_items_is_refused(point: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="ikke otte punkter"):
        optael([Talt(1, 2, point)])


@settings(deadline=None)
@given(raekker)
def test_every_screening_in_a_wave_is_counted_once_in_each_table(alle: list[Talt]) -> None:
    for navn, fra, til in BOELGER:
        fordelinger = optael(alle).get(navn, {})
        for hvem, f in fordelinger.items():
            antal = sum(r.antal for r in alle if r.hvem == hvem and fra <= r.alder_mdr <= til)
            assert f.antal == antal and all(sum(punkt) == antal for punkt in f.point)
        assert sum(f.antal for f in fordelinger.values()) == sum(r.antal for r in alle if fra <= r.alder_mdr <= til)


# ---- periods ------------------------------------------------------------------------------------------------------


def test_the_last_period_is_twelve_whole_months() -> None:
    foerste, naeste, *_ = perioder(date(2026, 10, 14))
    assert (foerste.fra, foerste.til) == (date(2025, 10, 1), date(2026, 9, 30))
    assert (naeste.fra, naeste.til) == (date(2024, 10, 1), date(2025, 9, 30))


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_periods_meet_and_never_overlap(dag: date) -> None:
    alle = perioder(dag)
    assert alle[0].til == dag.replace(day=1) - timedelta(days=1) < dag
    for nyere, aeldre in pairwise(alle):
        assert aeldre.til + timedelta(days=1) == nyere.fra
    assert all(p.fra.day == 1 and 365 <= (p.til - p.fra).days + 1 <= 366 for p in alle)


# ---- what is withheld -----------------------------------------------------------------------------------------------


@st.composite
def boelger(draw: st.DrawFn) -> Mapping[int, Fordeling]:
    """One wave of up to five colleagues, some with few screenings, most scoring low as they do."""
    alle = []
    for hvem in range(1, draw(st.integers(1, 5)) + 1):
        for _ in range(draw(st.integers(1, 6))):
            point = draw(st.tuples(*[st.sampled_from((0, 0, 0, 0, 1, 1, 2, 3, 4))] * 8))
            alle.append(Talt(hvem, 2, point, draw(st.integers(1, 25))))
    return optael(alle)["2-3 måneder"]


@settings(deadline=None)
@given(boelger())
def test_only_true_and_large_numbers_are_shown(fordelinger: Mapping[int, Fordeling]) -> None:
    vist = vis(fordelinger)
    if vist is None:
        return
    faa = samlet([fordelinger[h] for h in vist.faa]) if vist.faa else None
    med = {h: f for h, f in fordelinger.items() if h not in vist.faa}
    if OEVRIGE in vist.antal and faa:
        med[OEVRIGE] = faa  # type: ignore[index]
    med[GRUPPEN] = samlet(list(med.values()))  # type: ignore[index]
    assert set(vist.antal) == set(vist.summer) == set(vist.point) == set(med)
    for hvem, sand in med.items():
        assert vist.antal[hvem] == sand.antal >= MINDST
        for vises, sande in [
            (vist.summer[hvem], sand.summer),
            *zip(vist.point[hvem], sand.point, strict=True),
        ]:
            assert all(v is None or v == s >= GRAENSE for v, s in zip(vises, sande, strict=True))


@settings(deadline=None)
@given(boelger())
def test_no_withheld_number_follows_from_a_row_or_a_column(fordelinger: Mapping[int, Fordeling]) -> None:
    """How many screenings each row has is on the page, so a row or a column of a table with one blank would tell it."""
    vist = vis(fordelinger)
    if vist is None:
        return
    tabeller = [vist.summer, *({h: p[nr] for h, p in vist.point.items()} for nr in range(8))]
    for tabel in tabeller:
        for raekke in tabel.values():
            assert raekke.count(None) != 1
        for kolonne in zip(*tabel.values(), strict=True):
            assert kolonne.count(None) != 1


@settings(deadline=None)
@given(boelger())
def test_every_withheld_number_could_be_another(fordelinger: Mapping[int, Fordeling]) -> None:
    vist = vis(fordelinger)
    if vist is None:
        return
    alle: dict[Any, Fordeling] = dict(fordelinger)
    if OEVRIGE in vist.antal:
        alle[OEVRIGE] = samlet([fordelinger[h] for h in vist.faa])
    for nr in range(-1, 8):
        tabel = vist.summer if nr < 0 else {h: p[nr] for h, p in vist.point.items()}
        sande = {h: alle[h].summer if nr < 0 else alle[h].point[nr] for h in tabel if h != GRUPPEN}
        blanke = {(h, k) for h in tabel for k, v in enumerate(tabel[h]) if v is None}
        assert all(kan_vaere_en_anden(celle, blanke, sande) for celle in blanke), (nr, tabel)


Blanke = set[tuple[Any, int]]
Sande = Mapping[Any, tuple[int, ...]]


def kan_vaere_en_anden(celle: tuple[Any, int], blanke: Blanke, sande: Sande) -> bool:
    """Whether screenings can be moved between blanks of the same row so that this number changes and nothing that is
    shown does: where the group's number of a column is shown, what leaves the column must come back by another row.
    """
    hvem, kolonne = celle
    if hvem == GRUPPEN:
        andre = [k for k in range(len(BAAND)) if k != kolonne and (GRUPPEN, k) in blanke]
        return any(_vej(u, v, blanke, sande, fri=False) for k in andre for u, v in ((kolonne, k), (k, kolonne)))
    for k in range(len(BAAND)):
        if k == kolonne or (hvem, k) not in blanke:
            continue
        if sande[hvem][k] and _vej(kolonne, k, blanke, sande, uden_fra=celle):
            return True
        if sande[hvem][kolonne] and _vej(k, kolonne, blanke, sande, uden_til=celle):
            return True
    return False


def _vej(fra: int, til: int, blanke: Blanke, sande: Sande, *, fri: bool = True, **uden: tuple[Any, int]) -> bool:
    """Whether one screening can be carried from a column to another by rows, or (`fri`) past the group's blanks."""
    set_, koe = {fra}, [fra]
    while koe:
        u = koe.pop()
        for v in set(range(len(BAAND))) - set_:
            raekker = [
                h
                for h in sande
                if {(h, u), (h, v)} <= blanke
                and sande[h][u]
                and (h, u) != uden.get("uden_fra")
                and (h, v) != uden.get("uden_til")
            ]
            if raekker or (fri and {(GRUPPEN, u), (GRUPPEN, v)} <= blanke):
                set_.add(v)
                koe.append(v)
    return til in set_


# ---- few ------------------------------------------------------------------------------------------------------------


def test_a_colleague_with_few_is_one_of_the_others() -> None:
    vist = vis(optael([mange(1, 40), mange(2, MINDST), mange(3, MINDST - 1), mange(4, 1)])["2-3 måneder"])
    assert vist is not None
    assert vist.antal == {1: 40, 2: MINDST, OEVRIGE: MINDST, GRUPPEN: 60 + MINDST}
    assert vist.faa == (3, 4) and not vist.udeladt


def test_very_few_are_left_out_of_the_group_too() -> None:
    vist = vis(optael([mange(1, 40), mange(2, MINDST - 1)])["2-3 måneder"])
    assert vist is not None
    assert vist.antal == {1: 40, GRUPPEN: 40} and vist.faa == (2,) and vist.udeladt


def test_a_group_with_few_is_not_shown() -> None:
    assert vis({}) is None
    assert vis(optael([mange(1, 10), mange(2, 9)])["2-3 måneder"]) is None
    vist = vis(optael([mange(1, 10), mange(2, 10)])["2-3 måneder"])
    assert vist is not None and set(vist.antal) == {OEVRIGE, GRUPPEN}


def test_noughts_are_withheld_like_other_small_numbers() -> None:
    """Three noughts whose sum is known would be known themselves, so the smaller of the others goes with them."""
    vist = vis(optael([mange(1, 40), mange(1, 30, (1, 0, 0, 0, 0, 0, 0, 0))])["2-3 måneder"])
    assert vist is not None
    assert vist.summer[1] == (40, None, None, None, None)


def test_a_score_or_two_over_the_cut_off_hides_no_more_than_itself() -> None:
    en = mange(1, 2, (4, 4, 0, 0, 0, 0, 0, 0))
    vist = vis(optael([mange(1, 40), mange(1, 30, (1, 0, 0, 0, 0, 0, 0, 0)), en])["2-3 måneder"])
    assert vist is not None
    assert vist.summer[GRUPPEN] == (40, 30, None, None, None)


def test_bands_are_every_sum_once() -> None:
    assert [s for _, fra, til in BAAND for s in range(fra, til + 1)] == list(range(33))
    assert tal.POINT == (0, 1, 2, 3, 4)
