"""No vurdering points into another municipality."""

from django.db import migrations

from opsporing.migrationer import SammeKommune


class Migration(migrations.Migration):
    dependencies = [("trivsel", "0001_initial"), ("opsporing", "0002_database")]

    operations = [
        SammeKommune("trivsel_runde", "profilversion_id", "opsporing_profilversion"),
        SammeKommune("trivsel_vurdering", "anledning_id", "opsporing_anledning"),
        SammeKommune("trivsel_vurdering", "runde_id", "trivsel_runde"),
        SammeKommune("trivsel_vurdering", "barn_id", "opsporing_barn"),
        SammeKommune("trivsel_vurdering", "enhed_id", "opsporing_enhed"),
        SammeKommune("trivsel_vurdering", "profilversion_id", "opsporing_profilversion"),
        SammeKommune("trivsel_vurdering", "erstatter_id", "trivsel_vurdering"),
        SammeKommune("trivsel_egenvurdering", "vurdering_id", "trivsel_vurdering"),
        SammeKommune("trivsel_egenvurdering", "vurderer_id", "opsporing_user"),
        SammeKommune("trivsel_egenvurdering", "ansaettelse_id", "opsporing_ansaettelse"),
    ]
