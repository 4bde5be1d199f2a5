"""Which children an ADBB speaks for talking about at the team's meeting."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from adbb.models import Screening, Udfald
from opsporing.adgang.permissions import Permission, har
from opsporing.models import User
from opsporing.moedeforslag import Moedeforslag
from opsporing.tid import dato


def forslag(*, user: User, boern: Any, nu: datetime) -> Iterable[Moedeforslag]:
    """Children who reached the cut-off twice and whose course is not concluded; nothing to those without ADBB."""
    if not har(user, Permission.ADBB_SE):
        return
    over = (
        Screening.objects.gaeldende()
        .for_user(user, nu)
        .filter(udfald=Udfald.OVER_ANDEN, forloeb__afsluttet_at=None, forloeb__barn__in=boern)
        .order_by("afsluttet_at")
        .values_list("forloeb__barn", "forloeb__anledning", "afsluttet_at")
    )
    for barn, anledning, afsluttet in over:
        if afsluttet is not None:
            yield Moedeforslag(barn, "adbb", "Nåede grænsen i ADBB to gange", dato(afsluttet), anledning)
