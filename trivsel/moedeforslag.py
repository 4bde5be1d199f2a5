"""Which children a trivselsvurdering speaks for talking about at a meeting."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from opsporing.models import User
from opsporing.moedeforslag import Moedeforslag
from opsporing.tid import dato
from trivsel.models import EgenVurdering, Position, Vurdering


def forslag(*, user: User, boern: Any, nu: datetime) -> Iterable[Moedeforslag]:
    """Children whose latest concluded vurdering in the user's unit is not the first position, with its word and those
    who made it."""
    seneste = list(
        Vurdering.objects.gaeldende()
        .filter(barn__in=boern, anledning__ejer_enhed=user.ansat.enhed.journalenhed_id)
        .for_user(user, nu)
        .order_by("barn", "-afsluttet_at", "-pk")
        .distinct("barn")
        .values_list("pk", "barn", "samlet", "anledning", "afsluttet_at")
    )
    seneste = [raekke for raekke in seneste if raekke[2] in {Position.GUL, Position.ROED}]
    vurderede: dict[int, list[int]] = defaultdict(list)
    egne = EgenVurdering.objects.filter(vurdering__in=[r[0] for r in seneste], faerdig_at__isnull=False)
    for vurdering, vurderer in egne.order_by("nr").values_list("vurdering", "vurderer"):
        vurderede[vurdering].append(vurderer)
    for pk, barn, samlet, anledning, afsluttet in seneste:
        if afsluttet is not None:
            ord_ = user.profil.label(samlet)
            yield Moedeforslag(barn, samlet, ord_, dato(afsluttet), anledning, kender=tuple(vurderede[pk]))
