"""Everybody asked to a meeting is told once, whatever breaks: real workers, a real broker, a real mail server."""

from datetime import timedelta

import pytest

from dialogmoeder.actions import dagsorden, plan
from dialogmoeder.actions.indkald import indkald
from dialogmoeder.models import Indkaldelse, Slags
from tests.support import smtp
from tests.support.drift import Drift, vent_paa

pytestmark = pytest.mark.langsom

SEND = "dialogmoeder.tasks.send"


def test_refused_and_killed_on_the_way_each_is_told_once(drift: Drift) -> None:
    by = drift.by
    team = plan.opret_team(
        enhed=by.birken,
        slags=Slags.RESSOURCETEAM,
        navn="Ressourceteam Birken",
        tovholder=by.leder,
        medlemmer=[by.sundhedsplejerske.ansat, by.ppr.ansat, by.raadgiver.ansat],
        by=by.leder,
        nu=by.nu,
    )
    [moede] = plan.lav_serie(team=team, dage=[(by.nu + timedelta(weeks=4)).date()], by=by.leder, nu=by.nu)
    dagsorden.saet_paa(moede=moede, art="barn", barn=by.alma, by=by.leder, nu=by.nu)
    indkald(moede=moede, by=by.leder, nu=by.nu)
    antal = Indkaldelse.objects.count()
    assert antal >= 3

    def drillende(nr: int) -> smtp.Svar:
        if nr == 2:
            raise smtp.Hang(120)
        return smtp.BUSY if nr == 1 else smtp.ACCEPTED

    drift.post.behaviour = drillende
    foerste = drift.arbejder()
    drift.bed_om(SEND)
    vent_paa(lambda: drift.post.received >= 2, "den ene er afvist, og den anden er på vej")
    drift.draeb(foerste)
    drift.arbejder("b")
    drift.arbejder("c")
    vent_paa(
        lambda: Indkaldelse.objects.filter(sendt_at__isnull=False).count() == antal,
        "alle er sendt",
        imens=lambda: drift.bed_om(SEND, SEND),
    )
    assert sorted(drift.post.ids()) == sorted(Indkaldelse.objects.values_list("message_id", flat=True))
    modtagere = [str(besked["To"]) for besked in drift.post.accepted]
    assert len(modtagere) == len(set(modtagere)) == antal
    indhold = " ".join(besked.as_string() for besked in drift.post.accepted)
    assert not [ord_ for ord_ in ("Alma", "Åkjær") if ord_ in indhold]
