"""Prøveby with a concluded vurdering of Alma that shows concern, and the switch on it."""

from collections.abc import Callable
from typing import Any

import pytest

from opsporing.models import Spaerring, Spaerringsgrund
from opsporing.skemaer.actions import indlaes
from opsporing.spaerring import actions
from tests.cast import By
from tests.factories.vurdering import afsluttet_vurdering
from trivsel.models import Vurdering

HVORFOR = "Hun sagde noget i en leg, som vi ikke forstår."


@pytest.fixture
def by(by: By) -> By:
    """Prøveby; the forms are published."""
    indlaes(nu=by.nu)
    return by


@pytest.fixture
def vurdering(by: By) -> Vurdering:
    """Alma's, concluded and red."""
    return afsluttet_vurdering(by.barn, "roed", enhed=by.egern, vurderere=[by.paedagog, by.paedagog2])


@pytest.fixture
def saet(by: By, vurdering: Vurdering) -> Callable[..., Spaerring]:
    """`saet(person=by.far)`: Pia sets the switch on Alma's vurdering."""

    def saet(**felter: Any) -> Spaerring:
        return actions.saet(
            **{
                "anledning": vurdering.anledning,
                "grund": Spaerringsgrund.TVIVL,
                "hvorfor": HVORFOR,
                "gennemses_om_dage": 14,
                "by": by.paedagog,
                "nu": by.nu,
            }
            | felter
        )

    return saet


@pytest.fixture
def spaerring(saet: Callable[..., Spaerring]) -> Spaerring:
    """The switch, as it waits for myndighed."""
    return saet()
