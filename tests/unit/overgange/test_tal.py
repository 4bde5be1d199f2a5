"""Counting overgange, and what others than the leader are told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsporing.andele import MINDST, Andel, Tid, maa_vises, tid
from overgange.models import Art as Modelart
from overgange.models import Besoegsstatus
from overgange.rules.tal import Art, Besoeg, Raekke, Svar, besoeg, optael, pr_art

DAG = date(2026, 10, 14)


def _raekker(art: Art, med: int, i_alt: int, resten: Besoeg = Besoeg.NEJ_TAK) -> list[Raekke]:
    return [
        Raekke(art, Tid.TIL_TIDEN, Besoeg.MED_FAMILIEN if nr < med else resten, Svar.NOGET, Tid.TIL_TIDEN)
        for nr in range(i_alt)
    ]


def test_arterne_er_modellens() -> None:
    assert [a.value for a in Art] == Modelart.values


def test_565_besoeg_som_i_hedensted() -> None:
    raekker = [
        *_raekker(Art.HJEM_DAGTILBUD, 176, 200),
        *_raekker(Art.DAGTILBUD_BOERNEHAVE, 172, 200),
        *_raekker(Art.BOERNEHAVE_SKOLE, 163, 165),
    ]
    assert len(raekker) == 565
    assert [talt.deltagelse.procent for talt in pr_art(raekker).values()] == [88, 86, 99]


def test_det_der_ikke_er_naaet_tæller_imod_og_det_der_ikke_er_kommet_taeller_ikke() -> None:
    alle = [Besoeg.MED_FAMILIEN, Besoeg.UDEN_FAMILIEN, Besoeg.IKKE_AFKLARET, Besoeg.IKKE_MULIGT, Besoeg.VENTER]
    talt = optael(Raekke(Art.FLYTNING, Tid.VENTER, b, Svar.VENTER, Tid.VENTER) for b in alle)
    assert (talt.antal, talt.holdt, talt.deltagelse) == (5, Andel(2, 4), Andel(1, 4))
    assert (talt.til_tiden, talt.samtykke, talt.kvitteret) == (Andel(0, 0), Andel(0, 0), Andel(0, 0))
    assert talt.til_tiden.procent is None


@pytest.mark.parametrize(
    ("gjort", "senest", "ventet"),
    [
        (date(2026, 10, 1), date(2026, 10, 1), Tid.TIL_TIDEN),
        (date(2026, 10, 2), date(2026, 10, 1), Tid.FOR_SENT),
        (None, date(2026, 10, 13), Tid.MANGLER),
        (None, DAG, Tid.VENTER),
        (None, None, Tid.VENTER),
        (date(2026, 10, 2), None, Tid.VENTER),
    ],
)
def test_til_tiden(gjort: date | None, senest: date | None, ventet: Tid) -> None:
    assert tid(gjort, senest, DAG) is ventet


def test_hver_status_taelles_som_noget() -> None:
    talt = {s: besoeg(s, familien=False, begyndt=True) for s in [*Besoegsstatus.values, ""]}
    assert talt["holdt"] is Besoeg.UDEN_FAMILIEN
    assert besoeg("holdt", familien=True, begyndt=False) is Besoeg.MED_FAMILIEN
    assert talt["tilbudt"] is talt["aftalt"] is talt[""] is Besoeg.IKKE_AFKLARET
    assert besoeg("aftalt", familien=False, begyndt=False) is Besoeg.VENTER
    assert besoeg("afslaaet", familien=False, begyndt=False) is Besoeg.NEJ_TAK


@given(st.integers(0, 400), st.integers(0, 400))
def test_en_andel_der_vises_siger_aldrig_et_lille_tal(antal: int, mere: int) -> None:
    andel = Andel(antal, antal + mere)
    if not maa_vises(andel):
        return
    assert andel.af >= MINDST
    mulige = [n for n in range(andel.af + 1) if Andel(n, andel.af).procent == andel.procent]
    assert min(antal, mere) >= 5 or len(mulige) >= 2


def test_hedensteds_99_procent_kan_vises_for_hele_kommunen() -> None:
    assert maa_vises(Andel(163, 165))
    assert not maa_vises(Andel(165, 165))
    assert not maa_vises(Andel(98, 100))
    assert not maa_vises(Andel(10, 19))
