"""What every page needs to know about the person it is shown to."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from opsporing import tid
from opsporing.adgang import sessioner
from opsporing.adgang.navigation import punkter


def side(request: HttpRequest) -> dict[str, Any]:
    """Navigation, the unit acted for, the municipality's profile, today's date, and how long the session lasts yet."""
    user = getattr(request, "user", None)
    ansaettelse = getattr(user, "ansaettelse", None)
    return {
        "DEMO": settings.DEMO,
        "i_dag": tid.i_dag(),
        "ansaettelse": ansaettelse,
        "navigation": punkter(request) if ansaettelse else [],
        "profil": user.profil if user and ansaettelse else None,
        "session_frist": _session_frist(request) if user and user.is_authenticated else None,
    }


def _session_frist(request: HttpRequest) -> dict[str, Any] | None:
    """What session.js needs to warn in time; None for a page drawn before the clocks have started."""
    if not sessioner.er_begyndt(request.session):
        return None
    return sessioner.rest(request.session, tid.nu()) | {"hold_url": reverse("session_hold")}
