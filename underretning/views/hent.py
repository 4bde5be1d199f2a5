"""Fetching with access: 404 for what is not open to the user."""

from datetime import datetime

from django.shortcuts import get_object_or_404

from opsporing.adgang.request import Request
from underretning.models import Modtaget


def hent_modtaget(request: Request, pk: int, nu: datetime) -> Modtaget:
    """The received underretning if its matter is open to the user, else 404."""
    return get_object_or_404(
        Modtaget.objects.for_user(request.user, nu).select_related(
            *("anledning", "barn__mor", "enhed__kommune__profil", "enhed__journalenhed", "kommune", "ansvarlig"),
            *("vurderet_by", "afgjort_by", "lukket_by", "aabnet_igen_by", "mistaenkt"),
        ),
        pk=pk,
    )
