"""The talk with the child."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from underretning.actions import samtale as actions
from underretning.forms_behandling import SamtaleForm, UndladSamtaleForm
from underretning.models import Modtaget
from underretning.permissions_behandling import check_can_samtale
from underretning.rules import krav
from underretning.rules import samtale as regler
from underretning.stand import fakta
from underretning.views.hent import hent_modtaget


@kraever(Permission.UNDERRETNING_MODTAG)
@require_safe
def samtale(request: Request, pk: int) -> HttpResponse:
    """What the law asks for here, what to think of at the child's age, and what has been written."""
    nu = tid.nu()
    return _vis(request, hent_modtaget(request, pk, nu), nu)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_POST
def samtale_registrer(request: Request, pk: int) -> HttpResponse:
    """Write down a talk."""
    nu = tid.nu()
    modtaget = hent_modtaget(request, pk, nu)
    form = _holdt(modtaget, nu, request)
    if form.is_valid():
        svar = form.cleaned_data
        try:
            actions.registrer_samtale(
                modtaget=modtaget,
                holdt_den=svar["holdt_den"],
                uden=svar["uden_foraeldre"],
                hvem=svar["hvem"],
                notat=svar["notat"],
                by=request.user,
                nu=nu,
            )
        except Denied as nej:
            form.add_error("holdt_den" if "Dagen" in str(nej) else None, str(nej))
        else:
            messages.success(request, "Samtalen er skrevet ned.")
            return redirect("underretning:samtale", pk)
    return _vis(request, modtaget, nu, holdt=form)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_POST
def samtale_undlad(request: Request, pk: int) -> HttpResponse:
    """Write down why there is none."""
    nu = tid.nu()
    modtaget = hent_modtaget(request, pk, nu)
    form = UndladSamtaleForm(request.POST, skal=krav.samtale_skal_holdes(fakta(modtaget)))
    if form.is_valid():
        try:
            actions.undlad_samtale(modtaget=modtaget, by=request.user, nu=nu, **form.cleaned_data)
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            messages.success(request, "Det er skrevet ned, hvorfor du ikke taler med barnet.")
            return redirect("underretning:samtale", pk)
    return _vis(request, modtaget, nu, ikke=form)


def _holdt(modtaget: Modtaget, nu: datetime, request: Request | None = None) -> SamtaleForm:
    return SamtaleForm(
        request.POST if request is not None else None, fra=tid.dato(modtaget.modtaget_at), til=tid.dato(nu)
    )


def _vis(
    request: Request,
    modtaget: Modtaget,
    nu: datetime,
    *,
    holdt: SamtaleForm | None = None,
    ikke: UndladSamtaleForm | None = None,
) -> HttpResponse:
    f = fakta(modtaget)
    hvorfor_ikke = ""
    try:
        check_can_samtale(request.user, modtaget)
    except Denied as nej:
        hvorfor_ikke = str(nej)
    log.record(
        "underretning.samtale_set",
        by=request.user,
        nu=nu,
        barn=modtaget.barn_id,
        anledning=modtaget.anledning_id,
        objekt=modtaget,
    )
    return render(
        request,
        "underretning/samtale.html",
        {
            "modtaget": modtaget,
            "barn": modtaget.barn,
            "skal": krav.samtale_skal_holdes(f),
            "uden": f.foraeldre_mistaenkt,
            "mangler": [krav.ORD[mangel] for mangel in krav.om_samtalen(f)],
            "samtaler": modtaget.samtaler.select_related("registreret_by").order_by("-registreret_at", "-pk"),
            "raad": regler.raad(modtaget.barn.alder_mdr(tid.dato(nu))),
            "hvorfor_ikke": hvorfor_ikke,
            "holdt": holdt or _holdt(modtaget, nu),
            "ikke": ikke or UndladSamtaleForm(skal=krav.samtale_skal_holdes(f)),
        },
        status=422 if (holdt and holdt.errors) or (ikke and ikke.errors) else 200,
    )
