"""Call who tells the parents, and who answers a sparring, by what they are: neither did something at a moment."""

import pgtrigger.compiler
from django.db import migrations

from opsporing.migrationer import AddTrigger, RemoveTrigger, SammeKommune


class Migration(migrations.Migration):
    dependencies = [
        ("dialogmoeder", "0004_samme_kommune_resten"),
    ]

    operations = [
        RemoveTrigger(
            model_name="punkt",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="punkt",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="punkt",
            name="delete_delete",
        ),
        RemoveTrigger(
            model_name="sparring",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="sparring",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="sparring",
            name="delete_delete",
        ),
        migrations.RenameField(
            model_name="punkt",
            old_name="fortaeller_by",
            new_name="fortaeller",
        ),
        migrations.RenameField(
            model_name="punktevent",
            old_name="fortaeller_by",
            new_name="fortaeller",
        ),
        migrations.RenameField(
            model_name="sparring",
            old_name="taget_by",
            new_name="raadgiver",
        ),
        migrations.RenameField(
            model_name="sparringevent",
            old_name="taget_by",
            new_name="raadgiver",
        ),
        AddTrigger(
            model_name="punkt",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "dialogmoeder_punktevent" ("anledning_id", "art", "barn_id", "begyndt_at", "behandlet_at", "forberedes_by_id", "forslag", "fortaeller_id", "fortsaetter_id", "id", "kilde_id", "kommune_id", "minutter", "moede_id", "nr", "oprettet_at", "oprettet_by_id", "overskrift", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "smaa", "status") VALUES (NEW."anledning_id", NEW."art", NEW."barn_id", NEW."begyndt_at", NEW."behandlet_at", NEW."forberedes_by_id", NEW."forslag", NEW."fortaeller_id", NEW."fortsaetter_id", NEW."id", NEW."kilde_id", NEW."kommune_id", NEW."minutter", NEW."moede_id", NEW."nr", NEW."oprettet_at", NEW."oprettet_by_id", NEW."overskrift", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."smaa", NEW."status"); RETURN NULL;',
                    hash="4e95432d502be405476f18a83022c1d797e91e51",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f2e61",
                    table="dialogmoeder_punkt",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="punkt",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "dialogmoeder_punktevent" ("anledning_id", "art", "barn_id", "begyndt_at", "behandlet_at", "forberedes_by_id", "forslag", "fortaeller_id", "fortsaetter_id", "id", "kilde_id", "kommune_id", "minutter", "moede_id", "nr", "oprettet_at", "oprettet_by_id", "overskrift", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "smaa", "status") VALUES (NEW."anledning_id", NEW."art", NEW."barn_id", NEW."begyndt_at", NEW."behandlet_at", NEW."forberedes_by_id", NEW."forslag", NEW."fortaeller_id", NEW."fortsaetter_id", NEW."id", NEW."kilde_id", NEW."kommune_id", NEW."minutter", NEW."moede_id", NEW."nr", NEW."oprettet_at", NEW."oprettet_by_id", NEW."overskrift", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."smaa", NEW."status"); RETURN NULL;',
                    hash="4c41c0b4f2af6ba630d52a1821d917026c84c84e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_28a15",
                    table="dialogmoeder_punkt",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="punkt",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "dialogmoeder_punktevent" ("anledning_id", "art", "barn_id", "begyndt_at", "behandlet_at", "forberedes_by_id", "forslag", "fortaeller_id", "fortsaetter_id", "id", "kilde_id", "kommune_id", "minutter", "moede_id", "nr", "oprettet_at", "oprettet_by_id", "overskrift", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "smaa", "status") VALUES (OLD."anledning_id", OLD."art", OLD."barn_id", OLD."begyndt_at", OLD."behandlet_at", OLD."forberedes_by_id", OLD."forslag", OLD."fortaeller_id", OLD."fortsaetter_id", OLD."id", OLD."kilde_id", OLD."kommune_id", OLD."minutter", OLD."moede_id", OLD."nr", OLD."oprettet_at", OLD."oprettet_by_id", OLD."overskrift", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."smaa", OLD."status"); RETURN NULL;',
                    hash="9fc51eec37b56c17ed301e9b5fad58a1a66fffca",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5131d",
                    table="dialogmoeder_punkt",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="sparring",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "dialogmoeder_sparringevent" ("afsluttet_at", "alder_mdr", "anledning_id", "barn_id", "begrundelse", "besvaret_at", "enhed_id", "grundlag", "id", "kommune_id", "oprettet_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "punkt_id", "raadgiver_id", "spoerger_id", "status", "svar_senest", "til_enhed_id") VALUES (NEW."afsluttet_at", NEW."alder_mdr", NEW."anledning_id", NEW."barn_id", NEW."begrundelse", NEW."besvaret_at", NEW."enhed_id", NEW."grundlag", NEW."id", NEW."kommune_id", NEW."oprettet_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."punkt_id", NEW."raadgiver_id", NEW."spoerger_id", NEW."status", NEW."svar_senest", NEW."til_enhed_id"); RETURN NULL;',
                    hash="6a9299bcf7ab3ace1a026efa9736924bf690f192",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c43a8",
                    table="dialogmoeder_sparring",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="sparring",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "dialogmoeder_sparringevent" ("afsluttet_at", "alder_mdr", "anledning_id", "barn_id", "begrundelse", "besvaret_at", "enhed_id", "grundlag", "id", "kommune_id", "oprettet_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "punkt_id", "raadgiver_id", "spoerger_id", "status", "svar_senest", "til_enhed_id") VALUES (NEW."afsluttet_at", NEW."alder_mdr", NEW."anledning_id", NEW."barn_id", NEW."begrundelse", NEW."besvaret_at", NEW."enhed_id", NEW."grundlag", NEW."id", NEW."kommune_id", NEW."oprettet_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."punkt_id", NEW."raadgiver_id", NEW."spoerger_id", NEW."status", NEW."svar_senest", NEW."til_enhed_id"); RETURN NULL;',
                    hash="32b1f7affc48f1c78b232bfcca32db46a02ef535",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_49f63",
                    table="dialogmoeder_sparring",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="sparring",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "dialogmoeder_sparringevent" ("afsluttet_at", "alder_mdr", "anledning_id", "barn_id", "begrundelse", "besvaret_at", "enhed_id", "grundlag", "id", "kommune_id", "oprettet_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "punkt_id", "raadgiver_id", "spoerger_id", "status", "svar_senest", "til_enhed_id") VALUES (OLD."afsluttet_at", OLD."alder_mdr", OLD."anledning_id", OLD."barn_id", OLD."begrundelse", OLD."besvaret_at", OLD."enhed_id", OLD."grundlag", OLD."id", OLD."kommune_id", OLD."oprettet_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."punkt_id", OLD."raadgiver_id", OLD."spoerger_id", OLD."status", OLD."svar_senest", OLD."til_enhed_id"); RETURN NULL;',
                    hash="c120f50c5a7cc17db1a4bf3f4d8271f916e5b3de",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1d1c0",
                    table="dialogmoeder_sparring",
                    when="AFTER",
                ),
            ),
        ),
        SammeKommune("dialogmoeder_punkt", "fortaeller_id", "opsporing_user"),
        SammeKommune("dialogmoeder_sparring", "raadgiver_id", "opsporing_user"),
    ]
