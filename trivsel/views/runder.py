"""The administrator's rounds."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from opsporing import samtidig, tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.konflikt import Datoer, Felt
from opsporing.models import Arena
from trivsel.actions import runder as actions
from trivsel.forms import RundeForm
from trivsel.models import Runde


@kraever(Permission.RUNDE_PLANLAEG)
@require_GET
def runder(request: Request) -> HttpResponse:
    """All rounds of the municipality, the coming first."""
    alle = (
        Runde.objects.filter(kommune=request.user.ansat.kommune_id)
        .annotate(
            antal=Count("vurderinger", filter=Q(vurderinger__udgaaet_at=None, vurderinger__erstatter=None)),
            faerdige=Count(
                "vurderinger",
                filter=Q(
                    vurderinger__afsluttet_at__isnull=False, vurderinger__udgaaet_at=None, vurderinger__erstatter=None
                ),
            ),
        )
        .order_by("-aabner", "arena")
    )
    return render(request, "trivsel/runder.html", {"runder": alle})


@kraever(Permission.RUNDE_PLANLAEG)
@require_http_methods(["GET", "POST"])
def runde_ny(request: Request) -> HttpResponse:
    """Plan a round beside those of the profile."""
    form = RundeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            runde = actions.planlaeg(
                kommune=request.user.ansat.enhed.kommune, by=request.user, nu=tid.nu(), **form.cleaned_data
            )
        except ValidationError as fejl:
            form.add_error(None, fejl.messages)
        else:
            messages.success(request, f"{runde} er planlagt. Den åbner af sig selv.")
            return redirect("runder")
    return render(request, "trivsel/runde.html", {"form": form}, status=422 if form.errors else 200)


FELTER = [
    Felt("navn", "Navn"),
    Felt("arena", "Arena", ordene=dict(Arena.choices)),
    Felt("alder_fra_mdr", "Fra alder i måneder"),
    Felt("alder_til_mdr", "Til alder i måneder"),
    Felt("aabner", "Åbner", ordene=Datoer()),
    Felt("lukker", "Lukker", ordene=Datoer()),
]
#: What stands fast when a round has opened.
FASTE = {"arena", "alder_fra_mdr", "alder_til_mdr", "aabner"}


@kraever(Permission.RUNDE_PLANLAEG)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def runde_ret(request: Request, pk: int) -> HttpResponse:
    """Change a round. Who saves after a colleague sees both versions and chooses."""
    alle = Runde.objects.select_for_update() if request.method == "POST" else Runde.objects
    runde = get_object_or_404(alle, pk=pk, kommune=request.user.ansat.kommune_id)
    felter = [f for f in FELTER if not (runde.aabnet_at and f.navn in FASTE)]
    nu = tid.nu()
    r = samtidig.laes(
        request,
        lambda **kw: RundeForm(instance=copy(runde), **kw),
        felter,
        {f.navn: str(getattr(runde, f.navn)) for f in felter},
        samtidig.sidst_rettet(runde, nu, "trivsel.runde_planlagt", "trivsel.runde_rettet"),
    )
    if r.kan_gemmes:
        try:
            actions.ret_runde(runde=runde, by=request.user, nu=nu, **r.form.cleaned_data)
        except ValidationError as fejl:
            r.form.add_error(None, fejl.messages)
        else:
            messages.success(request, "Runden er rettet.")
            return redirect("runder")
    status = 409 if r.konflikt else 422 if r.form.errors else 200
    return render(request, "trivsel/runde.html", {"r": r, "runde": runde}, status=status)
