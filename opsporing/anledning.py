"""Actions on matters: opening one, and opening it to somebody for a while."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from opsporing import log
from opsporing.models import Anledning, Ansaettelse, Barn, Enhed, Grundlag, Tilknytning, User


@dataclass(frozen=True, slots=True)
class Sagside:
    """A kind of matter: its name on a page, what it is called to somebody who may not read it ("En trivselsvurdering"),
    and where one is read: `url` takes the Anledning and gives a path.
    """

    navn: str
    ord: str
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


def ord_om(anledning: Anledning) -> str:
    """What kind of matter it is, with a capital letter, and nothing of what is in it."""
    fundet = SIDER.get(anledning.kode)
    return fundet.ord if fundet else "En sag"


def opret(*, kode: str, enhed: Enhed, barn: Barn | None, nu: datetime, lukket: bool = False) -> Anledning:
    """Open a matter that belongs to the journal unit of `enhed` (the unit itself where it keeps no journal).

    One that is `lukket` is open to nobody until `aabn_for` opens it.
    """
    return Anledning.objects.create(
        kommune_id=enhed.kommune_id,
        ejer_enhed_id=enhed.journalenhed_id or enhed.pk,
        barn=barn,
        kode=kode,
        lukket=lukket,
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
    rolle: str = "",
    formaal: str = "",
    haendelse: str = "opsporing.anledning_aabnet_for",
) -> Tilknytning:
    """Open one matter, and nothing else of the child, to a unit, or to one employment or role there, until `til`.

    `haendelse` is what the log calls it.
    """
    tilknytning = Tilknytning.objects.create(
        kommune_id=anledning.kommune_id,
        barn_id=anledning.barn_id,
        enhed=enhed,
        grundlag=grundlag,
        fra=nu,
        til=til,
        anledning=anledning,
        ansaettelse=ansaettelse,
        rolle=rolle,
        formaal=formaal,
    )
    log.record(haendelse, by=by, nu=nu, barn=anledning.barn_id, anledning=anledning, objekt=tilknytning)
    return tilknytning
