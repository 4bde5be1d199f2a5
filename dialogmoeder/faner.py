"""The tabs of the pages about meetings."""

from typing import Any

from django.urls import reverse

from opsporing.adgang.permissions import Permission, har
from opsporing.adgang.request import Request

#: Label, name of the address, and who sees it: those with one of the permissions.
FANER = (
    ("Møder", "dialogmoeder:liste", (Permission.MOEDE_SE,)),
    ("Sparring", "dialogmoeder:sparringer", (Permission.SPARRING_SPOERG, Permission.SPARRING_SVAR)),
    ("I tal", "dialogmoeder:tal", (Permission.MOEDE_TAL,)),
)


def faner(request: Request) -> list[dict[str, Any]]:
    """The tabs the user may open, with the page's own marked; none where there is only one."""
    fundne = [
        {"label": label, "url": reverse(navn), "aktuel": request.path == reverse(navn), "antal": None}
        for label, navn, permissions in FANER
        if any(har(request.user, permission) for permission in permissions)
    ]
    return fundne if len(fundne) > 1 else []
