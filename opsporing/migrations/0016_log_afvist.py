"""Find what was refused without reading the whole log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opsporing", "0015_tilknytning_id_kommune"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="log",
            index=models.Index(
                condition=models.Q(("haendelse__startswith", "opsporing.afvist_")),
                fields=["kommune", "nu"],
                name="opsporing_log_afvist",
            ),
        ),
    ]
