"""The letter that invites one custody holder to a visit: what it says."""

from datetime import datetime
from typing import Any

from opsporing.dansk import stort
from opsporing.models import Person
from opsporing.tid import dato
from overgange.actions.besoeg import OPFOELGNING
from overgange.deltagere import afgivere
from overgange.kopi import modtagerens_navn
from overgange.models import Besoeg, Besoegsdeltager, Side, Sted


def brevet(besoeg: Besoeg, modtager: Person, *, beskyttet: bool, nu: datetime) -> dict[str, Any]:
    """What the letter is drawn from (`print/_invitation.html`): no address, no CPR number, and nothing of what has been
    seen.

    Where a name or an address of the family is protected, neither the place of the visit nor the child's next place is
    told, and nobody but the staff of the place it leaves is named: a letter can be read by the other parent.
    """
    overgang = besoeg.overgang
    return {
        "kommune": overgang.kommune,
        "enhed": overgang.fra_enhed,
        "dag": dato(nu),
        "barn": overgang.barn,
        "modtager": modtager,
        "hvornaar": besoeg.planlagt_at,
        "minutter": besoeg.varer_minutter,
        "sted": "" if beskyttet else _sted(besoeg),
        "leder": _leder(besoeg, beskyttet=beskyttet, nu=nu),
        "andre": _andre(besoeg, modtager, beskyttet=beskyttet),
        "nyt_sted": "" if beskyttet else modtagerens_navn(overgang),
        "start_den": overgang.start_den,
        "opfoelgning": besoeg.nr == OPFOELGNING,
    }


def _sted(besoeg: Besoeg) -> str:
    return "Hjemme hos jer" if besoeg.sted == Sted.HJEMME else stort(besoeg.get_sted_display())


def _leder(besoeg: Besoeg, *, beskyttet: bool, nu: datetime) -> str:
    """Who leads, by name; where it is protected, somebody of the place the child leaves, or that place."""
    leder, overgang = besoeg.moedeleder, besoeg.overgang
    herfra = leder is not None and (not beskyttet or afgivere(overgang, nu).filter(pk=leder.pk).exists())
    return leder.navn if leder is not None and herfra else overgang.fra_enhed.navn


def _andre(besoeg: Besoeg, modtager: Person, *, beskyttet: bool) -> list[str]:
    """The others who come, but for the one who leads."""
    return [
        _navn(d, beskyttet=beskyttet)
        for d in besoeg.deltagere.select_related("user").order_by("pk")
        if not (d.user_id and d.user_id == besoeg.moedeleder_id)
        and not (d.side == Side.FAMILIE and d.navn == modtager.navn)
    ]


def _navn(d: Besoegsdeltager, *, beskyttet: bool) -> str:
    if beskyttet and d.side != Side.AFGIVER:
        return {Side.FAMILIE.value: "en forælder", Side.MODTAGER.value: "en fra det nye sted"}.get(d.side, "en til")
    navn = d.user.navn if d.user else d.navn
    hvad = d.rolle or ("fra det nye sted" if d.side == Side.MODTAGER else "")
    return f"{navn}, {hvad}" if hvad else navn
