"""Fetching with access: 404 for what is not open to the user."""

from datetime import datetime, timedelta

from django.shortcuts import get_object_or_404

from opsporing.adgang.request import Request
from opsporing.models import Udelukkelse, User
from underretning.models import Modtaget

#: So long after a colleague's assessment somebody who was writing one is told, and gets her words back.
FAAR_BESKED = timedelta(hours=12)


def hent_modtaget(request: Request, pk: int, nu: datetime) -> Modtaget:
    """The received underretning if its matter is open to the user, else 404."""
    return get_object_or_404(
        Modtaget.objects.for_user(request.user, nu).select_related(
            *("anledning", "barn__mor", "enhed__kommune__profil", "enhed__journalenhed", "kommune", "ansvarlig"),
            *("vurderet_by", "afgjort_by", "lukket_by", "aabnet_igen_by", "mistaenkt"),
            "genvurdering__afsluttet_by",
        ),
        pk=pk,
    )


def vurderet_af_kollega(user: User, pk: int, nu: datetime) -> Modtaget | None:
    """One of her unit's that a colleague has just assessed, which closed it to her: that it is, and by whom."""
    return (
        Modtaget.objects.filter(pk=pk, enhed=user.ansat.enhed_id, vurderet_at__gt=nu - FAAR_BESKED)
        .exclude(anledning__in=Udelukkelse.sager(user))
        .select_related("vurderet_by")
        .defer("indhold")
        .first()
    )
