"""The page of a meeting."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dialogmoeder.views.hent import hent_moede
from opsporing import log, tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request


@kraever(Permission.MOEDE_SE)
@require_GET
def moede(request: Request, pk: int) -> HttpResponse:
    """When, who, and what is on the agenda, with what she may do."""
    nu = tid.nu()
    et = hent_moede(request, pk, nu)
    log.record("dialogmoeder.moede_set", by=request.user, nu=nu, anledning=et.anledning, objekt=et)
    return render(request, "dialogmoeder/moede.html", {"moede": et})
