"""Prøveby with published forms and some history, and a count of what a page asks the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opsporing.boern import actions as boern
from opsporing.models import Barn, Emne, Enhed, Foraeldremyndighed, Maade, Orientering, User
from opsporing.skemaer.actions import indlaes
from tests import cast
from tests.factories.barn import BarnFactory
from tests.factories.vurdering import afsluttet_vurdering
from trivsel.models import Vurdering

#: Whatever a page shows, it asks at most this often: session, user, employments and log included.
FLEST_FORESPOERGSLER = 12


@pytest.fixture
def by(by: cast.By) -> cast.By:
    """Prøveby; the forms are published."""
    indlaes(nu=by.nu)
    return by


def dag(aar: int, maaned: int, dag_: int) -> datetime:
    """Noon in UTC on the day."""
    return datetime(aar, maaned, dag_, 12, tzinfo=UTC)


@pytest.fixture
def vurderet(by: cast.By) -> Callable[..., Vurdering]:
    """`vurderet(barn, "gul", dag(2026, 5, 20), enhed=by.egern)`: a concluded vurdering by Pia and Per."""

    def lav(barn: Barn, positioner: Any = "groen", nu: datetime = by.nu, **felter: Any) -> Vurdering:
        felter.setdefault("enhed", by.egern)
        felter.setdefault("vurderere", [by.paedagog, by.paedagog2])
        return afsluttet_vurdering(barn, positioner, nu=nu, **felter)

    return lav


@pytest.fixture
def orienter(by: cast.By) -> Callable[..., None]:
    """`orienter(barn)`: every custody holder is told of the assessments, in writing."""

    def lav(barn: Barn, enhed: Enhed | None = None, den: date = date(2026, 9, 1)) -> None:
        for myndighed in Foraeldremyndighed.objects.filter(barn=barn, til=None):
            Orientering.objects.create(
                kommune=by.kommune,
                barn=barn,
                person=myndighed.person,
                enhed=(enhed or by.egern).journalenhed,
                emne=Emne.BEHANDLING,
                maade=Maade.SKRIFTLIGT,
                givet_den=den,
                givet_by=by.leder,
                registreret_at=by.nu,
            )

    return lav


@pytest.fixture
def mange(by: cast.By) -> Callable[[int], list[Barn]]:
    """`mange(50)`: so many more children, enrolled in Egern for a year and a half."""

    def lav(antal: int, enhed: Enhed | None = None) -> list[Barn]:
        nye = [BarnFactory(kommune=by.kommune) for _ in range(antal)]
        for barn in nye:
            boern.indskriv(barn=barn, enhed=enhed or by.egern, by=None, nu=by.nu - timedelta(days=540))
        return nye

    return lav


@pytest.fixture
def som(log_ind: Callable[[User], Client]) -> Callable[[User], Client]:
    """A browser that has been open for a while: the first page of a session also starts its clocks."""

    def ind(user: User) -> Client:
        client = log_ind(user)
        client.get("/konto/")
        return client

    return ind


@pytest.fixture
def forespoergsler() -> Callable[[], Any]:
    """`with forespoergsler() as antal: ...; antal()` counts queries; savepoints are none."""

    @contextmanager
    def taeller() -> Iterator[Callable[[], int]]:
        with CaptureQueriesContext(connection) as fanget:
            yield lambda: sum("SAVEPOINT" not in q["sql"] for q in fanget.captured_queries)

    return taeller
