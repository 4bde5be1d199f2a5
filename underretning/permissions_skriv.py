"""Who may do what with an underretning that is being written; raises Denied with the reason.

Whether she may see it at all is `Underretning.objects.for_user`. There is no approval anywhere: the duty is personal.
"""

from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.adgang.roller import LEDER_AF, Rolle
from opsporing.models import Enhed, User
from underretning.models import Overgreb, Underretning
from underretning.rules.tilstande import Skrivetilstand, UmuligOvergang, check_overgang


def er_min(user: User, underretning: Underretning) -> bool:
    """Whether she wrote it, acting under the employment she wrote it in."""
    return (
        underretning.skrevet_by_id == user.pk
        and user.ansaettelse is not None
        and underretning.ansaettelse_id == user.ansaettelse.pk
    )


def check_er_min(user: User, underretning: Underretning) -> None:
    """Only the one who writes does anything with it; who reads along reads."""
    kraev(user, Permission.UNDERRETNING_SKRIV)
    if not er_min(user, underretning):
        raise Denied("Kun den, der skriver underretningen, kan gøre det her. Du kan læse med og råde.")


def check_can_skrive(user: User, underretning: Underretning) -> None:
    """May the person write in it, or change what it is about?"""
    check_er_min(user, underretning)
    if underretning.status == Skrivetilstand.SENDT:
        raise Denied("Underretningen er sendt og kan ikke rettes. Skriv en ny, eller ring til modtagelsen.")
    if underretning.status == Skrivetilstand.KASSERET:
        raise Denied("Underretningen er kasseret. Tag den op igen, før du skriver videre.")


def check_can_blive(user: User, underretning: Underretning, til: Skrivetilstand) -> None:
    """May the person bring it into that state?"""
    check_er_min(user, underretning)
    try:
        check_overgang(underretning.status, til)
    except UmuligOvergang:
        raise Denied(_UMULIG[Skrivetilstand(underretning.status)]) from None


_UMULIG = {
    Skrivetilstand.SENDT: "Underretningen er sendt. Det kan ikke gøres om.",
    Skrivetilstand.KASSERET: "Underretningen er kasseret. Tag den op igen først.",
    Skrivetilstand.KLADDE: "Underretningen er ikke kasseret.",
}


def er_flyttet(user: User, enhed: Enhed) -> bool:
    """Whether she works in another journal unit than the one she began it in."""
    return user.ansat.enhed.journalenhed_id != enhed.journalenhed_id


def lederrolle(user: User, enhed: Enhed) -> Rolle | None:
    """The role that leads the unit it is begun in; None where nobody does, or where she leads it herself."""
    rolle = LEDER_AF.get(enhed.journalenhed.type) if enhed.journalenhed else None
    return None if rolle == user.ansat.rolle and not er_flyttet(user, enhed) else rolle


def kan_deles(overgreb: str) -> bool:
    """Whether a leader may read along: never where one is suspected."""
    return overgreb != Overgreb.LEDER
