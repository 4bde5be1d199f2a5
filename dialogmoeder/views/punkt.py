"""The page of one item on an agenda, for those who have part in it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dialogmoeder.kreds import laes
from dialogmoeder.views.hent import hent_punkt, log_punkt
from opsporing import tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request


@kraever(Permission.MOEDE_SE)
@require_safe
def punkt(request: Request, pk: int) -> HttpResponse:
    """What is talked about, with whom, and how far it is."""
    nu = tid.nu()
    et = hent_punkt(request, pk, nu)
    kreds = laes(et.moede, nu, punkt=et)
    log_punkt(request, et, nu, "dialogmoeder.punkt_set")
    return render(request, "dialogmoeder/punkt.html", {"punkt": et, "moede": et.moede, "kreds": kreds.om(et)})
