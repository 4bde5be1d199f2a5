"""The dialogmoeder app: teams, meetings about children, and sparring."""

from django.apps import AppConfig


class DialogmoederConfig(AppConfig):
    name = "dialogmoeder"
    verbose_name = "Dialogmøder"
    default_auto_field = "django.db.models.BigAutoField"
