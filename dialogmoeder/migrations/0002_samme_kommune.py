"""Rows of the app stay within their municipality."""

from django.db import migrations

from opsporing.migrationer import SammeKommune


class Migration(migrations.Migration):
    dependencies = [
        ("dialogmoeder", "0001_initial"),
    ]

    operations = [
        SammeKommune("dialogmoeder_team", "enhed_id", "opsporing_enhed"),
        SammeKommune("dialogmoeder_team", "tovholder_id", "opsporing_user"),
        SammeKommune("dialogmoeder_teammedlem", "team_id", "dialogmoeder_team"),
        SammeKommune("dialogmoeder_teammedlem", "ansaettelse_id", "opsporing_ansaettelse"),
        SammeKommune("dialogmoeder_moede", "anledning_id", "opsporing_anledning"),
        SammeKommune("dialogmoeder_moede", "enhed_id", "opsporing_enhed"),
        SammeKommune("dialogmoeder_moede", "team_id", "dialogmoeder_team"),
        SammeKommune("dialogmoeder_moede", "moedeleder_id", "opsporing_user"),
        SammeKommune("dialogmoeder_deltager", "moede_id", "dialogmoeder_moede"),
        SammeKommune("dialogmoeder_deltager", "ansaettelse_id", "opsporing_ansaettelse"),
        SammeKommune("dialogmoeder_deltager", "person_id", "opsporing_person"),
        SammeKommune("dialogmoeder_punkt", "moede_id", "dialogmoeder_moede"),
        SammeKommune("dialogmoeder_punkt", "anledning_id", "opsporing_anledning"),
        SammeKommune("dialogmoeder_punkt", "barn_id", "opsporing_barn"),
        SammeKommune("dialogmoeder_punktdeltager", "punkt_id", "dialogmoeder_punkt"),
        SammeKommune("dialogmoeder_punktdeltager", "deltager_id", "dialogmoeder_deltager"),
        SammeKommune("dialogmoeder_forberedelse", "punkt_id", "dialogmoeder_punkt"),
        SammeKommune("dialogmoeder_referat", "punkt_id", "dialogmoeder_punkt"),
        SammeKommune("dialogmoeder_evaluering", "moede_id", "dialogmoeder_moede"),
        SammeKommune("dialogmoeder_sparring", "anledning_id", "opsporing_anledning"),
        SammeKommune("dialogmoeder_sparring", "barn_id", "opsporing_barn"),
        SammeKommune("dialogmoeder_sparring", "enhed_id", "opsporing_enhed"),
        SammeKommune("dialogmoeder_sparring", "til_enhed_id", "opsporing_enhed"),
        SammeKommune("dialogmoeder_sparring", "punkt_id", "dialogmoeder_punkt"),
        SammeKommune("dialogmoeder_sparringsindlaeg", "sparring_id", "dialogmoeder_sparring"),
    ]
