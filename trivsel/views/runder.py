"""The administrator's rounds."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from opsporing import tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
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


@kraever(Permission.RUNDE_PLANLAEG)
@require_http_methods(["GET", "POST"])
def runde_ret(request: Request, pk: int) -> HttpResponse:
    """Change the days of a round."""
    runde = get_object_or_404(Runde, pk=pk, kommune=request.user.ansat.kommune_id)
    form = RundeForm(request.POST or None, instance=runde)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.ret_runde(
                runde=Runde.objects.get(pk=runde.pk),
                aabner=data["aabner"],
                lukker=data["lukker"],
                navn=data["navn"],
                by=request.user,
                nu=tid.nu(),
            )
        except ValidationError as fejl:
            form.add_error(None, fejl.messages)
        else:
            messages.success(request, "Runden er rettet.")
            return redirect("runder")
    return render(request, "trivsel/runde.html", {"form": form, "runde": runde}, status=422 if form.errors else 200)
