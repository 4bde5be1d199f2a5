"""The history of rows knows who made each change."""

from collections.abc import Callable
from typing import Any

import pghistory
import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse
from pghistory.models import Context

from opsporing import anledning as anledninger
from opsporing.handlinger import actions
from opsporing.models import Handling
from tests.cast import By
from tests.factories.tid import NU

LogInd = Callable[..., Client]
HISTORIK: Any = Handling.pgh_event_model  # type: ignore[attr-defined]


@pytest.fixture
def handling(by: By) -> Handling:
    return actions.opret(
        anledning=anledninger.opret(kode="proeve", enhed=by.egern, barn=by.alma, nu=NU),
        hvad="Noget",
        ansvarlig=by.paedagog,
        opfoelgning_den=NU.date(),
        by=by.paedagog,
        nu=NU,
    )


def test_a_request_leaves_who_did_it(by: By, handling: Handling, log_ind: LogInd) -> None:
    svar = log_ind(by.paedagog2).post(
        reverse("handling:ret", args=[handling.pk]),
        {
            "hvad": "Noget andet",
            "ansvarlig": by.paedagog.pk,
            "opfoelgning_den": NU.date().isoformat(),
            "indsatstrin": "1",
            "version": "0",
        },
    )
    assert svar.status_code == 302
    foer, efter = HISTORIK.objects.filter(pgh_obj_id=handling.pk).order_by("pgh_id").select_related("pgh_context")
    assert (foer.hvad, foer.pgh_context) == ("Noget", None)
    assert (efter.hvad, efter.pgh_label) == ("Noget andet", "update")
    assert efter.pgh_context.metadata == {"bruger": by.paedagog2.pk, "enhed": by.egern.pk, "rolle": "paedagog"}


def test_many_rows_of_one_request_share_it(by: By, handling: Handling) -> None:
    with pghistory.context(bruger=1):
        Handling.objects.filter(pk=handling.pk).update(hvad="A")
        Handling.objects.filter(pk=handling.pk).update(hvad="B")
    assert Context.objects.count() == 1


@pytest.mark.django_db
def test_nobody_rewrites_who_it_was() -> None:
    with connection.cursor() as cursor:
        for forsoeg in ("UPDATE pghistory_context SET metadata = '{}'", "DELETE FROM pghistory_context"):
            with pytest.raises(ProgrammingError), transaction.atomic():
                cursor.execute(forsoeg)


def test_an_old_context_is_not_taken_over_by_a_new_one(by: By, handling: Handling) -> None:
    """Somebody who knows the key of a context cannot put another name on it."""
    with pghistory.context(bruger=1) as kontekst:
        Handling.objects.filter(pk=handling.pk).update(hvad="A")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)",
            [str(kontekst.id), '{"bruger": 2}'],
        )
        cursor.execute("UPDATE opsporing_handling SET hvad = 'B' WHERE id = %s", [handling.pk])
    assert Context.objects.get().metadata == {"bruger": 1}
