"""The dialogmoeder app: teams, meetings about children, and sparring."""

from django.apps import AppConfig


class DialogmoederConfig(AppConfig):
    name = "dialogmoeder"
    verbose_name = "Dialogmøder"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow children and what their parents have said yes to, say where matters are read, and offer minutes."""
        from django.urls import reverse

        from dialogmoeder import bilag, koder
        from dialogmoeder.actions import aftaler, evaluering, opgaver, punkt, sammenlaegning, sparring, team
        from dialogmoeder.kreds import skjul_for_foraeldre
        from opsporing import samtykke
        from opsporing.anledning import SIDER, Sagside
        from opsporing.bilag import Bilagskilde, tilfoej
        from opsporing.boern.actions import FOELGER_BOERN, FOELGER_SAMMENLAEGNING
        from opsporing.databeskyttelse.udskrift import SKJULER
        from opsporing.frister.ajourfoering import DAGLIGE
        from opsporing.handlinger.actions import NY_ANSVARLIG
        from opsporing.handlinger.ansvarlige import UDEFRA
        from opsporing.spaerring.actions import EFTER_OPHAEVELSE, EFTER_SAETTELSE

        FOELGER_BOERN.extend((punkt.foelg_boern, sparring.foelg_boern))
        FOELGER_SAMMENLAEGNING.append(sammenlaegning.foelg_sammenlaegning)
        DAGLIGE.extend((evaluering.hold_op_med_at_spoerge, aftaler.luk_for_ansvarlige, sparring.luk_for_raadgivere))
        DAGLIGE.append(team.foelg_ansatte)
        SKJULER.append(skjul_for_foraeldre)
        tilfoej(Bilagskilde(bilag.KODE, "Mødereferater", bilag.find, bilag.frys))
        NY_ANSVARLIG.append(aftaler.ny_ansvarlig)
        UDEFRA[punkt.KODE] = opgaver.med_grund
        EFTER_SAETTELSE.append(punkt.spaerring_sat)
        EFTER_OPHAEVELSE.extend((punkt.spaerring_ophaevet, aftaler.spaerring_ophaevet))
        samtykke.EFTER_TRAEK.extend((punkt.luk_efter_samtykke, sparring.luk_efter_samtykke))
        SIDER[punkt.KODE] = Sagside(
            "Punkt på et møde",
            "Et punkt på et møde",
            lambda sag: reverse("dialogmoeder:punkt", args=[sag.moedepunkt.pk]),
        )
        SIDER[sparring.KODE] = Sagside(
            "Sparring", "En sparring", lambda sag: reverse("dialogmoeder:sparring", args=[sag.sparring.pk])
        )
        SIDER[koder.MOEDE] = Sagside("Møde", "Et møde", lambda sag: reverse("dialogmoeder:moede", args=[sag.moede.pk]))
