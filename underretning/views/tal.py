"""The numbers of underretninger: on the page, on paper, as a file, and row by row for Danmarks Statistik."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from opsporing import log, tid
from opsporing.adgang.permissions import Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.print import pdf_svar, render_pdf
from underretning import talord, talside
from underretning.rules.tal import alderskode, koenskode
from underretning.rules.visning import AFRUND, MINDST, MINDST_TIDER

RAEKKEKOLONNER = ("modtaget", "underretter", "aarsager", "alder", "koen", "administrationskommune", "trin", "med_cpr")


def _sted(request: Request) -> str:
    """Whose numbers they are: the leader's unit, or the municipality."""
    enhed = request.user.ansat.enhed
    return enhed.navn if har(request.user, Permission.UNDERRETNING_LED) else enhed.kommune.navn


@kraever(Permission.UNDERRETNING_TAL)
@require_safe
def tal(request: Request) -> HttpResponse:
    """A year or a quarter in numbers, with what is left out of them and why."""
    nu = tid.nu()
    side = talside.byg(request.user, request.GET.dict(), nu)
    log.record("underretning.tal_set", by=request.user, nu=nu)
    return render(
        request,
        "underretning/tal.html",
        {
            "side": side,
            "sted": _sted(request),
            "alt": har(request.user, Permission.UNDERRETNING_LED),
            "andre": talside.ANDRE,
            "til_andre": request.GET.get("tal") == talside.ANDRE,
            "mindst": MINDST,
            "mindst_tider": MINDST_TIDER,
            "afrund": AFRUND,
            **_ord(side, nu),
        },
    )


@kraever(Permission.UNDERRETNING_TAL)
@require_safe
def tal_udskriv(request: Request) -> HttpResponse:
    """The page on paper, its tables open."""
    nu = tid.nu()
    side = talside.byg(request.user, request.GET.dict(), nu)
    if side is None:
        return redirect("underretning:tal")
    log.record("underretning.tal_udskrevet", by=request.user, nu=nu)
    pdf = render_pdf(
        "underretning/tal_udskrift.html",
        {"side": side, "sted": _sted(request), "dag": tid.dato(nu), **_ord(side, nu)},
        titel=f"Underretninger om små børn, {side.valg.navn}",
    )
    return pdf_svar(pdf, f"underretninger-{side.valg.noegle}.pdf")


@kraever(Permission.UNDERRETNING_TAL)
@require_safe
def tal_csv(request: Request) -> HttpResponse:
    """The same numbers, one on each line, for a spreadsheet."""
    nu = tid.nu()
    side = talside.byg(request.user, request.GET.dict(), nu)
    if side is None:
        return redirect("underretning:tal")
    log.record("underretning.tal_hentet", by=request.user, nu=nu)
    linjer = ([side.valg.navn, *linje] for linje in talside.linjer(side))
    return _fil(("periode", "tabel", "række", "kode", "mål", "værdi"), linjer, f"underretninger-{side.valg.noegle}.csv")


@kraever(Permission.UNDERRETNING_LED)
@require_safe
def tal_raekker(request: Request) -> HttpResponse:
    """Every underretning of the period on a line in Danmarks Statistik's codes, without name and CPR number.

    The log tells how many, and not about whom: a child's log must not show that there is an underretning about it.
    """
    nu = tid.nu()
    valg, raekker = talside.indberetning(request.user, request.GET.dict(), nu)
    log.record("underretning.raekker_hentet", by=request.user, nu=nu, antal=len(raekker))
    linjer = (
        [
            r.modtaget_den.isoformat(),
            r.underretter,
            " ".join(r.aarsager),
            alderskode(r, valg.periode.til),
            koenskode(r),
            r.kommune,
            "" if r.trin is None else str(r.trin),
            "ja" if r.gyldigt_pnr else "nej",
        ]
        for r in raekker
        if not r.sendt_videre
    )
    return _fil(RAEKKEKOLONNER, linjer, f"underretninger-raekker-{valg.noegle}.csv")


def _ord(side: talside.Side | None, nu: datetime) -> dict[str, list[str]]:
    if side is None:
        return {}
    return {
        "udeladte": talord.udeladt(side.visning),
        "forklaringer": talord.forklaringer(side.visning, tid.dato(nu)),
    }


def _fil(hoved: Sequence[str], linjer: Iterable[Sequence[str]], navn: str) -> HttpResponse:
    """A file a Danish spreadsheet opens as it is. Every cell is a number, a code or a word of our own."""
    fil = io.StringIO()
    skriver = csv.writer(fil, delimiter=";", lineterminator="\r\n")
    skriver.writerow(hoved)
    skriver.writerows(linjer)
    svar = HttpResponse("\ufeff" + fil.getvalue(), content_type="text/csv; charset=utf-8")
    svar.headers["Content-Disposition"] = f'attachment; filename="{navn}"'
    return svar
