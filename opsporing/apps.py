"""The core app."""

from django.apps import AppConfig


class OpsporingConfig(AppConfig):
    name = "opsporing"
    verbose_name = "Opsporing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the core does every night."""
        from opsporing.frister import ajourfoering
        from opsporing.frister.natlig import ryd_sessioner
        from opsporing.organisation import certifikater

        ajourfoering.DAGLIGE += [ryd_sessioner, certifikater.ajourfoer]
