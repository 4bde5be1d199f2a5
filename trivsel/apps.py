"""The trivsel app: trivselsvurderinger from round to follow-up."""

from django.apps import AppConfig


class TrivselConfig(AppConfig):
    name = "trivsel"
    verbose_name = "Trivsel"
    default_auto_field = "django.db.models.BigAutoField"
