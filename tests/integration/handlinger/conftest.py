"""A matter about Alma, and an agreement in it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from opsporing import anledning as anledninger
from opsporing.handlinger import actions
from opsporing.models import Anledning, Frist, Handling
from tests.cast import By
from tests.factories.tid import NU

OPFOELGNING = date(2026, 11, 25)


@pytest.fixture
def anledning(by: By) -> Anledning:
    return anledninger.opret(kode="proeve", enhed=by.egern, barn=by.alma, nu=NU)


@pytest.fixture
def aftal(by: By, anledning: Anledning) -> Callable[..., Handling]:
    """`aftal(hvad="…")` makes an agreement by Pia, who is also responsible for it."""

    def ny(**felter: Any) -> Handling:
        alt = {
            "anledning": anledning,
            "hvad": "Vi sidder ned hos Alma, når hun leger.",
            "ansvarlig": by.paedagog,
            "opfoelgning_den": OPFOELGNING,
            "by": by.paedagog,
            "nu": NU,
        }
        return actions.opret(**{**alt, **felter})

    return ny


@pytest.fixture
def handling(aftal: Callable[..., Handling]) -> Handling:
    return aftal()


@pytest.fixture
def fristen(handling: Handling) -> Callable[[], Frist]:
    """`fristen()` is the deadline of the agreement as it stands now."""

    def find() -> Frist:
        return Frist.objects.get(kode="opsporing.handling_opfoelgning", trin=str(handling.pk), annulleret_at=None)

    return find
