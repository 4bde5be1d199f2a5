"""Whether a visit may be planned, written in and ended; raises Denied with the reason."""

from datetime import datetime

from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.arkiv import check_ikke_kun_arkiv
from opsporing.models import User
from opsporing.spaerring.actions import er_spaerret
from overgange.models import Besoeg, Besoegsstatus, Overgang, Status
from overgange.rules.besoeg import Besoegstilstand, kan


def _check_skriver(user: User, besoeg: Besoeg, nu: datetime) -> None:
    kraev(user, Permission.OVERGANG_SKRIV)
    check_ikke_kun_arkiv(user, besoeg.overgang.anledning_id, nu)
    if besoeg.overgang.status == Status.AFLYST:
        raise Denied("Overgangen er aflyst, så der er ikke noget besøg at holde.")


def er_vaert(user: User, besoeg: Besoeg, nu: datetime) -> bool:
    """Whether the overgang itself is open to the user. If not, she is a guest: the visit is all of it she sees."""
    return Overgang.objects.for_user(user, nu).filter(pk=besoeg.overgang_id).exists()


def er_vaert_eller_leder(user: User, besoeg: Besoeg, nu: datetime) -> bool:
    """Whether the user may end it: as its mødeleder, or as one of the place the child leaves."""
    return besoeg.moedeleder_id == user.pk or er_vaert(user, besoeg, nu)


def check_vaert_eller_leder(user: User, besoeg: Besoeg, nu: datetime) -> None:
    """Whoever is only asked to take part reads and writes; the end is for those who lead."""
    if not er_vaert_eller_leder(user, besoeg, nu):
        leder = besoeg.moedeleder.navn if besoeg.moedeleder else besoeg.overgang.fra_enhed.navn
        raise Denied(f"{leder} leder mødet og afslutter det. Det, du skriver, er gemt.")


def kan_skrive(user: User, besoeg: Besoeg, nu: datetime) -> bool:
    """Whether the person may do anything to the visit at all, so that a page offers only what can be done."""
    try:
        _check_skriver(user, besoeg, nu)
    except Denied:
        return False
    return True


def check_can_planlaegge(user: User, besoeg: Besoeg, nu: datetime) -> None:
    """May the person agree on a time? Also again, and also when the family first said no."""
    _check_skriver(user, besoeg, nu)
    if not er_vaert(user, besoeg, nu):
        raise Denied(f"Besøget aftales af {besoeg.overgang.fra_enhed.navn}. Ring til dem, hvis det skal flyttes.")
    if not kan(besoeg.status, Besoegstilstand.AFTALT):
        raise Denied("Besøget er holdt. Vil I mødes igen, så aftal et opfølgende møde.")


def check_can_indbyde(user: User, besoeg: Besoeg, nu: datetime) -> None:
    """May the person print the parents' invitation? The place the child leaves may, when a day is agreed on."""
    _check_skriver(user, besoeg, nu)
    if not er_vaert(user, besoeg, nu):
        raise Denied(f"Forældrene inviteres af {besoeg.overgang.fra_enhed.navn}.")
    if hindrer := hindrer_invitation(besoeg, nu):
        raise Denied(hindrer)


def hindrer_invitation(besoeg: Besoeg, nu: datetime) -> str:
    """Why nobody can be invited to the visit now; empty when they can."""
    if besoeg.status != Besoegsstatus.AFTALT or besoeg.planlagt_at is None:
        return "Aftal først, hvornår besøget er."
    if besoeg.planlagt_at < nu:
        return "Dagen er gået, så der er ikke noget at invitere til."
    if er_spaerret(besoeg.overgang.anledning_id):
        return "Forældrene må ikke få noget om sagen, før myndigheden siger til."
    return ""


def check_can_skrive(user: User, besoeg: Besoeg, nu: datetime) -> None:
    """May the person write in agenda and minutes?"""
    _check_skriver(user, besoeg, nu)
    if besoeg.afsluttet_at:
        raise Denied("Besøget er afsluttet, og referatet kan ikke ændres.")


def check_can_afslutte(user: User, besoeg: Besoeg, udfald: Besoegsstatus, nu: datetime) -> None:
    """May the person say what became of it? Who leads it may, and the place the child leaves."""
    check_can_skrive(user, besoeg, nu)
    check_vaert_eller_leder(user, besoeg, nu)
    if not kan(besoeg.status, Besoegstilstand(udfald)):
        raise Denied("Det kan besøget ikke ende med, sådan som det står nu.")


def check_can_foelge_op(user: User, besoeg: Besoeg, nu: datetime) -> None:
    """May a follow-up meeting be agreed on? After the first visit, once, and while the overgang stands."""
    _check_skriver(user, besoeg, nu)
    check_vaert_eller_leder(user, besoeg, nu)
    if besoeg.nr != 1:
        raise Denied("Der er ét opfølgende møde til en overgang.")
    if besoeg.overgang.besoeg.filter(nr=2).exists():
        raise Denied("Det opfølgende møde er allerede aftalt.")
