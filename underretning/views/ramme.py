"""The first page of an underretning: who and what it is about, and where it goes."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.models import Ansaettelse, Barn, Enhed, Foraeldremyndighed, Kommune
from opsporing.models.sql import DanskSortering
from underretning.actions import skriv as actions
from underretning.forms_skriv import RammeForm, begyndelse
from underretning.models import Underretning
from underretning.permissions_skriv import check_can_skrive
from underretning.ring import ring
from underretning.rules.tilstande import Skrivetilstand
from underretning.views.skrivesider import hent, trin

IMENS = "Noget er ændret, siden du åbnede siden. Se det igennem, og fortsæt så igen. Det, du har svaret, står her."


def _soeskende(request: Request, barn: Barn, nu: datetime) -> list[Barn]:
    """The child, and those who share a custody holder with it that she may see."""
    indehavere = Foraeldremyndighed.objects.filter(barn=barn, til=None).values("person")
    deres = Foraeldremyndighed.objects.filter(person__in=indehavere, til=None).exclude(barn=barn).values("barn")
    andre = Barn.objects.for_user(request.user, nu).filter(pk__in=deres).efter_navn()
    return [barn, *andre]


def _kolleger(request: Request, enhed: Enhed, nu: datetime) -> list[Ansaettelse]:
    """Everybody employed in the journal unit it is about or in charge of it, without herself."""
    hus = enhed.journalenhed or enhed
    return list(
        Ansaettelse.objects.gaeldende(nu)
        .filter(enhed__sti__startswith=hus.sti, user__is_active=True)
        .exclude(user=request.user)
        .select_related("user", "enhed")
        .order_by(DanskSortering("user__navn"), "pk")
    )


def _kommuner(request: Request) -> list[Kommune]:
    """Her own first, then the others of the installation."""
    egen = request.user.ansat.enhed.kommune
    return [egen, *Kommune.objects.exclude(pk=egen.pk).order_by(DanskSortering("navn"))]


def _hvorhen(barn: Barn | None, kommuner: list[Kommune]) -> dict[str, str]:
    """Where it goes unless she says otherwise: the municipality that acts for the child."""
    if barn is None or not (barn.handlekommune_kode or barn.handlekommune_navn):
        return {"hvorhen": str(kommuner[0].pk)}
    fundet = next((k for k in kommuner if k.kode == barn.handlekommune_kode), None)
    if fundet is not None:
        return {"hvorhen": str(fundet.pk)}
    return {"hvorhen": "anden", "modtager_navn": barn.handlekommune_navn}


@kraever(Permission.UNDERRETNING_SKRIV)
@require_http_methods(["GET", "POST"])
def ny(request: Request, barn: int | None = None) -> HttpResponse:
    """The first page. Nothing is begun by looking."""
    nu = tid.nu()
    fundet = get_object_or_404(Barn.objects.for_user(request.user, nu), pk=barn) if barn else None
    kan_vaelges = _soeskende(request, fundet, nu) if fundet else []
    kommuner = _kommuner(request)
    form = RammeForm(
        request.POST if request.method == "POST" else None,
        initial={"boern": [fundet.pk] if fundet else [], "ny": "ingen" if fundet else "foedt"}
        | _hvorhen(fundet, kommuner),
        user=request.user,
        enhed=request.user.ansat.enhed,
        kan_vaelges=kan_vaelges,
        kolleger=_kolleger(request, request.user.ansat.enhed, nu),
        kommuner=kommuner,
        nu=nu,
    )
    if request.method == "POST" and form.is_valid():
        try:
            begyndt = actions.begynd(
                boern=form.valgte(), oplyste=form.oplyst(), ramme=form.ramme(), by=request.user, nu=nu
            )
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            return _videre(request, begyndt)
    elif request.method == "GET" and kan_vaelges:
        log.record("opsporing.barn_set", by=request.user, nu=nu, boern=kan_vaelges)
    return _vis_ramme(request, form, None, fundet, nu, 422 if form.errors else 200)


@kraever(Permission.UNDERRETNING_SKRIV)
@require_http_methods(["GET", "POST"])
def ramme(request: Request, pk: int) -> HttpResponse:
    """The first page of a draft again."""
    nu = tid.nu()
    en = hent(request, pk, nu)
    if en.status == Skrivetilstand.SENDT:
        return redirect("underretning:sendt", pk)
    check_can_skrive(request.user, en)
    boern = list(en.boern.all())
    egne = [barn.barn for barn in boern if not barn.er_oplyst]
    kan_vaelges = list({b.pk: b for barn in egne for b in _soeskende(request, barn, nu)}.values())
    form = RammeForm(
        request.POST if request.method == "POST" else None,
        initial=begyndelse(en),
        user=request.user,
        enhed=en.enhed,
        kan_vaelges=kan_vaelges,
        oplyste=[barn for barn in boern if barn.er_oplyst],
        kolleger=_kolleger(request, en.enhed, nu),
        mistaenkt=en.mistaenkt,
        kommuner=_kommuner(request),
        nu=nu,
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.ret_ramme(
                underretning=en,
                boern=form.valgte(),
                behold=form.cleaned_data.get("behold", []),
                oplyste=form.oplyst(),
                ramme=form.ramme(),
                stand=form.cleaned_data["stand"],
                by=request.user,
                nu=nu,
            )
        except actions.Foraeldet as nyere:
            form.data = {**{k: request.POST.getlist(k) for k in ("boern", "behold")}, **_som_tekst(request)}
            form.data["stand"] = nyere.underretning.stand
            form.add_error(None, IMENS)
            status = 409
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            return _videre(request, en)
    if form.errors and status == 200:
        status = 422
    if request.method == "GET":
        actions.record("underretning.set", en, by=request.user, nu=nu)
    return _vis_ramme(request, form, en, None, nu, status)


def _som_tekst(request: Request) -> dict[str, Any]:
    return {navn: vaerdi for navn, vaerdi in request.POST.dict().items() if navn not in {"boern", "behold"}}


def _videre(request: Request, underretning: Underretning) -> HttpResponse:
    flere = request.POST.get("handling") == "flere"
    return redirect("underretning:ramme" if flere else "underretning:skriv", underretning.pk)


def _vis_ramme(
    request: Request, form: RammeForm, underretning: Underretning | None, barn: Barn | None, nu: datetime, status: int
) -> HttpResponse:
    kommune = request.user.ansat.enhed.kommune
    return render(
        request,
        "underretning/ramme.html",
        {
            "form": form,
            "underretning": underretning,
            "barn": barn,
            "trin": trin(underretning, "ramme"),
            "ring": ring(kommune, nu),
            "spaerret": underretning is not None and actions.er_spaerret(underretning),
        },
        status=status,
    )
