"""The demo municipality as it is on its first day, made once and copied, and as it is some weeks later."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from opsporing.demo.fremfoering import foer_frem, fremfoert_til
from opsporing.demo.hold import Hold
from opsporing.demo.opbygning import FJORDBY_KODE
from opsporing.models import Ansaettelse, Kommune, Log, User
from opsporing.tid import dato
from tests.support.database import TestDatabases
from tests.support.servers import connected_to

#: How far the demo is carried forward: past the end of the round that is open on the first day.
SENERE = timedelta(days=45)


@pytest.fixture(scope="session")
def foerste_dag(databases: TestDatabases) -> Iterator[str]:
    """The name of a database with the demo; nothing is committed there."""
    navn = databases.copy(f"{databases.name}_demo", "demo")
    yield navn
    databases.drop(navn)


@dataclass(frozen=True)
class Stop:
    """Where a start that was interrupted came to: the day the demo stands at, the day it should, and what is later."""

    kom_til: date
    ventet: date
    skrevet_efter: bool


@dataclass(frozen=True)
class UgerSenere:
    """The database with the demo carried forward, and how it was to be interrupted on the way."""

    database: str
    stop: Stop


@pytest.fixture(scope="session")
def uger_senere(databases: TestDatabases, foerste_dag: str, django_db_blocker: Any) -> Iterator[UgerSenere]:
    """The demo carried forward by `SENERE`, interrupted once and started again; nothing more is committed there."""
    navn = databases.copy(f"{databases.name}_demo_senere", "demo")
    with django_db_blocker.unblock(), connected_to(navn):
        til = klokken_ti() + SENERE
        stop = _afbrudt(til)
        for _ in foer_frem(nu=til):
            pass
    yield UgerSenere(navn, stop)
    databases.drop(navn)


def _afbrudt(til: datetime) -> Stop:
    """Somebody presses Ctrl-C at the end of the second day's work."""
    arbejd, gange = Hold.arbejd, []

    def afbrudt(self: Hold, skift: Any) -> None:
        arbejd(self, skift)
        gange.append(skift)
        if len(gange) == 2:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Hold, "arbejd", afbrudt)
        for _ in foer_frem(nu=til):
            pass
    kom_til = dato(fremfoert_til(Kommune.objects.get(kode=FJORDBY_KODE)))
    return Stop(kom_til, gange[0].naeste, Log.objects.filter(nu__gt=gange[0].til).exists())


def som(brugernavn: str) -> User:
    """The person, acting under her employment."""
    user = User.objects.get(username=brugernavn)
    return user.vaelg(Ansaettelse.objects.select_related("enhed__kommune__profil").get(user=user, til=None))


def klokken_ti() -> datetime:
    """Ten in the morning (by the clock of winter) of the day the demo has come to."""
    return fremfoert_til(Kommune.objects.get(kode=FJORDBY_KODE)) + timedelta(hours=10)


@contextmanager
def _dagen(navn: str, blocker: Any) -> Iterator[datetime]:
    """Inside, Django's connection is to the database, and the clock says ten; what is written is undone."""
    with blocker.unblock(), connected_to(navn):
        nu = klokken_ti()
        with time_machine.travel(nu, tick=False), transaction.atomic():
            yield nu
            transaction.set_rollback(True)


@pytest.fixture
def nu(foerste_dag: str, django_db_blocker: Any) -> Iterator[datetime]:
    """Ten o'clock on the first day of the demo, in its database."""
    with _dagen(foerste_dag, django_db_blocker) as nu:
        yield nu


@pytest.fixture
def senere(uger_senere: UgerSenere, django_db_blocker: Any) -> Iterator[datetime]:
    """Ten o'clock `SENERE` after the first day, in a demo that was kept."""
    with _dagen(uger_senere.database, django_db_blocker) as nu:
        yield nu


@pytest.fixture
def forbundet(django_db_blocker: Any) -> Callable[[str], Any]:
    """`with forbundet(database):` connects Django to it; what is written is committed."""

    @contextmanager
    def til(navn: str) -> Iterator[None]:
        with django_db_blocker.unblock(), connected_to(navn):
            yield

    return til
