"""Reminders when things break: real workers, a real broker, a real mail server, and a database of their own.

The test is the clock that beat otherwise is: it asks for the jobs through the broker. The workers live on a Tuesday at
ten, so that the weekly letter may go.
"""

import time as ur
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from kombu.exceptions import OperationalError

from opsporing import anledning as anledninger
from opsporing import tid
from opsporing.celery import app
from opsporing.frister import actions
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.fristtyper import HANDLING_OPFOELGNING
from opsporing.models import Paamindelse, Udsendelse
from tests import cast
from tests.support import smtp
from tests.support.servers import TestValkey, connected_to

pytestmark = pytest.mark.langsom

TIRSDAG = date(2026, 12, 1)
AJOURFOER = "opsporing.frister.tasks.ajourfoer"
SEND = "opsporing.frister.tasks.send"
#: Seconds a test waits for what must happen. Generous, since the machine may be busy; a good run needs a few.
TAALMODIGHED = 60.0


def vent_paa(sandt: Callable[[], Any], hvad: str, *, imens: Callable[[], object] = lambda: None) -> None:
    """Wait until it is true, doing `imens` every half second as beat would."""
    udloeb = ur.monotonic() + TAALMODIGHED
    while not sandt():
        if ur.monotonic() > udloeb:
            pytest.fail(f"Det skete ikke: {hvad}")
        imens()
        ur.sleep(0.5)


@dataclass
class Drift:
    """The whole machinery of one test."""

    env: dict[str, str]
    post: smtp.MailServer
    valkey: TestValkey
    start_celery: Callable[..., Any]
    by: cast.By
    arbejdere: list[Any] = field(default_factory=list)

    def arbejder(self, navn: str = "a") -> Any:
        """Start one worker process with two children."""
        arguments = ("worker", "--concurrency", "2", "--hostname", f"{navn}@proeve", "--without-gossip")
        proces = self.start_celery(self.env, *arguments, "--without-mingle", "--without-heartbeat")
        self.arbejdere.append(proces)
        return proces

    def draeb(self, proces: Any) -> None:
        """kill -9 for the worker and its children."""
        from tools import process

        process.kill_group(proces)
        proces.wait()

    def bed_om(self, *opgaver: str) -> None:
        """What beat does: put jobs on the queue. Raises when the broker is down."""
        with app.connection_for_write(self.valkey.url) as forbindelse:
            for opgave in opgaver:
                app.send_task(opgave, connection=forbindelse)

    def frister(self) -> None:
        """Overdue follow-ups of Pia and Per, so long that their leader is told: three letters, four reminders."""
        for person, barn in (("paedagog", "alma"), ("paedagog2", "bo")):
            sag = anledninger.opret(
                kode="trivsel.vurdering", enhed=self.by.egern, barn=self.by.boern[barn], nu=self.by.nu
            )
            actions.opret(
                kode=HANDLING_OPFOELGNING,
                trin="1",
                anledning=sag,
                enhed=self.by.egern,
                ansvarlig=self.by.bruger[person],
                forfalder=TIRSDAG - timedelta(days=10),
                nu=self.by.nu,
            )

    def alt_er_sendt(self) -> bool:
        return Udsendelse.objects.filter(sendt_at__isnull=False).count() == 3

    def kontroller(self) -> None:
        """What must hold however it went: every reminder once, every letter accepted, nothing left."""
        assert sorted(Paamindelse.objects.values_list("modtager__username", "slags")) == [
            ("leder", "eskaleret"),
            ("leder", "eskaleret"),
            ("paedagog", "forfalden"),
            ("paedagog2", "forfalden"),
        ]
        assert Udsendelse.objects.count() == 3
        assert set(self.post.ids()) == set(Udsendelse.objects.values_list("message_id", flat=True))


@pytest.fixture
def drift(
    ny_database: Any, databases: Any, valkey: TestValkey, start_celery: Any, django_db_blocker: Any
) -> Iterator[Drift]:
    """Broker and mail server are up, Prøveby is in the database, and no worker runs yet."""
    database = ny_database()
    nu = lokalt_tidspunkt(TIRSDAG, time(10))
    post = smtp.MailServer()
    env = databases.variables(database) | {
        "REDIS_URL": valkey.url,
        "EMAIL_URL": post.url,
        "OPSPORING_TIDSFORSKYDNING": str(int((nu - tid.nu()).total_seconds())),
        "OPSPORING_POST_LEJE": "6",
        "OPSPORING_POST_PAUSE": "1",
        "OPSPORING_POST_TIMEOUT": "3",
    }
    with django_db_blocker.unblock(), connected_to(database):
        yield Drift(env, post, valkey, start_celery, cast.byg(nu))
    post.stop()


def test_killed_in_the_middle_of_sending(drift: Drift) -> None:
    """kill -9 while the second message is on its way: it is sent when the claim has run out, and nothing twice."""
    drift.frister()
    drift.post.behaviour = lambda nr: smtp.ACCEPTED if nr == 1 else _haeng()
    foerste = drift.arbejder()
    drift.bed_om(AJOURFOER)
    vent_paa(lambda: drift.post.received == 2, "den anden mail er på vej")
    drift.draeb(foerste)
    assert Udsendelse.objects.filter(sendt_at__isnull=False).count() == 1
    assert Udsendelse.objects.filter(sendt_at=None, optaget_til__isnull=False).count() == 1
    drift.post.behaviour = lambda nr: smtp.ACCEPTED
    drift.arbejder("b")
    vent_paa(drift.alt_er_sendt, "resten sendes", imens=lambda: drift.bed_om(SEND))
    drift.kontroller()
    assert len(drift.post.ids()) == 3


def _haeng() -> smtp.Svar:
    raise smtp.Hang(120)


def test_killed_between_the_servers_yes_and_our_own_note(drift: Drift) -> None:
    """The one moment in which a second copy is possible; it carries the same Message-ID, and in the app it is once."""
    drift.frister()
    foerste = drift.arbejder()

    def ja_men(nr: int) -> smtp.Svar:
        if nr == 1:
            drift.draeb(foerste)
        return smtp.ACCEPTED

    drift.post.behaviour = ja_men
    drift.bed_om(AJOURFOER)
    vent_paa(lambda: foerste.poll() is not None, "arbejderen dør")
    drift.arbejder("b")
    vent_paa(drift.alt_er_sendt, "alt sendes", imens=lambda: drift.bed_om(SEND))
    drift.kontroller()
    ids = drift.post.ids()
    assert len(ids) == 4
    assert ids.count(ids[0]) == 2
    assert Udsendelse.objects.get(message_id=ids[0]).forsoeg == 2


def test_killed_while_reminders_are_made(drift: Drift) -> None:
    """The worker dies with its transaction open: all or nothing, and the next run makes them."""
    drift.frister()
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
    vent_paa(drift.alt_er_sendt, "næste kørsel gør det", imens=lambda: drift.bed_om(AJOURFOER, SEND))
    drift.kontroller()
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
    drift.frister()
    with pytest.raises(OperationalError):
        drift.bed_om(AJOURFOER)
    ur.sleep(2)
    assert Paamindelse.objects.count() == 0
    drift.valkey.start()
    vent_paa(drift.alt_er_sendt, "det hentes ind", imens=lambda: drift.bed_om(AJOURFOER, SEND))
    drift.kontroller()
    assert len(drift.post.ids()) == 3


def test_two_workers_asked_again_and_again(drift: Drift) -> None:
    """Four processes that are all told to do it at the same moment, many times over."""
    drift.frister()
    drift.post.behaviour = lambda nr: (ur.sleep(0.2), smtp.ACCEPTED)[1]
    drift.bed_om(*[AJOURFOER, SEND] * 10)
    drift.arbejder("a")
    drift.arbejder("b")
    vent_paa(drift.alt_er_sendt, "alt sendes", imens=lambda: drift.bed_om(*[AJOURFOER, SEND] * 4))
    vent_paa(_koeen_er_tom(drift), "alle opgaver er udført")
    drift.kontroller()
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
    drift.frister()
    svar: dict[int, Callable[[], smtp.Svar]] = {1: lambda: smtp.BUSY, 2: _haeng}
    drift.post.behaviour = lambda nr: svar.get(nr, lambda: smtp.ACCEPTED)()
    drift.arbejder()
    drift.bed_om(AJOURFOER)
    vent_paa(drift.alt_er_sendt, "alt sendes til sidst", imens=lambda: drift.bed_om(SEND))
    drift.kontroller()
    assert len(drift.post.ids()) == 3
    assert sum(Udsendelse.objects.values_list("forsoeg", flat=True)) >= 5


def test_a_mail_server_that_is_gone_for_a_while(drift: Drift) -> None:
    drift.frister()
    drift.post.stop()
    drift.arbejder()
    drift.bed_om(AJOURFOER)
    vent_paa(lambda: Udsendelse.objects.filter(forsoeg__gt=0).exists(), "der er prøvet")
    assert Paamindelse.objects.count() == 4
    drift.post.start()
    vent_paa(drift.alt_er_sendt, "alt sendes", imens=lambda: drift.bed_om(SEND))
    drift.kontroller()
