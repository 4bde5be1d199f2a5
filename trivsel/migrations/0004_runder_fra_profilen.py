"""Know a round of the profile by more than its name, so that it can be renamed and moved."""

import pgtrigger.compiler
from django.db import migrations, models

from opsporing.migrationer import AddTrigger, RemoveTrigger


class Migration(migrations.Migration):
    dependencies = [
        ("trivsel", "0003_refleksion"),
    ]

    operations = [
        RemoveTrigger(
            model_name="runde",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="runde",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="runde",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="runde",
            name="profilrunde",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=120, verbose_name="profilens runde"
            ),
        ),
        migrations.AddField(
            model_name="rundeevent",
            name="profilrunde",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=120, verbose_name="profilens runde"
            ),
        ),
        AddTrigger(
            model_name="runde",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "trivsel_rundeevent" ("aabner", "aabnet_at", "alder_fra_mdr", "alder_til_mdr", "arena", "faelles_skemaversion_id", "id", "kommune_id", "lukker", "lukket_at", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profilrunde", "profilversion_id", "skemaversion_id") VALUES (NEW."aabner", NEW."aabnet_at", NEW."alder_fra_mdr", NEW."alder_til_mdr", NEW."arena", NEW."faelles_skemaversion_id", NEW."id", NEW."kommune_id", NEW."lukker", NEW."lukket_at", NEW."navn", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."profilrunde", NEW."profilversion_id", NEW."skemaversion_id"); RETURN NULL;',
                    hash="a593944e0253b1e38d2856ab9104c042a05a2985",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3aa11",
                    table="trivsel_runde",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="runde",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "trivsel_rundeevent" ("aabner", "aabnet_at", "alder_fra_mdr", "alder_til_mdr", "arena", "faelles_skemaversion_id", "id", "kommune_id", "lukker", "lukket_at", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profilrunde", "profilversion_id", "skemaversion_id") VALUES (NEW."aabner", NEW."aabnet_at", NEW."alder_fra_mdr", NEW."alder_til_mdr", NEW."arena", NEW."faelles_skemaversion_id", NEW."id", NEW."kommune_id", NEW."lukker", NEW."lukket_at", NEW."navn", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."profilrunde", NEW."profilversion_id", NEW."skemaversion_id"); RETURN NULL;',
                    hash="373896ac54b9cebb6b19b0fdfb4d3a5431ba5739",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8cd6c",
                    table="trivsel_runde",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="runde",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "trivsel_rundeevent" ("aabner", "aabnet_at", "alder_fra_mdr", "alder_til_mdr", "arena", "faelles_skemaversion_id", "id", "kommune_id", "lukker", "lukket_at", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profilrunde", "profilversion_id", "skemaversion_id") VALUES (OLD."aabner", OLD."aabnet_at", OLD."alder_fra_mdr", OLD."alder_til_mdr", OLD."arena", OLD."faelles_skemaversion_id", OLD."id", OLD."kommune_id", OLD."lukker", OLD."lukket_at", OLD."navn", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."profilrunde", OLD."profilversion_id", OLD."skemaversion_id"); RETURN NULL;',
                    hash="d2e54b9b345a1dda392535f54dd85a5897df1113",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_62c22",
                    table="trivsel_runde",
                    when="AFTER",
                ),
            ),
        ),
    ]
