"""The rest of the app's rows stay within their municipality too."""

from django.db import migrations

from opsporing.migrationer import SammeKommune


class Migration(migrations.Migration):
    dependencies = [
        ("dialogmoeder", "0003_indkaldelser"),
        ("opsporing", "0015_tilknytning_id_kommune"),
    ]

    operations = [
        SammeKommune("dialogmoeder_teammedlem", "stedfortraeder_for_id", "dialogmoeder_teammedlem"),
        SammeKommune("dialogmoeder_moede", "efter_id", "dialogmoeder_moede"),
        SammeKommune("dialogmoeder_deltager", "stedfortraeder_for_id", "dialogmoeder_deltager"),
        SammeKommune("dialogmoeder_punkt", "kilde_id", "opsporing_anledning"),
        SammeKommune("dialogmoeder_punkt", "fortsaetter_id", "dialogmoeder_punkt"),
        SammeKommune("dialogmoeder_punktdeltager", "tilknytning_id", "opsporing_tilknytning"),
        SammeKommune("dialogmoeder_sparring", "spoerger_id", "opsporing_user"),
    ]
