"""No ADBB course points into another municipality."""

from django.db import migrations

from opsporing.migrationer import SammeKommune


class Migration(migrations.Migration):
    dependencies = [("adbb", "0001_initial"), ("opsporing", "0008_orientering_trin")]

    operations = [
        SammeKommune("adbb_forloeb", "anledning_id", "opsporing_anledning"),
        SammeKommune("adbb_forloeb", "barn_id", "opsporing_barn"),
        SammeKommune("adbb_forloeb", "enhed_id", "opsporing_enhed"),
        SammeKommune("adbb_forloeb", "profilversion_id", "opsporing_profilversion"),
        SammeKommune("adbb_screening", "forloeb_id", "adbb_forloeb"),
        SammeKommune("adbb_screening", "certificering_id", "opsporing_certificering"),
        SammeKommune("adbb_screening", "erstatter_id", "adbb_screening"),
        SammeKommune("adbb_teamsag", "forloeb_id", "adbb_forloeb"),
        SammeKommune("adbb_supervision", "enhed_id", "opsporing_enhed"),
        SammeKommune("adbb_supervisionsdeltager", "supervision_id", "adbb_supervision"),
        SammeKommune("adbb_supervisionsdeltager", "user_id", "opsporing_user"),
    ]
