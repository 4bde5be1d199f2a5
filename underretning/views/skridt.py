"""The steps agreed with the parents: myndighed's list, and the one the family can have."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.print import pdf_svar, render_pdf
from underretning.actions import skridt as actions
from underretning.forms_behandling import SkridtForm
from underretning.models import Modtaget, Skridt
from underretning.permissions_behandling import check_can_skridt, check_ikke_spaerret, er_spaerret
from underretning.views.hent import hent_modtaget


@kraever(Permission.UNDERRETNING_MODTAG)
@require_http_methods(["GET", "POST"])
def skridt(request: Request, pk: int) -> HttpResponse:
    """The list, and a form for one more."""
    nu = tid.nu()
    modtaget = hent_modtaget(request, pk, nu)
    form = SkridtForm(request.POST or None, i_dag=tid.dato(nu))
    hvorfor_ikke = ""
    try:
        check_can_skridt(request.user, modtaget)
    except Denied as nej:
        hvorfor_ikke = str(nej)
    if request.method == "POST" and form.is_valid():
        try:
            actions.aftal_skridt(modtaget=modtaget, by=request.user, nu=nu, **form.cleaned_data)
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            messages.success(request, "Skridtet er på listen.")
            return redirect("underretning:skridt", pk)
    log.record(
        "underretning.skridt_set",
        by=request.user,
        nu=nu,
        barn=modtaget.barn_id,
        anledning=modtaget.anledning_id,
        objekt=modtaget,
    )
    alle = list(modtaget.skridt.select_related("klaret_by", "oprettet_by").order_by("nr"))
    return render(
        request,
        "underretning/skridt.html",
        {
            "modtaget": modtaget,
            "barn": modtaget.barn,
            "liste": [et for et in alle if et.fjernet_at is None],
            "fjernede": [et for et in alle if et.fjernet_at is not None],
            "form": form,
            "hvorfor_ikke": hvorfor_ikke,
            "spaerret": er_spaerret(modtaget),
            "forbi": tid.dato(nu),
        },
        status=422 if form.errors else 200,
    )


@kraever(Permission.UNDERRETNING_MODTAG)
@require_POST
def skridt_klar(request: Request, pk: int, nr: int) -> HttpResponse:
    """Tick it off."""
    nu = tid.nu()
    actions.klar_skridt(skridt=_et(request, pk, nr, nu), by=request.user, nu=nu)
    messages.success(request, "Godt. Skridtet er krydset af.")
    return redirect("underretning:skridt", pk)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_POST
def skridt_fortryd(request: Request, pk: int, nr: int) -> HttpResponse:
    """Take the tick away."""
    nu = tid.nu()
    actions.fortryd_skridt(skridt=_et(request, pk, nr, nu), by=request.user, nu=nu)
    messages.success(request, "Krydset er fjernet.")
    return redirect("underretning:skridt", pk)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_POST
def skridt_fjern(request: Request, pk: int, nr: int) -> HttpResponse:
    """Take it off the list."""
    nu = tid.nu()
    actions.fjern_skridt(skridt=_et(request, pk, nr, nu), by=request.user, nu=nu)
    messages.success(request, "Skridtet er taget af listen. Det står stadig under »Taget af listen«.")
    return redirect("underretning:skridt", pk)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_POST
def skridt_flyt(request: Request, pk: int, nr: int) -> HttpResponse:
    """Move it up, or down with `ned`."""
    nu = tid.nu()
    actions.flyt_skridt(skridt=_et(request, pk, nr, nu), op="ned" not in request.POST, by=request.user, nu=nu)
    return redirect("underretning:skridt", pk)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_safe
def skridt_familie(request: Request, pk: int) -> HttpResponse:
    """The list as the family sees it on the screen: the steps, and nothing else of the case."""
    nu = tid.nu()
    modtaget = _til_familien(request, pk, nu)
    _record("underretning.skridt_vist", request, modtaget, nu)
    return render(request, "underretning/skridt_familie.html", {"modtaget": modtaget, "liste": _liste(modtaget)})


@kraever(Permission.UNDERRETNING_MODTAG)
@require_GET
def skridt_udskriv(request: Request, pk: int) -> HttpResponse:
    """The same as a tagged PDF to take home. No name, no number, no word about an underretning."""
    nu = tid.nu()
    modtaget = _til_familien(request, pk, nu)
    pdf = render_pdf(
        "underretning/skridt_udskrift.html",
        {"liste": _liste(modtaget), "kommune": modtaget.kommune, "dag": tid.dato(nu), "kontakt": request.user.navn},
        titel="Det har vi aftalt",
    )
    _record("underretning.skridt_udskrevet", request, modtaget, nu)
    return pdf_svar(pdf, "aftaler.pdf")


def _til_familien(request: Request, pk: int, nu: datetime) -> Modtaget:
    """For the two above: refused before anything is read or written while a switch stands."""
    modtaget = hent_modtaget(request, pk, nu)
    check_ikke_spaerret(modtaget)
    return modtaget


def _liste(modtaget: Modtaget) -> list[Skridt]:
    return list(modtaget.skridt.filter(fjernet_at=None).only("tekst", "hvem", "senest_den", "klaret_at").order_by("nr"))


def _et(request: Request, pk: int, nr: int, nu: datetime) -> Skridt:
    modtaget = hent_modtaget(request, pk, nu)
    return get_object_or_404(Skridt.objects.select_related("modtaget"), modtaget=modtaget, pk=nr)


def _record(haendelse: str, request: Request, modtaget: Modtaget, nu: datetime) -> None:
    log.record(
        haendelse,
        by=request.user,
        nu=nu,
        barn=modtaget.barn_id,
        anledning=modtaget.anledning_id,
        objekt=modtaget,
    )
