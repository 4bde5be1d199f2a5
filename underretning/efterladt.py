"""Drafts that were left: the writer's employment has ended, or she is shut out, before she sent what she had begun.

The duty is personal and stays hers, but nobody reminds her any more, and nobody else may read what she wrote. So those
who receive underretninger are told that it exists and whose it is, and call her: not about whom, and not what it says.

One who works elsewhere in the municipality now finds it again herself and takes it along (`tag_med`): what she saw is
no less hers to tell because she has another stue.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from opsporing.adgang.permissions import Permission, har
from opsporing.models import Ansaettelse, Udelukkelse, User
from underretning.models import Underretning
from underretning.rules.tilstande import Skrivetilstand


def _skriveren_er_der(nu: datetime) -> Exists:
    """Whether the employment it is written in still holds."""
    return Exists(Ansaettelse.objects.gaeldende(nu).filter(pk=OuterRef("ansaettelse"), user__is_active=True))


def egne(user: User, nu: datetime) -> QuerySet[Underretning]:
    """Her own that she began in an employment she does not have any more and can take along to this one, the oldest
    first.
    """
    if user.ansaettelse is None or not har(user, Permission.UNDERRETNING_SKRIV):
        return Underretning.objects.none()
    return (
        Underretning.objects.filter(
            ~_skriveren_er_der(nu), skrevet_by=user, kommune=user.ansat.kommune_id, status=Skrivetilstand.KLADDE
        )
        .exclude(boern__anledning__in=Udelukkelse.sager(user))
        .select_related("ansaettelse__enhed", "enhed__journalenhed")
        .defer("svar", "indhold", "konflikter")
        .order_by("oprettet_at", "pk")
    )


def arbejder_nu(underretning: Underretning, nu: datetime) -> list[Ansaettelse]:
    """Where the one who began it works in the municipality now; empty where she is gone."""
    return list(
        Ansaettelse.objects.gaeldende(nu)
        .filter(user=underretning.skrevet_by_id, kommune=underretning.kommune_id, user__is_active=True)
        .select_related("enhed__journalenhed")
        .order_by("fra", "pk")
    )


def efterladte(user: User, nu: datetime) -> QuerySet[Underretning]:
    """Those of her municipality, the oldest first. None that is about herself, or that she is shut out of."""
    return (
        Underretning.objects.filter(~_skriveren_er_der(nu), kommune=user.ansat.kommune_id, status=Skrivetilstand.KLADDE)
        .exclude(mistaenkt=user)
        .exclude(boern__anledning__in=Udelukkelse.sager(user))
        .exclude(skrevet_by=user)
        .select_related("skrevet_by", "ansaettelse__enhed__journalenhed", "enhed__journalenhed")
        .defer("svar", "indhold", "konflikter")
        .order_by("oprettet_at", "pk")
    )
