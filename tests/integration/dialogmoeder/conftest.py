"""Prøveby with the forms of meetings."""

from typing import Any

import pytest

from opsporing.skemaer.actions import indlaes
from tests import cast
from tests.cast import By


@pytest.fixture
def by(db: Any, ur: Any) -> By:
    by = cast.byg()
    indlaes(nu=by.nu)
    return by
