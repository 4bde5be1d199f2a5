"""Let a row that points at a Tilknytning carry the municipality along."""

from django.db import migrations, models

from opsporing.migrationer import AddConstraint


class Migration(migrations.Migration):
    dependencies = [
        ("opsporing", "0014_moede_og_sag_uden_barn"),
    ]

    operations = [
        AddConstraint(
            model_name="tilknytning",
            constraint=models.UniqueConstraint(fields=("id", "kommune"), name="opsporing_tilknytning_id_kommune"),
        ),
    ]
