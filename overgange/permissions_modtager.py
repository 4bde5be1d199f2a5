"""Who reads a hand-over and from when, and whether it may be answered; raises Denied with the reason."""

from datetime import datetime

from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.arkiv import check_ikke_kun_arkiv
from opsporing.models import User
from opsporing.tid import dato
from overgange.models import Overlevering, Spoergsmaal
from overgange.models.overlevering import OverleveringQuerySet


def til_laesning(user: User, nu: datetime) -> OverleveringQuerySet:
    """What other places have handed over to the user's, and whose day has come. Nothing of it opens anything else:
    the matter is the receiver's own, and a hand-over outside the system has none.
    """
    return Overlevering.objects.for_user(user, nu).filter(laeses_fra__lte=dato(nu))


def check_can_se_stop(user: User, overlevering: Overlevering, nu: datetime) -> None:
    """May the person say that it is understood what must not be used? Also when the start was moved since."""
    kraev(user, Permission.OVERGANG_SKRIV)
    if overlevering.anledning_id is None:
        raise Denied("Det er givet videre uden for systemet.")
    check_ikke_kun_arkiv(user, overlevering.anledning_id, nu)
    if overlevering.erstattet_at:
        raise Denied("Der er kommet en ny udgave. Åbn den i stedet.")


def _check_modtager(user: User, overlevering: Overlevering, nu: datetime) -> None:
    check_can_se_stop(user, overlevering, nu)
    if overlevering.laeses_fra > dato(nu):
        raise Denied("Det kan ikke læses endnu.")


def check_can_kvittere(user: User, overlevering: Overlevering, nu: datetime) -> None:
    """May the person say that it is read?"""
    _check_modtager(user, overlevering, nu)


def check_can_spoerge(user: User, overlevering: Overlevering, nu: datetime) -> None:
    """May the person ask the former place?"""
    _check_modtager(user, overlevering, nu)


def check_can_foelge_op(user: User, overlevering: Overlevering, nu: datetime) -> None:
    """May the person tell how the start went? When it is read, and the child has begun."""
    _check_modtager(user, overlevering, nu)
    if overlevering.opfulgt_at:
        raise Denied("Der er allerede skrevet, hvordan starten gik.")
    if overlevering.kvitteret_at is None:
        raise Denied("Kvittér først for, at I har læst det.")
    if overlevering.overgang.start_den > dato(nu):
        raise Denied("Skriv, hvordan starten gik, når barnet er begyndt.")


def check_can_svare(user: User, spoergsmaal: Spoergsmaal, nu: datetime) -> None:
    """May the person answer for the former place? Once: the receiver may have acted on what was answered."""
    kraev(user, Permission.OVERGANG_SKRIV)
    check_ikke_kun_arkiv(user, spoergsmaal.overlevering.overgang.anledning_id, nu)
    if spoergsmaal.svaret_at:
        raise Denied("Spørgsmålet er allerede besvaret.")
