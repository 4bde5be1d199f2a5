"""What every page needs to know about the person it is shown to."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from opsporing import tid
from opsporing.adgang.navigation import punkter


def side(request: HttpRequest) -> dict[str, Any]:
    """Navigation, the unit acted for, the municipality's profile and today's date."""
    user = getattr(request, "user", None)
    ansaettelse = getattr(user, "ansaettelse", None)
    return {
        "DEMO": settings.DEMO,
        "i_dag": tid.i_dag(),
        "ansaettelse": ansaettelse,
        "navigation": punkter(request) if ansaettelse else [],
        "profil": user.profil if ansaettelse else None,
    }
