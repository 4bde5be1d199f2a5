"""Actions of the minute after a meeting: asking those who came, and taking an answer without its name."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dialogmoeder import permissions_evaluering as permissions
from dialogmoeder.fristtyper import EVALUER
from dialogmoeder.models import Deltager, Evaluering, Moede
from dialogmoeder.rules.evaluering import svar_senest
from dialogmoeder.rules.slags import EVALUERING
from opsporing import log
from opsporing.frister import actions as frister
from opsporing.models import Frist, Kommune, Skemaversion, User
from opsporing.tid import dato


def skema(kommune: Kommune) -> Skemaversion:
    """The form in force. Raises LookupError where none is published."""
    version = Skemaversion.objects.gaeldende(EVALUERING, kommune)
    if version is None:
        raise LookupError(f"Skemaet {EVALUERING} er ikke udgivet.")
    return version


@transaction.atomic
def bed_om(*, moede: Moede, nu: datetime) -> None:
    """Ask each who came and can sign in, when the meeting has ended."""
    hvem = moede.deltagere.filter(fratraadt_at=None, ansaettelse__isnull=False).exclude(deltog=False)
    for deltager in hvem.select_related("ansaettelse__user", "ansaettelse__enhed"):
        ansaettelse = deltager.ansaettelse
        if ansaettelse is not None:
            frister.opret(
                kode=EVALUER,
                anledning=moede.anledning,
                enhed=ansaettelse.enhed,
                forfalder=svar_senest(dato(nu)),
                nu=nu,
                trin=str(deltager.pk),
                ansvarlig=ansaettelse.user,
            )


@transaction.atomic
def evaluer(*, deltager: Deltager, version: Skemaversion, svar: Mapping[str, Any], by: User, nu: datetime) -> None:
    """Take one answer. That she has answered is noted on her; which of the meeting's answers is hers is not, also not
    by their order: with each new one they change places.

    Raises Denied for somebody who did not take part, who has answered, or too late.
    """
    # The meeting first, as everywhere.
    Moede.objects.select_for_update(of=("self",)).get(pk=deltager.moede_id)
    deltager = (
        Deltager.objects.select_for_update(of=("self",))
        .select_related("moede__kommune__profil", "moede__anledning")
        .get(pk=deltager.pk)
    )
    moede = deltager.moede
    permissions.check_can_evaluere(by, moede, deltager, nu)
    deltager.evalueret_at = nu
    deltager.save(update_fields=["evalueret_at"])
    Evaluering.objects.create(kommune_id=moede.kommune_id, moede=moede, skemaversion=version, svar=dict(svar))
    _bland(moede)
    frister.opfyld(anledning=moede.anledning, kode=EVALUER, trin=str(deltager.pk), by=by, nu=nu)
    log.record("dialogmoeder.moede_evalueret", by=by, nu=nu, anledning=moede.anledning, objekt=moede)


def _bland(moede: Moede) -> None:
    alle = list(Evaluering.objects.filter(moede=moede))
    indhold = [(en.skemaversion_id, en.svar) for en in alle]
    secrets.SystemRandom().shuffle(indhold)
    for en, (version, svar) in zip(alle, indhold, strict=True):
        en.skemaversion_id, en.svar = version, svar
    Evaluering.objects.bulk_update(alle, ["skemaversion", "svar"])


def hold_op_med_at_spoerge(*, nu: datetime) -> None:
    """Nobody is asked for an answer that can be given no more."""
    Frist.objects.overskredne(nu).filter(kode=EVALUER).update(annulleret_at=nu)
