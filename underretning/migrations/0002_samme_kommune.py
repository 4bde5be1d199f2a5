"""Rows of the app stay within their municipality."""

from django.db import migrations

from opsporing.migrationer import SammeKommune


class Migration(migrations.Migration):
    dependencies = [
        ("underretning", "0001_initial"),
    ]

    operations = [
        SammeKommune("underretning_underretning", "enhed_id", "opsporing_enhed"),
        SammeKommune("underretning_underretning", "ansaettelse_id", "opsporing_ansaettelse"),
        SammeKommune("underretning_underretning", "skrevet_by_id", "opsporing_user"),
        SammeKommune("underretning_underretning", "mistaenkt_id", "opsporing_user"),
        SammeKommune("underretning_underretningsbarn", "underretning_id", "underretning_underretning"),
        SammeKommune("underretning_underretningsbarn", "barn_id", "opsporing_barn"),
        SammeKommune("underretning_underretningsbarn", "anledning_id", "opsporing_anledning"),
        SammeKommune("underretning_bilag", "underretning_id", "underretning_underretning"),
        SammeKommune("underretning_bilag", "barn_id", "opsporing_barn"),
        SammeKommune("underretning_modtaget", "enhed_id", "opsporing_enhed"),
        SammeKommune("underretning_modtaget", "anledning_id", "opsporing_anledning"),
        SammeKommune("underretning_modtaget", "barn_id", "opsporing_barn"),
        SammeKommune("underretning_modtaget", "ansvarlig_id", "opsporing_user"),
        SammeKommune("underretning_modtagetbilag", "modtaget_id", "underretning_modtaget"),
        SammeKommune("underretning_genvurdering", "modtaget_id", "underretning_modtaget"),
        SammeKommune("underretning_boernesamtale", "modtaget_id", "underretning_modtaget"),
        SammeKommune("underretning_overdragelse", "modtaget_id", "underretning_modtaget"),
        SammeKommune("underretning_brev", "modtaget_id", "underretning_modtaget"),
        SammeKommune("underretning_skridt", "modtaget_id", "underretning_modtaget"),
        SammeKommune("underretning_genvurderingsdeltager", "genvurdering_id", "underretning_genvurdering"),
        SammeKommune("underretning_genvurderingsdeltager", "user_id", "opsporing_user"),
        SammeKommune("underretning_overdragelse", "fra_id", "opsporing_user"),
        SammeKommune("underretning_overdragelse", "til_id", "opsporing_user"),
    ]
