"""The tabs of the ADBB pages."""

from typing import Any

from django.urls import reverse

from opsporing.adgang.permissions import Permission, har
from opsporing.adgang.request import Request

#: Label, name of the address, and who sees it.
FANER = (
    ("Børn", "adbb:liste", Permission.ADBB_SE),
    ("Scorer", "adbb:tal", Permission.ADBB_METODE),
    ("Certifikater", "adbb:certifikater", Permission.ADBB_METODE),
    ("Supervision", "adbb:supervision", Permission.ADBB_METODE),
    ("Mit certifikat", "adbb:mit", Permission.ADBB_SE),
)


def faner(request: Request) -> list[dict[str, Any]]:
    """The tabs the user may open, with the page's own marked; for the context of a page as `faner`."""
    return [
        {"label": label, "url": reverse(navn), "aktuel": request.path == reverse(navn), "antal": None}
        for label, navn, permission in FANER
        if har(request.user, permission)
    ]
