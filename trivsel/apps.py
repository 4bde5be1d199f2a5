"""The trivsel app: trivselsvurderinger from round to follow-up."""

from django.apps import AppConfig


class TrivselConfig(AppConfig):
    name = "trivsel"
    verbose_name = "Trivsel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow children as they move, and let rounds open and close as time passes."""
        from django.urls import reverse

        from opsporing.anledning import SIDER, Sagside
        from opsporing.bilag import Bilagskilde, tilfoej
        from opsporing.boern.actions import FOELGER_BOERN, SAMMENLAEGGES
        from opsporing.frister.ajourfoering import HOOKS
        from opsporing.moedeforslag import FORSLAG
        from opsporing.spaerring.actions import EFTER_OPHAEVELSE
        from trivsel import bilag, moedeforslag
        from trivsel.actions import besoeg
        from trivsel.actions.runder import ajourfoer, foelg_boern
        from trivsel.actions.spaerring import spaerring_ophaevet
        from trivsel.models import Vurdering

        # First what a child has follows it; then it gets what it is missing where it is now.
        FOELGER_BOERN.extend([foelg_boern, besoeg.foelg_boern])
        SAMMENLAEGGES.append(Vurdering)
        HOOKS.extend([ajourfoer, besoeg.ajourfoer])
        EFTER_OPHAEVELSE.append(spaerring_ophaevet)
        SIDER["trivsel.vurdering"] = Sagside(
            "Trivselsvurdering",
            "En trivselsvurdering",
            lambda anledning: reverse("trivsel:vurdering", args=[anledning.vurdering.pk]),
        )
        tilfoej(Bilagskilde(bilag.KODE, "Trivselsvurderinger", bilag.find, bilag.frys))
        FORSLAG.append(moedeforslag.forslag)
