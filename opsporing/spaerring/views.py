"""Myndighed's pages about switches. What is behind a switch is never fetched here."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.models import Spaerring
from opsporing.spaerring import actions, visning
from opsporing.spaerring.forms import BekraeftForm, OphaevForm

IMENS = "En kollega har taget stilling, siden du åbnede siden. Læs det, og tag så stilling igen."


@kraever(Permission.SPAERRING_OPHAEV)
@require_safe
def spaerringer(request: Request) -> HttpResponse:
    """Everything that waits for a decision, and what has been decided."""
    nu = tid.nu()
    liste = visning.liste(request.user, nu)
    if liste.boern:
        log.record("opsporing.spaerringer_vist", by=request.user, nu=nu, boern=liste.boern)
    return render(request, "spaerring/liste.html", {"liste": liste})


@kraever(Permission.SPAERRING_OPHAEV)
@require_safe
def spaerring(request: Request, pk: int) -> HttpResponse:
    """One switch: the child, who must not be told, who set it and why, and the two decisions."""
    nu = tid.nu()
    return _vis(request, _hent(request, pk, nu), nu)


@kraever(Permission.SPAERRING_OPHAEV)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def spaerring_bekraeft(request: Request, pk: int) -> HttpResponse:
    """Let it stand, for a reason and until a day. Who comes back here after signing in again finds the page."""
    nu = tid.nu()
    fundet = _hent(request, pk, nu)
    if request.method == "GET":
        return redirect("spaerring", pk)
    form = BekraeftForm(request.POST, i_dag=tid.dato(nu))
    if form.is_valid():
        svar = form.cleaned_data
        try:
            actions.bekraeft(spaerring=fundet, by=request.user, nu=nu, **svar)
        except actions.Foraeldet:
            return _imens(request, pk, nu, bekraeft=form)
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            messages.success(request, "Spærringen er bekræftet. Du bliver mindet om at se på den igen.")
            return redirect("spaerringer")
    return _vis(request, fundet, nu, bekraeft=form, status=422)


@kraever(Permission.SPAERRING_OPHAEV)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def spaerring_ophaev(request: Request, pk: int) -> HttpResponse:
    """Lift it, for a reason."""
    nu = tid.nu()
    fundet = _hent(request, pk, nu)
    if request.method == "GET":
        return redirect("spaerring", pk)
    form = OphaevForm(request.POST)
    if form.is_valid():
        try:
            actions.ophaev(spaerring=fundet, by=request.user, nu=nu, **form.cleaned_data)
        except actions.Foraeldet:
            return _imens(request, pk, nu, ophaev=form)
        else:
            enhed = fundet.anledning.ejer_enhed.navn
            messages.success(request, f"Spærringen er ophævet. {enhed} kan se det på sagen.")
            return redirect("spaerringer")
    return _vis(request, fundet, nu, ophaev=form, status=422)


def _hent(request: Request, pk: int, nu: datetime) -> Spaerring:
    return get_object_or_404(visning.med_frist(Spaerring.objects.for_user(request.user, nu)), pk=pk)


def _imens(
    request: Request, pk: int, nu: datetime, *, bekraeft: BekraeftForm | None = None, ophaev: OphaevForm | None = None
) -> HttpResponse:
    """What the colleague decided, with the person's own words still in the form and building on that."""
    fundet = _hent(request, pk, nu)
    form = bekraeft or ophaev
    if form is not None:
        form.data = {**request.POST.dict(), form.add_prefix("stand"): fundet.stand}
        form.add_error(None, IMENS)
    if fundet.ophaevet_at is not None:
        # There is nothing left to decide, so the form is not there to say it.
        messages.warning(request, "En kollega har ophævet spærringen, siden du åbnede siden.")
    return _vis(request, fundet, nu, bekraeft=bekraeft, ophaev=ophaev, status=409)


def _vis(
    request: Request,
    fundet: Spaerring,
    nu: datetime,
    *,
    bekraeft: BekraeftForm | None = None,
    ophaev: OphaevForm | None = None,
    status: int = 200,
) -> HttpResponse:
    i_dag = tid.dato(nu)
    dage = request.user.profil.spaerring_gennemses_dage
    begynd = {"stand": fundet.stand}
    log.record(
        "opsporing.spaerring_vist",
        by=request.user,
        nu=nu,
        barn=fundet.anledning.barn_id,
        anledning=fundet.sag_id,
        objekt=fundet,
    )
    return render(
        request,
        "spaerring/vis.html",
        {
            "spaerring": fundet,
            "barn": fundet.anledning.barn,
            "enhed": fundet.anledning.ejer_enhed,
            "side": visning.side(fundet),
            "bekraeft": bekraeft
            or BekraeftForm(initial=begynd | {"gennemses_den": i_dag + timedelta(days=dage)}, i_dag=i_dag),
            "ophaev": ophaev or OphaevForm(initial=begynd),
        },
        status=status,
    )
