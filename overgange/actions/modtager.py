"""The receiver's side of a hand-over: read and acknowledged, asked about, and told how it began."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import Frist, User
from opsporing.tid import dato
from overgange import permissions_modtager as permissions
from overgange.actions.besoeg import luk_naar_alt_er_gjort
from overgange.actions.modtagelse import aabn_sag, luk_igen
from overgange.actions.skema import laas
from overgange.fristtyper import KVITTER, OPFOELGNING, STOPPET, SVAR
from overgange.models import Overgang, Overlevering, Spoergsmaal, Status
from overgange.rules.dage import svar_senest
from overgange.rules.tilstande import Tilstand, check_overgang


@transaction.atomic
def kvitter(*, overlevering: Overlevering, by: User, nu: datetime) -> Overlevering:
    """Say that it is read. The first who does stands. Raises Denied when it may not be read."""
    overlevering = _laas(overlevering)
    permissions.check_can_kvittere(by, overlevering, nu)
    if overlevering.kvitteret_at:
        return overlevering
    overlevering.kvitteret_at, overlevering.kvitteret_by = nu, by
    overlevering.save(update_fields=["kvitteret_at", "kvitteret_by"])
    _videre(overlevering.overgang, Tilstand.KVITTERET)
    _record("overgange.kvitteret", overlevering, by, nu)
    frister.opfyld(anledning=_sag(overlevering), kode=KVITTER, by=by, nu=nu)
    return overlevering


@transaction.atomic
def spoerg(*, overlevering: Overlevering, tekst: str, by: User, nu: datetime) -> Spoergsmaal:
    """Ask the former place. Both sides see it. Raises Denied for no words."""
    overlevering = _laas(overlevering)
    permissions.check_can_spoerge(by, overlevering, nu)
    if not tekst.strip():
        raise Denied("Skriv, hvad I gerne vil vide.")
    spoergsmaal = Spoergsmaal.objects.create(
        kommune_id=overlevering.kommune_id,
        overlevering=overlevering,
        tekst=tekst.strip(),
        stillet_at=nu,
        stillet_by=by,
    )
    _record("overgange.spurgt", overlevering, by, nu)
    overgang = overlevering.overgang
    # The former place had nothing more to see. It answers this, and sees no more again.
    aabn_sag(overgang, nu=nu)
    frister.opret(
        kode=SVAR,
        anledning=overgang.anledning,
        trin=str(spoergsmaal.pk),
        enhed=overgang.fra_enhed,
        forfalder=svar_senest(dato(nu)),
        nu=nu,
    )
    return spoergsmaal


@transaction.atomic
def besvar(*, spoergsmaal: Spoergsmaal, svar: str, by: User, nu: datetime) -> Spoergsmaal:
    """Answer for the former place, in its own matter. Raises Denied for no words and for what is answered already.

    What is answered is the writer's to say: nothing of it comes from the form, and the consent covers it no more than
    a telephone call.
    """
    # The overgang first, as everywhere: two who answer at once both see that the other one's question is answered.
    laas(spoergsmaal.overlevering.overgang)
    spoergsmaal = (
        Spoergsmaal.objects.select_for_update(of=("self",))
        .select_related("overlevering__overgang")
        .get(pk=spoergsmaal.pk)
    )
    permissions.check_can_svare(by, spoergsmaal, nu)
    if not svar.strip():
        raise Denied("Skriv et svar.")
    spoergsmaal.svar, spoergsmaal.svaret_at, spoergsmaal.svaret_by = svar.strip(), nu, by
    spoergsmaal.save(update_fields=["svar", "svaret_at", "svaret_by"])
    overgang = spoergsmaal.overlevering.overgang
    frister.opfyld(anledning=overgang.anledning_id, kode=SVAR, trin=str(spoergsmaal.pk), by=by, nu=nu)
    log.record(
        "overgange.besvaret",
        by=by,
        nu=nu,
        barn=overgang.barn_id,
        anledning=overgang.anledning_id,
        objekt=spoergsmaal.overlevering,
    )
    luk_naar_alt_er_gjort(overgang, nu=nu)
    return spoergsmaal


@transaction.atomic
def foelg_op(*, overlevering: Overlevering, tekst: str, by: User, nu: datetime) -> Overlevering:
    """Tell how the start went; with that the overgang is over. Raises Denied before the child has begun, before it is
    acknowledged, and for no words.
    """
    overlevering = _laas(overlevering)
    permissions.check_can_foelge_op(by, overlevering, nu)
    if not tekst.strip():
        raise Denied("Skriv, hvordan starten gik.")
    overlevering.opfoelgning = tekst.strip()
    overlevering.opfulgt_at, overlevering.opfulgt_by = nu, by
    overlevering.save(update_fields=["opfoelgning", "opfulgt_at", "opfulgt_by"])
    overgang = overlevering.overgang
    if _videre(overgang, Tilstand.AFSLUTTET):
        overgang.afsluttet_at = nu
        overgang.save(update_fields=["status", "afsluttet_at"])
    frister.opfyld(anledning=_sag(overlevering), kode=OPFOELGNING, by=by, nu=nu)
    _record("overgange.fulgt_op", overlevering, by, nu)
    luk_naar_alt_er_gjort(overgang, nu=nu)
    return overlevering


def stoppet_venter(overlevering: Overlevering) -> list[str]:
    """The parts (by code) that the place has been told are withdrawn, and has not answered to."""
    if overlevering.anledning_id is None:
        return []
    aabne = Frist.objects.aabne().filter(anledning=overlevering.anledning_id, kode=STOPPET)
    return list(aabne.order_by("trin").values_list("trin", flat=True))


@transaction.atomic
def set_stoppet(
    *, overlevering: Overlevering, by: User, nu: datetime, koder: Collection[str] | None = None
) -> Overlevering:
    """Say that it is understood what must not be used any more: these parts, as she saw them, or all. What was taken
    back since she looked is still to be answered.
    """
    overlevering = _laas(overlevering)
    permissions.check_can_se_stop(by, overlevering, nu)
    for trin in stoppet_venter(overlevering):
        if koder is None or trin in koder:
            frister.opfyld(anledning=_sag(overlevering), kode=STOPPET, trin=trin, by=by, nu=nu)
    if not stoppet_venter(overlevering):
        luk_igen(overlevering, nu=nu)
    _record("overgange.stop_set", overlevering, by, nu)
    return overlevering


def _videre(overgang: Overgang, til: Tilstand) -> bool:
    """Move the sender's overgang on with what the receiver did; an overgang the sender has taken up again stays."""
    fra = {Tilstand.KVITTERET: Status.OVERLEVERET, Tilstand.AFSLUTTET: Status.KVITTERET}[til]
    if overgang.status != fra:
        return False
    check_overgang(overgang.status, til)
    overgang.status = Status(til.value)
    if til is Tilstand.KVITTERET:
        overgang.save(update_fields=["status"])
    return True


def _sag(overlevering: Overlevering) -> int:
    if overlevering.anledning_id is None:
        raise Denied("Det er givet videre uden for systemet.")
    return overlevering.anledning_id


def _laas(overlevering: Overlevering) -> Overlevering:
    overgang = (
        Overgang.objects.select_for_update(of=("self",))
        .select_related("anledning", "fra_enhed")
        .get(pk=overlevering.overgang_id)
    )
    laast = Overlevering.objects.select_for_update(of=("self",)).select_related("anledning").get(pk=overlevering.pk)
    laast.overgang = overgang
    return laast


def _record(haendelse: str, overlevering: Overlevering, by: User, nu: datetime) -> None:
    log.record(
        haendelse,
        by=by,
        nu=nu,
        barn=overlevering.overgang.barn_id,
        anledning=overlevering.anledning_id,
        objekt=overlevering,
    )
