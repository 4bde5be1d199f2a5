"""Children change place in the demo as in life: through the actions, from the offer of a visit to the follow-up."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from opsporing.demo.overgange import planlaeg_overgange
from opsporing.demo.verden import Opgave, Verden
from opsporing.models import Barn
from opsporing.skemaer.actions import indlaes
from overgange.models import Art, Besoeg, Overgang, Overlevering
from tests import cast
from tests.cast import By
from tests.integration.overgange.planlagt import midnat, plan


@pytest.fixture
def by(db: Any, ur: Any) -> By:
    by = cast.byg()
    indlaes(nu=by.nu)
    return by


def _lev(by: By, ur: Any, til: date) -> None:
    """Let a week pass at a time, and colleagues do what is on the list."""
    verden = Verden.om(by.kommune, by.nu.date(), by.nu, lambda kode: True)

    def goer(opgave: Opgave, hvornaar: datetime) -> None:
        ur.move_to(hvornaar)
        opgave(hvornaar)

    dag = by.nu.date()
    while dag < til:
        naeste = dag + timedelta(days=7)
        verden.begynd(max(midnat(dag), by.nu))
        planlaeg_overgange(verden, dag, naeste)
        verden.dagsorden.goer(midnat(naeste), goer)
        dag = naeste


def test_fra_tilbud_til_opfoelgning(by: By, ur: Any) -> None:
    start = date(2026, 12, 1)
    for barn, enhed in ((by.alma, by.ulv), (by.bo, by.ulv), (by.clara, by.ulv), (by.finn, by.ulv)):
        plan(barn, enhed, start, by.nu)
    Barn.objects.update(koen="pige")
    skolebarn = Barn.objects.get(pk=by.ella.pk)
    _lev(by, ur, date(2027, 4, 1))
    # The first of August is a Sunday.
    assert Overgang.objects.filter(barn=skolebarn, art=Art.BOERNEHAVE_SKOLE, start_den=date(2027, 8, 2)).exists()
    besoeg = Besoeg.objects.filter(nr=1, overgang__start_den=start)
    assert besoeg.count() == 4
    assert besoeg.filter(status="holdt").exists()
    givne = Overlevering.objects.filter(overgang__start_den=start)
    assert givne.exists()
    assert givne.filter(opfulgt_at__isnull=False).exists()
    assert not givne.filter(kvitteret_at=None).exists()
