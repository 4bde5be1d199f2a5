"""Counting meetings by half-years, and what may be told of the minute after them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogmoeder.rules.evaluering import (
    ALDRIG_FAERRE,
    IKKE_HER,
    SPOERGSMAAL,
    forslag,
    kan_besvares,
    svar_senest,
    taeller_med,
    uden_faa,
)
from dialogmoeder.rules.tal import Halvaar, Loefte, Raekker, Udfald, de_seneste, optael, udfald
from opsporing.andele import Andel, Tid
from opsporing.skemaer.definition import fra_toml
from tests.support.rod import ROOT

DAG = date(2026, 10, 14)
DAGE = st.dates(min_value=date(2024, 1, 1), max_value=date(2031, 12, 31))


@given(DAGE, st.integers(0, 60), st.integers(0, 20), st.integers(0, 10))
def test_et_moede_taeller_foerst_naar_ingen_kan_svare_mere(holdt: date, gaaet: int, antal: int, mindst: int) -> None:
    i_dag = holdt + timedelta(days=gaaet)
    assert not (kan_besvares(holdt, i_dag) and taeller_med(holdt, antal, i_dag, mindst))
    if taeller_med(holdt, antal, i_dag, mindst):
        assert antal >= max(mindst, ALDRIG_FAERRE)


def test_syv_hverdage_efter_moedet() -> None:
    assert svar_senest(DAG) == date(2026, 10, 22)
    assert kan_besvares(DAG, date(2026, 10, 22))
    assert not kan_besvares(DAG, date(2026, 10, 23))
    assert not kan_besvares(None, DAG)
    assert taeller_med(DAG, 3, date(2026, 10, 23), 3)
    assert not taeller_med(DAG, 2, date(2026, 10, 23), 3)
    assert not taeller_med(DAG, 1, date(2026, 10, 23), 0)


@given(st.lists(st.fixed_dictionaries({"barn_hoert": st.sampled_from(["ja", "nej", IKKE_HER])}), max_size=6))
def test_et_spoergsmaal_som_kun_faa_fandt_passer_taelles_ikke(alle: list[dict[str, str]]) -> None:
    nok = sum(s["barn_hoert"] != IKKE_HER for s in alle) >= ALDRIG_FAERRE
    talt = uden_faa([s | {"maal_naaet": "ja", "naeste_gang": "Mere tid"} for s in alle], 0)
    assert [s.get("barn_hoert") for s in talt] == [s["barn_hoert"] if nok else None for s in alle]
    assert all(s["naeste_gang"] == "Mere tid" for s in talt)


def test_forslag_i_en_orden_der_intet_siger() -> None:
    alle = [{"naeste_gang": "Tid til de små"}, {"naeste_gang": ""}, {}, {"naeste_gang": "Flere pauser"}]
    assert forslag(alle) == forslag(alle[::-1]) == ["Flere pauser", "Tid til de små"]


@given(DAGE, st.integers(1, 8), st.one_of(st.none(), st.integers(0, 60)))
def test_halvaarene_foelger_efter_hinanden(i_dag: date, antal: int, faerdige: int | None) -> None:
    rakke = de_seneste(i_dag, antal, faerdige_dage=faerdige)
    assert len(rakke) == antal
    assert all(Halvaar.om(foer.slut + timedelta(days=1)) == efter for foer, efter in pairwise(rakke))
    if faerdige is None:
        assert rakke[-1] == Halvaar.om(i_dag)
    else:
        assert rakke[-1].slut + timedelta(days=faerdige) < i_dag


@pytest.mark.parametrize(
    ("status", "dag", "ventet"),
    [
        ("afholdt", date(2026, 10, 1), Udfald.HOLDT),
        ("aflyst", date(2026, 12, 1), Udfald.AFLYST),
        ("indkaldt", date(2026, 10, 13), Udfald.IKKE_HOLDT),
        ("i_gang", DAG, Udfald.VENTER),
        ("planlagt", date(2026, 10, 15), Udfald.VENTER),
    ],
)
def test_udfald(status: str, dag: date, ventet: Udfald) -> None:
    assert udfald(status, dag, DAG) is ventet


def test_et_halvaar_taelles_for_sig() -> None:
    foer, nu = date(2026, 6, 30), date(2026, 7, 1)
    raekker = Raekker(
        moeder=[
            (nu, Udfald.HOLDT),
            (nu, Udfald.AFLYST),
            (nu, Udfald.IKKE_HOLDT),
            (nu, Udfald.VENTER),
            (foer, Udfald.HOLDT),
        ],
        punkter=[(nu, True), (nu, False), (foer, True)],
        loefter={Loefte.FORBEREDT: [(nu, Tid.TIL_TIDEN), (nu, Tid.FOR_SENT), (nu, Tid.VENTER), (foer, Tid.MANGLER)]},
        svar=[(nu, {"maal_naaet": "ja"}), (nu, {"maal_naaet": IKKE_HER}), (nu, {"maal_naaet": "delvist"}), (foer, {})],
    )
    talt = optael(Halvaar(2026, 2), raekker)
    assert (talt.holdt, talt.naaet, talt.loefter[Loefte.FORBEREDT]) == (Andel(1, 3), Andel(1, 2), Andel(1, 2))
    assert talt.loefter[Loefte.SPARRING] == Andel(0, 0)
    assert (talt.evaluering["maal_naaet"].andel, talt.antal_svar) == (Andel(1, 2), 3)
    assert talt.evaluering["barn_hoert"].af == 0


def test_skemaet_spoerger_om_det_der_taelles_og_ikke_om_hvem() -> None:
    skema = fra_toml((ROOT / "dialogmoeder/skemaer/moedeevaluering.toml").read_text(encoding="utf-8"))
    *spurgt, sidst = list(skema.felter)
    assert [felt.kode for felt in spurgt] == list(SPOERGSMAAL)
    assert all(set(felt.koder) == {"nej", "delvist", "ja", IKKE_HER} for felt in spurgt)
    assert sidst.kode == "naeste_gang"
