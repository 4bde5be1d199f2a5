"""Meetings and sparring in numbers: on the page, on paper and as a file."""

import csv
import io

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dialogmoeder import talside
from dialogmoeder.faner import faner
from opsporing import log, tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.andele import MINDST
from opsporing.print import pdf_svar, render_pdf


@kraever(Permission.MOEDE_TAL)
@require_safe
def tal(request: Request) -> HttpResponse:
    """The half-years side by side."""
    nu = tid.nu()
    side = talside.byg(request.user, nu)
    log.record("dialogmoeder.tal_set", by=request.user, nu=nu)
    kontekst = {"faner": faner(request), "side": side, "sted": request.user.ansat.enhed.navn, "mindst": MINDST}
    return render(request, "dialogmoeder/tal.html", kontekst)


@kraever(Permission.MOEDE_TAL)
@require_safe
def tal_udskriv(request: Request) -> HttpResponse:
    """The page on paper."""
    nu = tid.nu()
    side = talside.byg(request.user, nu)
    log.record("dialogmoeder.tal_udskrevet", by=request.user, nu=nu)
    pdf = render_pdf(
        "dialogmoeder/tal_udskrift.html",
        {"side": side, "sted": request.user.ansat.enhed.navn, "dag": tid.dato(nu), "mindst": MINDST},
        titel="Møder og sparring i tal",
    )
    return pdf_svar(pdf, "moeder-i-tal.pdf")


@kraever(Permission.MOEDE_TAL)
@require_safe
def tal_hent(request: Request) -> HttpResponse:
    """The same numbers, one on each line, for a Danish spreadsheet. Every cell is a number or a word of our own."""
    nu = tid.nu()
    side = talside.byg(request.user, nu)
    log.record("dialogmoeder.tal_hentet", by=request.user, nu=nu)
    fil = io.StringIO()
    skriver = csv.writer(fil, delimiter=";", lineterminator="\r\n")
    skriver.writerow(("om", "mål", "periode", "værdi"))
    skriver.writerows(talside.linjer(side))
    svar = HttpResponse("\ufeff" + fil.getvalue(), content_type="text/csv; charset=utf-8")
    svar.headers["Content-Disposition"] = 'attachment; filename="moeder-i-tal.csv"'
    return svar
