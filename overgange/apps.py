"""The overgange app: a child's change of place, handed over with the parents."""

from django.apps import AppConfig


class OvergangeConfig(AppConfig):
    name = "overgange"
    verbose_name = "Overgange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow children as their starts are planned, moved and called off."""
        from django.urls import reverse

        from opsporing.anledning import SIDER, Sagside
        from opsporing.boern.actions import FOELGER_BOERN, FOELGER_SAMMENLAEGNING
        from opsporing.frister.ajourfoering import DAGLIGE, HOOKS
        from opsporing.skemaer.actions import EGNE_REGLER
        from overgange.actions import besoeg, gaester, liv, overlevering
        from overgange.actions.skema import SKEMAER
        from overgange.rules.skema import fejl_i_skema

        FOELGER_BOERN.append(liv.foelg_boern)
        FOELGER_SAMMENLAEGNING.append(liv.foelg_sammenlaegning)
        HOOKS.append(liv.ajourfoer)
        HOOKS.append(besoeg.ajourfoer_besoeg)
        DAGLIGE.append(overlevering.afslut_uden_for)
        DAGLIGE.append(overlevering.toem_stoppede)
        DAGLIGE.append(besoeg.luk_glemte)
        DAGLIGE.append(gaester.glem_forbi)
        EGNE_REGLER |= dict.fromkeys(SKEMAER.values(), fejl_i_skema)
        SIDER[liv.KODE] = Sagside(
            "Overgang",
            "En overgang til et andet sted",
            lambda anledning: reverse("overgange:overgang", args=[anledning.overgang.pk]),
        )
        SIDER[gaester.KODE] = Sagside(
            "Overgangsbesøg",
            "Et overgangsbesøg",
            lambda anledning: reverse("overgange:besoeg", args=[anledning.overgangsbesoeg.pk]),
        )
        SIDER[overlevering.KODE] = Sagside(
            "Overlevering",
            "Noget, et tidligere sted har givet videre",
            lambda anledning: reverse("overgange:overlevering", args=[anledning.overlevering.pk]),
        )
