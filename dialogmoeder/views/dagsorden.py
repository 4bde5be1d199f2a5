"""The agenda builder: proposals, items, their order and minutes."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogmoeder import forslag, moedeside, personer
from dialogmoeder import permissions_planlaeg as permissions
from dialogmoeder.actions import dagsorden as actions
from dialogmoeder.forms_dagsorden import PunktForm, RetPunktForm
from dialogmoeder.models import Moede, Punkt, Punktart, Punktstatus
from dialogmoeder.rules.tilstande import UmuligTilstand
from dialogmoeder.views.hent import hent_moede, hent_punkt, log_punkt
from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.models import Barn


def _vis(request: Request, et: Moede, form: PunktForm, nu: datetime) -> HttpResponse:
    kontekst = moedeside.kontekst(et, request.user, nu)
    linjer = forslag.linjer(et, request.user, nu)
    taget_af = [(punkt, moedeside.titel(punkt)) for punkt in actions.taget_af(et, request.user, nu)]
    log.record(
        "dialogmoeder.dagsorden_set",
        by=request.user,
        nu=nu,
        boern={
            *moedeside.boern_paa(kontekst["linjer"]),
            *(linje.barn.pk for linje in linjer if linje.barn),
            *(punkt.barn_id for punkt, _ in taget_af if punkt.barn_id),
        },
        anledning=et.anledning,
        objekt=et,
    )
    kontekst |= {
        "form": form,
        "taget_af": taget_af,
        "forslag": linjer[: forslag.VISES],
        "flere": linjer[forslag.VISES :],
    }
    return render(request, "dialogmoeder/dagsorden.html", kontekst, status=422 if form.errors else 200)


def _form(request: Request, et: Moede, nu: datetime, *, bundet: bool = False) -> PunktForm:
    data = request.POST if bundet else None
    valgt = request.GET.get("barn", "")
    initial = {}
    minutter = actions.foreslaaede_minutter(et)
    if valgt.isdecimal() and not bundet:
        initial = {
            "initial": {
                "art": Punktart.BARN.value,
                "barn": int(valgt),
                "minutter": minutter,
                "forberedes_by": request.user.pk,
            }
        }
    return PunktForm(data, moede=et, user=request.user, nu=nu, minutter=minutter, **initial)


@kraever(Permission.MOEDE_SE)
@require_GET
def vaelg_moede(request: Request, pk: int) -> HttpResponse:
    """The meetings a child can be put on, from its own page. The chosen one opens its agenda with the child in it."""
    nu = tid.nu()
    barn = get_object_or_404(Barn.objects.for_user(request.user, nu), pk=pk)
    if not personer.boernene(request.user, nu).filter(pk=barn.pk).exists():
        raise Denied("Kun de, der har barnet til daglig, kan sætte det på et møde.")
    moeder = list(actions.moeder_at_vaelge(request.user, barn, nu))
    staar = Punkt.objects.for_user(request.user, nu).filter(barn=barn, moede__in=[m.pk for m in moeder])
    paa = dict(staar.exclude(status=Punktstatus.TRUKKET).values_list("moede_id", "pk"))
    log.record("dialogmoeder.moedevalg_set", by=request.user, nu=nu, barn=barn)
    kontekst = {
        "barn": barn,
        "valg": [(m, moedeside.navn(m), paa.get(m.pk)) for m in moeder],
        "kan_planlaegge": har(request.user, Permission.MOEDE_LED),
    }
    return render(request, "dialogmoeder/vaelg_moede.html", kontekst)


@kraever(Permission.MOEDE_SE)
@require_GET
def dagsorden(request: Request, pk: int) -> HttpResponse:
    """What is on the agenda, what could be, and how the minutes add up."""
    nu = tid.nu()
    et = hent_moede(request, pk, nu)
    permissions.check_can_saette_paa(request.user, et, nu)
    return _vis(request, et, _form(request, et, nu), nu)


@kraever(Permission.MOEDE_SE)
@require_POST
def saet_paa(request: Request, pk: int) -> HttpResponse:
    """Put something on: a proposal by its button, or what is written in the form."""
    nu = tid.nu()
    et = hent_moede(request, pk, nu)
    permissions.check_can_saette_paa(request.user, et, nu)
    if request.POST.get("forslag"):
        return _saet_forslag_paa(request, et, request.POST["forslag"], nu)
    form = _form(request, et, nu, bundet=True)
    if not form.is_valid():
        return _vis(request, et, form, nu)
    try:
        actions.saet_paa(moede=et, by=request.user, nu=nu, **form.cleaned_data)
    except Denied as grund:
        form.add_error(None, str(grund))
        return _vis(request, et, form, nu)
    messages.success(request, "Punktet er sat på.")
    return redirect("dialogmoeder:dagsorden", et.pk)


def _saet_forslag_paa(request: Request, et: Moede, noegle: str, nu: datetime) -> HttpResponse:
    linje = forslag.find(et, request.user, nu, noegle)
    if linje is None:
        messages.info(request, "Forslaget er der ikke længere. Måske har en kollega sat det på.")
        return redirect("dialogmoeder:dagsorden", et.pk)
    fra, hun = linje.fortsaetter, forslag.forberedes_af(linje, request.user, nu)
    actions.saet_paa(
        moede=et,
        art=fra.art if fra else Punktart.BARN,
        barn=linje.barn,
        overskrift=fra.overskrift if fra else "",
        smaa=linje.smaa,
        forslag=linje.forslag,
        kilde=forslag.kilden(linje),
        fortsaetter=fra,
        forberedes_by=hun,
        by=request.user,
        nu=nu,
    )
    messages.success(
        request, f"{linje.titel} er sat på." + (f" {hun.navn} forbereder." if hun.pk != request.user.pk else "")
    )
    return redirect("dialogmoeder:dagsorden", et.pk)


@kraever(Permission.MOEDE_LED)
@require_POST
def punkt_flyt(request: Request, pk: int) -> HttpResponse:
    """Move an item one place up or down."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    skridt = -1 if request.POST.get("retning") == "op" else 1
    actions.flyt_punkt(punkt=punkt, skridt=skridt, by=request.user, nu=nu)
    return redirect("dialogmoeder:dagsorden", punkt.moede_id)


@kraever(Permission.MOEDE_SE)
@require_http_methods(["GET", "POST"])
def punkt_ret(request: Request, pk: int) -> HttpResponse:
    """Change an item's question, minutes and who prepares it."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    permissions.check_can_rette_punkt(request.user, punkt, nu)
    form = RetPunktForm(request.POST or None, punkt=punkt, user=request.user, nu=nu)
    if request.method == "POST" and form.is_valid():
        actions.ret_punkt(punkt=punkt, by=request.user, nu=nu, **form.cleaned_data)
        messages.success(request, "Gemt.")
        return redirect("dialogmoeder:dagsorden", punkt.moede_id)
    log_punkt(request, punkt, nu, "dialogmoeder.punkt_set")
    kontekst = {"form": form, "punkt": punkt, "titel": moedeside.titel(punkt), "navn": moedeside.navn(punkt.moede)}
    return render(request, "dialogmoeder/punkt_ret.html", kontekst, status=422 if form.errors else 200)


@kraever(Permission.MOEDE_SE)
@require_POST
def punkt_traek(request: Request, pk: int) -> HttpResponse:
    """Take an item off the agenda."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    actions.traek_punkt(punkt=punkt, by=request.user, nu=nu)
    messages.success(request, "Punktet er taget af. Det står under dagsordenen og kan sættes på igen.")
    return redirect("dialogmoeder:dagsorden", punkt.moede_id)


@kraever(Permission.MOEDE_SE)
@require_POST
def saet_paa_igen(request: Request, pk: int) -> HttpResponse:
    """Put an item on again that was taken off, or put off while the meeting is held."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    fra = "hold" if punkt.status == Punktstatus.UDSAT else "dagsorden"
    try:
        actions.saet_paa_igen(punkt=punkt, by=request.user, nu=nu)
    except UmuligTilstand:
        raise Denied("Punktet er talt om.") from None
    messages.success(request, f"{moedeside.titel(punkt)} er på dagsordenen igen.")
    return redirect(f"dialogmoeder:{fra}", punkt.moede_id)
