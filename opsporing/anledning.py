"""Actions on matters: opening one, opening it to somebody for a while, and the switch that keeps parents uninformed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.adgang.roller import Rolle
from opsporing.frister import actions as frister
from opsporing.fristtyper import SPAERRING_GENNEMSES
from opsporing.models import (
    Anledning,
    Ansaettelse,
    Barn,
    Enhed,
    Grundlag,
    Spaerring,
    Spaerringsgrund,
    Tilknytning,
    User,
)
from opsporing.models.barn import Person
from opsporing.tid import dato


@dataclass(frozen=True, slots=True)
class Sagside:
    """What a kind of matter is called, and where one is read: `url` takes the Anledning and gives a path."""

    navn: str
    url: Callable[[Anledning], str]


#: By the code of the matter; apps add theirs in AppConfig.ready.
SIDER: dict[str, Sagside] = {}


def side(anledning: Anledning) -> str:
    """The path of the page about the matter; empty for one that has no page of its own."""
    fundet = SIDER.get(anledning.kode)
    return fundet.url(anledning) if fundet else ""


def sagens_navn(anledning: Anledning) -> str:
    """What the matter is called on a page."""
    fundet = SIDER.get(anledning.kode)
    return fundet.navn if fundet else "Sagen"


def opret(*, kode: str, enhed: Enhed, barn: Barn | None, nu: datetime) -> Anledning:
    """Open a matter that belongs to the journal unit of `enhed` (the unit itself where it keeps no journal)."""
    return Anledning.objects.create(
        kommune_id=enhed.kommune_id,
        ejer_enhed_id=enhed.journalenhed_id or enhed.pk,
        barn=barn,
        kode=kode,
        oprettet_at=nu,
    )


@transaction.atomic
def aabn_for(
    *,
    anledning: Anledning,
    enhed: Enhed,
    grundlag: Grundlag,
    til: datetime | None,
    by: User | None,
    nu: datetime,
    ansaettelse: Ansaettelse | None = None,
    formaal: str = "",
) -> Tilknytning:
    """Open one matter, and nothing else of the child, to a unit, or to one employment there, until `til`.

    Raises ValueError for a matter without a child: there is nothing a Tilknytning could point to.
    """
    if anledning.barn_id is None:
        raise ValueError("En sag uden barn kan ikke åbnes med en tilknytning.")
    tilknytning = Tilknytning.objects.create(
        kommune_id=anledning.kommune_id,
        barn_id=anledning.barn_id,
        enhed=enhed,
        grundlag=grundlag,
        fra=nu,
        til=til,
        anledning=anledning,
        ansaettelse=ansaettelse,
        formaal=formaal,
    )
    log.record(
        "opsporing.anledning_aabnet_for", by=by, nu=nu, barn=anledning.barn_id, anledning=anledning, objekt=tilknytning
    )
    return tilknytning


@transaction.atomic
def spaer(
    *,
    anledning: Anledning,
    grund: Spaerringsgrund,
    gennemses_om_dage: int,
    by: User,
    nu: datetime,
    person: Person | None = None,
) -> Spaerring:
    """Hide the matter from everything that reaches the custody holder (all of them without `person`).

    It falls due to be looked at again after `gennemses_om_dage` days, so that it never stands by oversight. Setting it
    again while it stands changes nothing. A suspicion is enough, and so is doubt (Svendborg, Køge, Børns Vilkår).
    """
    spaerring, ny = Spaerring.objects.get_or_create(
        anledning=anledning,
        person=person,
        ophaevet_at=None,
        defaults={
            "kommune_id": anledning.kommune_id,
            "grund": grund,
            "sat_at": nu,
            "sat_by": by,
            "gennemses_den": dato(nu + timedelta(days=gennemses_om_dage)),
        },
    )
    if ny:
        frister.opret(
            kode=SPAERRING_GENNEMSES,
            anledning=anledning,
            trin=str(spaerring.pk),
            enhed=anledning.ejer_enhed,
            forfalder=spaerring.gennemses_den,
            nu=nu,
        )
        log.record(
            "opsporing.spaerring_sat", by=by, nu=nu, barn=anledning.barn_id, anledning=anledning, objekt=spaerring
        )
    return spaerring


@transaction.atomic
def ophaev_spaerring(*, spaerring: Spaerring, grund: str, by: User, nu: datetime) -> Spaerring:
    """Lift the switch. Only myndighed may, and only with a reason; raises Denied otherwise."""
    if not by.ansaettelse or by.ansaettelse.rolle not in {Rolle.SOCIALRAADGIVER, Rolle.MYNDIGHEDSLEDER}:
        raise Denied("Kun familieafdelingen kan ophæve spærringen.")
    if not grund.strip():
        raise Denied("Skriv, hvorfor spærringen ophæves.")
    spaerring = Spaerring.objects.select_for_update().get(pk=spaerring.pk)
    if spaerring.ophaevet_at is None:
        spaerring.ophaevet_at, spaerring.ophaevet_by, spaerring.ophaevet_grund = nu, by, grund.strip()
        spaerring.save(update_fields=["ophaevet_at", "ophaevet_by", "ophaevet_grund"])
        frister.opfyld(anledning=spaerring.anledning, kode=SPAERRING_GENNEMSES, trin=str(spaerring.pk), by=by, nu=nu)
        log.record(
            "opsporing.spaerring_ophaevet",
            by=by,
            nu=nu,
            barn=spaerring.anledning.barn_id,
            anledning=spaerring.anledning_id,
            objekt=spaerring,
        )
    return spaerring


def er_spaerret(anledning: Anledning | int) -> bool:
    """Whether the parents, or one of them, must not be told about the matter."""
    return Spaerring.objects.filter(anledning=anledning, ophaevet_at=None).exists()
