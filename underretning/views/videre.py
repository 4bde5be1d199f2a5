"""A received underretning goes on: to a colleague, or to another municipality."""

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.frosset import fra_data
from opsporing.models import Kommune, User
from opsporing.print import pdf_svar, render_pdf
from underretning import sagside
from underretning.actions import videre
from underretning.actions.behandl import Foraeldet
from underretning.forms_modtag import UDENFOR, OverdragForm, OversendForm
from underretning.indbakke import barnets_navn
from underretning.models import Modtaget
from underretning.permissions_modtag import check_can_behandle, kolleger
from underretning.rules.tilstande import Tilstand, UmuligOvergang
from underretning.views.hent import hent_modtaget

IMENS = "En kollega har gjort noget ved den, siden du åbnede siden. Se den igennem, og prøv igen."


@kraever(Permission.UNDERRETNING_MODTAG)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def overdrag(request: Request, pk: int) -> HttpResponse:
    """Hand the case to a colleague, with all that is in it."""
    nu = tid.nu()
    en = hent_modtaget(request, pk, nu)
    check_can_behandle(request.user, en)
    fundne = [a for a in kolleger(en, nu) if a.user_id != en.ansvarlig_id]
    form = OverdragForm(request.POST or None, initial={"rev": en.rev}, kolleger=fundne, fortryd=_siden(en))
    status = 200
    if request.method == "POST" and form.is_valid():
        svar = form.cleaned_data
        til = User.objects.get(pk=svar["til"])
        try:
            with transaction.atomic():
                videre.overdrag(modtaget=en, rev=svar["rev"], til=til, besked=svar["besked"], by=request.user, nu=nu)
        except Foraeldet as fejl:
            status = _foraeldet(request, form, fejl.modtaget)
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            messages.success(request, f"{til.navn} har den nu, med det hele.")
            stadig = Modtaget.objects.for_user(request.user, nu).filter(pk=pk).exists()
            return redirect("underretning:modtaget", pk) if stadig else redirect("underretning:indbakke")
    return _form(request, "underretning/overdrag.html", en, form, nu, status)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def oversend(request: Request, pk: int) -> HttpResponse:
    """Send it to the municipality that acts, with a summary."""
    nu = tid.nu()
    en = hent_modtaget(request, pk, nu)
    check_can_behandle(request.user, en)
    kommuner = list(Kommune.objects.exclude(pk=en.kommune_id).order_by("navn"))
    form = OversendForm(request.POST or None, initial={"rev": en.rev}, kommuner=kommuner, fortryd=_siden(en))
    status = 200
    if request.method == "POST" and form.is_valid():
        svar = form.cleaned_data
        til = svar["navn"] if svar["til"] == UDENFOR else next(k for k in kommuner if str(k.pk) == svar["til"])
        try:
            with transaction.atomic():
                sendt = videre.oversend(
                    modtaget=en,
                    rev=svar["rev"],
                    til=til,
                    sammenfatning=svar["sammenfatning"],
                    by=request.user,
                    nu=nu,
                )
        except Foraeldet as fejl:
            status = _foraeldet(request, form, fejl.modtaget)
        except UmuligOvergang:
            status = _foraeldet(request, form, hent_modtaget(request, pk, nu))
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            hvor = sendt.modtaget.oversendt_til
            messages.success(
                request,
                f"{hvor} har den i sin indbakke nu."
                if sendt.hos
                else f"Udskriv den, og send den sikkert til {hvor}. Her er den afsluttet.",
            )
            return redirect("underretning:modtaget", pk)
    return _form(request, "underretning/oversend.html", en, form, nu, status)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_GET
def oversendt_udskriv(request: Request, pk: int) -> HttpResponse:
    """All that was sent on, as a PDF for a municipality outside."""
    nu = tid.nu()
    en = hent_modtaget(request, pk, nu)
    if en.status != Tilstand.OVERSENDT or en.oversendt_at is None:
        raise Denied("Underretningen er ikke sendt til en anden kommune.")
    videre.udskrevet(modtaget=en, by=request.user, nu=nu)
    dele = [
        fra_data(en.indhold),
        *(fra_data(bilag.indhold) for bilag in en.bilag.order_by("nr")),
        videre.sammenfatning_af(en, en.oversendt_grund, en.oversendt_at),
    ]
    side = sagside.laes(en, request.user, nu)
    pdf = render_pdf(
        "underretning/oversendt_udskrift.html",
        {"modtaget": en, "barn": en.barn, "dele": dele, "side": side},
        titel=f"Underretning {en.kvitteringsnummer} til {en.oversendt_til}",
    )
    return pdf_svar(pdf, f"underretning-{en.kvitteringsnummer}.pdf")


def _siden(en: Modtaget) -> str:
    return reverse("underretning:modtaget", args=[en.pk])


def _foraeldet(request: Request, form: OverdragForm | OversendForm, nyeste: Modtaget) -> int:
    """Let the form build on what stands now, with her words in it."""
    data = request.POST.copy()
    data["rev"] = str(nyeste.rev)
    form.data = data
    form.add_error(None, IMENS)
    return 409


def _form(
    request: Request, skabelon: str, en: Modtaget, form: OverdragForm | OversendForm, nu: datetime, status: int
) -> HttpResponse:
    log.record("underretning.modtaget_set", by=request.user, nu=nu, barn=en.barn, anledning=en.anledning, objekt=en)
    if form.errors and status == 200:
        status = 422
    navn = barnets_navn(en.barn, tid.dato(nu))
    return render(request, skabelon, {"modtaget": en, "barn": en.barn, "navn": navn, "form": form}, status=status)
