"""Underretninger as they are written, through the actions that write them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from opsporing.models import Barn, User
from opsporing.tid import dato
from tests.factories.tid import NU
from underretning.actions import send as sender
from underretning.actions import skriv as actions
from underretning.actions.modtag import Barnedata
from underretning.models import Underretning

SET = "Græd ved aflevering fire af fem morgener."
ORDENE = "»Der er dumt derhjemme.«"


def svar(**andet: Any) -> dict[str, Any]:
    """Everything the form asks for; `foraeldre_orienteret` too, which is not asked while they must not know."""
    return {
        "iagttagelser": [{"id": "a", "dato": "2026-10-12", "tekst": SET, "kilde": "selv"}],
        "barnets_ord": ORDENE,
        "betydning": "Hun sover ikke til middag.",
        "barnets_styrker": "Hun synger.",
        "proevet": "En fast voksen siden uge 40.",
        "trin_udvikling": "trin_2",
        "trin_omsorg": "ved_ikke_nok",
        "foraeldre_orienteret": "nej",
        "foraeldre_hvorfor_ikke": "Vi har ringet to gange.",
        "kontakt": "12 34 56 78, formiddag",
    } | andet


def begyndt(
    by: User, boern: Sequence[Barn] = (), *, oplyste: Sequence[Barnedata] = (), nu: datetime = NU, **ramme: Any
) -> Underretning:
    """One that `by` has begun; to her own municipality unless the frame says another place."""
    if not {"modtager_kommune", "modtager_navn"} & ramme.keys():
        ramme["modtager_kommune"] = by.ansat.enhed.kommune
    return actions.begynd(boern=boern, oplyste=oplyste, ramme=actions.Ramme(**ramme), by=by, nu=nu)


def udfyldt(by: User, boern: Sequence[Barn] = (), *, nu: datetime = NU, **ramme: Any) -> Underretning:
    """One that is ready to be sent."""
    ny = begyndt(by, boern, nu=nu, **ramme)
    iagttagelse = {"id": "a", "dato": dato(nu - timedelta(days=2)).isoformat(), "tekst": SET, "kilde": "selv"}
    actions.gem(underretning=ny, aendringer=svar(iagttagelser=[iagttagelse]), set_rev=0, by=by, nu=nu)
    return Underretning.objects.get(pk=ny.pk)


def sendt(by: User, boern: Sequence[Barn] = (), *, nu: datetime = NU, **ramme: Any) -> Underretning:
    """One that is sent."""
    return sender.send(underretning=udfyldt(by, boern, nu=nu, **ramme), by=by, nu=nu)
