"""Reminders when things break (`tests.support.drift`)."""

import time as ur
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from kombu.exceptions import OperationalError

from opsporing import anledning as anledninger
from opsporing.boern import actions as boern
from opsporing.celery import app
from opsporing.frister import actions
from opsporing.fristtyper import HANDLING_OPFOELGNING
from opsporing.models import Paamindelse, Udsendelse
from tests.support import smtp
from tests.support.drift import AJOURFOER, SEND, TIRSDAG, Drift, vent_paa

pytestmark = pytest.mark.langsom


def frister(drift: Drift) -> None:
    """Overdue follow-ups of Pia and Per, so long that their leader is told: three letters, four reminders."""
    # The infants' own deadlines would add letters to others.
    for spaed in (drift.by.gro, drift.by.ida):
        boern.udskriv(tilknytning=spaed.tilknytninger.get(), by=None, nu=drift.by.nu)
    for person, barn in (("paedagog", "alma"), ("paedagog2", "bo")):
        sag = anledninger.opret(
            kode="trivsel.vurdering", enhed=drift.by.egern, barn=drift.by.boern[barn], nu=drift.by.nu
        )
        actions.opret(
            kode=HANDLING_OPFOELGNING,
            trin="1",
            anledning=sag,
            enhed=drift.by.egern,
            ansvarlig=drift.by.bruger[person],
            forfalder=TIRSDAG - timedelta(days=10),
            nu=drift.by.nu,
        )


def alt_er_sendt() -> bool:
    """Whether all three letters have gone."""
    return Udsendelse.objects.filter(sendt_at__isnull=False).count() == 3


def kontroller(drift: Drift) -> None:
    """What must hold however it went: every reminder once, every letter accepted, nothing left."""
    assert sorted(Paamindelse.objects.values_list("modtager__username", "slags")) == [
        ("leder", "eskaleret"),
        ("leder", "eskaleret"),
        ("paedagog", "forfalden"),
        ("paedagog2", "forfalden"),
    ]
    assert Udsendelse.objects.count() == 3
    assert set(drift.post.ids()) == set(Udsendelse.objects.values_list("message_id", flat=True))


def test_killed_in_the_middle_of_sending(drift: Drift) -> None:
    """kill -9 while the second message is on its way: it is sent when the claim has run out, and nothing twice."""
    frister(drift)
    drift.post.behaviour = lambda nr: smtp.ACCEPTED if nr == 1 else _haeng()
    foerste = drift.arbejder()
    drift.bed_om(AJOURFOER)
    vent_paa(lambda: drift.post.received == 2, "den anden mail er på vej")
    drift.draeb(foerste)
    assert Udsendelse.objects.filter(sendt_at__isnull=False).count() == 1
    assert Udsendelse.objects.filter(sendt_at=None, optaget_til__isnull=False).count() == 1
    drift.post.behaviour = lambda nr: smtp.ACCEPTED
    drift.arbejder("b")
    vent_paa(alt_er_sendt, "resten sendes", imens=lambda: drift.bed_om(SEND))
    kontroller(drift)
    assert len(drift.post.ids()) == 3


def _haeng() -> smtp.Svar:
    raise smtp.Hang(120)


def test_killed_between_the_servers_yes_and_our_own_note(drift: Drift) -> None:
    """The one moment in which a second copy is possible; it carries the same Message-ID, and in the app it is once."""
    frister(drift)
    foerste = drift.arbejder()

    def ja_men(nr: int) -> smtp.Svar:
        if nr == 1:
            drift.draeb(foerste)
        return smtp.ACCEPTED

    drift.post.behaviour = ja_men
    drift.bed_om(AJOURFOER)
    vent_paa(lambda: foerste.poll() is not None, "arbejderen dør")
    drift.arbejder("b")
    vent_paa(alt_er_sendt, "alt sendes", imens=lambda: drift.bed_om(SEND))
    kontroller(drift)
    ids = drift.post.ids()
    assert len(ids) == 4
    assert ids.count(ids[0]) == 2
    assert Udsendelse.objects.get(message_id=ids[0]).forsoeg == 2


def test_killed_while_reminders_are_made(drift: Drift) -> None:
    """The worker dies with its transaction open: all or nothing, and the next run makes them."""
    frister(drift)
    with connection.cursor() as laast:
        laast.execute("BEGIN")
        laast.execute("LOCK TABLE opsporing_paamindelse IN SHARE MODE")
        foerste = drift.arbejder()
        drift.bed_om(AJOURFOER)
        vent_paa(lambda: _venter_paa_laas(), "arbejderen er midt i sin transaktion")
        drift.draeb(foerste)
        laast.execute("ROLLBACK")
    assert Paamindelse.objects.count() == 0
    drift.arbejder("b")
    vent_paa(alt_er_sendt, "næste kørsel gør det", imens=lambda: drift.bed_om(AJOURFOER, SEND))
    kontroller(drift)
    assert len(drift.post.ids()) == 3


def _venter_paa_laas() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'opsporing_paamindelse'::regclass)"
        )
        return bool(cursor.fetchone()[0])


def test_broker_down_while_deadlines_arise(drift: Drift) -> None:
    """What falls due while nobody can be asked is found by the first sweep afterwards."""
    drift.arbejder()
    drift.bed_om(AJOURFOER)
    drift.valkey.stop()
    frister(drift)
    with pytest.raises(OperationalError):
        drift.bed_om(AJOURFOER)
    ur.sleep(2)
    assert Paamindelse.objects.count() == 0
    drift.valkey.start()
    vent_paa(alt_er_sendt, "det hentes ind", imens=lambda: drift.bed_om(AJOURFOER, SEND))
    kontroller(drift)
    assert len(drift.post.ids()) == 3


def test_two_workers_asked_again_and_again(drift: Drift) -> None:
    """Four processes that are all told to do it at the same moment, many times over."""
    frister(drift)
    drift.post.behaviour = lambda nr: (ur.sleep(0.2), smtp.ACCEPTED)[1]
    drift.bed_om(*[AJOURFOER, SEND] * 10)
    drift.arbejder("a")
    drift.arbejder("b")
    vent_paa(alt_er_sendt, "alt sendes", imens=lambda: drift.bed_om(*[AJOURFOER, SEND] * 4))
    vent_paa(_koeen_er_tom(drift), "alle opgaver er udført")
    kontroller(drift)
    assert len(drift.post.ids()) == 3
    assert list(Udsendelse.objects.values_list("forsoeg", flat=True)) == [1, 1, 1]


def _koeen_er_tom(drift: Drift) -> Callable[[], bool]:
    def tom() -> bool:
        with app.connection_for_read(drift.valkey.url) as forbindelse:
            kanal = forbindelse.default_channel
            return not kanal._size("celery") and not kanal.client.hlen("unacked")

    return tom


def test_a_mail_server_that_refuses_hangs_and_is_gone(drift: Drift) -> None:
    """Nothing is lost: it is tried again until the server takes it."""
    frister(drift)
    svar: dict[int, Callable[[], smtp.Svar]] = {1: lambda: smtp.BUSY, 2: _haeng}
    drift.post.behaviour = lambda nr: svar.get(nr, lambda: smtp.ACCEPTED)()
    drift.arbejder()
    drift.bed_om(AJOURFOER)
    vent_paa(alt_er_sendt, "alt sendes til sidst", imens=lambda: drift.bed_om(SEND))
    kontroller(drift)
    assert len(drift.post.ids()) == 3
    assert sum(Udsendelse.objects.values_list("forsoeg", flat=True)) >= 5


def test_a_mail_server_that_is_gone_for_a_while(drift: Drift) -> None:
    frister(drift)
    drift.post.stop()
    drift.arbejder()
    drift.bed_om(AJOURFOER)
    vent_paa(lambda: Udsendelse.objects.filter(forsoeg__gt=0).exists(), "der er prøvet")
    assert Paamindelse.objects.count() == 4
    drift.post.start()
    vent_paa(alt_er_sendt, "alt sendes", imens=lambda: drift.bed_om(SEND))
    kontroller(drift)
