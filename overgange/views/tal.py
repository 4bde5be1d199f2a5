"""Overgange in numbers: on the page, on paper and as a file."""

import csv
import io

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from opsporing import log, tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.andele import MINDST
from opsporing.print import pdf_svar, render_pdf
from overgange import talside
from overgange.faner import faner


@kraever(Permission.OVERGANG_TAL)
@require_safe
def tal(request: Request) -> HttpResponse:
    """A year's overgange: in time, visited, consented to and read."""
    nu = tid.nu()
    side = talside.byg(request.user, request.GET.dict(), nu)
    log.record("overgange.tal_set", by=request.user, nu=nu)
    return render(
        request,
        "overgange/tal.html",
        {"faner": faner(request), "side": side, "sted": request.user.ansat.enhed.navn, "mindst": MINDST},
    )


@kraever(Permission.OVERGANG_TAL)
@require_safe
def tal_udskriv(request: Request) -> HttpResponse:
    """The page on paper, its table open."""
    nu = tid.nu()
    side = talside.byg(request.user, request.GET.dict(), nu)
    if side is None:
        return redirect("overgange:tal")
    log.record("overgange.tal_udskrevet", by=request.user, nu=nu)
    pdf = render_pdf(
        "overgange/tal_udskrift.html",
        {"side": side, "sted": request.user.ansat.enhed.navn, "dag": tid.dato(nu), "mindst": MINDST},
        titel=f"Overgange i {side.aar}",
    )
    return pdf_svar(pdf, f"overgange-{side.aar}.pdf")


@kraever(Permission.OVERGANG_TAL)
@require_safe
def tal_hent(request: Request) -> HttpResponse:
    """The same numbers, one on each line, for a Danish spreadsheet. Every cell is a number or a word of our own."""
    nu = tid.nu()
    side = talside.byg(request.user, request.GET.dict(), nu)
    if side is None:
        return redirect("overgange:tal")
    log.record("overgange.tal_hentet", by=request.user, nu=nu)
    fil = io.StringIO()
    skriver = csv.writer(fil, delimiter=";", lineterminator="\r\n")
    skriver.writerow(("år", "overgang", "mål", "værdi"))
    skriver.writerows((str(side.aar), *linje) for linje in talside.linjer(side))
    svar = HttpResponse("\ufeff" + fil.getvalue(), content_type="text/csv; charset=utf-8")
    svar.headers["Content-Disposition"] = f'attachment; filename="overgange-{side.aar}.csv"'
    return svar
