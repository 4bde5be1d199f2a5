"""The sender's list, one overgang, making one by hand, ending it, and answering the next place."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import dansk, log, tid
from opsporing.adgang.permissions import Denied, Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.models import Barn, Enhed, Frist
from opsporing.models.sql import DanskSortering
from opsporing.tid import dato
from overgange import kopi as kopier
from overgange import oversigt
from overgange.actions import faldet_bort, haand, sig_det
from overgange.actions import modtager as modtager_actions
from overgange.actions import overlevering as actions
from overgange.actions import skema as skema_actions
from overgange.actions.foer_over import er_foert_over
from overgange.faner import faner
from overgange.forms import FlytForm, NyForm, SagtForm, SvarForm, UdeladForm
from overgange.fristtyper import BED
from overgange.models import Overgang, SagtMaade, Spoergsmaal
from overgange.permissions import Muligheder
from overgange.views.hent import hent_overgang, log_set


@kraever(Permission.OVERGANG_SE)
@require_GET
def liste(request: Request) -> HttpResponse:
    """The overgange from the user's place, by whose turn it is."""
    nu = tid.nu()
    grupper = oversigt.grupper(request.user, nu)
    log.record(
        "overgange.liste_set",
        by=request.user,
        nu=nu,
        boern=sorted({r.overgang.barn_id for g in grupper for r in g.raekker}),
    )
    return render(request, "overgange/liste.html", {"faner": faner(request), "grupper": grupper, "i_dag": dato(nu)})


@kraever(Permission.OVERGANG_SKRIV)
@require_http_methods(["GET", "POST"])
def ny(request: Request, barn: int) -> HttpResponse:
    """An overgang by hand, for a child the user has in daily life."""
    nu = tid.nu()
    b = get_object_or_404(Barn.objects.for_user(request.user, nu), pk=barn)
    fra = haand.afgiver_for(b, request.user, nu)
    if fra is None:
        raise Denied("Barnet er ikke indskrevet hos dig. Det sted, barnet er nu, laver overgangen.")
    steder = (
        Enhed.objects.filter(kommune_id=b.kommune_id, type__in=haand.DAGTILBUD, nedlagt_at=None)
        .select_related("journalenhed")
        .order_by(DanskSortering("journalenhed__navn"), "sti")
    )
    form = NyForm(request.POST or None, steder=steder, fra=fra, i_dag=dato(nu))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        overgang = haand.opret(
            barn=b,
            art=data["art"],
            start_den=data["start_den"],
            til_enhed=data["til_enhed"],
            til_navn=data["til_navn"],
            by=request.user,
            nu=nu,
        )
        if overgang.oprettet_at == nu:
            messages.success(request, "Overgangen er lavet. Aftal med forældrene, hvornår I udfylder skemaet.")
        else:
            messages.warning(
                request,
                f"Der var allerede en overgang til {overgang.modtager}, og der er ikke ændret noget i den. "
                f"Barnet begynder {dansk.dato(overgang.start_den)}.",
            )
        return redirect("overgange:overgang", overgang.pk)
    log.record("overgange.ny_set", by=request.user, nu=nu, barn=b)
    return render(request, "overgange/ny.html", {"barn": b, "form": form}, status=422 if form.errors else 200)


def _kontekst(request: Request, en: Overgang, nu: datetime, svarform: SvarForm | None = None) -> dict[str, Any]:
    skema = skema_actions.skema_for(en)
    muligt = Muligheder(request.user, en, nu)
    samtykker = kopier.staaende(en)
    kopi = kopier.byg(en, skema, request.user, nu, samtykker)
    overleveringer = muligt.overleveringer
    bedt_om = faldet_bort.bedt(overleveringer)
    frister = list(Frist.objects.aabne().filter(anledning=en.anledning_id).order_by("forfalder_at"))
    skal_sige = next((frist for frist in frister if frist.kode == BED), None)
    return {
        "overgang": en,
        "barn": en.barn,
        "modtager": kopier.modtagerens_navn(en),
        "hvor": kopier.hos_modtageren(en),
        "barnets_side": muligt.ser_barnet,
        "formaal": kopier.FORMAAL,
        "skema": skema,
        "kopi": kopi,
        "mangler": skema_actions.mangler_skema(en, skema),
        "svaret": [(p, *kopi.svaret(p)) for p in kopi.indehavere],
        "samtykker": [svar for svar in samtykker if svar.ja] if muligt.kan(Muligheder.check_can_traekke) else [],
        "overleveringer": [(o, bedt_om.get(o.pk)) for o in overleveringer],
        "siges": sig_det.siges(en, nu) if skal_sige else [],
        "siges_senest": skal_sige,
        "kan_sige": skal_sige is not None and muligt.kan(Muligheder.check_can_sige),
        "sagtform": SagtForm(initial={"den": dato(nu)}),
        "gaeldende": next(iter(muligt.gaeldende), None),
        "besoeg": kopier.besoegene(en),
        "frister": frister,
        "traad": list(
            Spoergsmaal.objects.filter(overlevering__in=overleveringer)
            .select_related("stillet_by", "svaret_by")
            .order_by("stillet_at", "pk")
        ),
        "svarform": svarform or SvarForm(),
        "foert_over": er_foert_over(en, skema) and muligt.kan(Muligheder.check_can_skrive),
        "spaerret": muligt.spaerret,
        "kan_svare": muligt.kan(Muligheder.check_can_svare),
        "kan_skrive": muligt.kan(Muligheder.check_can_skrive),
        "kan_samtykke": muligt.kan(Muligheder.check_can_samtykke),
        "kan_genaabne": muligt.kan(Muligheder.check_can_genaabne),
        "kan_udelade": muligt.kan(Muligheder.check_can_udelade),
        "kan_udskrive": muligt.kan(Muligheder.check_can_udskrive),
        "kan_vaelge": muligt.kan(Muligheder.check_can_vaelge_vurderinger),
        "kan_notere": har(request.user, Permission.ORIENTERING_REGISTRER),
        "kan_flytte": muligt.kan(Muligheder.check_can_flytte),
        "arkiv": muligt.kun_arkiv,
        "i_dag": dato(nu),
        "nu": nu,
    }


@kraever(Permission.OVERGANG_SE)
@require_GET
def overgang(request: Request, pk: int) -> HttpResponse:
    """One overgang at the place the child leaves: what is next, who has said what, what was given, and questions."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)
    log_set(request, en, nu)
    return render(request, "overgange/overgang.html", _kontekst(request, en, nu))


@kraever(Permission.OVERGANG_SKRIV)
@require_http_methods(["GET", "POST"])
def udelad(request: Request, pk: int) -> HttpResponse:
    """End the overgang without a hand-over."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)
    form = UdeladForm(request.POST or None)
    if request.method == "GET":
        Muligheder(request.user, en, nu).check_can_udelade()
    elif form.is_valid():
        try:
            actions.udelad(overgang=en, grund=form.cleaned_data["grund"], by=request.user, nu=nu)
        except Denied as grund:
            # Somebody gave it on meanwhile.
            form.add_error("grund", str(grund))
        else:
            messages.success(request, "Det er noteret. Der gives ikke noget videre.")
            return redirect("overgange:liste")
    log_set(request, en, nu)
    return render(
        request,
        "overgange/udelad.html",
        {"overgang": en, "barn": en.barn, "modtager": kopier.modtagerens_navn(en), "form": form},
        status=422 if form.errors else 200,
    )


@kraever(Permission.OVERGANG_SKRIV)
@require_http_methods(["GET", "POST"])
def flyt(request: Request, pk: int) -> HttpResponse:
    """Give an overgang made by hand another first day; from here it is called off too."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)
    Muligheder(request.user, en, nu).check_can_flytte()
    form = FlytForm(request.POST or None, i_dag=dato(nu), initial={"start_den": en.start_den})
    if request.method == "POST" and form.is_valid():
        haand.flyt(overgang=en, start_den=form.cleaned_data["start_den"], by=request.user, nu=nu)
        messages.success(request, "Startdagen er ændret, og fristerne er flyttet med.")
        return redirect("overgange:overgang", en.pk)
    log_set(request, en, nu)
    return render(
        request,
        "overgange/flyt.html",
        {"overgang": en, "barn": en.barn, "modtager": kopier.modtagerens_navn(en), "form": form},
        status=422 if form.errors else 200,
    )


@kraever(Permission.OVERGANG_SKRIV)
@require_POST
def aflys(request: Request, pk: int) -> HttpResponse:
    """Call off an overgang made by hand."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)
    haand.aflys(overgang=en, by=request.user, nu=nu)
    if sig_det.frist(en).exists():
        messages.warning(request, f"Overgangen er aflyst. {en.til_navn} har det på papir: Bed dem makulere det.")
        return redirect("overgange:overgang", en.pk)
    messages.success(request, "Overgangen er aflyst, og fristerne er taget væk.")
    return redirect("overgange:liste")


@kraever(Permission.OVERGANG_SKRIV)
@require_POST
def sagt(request: Request, pk: int) -> HttpResponse:
    """Note that a place outside has been told what it must use no more: how, and on which day."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)
    sig_det.check_skal_siges(request.user, en, nu)
    form = SagtForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        om = sig_det.Sagt(frozenset(request.POST.getlist("dele")), SagtMaade(data["maade"]), data["den"])
        try:
            mere = sig_det.sig(overgang=en, sagt=om, by=request.user, nu=nu)
        except Denied as grund:
            if not sig_det.frist(en).exists():
                # A colleague was there first.
                raise
            form.add_error("den", str(grund))
        else:
            return _efter_sagt(request, en, mere, nu)
    log_set(request, en, nu)
    return render(request, "overgange/overgang.html", _kontekst(request, en, nu) | {"sagtform": form}, status=422)


def _efter_sagt(request: Request, en: Overgang, mere: bool, nu: datetime) -> HttpResponse:
    if mere:
        messages.warning(request, f"Det er noteret. Der er mere, {en.til_navn} skal have at vide: Se nedenfor.")
    else:
        messages.success(request, f"Det er noteret, at {en.til_navn} har fået det at vide.")
    # Where it was the last to be done the matter is closed, and a child that has left is seen here no more.
    if Overgang.objects.for_user(request.user, nu).filter(pk=en.pk).exists():
        return redirect("overgange:overgang", en.pk)
    return redirect("overgange:liste")


@kraever(Permission.OVERGANG_SKRIV)
@require_POST
def genaabn(request: Request, pk: int) -> HttpResponse:
    """Begin on a new hand-over."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)
    skema_actions.genaabn_skema(overgang=en, by=request.user, nu=nu)
    messages.success(request, "Ret skemaet, og giv det videre igen. Indtil da læser det nye sted det, de har fået.")
    return redirect("overgange:skema", en.pk)


@kraever(Permission.OVERGANG_SKRIV)
@require_POST
def svar(request: Request, pk: int) -> HttpResponse:
    """Answer a question from the next place."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)
    nr = request.POST.get("spoergsmaal", "")
    if not nr.isdecimal():
        messages.error(request, "Vælg, hvilket spørgsmål du svarer på.")
        return redirect("overgange:overgang", en.pk)
    spoergsmaal = get_object_or_404(Spoergsmaal, overlevering__overgang=en, pk=int(nr))
    form = SvarForm(request.POST)
    if not form.is_valid():
        log_set(request, en, nu)
        return render(
            request, "overgange/overgang.html", _kontekst(request, en, nu, form) | {"svares_paa": int(nr)}, status=422
        )
    tekst = form.cleaned_data["svar"]
    try:
        modtager_actions.besvar(spoergsmaal=spoergsmaal, svar=tekst, by=request.user, nu=nu)
    except Denied as grund:
        # A colleague has answered meanwhile: both answers are on the page.
        log_set(request, en, nu)
        kontekst = _kontekst(request, en, nu) | {"ikke_gemt": str(grund), "skrevet": tekst}
        return render(request, "overgange/overgang.html", kontekst, status=409)
    messages.success(request, "Svaret kan læses det nye sted.")
    return redirect("overgange:overgang", en.pk)
