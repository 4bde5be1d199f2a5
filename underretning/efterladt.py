"""Drafts that were left: the writer's employment has ended, or she is shut out, before she sent what she had begun.

The duty is personal and stays hers, but nobody reminds her any more, and nobody else may read what she wrote. So those
who receive underretninger are told that it exists and whose it is, and call her: not about whom, and not what it says.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from opsporing.models import Ansaettelse, Udelukkelse, User
from underretning.models import Underretning
from underretning.rules.tilstande import Skrivetilstand


def efterladte(user: User, nu: datetime) -> QuerySet[Underretning]:
    """Those of her municipality, the oldest first. None that is about herself, or that she is shut out of."""
    skriver = Ansaettelse.objects.gaeldende(nu).filter(pk=OuterRef("ansaettelse"), user__is_active=True)
    return (
        Underretning.objects.filter(~Exists(skriver), kommune=user.ansat.kommune_id, status=Skrivetilstand.KLADDE)
        .exclude(mistaenkt=user)
        .exclude(boern__anledning__in=Udelukkelse.sager(user))
        .exclude(skrevet_by=user)
        .select_related("skrevet_by", "ansaettelse", "enhed__journalenhed")
        .defer("svar", "indhold", "konflikter")
        .order_by("oprettet_at", "pk")
    )
