"""A switch gets a matter of its own, which is myndighed's, what it builds on, and who confirmed it."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from opsporing import tid
from opsporing.migrationer import AddConstraint, AddTrigger, RemoveConstraint, RemoveTrigger, SammeKommune

SAG = "opsporing.spaerring"
GENNEMSES = "opsporing.spaerring_gennemses"


def giv_sager(apps, schema_editor):
    """Give each switch its matter, under a myndighed of the municipality or, where there is none, the municipality.

    Its deadline follows; the second one that the app made used to stand in the way of the first. Access is given by the
    job of the night.
    """
    Anledning = apps.get_model("opsporing", "Anledning")
    Enhed = apps.get_model("opsporing", "Enhed")
    Frist = apps.get_model("opsporing", "Frist")
    Spaerring = apps.get_model("opsporing", "Spaerring")
    for spaerring in Spaerring.objects.select_related("anledning"):
        her = Enhed.objects.filter(kommune=spaerring.kommune_id, nedlagt_at=None)
        ejer = her.filter(type="myndighed").order_by("pk").first() or her.get(foraelder=None)
        sag = Anledning.objects.create(
            kommune_id=spaerring.kommune_id,
            ejer_enhed=ejer,
            barn_id=spaerring.anledning.barn_id,
            kode=SAG,
            oprettet_at=spaerring.sat_at,
            afsluttet_at=spaerring.ophaevet_at,
        )
        Spaerring.objects.filter(pk=spaerring.pk).update(sag=sag)
        frister = Frist.objects.filter(anledning=spaerring.anledning_id, kode=GENNEMSES, annulleret_at=None)
        frister.filter(trin=str(spaerring.pk)).update(anledning=sag, enhed=ejer)
        frister.filter(trin="", opfyldt_at=None).update(annulleret_at=tid.nu())
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "UPDATE opsporing_spaerringevent e SET sag_id = "
            # A switch that is gone had no matter of its own.
            "coalesce((SELECT s.sag_id FROM opsporing_spaerring s WHERE s.id = e.pgh_obj_id), 0)"
        )
        # What waits for the end of the transaction would keep the tables from being altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("opsporing", "0006_hvem_i_historikken"),
    ]

    operations = [
        RemoveTrigger(
            model_name="spaerring",
            name="insert_insert",
        ),
        RemoveTrigger(
            model_name="spaerring",
            name="update_update",
        ),
        RemoveTrigger(
            model_name="spaerring",
            name="delete_delete",
        ),
        RemoveConstraint(
            model_name="tilknytning",
            name="opsporing_tilknytning_grundlag_kendt",
        ),
        RemoveConstraint(
            model_name="tilknytning",
            name="opsporing_tilknytning_afgraenset",
        ),
        migrations.AddField(
            model_name="spaerring",
            name="bekraeftet_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="bekræftet"),
        ),
        migrations.AddField(
            model_name="spaerring",
            name="bekraeftet_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="spaerring",
            name="bekraeftet_grund",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="hvorfor bekræftet"),
        ),
        migrations.AddField(
            model_name="spaerring",
            name="hvorfor",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="hvad der lægges vægt på"),
        ),
        migrations.AddField(
            model_name="spaerring",
            name="sag",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="spaerring",
                to="opsporing.anledning",
            ),
        ),
        migrations.AddField(
            model_name="spaerringevent",
            name="bekraeftet_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="bekræftet"),
        ),
        migrations.AddField(
            model_name="spaerringevent",
            name="bekraeftet_by",
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
        migrations.AddField(
            model_name="spaerringevent",
            name="bekraeftet_grund",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="hvorfor bekræftet"),
        ),
        migrations.AddField(
            model_name="spaerringevent",
            name="hvorfor",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="hvad der lægges vægt på"),
        ),
        migrations.AddField(
            model_name="spaerringevent",
            name="sag",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="opsporing.anledning",
            ),
        ),
        migrations.AlterField(
            model_name="tilknytning",
            name="grundlag",
            field=models.CharField(
                choices=[
                    ("indskrivning", "Indskrevet"),
                    ("sundhedsplejedistrikt", "Bor i distriktet"),
                    ("overgang", "Overgang"),
                    ("samtykke", "Samtykke"),
                    ("ssd_samarbejde", "SSD-samarbejde"),
                    ("moede", "Møde"),
                    ("sparring", "Sparring"),
                    ("underretning", "Underretning"),
                    ("arkivindsigt", "Arkivindsigt"),
                    ("spaerring", "Spærring"),
                    ("noedadgang", "Nødadgang"),
                ],
                max_length=30,
                verbose_name="grundlag",
            ),
        ),
        migrations.AlterField(
            model_name="tilknytningevent",
            name="grundlag",
            field=models.CharField(
                choices=[
                    ("indskrivning", "Indskrevet"),
                    ("sundhedsplejedistrikt", "Bor i distriktet"),
                    ("overgang", "Overgang"),
                    ("samtykke", "Samtykke"),
                    ("ssd_samarbejde", "SSD-samarbejde"),
                    ("moede", "Møde"),
                    ("sparring", "Sparring"),
                    ("underretning", "Underretning"),
                    ("arkivindsigt", "Arkivindsigt"),
                    ("spaerring", "Spærring"),
                    ("noedadgang", "Nødadgang"),
                ],
                max_length=30,
                verbose_name="grundlag",
            ),
        ),
        migrations.RunPython(giv_sager, migrations.RunPython.noop),
        # Who sets a switch with the version before in the seconds from here until it is gone is told to try again.
        migrations.AlterField(
            model_name="spaerring",
            name="sag",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="spaerring", to="opsporing.anledning"
            ),
        ),
        migrations.AlterField(
            model_name="spaerringevent",
            name="sag",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="opsporing.anledning",
            ),
        ),
        SammeKommune("opsporing_spaerring", "sag_id", "opsporing_anledning"),
        AddTrigger(
            model_name="spaerring",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_spaerringevent" ("anledning_id", "bekraeftet_at", "bekraeftet_by_id", "bekraeftet_grund", "gennemses_den", "grund", "hvorfor", "id", "kommune_id", "ophaevet_at", "ophaevet_by_id", "ophaevet_grund", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sag_id", "sat_at", "sat_by_id") VALUES (NEW."anledning_id", NEW."bekraeftet_at", NEW."bekraeftet_by_id", NEW."bekraeftet_grund", NEW."gennemses_den", NEW."grund", NEW."hvorfor", NEW."id", NEW."kommune_id", NEW."ophaevet_at", NEW."ophaevet_by_id", NEW."ophaevet_grund", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sag_id", NEW."sat_at", NEW."sat_by_id"); RETURN NULL;',
                    hash="21e52d3828e46f368bc0e69888a5ccb51b68640e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e16de",
                    table="opsporing_spaerring",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="spaerring",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "opsporing_spaerringevent" ("anledning_id", "bekraeftet_at", "bekraeftet_by_id", "bekraeftet_grund", "gennemses_den", "grund", "hvorfor", "id", "kommune_id", "ophaevet_at", "ophaevet_by_id", "ophaevet_grund", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sag_id", "sat_at", "sat_by_id") VALUES (NEW."anledning_id", NEW."bekraeftet_at", NEW."bekraeftet_by_id", NEW."bekraeftet_grund", NEW."gennemses_den", NEW."grund", NEW."hvorfor", NEW."id", NEW."kommune_id", NEW."ophaevet_at", NEW."ophaevet_by_id", NEW."ophaevet_grund", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sag_id", NEW."sat_at", NEW."sat_by_id"); RETURN NULL;',
                    hash="17e3cb478f60c7072dc35fdec2141e72fba4954f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ba7ee",
                    table="opsporing_spaerring",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="spaerring",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "opsporing_spaerringevent" ("anledning_id", "bekraeftet_at", "bekraeftet_by_id", "bekraeftet_grund", "gennemses_den", "grund", "hvorfor", "id", "kommune_id", "ophaevet_at", "ophaevet_by_id", "ophaevet_grund", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sag_id", "sat_at", "sat_by_id") VALUES (OLD."anledning_id", OLD."bekraeftet_at", OLD."bekraeftet_by_id", OLD."bekraeftet_grund", OLD."gennemses_den", OLD."grund", OLD."hvorfor", OLD."id", OLD."kommune_id", OLD."ophaevet_at", OLD."ophaevet_by_id", OLD."ophaevet_grund", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sag_id", OLD."sat_at", OLD."sat_by_id"); RETURN NULL;',
                    hash="bf16bb9921a7f582f86582a74a66247d3a17a472",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_94a61",
                    table="opsporing_spaerring",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="spaerring",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("bekraeftet_at__isnull", True), ("bekraeftet_by__isnull", True)),
                    models.Q(("bekraeftet_at__isnull", False), ("bekraeftet_by__isnull", False)),
                    _connector="OR",
                ),
                name="opsporing_spaerring_bekraeftet",
            ),
        ),
        AddConstraint(
            model_name="spaerring",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bekraeftet_at", None), models.Q(("bekraeftet_grund", ""), _negated=True), _connector="OR"
                ),
                name="opsporing_spaerring_bekraeftet_grund",
            ),
        ),
        AddConstraint(
            model_name="spaerring",
            constraint=models.CheckConstraint(
                condition=models.Q(("sag", models.F("anledning")), _negated=True), name="opsporing_spaerring_egen_sag"
            ),
        ),
        AddConstraint(
            model_name="tilknytning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "grundlag__in",
                        [
                            "indskrivning",
                            "sundhedsplejedistrikt",
                            "overgang",
                            "samtykke",
                            "ssd_samarbejde",
                            "moede",
                            "sparring",
                            "underretning",
                            "arkivindsigt",
                            "spaerring",
                            "noedadgang",
                        ],
                    )
                ),
                name="opsporing_tilknytning_grundlag_kendt",
            ),
        ),
        AddConstraint(
            model_name="tilknytning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("anledning__isnull", False),
                    models.Q(("grundlag__in", ["arkivindsigt", "sparring", "moede", "spaerring"]), _negated=True),
                    _connector="OR",
                ),
                name="opsporing_tilknytning_afgraenset",
            ),
        ),
    ]
