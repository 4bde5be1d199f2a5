"""The e-mails of meetings, each exactly once."""

import django.db.models.deletion
from django.db import migrations, models

from opsporing.migrationer import SammeKommune


class Migration(migrations.Migration):
    dependencies = [
        ("dialogmoeder", "0002_samme_kommune"),
        ("opsporing", "0014_moede_og_sag_uden_barn"),
    ]

    operations = [
        migrations.CreateModel(
            name="Indkaldelse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slags",
                    models.CharField(
                        choices=[
                            ("indkaldt", "indkaldt"),
                            ("flyttet", "flyttet"),
                            ("aflyst", "aflyst"),
                            ("afbud", "ikke med længere"),
                        ],
                        max_length=20,
                        verbose_name="hvad der fortælles",
                    ),
                ),
                ("sekvens", models.PositiveSmallIntegerField(verbose_name="mødets udgave")),
                ("message_id", models.CharField(max_length=200, unique=True)),
                ("oprettet_at", models.DateTimeField(verbose_name="oprettet")),
                ("optaget_til", models.DateTimeField(blank=True, null=True)),
                ("forsoeg", models.PositiveIntegerField(default=0, verbose_name="forsøg")),
                ("sendt_at", models.DateTimeField(blank=True, null=True, verbose_name="sendt")),
                ("opgivet_at", models.DateTimeField(blank=True, null=True, verbose_name="opgivet")),
                (
                    "deltager",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indkaldelser",
                        to="dialogmoeder.deltager",
                    ),
                ),
                (
                    "kommune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opsporing.kommune"
                    ),
                ),
                (
                    "moede",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indkaldelser",
                        to="dialogmoeder.moede",
                    ),
                ),
            ],
            options={
                "verbose_name": "indkaldelse",
                "verbose_name_plural": "indkaldelser",
                "indexes": [
                    models.Index(
                        condition=models.Q(("opgivet_at", None), ("sendt_at", None)),
                        fields=["optaget_til"],
                        name="dialogmoeder_indkaldelse_vent",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slags__in", ["indkaldt", "flyttet", "aflyst", "afbud"])),
                        name="dialogmoeder_indkaldelse_slags_kendt",
                    ),
                    models.UniqueConstraint(
                        fields=("deltager", "slags", "sekvens"), name="dialogmoeder_indkaldelse_een_gang"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sendt_at", None), ("opgivet_at", None), _connector="OR"),
                        name="dialogmoeder_indkaldelse_enten_eller",
                    ),
                ],
            },
        ),
        SammeKommune("dialogmoeder_indkaldelse", "moede_id", "dialogmoeder_moede"),
        SammeKommune("dialogmoeder_indkaldelse", "deltager_id", "dialogmoeder_deltager"),
    ]
