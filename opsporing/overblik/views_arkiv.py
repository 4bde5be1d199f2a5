"""The archive: what the unit wrote about children who have left."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from opsporing import arkiv as arkivet
from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.boern.soegning import soeg
from opsporing.dkfds import Hjaelper
from opsporing.models import Handling, Tilknytning
from opsporing.overblik.barn import med_foraeldre
from opsporing.overblik.lederens_boern import enheden
from overgange.kopi import modtagerens_navn
from overgange.models import Overgang
from trivsel.models import Vurdering


class SoegForm(forms.Form):
    """A name. It is posted, so that it stands in no address."""

    navn = forms.CharField(label="Barnets navn", min_length=2, max_length=100, strip=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["navn"].help_text = "Begyndelsen af for- eller efternavn. Det bliver noteret, hvem du fik vist."
        self.helper = Hjaelper(self, gem="Søg", kladde=False)


class AabnForm(forms.Form):
    """Why the records are needed."""

    formaal = forms.ChoiceField(
        label="Hvad skal du bruge det til?", choices=arkivet.Arkivformaal.choices, widget=forms.RadioSelect
    )
    tekst = forms.CharField(
        label="Skriv kort hvorfor",
        help_text="Fx hvem der har bedt om det, og hvornår. Skriv ikke om barnets forhold.",
        max_length=arkivet.TEKST_MAKS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, fortryd: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = Hjaelper(self, gem="Åbn arkivet i en time", fortryd=fortryd, kladde=False)


@kraever(Permission.ARKIV_AABN)
@require_http_methods(["GET", "POST"])
def arkiv(request: Request) -> HttpResponse:
    """Search among the children who have left; above it what stands open already."""
    nu = tid.nu()
    form = SoegForm(request.POST if request.method == "POST" else None)
    fund = None
    if request.method == "POST" and form.is_valid():
        fund = soeg(arkivet.tidligere_boern(request.user, nu), form.cleaned_data["navn"])
        log.record("opsporing.boern_soegt", by=request.user, nu=nu, boern=fund.boern, formaal="arkiv")
    aabne = _aabne(request, nu)
    if aabne and fund is None:
        log.record("opsporing.boern_vist", by=request.user, nu=nu, boern=[t.barn for t in aabne])
    return render(
        request,
        "overblik/arkiv.html",
        {
            "form": form,
            "fund": fund,
            "aabne": aabne,
            "enhed": enheden(request.user),
        },
        status=422 if form.errors else 200,
    )


def _aabne(request: Request, nu: datetime) -> list[Tilknytning]:
    """One row per child that stands open, with the time it closes."""
    raekker = arkivet.mine_aabne(request.user, nu).select_related("barn__mor").order_by("barn_id", "-til")
    return list(raekker.distinct("barn_id"))


@kraever(Permission.ARKIV_AABN)
@require_http_methods(["GET", "POST"])
def arkiv_aabn(request: Request, pk: int) -> HttpResponse:
    """State the purpose."""
    nu = tid.nu()
    barn = get_object_or_404(arkivet.tidligere_boern(request.user, nu).select_related("mor"), pk=pk)
    if arkivet.mine_aabne(request.user, nu).filter(barn=barn).exists():
        return redirect("arkiv_barn", barn.pk)
    form = AabnForm(request.POST if request.method == "POST" else None, fortryd=reverse("arkiv"))
    if request.method == "POST" and form.is_valid():
        try:
            arkivet.aabn_arkiv(barn=barn, by=request.user, nu=nu, **form.cleaned_data)
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            messages.success(request, "Arkivet er åbent for dig i en time. Det er noteret, hvorfor.")
            return redirect("arkiv_barn", barn.pk)
    log.record("opsporing.boern_vist", by=request.user, nu=nu, boern=[barn], formaal="arkiv")
    return render(request, "overblik/arkiv_aabn.html", {"barn": barn, "form": form}, status=422 if form.errors else 200)


@kraever(Permission.ARKIV_AABN)
@require_safe
def arkiv_barn(request: Request, pk: int) -> HttpResponse:
    """What the unit wrote, to be read; gone when the hour is over."""
    nu = tid.nu()
    aabne = list(arkivet.mine_aabne(request.user, nu).filter(barn=pk).order_by("-til"))
    if not aabne:
        raise Http404("Arkivet er ikke åbent")
    sager = [t.anledning_id for t in aabne]
    barn = get_object_or_404(med_foraeldre(arkivet.tidligere_boern(request.user, nu)), pk=pk)
    vurderinger = (
        Vurdering.objects.for_user(request.user, nu)
        .filter(anledning__in=sager)
        .select_related("runde", "enhed")
        .order_by("-oprettet_at", "-pk")
    )
    handlinger = (
        Handling.objects.for_user(request.user, nu)
        .filter(anledning__in=sager)
        .select_related("ansvarlig")
        .order_by("-aftalt_den", "-pk")
    )
    overgange = Overgang.objects.filter(anledning__in=sager).select_related("til_enhed__journalenhed")
    log.record("opsporing.arkiv_set", by=request.user, nu=nu, barn=barn)
    profil = request.user.profil
    return render(
        request,
        "overblik/arkiv_barn.html",
        {
            "barn": barn,
            "til": aabne[0].til,
            "formaal": aabne[0].formaal,
            "vurderinger": [(v, profil.label(v.samlet)) for v in vurderinger],
            "handlinger": list(handlinger),
            "overgange": [(o, modtagerens_navn(o)) for o in overgange.order_by("-start_den", "-pk")],
        },
    )
