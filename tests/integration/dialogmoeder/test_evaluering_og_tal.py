"""A minute after the meeting: asked, answered without a name, and shown to the leader when there are enough."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from dialogmoeder.actions import evaluering as actions
from dialogmoeder.fristtyper import EVALUER, SVAR
from dialogmoeder.models import Deltager, Evaluering, Moede
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import Frist, Log
from tests.cast import By
from tests.factories import moeder as lav

JA = dict.fromkeys(("maal_naaet", "rette_emner", "rette_personer", "foraeldre_hoert", "barn_hoert", "forberedt"), "ja")


def _url(hvad: str, *args: int) -> str:
    return reverse(f"dialogmoeder:{hvad}", args=args)


@pytest.fixture
def moede(by: By) -> Moede:
    """Just ended, with four who can sign in, one who did not come, and Alma's mother."""
    et = lav.moede(
        by.birken,
        by.leder,
        nu=by.nu - timedelta(days=20),
        planlagt_at=by.nu - timedelta(hours=2),
        status="afholdt",
        indkaldt_at=by.nu,
        begyndt_at=by.nu,
        afsluttet_at=by.nu,
        afsluttet_by=by.leder,
    )
    for hvem in (by.leder, by.paedagog, by.ppr, by.sundhedsplejerske, by.mor):
        lav.deltager(et, hvem, nu=by.nu, deltog=True)
    lav.deltager(et, by.raadgiver, nu=by.nu, deltog=False)
    actions.bed_om(moede=et, nu=by.nu)
    return et


def _deltager(moede: Moede, user: Any) -> Deltager:
    return moede.deltagere.get(ansaettelse=user.ansaettelse)


def _svar(by: By, moede: Moede, user: Any, svar: dict[str, str]) -> None:
    version = actions.skema(moede.kommune)
    actions.evaluer(deltager=_deltager(moede, user), version=version, svar=svar, by=user, nu=by.nu)


def test_et_minut_pr_deltager(by: By, moede: Moede, log_ind: Callable[..., Client]) -> None:
    pia = log_ind(by.paedagog)
    assert "Hvordan var mødet?" in pia.get(reverse("i_dag")).content.decode()
    adresse = _url("evaluer", moede.pk)
    assert "Ingen kan se" in pia.get(adresse).content.decode()
    assert pia.post(adresse, {"maal_naaet": "ja"}).status_code == 422
    assert not Evaluering.objects.exists()
    data = JA | {"naeste_gang": "Begynd til tiden."}
    assert pia.post(adresse, data)["Location"] == _url("moede", moede.pk)
    assert Evaluering.objects.get().svar == data
    assert _deltager(moede, by.paedagog).evalueret_at == by.nu
    assert not Frist.objects.aabne().filter(kode=EVALUER, ansvarlig=by.paedagog).exists()
    # Once, and nothing of the answers is in the log.
    pia.post(adresse, data)
    assert Evaluering.objects.count() == 1
    assert Log.objects.get(haendelse="dialogmoeder.moede_evalueret").felter in ([], None)
    # One who was not there, and one who cannot sign in.
    assert log_ind(by.raadgiver).get(adresse).status_code == 403
    mor = moede.deltagere.get(person=by.mor)
    side = log_ind(by.leder).get(f"{adresse}?for={mor.pk}").content.decode()
    assert "Merete" in side
    assert log_ind(by.leder).post(f"{adresse}?for={mor.pk}", JA).status_code == 302
    assert log_ind(by.paedagog).get(f"{adresse}?for={mor.pk}").status_code in (302, 403)
    pias = _deltager(moede, by.paedagog)
    assert log_ind(by.leder).get(f"{adresse}?for={pias.pk}").status_code == 404


def test_hverken_raekkefoelge_eller_spor_siger_hvem(by: By, moede: Moede) -> None:
    """Of two who answered in a known order, either may stand first; no history of the answers is kept."""
    alle = (by.leder, by.paedagog, by.ppr, by.sundhedsplejerske)
    for nr, user in enumerate(alle):
        _svar(by, moede, user, JA | {"naeste_gang": str(nr)})
    ordener = set()
    for _ in range(40):
        actions._bland(moede)
        ordener.add(tuple(e.svar["naeste_gang"] for e in Evaluering.objects.order_by("pk")))
    assert len(ordener) > 1
    assert all(sorted(orden) == ["0", "1", "2", "3"] for orden in ordener)
    with pytest.raises(Denied, match="allerede svaret"):
        _svar(by, moede, by.ppr, JA)


def test_lederen_ser_udviklingen_naar_der_er_svar_nok(by: By, moede: Moede, ur, log_ind: Callable[..., Client]) -> None:
    _svar(by, moede, by.ppr, JA | {"naeste_gang": "Flere pauser."})
    _svar(by, moede, by.paedagog, JA | {"maal_naaet": "delvist"})
    sparring = lav.sparring(by.paedagog, by.ppr_team, nu=by.nu)
    frister.opret(
        kode=SVAR,
        anledning=sparring.anledning,
        enhed=by.ppr_team,
        forfalder=by.nu.date() + timedelta(days=5),
        nu=by.nu,
        trin="1",
    )
    frister.opfyld(anledning=sparring.anledning, kode=SVAR, trin="1", by=by.ppr, nu=by.nu)
    ur.shift(timedelta(days=10))
    side = log_ind(by.leder).get(_url("tal")).content.decode()
    assert "100 % (1 af 1)" in side
    # Two answers are too few here, also when no more can come.
    assert "50 % (1 af 2)" not in side
    assert "Flere pauser." not in side
    actions.hold_op_med_at_spoerge(nu=by.nu + timedelta(days=10))
    assert not Frist.objects.aabne().filter(kode=EVALUER).exists()
    Evaluering.objects.create(
        kommune=by.kommune, moede=moede, skemaversion=actions.skema(by.kommune), svar=JA | {"maal_naaet": "nej"}
    )
    side = log_ind(by.leder).get(_url("tal")).content.decode()
    assert "33 % (1 af 3)" in side
    assert "Flere pauser." in side
    pdf = log_ind(by.leder).get(_url("tal_udskriv"))
    assert PdfReader(BytesIO(pdf.content)).trailer["/Root"]["/MarkInfo"]["/Marked"]
    fil = log_ind(by.leder).get(_url("tal_hent")).content.decode("utf-8-sig").splitlines()
    assert "Så mange deltagere svarede ja;Målet nået;2. halvår 2026;33 % (1 af 3)" in fil
    # Another house sees nothing of it, and the municipality no small numbers and nothing written.
    assert "Ingen møder endnu" in log_ind(by.leder2).get(_url("tal")).content.decode()
    ur.shift(timedelta(days=130))
    side = log_ind(by.forvaltning).get(_url("tal")).content.decode()
    assert "2. halvår 2026" in side
    assert "vises ikke" in side
    for tekst in ("33 %", "100 %", "Flere pauser."):
        assert tekst not in side
