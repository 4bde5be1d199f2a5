"""Retention for the one who looks after data protection: what can go, deleting it, and holding back."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opsporing import dansk, log, tid
from opsporing.adgang.permissions import Denied, Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.databeskyttelse.forms import SletForm, TilbageholdForm
from opsporing.databeskyttelse.soegning import barn_med_cpr
from opsporing.databeskyttelse.views import min_kommune
from opsporing.models import Tilbageholdelse
from opsporing.opbevaring import actions
from opsporing.opbevaring.plan import Plan, laeg_plan
from opsporing.opbevaring.rules import saa_laenge

#: Rows shown per type; the rest are counted.
VIST = 100


def _vis(request: Request, plan: Plan, form: SletForm, status: int = 200) -> HttpResponse:
    log.record("opsporing.opbevaring_vist", by=request.user, nu=tid.nu(), boern=plan.boern, antal=plan.antal)
    afsnit = [
        {
            "hvad": dansk.stort(a.type.hvad),
            "hvor_laenge": f"{saa_laenge(a.maaneder)} {a.type.regnes_fra}",
            "gaar": len(a.gaar),
            "vist": a.gaar[:VIST],
            "holdes": len(a.holdes),
            "holdt": a.holdes[:VIST],
            "venter": a.venter,
        }
        for a in plan.afsnit
    ]
    return render(
        request,
        "databeskyttelse/opbevaring.html",
        {
            "plan": plan,
            "afsnit": afsnit,
            "form": form,
            "vist": VIST,
            "kan_slette": har(request.user, Permission.OPBEVARING_SLET),
        },
        status=status,
    )


@kraever(Permission.OPBEVARING_SE)
@require_safe
@transaction.atomic
def opbevaring(request: Request) -> HttpResponse:
    """What would be deleted now and why, and what is held back and why. Nothing is deleted by looking."""
    return _vis(request, laeg_plan(min_kommune(request), tid.nu()), SletForm())


@kraever(Permission.OPBEVARING_SLET)
@require_POST
@transaction.atomic
def slet(request: Request) -> HttpResponse:
    """Delete what the page showed, when the number typed is the number there still is."""
    nu, kommune, form = tid.nu(), min_kommune(request), SletForm(request.POST)
    if not form.is_valid():
        return _vis(request, laeg_plan(kommune, nu), form, 422)
    try:
        slettet = actions.slet(kommune=kommune, antal=form.cleaned_data["antal"], by=request.user, nu=nu)
    except actions.PlanenErAendret as aendret:
        form.add_error("antal", f"Der er {aendret.plan.antal} nu. Se listen igennem, og skriv det antal.")
        return _vis(request, aendret.plan, form, 409)
    except Denied as nej:
        form.add_error(None, str(nej))
        return _vis(request, laeg_plan(kommune, nu), form, 409)
    alt = dansk.opregning([f"{antal} {hvad}" for hvad, antal in slettet.raekker.items()])
    versioner = dansk.antal(slettet.historik, "tidligere version", "tidligere versioner")
    messages.success(request, f"Slettet: {alt}. Med i sletningen: {versioner}.")
    return redirect("opbevaring")


def _vis_hold(request: Request, form: TilbageholdForm, status: int = 200) -> HttpResponse:
    alle = list(
        Tilbageholdelse.objects.filter(kommune=min_kommune(request))
        .select_related("barn__mor", "sat_by", "ophaevet_by")
        .order_by("-sat_at", "-pk")
    )
    aabne = [hold for hold in alle if hold.ophaevet_at is None]
    ophaevede = [hold for hold in alle if hold.ophaevet_at][:VIST]
    vist = {hold.barn_id for hold in (*aabne, *ophaevede)}
    log.record("opsporing.tilbageholdelser_set", by=request.user, nu=tid.nu(), boern=sorted(vist))
    return render(
        request,
        "databeskyttelse/tilbageholdelser.html",
        {"aabne": aabne, "ophaevede": ophaevede, "form": form, "vist": VIST},
        status=status,
    )


@kraever(Permission.TILBAGEHOLD)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def tilbageholdelser(request: Request) -> HttpResponse:
    """The children whose records must stay, and a form to add one."""
    if request.method != "POST":
        return _vis_hold(request, TilbageholdForm())
    form = TilbageholdForm(request.POST)
    if form.is_valid():
        barn = barn_med_cpr(min_kommune(request), form.cleaned_data["cpr"])
        if barn is not None:
            actions.saet_tilbageholdelse(barn=barn, grund=form.cleaned_data["grund"], by=request.user, nu=tid.nu())
            messages.success(request, f"Intet om {barn} bliver slettet, før du ophæver det igen.")
            return redirect("tilbageholdelser")
        form.add_error("cpr", "Kommunen har intet barn med det nummer.")
    return _vis_hold(request, form, 422)


@kraever(Permission.TILBAGEHOLD)
@require_POST
@transaction.atomic
def ophaev(request: Request, pk: int) -> HttpResponse:
    """Lift a hold."""
    hold = get_object_or_404(
        Tilbageholdelse.objects.filter(kommune=min_kommune(request)).select_related("barn__mor"), pk=pk
    )
    actions.ophaev_tilbageholdelse(hold=hold, by=request.user, nu=tid.nu())
    messages.success(request, f"Tilbageholdelsen for {hold.barn} er ophævet.")
    return redirect("tilbageholdelser")
