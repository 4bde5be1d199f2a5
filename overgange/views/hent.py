"""Fetching the sender's matter with access: 404 for what is not open to the user."""

from datetime import datetime

from django.shortcuts import get_object_or_404

from opsporing import log
from opsporing.adgang.request import Request
from overgange.models import Overgang


def hent_overgang(request: Request, pk: int, nu: datetime) -> Overgang:
    """The overgang if its matter is open to the user, else 404."""
    return get_object_or_404(
        Overgang.objects.for_user(request.user, nu).select_related(
            "anledning", "barn", "fra_enhed__journalenhed", "til_enhed__journalenhed", "kommune__profil"
        ),
        pk=pk,
    )


def log_set(request: Request, overgang: Overgang, nu: datetime, haendelse: str = "overgange.set") -> None:
    """One line of the log for a page about the overgang."""
    log.record(haendelse, by=request.user, nu=nu, barn=overgang.barn, anledning=overgang.anledning, objekt=overgang)
