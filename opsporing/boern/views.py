"""Finding a child, and seeing its CPR number."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from opsporing import cpr, log, tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.boern.forms import SoegForm
from opsporing.models import Barn
from opsporing.models.barn import BarnQuerySet
from opsporing.models.sql import FuldtNavn

PR_SIDE = 50


def _find(boern: BarnQuerySet, q: str) -> tuple[BarnQuerySet, str]:
    """Those whose CPR number it is, or whose name holds every word of it; and which of the two was searched."""
    try:
        return boern.filter(cpr=cpr.parse(q).nummer), "cpr"
    except cpr.CprFejl:
        fundet = boern.annotate(fuldt_navn=FuldtNavn())
        for ordet in q.lower().split():
            fundet = fundet.filter(fuldt_navn__contains=ordet)
        return fundet, "navn"


@kraever(Permission.BARN_SOEG)
@require_http_methods(["GET", "POST"])
def boern(request: Request) -> HttpResponse:
    """The children the user may see, by name; a search narrows them. What was typed is not logged."""
    nu = tid.nu()
    mine = Barn.objects.for_user(request.user, nu)
    form = SoegForm(request.POST or None)
    felt = ""
    if request.method == "POST" and form.is_valid():
        mine, felt = _find(mine, form.cleaned_data["q"])
        if felt == "cpr":
            form = SoegForm()  # a number that was typed does not stay on a shared screen
    side = Paginator(mine.efter_navn(), PR_SIDE).get_page(1 if felt else request.GET.get("side"))
    vist = list(side)
    log.record(
        "opsporing.boern_soegt" if felt else "opsporing.boern_vist",
        by=request.user,
        nu=nu,
        boern=vist,
        felter=[felt] if felt else [],
    )
    return render(
        request,
        "boern/boern.html",
        {"form": form, "side": side, "boern": vist, "soegt": bool(felt), "flere": side.paginator.count - len(vist)},
        status=422 if form.errors else 200,
    )


@kraever(Permission.BARN_CPR_VIS)
@require_POST
def barn_cpr(request: Request, pk: int) -> HttpResponse:
    """The whole CPR number, for somebody who has asked for it; the asking is logged."""
    nu = tid.nu()
    barn = get_object_or_404(Barn.objects.for_user(request.user, nu), pk=pk)
    log.record("opsporing.cpr_vist", by=request.user, nu=nu, barn=barn, felter=["cpr"])
    nummer = f"{barn.cpr[:6]}-{barn.cpr[6:]}" if barn.cpr else barn.cpr_maskeret
    skabelon = "boern/_cpr.html" if request.headers.get("HX-Request") else "boern/cpr.html"
    return render(request, skabelon, {"barn": barn, "nummer": nummer})
