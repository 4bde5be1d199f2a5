"""An agreement knows who changed it last, so that a colleague with an older version open can be told."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from opsporing.migrationer import AddConstraint, AddTrigger, RemoveTrigger


class Migration(migrations.Migration):
    dependencies = [
        ("opsporing", "0004_indlaesning"),
    ]

    operations = [
        RemoveTrigger(
            model_name="handling",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="handling",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="handling",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="handling",
            name="rettet_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="rettet"),
        ),
        migrations.AddField(
            model_name="handling",
            name="rettet_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handlingevent",
            name="rettet_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="rettet"),
        ),
        migrations.AddField(
            model_name="handlingevent",
            name="rettet_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        AddTrigger(
            model_name="handling",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_handlingevent" ("afsluttet_at", "afsluttet_by_id", "aftalt_den", "anledning_id", "ansvarlig_id", "barn_id", "enhed_id", "hvad", "id", "indsatstrin", "kommune_id", "laereplan", "opfoelgning_den", "oprettet_at", "oprettet_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rettet_at", "rettet_by_id", "rev") VALUES (NEW."afsluttet_at", NEW."afsluttet_by_id", NEW."aftalt_den", NEW."anledning_id", NEW."ansvarlig_id", NEW."barn_id", NEW."enhed_id", NEW."hvad", NEW."id", NEW."indsatstrin", NEW."kommune_id", NEW."laereplan", NEW."opfoelgning_den", NEW."oprettet_at", NEW."oprettet_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rettet_at", NEW."rettet_by_id", NEW."rev"); RETURN NULL;',
                    hash="e410b294d0813840d35139eccdb030ad2f99fa14",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fc49d",
                    table="opsporing_handling",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="handling",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "opsporing_handlingevent" ("afsluttet_at", "afsluttet_by_id", "aftalt_den", "anledning_id", "ansvarlig_id", "barn_id", "enhed_id", "hvad", "id", "indsatstrin", "kommune_id", "laereplan", "opfoelgning_den", "oprettet_at", "oprettet_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rettet_at", "rettet_by_id", "rev") VALUES (NEW."afsluttet_at", NEW."afsluttet_by_id", NEW."aftalt_den", NEW."anledning_id", NEW."ansvarlig_id", NEW."barn_id", NEW."enhed_id", NEW."hvad", NEW."id", NEW."indsatstrin", NEW."kommune_id", NEW."laereplan", NEW."opfoelgning_den", NEW."oprettet_at", NEW."oprettet_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rettet_at", NEW."rettet_by_id", NEW."rev"); RETURN NULL;',
                    hash="a19a27b76d2aa03c335f429a12c4bc11f0ec014c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_01030",
                    table="opsporing_handling",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="handling",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_handlingevent" ("afsluttet_at", "afsluttet_by_id", "aftalt_den", "anledning_id", "ansvarlig_id", "barn_id", "enhed_id", "hvad", "id", "indsatstrin", "kommune_id", "laereplan", "opfoelgning_den", "oprettet_at", "oprettet_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rettet_at", "rettet_by_id", "rev") VALUES (OLD."afsluttet_at", OLD."afsluttet_by_id", OLD."aftalt_den", OLD."anledning_id", OLD."ansvarlig_id", OLD."barn_id", OLD."enhed_id", OLD."hvad", OLD."id", OLD."indsatstrin", OLD."kommune_id", OLD."laereplan", OLD."opfoelgning_den", OLD."oprettet_at", OLD."oprettet_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rettet_at", OLD."rettet_by_id", OLD."rev"); RETURN NULL;',
                    hash="86ec591a7f70873e542da189c8be0cf8ae28ac07",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_88345",
                    table="opsporing_handling",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="handling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rettet_at__isnull", True), ("rettet_by__isnull", True)),
                    models.Q(("rettet_at__isnull", False), ("rettet_by__isnull", False)),
                    _connector="OR",
                ),
                name="opsporing_handling_rettet",
            ),
        ),
    ]
