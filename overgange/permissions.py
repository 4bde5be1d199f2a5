"""Whether an overgang is in a state that lets somebody do something; raises Denied with the reason."""

from datetime import datetime

from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.arkiv import check_ikke_kun_arkiv
from opsporing.models import User
from opsporing.spaerring.actions import er_spaerret
from overgange.models import Overgang, Status

SKRIVES = frozenset({Status.PLANLAGT, Status.UDFYLDES})
GIVET = frozenset({Status.OVERLEVERET, Status.KVITTERET})


def _check(user: User, overgang: Overgang, nu: datetime) -> None:
    kraev(user, Permission.OVERGANG_SKRIV)
    check_ikke_kun_arkiv(user, overgang.anledning_id, nu)
    if overgang.status == Status.AFLYST:
        raise Denied("Overgangen er aflyst, fordi starten ikke længere er planlagt.")


def check_ikke_spaerret(overgang: Overgang) -> None:
    """Nothing of a matter that is kept from the parents is shown to them or handed on by their word."""
    if er_spaerret(overgang.anledning_id):
        raise Denied("Forældrene må ikke få noget om sagen, før myndigheden siger til. Derfor gives intet videre nu.")


def check_can_skrive(user: User, overgang: Overgang, nu: datetime) -> None:
    """May the person write in the form?"""
    _check(user, overgang, nu)
    check_ikke_spaerret(overgang)
    if overgang.status in GIVET:
        raise Denied("Skemaet er givet videre. Vælg »Ret og giv videre igen« på overgangens side.")
    if overgang.status not in SKRIVES:
        raise Denied("Overgangen er afsluttet.")


def check_can_samtykke(user: User, overgang: Overgang, nu: datetime) -> None:
    """May the person note what a custody holder answers? As long as there is something to say yes or no to."""
    _check(user, overgang, nu)
    check_ikke_spaerret(overgang)
    if overgang.udeladt_grund:
        raise Denied("Overgangen er afsluttet, uden at noget er givet videre.")


def check_can_traekke(user: User, overgang: Overgang, nu: datetime) -> None:
    """May the person note that a yes is taken back? At any time, also when all is over or kept from the parents."""
    kraev(user, Permission.OVERGANG_SKRIV)


def check_can_genaabne(user: User, overgang: Overgang, nu: datetime) -> None:
    """May the person begin a new hand-over?"""
    _check(user, overgang, nu)
    check_ikke_spaerret(overgang)
    if overgang.status not in GIVET:
        raise Denied("Der er ikke givet noget videre, som kan rettes.")


def check_can_udelade(user: User, overgang: Overgang, nu: datetime) -> None:
    """May the person end it without a hand-over?"""
    _check(user, overgang, nu)
    if overgang.status not in SKRIVES or overgang.overleveringer.gaeldende().exists():
        raise Denied("Der er allerede givet noget videre. Så kan overgangen ikke afsluttes uden.")
