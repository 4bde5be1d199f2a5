"""Fetching with access: 404 for what is not open to the user."""

from datetime import datetime

from django.shortcuts import get_object_or_404

from adbb.models import Forloeb, Screening
from opsporing.adgang.request import Request


def hent_forloeb(request: Request, pk: int, nu: datetime) -> Forloeb:
    """The course if its matter is open to the user, else 404."""
    return get_object_or_404(
        Forloeb.objects.for_user(request.user, nu).select_related(
            "anledning", "barn", "enhed__journalenhed", "enhed__kommune", "kommune", "profilversion"
        ),
        pk=pk,
    )


def hent_screening(forloeb: Forloeb, pk: int) -> Screening:
    """A screening of a course that is open to the user, else 404."""
    screening = get_object_or_404(
        forloeb.screeninger.select_related("skemaversion", "begyndt_by", "afsluttet_by", "erstatter"), pk=pk
    )
    screening.forloeb = forloeb
    return screening
