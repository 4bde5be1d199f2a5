"""The reassessment of a case in which help runs already."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from underretning import genvurderingside
from underretning.actions import genvurdering as actions
from underretning.actions.behandl import Foraeldet
from underretning.forms_behandling import DeltagereForm, KonklusionForm
from underretning.models import Modtaget
from underretning.permissions_behandling import check_can_genvurdere
from underretning.views.hent import hent_modtaget

IMENS = "En kollega har skrevet noget på sagen, siden du åbnede siden. Læs det, og tag så stilling igen."


@kraever(Permission.UNDERRETNING_MODTAG)
@require_safe
def genvurdering(request: Request, pk: int) -> HttpResponse:
    """Who takes part, who of them is new to the case, and what they came to."""
    nu = tid.nu()
    return _vis(request, hent_modtaget(request, pk, nu), nu)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_POST
def genvurdering_begynd(request: Request, pk: int) -> HttpResponse:
    """Begin it, or change who takes part."""
    nu = tid.nu()
    modtaget = hent_modtaget(request, pk, nu)
    form = _hvem(genvurderingside.side(modtaget, nu), request)
    if form.is_valid():
        actions.begynd_genvurdering(modtaget=modtaget, by=request.user, nu=nu, **form.cleaned_data)
        messages.success(request, "Det er gemt, hvem der er med. De kan læse underretningen, indtil I er færdige.")
        return redirect("underretning:genvurdering", pk)
    return _vis(request, modtaget, nu, hvem=form, status=422)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_http_methods(["GET", "POST"])
def genvurdering_afslut(request: Request, pk: int) -> HttpResponse:
    """End it. Who comes back here after signing in again finds the page."""
    nu = tid.nu()
    modtaget = hent_modtaget(request, pk, nu)
    if request.method == "GET":
        return redirect("underretning:genvurdering", pk)
    form = KonklusionForm(request.POST)
    status = 422
    if form.is_valid():
        svar = form.cleaned_data
        try:
            actions.afslut_genvurdering(
                modtaget=modtaget,
                passer=svar["passer"],
                konklusion=svar["konklusion"],
                set_rev=svar["rev"],
                by=request.user,
                nu=nu,
            )
        except Foraeldet as imens:
            modtaget = imens.modtaget
            form.data = {**request.POST.dict(), form.add_prefix("rev"): str(modtaget.rev)}
            form.add_error(None, IMENS)
            status = 409
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            messages.success(request, "Genvurderingen er afsluttet.")
            return redirect("underretning:genvurdering", pk)
    return _vis(request, modtaget, nu, slut=form, status=status)


def _hvem(side: genvurderingside.Side, request: Request | None = None) -> DeltagereForm:
    return DeltagereForm(
        request.POST if request is not None else None,
        ordene={d.user.pk: f"{d.user.navn}: {d.ord}" for d in side.deltagere},
        navne={d.user.pk: d.user.navn for d in side.deltagere},
        initial={"deltagere": list(side.valgte), "kendte": list(side.kendte)},
    )


def _vis(
    request: Request,
    modtaget: Modtaget,
    nu: datetime,
    *,
    hvem: DeltagereForm | None = None,
    slut: KonklusionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    side = genvurderingside.side(modtaget, nu)
    hvorfor_ikke = ""
    try:
        check_can_genvurdere(request.user, modtaget)
    except Denied as nej:
        hvorfor_ikke = str(nej)
    log.record(
        "underretning.genvurdering_set",
        by=request.user,
        nu=nu,
        barn=modtaget.barn_id,
        anledning=modtaget.anledning_id,
        objekt=modtaget,
    )
    return render(
        request,
        "underretning/genvurdering.html",
        {
            "modtaget": modtaget,
            "barn": modtaget.barn,
            "side": side,
            "genvurdering": side.genvurdering,
            "hvorfor_ikke": hvorfor_ikke,
            "hvem": hvem or _hvem(side),
            "slut": slut or KonklusionForm(initial={"rev": modtaget.rev}),
        },
        status=status,
    )
