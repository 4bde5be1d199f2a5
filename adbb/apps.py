"""The adbb app: sundhedsplejen's observations of infants' contact, from due window to what follows."""

from django.apps import AppConfig


class AdbbConfig(AppConfig):
    name = "adbb"
    verbose_name = "ADBB"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow children as they are born, grow and move."""
        from django.urls import reverse

        from adbb import bilag, moedeforslag
        from adbb.actions.forloeb import ajourfoer, foelg_boern
        from adbb.actions.screening import spaerring_ophaevet
        from adbb.models import Forloeb
        from adbb.rules.skema import fejl_i_skema, fejl_i_teamskema
        from opsporing.anledning import SIDER, Sagside
        from opsporing.bilag import Bilagskilde, tilfoej
        from opsporing.boern.actions import FOELGER_BOERN, SAMMENLAEGGES
        from opsporing.frister.ajourfoering import HOOKS
        from opsporing.fristtyper import CERTIFIKATSIDER, Certifikatside
        from opsporing.moedeforslag import FORSLAG
        from opsporing.skemaer.actions import EGNE_REGLER
        from opsporing.spaerring.actions import EFTER_OPHAEVELSE

        FOELGER_BOERN.append(foelg_boern)
        SAMMENLAEGGES.append(Forloeb)
        HOOKS.append(ajourfoer)
        EFTER_OPHAEVELSE.append(spaerring_ophaevet)
        EGNE_REGLER |= {"adbb": fejl_i_skema, "adbb-team": fejl_i_teamskema}
        SIDER["adbb.forloeb"] = Sagside(
            "ADBB",
            "En undersøgelse i sundhedsplejen",
            lambda anledning: reverse("adbb:forloeb", args=[anledning.adbbforloeb.pk]),
        )
        CERTIFIKATSIDER["adbb"] = Certifikatside(egen="adbb:mit", alles="adbb:certifikater")
        tilfoej(Bilagskilde(bilag.KODE, "ADBB-screeninger", bilag.find, bilag.frys))
        FORSLAG.append(moedeforslag.forslag)
