"""Let a row that points at a Tilknytning carry the municipality along."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opsporing", "0014_moede_og_sag_uden_barn"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="tilknytning",
            constraint=models.UniqueConstraint(fields=("id", "kommune"), name="opsporing_tilknytning_id_kommune"),
        ),
    ]
