"""The core app."""

from django.apps import AppConfig


class OpsporingConfig(AppConfig):
    name = "opsporing"
    verbose_name = "Opsporing"
    default_auto_field = "django.db.models.BigAutoField"
