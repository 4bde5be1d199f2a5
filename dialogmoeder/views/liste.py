"""The first page of meetings."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dialogmoeder.faner import faner
from dialogmoeder.moedeliste import liste as laes_liste
from opsporing import log, tid
from opsporing.adgang.permissions import Permission, har, kraever
from opsporing.adgang.request import Request


@kraever(Permission.MOEDE_SE)
@require_GET
def liste(request: Request) -> HttpResponse:
    """My meetings and teams: what I prepare, what comes next, and what has been."""
    nu = tid.nu()
    fundet = laes_liste(request.user, nu)
    boern = [punkt.barn_id for punkt in fundet.forbered if punkt.barn_id]
    log.record("dialogmoeder.liste_set", by=request.user, nu=nu, boern=boern, antal=len(fundet.kommende))
    return render(
        request,
        "dialogmoeder/liste.html",
        {"liste": fundet, "faner": faner(request), "kan_planlaegge": har(request.user, Permission.MOEDE_LED)},
    )
