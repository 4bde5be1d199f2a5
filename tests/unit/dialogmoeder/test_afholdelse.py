"""The clock of an item, the days after a meeting, and what the sheets know of the table."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogmoeder.rules.afholdelse import Ur, fortael_senest, kan_begynde, kendte, naeste, referat_senest, samlet, ur
from opsporing.frister.kalender import er_arbejdsdag

NU = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_uret_staar_foer_loeber_og_staar_igen() -> None:
    foer = ur(begyndt=None, slut=None, minutter=20, nu=NU)
    assert (foer.brugt, foer.ord, foer.over, foer.procent) == (0, "20 min. tilbage", False, 0)
    midt = ur(begyndt=NU - timedelta(minutes=5, seconds=59), slut=None, minutter=20, nu=NU)
    assert (midt.brugt, midt.ord, midt.procent) == (5, "15 min. tilbage", 25)
    slut = ur(begyndt=NU - timedelta(hours=3), slut=NU - timedelta(hours=2, minutes=37), minutter=20, nu=NU)
    assert (slut.brugt, slut.ord, slut.over, slut.procent) == (23, "3 min. over", True, 100)


@given(brugt=st.integers(0, 600), minutter=st.integers(0, 240))
def test_uret_lyver_aldrig(brugt: int, minutter: int) -> None:
    et = ur(begyndt=NU, slut=None, minutter=minutter, nu=NU + timedelta(minutes=brugt))
    assert et.brugt == brugt
    assert 0 <= et.procent <= 100
    assert et.over == (brugt > minutter) == et.ord.endswith("over")
    assert samlet([et, et]) == Ur(2 * brugt, 2 * minutter)


def test_et_ur_der_gaar_bagud_staar_paa_nul() -> None:
    assert ur(begyndt=NU + timedelta(minutes=4), slut=None, minutter=20, nu=NU).brugt == 0


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_referatet_lukkes_paa_en_arbejdsdag_efter_moedet(dag: date) -> None:
    senest = referat_senest(dag)
    assert er_arbejdsdag(senest)
    assert timedelta(days=2) <= senest - dag <= timedelta(days=14)
    assert fortael_senest(dag) > dag


@pytest.mark.parametrize(("dage", "kan"), [(-1, False), (0, True), (3, True)])
def test_moedet_begyndes_fra_sin_dag(dage: int, kan: bool) -> None:
    planlagt = date(2026, 11, 24)
    assert kan_begynde(planlagt, planlagt + timedelta(days=dage)) is kan


def test_naeste_punkt_er_det_foerste_der_ikke_er_talt_om() -> None:
    assert naeste([(7, "behandlet"), (3, "udsat"), (9, "paa_dagsorden"), (1, "paa_dagsorden")]) == 9
    assert naeste([(7, "behandlet"), (2, "trukket")]) is None


def test_arket_ved_hvem_der_sidder_ved_bordet() -> None:
    svar = kendte({"ppr", "foraeldre"})
    assert svar["med_ppr"] == svar["med_foraeldre"] == "ja"
    assert svar["med_sundhedspleje"] == svar["med_raadgiver"] == "nej"
