"""The overgange app: a child's change of place, handed over with the parents."""

from django.apps import AppConfig


class OvergangeConfig(AppConfig):
    name = "overgange"
    verbose_name = "Overgange"
    default_auto_field = "django.db.models.BigAutoField"
