"""Prøveby's sundhedspleje: Signe in Distrikt Nord is certified, Sanne in Syd is not, and Gro's mother is informed."""

from datetime import date
from typing import Any

import pytest

from adbb.models import Forloeb
from opsporing.organisation import actions as organisation
from opsporing.skemaer.actions import indlaes
from tests import cast
from tests.cast import By
from tests.factories.adbb import forloeb_for, informer


@pytest.fixture
def by(db: Any, ur: Any) -> By:
    by = cast.byg()
    indlaes(nu=by.nu)
    organisation.certificer(
        user=by.sundhedsplejerske,
        metode="adbb",
        udstedt_den=date(2025, 1, 1),
        udloeber_den=date(2027, 1, 1),
        by=None,
        nu=by.nu,
    )
    informer(by.gro, by.nord, by.sundhedsplejerske)
    informer(by.ida, by.syd, by.sundhedsplejerske2)
    return by


@pytest.fixture
def forloeb(by: By) -> Forloeb:
    """Gro is two months old."""
    return forloeb_for(by.gro)
