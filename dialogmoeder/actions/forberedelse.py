"""Preparing an item: written as one goes by those of the child's unit, and sent to everybody with part in it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dialogmoeder import permissions_punkt as permissions
from dialogmoeder.actions.punkt import aabn_for_deltagere, laas
from dialogmoeder.fristtyper import FORAELDRE, FORBEREDELSE
from dialogmoeder.models import Forberedelse, Punkt, Punktart
from dialogmoeder.rules.slags import FORBEREDELSE as SKEMA
from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import Skemaversion, Spaerringsgrund, User
from opsporing.profil import profil_for
from opsporing.skemaer.gem import Gemt, Loesning, gem_felter, loes_konflikt
from opsporing.skemaer.svar import valider
from opsporing.skemaer.versioner import uden_tekst
from opsporing.spaerring import actions as spaerringer

#: The answers that keep the item from the parents.
SPAERRER = {"mistanke": Spaerringsgrund.MISTANKE, "tvivl": Spaerringsgrund.TVIVL}


def kendte(punkt: Punkt) -> dict[str, str]:
    """What the form knows before it asks."""
    return {"art": punkt.art}


def forberedelse_for(punkt: Punkt) -> Forberedelse | None:
    """The preparation of the item, if it is begun."""
    return (
        Forberedelse.objects.filter(punkt=punkt)
        .select_related("skemaversion", "sendt_by")
        .defer(*uden_tekst("skemaversion"))
        .first()
    )


def ny_forberedelse(punkt: Punkt, by: User, nu: datetime) -> Forberedelse:
    """One that is only shown: looking begins nothing. Raises Denied when the form is not published."""
    version = Skemaversion.objects.gaeldende(SKEMA, punkt.moede.kommune)
    if version is None:
        raise Denied("Skemaet til forberedelsen er ikke publiceret. Sig det til administratoren.")
    return Forberedelse(kommune_id=punkt.kommune_id, punkt=punkt, skemaversion=version, begyndt_at=nu, begyndt_by=by)


@transaction.atomic
def begynd(*, punkt: Punkt, by: User, nu: datetime) -> Forberedelse:
    """The preparation, locked; begun now where it was not."""
    punkt = laas(punkt)
    permissions.check_can_forberede(by, punkt, nu)
    return _begyndt(punkt, by, nu)


def _begyndt(punkt: Punkt, by: User, nu: datetime) -> Forberedelse:
    fundet = (
        Forberedelse.objects.select_for_update(of=("self",))
        .select_related("skemaversion")
        .defer(*uden_tekst("skemaversion"))
        .filter(punkt=punkt)
        .first()
    )
    if fundet is not None:
        return fundet
    ny = ny_forberedelse(punkt, by, nu)
    ny.save()
    _record("dialogmoeder.forberedelse_begyndt", punkt, ny, by, nu)
    return ny


@transaction.atomic
def gem(*, punkt: Punkt, aendringer: Mapping[str, Any], set_rev: int, by: User, nu: datetime, klient: str = "") -> Gemt:
    """Store the answers that changed (see `gem_felter`); the first of them begins the preparation. Of one that is sent,
    the others read the new words at once."""
    punkt = laas(punkt)
    permissions.check_can_forberede(by, punkt, nu)
    forberedelse = _begyndt(punkt, by, nu)
    gemt = gem_felter(forberedelse, aendringer, set_rev, by=by, nu=nu, klient=klient)
    if gemt.aendrede:
        _record("dialogmoeder.forberedelse_gemt", punkt, forberedelse, by, nu, felter=gemt.aendrede)
    if forberedelse.sendt_at is not None and "overgreb" in gemt.aendrede:
        _spaer(punkt, forberedelse, by, nu)
    return gemt


@transaction.atomic
def loes(*, punkt: Punkt, konflikt_id: str, loesning: Loesning, by: User, nu: datetime) -> Gemt:
    """Choose between two texts that were written at the same time; see `loes_konflikt` for the errors."""
    punkt = laas(punkt)
    permissions.check_can_forberede(by, punkt, nu)
    forberedelse = _begyndt(punkt, by, nu)
    gemt = loes_konflikt(forberedelse, konflikt_id, loesning, by=by, nu=nu)
    _record("dialogmoeder.forberedelse_konflikt_loest", punkt, forberedelse, by, nu, felter=gemt.aendrede)
    if forberedelse.sendt_at is not None and "overgreb" in gemt.aendrede:
        _spaer(punkt, forberedelse, by, nu)
    return gemt


def mangler(punkt: Punkt, forberedelse: Forberedelse | None) -> dict[str, str]:
    """One Danish message per field that keeps the preparation from being sent."""
    if forberedelse is None:
        return {"": "Forberedelsen er ikke begyndt."}
    if forberedelse.konflikter:
        return {k["felt"]: "To har skrevet i samme felt. Vælg mellem de to tekster." for k in forberedelse.konflikter}
    definition = forberedelse.definition()
    return dict(valider(definition, forberedelse.svar, kladde=False, kendte=kendte(punkt)).fejl)


@transaction.atomic
def send(*, punkt: Punkt, by: User, nu: datetime, trods: tuple[str, ...] = ()) -> Forberedelse:
    """Let everybody with part in the item read the preparation; sent twice, it keeps the first time.

    A suspicion or doubt of abuse in it keeps the item from the parents from now on. `trods` are the fields where she
    was told that the child might be known, and sent it so. Raises Denied where something is missing.
    """
    punkt = laas(punkt)
    permissions.check_can_forberede(by, punkt, nu)
    forberedelse = _begyndt(punkt, by, nu)
    if mangler(punkt, forberedelse):
        raise Denied("Der mangler noget i forberedelsen. Se felterne igennem.")
    if forberedelse.sendt_at is None:
        forberedelse.sendt_at, forberedelse.sendt_by = nu, by
        forberedelse.save(update_fields=["sendt_at", "sendt_by"])
        _record("dialogmoeder.forberedelse_sendt", punkt, forberedelse, by, nu)
    if trods:
        _record("dialogmoeder.sendt_trods_advarsel", punkt, forberedelse, by, nu, felter=trods)
    frister.opfyld(anledning=punkt.anledning_id, kode=FORBEREDELSE, by=by, nu=nu)
    _spaer(punkt, forberedelse, by, nu)
    aabn_for_deltagere(moede=punkt.moede, by=by, nu=nu, punkt=punkt)
    return forberedelse


def _spaer(punkt: Punkt, forberedelse: Forberedelse, by: User, nu: datetime) -> None:
    """Keep the item from the parents where abuse is suspected or in doubt. Only myndighed lifts it again."""
    grund = SPAERRER.get(forberedelse.svar.get("overgreb", ""))
    if grund is None or punkt.art != Punktart.BARN:
        return
    spaerringer.saet(
        anledning=punkt.anledning,
        grund=grund,
        hvorfor=forberedelse.svar.get("overgreb_hvorfor", ""),
        gennemses_om_dage=profil_for(punkt.moede.kommune).spaerring_gennemses_dage,
        by=by,
        nu=nu,
    )
    frister.annuller(anledning=punkt.anledning_id, kode=FORAELDRE, nu=nu)
    aabn_for_deltagere(moede=punkt.moede, by=by, nu=nu, punkt=punkt)


def _record(
    haendelse: str, punkt: Punkt, forberedelse: Forberedelse, by: User, nu: datetime, *, felter: tuple[str, ...] = ()
) -> None:
    log.record(
        haendelse,
        by=by,
        nu=nu,
        barn=punkt.barn_id,
        anledning=punkt.anledning_id,
        objekt=forberedelse,
        felter=felter,
    )
