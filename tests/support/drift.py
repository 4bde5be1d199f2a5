"""The whole machinery for tests of what happens when things break: real workers, a real broker, a real mail server, and
a database of their own.

The test is the clock that beat otherwise is: it asks for the jobs through the broker. The workers live on a Tuesday at
ten, so that the weekly letter may go.
"""

import time as ur
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from opsporing.celery import app
from tests import cast
from tests.support import smtp
from tests.support.servers import TestValkey

TIRSDAG = date(2026, 12, 1)
AJOURFOER = "opsporing.frister.tasks.ajourfoer"
SEND = "opsporing.frister.tasks.send"
URET = "opsporing.frister.tasks.uret"
#: Seconds a test waits for what must happen. Generous, since the machine may be busy; a good run needs a few.
TAALMODIGHED = 120.0


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

    def arbejder(self, navn: str = "a", *flere: str) -> Any:
        """Start one worker process with two children; `flere` are further arguments of Celery's."""
        arguments = ("worker", "--concurrency", "2", "--hostname", f"{navn}@proeve", "--without-gossip")
        proces = self.start_celery(self.env, *arguments, "--without-mingle", "--without-heartbeat", *flere)
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
