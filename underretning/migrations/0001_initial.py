"""Underretninger as they are written, received and answered."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from opsporing.migrationer import AddConstraint, AddTrigger


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("opsporing", "0010_underretning_i_kernen"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bilag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noegle", models.CharField(max_length=100, verbose_name="nøgle")),
                ("titel", models.CharField(max_length=200, verbose_name="titel")),
                ("valgt_at", models.DateTimeField(verbose_name="valgt")),
                ("indhold", models.JSONField(blank=True, null=True, verbose_name="kopi")),
                ("fingeraftryk", models.CharField(blank=True, max_length=64, verbose_name="fingeraftryk")),
                (
                    "barn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.barn"
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
            ],
            options={
                "verbose_name": "bilag",
                "verbose_name_plural": "bilag",
            },
        ),
        migrations.CreateModel(
            name="Boernesamtale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("holdt_den", models.DateField(blank=True, null=True, verbose_name="holdt")),
                ("uden_foraeldre", models.BooleanField(blank=True, null=True, verbose_name="uden forældrene")),
                ("hvem", models.CharField(blank=True, max_length=300, verbose_name="hvem var med")),
                ("notat", models.TextField(blank=True, verbose_name="hvad barnet fortalte og viste")),
                ("undladt_grund", models.TextField(blank=True, verbose_name="hvorfor der ikke er holdt en samtale")),
                ("registreret_at", models.DateTimeField(verbose_name="registreret")),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
                (
                    "registreret_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "samtale med barnet",
                "verbose_name_plural": "samtaler med barnet",
            },
        ),
        migrations.CreateModel(
            name="Brev",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "art",
                    models.CharField(
                        choices=[("kvittering", "Kvittering"), ("tilbagemelding", "Tilbagemelding")],
                        max_length=20,
                        verbose_name="art",
                    ),
                ),
                (
                    "valg",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("igangsat", "Undersøgelse eller hjælp er sat i gang"),
                            ("i_forvejen", "Hjælp var i gang i forvejen"),
                            ("ikke_igangsat", "Der er ikke sat noget i gang"),
                            ("saerlige_forhold", "Særlige forhold taler imod at svare"),
                        ],
                        max_length=20,
                        verbose_name="svar",
                    ),
                ),
                ("tilfoejelse", models.TextField(blank=True, verbose_name="hjælpens art og varighed")),
                ("indhold", models.JSONField(blank=True, null=True, verbose_name="ordene")),
                ("dannet_at", models.DateTimeField(verbose_name="skrevet")),
                ("sendt_at", models.DateTimeField(blank=True, null=True, verbose_name="sendt")),
                ("undladt_grund", models.CharField(blank=True, max_length=500, verbose_name="hvorfor ikke sendt")),
                (
                    "dannet_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
                (
                    "sendt_by",
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
                "verbose_name": "brev",
                "verbose_name_plural": "breve",
            },
        ),
        migrations.CreateModel(
            name="Genvurdering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begyndt_at", models.DateTimeField(verbose_name="begyndt")),
                ("passer", models.BooleanField(blank=True, null=True, verbose_name="hjælpen passer")),
                ("konklusion", models.TextField(blank=True, verbose_name="konklusion")),
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
                    "begyndt_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
            ],
            options={
                "verbose_name": "genvurdering",
                "verbose_name_plural": "genvurderinger",
            },
        ),
        migrations.CreateModel(
            name="Genvurderingsdeltager",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ny", models.BooleanField(verbose_name="har ikke behandlet sagen før")),
                (
                    "genvurdering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deltagere",
                        to="underretning.genvurdering",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "deltager i en genvurdering",
                "verbose_name_plural": "deltagere i en genvurdering",
            },
        ),
        migrations.CreateModel(
            name="GenvurderingsdeltagerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("ny", models.BooleanField(verbose_name="har ikke behandlet sagen før")),
                (
                    "genvurdering",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="underretning.genvurdering",
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
                        to="underretning.genvurderingsdeltager",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
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
            name="Modtaget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kvitteringsnummer", models.CharField(max_length=20, verbose_name="kvitteringsnummer")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("modtaget", "ikke vurderet"),
                            ("vurderet", "vurderet"),
                            ("afgjort", "afgjort"),
                            ("lukket", "lukket"),
                            ("oversendt", "sendt til en anden kommune"),
                        ],
                        default="modtaget",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("rev", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "kanal",
                    models.CharField(
                        choices=[
                            ("system", "Opsporing"),
                            ("telefon", "Telefon"),
                            ("brev", "Brev eller e-mail"),
                            ("digital_post", "Digital Post"),
                            ("personligt", "Personligt fremmøde"),
                            ("anden", "På anden måde"),
                        ],
                        max_length=20,
                        verbose_name="hvordan den kom",
                    ),
                ),
                ("modtaget_at", models.DateTimeField(verbose_name="modtaget")),
                ("registreret_at", models.DateTimeField(verbose_name="registreret")),
                (
                    "pligt",
                    models.CharField(
                        choices=[
                            ("fagperson", "Som fagperson"),
                            ("alle", "Som borger"),
                            ("flytning", "Familien flytter til en anden kommune"),
                        ],
                        max_length=20,
                        verbose_name="pligt",
                    ),
                ),
                ("underretter_kode", models.CharField(max_length=4, verbose_name="underretterens kode")),
                ("underretter_navn", models.CharField(blank=True, max_length=300, verbose_name="underretter")),
                (
                    "underretter_kontakt",
                    models.CharField(blank=True, max_length=300, verbose_name="kontakt til underretteren"),
                ),
                ("anonym", models.BooleanField(default=False, verbose_name="anonym")),
                ("hastede", models.BooleanField(default=False, verbose_name="underretteren siger, at det haster")),
                (
                    "overgreb",
                    models.CharField(
                        choices=[
                            ("nej", "Nej, ikke ud fra det, jeg ved"),
                            ("tvivl", "Jeg er i tvivl"),
                            ("hjemmet", "Ja, mod en forælder eller en anden i hjemmet"),
                            ("medarbejder", "Ja, mod en medarbejder"),
                            ("leder", "Ja, mod en leder"),
                            ("anden_voksen", "Ja, mod en anden voksen"),
                            ("mellem_boern", "Ja, mellem børn"),
                        ],
                        default="nej",
                        max_length=20,
                        verbose_name="mistanke om overgreb",
                    ),
                ),
                ("ufoedt", models.BooleanField(default=False, verbose_name="barnet var ikke født")),
                ("indhold", models.JSONField(verbose_name="det, der blev skrevet")),
                ("fingeraftryk", models.CharField(max_length=64, verbose_name="fingeraftryk")),
                ("akut", models.BooleanField(blank=True, null=True, verbose_name="akut")),
                ("vurdering", models.TextField(blank=True, verbose_name="begrundelse for vurderingen")),
                ("vurderet_at", models.DateTimeField(blank=True, null=True, verbose_name="vurderet")),
                (
                    "trin",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="højeste trin på indsatstrappen"
                    ),
                ),
                (
                    "aarsager",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="årsager",
                    ),
                ),
                ("hjaelp_i_gang", models.BooleanField(blank=True, null=True, verbose_name="hjælp er i gang")),
                (
                    "udfald",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ingen", "Der sættes ikke noget i gang"),
                            ("screening", "Screening"),
                            ("afdaekning", "Afdækning"),
                            ("undersoegelse", "Børnefaglig undersøgelse"),
                        ],
                        max_length=20,
                        verbose_name="hvad der sker",
                    ),
                ),
                ("afgoerelse", models.TextField(blank=True, verbose_name="begrundelse")),
                ("afgjort_at", models.DateTimeField(blank=True, null=True, verbose_name="afgjort")),
                ("lukket_at", models.DateTimeField(blank=True, null=True, verbose_name="lukket")),
                ("oversendt_til", models.CharField(blank=True, max_length=150, verbose_name="sendt til")),
                ("oversendt_grund", models.TextField(blank=True, verbose_name="hvorfor sendt videre")),
                ("oversendt_at", models.DateTimeField(blank=True, null=True, verbose_name="sendt videre")),
                (
                    "afgjort_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "anledning",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="modtaget", to="opsporing.anledning"
                    ),
                ),
                (
                    "ansvarlig",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="modtagne",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "barn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="modtagne", to="opsporing.barn"
                    ),
                ),
                (
                    "enhed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="modtagne", to="opsporing.enhed"
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
                (
                    "lukket_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "oversendt_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registreret_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "vurderet_by",
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
                "verbose_name": "modtaget underretning",
                "verbose_name_plural": "modtagne underretninger",
            },
        ),
        migrations.CreateModel(
            name="GenvurderingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("begyndt_at", models.DateTimeField(verbose_name="begyndt")),
                ("passer", models.BooleanField(blank=True, null=True, verbose_name="hjælpen passer")),
                ("konklusion", models.TextField(blank=True, verbose_name="konklusion")),
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
                        to="underretning.genvurdering",
                    ),
                ),
                (
                    "modtaget",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="underretning.modtaget",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="genvurdering",
            name="modtaget",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="genvurdering", to="underretning.modtaget"
            ),
        ),
        migrations.CreateModel(
            name="BrevEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "art",
                    models.CharField(
                        choices=[("kvittering", "Kvittering"), ("tilbagemelding", "Tilbagemelding")],
                        max_length=20,
                        verbose_name="art",
                    ),
                ),
                (
                    "valg",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("igangsat", "Undersøgelse eller hjælp er sat i gang"),
                            ("i_forvejen", "Hjælp var i gang i forvejen"),
                            ("ikke_igangsat", "Der er ikke sat noget i gang"),
                            ("saerlige_forhold", "Særlige forhold taler imod at svare"),
                        ],
                        max_length=20,
                        verbose_name="svar",
                    ),
                ),
                ("tilfoejelse", models.TextField(blank=True, verbose_name="hjælpens art og varighed")),
                ("indhold", models.JSONField(blank=True, null=True, verbose_name="ordene")),
                ("dannet_at", models.DateTimeField(verbose_name="skrevet")),
                ("sendt_at", models.DateTimeField(blank=True, null=True, verbose_name="sendt")),
                ("undladt_grund", models.CharField(blank=True, max_length=500, verbose_name="hvorfor ikke sendt")),
                (
                    "dannet_by",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="underretning.brev",
                    ),
                ),
                (
                    "sendt_by",
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
                    "modtaget",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="underretning.modtaget",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="brev",
            name="modtaget",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="breve", to="underretning.modtaget"
            ),
        ),
        migrations.CreateModel(
            name="BoernesamtaleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("holdt_den", models.DateField(blank=True, null=True, verbose_name="holdt")),
                ("uden_foraeldre", models.BooleanField(blank=True, null=True, verbose_name="uden forældrene")),
                ("hvem", models.CharField(blank=True, max_length=300, verbose_name="hvem var med")),
                ("notat", models.TextField(blank=True, verbose_name="hvad barnet fortalte og viste")),
                ("undladt_grund", models.TextField(blank=True, verbose_name="hvorfor der ikke er holdt en samtale")),
                ("registreret_at", models.DateTimeField(verbose_name="registreret")),
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
                        to="underretning.boernesamtale",
                    ),
                ),
                (
                    "registreret_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "modtaget",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="underretning.modtaget",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="boernesamtale",
            name="modtaget",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="samtaler", to="underretning.modtaget"
            ),
        ),
        migrations.CreateModel(
            name="Modtagetbilag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nr", models.PositiveSmallIntegerField(verbose_name="nummer")),
                ("titel", models.CharField(max_length=200, verbose_name="titel")),
                ("indhold", models.JSONField(verbose_name="kopi")),
                ("fingeraftryk", models.CharField(max_length=64, verbose_name="fingeraftryk")),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
                (
                    "modtaget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bilag", to="underretning.modtaget"
                    ),
                ),
            ],
            options={
                "verbose_name": "modtaget bilag",
                "verbose_name_plural": "modtagne bilag",
            },
        ),
        migrations.CreateModel(
            name="ModtagetbilagEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("nr", models.PositiveSmallIntegerField(verbose_name="nummer")),
                ("titel", models.CharField(max_length=200, verbose_name="titel")),
                ("indhold", models.JSONField(verbose_name="kopi")),
                ("fingeraftryk", models.CharField(max_length=64, verbose_name="fingeraftryk")),
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
                    "modtaget",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="underretning.modtaget",
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
                        to="underretning.modtagetbilag",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ModtagetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("kvitteringsnummer", models.CharField(max_length=20, verbose_name="kvitteringsnummer")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("modtaget", "ikke vurderet"),
                            ("vurderet", "vurderet"),
                            ("afgjort", "afgjort"),
                            ("lukket", "lukket"),
                            ("oversendt", "sendt til en anden kommune"),
                        ],
                        default="modtaget",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("rev", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "kanal",
                    models.CharField(
                        choices=[
                            ("system", "Opsporing"),
                            ("telefon", "Telefon"),
                            ("brev", "Brev eller e-mail"),
                            ("digital_post", "Digital Post"),
                            ("personligt", "Personligt fremmøde"),
                            ("anden", "På anden måde"),
                        ],
                        max_length=20,
                        verbose_name="hvordan den kom",
                    ),
                ),
                ("modtaget_at", models.DateTimeField(verbose_name="modtaget")),
                ("registreret_at", models.DateTimeField(verbose_name="registreret")),
                (
                    "pligt",
                    models.CharField(
                        choices=[
                            ("fagperson", "Som fagperson"),
                            ("alle", "Som borger"),
                            ("flytning", "Familien flytter til en anden kommune"),
                        ],
                        max_length=20,
                        verbose_name="pligt",
                    ),
                ),
                ("underretter_kode", models.CharField(max_length=4, verbose_name="underretterens kode")),
                ("underretter_navn", models.CharField(blank=True, max_length=300, verbose_name="underretter")),
                (
                    "underretter_kontakt",
                    models.CharField(blank=True, max_length=300, verbose_name="kontakt til underretteren"),
                ),
                ("anonym", models.BooleanField(default=False, verbose_name="anonym")),
                ("hastede", models.BooleanField(default=False, verbose_name="underretteren siger, at det haster")),
                (
                    "overgreb",
                    models.CharField(
                        choices=[
                            ("nej", "Nej, ikke ud fra det, jeg ved"),
                            ("tvivl", "Jeg er i tvivl"),
                            ("hjemmet", "Ja, mod en forælder eller en anden i hjemmet"),
                            ("medarbejder", "Ja, mod en medarbejder"),
                            ("leder", "Ja, mod en leder"),
                            ("anden_voksen", "Ja, mod en anden voksen"),
                            ("mellem_boern", "Ja, mellem børn"),
                        ],
                        default="nej",
                        max_length=20,
                        verbose_name="mistanke om overgreb",
                    ),
                ),
                ("ufoedt", models.BooleanField(default=False, verbose_name="barnet var ikke født")),
                ("indhold", models.JSONField(verbose_name="det, der blev skrevet")),
                ("fingeraftryk", models.CharField(max_length=64, verbose_name="fingeraftryk")),
                ("akut", models.BooleanField(blank=True, null=True, verbose_name="akut")),
                ("vurdering", models.TextField(blank=True, verbose_name="begrundelse for vurderingen")),
                ("vurderet_at", models.DateTimeField(blank=True, null=True, verbose_name="vurderet")),
                (
                    "trin",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="højeste trin på indsatstrappen"
                    ),
                ),
                (
                    "aarsager",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="årsager",
                    ),
                ),
                ("hjaelp_i_gang", models.BooleanField(blank=True, null=True, verbose_name="hjælp er i gang")),
                (
                    "udfald",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ingen", "Der sættes ikke noget i gang"),
                            ("screening", "Screening"),
                            ("afdaekning", "Afdækning"),
                            ("undersoegelse", "Børnefaglig undersøgelse"),
                        ],
                        max_length=20,
                        verbose_name="hvad der sker",
                    ),
                ),
                ("afgoerelse", models.TextField(blank=True, verbose_name="begrundelse")),
                ("afgjort_at", models.DateTimeField(blank=True, null=True, verbose_name="afgjort")),
                ("lukket_at", models.DateTimeField(blank=True, null=True, verbose_name="lukket")),
                ("oversendt_til", models.CharField(blank=True, max_length=150, verbose_name="sendt til")),
                ("oversendt_grund", models.TextField(blank=True, verbose_name="hvorfor sendt videre")),
                ("oversendt_at", models.DateTimeField(blank=True, null=True, verbose_name="sendt videre")),
                (
                    "afgjort_by",
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
                    "ansvarlig",
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
                    "enhed",
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
                    "lukket_by",
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
                    "oversendt_by",
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
                        to="underretning.modtaget",
                    ),
                ),
                (
                    "registreret_by",
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
                    "vurderet_by",
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
            name="Overdragelse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("besked", models.TextField(blank=True, verbose_name="hvad den næste skal vide")),
                ("overdraget_at", models.DateTimeField(verbose_name="overdraget")),
                (
                    "fra",
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
                    "modtaget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="overdragelser",
                        to="underretning.modtaget",
                    ),
                ),
                (
                    "overdraget_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "til",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "overdragelse",
                "verbose_name_plural": "overdragelser",
                "ordering": ["overdraget_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OverdragelseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("besked", models.TextField(blank=True, verbose_name="hvad den næste skal vide")),
                ("overdraget_at", models.DateTimeField(verbose_name="overdraget")),
                (
                    "fra",
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
                    "modtaget",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="underretning.modtaget",
                    ),
                ),
                (
                    "overdraget_by",
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
                        to="underretning.overdragelse",
                    ),
                ),
                (
                    "til",
                    models.ForeignKey(
                        db_constraint=False,
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
            name="Skridt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nr", models.PositiveSmallIntegerField(verbose_name="nummer")),
                ("tekst", models.CharField(max_length=300, verbose_name="skridt")),
                ("hvem", models.CharField(blank=True, max_length=150, verbose_name="hvem gør det")),
                ("senest_den", models.DateField(blank=True, null=True, verbose_name="senest")),
                ("oprettet_at", models.DateTimeField(verbose_name="aftalt")),
                ("klaret_at", models.DateTimeField(blank=True, null=True, verbose_name="klaret")),
                ("fjernet_at", models.DateTimeField(blank=True, null=True, verbose_name="fjernet")),
                (
                    "klaret_by",
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
                    "modtaget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="skridt", to="underretning.modtaget"
                    ),
                ),
                (
                    "oprettet_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "skridt",
                "verbose_name_plural": "skridt",
            },
        ),
        migrations.CreateModel(
            name="SkridtEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("nr", models.PositiveSmallIntegerField(verbose_name="nummer")),
                ("tekst", models.CharField(max_length=300, verbose_name="skridt")),
                ("hvem", models.CharField(blank=True, max_length=150, verbose_name="hvem gør det")),
                ("senest_den", models.DateField(blank=True, null=True, verbose_name="senest")),
                ("oprettet_at", models.DateTimeField(verbose_name="aftalt")),
                ("klaret_at", models.DateTimeField(blank=True, null=True, verbose_name="klaret")),
                ("fjernet_at", models.DateTimeField(blank=True, null=True, verbose_name="fjernet")),
                (
                    "klaret_by",
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
                    "modtaget",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="underretning.modtaget",
                    ),
                ),
                (
                    "oprettet_by",
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
                        to="underretning.skridt",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Underretning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("svar", models.JSONField(blank=True, default=dict, verbose_name="svar")),
                ("rev", models.PositiveIntegerField(default=0, editable=False)),
                ("felt_rev", models.JSONField(blank=True, default=dict, editable=False)),
                ("konflikter", models.JSONField(blank=True, default=list, editable=False)),
                ("gemt_at", models.DateTimeField(blank=True, null=True, verbose_name="gemt")),
                (
                    "status",
                    models.CharField(
                        choices=[("kladde", "kladde"), ("sendt", "sendt"), ("kasseret", "kasseret")],
                        default="kladde",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("oprettet_at", models.DateTimeField(verbose_name="begyndt")),
                (
                    "pligt",
                    models.CharField(
                        choices=[
                            ("fagperson", "Som fagperson"),
                            ("alle", "Som borger"),
                            ("flytning", "Familien flytter til en anden kommune"),
                        ],
                        default="fagperson",
                        max_length=20,
                        verbose_name="pligt",
                    ),
                ),
                ("akut", models.BooleanField(default=False, verbose_name="haster")),
                (
                    "overgreb",
                    models.CharField(
                        choices=[
                            ("nej", "Nej, ikke ud fra det, jeg ved"),
                            ("tvivl", "Jeg er i tvivl"),
                            ("hjemmet", "Ja, mod en forælder eller en anden i hjemmet"),
                            ("medarbejder", "Ja, mod en medarbejder"),
                            ("leder", "Ja, mod en leder"),
                            ("anden_voksen", "Ja, mod en anden voksen"),
                            ("mellem_boern", "Ja, mellem børn"),
                        ],
                        default="nej",
                        max_length=20,
                        verbose_name="mistanke om overgreb",
                    ),
                ),
                (
                    "overgreb_hvem",
                    models.CharField(blank=True, max_length=300, verbose_name="hvem mistanken retter sig mod"),
                ),
                ("deles_med_leder", models.BooleanField(default=False, verbose_name="lederen må læse med")),
                ("i_enhedens_navn", models.BooleanField(default=False, verbose_name="sendes i enhedens navn")),
                (
                    "modtager_navn",
                    models.CharField(blank=True, max_length=150, verbose_name="modtager uden for systemet"),
                ),
                (
                    "kvitteringsnummer",
                    models.CharField(
                        blank=True, max_length=20, null=True, unique=True, verbose_name="kvitteringsnummer"
                    ),
                ),
                ("underskrift", models.CharField(blank=True, max_length=300, verbose_name="underskrevet af")),
                ("indhold", models.JSONField(blank=True, null=True, verbose_name="det, der blev sendt")),
                ("fingeraftryk", models.CharField(blank=True, max_length=64, verbose_name="fingeraftryk")),
                ("sendt_at", models.DateTimeField(blank=True, null=True, verbose_name="sendt")),
                ("afleveret_at", models.DateTimeField(blank=True, null=True, verbose_name="afleveret")),
                ("kasseret_at", models.DateTimeField(blank=True, null=True, verbose_name="kasseret")),
                ("kasseret_grund", models.CharField(blank=True, max_length=500, verbose_name="hvorfor kasseret")),
                (
                    "afleveret_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ansaettelse",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.ansaettelse"
                    ),
                ),
                (
                    "enhed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="underretninger", to="opsporing.enhed"
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
                    "mistaenkt",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "modtager_kommune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="opsporing.kommune",
                    ),
                ),
                (
                    "skemaversion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.skemaversion"
                    ),
                ),
                (
                    "skrevet_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="underretninger",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "underretning",
                "verbose_name_plural": "underretninger",
            },
        ),
        migrations.CreateModel(
            name="BilagEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("noegle", models.CharField(max_length=100, verbose_name="nøgle")),
                ("titel", models.CharField(max_length=200, verbose_name="titel")),
                ("valgt_at", models.DateTimeField(verbose_name="valgt")),
                ("indhold", models.JSONField(blank=True, null=True, verbose_name="kopi")),
                ("fingeraftryk", models.CharField(blank=True, max_length=64, verbose_name="fingeraftryk")),
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
                        to="underretning.bilag",
                    ),
                ),
                (
                    "underretning",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="underretning.underretning",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="bilag",
            name="underretning",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="bilag", to="underretning.underretning"
            ),
        ),
        migrations.CreateModel(
            name="UnderretningEvent",
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
                (
                    "status",
                    models.CharField(
                        choices=[("kladde", "kladde"), ("sendt", "sendt"), ("kasseret", "kasseret")],
                        default="kladde",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("oprettet_at", models.DateTimeField(verbose_name="begyndt")),
                (
                    "pligt",
                    models.CharField(
                        choices=[
                            ("fagperson", "Som fagperson"),
                            ("alle", "Som borger"),
                            ("flytning", "Familien flytter til en anden kommune"),
                        ],
                        default="fagperson",
                        max_length=20,
                        verbose_name="pligt",
                    ),
                ),
                ("akut", models.BooleanField(default=False, verbose_name="haster")),
                (
                    "overgreb",
                    models.CharField(
                        choices=[
                            ("nej", "Nej, ikke ud fra det, jeg ved"),
                            ("tvivl", "Jeg er i tvivl"),
                            ("hjemmet", "Ja, mod en forælder eller en anden i hjemmet"),
                            ("medarbejder", "Ja, mod en medarbejder"),
                            ("leder", "Ja, mod en leder"),
                            ("anden_voksen", "Ja, mod en anden voksen"),
                            ("mellem_boern", "Ja, mellem børn"),
                        ],
                        default="nej",
                        max_length=20,
                        verbose_name="mistanke om overgreb",
                    ),
                ),
                (
                    "overgreb_hvem",
                    models.CharField(blank=True, max_length=300, verbose_name="hvem mistanken retter sig mod"),
                ),
                ("deles_med_leder", models.BooleanField(default=False, verbose_name="lederen må læse med")),
                ("i_enhedens_navn", models.BooleanField(default=False, verbose_name="sendes i enhedens navn")),
                (
                    "modtager_navn",
                    models.CharField(blank=True, max_length=150, verbose_name="modtager uden for systemet"),
                ),
                (
                    "kvitteringsnummer",
                    models.CharField(blank=True, max_length=20, null=True, verbose_name="kvitteringsnummer"),
                ),
                ("underskrift", models.CharField(blank=True, max_length=300, verbose_name="underskrevet af")),
                ("indhold", models.JSONField(blank=True, null=True, verbose_name="det, der blev sendt")),
                ("fingeraftryk", models.CharField(blank=True, max_length=64, verbose_name="fingeraftryk")),
                ("sendt_at", models.DateTimeField(blank=True, null=True, verbose_name="sendt")),
                ("afleveret_at", models.DateTimeField(blank=True, null=True, verbose_name="afleveret")),
                ("kasseret_at", models.DateTimeField(blank=True, null=True, verbose_name="kasseret")),
                ("kasseret_grund", models.CharField(blank=True, max_length=500, verbose_name="hvorfor kasseret")),
                (
                    "afleveret_by",
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
                    "ansaettelse",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.ansaettelse",
                    ),
                ),
                (
                    "enhed",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="opsporing.enhed",
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
                    "mistaenkt",
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
                    "modtager_kommune",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        to="underretning.underretning",
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
                    "skrevet_by",
                    models.ForeignKey(
                        db_constraint=False,
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
            name="Underretningsbarn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "anledning",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="underretningsbarn",
                        to="opsporing.anledning",
                    ),
                ),
                (
                    "barn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.barn"
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
                (
                    "underretning",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="boern",
                        to="underretning.underretning",
                    ),
                ),
            ],
            options={
                "verbose_name": "barn i en underretning",
                "verbose_name_plural": "børn i en underretning",
            },
        ),
        migrations.CreateModel(
            name="UnderretningsbarnEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        to="underretning.underretningsbarn",
                    ),
                ),
                (
                    "underretning",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="underretning.underretning",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddConstraint(
            model_name="genvurderingsdeltager",
            constraint=models.UniqueConstraint(
                fields=("genvurdering", "user"), name="underretning_genvurderingsdeltager_een_gang"
            ),
        ),
        AddTrigger(
            model_name="genvurderingsdeltager",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_genvurderingsdeltagerevent" ("genvurdering_id", "id", "kommune_id", "ny", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."genvurdering_id", NEW."id", NEW."kommune_id", NEW."ny", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;',
                    hash="e9a0285cc5cda2ba1726a30768394d7d2180382e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_448fc",
                    table="underretning_genvurderingsdeltager",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="genvurderingsdeltager",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "underretning_genvurderingsdeltagerevent" ("genvurdering_id", "id", "kommune_id", "ny", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."genvurdering_id", NEW."id", NEW."kommune_id", NEW."ny", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."user_id"); RETURN NULL;',
                    hash="d0d6e26d58d0b5b39cb67921f088a3771a12dbed",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f0d93",
                    table="underretning_genvurderingsdeltager",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="genvurderingsdeltager",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_genvurderingsdeltagerevent" ("genvurdering_id", "id", "kommune_id", "ny", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (OLD."genvurdering_id", OLD."id", OLD."kommune_id", OLD."ny", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."user_id"); RETURN NULL;',
                    hash="99babd9b58683806535fc60a7005dd5bd44ecaa4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_12773",
                    table="underretning_genvurderingsdeltager",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="modtaget",
            index=models.Index(
                condition=models.Q(("status", "modtaget")),
                fields=["enhed", "modtaget_at"],
                name="underretning_modtaget_uret",
            ),
        ),
        migrations.AddIndex(
            model_name="modtaget",
            index=models.Index(fields=["barn", "modtaget_at"], name="underretning_modtaget_barn"),
        ),
        migrations.AddIndex(
            model_name="modtaget",
            index=models.Index(fields=["kommune", "modtaget_at"], name="underretning_modtaget_tal"),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["modtaget", "vurderet", "afgjort", "lukket", "oversendt"])),
                name="underretning_modtaget_status_kendt",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(("kanal__in", ["system", "telefon", "brev", "digital_post", "personligt", "anden"])),
                name="underretning_modtaget_kanal_kendt",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(("pligt__in", ["fagperson", "alle", "flytning"])),
                name="underretning_modtaget_pligt_kendt",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "overgreb__in",
                        ["nej", "tvivl", "hjemmet", "medarbejder", "leder", "anden_voksen", "mellem_boern"],
                    )
                ),
                name="underretning_modtaget_overgreb_kendt",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(("udfald__in", ["ingen", "screening", "afdaekning", "undersoegelse", ""])),
                name="underretning_modtaget_udfald_kendt",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("akut__isnull", True), ("vurderet_at__isnull", True), ("vurderet_by__isnull", True)),
                    models.Q(("akut__isnull", False), ("vurderet_at__isnull", False), ("vurderet_by__isnull", False)),
                    _connector="OR",
                ),
                name="underretning_modtaget_vurderet",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("afgjort_at__isnull", True), ("afgjort_by__isnull", True)),
                    models.Q(("afgjort_at__isnull", False), ("afgjort_by__isnull", False)),
                    _connector="OR",
                ),
                name="underretning_modtaget_afgjort",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lukket_at__isnull", True), ("lukket_by__isnull", True)),
                    models.Q(("lukket_at__isnull", False), ("lukket_by__isnull", False)),
                    _connector="OR",
                ),
                name="underretning_modtaget_lukket",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("oversendt_at__isnull", True), ("oversendt_by__isnull", True)),
                    models.Q(("oversendt_at__isnull", False), ("oversendt_by__isnull", False)),
                    _connector="OR",
                ),
                name="underretning_modtaget_oversendt",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(("modtaget_at__lte", models.F("registreret_at"))),
                name="underretning_modtaget_foer_registreret",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(("vurderet_at", None), models.Q(("vurdering", ""), _negated=True), _connector="OR"),
                name="underretning_modtaget_vurdering_begrundes",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("afgjort_at", None),
                    models.Q(models.Q(("afgoerelse", ""), _negated=True), models.Q(("udfald", ""), _negated=True)),
                    _connector="OR",
                ),
                name="underretning_modtaget_afgoerelse_begrundes",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["vurderet", "afgjort", "lukket"]), _negated=True),
                    ("vurderet_at__isnull", False),
                    _connector="OR",
                ),
                name="underretning_modtaget_status_vurderet",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["afgjort", "lukket"]), _negated=True),
                    ("afgjort_at__isnull", False),
                    _connector="OR",
                ),
                name="underretning_modtaget_status_afgjort",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status", "oversendt"),
                        ("oversendt_at__isnull", False),
                        models.Q(("oversendt_til", ""), _negated=True),
                    ),
                    models.Q(models.Q(("status", "oversendt"), _negated=True), ("oversendt_at", None)),
                    _connector="OR",
                ),
                name="underretning_modtaget_status_oversendt",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("anonym", False), models.Q(("underretter_kontakt", ""), ("underretter_navn", "")), _connector="OR"
                ),
                name="underretning_modtaget_anonym_uden_navn",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.CheckConstraint(
                condition=models.Q(("trin", None), ("trin__range", (0, 6)), _connector="OR"),
                name="underretning_modtaget_trin",
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.UniqueConstraint(
                fields=("kvitteringsnummer", "barn"), name="underretning_modtaget_een_pr_barn"
            ),
        ),
        AddConstraint(
            model_name="modtaget",
            constraint=models.UniqueConstraint(fields=("id", "kommune"), name="underretning_modtaget_id_kommune"),
        ),
        AddTrigger(
            model_name="modtaget",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_modtagetevent" ("aarsager", "afgjort_at", "afgjort_by_id", "afgoerelse", "akut", "anledning_id", "anonym", "ansvarlig_id", "barn_id", "enhed_id", "fingeraftryk", "hastede", "hjaelp_i_gang", "id", "indhold", "kanal", "kommune_id", "kvitteringsnummer", "lukket_at", "lukket_by_id", "modtaget_at", "overgreb", "oversendt_at", "oversendt_by_id", "oversendt_grund", "oversendt_til", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pligt", "registreret_at", "registreret_by_id", "rev", "status", "trin", "udfald", "ufoedt", "underretter_kode", "underretter_kontakt", "underretter_navn", "vurderet_at", "vurderet_by_id", "vurdering") VALUES (NEW."aarsager", NEW."afgjort_at", NEW."afgjort_by_id", NEW."afgoerelse", NEW."akut", NEW."anledning_id", NEW."anonym", NEW."ansvarlig_id", NEW."barn_id", NEW."enhed_id", NEW."fingeraftryk", NEW."hastede", NEW."hjaelp_i_gang", NEW."id", NEW."indhold", NEW."kanal", NEW."kommune_id", NEW."kvitteringsnummer", NEW."lukket_at", NEW."lukket_by_id", NEW."modtaget_at", NEW."overgreb", NEW."oversendt_at", NEW."oversendt_by_id", NEW."oversendt_grund", NEW."oversendt_til", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pligt", NEW."registreret_at", NEW."registreret_by_id", NEW."rev", NEW."status", NEW."trin", NEW."udfald", NEW."ufoedt", NEW."underretter_kode", NEW."underretter_kontakt", NEW."underretter_navn", NEW."vurderet_at", NEW."vurderet_by_id", NEW."vurdering"); RETURN NULL;',
                    hash="3cab05ed18420b2ed378ed80ea3e1f290cd28dc9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6a0a8",
                    table="underretning_modtaget",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="modtaget",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "underretning_modtagetevent" ("aarsager", "afgjort_at", "afgjort_by_id", "afgoerelse", "akut", "anledning_id", "anonym", "ansvarlig_id", "barn_id", "enhed_id", "fingeraftryk", "hastede", "hjaelp_i_gang", "id", "indhold", "kanal", "kommune_id", "kvitteringsnummer", "lukket_at", "lukket_by_id", "modtaget_at", "overgreb", "oversendt_at", "oversendt_by_id", "oversendt_grund", "oversendt_til", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pligt", "registreret_at", "registreret_by_id", "rev", "status", "trin", "udfald", "ufoedt", "underretter_kode", "underretter_kontakt", "underretter_navn", "vurderet_at", "vurderet_by_id", "vurdering") VALUES (NEW."aarsager", NEW."afgjort_at", NEW."afgjort_by_id", NEW."afgoerelse", NEW."akut", NEW."anledning_id", NEW."anonym", NEW."ansvarlig_id", NEW."barn_id", NEW."enhed_id", NEW."fingeraftryk", NEW."hastede", NEW."hjaelp_i_gang", NEW."id", NEW."indhold", NEW."kanal", NEW."kommune_id", NEW."kvitteringsnummer", NEW."lukket_at", NEW."lukket_by_id", NEW."modtaget_at", NEW."overgreb", NEW."oversendt_at", NEW."oversendt_by_id", NEW."oversendt_grund", NEW."oversendt_til", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pligt", NEW."registreret_at", NEW."registreret_by_id", NEW."rev", NEW."status", NEW."trin", NEW."udfald", NEW."ufoedt", NEW."underretter_kode", NEW."underretter_kontakt", NEW."underretter_navn", NEW."vurderet_at", NEW."vurderet_by_id", NEW."vurdering"); RETURN NULL;',
                    hash="92693a53a125db0c1b561285920a4acdc6395dd7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9f215",
                    table="underretning_modtaget",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="modtaget",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_modtagetevent" ("aarsager", "afgjort_at", "afgjort_by_id", "afgoerelse", "akut", "anledning_id", "anonym", "ansvarlig_id", "barn_id", "enhed_id", "fingeraftryk", "hastede", "hjaelp_i_gang", "id", "indhold", "kanal", "kommune_id", "kvitteringsnummer", "lukket_at", "lukket_by_id", "modtaget_at", "overgreb", "oversendt_at", "oversendt_by_id", "oversendt_grund", "oversendt_til", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pligt", "registreret_at", "registreret_by_id", "rev", "status", "trin", "udfald", "ufoedt", "underretter_kode", "underretter_kontakt", "underretter_navn", "vurderet_at", "vurderet_by_id", "vurdering") VALUES (OLD."aarsager", OLD."afgjort_at", OLD."afgjort_by_id", OLD."afgoerelse", OLD."akut", OLD."anledning_id", OLD."anonym", OLD."ansvarlig_id", OLD."barn_id", OLD."enhed_id", OLD."fingeraftryk", OLD."hastede", OLD."hjaelp_i_gang", OLD."id", OLD."indhold", OLD."kanal", OLD."kommune_id", OLD."kvitteringsnummer", OLD."lukket_at", OLD."lukket_by_id", OLD."modtaget_at", OLD."overgreb", OLD."oversendt_at", OLD."oversendt_by_id", OLD."oversendt_grund", OLD."oversendt_til", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pligt", OLD."registreret_at", OLD."registreret_by_id", OLD."rev", OLD."status", OLD."trin", OLD."udfald", OLD."ufoedt", OLD."underretter_kode", OLD."underretter_kontakt", OLD."underretter_navn", OLD."vurderet_at", OLD."vurderet_by_id", OLD."vurdering"); RETURN NULL;',
                    hash="9398b437a3df533514bfb9a9874cb9854d538c6f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0c4ee",
                    table="underretning_modtaget",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="genvurdering",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("afsluttet_at__isnull", True), ("afsluttet_by__isnull", True)),
                    models.Q(("afsluttet_at__isnull", False), ("afsluttet_by__isnull", False)),
                    _connector="OR",
                ),
                name="underretning_genvurdering_afsluttet",
            ),
        ),
        AddConstraint(
            model_name="genvurdering",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("afsluttet_at", None),
                    models.Q(("passer__isnull", False), models.Q(("konklusion", ""), _negated=True)),
                    _connector="OR",
                ),
                name="underretning_genvurdering_begrundes",
            ),
        ),
        AddConstraint(
            model_name="genvurdering",
            constraint=models.UniqueConstraint(fields=("id", "kommune"), name="underretning_genvurdering_id_kommune"),
        ),
        AddTrigger(
            model_name="genvurdering",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_genvurderingevent" ("afsluttet_at", "afsluttet_by_id", "begyndt_at", "begyndt_by_id", "id", "kommune_id", "konklusion", "modtaget_id", "passer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."afsluttet_at", NEW."afsluttet_by_id", NEW."begyndt_at", NEW."begyndt_by_id", NEW."id", NEW."kommune_id", NEW."konklusion", NEW."modtaget_id", NEW."passer", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="c0ff8cf7790e9294b679d76405ee489ba395c232",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fff6d",
                    table="underretning_genvurdering",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="genvurdering",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "underretning_genvurderingevent" ("afsluttet_at", "afsluttet_by_id", "begyndt_at", "begyndt_by_id", "id", "kommune_id", "konklusion", "modtaget_id", "passer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."afsluttet_at", NEW."afsluttet_by_id", NEW."begyndt_at", NEW."begyndt_by_id", NEW."id", NEW."kommune_id", NEW."konklusion", NEW."modtaget_id", NEW."passer", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="32e3f59363c580f7bac9b7e35edcaff88456a6aa",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_52729",
                    table="underretning_genvurdering",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="genvurdering",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_genvurderingevent" ("afsluttet_at", "afsluttet_by_id", "begyndt_at", "begyndt_by_id", "id", "kommune_id", "konklusion", "modtaget_id", "passer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."afsluttet_at", OLD."afsluttet_by_id", OLD."begyndt_at", OLD."begyndt_by_id", OLD."id", OLD."kommune_id", OLD."konklusion", OLD."modtaget_id", OLD."passer", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="838f917b6f69251c0c4387832aa78c1d33fe563f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e4009",
                    table="underretning_genvurdering",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="brev",
            constraint=models.CheckConstraint(
                condition=models.Q(("art__in", ["kvittering", "tilbagemelding"])), name="underretning_brev_art_kendt"
            ),
        ),
        AddConstraint(
            model_name="brev",
            constraint=models.CheckConstraint(
                condition=models.Q(("valg__in", ["igangsat", "i_forvejen", "ikke_igangsat", "saerlige_forhold", ""])),
                name="underretning_brev_valg_kendt",
            ),
        ),
        AddConstraint(
            model_name="brev",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sendt_at__isnull", True), ("sendt_by__isnull", True)),
                    models.Q(("sendt_at__isnull", False), ("sendt_by__isnull", False)),
                    _connector="OR",
                ),
                name="underretning_brev_sendt",
            ),
        ),
        AddConstraint(
            model_name="brev",
            constraint=models.UniqueConstraint(fields=("modtaget", "art"), name="underretning_brev_eet_af_hver"),
        ),
        AddConstraint(
            model_name="brev",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("indhold__isnull", False), ("undladt_grund", "")),
                    models.Q(models.Q(("undladt_grund", ""), _negated=True), ("sendt_at", None)),
                    _connector="OR",
                ),
                name="underretning_brev_sendt_eller_undladt",
            ),
        ),
        AddTrigger(
            model_name="brev",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_brevevent" ("art", "dannet_at", "dannet_by_id", "id", "indhold", "kommune_id", "modtaget_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sendt_at", "sendt_by_id", "tilfoejelse", "undladt_grund", "valg") VALUES (NEW."art", NEW."dannet_at", NEW."dannet_by_id", NEW."id", NEW."indhold", NEW."kommune_id", NEW."modtaget_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sendt_at", NEW."sendt_by_id", NEW."tilfoejelse", NEW."undladt_grund", NEW."valg"); RETURN NULL;',
                    hash="654004c12c6db040c1a267e1425dbd528450c90f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8ce6a",
                    table="underretning_brev",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="brev",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "underretning_brevevent" ("art", "dannet_at", "dannet_by_id", "id", "indhold", "kommune_id", "modtaget_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sendt_at", "sendt_by_id", "tilfoejelse", "undladt_grund", "valg") VALUES (NEW."art", NEW."dannet_at", NEW."dannet_by_id", NEW."id", NEW."indhold", NEW."kommune_id", NEW."modtaget_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sendt_at", NEW."sendt_by_id", NEW."tilfoejelse", NEW."undladt_grund", NEW."valg"); RETURN NULL;',
                    hash="677f60f7755c9defa81605d7f7d46de54c45597d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e1327",
                    table="underretning_brev",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="brev",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_brevevent" ("art", "dannet_at", "dannet_by_id", "id", "indhold", "kommune_id", "modtaget_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sendt_at", "sendt_by_id", "tilfoejelse", "undladt_grund", "valg") VALUES (OLD."art", OLD."dannet_at", OLD."dannet_by_id", OLD."id", OLD."indhold", OLD."kommune_id", OLD."modtaget_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sendt_at", OLD."sendt_by_id", OLD."tilfoejelse", OLD."undladt_grund", OLD."valg"); RETURN NULL;',
                    hash="49814ee7c87c199b4b4c5c7061f9a6f45d942e64",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_61611",
                    table="underretning_brev",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="boernesamtale",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holdt_den__isnull", False), ("uden_foraeldre__isnull", False), ("undladt_grund", "")),
                    models.Q(
                        ("holdt_den", None), ("uden_foraeldre", None), models.Q(("undladt_grund", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="underretning_samtale_holdt_eller_undladt",
            ),
        ),
        AddTrigger(
            model_name="boernesamtale",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_boernesamtaleevent" ("holdt_den", "hvem", "id", "kommune_id", "modtaget_id", "notat", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registreret_at", "registreret_by_id", "uden_foraeldre", "undladt_grund") VALUES (NEW."holdt_den", NEW."hvem", NEW."id", NEW."kommune_id", NEW."modtaget_id", NEW."notat", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."registreret_at", NEW."registreret_by_id", NEW."uden_foraeldre", NEW."undladt_grund"); RETURN NULL;',
                    hash="876583dd378a82618bae643b85200ec515d70ad6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1d336",
                    table="underretning_boernesamtale",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="boernesamtale",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "underretning_boernesamtaleevent" ("holdt_den", "hvem", "id", "kommune_id", "modtaget_id", "notat", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registreret_at", "registreret_by_id", "uden_foraeldre", "undladt_grund") VALUES (NEW."holdt_den", NEW."hvem", NEW."id", NEW."kommune_id", NEW."modtaget_id", NEW."notat", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."registreret_at", NEW."registreret_by_id", NEW."uden_foraeldre", NEW."undladt_grund"); RETURN NULL;',
                    hash="39cb7eb715cced0ebb798d0a7dcec0a43d2f97b8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_04c8a",
                    table="underretning_boernesamtale",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="boernesamtale",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_boernesamtaleevent" ("holdt_den", "hvem", "id", "kommune_id", "modtaget_id", "notat", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registreret_at", "registreret_by_id", "uden_foraeldre", "undladt_grund") VALUES (OLD."holdt_den", OLD."hvem", OLD."id", OLD."kommune_id", OLD."modtaget_id", OLD."notat", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."registreret_at", OLD."registreret_by_id", OLD."uden_foraeldre", OLD."undladt_grund"); RETURN NULL;',
                    hash="a971784d466ef885036395f92db96224ecbd5fc9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0c807",
                    table="underretning_boernesamtale",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="modtagetbilag",
            constraint=models.UniqueConstraint(fields=("modtaget", "nr"), name="underretning_modtagetbilag_nr"),
        ),
        AddTrigger(
            model_name="modtagetbilag",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_modtagetbilagevent" ("fingeraftryk", "id", "indhold", "kommune_id", "modtaget_id", "nr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "titel") VALUES (NEW."fingeraftryk", NEW."id", NEW."indhold", NEW."kommune_id", NEW."modtaget_id", NEW."nr", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."titel"); RETURN NULL;',
                    hash="d5263f1066cd868aef8be57b40a5b773a960c6d1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_49678",
                    table="underretning_modtagetbilag",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="modtagetbilag",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "underretning_modtagetbilagevent" ("fingeraftryk", "id", "indhold", "kommune_id", "modtaget_id", "nr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "titel") VALUES (NEW."fingeraftryk", NEW."id", NEW."indhold", NEW."kommune_id", NEW."modtaget_id", NEW."nr", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."titel"); RETURN NULL;',
                    hash="03b4ed3139048e197599f3fe4314c4ce978bc773",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e96be",
                    table="underretning_modtagetbilag",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="modtagetbilag",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_modtagetbilagevent" ("fingeraftryk", "id", "indhold", "kommune_id", "modtaget_id", "nr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "titel") VALUES (OLD."fingeraftryk", OLD."id", OLD."indhold", OLD."kommune_id", OLD."modtaget_id", OLD."nr", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."titel"); RETURN NULL;',
                    hash="5bc268006eea038d31d40a5cee264b7bf7a0398c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6dc98",
                    table="underretning_modtagetbilag",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="overdragelse",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_overdragelseevent" ("besked", "fra_id", "id", "kommune_id", "modtaget_id", "overdraget_at", "overdraget_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "til_id") VALUES (NEW."besked", NEW."fra_id", NEW."id", NEW."kommune_id", NEW."modtaget_id", NEW."overdraget_at", NEW."overdraget_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."til_id"); RETURN NULL;',
                    hash="74d428836f6b9e16173c770bbc1ef8c7d64f3824",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b5461",
                    table="underretning_overdragelse",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="overdragelse",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "underretning_overdragelseevent" ("besked", "fra_id", "id", "kommune_id", "modtaget_id", "overdraget_at", "overdraget_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "til_id") VALUES (NEW."besked", NEW."fra_id", NEW."id", NEW."kommune_id", NEW."modtaget_id", NEW."overdraget_at", NEW."overdraget_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."til_id"); RETURN NULL;',
                    hash="8ed35c1a30d4786b65aea87bdf6165507e5a9f1a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0f693",
                    table="underretning_overdragelse",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="overdragelse",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_overdragelseevent" ("besked", "fra_id", "id", "kommune_id", "modtaget_id", "overdraget_at", "overdraget_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "til_id") VALUES (OLD."besked", OLD."fra_id", OLD."id", OLD."kommune_id", OLD."modtaget_id", OLD."overdraget_at", OLD."overdraget_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."til_id"); RETURN NULL;',
                    hash="7ee2463abbcfba5a452a71774a079ec2dca27905",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4abe0",
                    table="underretning_overdragelse",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="skridt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("klaret_at__isnull", True), ("klaret_by__isnull", True)),
                    models.Q(("klaret_at__isnull", False), ("klaret_by__isnull", False)),
                    _connector="OR",
                ),
                name="underretning_skridt_klaret",
            ),
        ),
        AddConstraint(
            model_name="skridt",
            constraint=models.UniqueConstraint(fields=("modtaget", "nr"), name="underretning_skridt_nr"),
        ),
        AddTrigger(
            model_name="skridt",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_skridtevent" ("fjernet_at", "hvem", "id", "klaret_at", "klaret_by_id", "kommune_id", "modtaget_id", "nr", "oprettet_at", "oprettet_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "senest_den", "tekst") VALUES (NEW."fjernet_at", NEW."hvem", NEW."id", NEW."klaret_at", NEW."klaret_by_id", NEW."kommune_id", NEW."modtaget_id", NEW."nr", NEW."oprettet_at", NEW."oprettet_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."senest_den", NEW."tekst"); RETURN NULL;',
                    hash="7a60b82ced0599750e92b1567e9513ad6cb49f19",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4999c",
                    table="underretning_skridt",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="skridt",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "underretning_skridtevent" ("fjernet_at", "hvem", "id", "klaret_at", "klaret_by_id", "kommune_id", "modtaget_id", "nr", "oprettet_at", "oprettet_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "senest_den", "tekst") VALUES (NEW."fjernet_at", NEW."hvem", NEW."id", NEW."klaret_at", NEW."klaret_by_id", NEW."kommune_id", NEW."modtaget_id", NEW."nr", NEW."oprettet_at", NEW."oprettet_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."senest_den", NEW."tekst"); RETURN NULL;',
                    hash="21ed91519fadd5d3dcb33197d1fa51230015615f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e1f4e",
                    table="underretning_skridt",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="skridt",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_skridtevent" ("fjernet_at", "hvem", "id", "klaret_at", "klaret_by_id", "kommune_id", "modtaget_id", "nr", "oprettet_at", "oprettet_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "senest_den", "tekst") VALUES (OLD."fjernet_at", OLD."hvem", OLD."id", OLD."klaret_at", OLD."klaret_by_id", OLD."kommune_id", OLD."modtaget_id", OLD."nr", OLD."oprettet_at", OLD."oprettet_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."senest_den", OLD."tekst"); RETURN NULL;',
                    hash="ba79e276394738b07808428fd935d786849aedc1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c959b",
                    table="underretning_skridt",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="underretning",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["kladde", "sendt", "kasseret"])),
                name="underretning_underretning_status_kendt",
            ),
        ),
        AddConstraint(
            model_name="underretning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "overgreb__in",
                        ["nej", "tvivl", "hjemmet", "medarbejder", "leder", "anden_voksen", "mellem_boern"],
                    )
                ),
                name="underretning_underretning_overgreb_kendt",
            ),
        ),
        AddConstraint(
            model_name="underretning",
            constraint=models.CheckConstraint(
                condition=models.Q(("pligt__in", ["fagperson", "alle", "flytning"])),
                name="underretning_underretning_pligt_kendt",
            ),
        ),
        AddConstraint(
            model_name="underretning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("afleveret_at__isnull", True), ("afleveret_by__isnull", True)),
                    models.Q(("afleveret_at__isnull", False), ("afleveret_by__isnull", False)),
                    _connector="OR",
                ),
                name="underretning_underretning_afleveret",
            ),
        ),
        AddConstraint(
            model_name="underretning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "sendt"), _negated=True),
                    models.Q(
                        ("indhold__isnull", False),
                        ("kvitteringsnummer__isnull", False),
                        ("sendt_at__isnull", False),
                        models.Q(("underskrift", ""), _negated=True),
                        models.Q(("fingeraftryk", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="underretning_underretning_sendt_er_hel",
            ),
        ),
        AddConstraint(
            model_name="underretning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "sendt"),
                    models.Q(("indhold", None), ("kvitteringsnummer", None), ("sendt_at", None)),
                    _connector="OR",
                ),
                name="underretning_underretning_ikke_sendt",
            ),
        ),
        AddConstraint(
            model_name="underretning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "kasseret"), _negated=True), ("kasseret_at__isnull", False), _connector="OR"
                ),
                name="underretning_underretning_kasseret",
            ),
        ),
        AddConstraint(
            model_name="underretning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mistaenkt", None), models.Q(("mistaenkt", models.F("skrevet_by")), _negated=True), _connector="OR"
                ),
                name="underretning_underretning_ikke_mod_sig_selv",
            ),
        ),
        AddConstraint(
            model_name="underretning",
            constraint=models.UniqueConstraint(fields=("id", "kommune"), name="underretning_underretning_id_kommune"),
        ),
        AddTrigger(
            model_name="underretning",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_underretningevent" ("afleveret_at", "afleveret_by_id", "akut", "ansaettelse_id", "deles_med_leder", "enhed_id", "felt_rev", "fingeraftryk", "gemt_at", "gemt_by_id", "i_enhedens_navn", "id", "indhold", "kasseret_at", "kasseret_grund", "kommune_id", "konflikter", "kvitteringsnummer", "mistaenkt_id", "modtager_kommune_id", "modtager_navn", "oprettet_at", "overgreb", "overgreb_hvem", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pligt", "rev", "sendt_at", "skemaversion_id", "skrevet_by_id", "status", "svar", "underskrift") VALUES (NEW."afleveret_at", NEW."afleveret_by_id", NEW."akut", NEW."ansaettelse_id", NEW."deles_med_leder", NEW."enhed_id", NEW."felt_rev", NEW."fingeraftryk", NEW."gemt_at", NEW."gemt_by_id", NEW."i_enhedens_navn", NEW."id", NEW."indhold", NEW."kasseret_at", NEW."kasseret_grund", NEW."kommune_id", NEW."konflikter", NEW."kvitteringsnummer", NEW."mistaenkt_id", NEW."modtager_kommune_id", NEW."modtager_navn", NEW."oprettet_at", NEW."overgreb", NEW."overgreb_hvem", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pligt", NEW."rev", NEW."sendt_at", NEW."skemaversion_id", NEW."skrevet_by_id", NEW."status", NEW."svar", NEW."underskrift"); RETURN NULL;',
                    hash="2a9e7f7748ff8b48b9b89298a88a536a72098821",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_91332",
                    table="underretning_underretning",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="underretning",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "underretning_underretningevent" ("afleveret_at", "afleveret_by_id", "akut", "ansaettelse_id", "deles_med_leder", "enhed_id", "felt_rev", "fingeraftryk", "gemt_at", "gemt_by_id", "i_enhedens_navn", "id", "indhold", "kasseret_at", "kasseret_grund", "kommune_id", "konflikter", "kvitteringsnummer", "mistaenkt_id", "modtager_kommune_id", "modtager_navn", "oprettet_at", "overgreb", "overgreb_hvem", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pligt", "rev", "sendt_at", "skemaversion_id", "skrevet_by_id", "status", "svar", "underskrift") VALUES (NEW."afleveret_at", NEW."afleveret_by_id", NEW."akut", NEW."ansaettelse_id", NEW."deles_med_leder", NEW."enhed_id", NEW."felt_rev", NEW."fingeraftryk", NEW."gemt_at", NEW."gemt_by_id", NEW."i_enhedens_navn", NEW."id", NEW."indhold", NEW."kasseret_at", NEW."kasseret_grund", NEW."kommune_id", NEW."konflikter", NEW."kvitteringsnummer", NEW."mistaenkt_id", NEW."modtager_kommune_id", NEW."modtager_navn", NEW."oprettet_at", NEW."overgreb", NEW."overgreb_hvem", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pligt", NEW."rev", NEW."sendt_at", NEW."skemaversion_id", NEW."skrevet_by_id", NEW."status", NEW."svar", NEW."underskrift"); RETURN NULL;',
                    hash="ed85a93a492d8c16ab0990cc3287708d9900359d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_498a0",
                    table="underretning_underretning",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="underretning",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_underretningevent" ("afleveret_at", "afleveret_by_id", "akut", "ansaettelse_id", "deles_med_leder", "enhed_id", "felt_rev", "fingeraftryk", "gemt_at", "gemt_by_id", "i_enhedens_navn", "id", "indhold", "kasseret_at", "kasseret_grund", "kommune_id", "konflikter", "kvitteringsnummer", "mistaenkt_id", "modtager_kommune_id", "modtager_navn", "oprettet_at", "overgreb", "overgreb_hvem", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pligt", "rev", "sendt_at", "skemaversion_id", "skrevet_by_id", "status", "svar", "underskrift") VALUES (OLD."afleveret_at", OLD."afleveret_by_id", OLD."akut", OLD."ansaettelse_id", OLD."deles_med_leder", OLD."enhed_id", OLD."felt_rev", OLD."fingeraftryk", OLD."gemt_at", OLD."gemt_by_id", OLD."i_enhedens_navn", OLD."id", OLD."indhold", OLD."kasseret_at", OLD."kasseret_grund", OLD."kommune_id", OLD."konflikter", OLD."kvitteringsnummer", OLD."mistaenkt_id", OLD."modtager_kommune_id", OLD."modtager_navn", OLD."oprettet_at", OLD."overgreb", OLD."overgreb_hvem", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pligt", OLD."rev", OLD."sendt_at", OLD."skemaversion_id", OLD."skrevet_by_id", OLD."status", OLD."svar", OLD."underskrift"); RETURN NULL;',
                    hash="58e4b199bc088e3ef55e1b5661e5a07ab2ab6794",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b72d6",
                    table="underretning_underretning",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="bilag",
            constraint=models.UniqueConstraint(fields=("underretning", "noegle"), name="underretning_bilag_een_gang"),
        ),
        AddConstraint(
            model_name="bilag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fingeraftryk", ""), ("indhold", None)),
                    models.Q(("indhold__isnull", False), models.Q(("fingeraftryk", ""), _negated=True)),
                    _connector="OR",
                ),
                name="underretning_bilag_frosset",
            ),
        ),
        AddTrigger(
            model_name="bilag",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_bilagevent" ("barn_id", "fingeraftryk", "id", "indhold", "kommune_id", "noegle", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "titel", "underretning_id", "valgt_at") VALUES (NEW."barn_id", NEW."fingeraftryk", NEW."id", NEW."indhold", NEW."kommune_id", NEW."noegle", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."titel", NEW."underretning_id", NEW."valgt_at"); RETURN NULL;',
                    hash="0dda2aec1c10cc537e5c25a9cd27c01a9c9758ce",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bdb2c",
                    table="underretning_bilag",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="bilag",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "underretning_bilagevent" ("barn_id", "fingeraftryk", "id", "indhold", "kommune_id", "noegle", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "titel", "underretning_id", "valgt_at") VALUES (NEW."barn_id", NEW."fingeraftryk", NEW."id", NEW."indhold", NEW."kommune_id", NEW."noegle", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."titel", NEW."underretning_id", NEW."valgt_at"); RETURN NULL;',
                    hash="28946f8fb4a809801da9b712c235844b23a79f46",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d3b4d",
                    table="underretning_bilag",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="bilag",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_bilagevent" ("barn_id", "fingeraftryk", "id", "indhold", "kommune_id", "noegle", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "titel", "underretning_id", "valgt_at") VALUES (OLD."barn_id", OLD."fingeraftryk", OLD."id", OLD."indhold", OLD."kommune_id", OLD."noegle", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."titel", OLD."underretning_id", OLD."valgt_at"); RETURN NULL;',
                    hash="31751435837d29cde2d9bd67b2f62d313683f8e3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_12eb8",
                    table="underretning_bilag",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="underretningsbarn",
            constraint=models.UniqueConstraint(fields=("underretning", "barn"), name="underretning_barn_een_gang"),
        ),
        AddTrigger(
            model_name="underretningsbarn",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "underretning_underretningsbarnevent" ("anledning_id", "barn_id", "id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "underretning_id") VALUES (NEW."anledning_id", NEW."barn_id", NEW."id", NEW."kommune_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."underretning_id"); RETURN NULL;',
                    hash="6d74554b05ef7b6b1ba6b3d65ed8fa8e0a415e17",
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
                    func='INSERT INTO "underretning_underretningsbarnevent" ("anledning_id", "barn_id", "id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "underretning_id") VALUES (NEW."anledning_id", NEW."barn_id", NEW."id", NEW."kommune_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."underretning_id"); RETURN NULL;',
                    hash="46253a084d9809d58c6e5939407aff6f0b88e05c",
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
                    func='INSERT INTO "underretning_underretningsbarnevent" ("anledning_id", "barn_id", "id", "kommune_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "underretning_id") VALUES (OLD."anledning_id", OLD."barn_id", OLD."id", OLD."kommune_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."underretning_id"); RETURN NULL;',
                    hash="a6ff4cf8beabf55f762a82ae2d9266f44f33c8a5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5aab6",
                    table="underretning_underretningsbarn",
                    when="AFTER",
                ),
            ),
        ),
    ]
