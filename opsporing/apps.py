"""The core app."""

from django.apps import AppConfig


class OpsporingConfig(AppConfig):
    name = "opsporing"
    verbose_name = "Opsporing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow children and staff, say what the core does every night, and how forms speak."""
        from opsporing import dkfds
        from opsporing.bilag import Bilagskilde, tilfoej
        from opsporing.boern.actions import FOELGER_BOERN
        from opsporing.frister import ajourfoering
        from opsporing.frister.natlig import ryd_sessioner
        from opsporing.handlinger import actions as handlinger
        from opsporing.handlinger import bilag as aftaler
        from opsporing.indlaesning.actions import kasser_glemte
        from opsporing.organisation import certifikater
        from opsporing.organisation.actions import FOELGER_ANSATTE
        from opsporing.orientering import foelger as orientering
        from opsporing.spaerring import actions as spaerringer

        dkfds.sig_hvad_man_skal()
        FOELGER_BOERN.extend([handlinger.foelg_boern, orientering.foelg_boern])
        FOELGER_ANSATTE.append(handlinger.foelg_ansatte)
        ajourfoering.DAGLIGE += [ryd_sessioner, certifikater.ajourfoer, kasser_glemte, spaerringer.ajourfoer]
        ajourfoering.DAGLIGE.append(handlinger.ajourfoer)
        tilfoej(Bilagskilde(aftaler.KODE, "Aftaler", aftaler.find, aftaler.frys))
