"""The steps myndighed and the parents agree on (Køge's "Fælles indsats"): what, who, by when, done."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import User
from opsporing.tid import dato
from underretning.actions.laas import laas
from underretning.fristtyper import SKRIDT
from underretning.models import Modtaget, Skridt
from underretning.permissions_behandling import check_can_skridt


@transaction.atomic
def aftal_skridt(
    *, modtaget: Modtaget, tekst: str, hvem: str = "", senest_den: date | None = None, by: User, nu: datetime
) -> Skridt:
    """Add a step below the others; with a day it falls due then. Raises Denied while the matter is kept from the
    parents, without words, and for a day that has passed.
    """
    modtaget = laas(modtaget)
    check_can_skridt(by, modtaget)
    if not tekst.strip():
        raise Denied("Skriv, hvad I har aftalt.")
    if senest_den is not None and senest_den < dato(nu):
        raise Denied("Dagen er gået. Vælg en, der kommer.")
    hoejest = Skridt.objects.filter(modtaget=modtaget).aggregate(nr=Max("nr"))["nr"] or 0
    skridt = Skridt.objects.create(
        kommune_id=modtaget.kommune_id,
        modtaget=modtaget,
        nr=hoejest + 1,
        tekst=tekst.strip(),
        hvem=hvem.strip(),
        senest_den=senest_den,
        oprettet_at=nu,
        oprettet_by=by,
    )
    if senest_den is not None:
        _frist(skridt, senest_den, nu)
    _record("underretning.skridt_aftalt", skridt, by, nu)
    return skridt


@transaction.atomic
def klar_skridt(*, skridt: Skridt, by: User, nu: datetime) -> Skridt:
    """Tick it off; ticking it twice changes nothing."""
    skridt = _laas(skridt, by)
    if skridt.klaret_at is None:
        skridt.klaret_at, skridt.klaret_by = nu, by
        skridt.save(update_fields=["klaret_at", "klaret_by"])
        frister.opfyld(anledning=skridt.modtaget.anledning_id, kode=SKRIDT, trin=str(skridt.pk), by=by, nu=nu)
        _record("underretning.skridt_klaret", skridt, by, nu)
    return skridt


@transaction.atomic
def fortryd_skridt(*, skridt: Skridt, by: User, nu: datetime) -> Skridt:
    """Take the tick away again: it falls due as before."""
    skridt = _laas(skridt, by)
    if skridt.klaret_at is not None:
        skridt.klaret_at = skridt.klaret_by = None
        skridt.save(update_fields=["klaret_at", "klaret_by"])
        frister.genaabn(anledning=skridt.modtaget.anledning_id, kode=SKRIDT, trin=str(skridt.pk))
        _record("underretning.skridt_fortrudt", skridt, by, nu)
    return skridt


@transaction.atomic
def fjern_skridt(*, skridt: Skridt, by: User, nu: datetime) -> Skridt:
    """Take it off the list. It stays in the history, and what is due about it is not any more."""
    skridt = _laas(skridt, by)
    skridt.fjernet_at = nu
    skridt.save(update_fields=["fjernet_at"])
    frister.annuller(anledning=skridt.modtaget.anledning_id, kode=SKRIDT, trin=str(skridt.pk), nu=nu)
    _record("underretning.skridt_fjernet", skridt, by, nu)
    return skridt


@transaction.atomic
def flyt_skridt(*, skridt: Skridt, op: bool, by: User, nu: datetime) -> Skridt:
    """Let it change places with the one above or below; at the end of the list nothing happens."""
    skridt = _laas(skridt, by)
    andre = skridt.modtaget.skridt.filter(fjernet_at=None)
    nabo = (
        andre.filter(nr__lt=skridt.nr).order_by("-nr").first()
        if op
        else andre.filter(nr__gt=skridt.nr).order_by("nr").first()
    )
    if nabo is None:
        return skridt
    mit, dets = skridt.nr, nabo.nr
    # No two rows may have the same number, not for a moment either.
    fri = (skridt.modtaget.skridt.aggregate(nr=Max("nr"))["nr"] or 0) + 1
    for en, nr in ((nabo, fri), (skridt, dets), (nabo, mit)):
        en.nr = nr
        en.save(update_fields=["nr"])
    _record("underretning.skridt_flyttet", skridt, by, nu)
    return skridt


def _laas(skridt: Skridt, by: User) -> Skridt:
    modtaget = laas(skridt.modtaget)
    check_can_skridt(by, modtaget)
    skridt = Skridt.objects.get(pk=skridt.pk)
    skridt.modtaget = modtaget
    if skridt.fjernet_at is not None:
        raise Denied("Skridtet er taget af listen.")
    return skridt


def _frist(skridt: Skridt, den: date, nu: datetime) -> None:
    frister.opret(
        kode=SKRIDT,
        anledning=skridt.modtaget.anledning,
        enhed=skridt.modtaget.enhed,
        trin=str(skridt.pk),
        forfalder=den,
        ansvarlig=skridt.modtaget.ansvarlig,
        nu=nu,
    )


def _record(haendelse: str, skridt: Skridt, by: User, nu: datetime) -> None:
    modtaget = skridt.modtaget
    log.record(haendelse, by=by, nu=nu, barn=modtaget.barn_id, anledning=modtaget.anledning_id, objekt=skridt)
