"""Actions on matters: opening one, and opening it to somebody for a while."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from opsporing import log
from opsporing.models import Anledning, Ansaettelse, Barn, Enhed, Grundlag, Tilknytning, User

#: Where a matter is read, by its code; apps add theirs in AppConfig.ready. Takes the Anledning, gives a path.
SIDER: dict[str, Callable[[Anledning], str]] = {}

#: What a matter is called to somebody who may not read it, by its code: "En trivselsvurdering". Apps add theirs too.
ORD: dict[str, str] = {}


def side(anledning: Anledning) -> str:
    """The path of the page about the matter; empty for one that has no page of its own."""
    find = SIDER.get(anledning.kode)
    return find(anledning) if find else ""


def ord_om(anledning: Anledning) -> str:
    """What kind of matter it is, with a capital letter, and nothing of what is in it."""
    return ORD.get(anledning.kode, "En sag")


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
    haendelse: str = "opsporing.anledning_aabnet_for",
) -> Tilknytning:
    """Open one matter, and nothing else of the child, to a unit, or to one employment there, until `til`.

    `haendelse` is what the log calls it. Raises ValueError for a matter without a child: there is nothing a Tilknytning
    could point to.
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
    log.record(haendelse, by=by, nu=nu, barn=anledning.barn_id, anledning=anledning, objekt=tilknytning)
    return tilknytning
