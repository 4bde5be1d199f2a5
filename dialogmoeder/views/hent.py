"""Fetching a meeting and an item with access: 404 for what is not open to the user; and the one log line of a page."""

from datetime import datetime

from django.shortcuts import get_object_or_404

from dialogmoeder.models import Moede, Punkt
from opsporing import log
from opsporing.adgang.request import Request


def hent_moede(request: Request, pk: int, nu: datetime) -> Moede:
    """The meeting if it is open to the user, else 404. What its items are about is not thereby open to her."""
    return get_object_or_404(
        Moede.objects.for_user(request.user, nu).select_related(
            "anledning__ejer_enhed", "enhed__journalenhed", "team", "moedeleder", "kommune__profil"
        ),
        pk=pk,
    )


def hent_punkt(request: Request, pk: int, nu: datetime) -> Punkt:
    """The item if it is open to the user, else 404, with its meeting."""
    return get_object_or_404(
        Punkt.objects.for_user(request.user, nu).select_related(
            "anledning__ejer_enhed",
            "barn",
            "fortaeller",
            "moede__anledning__ejer_enhed",
            "moede__enhed__journalenhed",
            "moede__team",
            "moede__moedeleder",
            "kommune__profil",
        ),
        pk=pk,
    )


def moede_er_aabent(request: Request, punkt: Punkt, nu: datetime) -> bool:
    """Whether the meeting has a page for her too: it closes before the item to one with something still to do."""
    return Moede.objects.for_user(request.user, nu).filter(pk=punkt.moede_id).exists()


def log_punkt(request: Request, punkt: Punkt, nu: datetime, haendelse: str) -> None:
    """One line of the log for a page about the item."""
    log.record(haendelse, by=request.user, nu=nu, barn=punkt.barn, anledning=punkt.anledning, objekt=punkt)
