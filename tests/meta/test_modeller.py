"""Loops over all models: what reviews forget."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models

from tests.support.rod import APPS


def vores_modeller() -> Iterator[type[models.Model]]:
    """Our own models, without the event tables that triggers write."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            if not hasattr(model, "pgh_tracked_model"):
                yield model


MODELLER = sorted(vores_modeller(), key=lambda m: m._meta.label)
#: Tables without change history, and why.
UDEN_HISTORIK = {
    "Log": "it is itself the history, and append-only",
    "Skema": "only a code and a name; the versions are tracked",
    "Paamindelse": "made and read by the machine; says nothing about a child",
    "Udsendelse": "made and sent by the machine; says nothing about a child",
    "Indkaldelse": "made and sent by the machine; says nothing about a child",
    "Evaluering": "never changed, and nobody's name is on it",
    "Udkast": "unfinished words of one person, which are hers until she decides",
    "Indlaesning": "its file is kept only until it is carried out or discarded, and history would keep it",
}


@pytest.mark.parametrize("model", MODELLER, ids=lambda m: m.__name__)
def test_every_field_is_classified_once(model: type[models.Model]) -> None:
    felter = {felt.name for felt in model._meta.get_fields() if not felt.auto_created or felt.concrete}
    p = model.Personlig
    samlet = [*p.direkte, *p.foelsom, *p.almindelig]
    assert sorted(samlet) == sorted(felter)


@pytest.mark.parametrize("model", MODELLER, ids=lambda m: m.__name__)
def test_changes_are_kept_by_triggers(model: type[models.Model]) -> None:
    sporet = any(getattr(e, "pgh_tracked_model", None) is model for e in apps.get_models())
    assert sporet != (model.__name__ in UDEN_HISTORIK)


@pytest.mark.parametrize("model", MODELLER, ids=lambda m: m.__name__)
def test_the_log_may_hold_no_foreign_key_and_nothing_points_at_it(model: type[models.Model]) -> None:
    peger = [
        f.name for f in model._meta.get_fields() if f.is_relation and f.related_model is apps.get_model("opsporing.Log")
    ]
    assert peger == []
    if model.__name__ == "Log":
        assert not [f for f in model._meta.concrete_fields if f.is_relation]


@pytest.mark.django_db
def test_no_row_can_point_into_another_municipality() -> None:
    """Each foreign key between tables that belong to a municipality carries the municipality along."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
            JOIN LATERAL unnest(c.conkey) WITH ORDINALITY k(attnum, i) ON true
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
            WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 2 AND a.attname <> 'kommune_id'
            """
        )
        sammensatte = set(cursor.fetchall())
    har_kommune = {m for m in MODELLER if any(f.name == "kommune" for f in m._meta.fields)}
    #: Who did something is a person of the same municipality by the rules of access; the machine and, in the demo, the
    #: one who moved a child between municipalities may be nobody or another's.
    mangler = {
        (m._meta.db_table, f.column)
        for m in har_kommune
        for f in m._meta.concrete_fields
        if f.is_relation
        and f.related_model in har_kommune
        and not f.name.endswith("_by")
        and (m._meta.db_table, f.column) not in sammensatte
    }
    # A common form has no municipality, and a municipality's profile is its own by construction.
    assert mangler <= {("opsporing_kommune", "profil_id")}


@pytest.mark.parametrize("model", MODELLER, ids=lambda m: m.__name__)
def test_who_and_when_are_told_together(model: type[models.Model]) -> None:
    """A field `x_by` that may be empty has its `x_at`, and a constraint or a rule holds them together."""
    navne = {f.name for f in model._meta.concrete_fields}
    maaske = {f.name for f in model._meta.concrete_fields if f.null and f.name.endswith("_by")}
    uden = {n for n in maaske if f"{n[:-3]}_at" not in navne}
    assert uden == set()
