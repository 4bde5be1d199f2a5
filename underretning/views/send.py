"""Sending: read it all once more, send, and what one has afterwards."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.dansk import hverdage
from opsporing.frosset import fra_data
from opsporing.print import pdf_svar, render_pdf
from opsporing.profil import profil_for
from underretning import indhold, overblik
from underretning.actions import send as actions
from underretning.actions.modtag import modtagelse
from underretning.actions.skriv import Foraeldet, muligheder, record
from underretning.models import Underretning
from underretning.permissions_skriv import check_can_skrive, er_min
from underretning.rules.tilstande import Skrivetilstand
from underretning.views.skrivesider import hent, om, trin

IMENS = "Noget er ændret i en anden fane, siden du åbnede siden. Læs det igennem igen, før du sender."


@kraever(Permission.UNDERRETNING_SKRIV)
@require_http_methods(["GET", "POST"])
def send(request: Request, pk: int) -> HttpResponse:
    """Everything as the receiver will read it, what is missing, and to whom it goes. A POST sends it."""
    nu = tid.nu()
    en = hent(request, pk, nu)
    if en.status == Skrivetilstand.SENDT and er_min(request.user, en):
        return redirect("underretning:sendt", pk)
    check_can_skrive(request.user, en)
    fejl, status = "", 200
    if request.method == "POST":
        try:
            actions.send(underretning=en, set_stand=request.POST.get("stand", ""), by=request.user, nu=nu)
        except Foraeldet:
            fejl, status = IMENS, 409
            en = hent(request, pk, nu)
        except Denied as nej:
            fejl, status = str(nej), 422
        else:
            messages.success(request, "Underretningen er sendt. Gem kvitteringsnummeret.")
            return redirect("underretning:sendt", pk)
    else:
        record("underretning.set", en, by=request.user, nu=nu)
    boern = indhold.boern(en)
    mangler = indhold.mangler(en, boern, nu)
    definition = en.definition()
    felter = {kode: definition.felt(kode) for kode in mangler}
    mulige = [valg for barn in boern for valg in muligheder(barn, request.user, nu)]
    valgte = indhold.valgte(en, mulige)
    modtager = modtagelse(en.modtager_kommune) if en.modtager_kommune else None
    return render(
        request,
        "underretning/send.html",
        om(en, nu)
        | {
            "trin": trin(en, "send"),
            "f": indhold.frys(en, skrevet_af=indhold.underskrift(request.user), nu=nu),
            "valgte": valgte,
            "mangler": [
                (kode, felt.tekst if felt else "", besked)
                for (kode, besked), felt in zip(mangler.items(), felter.values(), strict=True)
            ],
            "kan_sendes": not mangler and all(valgt.kan for valgt in valgte),
            "modtager": modtager,
            "hvorhen": hvorhen(en),
            "underskrift": indhold.underskrift(request.user),
            "stand": actions.stand(en),
            "fejl": fejl,
        },
        status=status,
    )


def hvorhen(underretning: Underretning) -> str:
    """Where it goes, in words."""
    return underretning.modtager_kommune.navn if underretning.modtager_kommune else underretning.modtager_navn


def kvitteres_inden(underretning: Underretning) -> str:
    """How soon whoever wrote hears that it has come, in words: the receiving municipality's number."""
    kommune = underretning.modtager_kommune or underretning.kommune
    return hverdage(profil_for(kommune).kvitteres_inden(tid.dato(underretning.sendt_at or underretning.oprettet_at)))


def _sendt(request: Request, pk: int, nu: datetime) -> Underretning:
    en = hent(request, pk, nu)
    if en.status != Skrivetilstand.SENDT:
        raise Denied("Underretningen er ikke sendt endnu.")
    return en


@kraever(Permission.UNDERRETNING_SKRIV)
@require_GET
def sendt(request: Request, pk: int) -> HttpResponse:
    """The receipt, what the writer may know since, and what was sent."""
    nu = tid.nu()
    en = hent(request, pk, nu)
    if en.status != Skrivetilstand.SENDT:
        return redirect("underretning:skriv", pk)
    record("underretning.set", en, by=request.user, nu=nu)
    egen = er_min(request.user, en)
    svar = overblik.svarene(en) if egen else []
    return render(
        request,
        "underretning/sendt.html",
        om(en, nu)
        | {
            "egen": egen,
            "f": fra_data(en.indhold),
            "kopier": indhold.sendte_bilag(en),
            "svar": svar,
            "kvitteres_inden": kvitteres_inden(en),
            "skal_afleveres": egen and not svar and not actions.modtages_her(en),
            "hvorhen": hvorhen(en),
        },
    )


@kraever(Permission.UNDERRETNING_SKRIV)
@require_GET
def kvittering(request: Request, pk: int) -> HttpResponse:
    """The receipt on paper. It names no child, and neither does the file."""
    nu = tid.nu()
    en = _sendt(request, pk, nu)
    record("underretning.kvittering_udskrevet", en, by=request.user, nu=nu)
    pdf = render_pdf(
        "underretning/kvittering_udskrift.html",
        om(en, nu) | {"hvorhen": hvorhen(en), "her": actions.modtages_her(en), "kvitteres_inden": kvitteres_inden(en)},
        titel="Kvittering for underretning",
    )
    return pdf_svar(pdf, f"kvittering-{en.kvitteringsnummer}.pdf")


@kraever(Permission.UNDERRETNING_SKRIV)
@require_GET
def udskriv(request: Request, pk: int) -> HttpResponse:
    """All that was sent, with its enclosures, on paper."""
    nu = tid.nu()
    en = _sendt(request, pk, nu)
    record("underretning.udskrevet", en, by=request.user, nu=nu)
    pdf = render_pdf(
        "underretning/udskrift.html",
        om(en, nu)
        | {
            "f": fra_data(en.indhold),
            "kopier": indhold.sendte_bilag(en),
            "hvorhen": hvorhen(en),
        },
        titel="Underretning",
    )
    return pdf_svar(pdf, f"underretning-{en.kvitteringsnummer}.pdf")


@kraever(Permission.UNDERRETNING_SKRIV)
@require_POST
def aflever(request: Request, pk: int) -> HttpResponse:
    """Note that the paper is delivered."""
    nu = tid.nu()
    actions.aflever(underretning=hent(request, pk, nu), by=request.user, nu=nu)
    messages.success(request, "Noteret. Underretningen er afleveret.")
    return redirect("underretning:sendt", pk)
