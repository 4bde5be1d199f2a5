"""The tværfaglige team's case."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from adbb import permissions
from adbb.actions import team as actions
from adbb.actions.forloeb import gennemfoerte
from adbb.actions.screening import IkkeFaerdig
from adbb.models import Forloeb, Teamsag
from adbb.views.hent import hent_forloeb
from opsporing import log, tid
from opsporing.adgang.permissions import Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.models import User
from opsporing.skemaer.autogem import Gemning, autogem_svar, konflikter_i_ord, loes_svar
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.gem import Gemt, Loesning
from opsporing.templatetags.dkfds import fejllinjer
from opsporing.tid import dato


def _sag(forloeb: Forloeb) -> Teamsag:
    sag = get_object_or_404(Teamsag.objects.select_related("skemaversion", "afsluttet_by"), forloeb=forloeb)
    sag.forloeb = forloeb
    return sag


def _formular(request: Request, sag: Teamsag) -> Skemaformular:
    data = request.POST if request.method == "POST" else None
    return Skemaformular(sag.definition(), data=data, svar=sag.svar, rev=sag.rev)


def _kontekst(user: User, sag: Teamsag, formular: Skemaformular, i_dag: date) -> dict[str, Any]:
    formular.helper.uden_opsummering = True
    forloeb = sag.forloeb
    return {
        "forloeb": forloeb,
        "barn": forloeb.barn,
        "alder": forloeb.barn.alder(i_dag),
        "sag": sag,
        "form": formular,
        "fejl": fejllinjer(formular) if formular.is_bound else [],
        "screeninger": gennemfoerte(forloeb),
        "konflikter": konflikter_i_ord(sag),
        "loes_url": reverse("adbb:team_loes", args=[forloeb.pk]),
        "kan_underrette": har(user, Permission.UNDERRETNING_SKRIV),
        "ophav": sag.definition().ophav,
    }


@kraever(Permission.ADBB_TEAM)
@require_http_methods(["GET", "POST"])
def team(request: Request, pk: int) -> HttpResponse:
    """The case; a POST is »Afslut« (or »Senere«) and saves what stands in it first."""
    nu = tid.nu()
    forloeb = hent_forloeb(request, pk, nu)
    sag = _sag(forloeb)
    if sag.afsluttet_at and request.method == "GET":
        return redirect("adbb:forloeb", forloeb.pk)
    permissions.check_can_skrive_team(request.user, sag)
    formular = _formular(request, sag)
    if request.method == "GET":
        log.record("adbb.team_set", by=request.user, nu=nu, barn=forloeb.barn, anledning=forloeb.anledning, objekt=sag)
        return render(request, "adbb/team.html", _kontekst(request.user, sag, formular, dato(nu)))
    aendringer = formular.aendringer()
    if aendringer:
        actions.gem_team(
            sag=sag, aendringer=aendringer, set_rev=formular.rev, klient=formular.klient, by=request.user, nu=nu
        )
        sag.refresh_from_db(fields=["svar", "rev", "konflikter"])
    if formular.is_valid():
        if request.POST.get("handling") == "senere":
            return redirect("adbb:forloeb", forloeb.pk)
        try:
            actions.afslut_team(sag=sag, by=request.user, nu=nu)
        except IkkeFaerdig as fejl:
            for kode, besked in fejl.mangler.items():
                formular.add_error(kode if kode in formular.fields else None, besked)
        else:
            messages.success(request, "Teamets sag er afsluttet. Aftal nu, hvem der gør hvad.")
            return redirect("adbb:forloeb", forloeb.pk)
    return render(request, "adbb/team.html", _kontekst(request.user, sag, formular, dato(nu)), status=422)


@kraever(Permission.ADBB_TEAM)
@require_POST
def team_gem(request: Request, pk: int) -> JsonResponse:
    """Store what changed since the last save."""
    nu = tid.nu()
    sag = _sag(hent_forloeb(request, pk, nu))

    def gem(gemning: Gemning) -> Gemt:
        return actions.gem_team(
            sag=sag,
            aendringer=gemning.aendringer,
            set_rev=gemning.rev,
            klient=gemning.klient,
            by=request.user,
            nu=nu,
        )

    return autogem_svar(request, gem, nu=nu, loes_url=reverse("adbb:team_loes", args=[pk]))


@kraever(Permission.ADBB_TEAM)
@require_POST
def team_loes(request: Request, pk: int) -> HttpResponse:
    """Choose between two texts written at the same time."""
    nu = tid.nu()
    sag = _sag(hent_forloeb(request, pk, nu))

    def loes(konflikt_id: str, loesning: Loesning) -> Gemt:
        return actions.loes_team(sag=sag, konflikt_id=konflikt_id, loesning=loesning, by=request.user, nu=nu)

    return loes_svar(request, loes, tilbage=reverse("adbb:team", args=[pk]))
