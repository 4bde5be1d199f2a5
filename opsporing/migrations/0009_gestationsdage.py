"""The days of pregnancy beside the weeks (34+5), so that the corrected age is right to the day."""

import pgtrigger.compiler
from django.db import migrations, models

from opsporing.migrationer import AddConstraint, AddTrigger, RemoveTrigger


class Migration(migrations.Migration):
    dependencies = [
        ("opsporing", "0008_orientering_trin"),
    ]

    operations = [
        RemoveTrigger(
            model_name="barn",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="barn",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="barn",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="barn",
            name="gestationsdage",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="og dage"),
        ),
        migrations.AddField(
            model_name="barnevent",
            name="gestationsdage",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="og dage"),
        ),
        AddTrigger(
            model_name="barn",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_barnevent" ("beskyttet", "cpr", "efternavn", "foedt_den", "fornavn", "gestationsdage", "gestationsuger", "id", "koen", "kommune_id", "mor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sammenlagt_i_id", "termin") VALUES (NEW."beskyttet", NEW."cpr", NEW."efternavn", NEW."foedt_den", NEW."fornavn", NEW."gestationsdage", NEW."gestationsuger", NEW."id", NEW."koen", NEW."kommune_id", NEW."mor_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sammenlagt_i_id", NEW."termin"); RETURN NULL;',
                    hash="07004f255d54bf4fb1ccff73628031b854c26088",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8a939",
                    table="opsporing_barn",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="barn",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "opsporing_barnevent" ("beskyttet", "cpr", "efternavn", "foedt_den", "fornavn", "gestationsdage", "gestationsuger", "id", "koen", "kommune_id", "mor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sammenlagt_i_id", "termin") VALUES (NEW."beskyttet", NEW."cpr", NEW."efternavn", NEW."foedt_den", NEW."fornavn", NEW."gestationsdage", NEW."gestationsuger", NEW."id", NEW."koen", NEW."kommune_id", NEW."mor_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sammenlagt_i_id", NEW."termin"); RETURN NULL;',
                    hash="c7b7f3cb4393457a7a99f8c421f427050abe3cae",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_15d4d",
                    table="opsporing_barn",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="barn",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_barnevent" ("beskyttet", "cpr", "efternavn", "foedt_den", "fornavn", "gestationsdage", "gestationsuger", "id", "koen", "kommune_id", "mor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sammenlagt_i_id", "termin") VALUES (OLD."beskyttet", OLD."cpr", OLD."efternavn", OLD."foedt_den", OLD."fornavn", OLD."gestationsdage", OLD."gestationsuger", OLD."id", OLD."koen", OLD."kommune_id", OLD."mor_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sammenlagt_i_id", OLD."termin"); RETURN NULL;',
                    hash="98c55e78d06cd2febd84fd430b64966f33bb5148",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fcd30",
                    table="opsporing_barn",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="barn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("gestationsdage", None),
                    models.Q(("gestationsdage__lte", 6), ("gestationsuger__isnull", False)),
                    _connector="OR",
                ),
                name="opsporing_barn_gestationsdage",
                violation_error_message="Dagene er fra 0 til 6 og hører til et antal uger.",
            ),
        ),
    ]
