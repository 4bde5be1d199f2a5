"""Finding a child, and seeing its CPR number."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from opsporing import log, samtidig, tid
from opsporing.adgang.permissions import Denied, Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.boern.actions import ret_barn
from opsporing.boern.forms import SoegForm, SvangerskabForm
from opsporing.boern.soegning import FLEST, soeg
from opsporing.konflikt import Felt
from opsporing.models import Barn, Tilknytning
from opsporing.models.barn import med_moedre
from opsporing.sidedeling import Sidedeling

PR_SIDE = 50


@kraever(Permission.BARN_SOEG)
@sensitive_post_parameters("q")
@require_http_methods(["GET", "POST"])
def boern(request: Request) -> HttpResponse:
    """The children the user may see, by name; a search narrows them. What was shown is logged, never what was typed."""
    nu = tid.nu()
    mine = Barn.objects.for_user(request.user, nu)
    form = SoegForm(request.POST or None)
    kontekst: dict[str, Any] = {"form": form, "flest": FLEST, "kan_arkiv": har(request.user, Permission.ARKIV_AABN)}
    viste: list[Barn] = []
    felt = ""
    if request.method == "POST":
        if form.is_valid():
            fund = soeg(mine, form.cleaned_data["q"])
            viste, felt = fund.boern, "cpr" if fund.nummer else "navn"
            kontekst["fund"] = fund
    else:
        kontekst["side"] = Sidedeling(mine.efter_navn(), PR_SIDE).get_page(request.GET.get("side"))
        viste = list(kontekst["side"])
    med_moedre(viste)
    kontekst["raekker"] = _med_enheder(request, viste, nu)
    log.record(
        "opsporing.boern_soegt" if felt else "opsporing.boern_vist",
        by=request.user,
        nu=nu,
        boern=viste,
        felter=[felt] if felt else [],
    )
    return render(request, "boern/boern.html", kontekst, status=422 if form.errors else 200)


def _med_enheder(request: Request, viste: list[Barn], nu: datetime) -> list[tuple[Barn, list[str]]]:
    """Each child with the units through which the user sees it; what other units it has is on its own page."""
    pr_barn: dict[int, list[str]] = {}
    aabner = Tilknytning.objects.aabner_barn(request.user, nu).filter(barn__in=viste)
    for barn_id, enhed in aabner.order_by("enhed__navn", "id").values_list("barn_id", "enhed__navn"):
        pr_barn.setdefault(barn_id, []).append(enhed)
    return [(barn, pr_barn.get(barn.pk, [])) for barn in viste]


@kraever(Permission.BARN_CPR_VIS)
@require_POST
def barn_cpr(request: Request, pk: int) -> HttpResponse:
    """The whole CPR number, for somebody who has asked for it; the asking is logged."""
    nu = tid.nu()
    barn = get_object_or_404(Barn.objects.for_user(request.user, nu).exclude(cpr=None), pk=pk)
    log.record("opsporing.cpr_vist", by=request.user, nu=nu, barn=barn, felter=["cpr"])
    nummer = str(barn.cpr)
    skabelon = "boern/_cpr.html" if request.headers.get("HX-Request") else "boern/cpr.html"
    return render(request, skabelon, {"barn": barn, "nummer": f"{nummer[:6]}-{nummer[6:]}"})


@kraever(Permission.BARN_SVANGERSKAB)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def barn_svangerskab(request: Request, pk: int) -> HttpResponse:
    """How far the pregnancy had come when the child was born, which its corrected age is counted from. Who saves after
    a colleague sees both and chooses.
    """
    nu = tid.nu()
    hendes = Barn.objects.for_user(request.user, nu)
    barn = get_object_or_404(hendes.select_for_update(no_key=True) if request.method == "POST" else hendes, pk=pk)
    if barn.foedt_den is None:
        raise Denied("Barnet er ikke født endnu. Ugerne skrives, når det er født.")
    gemt = {"uger": barn.gestationsuger, "dage": barn.gestationsdage}
    r = samtidig.laes(
        request,
        SvangerskabForm,
        [Felt("uger", "Hele uger"), Felt("dage", "Dage")],
        {navn: "" if tal is None else str(tal) for navn, tal in gemt.items()},
        samtidig.sidst_rettet(barn, nu, "opsporing.barn_rettet", barn=True),
    )
    if r.kan_gemmes:
        nye = {"gestationsuger": r.form.cleaned_data["uger"], "gestationsdage": r.form.cleaned_data["dage"]}
        ret_barn(barn=barn, by=request.user, nu=nu, **nye)
        messages.success(request, "Uger ved fødslen er gemt.")
        return redirect("barn", pk)
    log.record("opsporing.barn_set", by=request.user, nu=nu, barn=barn)
    status = 409 if r.konflikt else 422 if r.form.errors else 200
    return render(request, "boern/svangerskab.html", {"barn": barn, "r": r}, status=status)
