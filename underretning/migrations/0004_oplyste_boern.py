"""What a writer has told of a child that is not in her lists."""

import pgtrigger.compiler
from django.db import migrations, models

from opsporing.migrationer import AddTrigger, RemoveTrigger


class Migration(migrations.Migration):
    dependencies = [
        ("underretning", "0003_hvad_der_er_gjort_straks"),
    ]

    operations = [
        RemoveTrigger(
            model_name="underretningsbarn",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="underretningsbarn",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="underretningsbarn",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="underretningsbarn",
            name="oplyst_foedt_den",
            field=models.DateField(blank=True, null=True, verbose_name="født, som det er oplyst"),
        ),
        migrations.AddField(
            model_name="underretningsbarn",
            name="oplyst_navn",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=250, verbose_name="navn, som det er oplyst"
            ),
        ),
        migrations.AddField(
            model_name="underretningsbarn",
            name="oplyst_termin",
            field=models.DateField(blank=True, null=True, verbose_name="termin, som den er oplyst"),
        ),
        migrations.AddField(
            model_name="underretningsbarnevent",
            name="oplyst_foedt_den",
            field=models.DateField(blank=True, null=True, verbose_name="født, som det er oplyst"),
        ),
        migrations.AddField(
            model_name="underretningsbarnevent",
            name="oplyst_navn",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=250, verbose_name="navn, som det er oplyst"
            ),
        ),
        migrations.AddField(
            model_name="underretningsbarnevent",
            name="oplyst_termin",
            field=models.DateField(blank=True, null=True, verbose_name="termin, som den er oplyst"),
        ),
        AddTrigger(
            model_name="underretningsbarn",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_underretningsbarnevent" ("anledning_id", "barn_id", "id", "kommune_id", "oplyst_foedt_den", "oplyst_navn", "oplyst_termin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "underretning_id") VALUES (NEW."anledning_id", NEW."barn_id", NEW."id", NEW."kommune_id", NEW."oplyst_foedt_den", NEW."oplyst_navn", NEW."oplyst_termin", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."underretning_id"); RETURN NULL;',
                    hash="a1299519236d88e1e7c96b9f7b79083538375406",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_262e6",
                    table="underretning_underretningsbarn",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="underretningsbarn",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "underretning_underretningsbarnevent" ("anledning_id", "barn_id", "id", "kommune_id", "oplyst_foedt_den", "oplyst_navn", "oplyst_termin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "underretning_id") VALUES (NEW."anledning_id", NEW."barn_id", NEW."id", NEW."kommune_id", NEW."oplyst_foedt_den", NEW."oplyst_navn", NEW."oplyst_termin", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."underretning_id"); RETURN NULL;',
                    hash="c469372dd991e93e6b025355b563565dc295deb8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ac930",
                    table="underretning_underretningsbarn",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="underretningsbarn",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_underretningsbarnevent" ("anledning_id", "barn_id", "id", "kommune_id", "oplyst_foedt_den", "oplyst_navn", "oplyst_termin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "underretning_id") VALUES (OLD."anledning_id", OLD."barn_id", OLD."id", OLD."kommune_id", OLD."oplyst_foedt_den", OLD."oplyst_navn", OLD."oplyst_termin", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."underretning_id"); RETURN NULL;',
                    hash="1cda0eef1ee29e568b5e0ff7378e8ab80dfd7dcd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5aab6",
                    table="underretning_underretningsbarn",
                    when="AFTER",
                ),
            ),
        ),
    ]
