"""What the writer's pages share: fetching with access, the steps, and what every page about one shows."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse

from opsporing.adgang.request import Request
from underretning.actions.skriv import er_spaerret
from underretning.models import Underretning, Underretningsbarn
from underretning.ring import ring


def hent(request: Request, pk: int, nu: datetime) -> Underretning:
    """One that is open to her; 404 otherwise."""
    return get_object_or_404(
        Underretning.objects.for_user(request.user, nu)
        .select_related(
            "skemaversion",
            "kommune",
            "enhed__journalenhed",
            "ansaettelse__enhed__journalenhed",
            "skrevet_by",
            "modtager_kommune__profil",
            "kommune__profil",
            "mistaenkt",
        )
        .prefetch_related(
            Prefetch("boern", Underretningsbarn.objects.select_related("barn__mor", "anledning").order_by("pk"))
        ),
        pk=pk,
    )


def trin(underretning: Underretning | None, aktuelt: str) -> list[dict[str, str]]:
    """The steps of writing, with links to those one can go to."""
    navne = (("ramme", "Hvem og hvad"), ("skriv", "Skriv"), ("bilag", "Bilag"), ("send", "Læs og send"))
    nr = [navn for navn, _ in navne].index(aktuelt)
    return [
        {
            "label": label,
            "url": reverse(f"underretning:{navn}", args=[underretning.pk]) if underretning else "",
            "tilstand": "current" if i == nr else "done" if i < nr else "",
        }
        for i, (navn, label) in enumerate(navne)
    ]


def om(underretning: Underretning, nu: datetime) -> dict[str, Any]:
    """What every page about one shows."""
    boern = list(underretning.boern.all())
    return {
        "underretning": underretning,
        "boern": boern,
        "navne": [barn.navn for barn in boern],
        "spaerret": er_spaerret(underretning),
        "ring": ring(underretning.modtager_kommune or underretning.kommune, nu),
    }
