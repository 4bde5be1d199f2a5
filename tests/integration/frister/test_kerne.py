"""The core's own deadlines: switches to look at again, certificates that expire, and what happens at night."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from opsporing import anledning as anledninger
from opsporing.frister import ajourfoering, natlig
from opsporing.frister.paamindelser import paamind
from opsporing.frister.visning import nyt
from opsporing.fristtyper import CERTIFICERING, SPAERRING_BEKRAEFTES
from opsporing.models import Frist, Paamindelse, Udsendelse
from opsporing.organisation import actions as organisation
from opsporing.organisation.certifikater import ajourfoer
from opsporing.spaerring import actions as spaerringer
from opsporing.tid import dato
from tests.cast import By
from tests.factories.tid import NU


@pytest.fixture(autouse=True)
def _ur(ur: Any) -> None:
    """Pages and sessions live at the tests' own moment."""


MYNDIGHED = ["myndighedsleder", "socialraadgiver"]


def mindede(slags: str) -> list[str]:
    hvem = Paamindelse.objects.filter(slags=slags).values_list("modtager__username", flat=True)
    return sorted(hvem)


def test_myndighed_is_asked_at_once_about_a_switch_and_again_when_it_is_to_be_looked_at(by: By) -> None:
    sag = anledninger.opret(kode="proeve", enhed=by.egern, barn=by.alma, nu=NU)
    for _ in range(2):
        spaerring = spaerringer.saet(anledning=sag, grund="tvivl", gennemses_om_dage=14, by=by.leder, nu=NU)
    frist = Frist.objects.get(kode=SPAERRING_BEKRAEFTES)
    assert (dato(frist.forfalder_at), frist.enhed) == (date(2026, 10, 15), by.myndighed)
    paamind(nu=NU)
    assert mindede("foer_14") == MYNDIGHED
    assert nyt(by.socialraadgiver, NU).egne[0].mere == "Alma"
    assert nyt(by.socialraadgiver, NU).egne[0].url == f"/spaerringer/{spaerring.pk}/"
    assert Udsendelse.objects.filter(modtager=by.socialraadgiver, noegle__startswith="straks-").exists()
    paamind(nu=NU + timedelta(days=2))
    assert mindede("eskaleret") == ["myndighedsleder"]
    [eskaleret] = nyt(by.myndighedsleder, NU + timedelta(days=2)).eskalerede
    assert eskaleret.url == f"/spaerringer/{spaerring.pk}/"
    spaerringer.bekraeft(
        spaerring=spaerring, grund="Vi taler med barnet.", gennemses_den=date(2026, 11, 2), by=by.socialraadgiver, nu=NU
    )
    frist.refresh_from_db()
    assert frist.opfyldt_by == by.socialraadgiver
    paamind(nu=NU + timedelta(days=17))
    assert mindede("foer_3") == MYNDIGHED
    assert not Paamindelse.objects.filter(modtager=by.leder).exists()
    spaerringer.ophaev(spaerring=spaerring, grund="Afklaret", by=by.socialraadgiver, nu=NU)
    assert not Frist.objects.aabne().filter(kode__startswith="opsporing.spaerring").exists()


def certificer(by: By, udloeber: date, **felter: Any) -> Any:
    return organisation.certificer(
        **{"user": by.sundhedsplejerske, "metode": "adbb", "udstedt_den": date(2025, 1, 1), "by": None, "nu": NU}
        | felter,
        udloeber_den=udloeber,
    )


def test_a_certificate_that_expires_falls_due_for_its_holder_in_time_for_a_course(by: By) -> None:
    certificer(by, date(2026, 12, 24))
    certificer(by, date(2028, 1, 1), metode="anden")
    for _ in range(2):
        ajourfoer(nu=NU)
    frist = Frist.objects.get(kode=CERTIFICERING)
    assert (frist.ansvarlig, frist.enhed, dato(frist.forfalder_at)) == (
        by.sundhedsplejerske,
        by.nord,
        date(2026, 12, 24),
    )
    paamind(nu=NU)
    assert list(Paamindelse.objects.values_list("modtager__username", "slags")) == [("sundhedsplejerske", "foer_90")]
    assert nyt(by.sundhedsplejerske, NU).egne[0].hvad == "Dit certifikat udløber"
    paamind(nu=NU + timedelta(days=90))
    assert Paamindelse.objects.filter(modtager=by.ledende_sundhedsplejerske, slags="eskaleret").exists()


def test_a_renewed_certificate_meets_the_deadline_of_the_old(by: By) -> None:
    certificer(by, date(2026, 11, 1))
    ajourfoer(nu=NU)
    certificer(by, date(2028, 11, 1))
    ajourfoer(nu=NU)
    frist = Frist.objects.get(kode=CERTIFICERING)
    assert (frist.opfyldt_at, frist.opfyldt_by, frist.annulleret_at) == (NU, by.sundhedsplejerske, None)


def test_a_leavers_certificate_is_nobodys_task(by: By) -> None:
    certificer(by, date(2026, 11, 1))
    ajourfoer(nu=NU)
    organisation.deaktiver_bruger(user=by.sundhedsplejerske, by=by.administrator, nu=NU)
    ajourfoer(nu=NU)
    assert Frist.objects.get(kode=CERTIFICERING).annulleret_at == NU
    organisation.genaktiver_bruger(user=by.sundhedsplejerske, by=by.administrator, nu=NU)
    ajourfoer(nu=NU)
    assert Frist.objects.aabne().filter(kode=CERTIFICERING).count() == 1


def test_ended_sessions_are_forgotten_at_night(by: By, client: Any) -> None:
    client.force_login(by.paedagog)
    Session.objects.create(session_key="gammel", session_data="", expire_date=NU - timedelta(seconds=1))
    natlig.ryd_sessioner(nu=NU)
    assert Session.objects.count() == 1
    assert not Session.objects.filter(session_key="gammel").exists()


def test_the_night_and_the_day_have_their_parts() -> None:
    assert ajourfoer in ajourfoering.DAGLIGE
    assert natlig.ryd_sessioner in ajourfoering.DAGLIGE
    assert spaerringer.ajourfoer in ajourfoering.DAGLIGE
    assert any(del_.__module__.startswith("trivsel.") for del_ in ajourfoering.HOOKS)
