"""Prøveby with a second caseworker, a leader above, and Naboby with a myndighed of its own."""

from typing import Any

import pytest

from opsporing.models import Ansaettelse, User
from opsporing.organisation import actions as organisation
from tests.cast import By


def ansat(by: By, enhed: Any, brugernavn: str, navn: str, rolle: str) -> User:
    """Somebody new, acting under her employment."""
    user = organisation.opret_bruger(
        kommune=enhed.kommune,
        username=brugernavn,
        navn=navn,
        email=f"{brugernavn}@example.dk",
        password="Uskyldig-abe-7",
        by=None,
        nu=by.nu,
    )
    ny = organisation.ansaet(user=user, enhed=enhed, rolle=rolle, by=None, nu=by.nu)
    return user.vaelg(Ansaettelse.objects.for_bruger(user, by.nu).get(pk=ny.pk))


@pytest.fixture
def kollega(by: By) -> User:
    """Karen, in the same unit as Sofie."""
    return ansat(by, by.myndighed, "karen", "Karen Mose", "socialraadgiver")


@pytest.fixture
def nabo(by: By) -> User:
    """Nina, socialrådgiver in Naboby."""
    enhed = organisation.opret_enhed(
        kommune=by.naboby.kommune,
        type="myndighed",
        navn="Naboens familieafdeling",
        foraelder=by.naboby.rod,
        by=None,
        nu=by.nu,
    )
    return ansat(by, enhed, "nina_s", "Nina Skov", "socialraadgiver")
