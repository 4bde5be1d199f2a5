"""Who is asked to a meeting."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dialogmoeder import adgang, moedeside, personer
from dialogmoeder import permissions_planlaeg as permissions
from dialogmoeder.actions import deltagere as actions
from dialogmoeder.forms_moede import DeltagerForm, StedfortraederForm
from dialogmoeder.models import Deltager, Moede
from dialogmoeder.views.hent import hent_moede
from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.dansk import dag_ord, klokken


def hent_deltager(request: Request, pk: int, nu: datetime) -> Deltager:
    """One who is asked to a meeting that is open to the user, else 404."""
    return get_object_or_404(
        Deltager.objects.filter(moede__in=Moede.objects.for_user(request.user, nu)).select_related(
            "moede__anledning",
            "moede__enhed",
            "moede__kommune__profil",
            "moede__team",
            "ansaettelse__user",
            "person",
            "stedfortraeder_for__ansaettelse__user",
        ),
        pk=pk,
    )


@kraever(Permission.MOEDE_LED)
@require_http_methods(["GET", "POST"])
def deltagere(request: Request, pk: int) -> HttpResponse:
    """Add one after the other, and take off."""
    nu = tid.nu()
    et = hent_moede(request, pk, nu)
    permissions.check_can_saette_deltagere(request.user, et, nu)
    foraeldre = personer.foraeldre(et, request.user, nu)
    form = DeltagerForm(request.POST or None, moede=et, foraeldre=foraeldre, nu=nu)
    if request.method == "POST" and form.is_valid():
        try:
            ny = actions.tilfoej(moede=et, by=request.user, nu=nu, **form.felter())
        except Denied as grund:
            form.add_error(None, str(grund))
        else:
            messages.success(request, f"{adgang.navn_paa(ny)} er sat på.")
            return redirect("dialogmoeder:deltagere", et.pk)
    return _vis(request, et, form, nu)


def _vis(request: Request, et: Moede, form: Any, nu: datetime) -> HttpResponse:
    log.record("dialogmoeder.moede_set", by=request.user, nu=nu, anledning=et.anledning, objekt=et)
    kontekst = {
        "moede": et,
        "navn": moedeside.navn(et),
        "deltagere": moedeside.deltagerlinjer(et, request.user, nu),
        "form": form,
    }
    return render(request, "dialogmoeder/deltagere.html", kontekst, status=422 if form.errors else 200)


@kraever(Permission.MOEDE_LED)
@require_http_methods(["GET", "POST"])
def deltager_tag_af(request: Request, pk: int) -> HttpResponse:
    """Take somebody off the list. One who has been told of the meeting is told of this too, so that is said first."""
    nu = tid.nu()
    deltager = hent_deltager(request, pk, nu)
    et, hvem = deltager.moede, adgang.navn_paa(deltager)
    if request.method == "POST":
        actions.tag_af(deltager=deltager, by=request.user, nu=nu)
        messages.success(request, f"{hvem} er taget af.")
        return redirect("dialogmoeder:deltagere", et.pk)
    permissions.check_can_saette_deltagere(request.user, et, nu)
    log.record("dialogmoeder.moede_set", by=request.user, nu=nu, anledning=et.anledning, objekt=et)
    lokalt = et.planlagt_at.astimezone(tid.DANMARK)
    kontekst = {
        "hvem": hvem,
        "af_hvad": "mødet",
        "under": f"{moedeside.navn(et)}, {dag_ord(lokalt)} {klokken(lokalt)}",
        "tekst": _hvad_der_sker(deltager, hvem),
        "tilbage": reverse("dialogmoeder:deltagere", args=[et.pk]),
        "tilbage_til": "Hvem kommer?",
    }
    return render(request, "dialogmoeder/tag_af.html", kontekst)


def _hvad_der_sker(deltager: Deltager, hvem: str) -> str:
    if deltager.ansaettelse is None:
        return f"{hvem} får ikke besked herfra. Sig det selv."
    sker = f"{hvem} kan ikke længere læse punkterne"
    if deltager.indkaldt_at is None or not adgang.kan_faa_mail(deltager):
        sker += ". Der sendes ingen e-mail herfra."
    else:
        sker += " og får en e-mail om ikke at skulle med."
    foer = deltager.stedfortraeder_for
    return f"{sker} {adgang.navn_paa(foer)} sættes på igen og får besked." if foer else sker


@kraever(Permission.MOEDE_SE)
@require_http_methods(["GET", "POST"])
def stedfortraeder(request: Request, pk: int) -> HttpResponse:
    """Let somebody come instead: of oneself, or, for the one who leads, of anybody."""
    nu = tid.nu()
    deltager = hent_deltager(request, pk, nu)
    et = deltager.moede
    permissions.check_can_finde_stedfortraeder(request.user, deltager, et, nu)
    faste = frozenset(
        et.team.medlemmer.filter(
            til=None, stedfortraeder_for__ansaettelse=deltager.ansaettelse_id, stedfortraeder_for__til=None
        ).values_list("ansaettelse", flat=True)
        if et.team
        else ()
    )
    form = StedfortraederForm(request.POST or None, moede=et, foerst=faste, nu=nu)
    if request.method == "POST" and form.is_valid():
        valgt = form.cleaned_data["ansaettelse"]
        actions.stedfortraeder(deltager=deltager, ansaettelse=valgt, by=request.user, nu=nu)
        messages.success(request, f"{valgt.user.navn} kommer i stedet for {adgang.navn_paa(deltager)}.")
        # The one who is replaced has no part in the meeting any more, and a closed one is closed to her.
        kan_se = Moede.objects.for_user(request.user, nu).filter(pk=et.pk).exists()
        return redirect("dialogmoeder:moede", et.pk) if kan_se else redirect("dialogmoeder:liste")
    log.record("dialogmoeder.moede_set", by=request.user, nu=nu, anledning=et.anledning, objekt=et)
    kontekst = {"form": form, "moede": et, "navn": moedeside.navn(et), "hvem": adgang.navn_paa(deltager)}
    return render(request, "dialogmoeder/stedfortraeder.html", kontekst, status=422 if form.errors else 200)
