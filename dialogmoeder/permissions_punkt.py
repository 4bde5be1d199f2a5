"""Whether somebody with part in an item may prepare it, note what the parents say, or let others in; raises Denied."""

from datetime import datetime

from dialogmoeder.models import Moedestatus, Punkt, Punktart, Punktstatus
from opsporing.adgang.permissions import Denied, Permission, har, kraev
from opsporing.models import User


def er_inde(user: User, punkt: Punkt) -> bool:
    """Whether she works in the unit whose record the item is."""
    return user.ansaettelse is not None and user.ansaettelse.enhed.journalenhed_id == punkt.anledning.ejer_enhed_id


def er_moedeleder(user: User, punkt: Punkt) -> bool:
    """Whether she leads the meeting, and so may call others in (Aalborg's mandate)."""
    return user.pk == punkt.moede.moedeleder_id and har(user, Permission.MOEDE_LED)


def _check_staar(punkt: Punkt) -> None:
    if punkt.moede.status == Moedestatus.AFLYST:
        raise Denied("Mødet er aflyst.")
    if punkt.status == Punktstatus.TRUKKET:
        raise Denied("Punktet er taget af dagsordenen.")


def check_can_forberede(user: User, punkt: Punkt, nu: datetime) -> None:
    """May she write in the preparation? Those of the child's unit, until it has been talked about."""
    kraev(user, Permission.MOEDE_SE)
    if not er_inde(user, punkt):
        raise Denied("Det er den enhed, der har sat punktet på, der forbereder det. Du kan læse det, når det er sendt.")
    _check_staar(punkt)
    if punkt.moede.status == Moedestatus.AFHOLDT or punkt.status != Punktstatus.PAA_DAGSORDEN:
        raise Denied("Punktet er talt om. Forberedelsen kan læses, men ikke ændres.")


def check_can_fortaelle(user: User, punkt: Punkt, nu: datetime) -> None:
    """May she note that the parents have been told, or what they say yes to? Those who have the child."""
    kraev(user, Permission.ORIENTERING_REGISTRER)
    if not er_inde(user, punkt):
        raise Denied("Det er barnets egen enhed, der taler med forældrene om mødet.")
    if punkt.art != Punktart.BARN:
        raise Denied("Punktet er uden navn, så der er ingen forældre at tale med.")
    _check_staar(punkt)


def check_can_sige_tiden(user: User, punkt: Punkt, nu: datetime) -> None:
    """May she note that the parents know of another time, or that the meeting is off? Those who have the child."""
    kraev(user, Permission.ORIENTERING_REGISTRER)
    if not er_inde(user, punkt):
        raise Denied("Det er barnets egen enhed, der taler med forældrene om mødet.")


def check_can_traekke(user: User, punkt: Punkt, nu: datetime) -> None:
    """May she note that a yes is taken back? At any time, whatever has become of the meeting."""
    kraev(user, Permission.ORIENTERING_REGISTRER)
    if not er_inde(user, punkt):
        raise Denied("Det er barnets egen enhed, der noterer, hvad forældrene siger.")


def check_can_give_grundlag(user: User, punkt: Punkt, nu: datetime) -> None:
    """May she let somebody have part in the item, or close it for somebody? Those of the child's unit, and the
    mødeleder, who calls in whom the talk needs."""
    kraev(user, Permission.MOEDE_SE)
    if not (er_inde(user, punkt) or er_moedeleder(user, punkt)):
        raise Denied("Det er barnets egen enhed eller mødelederen, der bestemmer, hvem der er med i punktet.")
    _check_staar(punkt)


def kan(check: object, user: User, punkt: Punkt, nu: datetime) -> bool:
    """Whether a check says yes, for what a page offers."""
    try:
        check(user, punkt, nu)  # type: ignore[operator]
    except Denied:
        return False
    return True
