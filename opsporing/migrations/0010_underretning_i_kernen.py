"""Closed matters, access by role, people shut out of a matter, and where underretninger go."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from opsporing.migrationer import AddConstraint, AddTrigger, RemoveConstraint, RemoveTrigger, SammeKommune


class Migration(migrations.Migration):
    dependencies = [
        ("opsporing", "0009_gestationsdage"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Udelukkelse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sat_at", models.DateTimeField(verbose_name="sat")),
            ],
            options={
                "verbose_name": "udelukkelse",
                "verbose_name_plural": "udelukkelser",
            },
        ),
        migrations.CreateModel(
            name="UdelukkelseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("sat_at", models.DateTimeField(verbose_name="sat")),
            ],
            options={
                "abstract": False,
            },
        ),
        RemoveTrigger(
            model_name="anledning",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="anledning",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="anledning",
            name="delete_delete",
        ),
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
        RemoveTrigger(
            model_name="enhed",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="enhed",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="enhed",
            name="delete_delete",
        ),
        RemoveTrigger(
            model_name="kommune",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="kommune",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="kommune",
            name="delete_delete",
        ),
        RemoveTrigger(
            model_name="tilknytning",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="tilknytning",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="tilknytning",
            name="delete_delete",
        ),
        RemoveConstraint(
            model_name="tilknytning",
            name="opsporing_tilknytning_afgraenset",
        ),
        migrations.AddField(
            model_name="anledning",
            name="lukket",
            field=models.BooleanField(db_default=False, default=False, verbose_name="lukket for enheden"),
        ),
        migrations.AddField(
            model_name="anledningevent",
            name="lukket",
            field=models.BooleanField(db_default=False, default=False, verbose_name="lukket for enheden"),
        ),
        migrations.AddField(
            model_name="barn",
            name="handlekommune_kode",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=4, verbose_name="handlekommunens kode"
            ),
        ),
        migrations.AddField(
            model_name="barn",
            name="handlekommune_navn",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="handlekommune"),
        ),
        migrations.AddField(
            model_name="barnevent",
            name="handlekommune_kode",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=4, verbose_name="handlekommunens kode"
            ),
        ),
        migrations.AddField(
            model_name="barnevent",
            name="handlekommune_navn",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="handlekommune"),
        ),
        migrations.AddField(
            model_name="enhed",
            name="modtager_underretninger",
            field=models.BooleanField(db_default=False, default=False, verbose_name="modtager underretninger"),
        ),
        migrations.AddField(
            model_name="enhedevent",
            name="modtager_underretninger",
            field=models.BooleanField(db_default=False, default=False, verbose_name="modtager underretninger"),
        ),
        migrations.AddField(
            model_name="kommune",
            name="modtagelse_aabningstid",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="modtagelsens åbningstid"
            ),
        ),
        migrations.AddField(
            model_name="kommune",
            name="modtagelse_telefon",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=50, verbose_name="modtagelsens telefon"
            ),
        ),
        migrations.AddField(
            model_name="kommune",
            name="vagtnavn",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=100, verbose_name="den sociale vagts navn"
            ),
        ),
        migrations.AddField(
            model_name="kommuneevent",
            name="modtagelse_aabningstid",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="modtagelsens åbningstid"
            ),
        ),
        migrations.AddField(
            model_name="kommuneevent",
            name="modtagelse_telefon",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=50, verbose_name="modtagelsens telefon"
            ),
        ),
        migrations.AddField(
            model_name="kommuneevent",
            name="vagtnavn",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=100, verbose_name="den sociale vagts navn"
            ),
        ),
        migrations.AddField(
            model_name="tilknytning",
            name="rolle",
            field=models.CharField(
                blank=True,
                choices=[
                    ("paedagog", "pædagog"),
                    ("dagplejer", "dagplejer"),
                    ("dagplejekonsulent", "dagplejekonsulent"),
                    ("dagtilbudsleder", "leder"),
                    ("sundhedsplejerske", "sundhedsplejerske"),
                    ("ledende_sundhedsplejerske", "ledende sundhedsplejerske"),
                    ("ppr", "PPR"),
                    ("raadgiver", "rådgiver"),
                    ("socialraadgiver", "socialrådgiver"),
                    ("myndighedsleder", "myndighedsleder"),
                    ("forvaltning", "forvaltning"),
                    ("administrator", "administrator"),
                    ("databeskyttelse", "databeskyttelse"),
                ],
                db_default="",
                default="",
                max_length=40,
                verbose_name="rolle",
            ),
        ),
        migrations.AddField(
            model_name="tilknytningevent",
            name="rolle",
            field=models.CharField(
                blank=True,
                choices=[
                    ("paedagog", "pædagog"),
                    ("dagplejer", "dagplejer"),
                    ("dagplejekonsulent", "dagplejekonsulent"),
                    ("dagtilbudsleder", "leder"),
                    ("sundhedsplejerske", "sundhedsplejerske"),
                    ("ledende_sundhedsplejerske", "ledende sundhedsplejerske"),
                    ("ppr", "PPR"),
                    ("raadgiver", "rådgiver"),
                    ("socialraadgiver", "socialrådgiver"),
                    ("myndighedsleder", "myndighedsleder"),
                    ("forvaltning", "forvaltning"),
                    ("administrator", "administrator"),
                    ("databeskyttelse", "databeskyttelse"),
                ],
                db_default="",
                default="",
                max_length=40,
                verbose_name="rolle",
            ),
        ),
        AddTrigger(
            model_name="anledning",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_anledningevent" ("afsluttet_at", "barn_id", "ejer_enhed_id", "id", "kode", "kommune_id", "lukket", "oprettet_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."afsluttet_at", NEW."barn_id", NEW."ejer_enhed_id", NEW."id", NEW."kode", NEW."kommune_id", NEW."lukket", NEW."oprettet_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="d39a91ca3b9419d86c07af6bc4880a1aa3cdcc57",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_43c41",
                    table="opsporing_anledning",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="anledning",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "opsporing_anledningevent" ("afsluttet_at", "barn_id", "ejer_enhed_id", "id", "kode", "kommune_id", "lukket", "oprettet_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."afsluttet_at", NEW."barn_id", NEW."ejer_enhed_id", NEW."id", NEW."kode", NEW."kommune_id", NEW."lukket", NEW."oprettet_at", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="261525ec02326e268221b71b09034e6f4dd285cb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e2aea",
                    table="opsporing_anledning",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="anledning",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_anledningevent" ("afsluttet_at", "barn_id", "ejer_enhed_id", "id", "kode", "kommune_id", "lukket", "oprettet_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."afsluttet_at", OLD."barn_id", OLD."ejer_enhed_id", OLD."id", OLD."kode", OLD."kommune_id", OLD."lukket", OLD."oprettet_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="0fcc932a5f76904bf09fc371399c7b133e27da99",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fac7b",
                    table="opsporing_anledning",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="barn",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_barnevent" ("beskyttet", "cpr", "efternavn", "foedt_den", "fornavn", "gestationsdage", "gestationsuger", "handlekommune_kode", "handlekommune_navn", "id", "koen", "kommune_id", "mor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sammenlagt_i_id", "termin") VALUES (NEW."beskyttet", NEW."cpr", NEW."efternavn", NEW."foedt_den", NEW."fornavn", NEW."gestationsdage", NEW."gestationsuger", NEW."handlekommune_kode", NEW."handlekommune_navn", NEW."id", NEW."koen", NEW."kommune_id", NEW."mor_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sammenlagt_i_id", NEW."termin"); RETURN NULL;',
                    hash="404bc113befa7288344f6c01fb5709a2a061e09f",
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
                    func='INSERT INTO "opsporing_barnevent" ("beskyttet", "cpr", "efternavn", "foedt_den", "fornavn", "gestationsdage", "gestationsuger", "handlekommune_kode", "handlekommune_navn", "id", "koen", "kommune_id", "mor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sammenlagt_i_id", "termin") VALUES (NEW."beskyttet", NEW."cpr", NEW."efternavn", NEW."foedt_den", NEW."fornavn", NEW."gestationsdage", NEW."gestationsuger", NEW."handlekommune_kode", NEW."handlekommune_navn", NEW."id", NEW."koen", NEW."kommune_id", NEW."mor_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sammenlagt_i_id", NEW."termin"); RETURN NULL;',
                    hash="43d7fc08e33b3f283a5ef16a570043925ff5597c",
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
                    func='INSERT INTO "opsporing_barnevent" ("beskyttet", "cpr", "efternavn", "foedt_den", "fornavn", "gestationsdage", "gestationsuger", "handlekommune_kode", "handlekommune_navn", "id", "koen", "kommune_id", "mor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sammenlagt_i_id", "termin") VALUES (OLD."beskyttet", OLD."cpr", OLD."efternavn", OLD."foedt_den", OLD."fornavn", OLD."gestationsdage", OLD."gestationsuger", OLD."handlekommune_kode", OLD."handlekommune_navn", OLD."id", OLD."koen", OLD."kommune_id", OLD."mor_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sammenlagt_i_id", OLD."termin"); RETURN NULL;',
                    hash="595d4d8ae95080ad3e7601217eef9ceaf14493c8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fcd30",
                    table="opsporing_barn",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="enhed",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_enhedevent" ("arena", "foraelder_id", "id", "journalenhed_id", "kode", "kommune_id", "modtager_underretninger", "navn", "nedlagt_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sti", "type") VALUES (NEW."arena", NEW."foraelder_id", NEW."id", NEW."journalenhed_id", NEW."kode", NEW."kommune_id", NEW."modtager_underretninger", NEW."navn", NEW."nedlagt_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sti", NEW."type"); RETURN NULL;',
                    hash="eeca5ead9eb362dec3a4c8e99f0754d28114c517",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9685f",
                    table="opsporing_enhed",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="enhed",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "opsporing_enhedevent" ("arena", "foraelder_id", "id", "journalenhed_id", "kode", "kommune_id", "modtager_underretninger", "navn", "nedlagt_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sti", "type") VALUES (NEW."arena", NEW."foraelder_id", NEW."id", NEW."journalenhed_id", NEW."kode", NEW."kommune_id", NEW."modtager_underretninger", NEW."navn", NEW."nedlagt_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sti", NEW."type"); RETURN NULL;',
                    hash="9904876f587180bc297f945e8a65991795cf0d36",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_65a27",
                    table="opsporing_enhed",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="enhed",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_enhedevent" ("arena", "foraelder_id", "id", "journalenhed_id", "kode", "kommune_id", "modtager_underretninger", "navn", "nedlagt_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sti", "type") VALUES (OLD."arena", OLD."foraelder_id", OLD."id", OLD."journalenhed_id", OLD."kode", OLD."kommune_id", OLD."modtager_underretninger", OLD."navn", OLD."nedlagt_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sti", OLD."type"); RETURN NULL;',
                    hash="967d155ab5e2d9391985522ea81d1c23193883ae",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_42561",
                    table="opsporing_enhed",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="kommune",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_kommuneevent" ("dpo", "id", "kode", "kontakt", "modtagelse_aabningstid", "modtagelse_telefon", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profil_id", "vagtnavn", "vagttelefon") VALUES (NEW."dpo", NEW."id", NEW."kode", NEW."kontakt", NEW."modtagelse_aabningstid", NEW."modtagelse_telefon", NEW."navn", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."profil_id", NEW."vagtnavn", NEW."vagttelefon"); RETURN NULL;',
                    hash="32455768edc560088270a96976737a61acfc8fa9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d7a90",
                    table="opsporing_kommune",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="kommune",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "opsporing_kommuneevent" ("dpo", "id", "kode", "kontakt", "modtagelse_aabningstid", "modtagelse_telefon", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profil_id", "vagtnavn", "vagttelefon") VALUES (NEW."dpo", NEW."id", NEW."kode", NEW."kontakt", NEW."modtagelse_aabningstid", NEW."modtagelse_telefon", NEW."navn", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."profil_id", NEW."vagtnavn", NEW."vagttelefon"); RETURN NULL;',
                    hash="71d7af052315392c4eeef627de62e73516844703",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eaf32",
                    table="opsporing_kommune",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="kommune",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_kommuneevent" ("dpo", "id", "kode", "kontakt", "modtagelse_aabningstid", "modtagelse_telefon", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profil_id", "vagtnavn", "vagttelefon") VALUES (OLD."dpo", OLD."id", OLD."kode", OLD."kontakt", OLD."modtagelse_aabningstid", OLD."modtagelse_telefon", OLD."navn", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."profil_id", OLD."vagtnavn", OLD."vagttelefon"); RETURN NULL;',
                    hash="3b1e2ffedd28cbf6c8acd9066687240d96f8a0d4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_04811",
                    table="opsporing_kommune",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="tilknytning",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_tilknytningevent" ("anledning_id", "ansaettelse_id", "barn_id", "enhed_id", "formaal", "fra", "grundlag", "id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rolle", "til") VALUES (NEW."anledning_id", NEW."ansaettelse_id", NEW."barn_id", NEW."enhed_id", NEW."formaal", NEW."fra", NEW."grundlag", NEW."id", NEW."kommune_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rolle", NEW."til"); RETURN NULL;',
                    hash="37dec20d2bbf8b13bfe9aa76d95e401b7b9a072e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_35a6f",
                    table="opsporing_tilknytning",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="tilknytning",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "opsporing_tilknytningevent" ("anledning_id", "ansaettelse_id", "barn_id", "enhed_id", "formaal", "fra", "grundlag", "id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rolle", "til") VALUES (NEW."anledning_id", NEW."ansaettelse_id", NEW."barn_id", NEW."enhed_id", NEW."formaal", NEW."fra", NEW."grundlag", NEW."id", NEW."kommune_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rolle", NEW."til"); RETURN NULL;',
                    hash="0c1c4088d5ed70a294d32eeb569b58eed12a80f1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c9971",
                    table="opsporing_tilknytning",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="tilknytning",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_tilknytningevent" ("anledning_id", "ansaettelse_id", "barn_id", "enhed_id", "formaal", "fra", "grundlag", "id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rolle", "til") VALUES (OLD."anledning_id", OLD."ansaettelse_id", OLD."barn_id", OLD."enhed_id", OLD."formaal", OLD."fra", OLD."grundlag", OLD."id", OLD."kommune_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rolle", OLD."til"); RETURN NULL;',
                    hash="58fec2929366ebe5902a0afb5803a45f948d19dc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_21fa8",
                    table="opsporing_tilknytning",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="enhed",
            constraint=models.CheckConstraint(
                condition=models.Q(("modtager_underretninger", False), ("type", "myndighed"), _connector="OR"),
                name="opsporing_enhed_modtagelse_er_myndighed",
            ),
        ),
        AddConstraint(
            model_name="tilknytning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "rolle__in",
                        [
                            "paedagog",
                            "dagplejer",
                            "dagplejekonsulent",
                            "dagtilbudsleder",
                            "sundhedsplejerske",
                            "ledende_sundhedsplejerske",
                            "ppr",
                            "raadgiver",
                            "socialraadgiver",
                            "myndighedsleder",
                            "forvaltning",
                            "administrator",
                            "databeskyttelse",
                            "",
                        ],
                    )
                ),
                name="opsporing_tilknytning_rolle_kendt",
            ),
        ),
        AddConstraint(
            model_name="tilknytning",
            constraint=models.CheckConstraint(
                condition=models.Q(("rolle", ""), ("anledning__isnull", False), _connector="OR"),
                name="opsporing_tilknytning_rolle_om_en_sag",
            ),
        ),
        AddConstraint(
            model_name="tilknytning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("anledning__isnull", False),
                    models.Q(
                        ("grundlag__in", ["arkivindsigt", "sparring", "moede", "spaerring", "underretning"]),
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="opsporing_tilknytning_afgraenset",
            ),
        ),
        migrations.AddField(
            model_name="udelukkelse",
            name="anledning",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="udelukkelser", to="opsporing.anledning"
            ),
        ),
        migrations.AddField(
            model_name="udelukkelse",
            name="kommune",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
            ),
        ),
        migrations.AddField(
            model_name="udelukkelse",
            name="sat_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="udelukkelse",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="udelukkelseevent",
            name="anledning",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="opsporing.anledning",
            ),
        ),
        migrations.AddField(
            model_name="udelukkelseevent",
            name="kommune",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="opsporing.kommune",
            ),
        ),
        migrations.AddField(
            model_name="udelukkelseevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="udelukkelseevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="opsporing.udelukkelse",
            ),
        ),
        migrations.AddField(
            model_name="udelukkelseevent",
            name="sat_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="udelukkelseevent",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        AddConstraint(
            model_name="udelukkelse",
            constraint=models.UniqueConstraint(fields=("anledning", "user"), name="opsporing_udelukkelse_en_gang"),
        ),
        AddTrigger(
            model_name="udelukkelse",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_udelukkelseevent" ("anledning_id", "id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sat_at", "sat_by_id", "user_id") VALUES (NEW."anledning_id", NEW."id", NEW."kommune_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sat_at", NEW."sat_by_id", NEW."user_id"); RETURN NULL;',
                    hash="c616bd151c24e9688f1172d05912a5c56b4f82f3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_aeef8",
                    table="opsporing_udelukkelse",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="udelukkelse",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "opsporing_udelukkelseevent" ("anledning_id", "id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sat_at", "sat_by_id", "user_id") VALUES (NEW."anledning_id", NEW."id", NEW."kommune_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sat_at", NEW."sat_by_id", NEW."user_id"); RETURN NULL;',
                    hash="752dccac2ba88fe5905dc60890b28233bd1805ca",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d7b4d",
                    table="opsporing_udelukkelse",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="udelukkelse",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_udelukkelseevent" ("anledning_id", "id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sat_at", "sat_by_id", "user_id") VALUES (OLD."anledning_id", OLD."id", OLD."kommune_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sat_at", OLD."sat_by_id", OLD."user_id"); RETURN NULL;',
                    hash="ef88ec11cbdd62f80b5ab4bcf1a754382b3d44a4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_68a98",
                    table="opsporing_udelukkelse",
                    when="AFTER",
                ),
            ),
        ),
        SammeKommune("opsporing_udelukkelse", "anledning_id", "opsporing_anledning"),
        SammeKommune("opsporing_udelukkelse", "user_id", "opsporing_user"),
    ]
