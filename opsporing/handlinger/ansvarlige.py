"""Who can be made responsible for an agreement: those who work with children in the unit that keeps the journal."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from opsporing.adgang.permissions import ROLLE_PERMISSIONS, Permission
from opsporing.models import Anledning, Ansaettelse, User
from opsporing.models.sql import DanskSortering

#: Roles that may follow an agreement up; only they can be given one.
ROLLER = frozenset(rolle for rolle, giver in ROLLE_PERMISSIONS.items() if Permission.HANDLING_FOELG_OP in giver)


def ansvarlige(anledning: Anledning, nu: datetime) -> QuerySet[User]:
    """Active people employed at `nu` in the matter's journal unit or below it, by name."""
    ansat = (
        Ansaettelse.objects.gaeldende(nu)
        .filter(enhed__sti__startswith=anledning.ejer_enhed.sti, rolle__in=ROLLER)
        .filter(user=OuterRef("pk"))
    )
    return User.objects.filter(Exists(ansat), is_active=True).order_by(DanskSortering("navn"), "pk")


def kan_vaere_ansvarlig(user: User, anledning: Anledning, nu: datetime) -> bool:
    """Whether the person is among them."""
    return ansvarlige(anledning, nu).filter(pk=user.pk).exists()
