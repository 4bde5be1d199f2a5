"""A team's year in the demo, told in Prøveby: every kind of meeting at every step, and sparring."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from dialogmoeder.models import Deltager, Evaluering, Forberedelse, Moede, Punkt, Punktdeltager, Referat, Sparring
from opsporing.demo import moedefaelles
from opsporing.demo.moeder import planlaeg_moeder
from opsporing.demo.moeder_plejen import planlaeg_plejens_team
from opsporing.demo.sparring import planlaeg_sparring
from opsporing.demo.verden import Opgave, Verden
from opsporing.models import Barn, Frist, Handling
from opsporing.skemaer.actions import indlaes
from opsporing.tid import dato
from tests import cast
from tests.cast import By
from tests.factories.vurdering import afsluttet_vurdering
from tests.integration.overgange.planlagt import midnat

UDGANGSDAG = date(2027, 1, 20)


@pytest.fixture
def by(db: Any, ur: Any, monkeypatch: pytest.MonkeyPatch) -> By:
    by = cast.byg()
    indlaes(nu=by.nu)
    monkeypatch.setattr(moedefaelles, "HUS", "birken")
    monkeypatch.setattr(moedefaelles, "STUER", ("egern", "ugle"))
    monkeypatch.setattr(moedefaelles, "PLEJEN", "sundhedspleje")
    monkeypatch.setattr(moedefaelles, "DISTRIKTER", ("nord", "syd"))
    Barn.objects.update(koen="pige")
    return by


def _lev(by: By, ur: Any, til: date) -> None:
    verden = Verden.om(by.kommune, UDGANGSDAG, by.nu, lambda kode: True)

    def goer(opgave: Opgave, nu: Any) -> None:
        ur.move_to(nu)
        opgave(nu)

    dag = dato(by.nu)
    while dag < til:
        naeste = min(dag + timedelta(days=7), til)
        verden.begynd(max(midnat(dag), by.nu))
        planlaeg_moeder(verden, dag, naeste)
        planlaeg_plejens_team(verden, dag, naeste)
        planlaeg_sparring(verden, dag, naeste)
        verden.dagsorden.goer(midnat(naeste), goer)
        dag = naeste


def test_et_teams_aar(by: By, ur: Any) -> None:
    for barn, placering in ((by.alma, "roed"), (by.bo, "gul")):
        afsluttet_vurdering(barn, placering, enhed=by.egern, vurderere=[by.paedagog, by.paedagog2], nu=by.nu)
    _lev(by, ur, UDGANGSDAG + timedelta(days=1))
    talt = Counter(Moede.objects.values_list("slags", "status"))
    assert talt["ressourceteam", "afholdt"] >= 1
    assert talt["ressourceteam", "indkaldt"] == 1
    assert talt["ressourceteam", "planlagt"] >= 1
    assert talt["netvaerksmoede", "i_gang"] == 1
    assert (talt["adbb_team", "afholdt"], talt["adbb_team", "indkaldt"]) == (1, 1)
    assert talt["sparringsmoede", "afholdt"] == 1
    assert Deltager.objects.filter(kaldt_ind=True, punkter__tilknytning__isnull=False).exists()
    assert Punkt.objects.filter(forslag="sparring", moede__status="indkaldt").exists()
    assert Counter(Sparring.objects.values_list("status", flat=True)).keys() == {"stillet", "besvaret", "afsluttet"}
    assert Frist.objects.overskredne(midnat(UDGANGSDAG)).filter(kode="dialogmoeder.svar").exists()
    assert {"egen", "samtykke", "anonymt"} <= set(Punktdeltager.objects.values_list("grundlag", flat=True))
    assert Forberedelse.objects.filter(sendt_at=None).exists()
    assert Referat.objects.filter(lukket_at__isnull=False).exists()
    assert Evaluering.objects.count() >= 3
    assert Handling.objects.filter(anledning__kode="dialogmoeder.punkt").exists()
    assert Punkt.objects.filter(art="barn").exists()
