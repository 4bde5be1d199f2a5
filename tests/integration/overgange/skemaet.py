"""The form of an overgang written, answered to and handed over, as Alma's pædagog does it."""

from collections.abc import Collection
from typing import Any

from opsporing.orientering import actions as orientering
from overgange import kopi as kopier
from overgange.actions import overlevering as actions
from overgange.actions import skema as skema_actions
from overgange.models import Overgang, Overleveretdel, Overlevering
from tests.cast import By

SVAR = {
    "barnets_ord": "Jeg vil have min traktor med.",
    "glad_for": "Biler og vand.",
    "hvad_hjaelper": "Farvel i vinduet.",
    "mad": "Spiser alt undtagen fisk.",
    "familien": "Farmor henter om fredagen.",
    "indtil_start": "Vi går forbi den nye legeplads.",
}


def fortael(vurdering: Any, by: By, *personer: Any) -> None:
    """The talk with the parents about how a vurdering came out, noted."""
    orientering.registrer_resultat(
        anledning=vurdering.anledning,
        personer=personer or [by.mor, by.far],
        maade="mundtligt",
        givet_den=by.nu.date(),
        by=by.paedagog,
        nu=by.nu,
    )


def skriv(o: Overgang, by: By, **mere: Any) -> None:
    skema_actions.gem_skema(overgang=o, aendringer={**SVAR, **mere}, set_rev=99, by=by.paedagog, nu=by.nu)
    o.refresh_from_db()


def sig(o: Overgang, by: By, person: Any, *, nej: Collection[str] = (), nu: Any = None) -> list[Overleveretdel]:
    kopi = kopier.byg(o, skema_actions.skema_for(o), by.paedagog, nu or by.nu)
    svar = {d.om.kode: d.om.kode not in nej for d in kopi.spoerges}
    return actions.svar_samtykke(overgang=o, person=person, svar=svar, by=by.paedagog, nu=nu or by.nu)


def giv(o: Overgang, by: By, nu: Any = None) -> Overlevering:
    overlevering = actions.overlever(overgang=o, set_aftryk=None, by=by.paedagog, nu=nu or by.nu)
    o.refresh_from_db()
    return overlevering


def dele(o: Overlevering) -> list[str]:
    return list(o.dele.order_by("nr").values_list("del_kode", flat=True))
