"""Minutes on paper, the parents' version, what is added since; and calling somebody in while the meeting is held."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from dialogmoeder import adgang, afholdelse, kendetegn
from dialogmoeder import permissions_hold as permissions
from dialogmoeder.actions import referat as actions
from dialogmoeder.actions.kald_ind import kald_ind as kald_ind_action
from dialogmoeder.forms_hold import KaldIndForm, RettelseForm
from dialogmoeder.models import Deltager, Punkt, Referat
from dialogmoeder.rules.navne import Kendetegn
from dialogmoeder.views.hent import hent_punkt, log_punkt
from opsporing import tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.models import Ansaettelse
from opsporing.models.sql import DanskSortering
from opsporing.print import pdf_svar, render_pdf


def _lukket(punkt: Punkt) -> Referat:
    """The closed minutes. Raises Denied until they are."""
    referat = actions.referat_for(punkt)
    if referat is None or referat.lukket_at is None:
        raise Denied("Referatet kan udskrives, når mødet er afsluttet.")
    return referat


@kraever(Permission.MOEDE_SE)
@require_GET
def referat_udskriv(request: Request, pk: int) -> HttpResponse:
    """The minutes of the item as PDF, for those who may see it."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    referat = _lukket(punkt)
    log_punkt(request, punkt, nu, "dialogmoeder.referat_udskrevet")
    kontekst = afholdelse.udskrift(punkt, referat, foraeldre=False, nu=nu)
    return pdf_svar(render_pdf("dialogmoeder/referat_udskrift.html", kontekst, titel="Referat"), "referat.pdf")


@kraever(Permission.ORIENTERING_REGISTRER)
@require_GET
def foraeldreudgave(request: Request, pk: int) -> HttpResponse:
    """What the parents get, as they get it, and why they cannot get it yet."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    permissions.check_er_inde(request.user, punkt)
    referat = actions.referat_for(punkt)
    log_punkt(request, punkt, nu, "dialogmoeder.foraeldreudgave_set")
    kontekst = {"punkt": punkt, "barn": punkt.barn, "referat": referat, "navn": afholdelse.punktets_navn(punkt)}
    if referat is not None:
        kontekst |= afholdelse.udskrift(punkt, referat, foraeldre=True, nu=nu)
    return render(
        request,
        "dialogmoeder/foraeldreudgave.html",
        kontekst
        | {
            "grund": permissions.hvorfor_ikke_foraeldre(punkt, referat, nu),
            "spaerret": punkt.barn_id and not permissions.maa_foraeldre_faa(punkt, nu),
            "fortalte": afholdelse.fortalte(punkt),
        },
    )


@kraever(Permission.ORIENTERING_REGISTRER)
@require_GET
def foraeldreudgave_udskriv(request: Request, pk: int) -> HttpResponse:
    """The parents' version as PDF, when they have been told by mouth."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    permissions.check_can_give_foraeldre(request.user, punkt, actions.referat_for(punkt), nu)
    referat = _lukket(punkt)
    log_punkt(request, punkt, nu, "dialogmoeder.foraeldreudgave_udskrevet")
    pdf = render_pdf(
        "dialogmoeder/foraeldre_udskrift.html",
        afholdelse.udskrift(punkt, referat, foraeldre=True, nu=nu),
        titel="Det talte vi om, og det aftalte vi",
    )
    return pdf_svar(pdf, "referat-til-foraeldre.pdf")


@kraever(Permission.MOEDE_SE)
@require_http_methods(["GET", "POST"])
def rettelse(request: Request, pk: int) -> HttpResponse:
    """Add what was wrong or missing to closed minutes."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    referat = actions.referat_for(punkt)
    if referat is None:
        raise Denied("Der er ikke noget referat at rette.")
    permissions.check_can_rette(request.user, referat, nu)
    form = RettelseForm(
        request.POST if request.method == "POST" else None,
        punkt=punkt,
        kendte=kendetegn.om_punktet(punkt, request.user, nu) if request.method == "POST" else Kendetegn(),
        fortryd=reverse("dialogmoeder:referat", args=[punkt.pk]),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        trods = bool(data.get("alligevel"))
        actions.ret_referat(referat=referat, tekst=data["tekst"], trods=trods, by=request.user, nu=nu)
        messages.success(request, "Rettelsen står nu under referatet.")
        return redirect("dialogmoeder:referat", punkt.pk)
    log_punkt(request, punkt, nu, "dialogmoeder.referat_set")
    return render(
        request,
        "dialogmoeder/rettelse.html",
        {"punkt": punkt, "navn": afholdelse.punktets_navn(punkt), "form": form},
        status=422 if form.errors else 200,
    )


@kraever(Permission.MOEDE_LED)
@require_http_methods(["GET", "POST"])
def kald_ind(request: Request, pk: int) -> HttpResponse:
    """Call a further professional in to this item, now."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    permissions.check_can_styre(request.user, punkt.moede, nu)
    med = Deltager.objects.filter(
        moede=punkt.moede_id,
        fratraadt_at=None,
        ansaettelse__isnull=False,
        punkter__punkt=punkt,
        punkter__lukket_at=None,
    )
    mulige = (
        Ansaettelse.objects.gaeldende(nu)
        .filter(kommune=punkt.kommune_id, rolle__in=adgang.ROLLER, user__is_active=True)
        .exclude(pk__in=med.values("ansaettelse"))
        .select_related("user", "enhed")
        .order_by("rolle", DanskSortering("user__navn"), "pk")
    )
    form = KaldIndForm(
        request.POST if request.method == "POST" else None,
        punkt=punkt,
        mulige=mulige,
        fortryd=reverse("dialogmoeder:referat", args=[punkt.pk]),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            raekke = kald_ind_action(
                punkt=punkt,
                ansaettelse=data["ansaettelse"],
                grundlag=data["grundlag"],
                begrundelse=data.get("begrundelse", ""),
                by=request.user,
                nu=nu,
            )
        except Denied as grund:
            form.add_error(None, str(grund))
        else:
            hun = data["ansaettelse"].user.navn
            if raekke.tilknytning_id:
                messages.success(request, f"{hun} er med i punktet fra nu af.")
            else:
                messages.warning(
                    request, f"{hun} er sat på, men kan først læse punktet, når forældrene er fortalt om det."
                )
            return redirect("dialogmoeder:referat", punkt.pk)
    log_punkt(request, punkt, nu, "dialogmoeder.referat_set")
    return render(
        request,
        "dialogmoeder/kald_ind.html",
        {"punkt": punkt, "barn": punkt.barn, "navn": afholdelse.punktets_navn(punkt), "form": form},
        status=422 if form.errors else 200,
    )
