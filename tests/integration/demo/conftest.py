"""The demo municipality as it is on its first day, made once and copied, and as it is some weeks later."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from opsporing.demo.fremfoering import foer_frem, fremfoert_til
from opsporing.demo.opbygning import FJORDBY_KODE
from opsporing.models import Ansaettelse, Kommune, User
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


@pytest.fixture(scope="session")
def uger_senere(databases: TestDatabases, foerste_dag: str, django_db_blocker: Any) -> Iterator[str]:
    """The name of a database with the demo carried forward by `SENERE`; nothing more is committed there."""
    navn = databases.copy(f"{databases.name}_demo_senere", "demo")
    with django_db_blocker.unblock(), connected_to(navn):
        for _ in foer_frem(nu=klokken_ti() + SENERE):
            pass
    yield navn
    databases.drop(navn)


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
def senere(uger_senere: str, django_db_blocker: Any) -> Iterator[datetime]:
    """Ten o'clock `SENERE` after the first day, in a demo that was kept."""
    with _dagen(uger_senere, django_db_blocker) as nu:
        yield nu


@pytest.fixture
def forbundet(django_db_blocker: Any) -> Callable[[str], Any]:
    """`with forbundet(database):` connects Django to it; what is written is committed."""

    @contextmanager
    def til(navn: str) -> Iterator[None]:
        with django_db_blocker.unblock(), connected_to(navn):
            yield

    return til
