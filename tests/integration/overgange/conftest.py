"""Alma is to leave Egern (Børnehuset Birken) for Ulv (Børnehuset Egen) on the first of November."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from opsporing.boern import actions as boern
from opsporing.models import Barn, Tilknytning
from opsporing.skemaer.actions import indlaes
from overgange.actions.besoeg import tilbyd
from overgange.models import Besoeg, Overgang, Overlevering
from tests import cast
from tests.cast import By
from tests.factories import overgange as lav
from tests.integration.overgange.planlagt import START as BEGYNDER
from tests.integration.overgange.planlagt import plan
from tests.integration.overgange.skemaet import giv, sig, skriv

START = date(2026, 11, 1)


@pytest.fixture
def by(db: Any, ur: Any) -> By:
    by = cast.byg()
    indlaes(nu=by.nu)
    return by


@pytest.fixture
def overgang(by: By) -> Overgang:
    return lav.overgang(by.alma, by.egern, by.ulv, START, nu=by.nu)


@pytest.fixture
def besoeg(by: By, overgang: Overgang) -> Besoeg:
    return tilbyd(overgang=overgang, nu=by.nu)


@dataclass(frozen=True)
class Flytter:
    """Lets the child move: `flyt(barn, fra, til, nu)`."""

    def __call__(self, barn: Barn, fra: Any, til: Any, nu: Any) -> Tilknytning:
        return boern.flyt(barn=barn, fra_enhed=fra, til_enhed=til, by=None, nu=nu)


@pytest.fixture
def flyt() -> Flytter:
    return Flytter()


@pytest.fixture
def almas(by: By) -> Overgang:
    """Alma's overgang from Egern to Ulv in January, as her place there makes it."""
    plan(by.barn, by.ulv, BEGYNDER, by.nu)
    return Overgang.objects.get(barn=by.barn)


@pytest.fixture
def skrevet(by: By, almas: Overgang) -> Overgang:
    skriv(almas, by)
    return almas


@pytest.fixture
def givet(by: By, skrevet: Overgang) -> Overlevering:
    """Both said yes to all but the mother to »Familien«."""
    sig(skrevet, by, by.mor, nej={"familie"})
    sig(skrevet, by, by.far)
    return giv(skrevet, by)
