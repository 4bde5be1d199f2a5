"""Who can be made responsible for an agreement: those who work with children in the unit that keeps the journal, and
those from outside whom the matter is open to on a ground of their own.
"""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from opsporing.adgang.permissions import ROLLE_PERMISSIONS, Permission
from opsporing.models import Anledning, Ansaettelse, Udelukkelse, User
from opsporing.models.sql import DanskSortering

#: Roles that make agreements about the children of their unit, and follow them up.
ROLLER = frozenset(rolle for rolle, giver in ROLLE_PERMISSIONS.items() if Permission.HANDLING_OPRET in giver)
#: Roles that may follow up an agreement that is their own; from outside only they can be given one.
ROLLER_UDEFRA = frozenset(rolle for rolle, giver in ROLLE_PERMISSIONS.items() if Permission.HANDLING_FOELG_OP in giver)

#: By the code of a matter: the employments from outside that it is open to on a ground of their own now, as the
#: parents' yes. Apps add theirs in AppConfig.ready; where there is none, agreements stay in the house.
UDEFRA: dict[str, Callable[[Anledning, datetime], QuerySet[Ansaettelse]]] = {}


def i_huset(anledning: Anledning, nu: datetime) -> QuerySet[User]:
    """Active people employed at `nu` in the matter's journal unit or below it, by name."""
    return _valgt(Q(Exists(_ansat_i_huset(anledning, nu))))


def er_i_huset(user: User, anledning: Anledning, nu: datetime) -> bool:
    """Whether the person works with children there."""
    return i_huset(anledning, nu).filter(pk=user.pk).exists()


def ansvarlige(anledning: Anledning, nu: datetime) -> QuerySet[User]:
    """Those of the house, and those from outside with a ground (`UDEFRA`), with the unit these come from in `fra`."""
    if anledning.kode not in UDEFRA:
        return i_huset(anledning, nu)
    her = Exists(_ansat_i_huset(anledning, nu))
    udefra = (
        UDEFRA[anledning.kode](anledning, nu)
        .filter(user=OuterRef("pk"), rolle__in=ROLLER_UDEFRA)
        .exclude(user__in=Udelukkelse.objects.filter(anledning=anledning).values("user"))
        .order_by("pk")
    )
    fra = Subquery(udefra.exclude(enhed__sti__startswith=anledning.ejer_enhed.sti).values("enhed__navn")[:1])
    return _valgt(Q(her) | Q(Exists(udefra))).annotate(fra=fra)


def kan_vaere_ansvarlig(user: User, anledning: Anledning, nu: datetime) -> bool:
    """Whether the person is among them."""
    return ansvarlige(anledning, nu).filter(pk=user.pk).exists()


def kolleger(user: OuterRef, nu: datetime) -> QuerySet[Ansaettelse]:
    """The employments that let the person in the outer query see to agreements in the house that keeps the matter of
    the agreement it is about.
    """
    her = OuterRef("anledning__ejer_enhed__sti")
    return Ansaettelse.objects.gaeldende(nu).filter(
        user=user, user__is_active=True, rolle__in=ROLLER, enhed__sti__startswith=her
    )


def _ansat_i_huset(anledning: Anledning, nu: datetime) -> QuerySet[Ansaettelse]:
    return Ansaettelse.objects.gaeldende(nu).filter(
        enhed__sti__startswith=anledning.ejer_enhed.sti, rolle__in=ROLLER, user=OuterRef("pk")
    )


def _valgt(hvem: Q) -> QuerySet[User]:
    return User.objects.filter(hvem, is_active=True).order_by(DanskSortering("navn"), "pk")
