"""A start that falls away after something was given: who may have it on paper is asked to shred it, and says so.

A place in the municipality can read it no more the moment the start falls away. If it could before, it is asked in the
matter that was its own, which opens again for nothing else. A place outside is told by the one who gave it
(`overgange.actions.sig_det`).
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from opsporing import log
from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.arkiv import check_ikke_kun_arkiv
from opsporing.frister import actions as frister
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.models import Anledning, Frist, Grundlag, Tilknytning, User
from opsporing.tid import dato
from overgange.actions.modtagelse import har_kunnet_laese, luk_sager
from overgange.actions.sig_det import ajourfoer
from overgange.fristtyper import MAKULER
from overgange.models import Overgang, Overlevering


def venter() -> Exists:
    """On a hand-over: whether the place has been asked to shred it, and has not said that it is done."""
    return Exists(Frist.objects.aabne().filter(anledning__overlevering=OuterRef("pk"), kode=MAKULER))


def bed_om_makulering(lukkede: Iterable[Overlevering], *, by: User | None, nu: datetime) -> None:
    """Ask about hand-overs that have just been closed (`luk_modtagelse`), where somebody may have a copy."""
    senest = naeste_arbejdsdag(dato(nu) + timedelta(days=1))
    for en in lukkede:
        overgang, sag = en.overgang, en.anledning
        if sag is None or en.modtager is None:
            if not ajourfoer(overgang, nu=nu):
                continue
        elif any(har_kunnet_laese(givet, nu) for givet in _givet_samme_hus(overgang, sag)):
            Anledning.objects.filter(pk=sag.pk).update(afsluttet_at=None)
            Tilknytning.objects.create(
                kommune_id=en.kommune_id,
                barn_id=overgang.barn_id,
                enhed=en.modtager,
                grundlag=Grundlag.OVERGANG,
                anledning=sag,
                fra=nu,
            )
            frister.opret(kode=MAKULER, anledning=sag, enhed=en.modtager, forfalder=senest, nu=nu)
        else:
            continue
        log.record(
            "overgange.makulering_bedt",
            by=by,
            nu=nu,
            barn=overgang.barn_id,
            anledning=sag or overgang.anledning_id,
            objekt=en,
            kommune=overgang.kommune,
        )


def _givet_samme_hus(overgang: Overgang, sag: Anledning) -> QuerySet[Overlevering]:
    """The hand-over with the matter and those it replaced: one of them may be on paper, also where nobody could read
    the last.
    """
    return Overlevering.objects.filter(overgang=overgang, anledning__ejer_enhed=sag.ejer_enhed_id)


def glem_at_bede(overgange: Collection[Overgang], *, nu: datetime) -> None:
    """The children come after all: nobody shreds what is given anew."""
    bedt = Frist.objects.aabne().filter(kode=MAKULER, anledning__overlevering__overgang__in=overgange)
    luk_sager(list(bedt.values_list("anledning_id", flat=True)), nu=nu)


@transaction.atomic
def makuleret(*, overlevering: Overlevering, by: User, nu: datetime) -> None:
    """Say, at the next place, that nothing of it is left, which closes the matter. Denied where nobody has asked."""
    kraev(by, Permission.OVERGANG_SKRIV)
    sag = overlevering.anledning_id
    if sag is not None:
        check_ikke_kun_arkiv(by, sag, nu)
    if sag is None or not frister.opfyld(anledning=sag, kode=MAKULER, by=by, nu=nu):
        raise Denied("Der er ikke noget, I er bedt om at makulere.")
    luk_sager([sag], nu=nu)
    log.record(
        "overgange.makuleret",
        by=by,
        nu=nu,
        barn=overlevering.overgang.barn_id,
        anledning=sag,
        objekt=overlevering,
    )


def bedt(overleveringer: Iterable[Overlevering]) -> dict[int, Frist]:
    """By hand-over in the municipality, the asking that was made because the start fell away; open or met."""
    efter_sag = {en.anledning_id: en.pk for en in overleveringer if en.anledning_id is not None}
    fundne = Frist.objects.filter(anledning__in=efter_sag, kode=MAKULER, annulleret_at=None)
    return {efter_sag[frist.anledning_id]: frist for frist in fundne}
