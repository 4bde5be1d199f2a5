"""The trivsel app: trivselsvurderinger from round to follow-up."""

from django.apps import AppConfig


class TrivselConfig(AppConfig):
    name = "trivsel"
    verbose_name = "Trivsel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow children as they move, and let rounds open and close as time passes."""
        from opsporing.boern.actions import FOELGER_BARNET, SAMMENLAEGGES
        from opsporing.frister.ajourfoering import HOOKS
        from trivsel.actions.runder import ajourfoer, foelg_barnet
        from trivsel.models import Vurdering

        FOELGER_BARNET.append(foelg_barnet)
        SAMMENLAEGGES.append(Vurdering)
        HOOKS.append(ajourfoer)
