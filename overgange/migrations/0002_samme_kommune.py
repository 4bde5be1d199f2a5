"""Rows of the app stay within their municipality."""

from django.db import migrations

from opsporing.migrationer import SammeKommune


class Migration(migrations.Migration):
    dependencies = [
        ("overgange", "0001_initial"),
    ]

    operations = [
        SammeKommune("overgange_overgang", "anledning_id", "opsporing_anledning"),
        SammeKommune("overgange_overgang", "barn_id", "opsporing_barn"),
        SammeKommune("overgange_overgang", "fra_enhed_id", "opsporing_enhed"),
        SammeKommune("overgange_overgang", "til_enhed_id", "opsporing_enhed"),
        SammeKommune("overgange_overgangsskema", "overgang_id", "overgange_overgang"),
        SammeKommune("overgange_overlevering", "overgang_id", "overgange_overgang"),
        SammeKommune("overgange_overlevering", "anledning_id", "opsporing_anledning"),
        SammeKommune("overgange_overlevering", "modtager_id", "opsporing_enhed"),
        SammeKommune("overgange_overleveretdel", "overlevering_id", "overgange_overlevering"),
        SammeKommune("overgange_spoergsmaal", "overlevering_id", "overgange_overlevering"),
        SammeKommune("overgange_besoeg", "overgang_id", "overgange_overgang"),
        SammeKommune("overgange_besoeg", "moedeleder_id", "opsporing_user"),
        SammeKommune("overgange_besoegsdeltager", "besoeg_id", "overgange_besoeg"),
        SammeKommune("overgange_besoegsdeltager", "user_id", "opsporing_user"),
    ]
