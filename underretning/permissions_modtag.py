"""Who may do what with a received underretning; raises Denied with the reason. Whether it is hers is `for_user`."""

from datetime import datetime

from django.db.models import Q

from opsporing.adgang.permissions import Denied, Permission, har, kraev
from opsporing.adgang.roller import Rolle
from opsporing.models import Ansaettelse, Enhed, Udelukkelse, User
from underretning.models import Modtaget
from underretning.rules.tilstande import Tilstand


def check_can_behandle(user: User, modtaget: Modtaget) -> None:
    """May the person decide on it? Anybody in the unit before it is assessed; then the one responsible and the leader.

    One who was asked to take part (a reassessment) reads it, and decides nothing.
    """
    kraev(user, Permission.UNDERRETNING_MODTAG)
    if user.ansat.kommune_id != modtaget.kommune_id:
        raise Denied("Underretningen hører til i en anden kommune.")
    if modtaget.status == Tilstand.MODTAGET or har(user, Permission.UNDERRETNING_LED):
        return
    if modtaget.ansvarlig_id != user.pk:
        hvem = modtaget.ansvarlig.navn if modtaget.ansvarlig else "En anden"
        raise Denied(f"{hvem} er ansvarlig for underretningen. Kun den ansvarlige eller lederen kan gøre det her.")


def kan_behandle(user: User, modtaget: Modtaget) -> bool:
    """Whether `check_can_behandle` lets the person, so that a page offers only what can be done."""
    try:
        check_can_behandle(user, modtaget)
    except Denied:
        return False
    return True


def kolleger(modtaget: Modtaget, nu: datetime) -> list[Ansaettelse]:
    """Who the case can be handed to: those who receive underretninger where it lies, without anybody shut out of it."""
    return list(
        Ansaettelse.objects.gaeldende(nu)
        .filter(
            Q(enhed=modtaget.enhed_id) | Q(enhed__in=_over(modtaget.enhed), rolle=Rolle.MYNDIGHEDSLEDER),
            rolle__in=[Rolle.SOCIALRAADGIVER, Rolle.MYNDIGHEDSLEDER],
            user__is_active=True,
        )
        .exclude(user__in=Udelukkelse.objects.filter(anledning=modtaget.anledning_id).values("user"))
        .select_related("user", "enhed")
        .order_by("user__navn", "pk")
    )


def _over(enhed: Enhed) -> list[int]:
    """The units above, whose leaders reach down."""
    return [int(del_) for del_ in enhed.sti.split(".") if del_ and int(del_) != enhed.pk]
