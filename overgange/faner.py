"""The tabs of the overgange pages."""

from typing import Any

from django.urls import reverse

from opsporing.adgang.permissions import Permission, har
from opsporing.adgang.request import Request

#: Label, name of the address, and who sees it.
FANER = (
    ("På vej videre", "overgange:liste", Permission.OVERGANG_SE),
    ("Overleveret til os", "overgange:modtagne", Permission.OVERGANG_SE),
    ("I tal", "overgange:tal", Permission.OVERGANG_TAL),
)


def faner(request: Request) -> list[dict[str, Any]]:
    """The tabs the user may open, with the page's own marked; none where there is only one."""
    fundne = [
        {"label": label, "url": reverse(navn), "aktuel": request.path == reverse(navn), "antal": None}
        for label, navn, permission in FANER
        if har(request.user, permission)
    ]
    return fundne if len(fundne) > 1 else []
