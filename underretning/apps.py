"""The underretning app: written by those who know the child, received and answered by myndighed."""

from django.apps import AppConfig


class UnderretningConfig(AppConfig):
    name = "underretning"
    verbose_name = "Underretninger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow children that are found registered twice, and say where a matter is read."""
        from django.urls import reverse

        from opsporing.anledning import SIDER, Sagside
        from opsporing.boern.actions import FOELGER_SAMMENLAEGNING
        from opsporing.databeskyttelse.udskrift import SKJULER
        from underretning.actions.sammenlaeg import foelg_sammenlaegning
        from underretning.parternes_log import skjul

        FOELGER_SAMMENLAEGNING.append(foelg_sammenlaegning)
        SKJULER.append(skjul)
        SIDER["underretning.skrevet"] = Sagside(
            "Underretning",
            "En underretning",
            lambda sag: reverse("underretning:skriv", args=[sag.underretningsbarn.underretning_id]),
        )
        SIDER["underretning.modtaget"] = Sagside(
            "Underretning",
            "En underretning",
            lambda sag: reverse("underretning:modtaget", args=[sag.modtaget.pk]),
        )
