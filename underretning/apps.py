"""The underretning app: written by those who know the child, received and answered by myndighed."""

from django.apps import AppConfig


class UnderretningConfig(AppConfig):
    name = "underretning"
    verbose_name = "Underretninger"
    default_auto_field = "django.db.models.BigAutoField"
