"""The reminder of a repetition reaches the health visitor and her leader, whatever breaks."""

from datetime import date, timedelta

import pytest

from opsporing.models import Frist, Paamindelse, Udsendelse
from opsporing.organisation import actions as organisation
from opsporing.skemaer.actions import indlaes
from opsporing.tid import dato
from tests.factories.adbb import OVER, forloeb_for, informer, scor
from tests.support import smtp
from tests.support.drift import AJOURFOER, SEND, Drift, vent_paa

pytestmark = pytest.mark.langsom

#: The screening was so long ago that the repetition, due after fourteen days, is overdue and the leader is to be told.
FOR_DAGE_SIDEN = 17


def _overskreden(drift: Drift) -> Frist:
    by = drift.by
    foer = by.nu - timedelta(days=FOR_DAGE_SIDEN)
    indlaes(nu=by.nu)
    informer(by.gro, by.nord, by.sundhedsplejerske)
    organisation.certificer(
        user=by.sundhedsplejerske,
        metode="adbb",
        udstedt_den=date(2025, 1, 1),
        udloeber_den=date(2029, 1, 1),
        by=None,
        nu=by.nu,
    )
    scor(forloeb_for(by.gro, foer), by.sundhedsplejerske, OVER, nu=foer)
    return Frist.objects.get(kode="adbb.gentag", anledning__barn=by.gro)


def _sendt(drift: Drift) -> bool:
    modtagere = {"sundhedsplejerske@7999.example", "ledende_sundhedsplejerske@7999.example"}
    sendte = Udsendelse.objects.filter(sendt_at__isnull=False).values_list("modtager__email", flat=True)
    return modtagere <= set(sendte)


def test_killed_in_the_middle_the_repetition_is_still_told_once(drift: Drift) -> None:
    frist = _overskreden(drift)
    assert dato(frist.forfalder_at) == dato(drift.by.nu) - timedelta(days=3)

    def haeng(nr: int) -> smtp.Svar:
        if nr == 1:
            raise smtp.Hang(120)
        return smtp.ACCEPTED

    drift.post.behaviour = haeng
    foerste = drift.arbejder()
    drift.bed_om(AJOURFOER)
    vent_paa(lambda: drift.post.received >= 1, "den første mail er på vej")
    drift.draeb(foerste)
    drift.post.behaviour = lambda nr: smtp.ACCEPTED
    drift.arbejder("b")
    drift.arbejder("c")
    vent_paa(lambda: _sendt(drift), "begge får besked", imens=lambda: drift.bed_om(AJOURFOER, SEND))
    om_gentag = Paamindelse.objects.filter(frist=frist).values_list("modtager__username", "slags")
    assert sorted(om_gentag) == [("ledende_sundhedsplejerske", "eskaleret"), ("sundhedsplejerske", "forfalden")]
    ids = drift.post.ids()
    assert len(ids) == len(set(ids))
    indhold = " ".join(besked.as_string() for besked in drift.post.accepted)
    assert "Holm" not in indhold
    assert "Gro" not in indhold
