"""Which children a trivselsvurdering speaks for talking about at a meeting."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from opsporing.models import User
from opsporing.moedeforslag import Moedeforslag
from opsporing.tid import dato
from trivsel.models import Position, Vurdering


def forslag(*, user: User, boern: Any, nu: datetime) -> Iterable[Moedeforslag]:
    """Children whose latest concluded vurdering in the user's unit is not the first position, with its word."""
    seneste = (
        Vurdering.objects.gaeldende()
        .filter(barn__in=boern, anledning__ejer_enhed=user.ansat.enhed.journalenhed_id)
        .for_user(user, nu)
        .order_by("barn", "-afsluttet_at", "-pk")
        .distinct("barn")
        .values_list("barn", "samlet", "anledning", "afsluttet_at")
    )
    for barn, samlet, anledning, afsluttet in seneste:
        if afsluttet is not None and samlet in {Position.GUL, Position.ROED}:
            yield Moedeforslag(barn, samlet, user.profil.label(samlet), dato(afsluttet), anledning)
