"""A consent can be refused, and given to a receiver outside."""

import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

from opsporing.migrationer import AddConstraint, AddTrigger, RemoveConstraint, RemoveTrigger


class Migration(migrations.Migration):
    dependencies = [
        ("opsporing", "0012_besked_uden_indsigt"),
    ]

    operations = [
        RemoveTrigger(
            model_name="samtykke",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="samtykke",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="samtykke",
            name="delete_delete",
        ),
        RemoveConstraint(
            model_name="samtykke",
            name="opsporing_samtykke_eet_gaeldende",
        ),
        migrations.AddField(
            model_name="samtykke",
            name="ja",
            field=models.BooleanField(db_default=True, default=True, verbose_name="svarede ja"),
        ),
        migrations.AddField(
            model_name="samtykke",
            name="modtager_navn",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=150, verbose_name="modtager udenfor"
            ),
        ),
        migrations.AddField(
            model_name="samtykkeevent",
            name="ja",
            field=models.BooleanField(db_default=True, default=True, verbose_name="svarede ja"),
        ),
        migrations.AddField(
            model_name="samtykkeevent",
            name="modtager_navn",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=150, verbose_name="modtager udenfor"
            ),
        ),
        migrations.AlterField(
            model_name="samtykke",
            name="modtager",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="opsporing.enhed",
            ),
        ),
        migrations.AlterField(
            model_name="samtykkeevent",
            name="modtager",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="opsporing.enhed",
            ),
        ),
        AddTrigger(
            model_name="samtykke",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_samtykkeevent" ("anledning_id", "barn_id", "formaal", "givet_at", "hvad", "id", "ja", "kommune_id", "modtager_id", "modtager_navn", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registreret_by_id", "trukket_at", "trukket_by_id") VALUES (NEW."anledning_id", NEW."barn_id", NEW."formaal", NEW."givet_at", NEW."hvad", NEW."id", NEW."ja", NEW."kommune_id", NEW."modtager_id", NEW."modtager_navn", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."registreret_by_id", NEW."trukket_at", NEW."trukket_by_id"); RETURN NULL;',
                    hash="310b4d67438d9912a5744148469f036dfb9f2c20",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_61ff3",
                    table="opsporing_samtykke",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="samtykke",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "opsporing_samtykkeevent" ("anledning_id", "barn_id", "formaal", "givet_at", "hvad", "id", "ja", "kommune_id", "modtager_id", "modtager_navn", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registreret_by_id", "trukket_at", "trukket_by_id") VALUES (NEW."anledning_id", NEW."barn_id", NEW."formaal", NEW."givet_at", NEW."hvad", NEW."id", NEW."ja", NEW."kommune_id", NEW."modtager_id", NEW."modtager_navn", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."registreret_by_id", NEW."trukket_at", NEW."trukket_by_id"); RETURN NULL;',
                    hash="4bd2164374be19c5c6dd75474850f1ad631c7484",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2b514",
                    table="opsporing_samtykke",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="samtykke",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_samtykkeevent" ("anledning_id", "barn_id", "formaal", "givet_at", "hvad", "id", "ja", "kommune_id", "modtager_id", "modtager_navn", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registreret_by_id", "trukket_at", "trukket_by_id") VALUES (OLD."anledning_id", OLD."barn_id", OLD."formaal", OLD."givet_at", OLD."hvad", OLD."id", OLD."ja", OLD."kommune_id", OLD."modtager_id", OLD."modtager_navn", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."registreret_by_id", OLD."trukket_at", OLD."trukket_by_id"); RETURN NULL;',
                    hash="6cece58da386b7b8d166de4ca8c5b16b6d3f1463",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f0e9f",
                    table="opsporing_samtykke",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="samtykke",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("modtager__isnull", False), ("modtager_navn", "")),
                    models.Q(("modtager", None), models.Q(("modtager_navn", ""), _negated=True)),
                    _connector="OR",
                ),
                name="opsporing_samtykke_een_modtager",
            ),
        ),
        AddConstraint(
            model_name="samtykke",
            constraint=models.UniqueConstraint(
                condition=models.Q(("trukket_at", None)),
                fields=("barn", "person", "anledning", "hvad", "modtager", "modtager_navn"),
                name="opsporing_samtykke_eet_gaeldende",
                nulls_distinct=False,
            ),
        ),
    ]
