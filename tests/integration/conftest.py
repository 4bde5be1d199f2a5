"""A municipality to act in, a clock that stands still, and people who are signed in."""

from collections.abc import Callable, Iterator
from datetime import time
from typing import Any

import pytest
import time_machine
from django.test import Client

from opsporing import tid
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.models import User
from tests import cast
from tests.support import smtp
from tests.support.drift import TIRSDAG, Drift
from tests.support.servers import TestValkey, connected_to


@pytest.fixture
def ur() -> Iterator[time_machine.Traveller]:
    """The clock stands still at `cast.NU` until the test moves it: `ur.shift(timedelta(minutes=31))`."""
    with time_machine.travel(cast.NU, tick=False) as traveller:
        yield traveller


@pytest.fixture
def by(db: None, ur: time_machine.Traveller) -> cast.By:
    """Prøveby with its units, people and children (see `tests.cast`)."""
    return cast.byg()


@pytest.fixture
def log_ind() -> Callable[[User], Client]:
    """`log_ind(by.leder)` is a browser in which she is signed in, with all middleware on."""

    def ind(user: User, **felter: Any) -> Client:
        client = Client(**felter)
        client.force_login(user)
        return client

    return ind


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
