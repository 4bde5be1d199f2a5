"""Overgange, what is handed over, and the visits."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from opsporing.migrationer import AddConstraint, AddTrigger


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("opsporing", "0013_samtykke_og_nej"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Besoeg",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("svar", models.JSONField(blank=True, default=dict, verbose_name="svar")),
                ("rev", models.PositiveIntegerField(default=0, editable=False)),
                ("felt_rev", models.JSONField(blank=True, default=dict, editable=False)),
                ("konflikter", models.JSONField(blank=True, default=list, editable=False)),
                ("gemt_at", models.DateTimeField(blank=True, null=True, verbose_name="gemt")),
                ("nr", models.PositiveSmallIntegerField(default=1, verbose_name="nummer")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("tilbudt", "tilbudt"),
                            ("aftalt", "aftalt"),
                            ("holdt", "holdt"),
                            ("afslaaet", "forældrene sagde nej tak"),
                            ("ikke_muligt", "kunne ikke lade sig gøre"),
                        ],
                        default="tilbudt",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "sted",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hjemme", "hjemme hos familien"),
                            ("dagplejer", "hos dagplejeren"),
                            ("institution", "i institutionen"),
                            ("skole", "på skolen"),
                            ("andet", "et andet sted"),
                        ],
                        max_length=20,
                        verbose_name="sted",
                    ),
                ),
                ("planlagt_at", models.DateTimeField(blank=True, null=True, verbose_name="planlagt")),
                ("varer_minutter", models.PositiveSmallIntegerField(default=60, verbose_name="varighed i minutter")),
                ("holdt_den", models.DateField(blank=True, null=True, verbose_name="holdt")),
                ("grund", models.CharField(blank=True, max_length=500, verbose_name="hvorfor ikke holdt")),
                ("oprettet_at", models.DateTimeField(verbose_name="oprettet")),
                ("afsluttet_at", models.DateTimeField(blank=True, null=True, verbose_name="afsluttet")),
                (
                    "afsluttet_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gemt_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
                (
                    "moedeleder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "skemaversion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.skemaversion"
                    ),
                ),
            ],
            options={
                "verbose_name": "overgangsbesøg",
                "verbose_name_plural": "overgangsbesøg",
            },
        ),
        migrations.CreateModel(
            name="Besoegsdeltager",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("familie", "familien"),
                            ("afgiver", "det sted, barnet kommer fra"),
                            ("modtager", "det nye sted"),
                            ("anden", "andre"),
                        ],
                        max_length=20,
                        verbose_name="side",
                    ),
                ),
                ("navn", models.CharField(blank=True, max_length=150, verbose_name="navn")),
                ("rolle", models.CharField(blank=True, max_length=100, verbose_name="rolle")),
                ("deltog", models.BooleanField(blank=True, null=True, verbose_name="deltog")),
                (
                    "besoeg",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deltagere", to="overgange.besoeg"
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "deltager i et overgangsbesøg",
                "verbose_name_plural": "deltagere i overgangsbesøg",
            },
        ),
        migrations.CreateModel(
            name="BesoegsdeltagerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("familie", "familien"),
                            ("afgiver", "det sted, barnet kommer fra"),
                            ("modtager", "det nye sted"),
                            ("anden", "andre"),
                        ],
                        max_length=20,
                        verbose_name="side",
                    ),
                ),
                ("navn", models.CharField(blank=True, max_length=150, verbose_name="navn")),
                ("rolle", models.CharField(blank=True, max_length=100, verbose_name="rolle")),
                ("deltog", models.BooleanField(blank=True, null=True, verbose_name="deltog")),
                (
                    "besoeg",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="overgange.besoeg",
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.kommune",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="overgange.besoegsdeltager",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Overgang",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "art",
                    models.CharField(
                        choices=[
                            ("hjem_dagtilbud", "fra hjem til dagpleje eller vuggestue"),
                            ("dagtilbud_boernehave", "fra dagpleje eller vuggestue til børnehave"),
                            ("boernehave_skole", "fra børnehave til skole"),
                            ("flytning", "til et andet sted af samme slags"),
                        ],
                        max_length=30,
                        verbose_name="art",
                    ),
                ),
                ("til_navn", models.CharField(blank=True, max_length=150, verbose_name="nyt sted uden for systemet")),
                ("start_den", models.DateField(verbose_name="begynder")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planlagt", "ikke begyndt"),
                            ("udfyldes", "udfyldes med forældrene"),
                            ("overleveret", "overleveret"),
                            ("kvitteret", "læst af modtageren"),
                            ("afsluttet", "afsluttet"),
                            ("aflyst", "aflyst"),
                        ],
                        default="planlagt",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("oprettet_at", models.DateTimeField(verbose_name="oprettet")),
                ("overleveret_at", models.DateTimeField(blank=True, null=True, verbose_name="overleveret")),
                ("afsluttet_at", models.DateTimeField(blank=True, null=True, verbose_name="afsluttet")),
                (
                    "udeladt_grund",
                    models.CharField(blank=True, max_length=500, verbose_name="hvorfor ikke overleveret"),
                ),
                ("aflyst_at", models.DateTimeField(blank=True, null=True, verbose_name="aflyst")),
                (
                    "anledning",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overgang", to="opsporing.anledning"
                    ),
                ),
                (
                    "barn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overgange", to="opsporing.barn"
                    ),
                ),
                (
                    "fra_enhed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overgange_herfra",
                        to="opsporing.enhed",
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
                (
                    "oprettet_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "til_enhed",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overgange_hertil",
                        to="opsporing.enhed",
                    ),
                ),
            ],
            options={
                "verbose_name": "overgang",
                "verbose_name_plural": "overgange",
            },
        ),
        migrations.CreateModel(
            name="BesoegEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("svar", models.JSONField(blank=True, default=dict, verbose_name="svar")),
                ("rev", models.PositiveIntegerField(default=0, editable=False)),
                ("felt_rev", models.JSONField(blank=True, default=dict, editable=False)),
                ("konflikter", models.JSONField(blank=True, default=list, editable=False)),
                ("gemt_at", models.DateTimeField(blank=True, null=True, verbose_name="gemt")),
                ("nr", models.PositiveSmallIntegerField(default=1, verbose_name="nummer")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("tilbudt", "tilbudt"),
                            ("aftalt", "aftalt"),
                            ("holdt", "holdt"),
                            ("afslaaet", "forældrene sagde nej tak"),
                            ("ikke_muligt", "kunne ikke lade sig gøre"),
                        ],
                        default="tilbudt",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "sted",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hjemme", "hjemme hos familien"),
                            ("dagplejer", "hos dagplejeren"),
                            ("institution", "i institutionen"),
                            ("skole", "på skolen"),
                            ("andet", "et andet sted"),
                        ],
                        max_length=20,
                        verbose_name="sted",
                    ),
                ),
                ("planlagt_at", models.DateTimeField(blank=True, null=True, verbose_name="planlagt")),
                ("varer_minutter", models.PositiveSmallIntegerField(default=60, verbose_name="varighed i minutter")),
                ("holdt_den", models.DateField(blank=True, null=True, verbose_name="holdt")),
                ("grund", models.CharField(blank=True, max_length=500, verbose_name="hvorfor ikke holdt")),
                ("oprettet_at", models.DateTimeField(verbose_name="oprettet")),
                ("afsluttet_at", models.DateTimeField(blank=True, null=True, verbose_name="afsluttet")),
                (
                    "afsluttet_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gemt_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.kommune",
                    ),
                ),
                (
                    "moedeleder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="overgange.besoeg",
                    ),
                ),
                (
                    "skemaversion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.skemaversion",
                    ),
                ),
                (
                    "overgang",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="overgange.overgang",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="besoeg",
            name="overgang",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="besoeg", to="overgange.overgang"
            ),
        ),
        migrations.CreateModel(
            name="OvergangEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "art",
                    models.CharField(
                        choices=[
                            ("hjem_dagtilbud", "fra hjem til dagpleje eller vuggestue"),
                            ("dagtilbud_boernehave", "fra dagpleje eller vuggestue til børnehave"),
                            ("boernehave_skole", "fra børnehave til skole"),
                            ("flytning", "til et andet sted af samme slags"),
                        ],
                        max_length=30,
                        verbose_name="art",
                    ),
                ),
                ("til_navn", models.CharField(blank=True, max_length=150, verbose_name="nyt sted uden for systemet")),
                ("start_den", models.DateField(verbose_name="begynder")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planlagt", "ikke begyndt"),
                            ("udfyldes", "udfyldes med forældrene"),
                            ("overleveret", "overleveret"),
                            ("kvitteret", "læst af modtageren"),
                            ("afsluttet", "afsluttet"),
                            ("aflyst", "aflyst"),
                        ],
                        default="planlagt",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("oprettet_at", models.DateTimeField(verbose_name="oprettet")),
                ("overleveret_at", models.DateTimeField(blank=True, null=True, verbose_name="overleveret")),
                ("afsluttet_at", models.DateTimeField(blank=True, null=True, verbose_name="afsluttet")),
                (
                    "udeladt_grund",
                    models.CharField(blank=True, max_length=500, verbose_name="hvorfor ikke overleveret"),
                ),
                ("aflyst_at", models.DateTimeField(blank=True, null=True, verbose_name="aflyst")),
                (
                    "anledning",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.anledning",
                    ),
                ),
                (
                    "barn",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.barn",
                    ),
                ),
                (
                    "fra_enhed",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.enhed",
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.kommune",
                    ),
                ),
                (
                    "oprettet_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="overgange.overgang",
                    ),
                ),
                (
                    "til_enhed",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.enhed",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Overgangsskema",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("svar", models.JSONField(blank=True, default=dict, verbose_name="svar")),
                ("rev", models.PositiveIntegerField(default=0, editable=False)),
                ("felt_rev", models.JSONField(blank=True, default=dict, editable=False)),
                ("konflikter", models.JSONField(blank=True, default=list, editable=False)),
                ("gemt_at", models.DateTimeField(blank=True, null=True, verbose_name="gemt")),
                ("begyndt_at", models.DateTimeField(verbose_name="begyndt")),
                ("faerdig_at", models.DateTimeField(blank=True, null=True, verbose_name="færdig")),
                (
                    "begyndt_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "faerdig_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gemt_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
                (
                    "overgang",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="skema", to="overgange.overgang"
                    ),
                ),
                (
                    "skemaversion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.skemaversion"
                    ),
                ),
            ],
            options={
                "verbose_name": "overgangsskema",
                "verbose_name_plural": "overgangsskemaer",
            },
        ),
        migrations.CreateModel(
            name="OvergangsskemaEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("svar", models.JSONField(blank=True, default=dict, verbose_name="svar")),
                ("rev", models.PositiveIntegerField(default=0, editable=False)),
                ("felt_rev", models.JSONField(blank=True, default=dict, editable=False)),
                ("konflikter", models.JSONField(blank=True, default=list, editable=False)),
                ("gemt_at", models.DateTimeField(blank=True, null=True, verbose_name="gemt")),
                ("begyndt_at", models.DateTimeField(verbose_name="begyndt")),
                ("faerdig_at", models.DateTimeField(blank=True, null=True, verbose_name="færdig")),
                (
                    "begyndt_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "faerdig_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gemt_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.kommune",
                    ),
                ),
                (
                    "overgang",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="overgange.overgang",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="overgange.overgangsskema",
                    ),
                ),
                (
                    "skemaversion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.skemaversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Overleveretdel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nr", models.PositiveSmallIntegerField(verbose_name="nummer")),
                ("del_kode", models.CharField(max_length=60, verbose_name="del")),
                ("titel", models.CharField(max_length=200, verbose_name="titel")),
                ("indhold", models.JSONField(blank=True, null=True, verbose_name="kopi")),
                ("fingeraftryk", models.CharField(max_length=64, verbose_name="fingeraftryk")),
                ("stoppet_at", models.DateTimeField(blank=True, null=True, verbose_name="stoppet")),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
            ],
            options={
                "verbose_name": "overleveret del",
                "verbose_name_plural": "overleverede dele",
            },
        ),
        migrations.CreateModel(
            name="Overlevering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("laeses_fra", models.DateField(verbose_name="kan læses fra")),
                ("overleveret_at", models.DateTimeField(verbose_name="overleveret")),
                ("kvitteret_at", models.DateTimeField(blank=True, null=True, verbose_name="læst")),
                ("opfoelgning", models.TextField(blank=True, verbose_name="hvordan starten gik")),
                ("opfulgt_at", models.DateTimeField(blank=True, null=True, verbose_name="fulgt op")),
                ("erstattet_at", models.DateTimeField(blank=True, null=True, verbose_name="erstattet")),
                (
                    "anledning",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overlevering",
                        to="opsporing.anledning",
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
                (
                    "kvitteret_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "modtager",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overleveringer",
                        to="opsporing.enhed",
                    ),
                ),
                (
                    "opfulgt_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "overgang",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="overleveringer",
                        to="overgange.overgang",
                    ),
                ),
                (
                    "overleveret_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "overlevering",
                "verbose_name_plural": "overleveringer",
            },
        ),
        migrations.CreateModel(
            name="OverleveretdelEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("nr", models.PositiveSmallIntegerField(verbose_name="nummer")),
                ("del_kode", models.CharField(max_length=60, verbose_name="del")),
                ("titel", models.CharField(max_length=200, verbose_name="titel")),
                ("indhold", models.JSONField(blank=True, null=True, verbose_name="kopi")),
                ("fingeraftryk", models.CharField(max_length=64, verbose_name="fingeraftryk")),
                ("stoppet_at", models.DateTimeField(blank=True, null=True, verbose_name="stoppet")),
                (
                    "kommune",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.kommune",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="overgange.overleveretdel",
                    ),
                ),
                (
                    "overlevering",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="overgange.overlevering",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="overleveretdel",
            name="overlevering",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="dele", to="overgange.overlevering"
            ),
        ),
        migrations.CreateModel(
            name="OverleveringEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("laeses_fra", models.DateField(verbose_name="kan læses fra")),
                ("overleveret_at", models.DateTimeField(verbose_name="overleveret")),
                ("kvitteret_at", models.DateTimeField(blank=True, null=True, verbose_name="læst")),
                ("opfoelgning", models.TextField(blank=True, verbose_name="hvordan starten gik")),
                ("opfulgt_at", models.DateTimeField(blank=True, null=True, verbose_name="fulgt op")),
                ("erstattet_at", models.DateTimeField(blank=True, null=True, verbose_name="erstattet")),
                (
                    "anledning",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.anledning",
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.kommune",
                    ),
                ),
                (
                    "kvitteret_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "modtager",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.enhed",
                    ),
                ),
                (
                    "opfulgt_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "overgang",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="overgange.overgang",
                    ),
                ),
                (
                    "overleveret_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="overgange.overlevering",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Spoergsmaal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tekst", models.TextField(verbose_name="spørgsmål")),
                ("stillet_at", models.DateTimeField(verbose_name="stillet")),
                ("svar", models.TextField(blank=True, verbose_name="svar")),
                ("svaret_at", models.DateTimeField(blank=True, null=True, verbose_name="besvaret")),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
                (
                    "overlevering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spoergsmaal",
                        to="overgange.overlevering",
                    ),
                ),
                (
                    "stillet_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "svaret_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "spørgsmål",
                "verbose_name_plural": "spørgsmål",
            },
        ),
        migrations.CreateModel(
            name="SpoergsmaalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("tekst", models.TextField(verbose_name="spørgsmål")),
                ("stillet_at", models.DateTimeField(verbose_name="stillet")),
                ("svar", models.TextField(blank=True, verbose_name="svar")),
                ("svaret_at", models.DateTimeField(blank=True, null=True, verbose_name="besvaret")),
                (
                    "kommune",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.kommune",
                    ),
                ),
                (
                    "overlevering",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="overgange.overlevering",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="overgange.spoergsmaal",
                    ),
                ),
                (
                    "stillet_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "svaret_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddConstraint(
            model_name="besoegsdeltager",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["familie", "afgiver", "modtager", "anden"])),
                name="overgange_besoegsdeltager_side_kendt",
            ),
        ),
        AddConstraint(
            model_name="besoegsdeltager",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("navn", ""), ("user__isnull", False)),
                    models.Q(("user", None), models.Q(("navn", ""), _negated=True)),
                    _connector="OR",
                ),
                name="overgange_besoegsdeltager_hvem",
            ),
        ),
        AddTrigger(
            model_name="besoegsdeltager",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "overgange_besoegsdeltagerevent" ("besoeg_id", "deltog", "id", "kommune_id", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rolle", "side", "user_id") VALUES (NEW."besoeg_id", NEW."deltog", NEW."id", NEW."kommune_id", NEW."navn", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rolle", NEW."side", NEW."user_id"); RETURN NULL;',
                    hash="0ef6d4c863b3bbe29b1dca53096c15647a277cab",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0ba32",
                    table="overgange_besoegsdeltager",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="besoegsdeltager",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "overgange_besoegsdeltagerevent" ("besoeg_id", "deltog", "id", "kommune_id", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rolle", "side", "user_id") VALUES (NEW."besoeg_id", NEW."deltog", NEW."id", NEW."kommune_id", NEW."navn", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rolle", NEW."side", NEW."user_id"); RETURN NULL;',
                    hash="00eb504f7b7d159786347927979694f5a8633ab1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0d234",
                    table="overgange_besoegsdeltager",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="besoegsdeltager",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "overgange_besoegsdeltagerevent" ("besoeg_id", "deltog", "id", "kommune_id", "navn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rolle", "side", "user_id") VALUES (OLD."besoeg_id", OLD."deltog", OLD."id", OLD."kommune_id", OLD."navn", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rolle", OLD."side", OLD."user_id"); RETURN NULL;',
                    hash="1bf07bc0e99c35242c4f05a4c0db174bfff866e8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fbc52",
                    table="overgange_besoegsdeltager",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="overgang",
            index=models.Index(fields=["fra_enhed", "start_den"], name="overgange_overgang_fra"),
        ),
        migrations.AddIndex(
            model_name="overgang",
            index=models.Index(fields=["til_enhed", "start_den"], name="overgange_overgang_til"),
        ),
        AddConstraint(
            model_name="overgang",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("art__in", ["hjem_dagtilbud", "dagtilbud_boernehave", "boernehave_skole", "flytning"])
                ),
                name="overgange_overgang_art_kendt",
            ),
        ),
        AddConstraint(
            model_name="overgang",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["planlagt", "udfyldes", "overleveret", "kvitteret", "afsluttet", "aflyst"])
                ),
                name="overgange_overgang_status_kendt",
            ),
        ),
        AddConstraint(
            model_name="overgang",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("til_enhed__isnull", False), ("til_navn", "")),
                    models.Q(("til_enhed", None), models.Q(("til_navn", ""), _negated=True)),
                    _connector="OR",
                ),
                name="overgange_overgang_eet_sted",
            ),
        ),
        AddConstraint(
            model_name="overgang",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "aflyst"), ("aflyst_at__isnull", False)),
                    models.Q(models.Q(("status", "aflyst"), _negated=True), ("aflyst_at", None)),
                    _connector="OR",
                ),
                name="overgange_overgang_aflyst",
            ),
        ),
        AddConstraint(
            model_name="overgang",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "afsluttet"), ("afsluttet_at__isnull", False)),
                    models.Q(models.Q(("status", "afsluttet"), _negated=True), ("afsluttet_at", None)),
                    _connector="OR",
                ),
                name="overgange_overgang_afsluttet",
            ),
        ),
        AddConstraint(
            model_name="overgang",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["afsluttet", "aflyst"]), _negated=True),
                fields=("barn", "fra_enhed", "til_enhed", "til_navn"),
                name="overgange_overgang_een_aaben",
                nulls_distinct=False,
            ),
        ),
        AddConstraint(
            model_name="overgang",
            constraint=models.UniqueConstraint(fields=("id", "kommune"), name="overgange_overgang_id_kommune"),
        ),
        AddTrigger(
            model_name="overgang",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "overgange_overgangevent" ("aflyst_at", "afsluttet_at", "anledning_id", "art", "barn_id", "fra_enhed_id", "id", "kommune_id", "oprettet_at", "oprettet_by_id", "overleveret_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_den", "status", "til_enhed_id", "til_navn", "udeladt_grund") VALUES (NEW."aflyst_at", NEW."afsluttet_at", NEW."anledning_id", NEW."art", NEW."barn_id", NEW."fra_enhed_id", NEW."id", NEW."kommune_id", NEW."oprettet_at", NEW."oprettet_by_id", NEW."overleveret_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."start_den", NEW."status", NEW."til_enhed_id", NEW."til_navn", NEW."udeladt_grund"); RETURN NULL;',
                    hash="3ffbc4ee0273c641a5ae1bfe585c66573ae552f1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_76d12",
                    table="overgange_overgang",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="overgang",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "overgange_overgangevent" ("aflyst_at", "afsluttet_at", "anledning_id", "art", "barn_id", "fra_enhed_id", "id", "kommune_id", "oprettet_at", "oprettet_by_id", "overleveret_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_den", "status", "til_enhed_id", "til_navn", "udeladt_grund") VALUES (NEW."aflyst_at", NEW."afsluttet_at", NEW."anledning_id", NEW."art", NEW."barn_id", NEW."fra_enhed_id", NEW."id", NEW."kommune_id", NEW."oprettet_at", NEW."oprettet_by_id", NEW."overleveret_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."start_den", NEW."status", NEW."til_enhed_id", NEW."til_navn", NEW."udeladt_grund"); RETURN NULL;',
                    hash="bdb649216fd46cb0e1f732a59f5a75fcfdd0a8da",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6b7f8",
                    table="overgange_overgang",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="overgang",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "overgange_overgangevent" ("aflyst_at", "afsluttet_at", "anledning_id", "art", "barn_id", "fra_enhed_id", "id", "kommune_id", "oprettet_at", "oprettet_by_id", "overleveret_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_den", "status", "til_enhed_id", "til_navn", "udeladt_grund") VALUES (OLD."aflyst_at", OLD."afsluttet_at", OLD."anledning_id", OLD."art", OLD."barn_id", OLD."fra_enhed_id", OLD."id", OLD."kommune_id", OLD."oprettet_at", OLD."oprettet_by_id", OLD."overleveret_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."start_den", OLD."status", OLD."til_enhed_id", OLD."til_navn", OLD."udeladt_grund"); RETURN NULL;',
                    hash="42b8019f9ac86441872c1d4816952ce5ca477fca",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_19475",
                    table="overgange_overgang",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="besoeg",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["tilbudt", "aftalt", "holdt", "afslaaet", "ikke_muligt"])),
                name="overgange_besoeg_status_kendt",
            ),
        ),
        AddConstraint(
            model_name="besoeg",
            constraint=models.CheckConstraint(
                condition=models.Q(("sted__in", ["hjemme", "dagplejer", "institution", "skole", "andet", ""])),
                name="overgange_besoeg_sted_kendt",
            ),
        ),
        AddConstraint(
            model_name="besoeg",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("afsluttet_at__isnull", True), ("afsluttet_by__isnull", True)),
                    models.Q(("afsluttet_at__isnull", False), ("afsluttet_by__isnull", False)),
                    _connector="OR",
                ),
                name="overgange_besoeg_afsluttet",
            ),
        ),
        AddConstraint(
            model_name="besoeg",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "holdt"), _negated=True), ("holdt_den__isnull", False), _connector="OR"
                ),
                name="overgange_besoeg_holdt",
            ),
        ),
        AddConstraint(
            model_name="besoeg",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "aftalt"), _negated=True),
                    models.Q(("planlagt_at__isnull", False), models.Q(("sted", ""), _negated=True)),
                    _connector="OR",
                ),
                name="overgange_besoeg_aftalt",
            ),
        ),
        AddConstraint(
            model_name="besoeg",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["afslaaet", "ikke_muligt"]), _negated=True),
                    models.Q(("grund", ""), _negated=True),
                    _connector="OR",
                ),
                name="overgange_besoeg_grund",
            ),
        ),
        AddConstraint(
            model_name="besoeg",
            constraint=models.UniqueConstraint(fields=("overgang", "nr"), name="overgange_besoeg_nr"),
        ),
        AddConstraint(
            model_name="besoeg",
            constraint=models.UniqueConstraint(fields=("id", "kommune"), name="overgange_besoeg_id_kommune"),
        ),
        AddTrigger(
            model_name="besoeg",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "overgange_besoegevent" ("afsluttet_at", "afsluttet_by_id", "felt_rev", "gemt_at", "gemt_by_id", "grund", "holdt_den", "id", "kommune_id", "konflikter", "moedeleder_id", "nr", "oprettet_at", "overgang_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planlagt_at", "rev", "skemaversion_id", "status", "sted", "svar", "varer_minutter") VALUES (NEW."afsluttet_at", NEW."afsluttet_by_id", NEW."felt_rev", NEW."gemt_at", NEW."gemt_by_id", NEW."grund", NEW."holdt_den", NEW."id", NEW."kommune_id", NEW."konflikter", NEW."moedeleder_id", NEW."nr", NEW."oprettet_at", NEW."overgang_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planlagt_at", NEW."rev", NEW."skemaversion_id", NEW."status", NEW."sted", NEW."svar", NEW."varer_minutter"); RETURN NULL;',
                    hash="107f0afb1b6f6847f762d913cc056c8e935f5564",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ded26",
                    table="overgange_besoeg",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="besoeg",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "overgange_besoegevent" ("afsluttet_at", "afsluttet_by_id", "felt_rev", "gemt_at", "gemt_by_id", "grund", "holdt_den", "id", "kommune_id", "konflikter", "moedeleder_id", "nr", "oprettet_at", "overgang_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planlagt_at", "rev", "skemaversion_id", "status", "sted", "svar", "varer_minutter") VALUES (NEW."afsluttet_at", NEW."afsluttet_by_id", NEW."felt_rev", NEW."gemt_at", NEW."gemt_by_id", NEW."grund", NEW."holdt_den", NEW."id", NEW."kommune_id", NEW."konflikter", NEW."moedeleder_id", NEW."nr", NEW."oprettet_at", NEW."overgang_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planlagt_at", NEW."rev", NEW."skemaversion_id", NEW."status", NEW."sted", NEW."svar", NEW."varer_minutter"); RETURN NULL;',
                    hash="59b22fd561e8d1ce0013321e5038a74542a37239",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_02234",
                    table="overgange_besoeg",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="besoeg",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "overgange_besoegevent" ("afsluttet_at", "afsluttet_by_id", "felt_rev", "gemt_at", "gemt_by_id", "grund", "holdt_den", "id", "kommune_id", "konflikter", "moedeleder_id", "nr", "oprettet_at", "overgang_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planlagt_at", "rev", "skemaversion_id", "status", "sted", "svar", "varer_minutter") VALUES (OLD."afsluttet_at", OLD."afsluttet_by_id", OLD."felt_rev", OLD."gemt_at", OLD."gemt_by_id", OLD."grund", OLD."holdt_den", OLD."id", OLD."kommune_id", OLD."konflikter", OLD."moedeleder_id", OLD."nr", OLD."oprettet_at", OLD."overgang_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planlagt_at", OLD."rev", OLD."skemaversion_id", OLD."status", OLD."sted", OLD."svar", OLD."varer_minutter"); RETURN NULL;',
                    hash="9eccb8de7b6be7dd4c0f7faf6f714332883f8200",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_db9b7",
                    table="overgange_besoeg",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="overgangsskema",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("faerdig_at__isnull", True), ("faerdig_by__isnull", True)),
                    models.Q(("faerdig_at__isnull", False), ("faerdig_by__isnull", False)),
                    _connector="OR",
                ),
                name="overgange_overgangsskema_faerdig",
            ),
        ),
        AddTrigger(
            model_name="overgangsskema",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "overgange_overgangsskemaevent" ("begyndt_at", "begyndt_by_id", "faerdig_at", "faerdig_by_id", "felt_rev", "gemt_at", "gemt_by_id", "id", "kommune_id", "konflikter", "overgang_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rev", "skemaversion_id", "svar") VALUES (NEW."begyndt_at", NEW."begyndt_by_id", NEW."faerdig_at", NEW."faerdig_by_id", NEW."felt_rev", NEW."gemt_at", NEW."gemt_by_id", NEW."id", NEW."kommune_id", NEW."konflikter", NEW."overgang_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rev", NEW."skemaversion_id", NEW."svar"); RETURN NULL;',
                    hash="08cfa992248ddadf90041095846f49394f1cd50e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8f6ad",
                    table="overgange_overgangsskema",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="overgangsskema",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "overgange_overgangsskemaevent" ("begyndt_at", "begyndt_by_id", "faerdig_at", "faerdig_by_id", "felt_rev", "gemt_at", "gemt_by_id", "id", "kommune_id", "konflikter", "overgang_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rev", "skemaversion_id", "svar") VALUES (NEW."begyndt_at", NEW."begyndt_by_id", NEW."faerdig_at", NEW."faerdig_by_id", NEW."felt_rev", NEW."gemt_at", NEW."gemt_by_id", NEW."id", NEW."kommune_id", NEW."konflikter", NEW."overgang_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rev", NEW."skemaversion_id", NEW."svar"); RETURN NULL;',
                    hash="587689707c9e3d9bef516a361660b5d4168012f3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8125f",
                    table="overgange_overgangsskema",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="overgangsskema",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "overgange_overgangsskemaevent" ("begyndt_at", "begyndt_by_id", "faerdig_at", "faerdig_by_id", "felt_rev", "gemt_at", "gemt_by_id", "id", "kommune_id", "konflikter", "overgang_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rev", "skemaversion_id", "svar") VALUES (OLD."begyndt_at", OLD."begyndt_by_id", OLD."faerdig_at", OLD."faerdig_by_id", OLD."felt_rev", OLD."gemt_at", OLD."gemt_by_id", OLD."id", OLD."kommune_id", OLD."konflikter", OLD."overgang_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rev", OLD."skemaversion_id", OLD."svar"); RETURN NULL;',
                    hash="3d97eda5efc91707c06bc0ec58394616a8fbc2fc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_55458",
                    table="overgange_overgangsskema",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="overlevering",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kvitteret_at__isnull", True), ("kvitteret_by__isnull", True)),
                    models.Q(("kvitteret_at__isnull", False), ("kvitteret_by__isnull", False)),
                    _connector="OR",
                ),
                name="overgange_overlevering_kvitteret",
            ),
        ),
        AddConstraint(
            model_name="overlevering",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("opfulgt_at__isnull", True), ("opfulgt_by__isnull", True)),
                    models.Q(("opfulgt_at__isnull", False), ("opfulgt_by__isnull", False)),
                    _connector="OR",
                ),
                name="overgange_overlevering_opfulgt",
            ),
        ),
        AddConstraint(
            model_name="overlevering",
            constraint=models.CheckConstraint(
                condition=models.Q(("opfulgt_at", None), models.Q(("opfoelgning", ""), _negated=True), _connector="OR"),
                name="overgange_overlevering_fulgt",
            ),
        ),
        AddConstraint(
            model_name="overlevering",
            constraint=models.UniqueConstraint(
                condition=models.Q(("erstattet_at", None)),
                fields=("overgang",),
                name="overgange_overlevering_een_gaeldende",
            ),
        ),
        AddConstraint(
            model_name="overlevering",
            constraint=models.UniqueConstraint(fields=("id", "kommune"), name="overgange_overlevering_id_kommune"),
        ),
        AddTrigger(
            model_name="overlevering",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "overgange_overleveringevent" ("anledning_id", "erstattet_at", "id", "kommune_id", "kvitteret_at", "kvitteret_by_id", "laeses_fra", "modtager_id", "opfoelgning", "opfulgt_at", "opfulgt_by_id", "overgang_id", "overleveret_at", "overleveret_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."anledning_id", NEW."erstattet_at", NEW."id", NEW."kommune_id", NEW."kvitteret_at", NEW."kvitteret_by_id", NEW."laeses_fra", NEW."modtager_id", NEW."opfoelgning", NEW."opfulgt_at", NEW."opfulgt_by_id", NEW."overgang_id", NEW."overleveret_at", NEW."overleveret_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="2e4ebfa85f1ff7e2e78d17878ea46456d37b1ee3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e888d",
                    table="overgange_overlevering",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="overlevering",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "overgange_overleveringevent" ("anledning_id", "erstattet_at", "id", "kommune_id", "kvitteret_at", "kvitteret_by_id", "laeses_fra", "modtager_id", "opfoelgning", "opfulgt_at", "opfulgt_by_id", "overgang_id", "overleveret_at", "overleveret_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."anledning_id", NEW."erstattet_at", NEW."id", NEW."kommune_id", NEW."kvitteret_at", NEW."kvitteret_by_id", NEW."laeses_fra", NEW."modtager_id", NEW."opfoelgning", NEW."opfulgt_at", NEW."opfulgt_by_id", NEW."overgang_id", NEW."overleveret_at", NEW."overleveret_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="50b64b1ef7f880c42e36abc7f6f8aa093ed1cab7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e2b63",
                    table="overgange_overlevering",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="overlevering",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "overgange_overleveringevent" ("anledning_id", "erstattet_at", "id", "kommune_id", "kvitteret_at", "kvitteret_by_id", "laeses_fra", "modtager_id", "opfoelgning", "opfulgt_at", "opfulgt_by_id", "overgang_id", "overleveret_at", "overleveret_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."anledning_id", OLD."erstattet_at", OLD."id", OLD."kommune_id", OLD."kvitteret_at", OLD."kvitteret_by_id", OLD."laeses_fra", OLD."modtager_id", OLD."opfoelgning", OLD."opfulgt_at", OLD."opfulgt_by_id", OLD."overgang_id", OLD."overleveret_at", OLD."overleveret_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="e353471b808950f5f6d98d9c93d0eccd1910c2a6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_28517",
                    table="overgange_overlevering",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="overleveretdel",
            constraint=models.UniqueConstraint(fields=("overlevering", "nr"), name="overgange_overleveretdel_nr"),
        ),
        AddConstraint(
            model_name="overleveretdel",
            constraint=models.CheckConstraint(
                condition=models.Q(("indhold__isnull", False), ("stoppet_at__isnull", False), _connector="OR"),
                name="overgange_overleveretdel_indhold",
            ),
        ),
        AddTrigger(
            model_name="overleveretdel",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "overgange_overleveretdelevent" ("del_kode", "fingeraftryk", "id", "indhold", "kommune_id", "nr", "overlevering_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stoppet_at", "titel") VALUES (NEW."del_kode", NEW."fingeraftryk", NEW."id", NEW."indhold", NEW."kommune_id", NEW."nr", NEW."overlevering_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."stoppet_at", NEW."titel"); RETURN NULL;',
                    hash="277fdea511580aad91466e7f410203a9b97b749e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6be06",
                    table="overgange_overleveretdel",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="overleveretdel",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "overgange_overleveretdelevent" ("del_kode", "fingeraftryk", "id", "indhold", "kommune_id", "nr", "overlevering_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stoppet_at", "titel") VALUES (NEW."del_kode", NEW."fingeraftryk", NEW."id", NEW."indhold", NEW."kommune_id", NEW."nr", NEW."overlevering_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."stoppet_at", NEW."titel"); RETURN NULL;',
                    hash="615dc976ac546e4b272841d5719f2e071a599ad3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e70bf",
                    table="overgange_overleveretdel",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="overleveretdel",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "overgange_overleveretdelevent" ("del_kode", "fingeraftryk", "id", "indhold", "kommune_id", "nr", "overlevering_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stoppet_at", "titel") VALUES (OLD."del_kode", OLD."fingeraftryk", OLD."id", OLD."indhold", OLD."kommune_id", OLD."nr", OLD."overlevering_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."stoppet_at", OLD."titel"); RETURN NULL;',
                    hash="d7ea897acfd79907cead12b086b42865a88eea15",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_11308",
                    table="overgange_overleveretdel",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="spoergsmaal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("svaret_at__isnull", True), ("svaret_by__isnull", True)),
                    models.Q(("svaret_at__isnull", False), ("svaret_by__isnull", False)),
                    _connector="OR",
                ),
                name="overgange_spoergsmaal_svaret",
            ),
        ),
        AddConstraint(
            model_name="spoergsmaal",
            constraint=models.CheckConstraint(
                condition=models.Q(("svaret_at", None), models.Q(("svar", ""), _negated=True), _connector="OR"),
                name="overgange_spoergsmaal_svar",
            ),
        ),
        AddTrigger(
            model_name="spoergsmaal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "overgange_spoergsmaalevent" ("id", "kommune_id", "overlevering_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stillet_at", "stillet_by_id", "svar", "svaret_at", "svaret_by_id", "tekst") VALUES (NEW."id", NEW."kommune_id", NEW."overlevering_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."stillet_at", NEW."stillet_by_id", NEW."svar", NEW."svaret_at", NEW."svaret_by_id", NEW."tekst"); RETURN NULL;',
                    hash="3ad49d16e2941f341d574015d72695dac80f6b3c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f507e",
                    table="overgange_spoergsmaal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="spoergsmaal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "overgange_spoergsmaalevent" ("id", "kommune_id", "overlevering_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stillet_at", "stillet_by_id", "svar", "svaret_at", "svaret_by_id", "tekst") VALUES (NEW."id", NEW."kommune_id", NEW."overlevering_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."stillet_at", NEW."stillet_by_id", NEW."svar", NEW."svaret_at", NEW."svaret_by_id", NEW."tekst"); RETURN NULL;',
                    hash="c09cc1c86e39513bbe4ce67c884bc72ad547c41a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7174a",
                    table="overgange_spoergsmaal",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="spoergsmaal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "overgange_spoergsmaalevent" ("id", "kommune_id", "overlevering_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stillet_at", "stillet_by_id", "svar", "svaret_at", "svaret_by_id", "tekst") VALUES (OLD."id", OLD."kommune_id", OLD."overlevering_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."stillet_at", OLD."stillet_by_id", OLD."svar", OLD."svaret_at", OLD."svaret_by_id", OLD."tekst"); RETURN NULL;',
                    hash="f70ae88fb035faa7381d75cae1db3f821e50f71c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_50d45",
                    table="overgange_spoergsmaal",
                    when="AFTER",
                ),
            ),
        ),
    ]
