"""A municipality to act in, a clock that stands still, and people who are signed in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from opsporing.models import User
from tests import cast


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
