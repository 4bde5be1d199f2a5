"""Writing the overgangsskema with the parents."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from opsporing import dansk, log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import Skemaversion, User
from opsporing.profil import profil_for
from opsporing.skemaer.gem import Gemt, Loesning, gem_felter, loes_konflikt
from opsporing.skemaer.svar import valider
from opsporing.skemaer.versioner import uden_tekst
from opsporing.tid import dato
from overgange.fristtyper import SKEMA
from overgange.kopi import kendte
from overgange.models import Overgang, Overgangsskema, Status
from overgange.permissions import Muligheder
from overgange.rules import dage
from overgange.rules.tilstande import Tilstand, check_overgang

SKEMAER = {
    "hjem_dagtilbud": "overgangsskema-hjem-dagtilbud",
    "dagtilbud_boernehave": "overgangsskema-dagtilbud-boernehave",
    "boernehave_skole": "overgangsskema-boernehave-skole",
    "flytning": "overgangsskema-flytning",
}


def laas(overgang: Overgang) -> Overgang:
    """The row for an action, locked."""
    return (
        Overgang.objects.select_for_update(of=("self",))
        .select_related("anledning", "barn", "fra_enhed__journalenhed", "til_enhed__journalenhed", "kommune__profil")
        .get(pk=overgang.pk)
    )


def skema_for(overgang: Overgang) -> Overgangsskema | None:
    """The form of the overgang, if it is begun."""
    return (
        Overgangsskema.objects.filter(overgang=overgang)
        .select_related("skemaversion")
        .defer(*uden_tekst("skemaversion"))
        .first()
    )


def gaeldende_skema(overgang: Overgang) -> Skemaversion:
    """The version a form of this kind is begun in. Raises Denied when none is published."""
    version = Skemaversion.objects.gaeldende(SKEMAER[overgang.art], overgang.kommune)
    if version is None:
        raise Denied("Skemaet til overgangen er ikke publiceret. Sig det til administratoren.")
    return version


def nyt_skema(overgang: Overgang, by: User, nu: datetime) -> Overgangsskema:
    """A form that is only shown: looking begins nothing."""
    return Overgangsskema(
        kommune_id=overgang.kommune_id,
        overgang=overgang,
        skemaversion=gaeldende_skema(overgang),
        begyndt_at=nu,
        begyndt_by=by,
    )


def _begyndt(overgang: Overgang, by: User, nu: datetime) -> Overgangsskema:
    """The form, locked; begun now where it was not."""
    skema = (
        Overgangsskema.objects.select_for_update(of=("self",))
        .select_related("skemaversion")
        .defer(*uden_tekst("skemaversion"))
        .filter(overgang=overgang)
        .first()
    )
    if skema is None:
        skema = nyt_skema(overgang, by, nu)
        skema.save()
        record("overgange.skema_begyndt", overgang, by, nu, objekt=skema)
    if overgang.status == Status.PLANLAGT:
        check_overgang(overgang.status, Tilstand.UDFYLDES)
        overgang.status = Status.UDFYLDES
        overgang.save(update_fields=["status"])
    return skema


@transaction.atomic
def gem_skema(
    *, overgang: Overgang, aendringer: Mapping[str, Any], set_rev: int, by: User, nu: datetime, klient: str = ""
) -> Gemt:
    """Store the answers that changed (see `gem_felter`); the first of them begins the form."""
    overgang = laas(overgang)
    Muligheder(by, overgang, nu).check_can_skrive()
    skema = _begyndt(overgang, by, nu)
    gemt = gem_felter(skema, aendringer, set_rev, by=by, nu=nu, klient=klient)
    if gemt.aendrede:
        record("overgange.skema_gemt", overgang, by, nu, objekt=skema, felter=gemt.aendrede)
    return gemt


@transaction.atomic
def loes_skema(*, overgang: Overgang, konflikt_id: str, loesning: Loesning, by: User, nu: datetime) -> Gemt:
    """Choose between two texts that were written at the same time; see `loes_konflikt` for the errors."""
    overgang = laas(overgang)
    Muligheder(by, overgang, nu).check_can_skrive()
    skema = _begyndt(overgang, by, nu)
    gemt = loes_konflikt(skema, konflikt_id, loesning, by=by, nu=nu)
    record("overgange.konflikt_loest", overgang, by, nu, objekt=skema, felter=gemt.aendrede)
    return gemt


def mangler_skema(overgang: Overgang, skema: Overgangsskema | None) -> dict[str, str]:
    """One Danish message per field that keeps the form from being handed over."""
    if skema is None:
        return {"": "Skemaet er ikke begyndt."}
    if skema.konflikter:
        return {k["felt"]: "To har skrevet i samme felt. Vælg mellem de to tekster." for k in skema.konflikter}
    return dict(valider(skema.definition(), skema.svar, kladde=False, kendte=kendte(overgang)).fejl)


def mangler_i_ord(overgang: Overgang, skema: Overgangsskema | None) -> str:
    """What keeps the form from being handed over, as a sentence with the headings it is under; empty for nothing."""
    koder = set(mangler_skema(overgang, skema))
    if skema is None:
        return "Der er ikke skrevet noget endnu."
    under = [f"»{s.titel}«" for s in skema.definition().sektioner if koder & {f.kode for f in s.felter}]
    return f"Se efter under {dansk.opregning(under)}." if koder else ""


@transaction.atomic
def genaabn_skema(*, overgang: Overgang, by: User, nu: datetime) -> Overgang:
    """Begin on a new hand-over. The next place keeps what it has until the new one comes."""
    overgang = laas(overgang)
    Muligheder(by, overgang, nu).check_can_genaabne()
    check_overgang(overgang.status, Tilstand.UDFYLDES)
    overgang.status = Status.UDFYLDES
    overgang.save(update_fields=["status"])
    Overgangsskema.objects.filter(overgang=overgang).update(faerdig_at=None, faerdig_by=None)
    foer = profil_for(overgang.kommune).overgang_skema_dage_foer
    # The deadline that was met stays met; this is another one.
    frister.opret(
        kode=SKEMA,
        anledning=overgang.anledning,
        enhed=overgang.fra_enhed,
        trin=f"igen-{overgang.overleveringer.count()}",
        forfalder=dage.igen_senest(overgang.start_den, foer, dato(nu)),
        nu=nu,
    )
    record("overgange.skema_genaabnet", overgang, by, nu)
    return overgang


def record(
    haendelse: str,
    overgang: Overgang,
    by: User | None,
    nu: datetime,
    *,
    objekt: object = None,
    felter: tuple[str, ...] = (),
) -> None:
    """Write to the log that something happened in the sender's matter."""
    log.record(
        haendelse,
        by=by,
        nu=nu,
        barn=overgang.barn_id,
        anledning=overgang.anledning_id,
        objekt=objekt or overgang,
        felter=felter,
    )
