"""The page of a refusal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opsporing.adgang.permissions import Denied, RolleDenied


def afvist(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the reason in words: what the role lacks, or why it is not possible now."""
    grund = str(exception) if isinstance(exception, Denied) else ""
    ikke_nu = isinstance(exception, Denied) and not isinstance(exception, RolleDenied)
    return render(request, "403.html", {"grund": grund, "ikke_nu": ikke_nu}, status=403)
