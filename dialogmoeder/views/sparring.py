"""Sparring: the lists, asking, the thread, and what each side does with it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogmoeder import kendetegn, sparringsside
from dialogmoeder import permissions_sparring as permissions
from dialogmoeder.actions import sparring as actions
from dialogmoeder.actions.dagsorden import moeder_at_vaelge
from dialogmoeder.faner import faner
from dialogmoeder.forms_sparring import INGEN, DagsordenForm, SpoergForm, TekstForm
from dialogmoeder.models import Sparring, Sparringsgrundlag, Sparringsstatus
from dialogmoeder.rules.navne import Kendetegn
from opsporing import log, samtykke, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.models import Samtykke
from opsporing.tid import dato

P = Permission


def hent_sparring(request: Request, pk: int, nu: datetime) -> Sparring:
    """The sparring if it is open to the user, else 404."""
    return get_object_or_404(
        Sparring.objects.for_user(request.user, nu).select_related(
            "anledning__ejer_enhed", "barn__mor", "enhed", "til_enhed", "spoerger", "raadgiver", "punkt__moede"
        ),
        pk=pk,
    )


def _record(request: Request, haendelse: str, sparring: Sparring, nu: datetime) -> None:
    log.record(haendelse, by=request.user, nu=nu, barn=sparring.barn_id, anledning=sparring.anledning, objekt=sparring)


@kraever(P.SPARRING_SPOERG, P.SPARRING_SVAR)
@require_GET
def sparringer(request: Request) -> HttpResponse:
    """What is open to the user, by whose turn it is."""
    nu = tid.nu()
    grupper = sparringsside.grupper(request.user, nu)
    boern = sorted({r.sparring.barn_id for g in grupper for r in g.raekker if r.sparring.barn_id})
    log.record("dialogmoeder.sparringer_set", by=request.user, nu=nu, boern=boern)
    return render(
        request,
        "dialogmoeder/sparringer.html",
        {
            "faner": faner(request),
            "grupper": grupper,
            "kan_spoerge": permissions.kan_spoerge(request.user),
            "vist": sparringsside.AFSLUTTEDE_VIST,
        },
    )


@kraever(P.SPARRING_SPOERG)
@require_http_methods(["GET", "POST"])
def sparring_ny(request: Request) -> HttpResponse:
    """Ask: without a name, or about the child of `?barn=`."""
    nu = tid.nu()
    boern = permissions.boern_at_spoerge_om(request.user, nu)
    valgt = request.GET.get("barn", "")
    barn = get_object_or_404(boern, pk=int(valgt)) if valgt.isdecimal() else None
    mine = list(boern.only("fornavn", "efternavn", "mor"))
    form = SpoergForm(
        request.POST or None,
        enheder=permissions.raadgivende(request.user.ansat.kommune_id, nu),
        barn=barn,
        indehavere=samtykke.indehavere(barn, nu) if barn else [],
        kendte=kendetegn.hos(request.user, nu) if request.method == "POST" and barn is None else INGEN,
        svar_dage=request.user.profil.sparring_svar_dage,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        ny = actions.stil(
            til_enhed=data["til_enhed"],
            tekst=data["tekst"],
            barn=barn,
            grundlag=data.get("grundlag", Sparringsgrundlag.ANONYMT),
            begrundelse=data.get("begrundelse", ""),
            ja_fra=data.get("ja_fra", ()),
            alder_mdr=data.get("alder_mdr"),
            by=request.user,
            nu=nu,
        )
        messages.success(request, f"Spørgsmålet er sendt til {ny.til_enhed.navn}.")
        return redirect("dialogmoeder:sparring", ny.pk)
    log.record("dialogmoeder.sparring_ny_set", by=request.user, nu=nu, boern=[b.pk for b in ([barn] if barn else mine)])
    kontekst = {"form": form, "barn": barn, "boern": mine}
    return render(request, "dialogmoeder/sparring_ny.html", kontekst, status=422 if form.errors else 200)


@kraever(P.SPARRING_SPOERG, P.SPARRING_SVAR)
@require_GET
def sparring(request: Request, pk: int) -> HttpResponse:
    """The thread, and what the user can do with it."""
    nu = tid.nu()
    en = hent_sparring(request, pk, nu)
    _record(request, "dialogmoeder.sparring_set", en, nu)
    return render(request, "dialogmoeder/sparring.html", _kontekst(request, en, nu))


def _kontekst(request: Request, en: Sparring, nu: datetime) -> dict[str, Any]:
    svarer = permissions.er_raadgiver(request.user, en)
    aaben = en.status != Sparringsstatus.AFSLUTTET
    spoerger = aaben and permissions.er_spoerger(request.user, en)
    ja = list(Samtykke.objects.filter(anledning=en.anledning, ja=True).select_related("person").order_by("pk"))
    return {
        "sparring": en,
        "om": sparringsside.om(en),
        "alder": sparringsside.alder_i_ord(en.alder_mdr) if en.alder_mdr is not None else "",
        "indlaeg": en.indlaeg.select_related("skrevet_by").order_by("skrevet_at", "pk"),
        "ja": ja,
        "i_dag": dato(nu),
        "venter": en.status == Sparringsstatus.STILLET,
        "svarer": aaben and svarer,
        "spoerger": spoerger,
        "er_spoerger": permissions.er_spoerger(request.user, en),
        "kan_traekke": permissions.er_spoerger(request.user, en) and any(et.trukket_at is None for et in ja),
        "svarform": _svarform(),
        "igenform": _igenform(),
    }


def _svarform(data: Any = None) -> TekstForm:
    return TekstForm(
        data,
        prefix="svar",
        label="Dit svar",
        hjaelp="Hvad kan de prøve allerede i morgen? Hvornår er det tid til mere?",
    )


def _igenform(data: Any = None, kendte: Kendetegn = INGEN) -> TekstForm:
    return TekstForm(
        data,
        prefix="igen",
        label="Spørg igen, eller fortæl, hvordan det gik",
        kendte=kendte,
    )


def _maa_ikke_staa(request: Request, en: Sparring, nu: datetime) -> Kendetegn:
    """What the one who asks might let slip, where the child has no name."""
    if en.barn_id is not None or request.method != "POST":
        return INGEN
    return kendetegn.hos(request.user, nu)


@kraever(P.SPARRING_SVAR)
@require_POST
def svar(request: Request, pk: int) -> HttpResponse:
    """Answer."""
    nu = tid.nu()
    en = hent_sparring(request, pk, nu)
    form = _svarform(request.POST)
    try:
        permissions.check_can_svare(request.user, en)
    except Denied as grund:
        return _ikke_sendt(request, en, nu, str(grund), form)
    if not form.is_valid():
        return _med_fejl(request, en, nu, svarform=form)
    actions.svar(sparring=en, tekst=form.cleaned_data["tekst"], by=request.user, nu=nu)
    messages.success(request, f"Svaret er sendt til {en.spoerger.navn}.")
    return redirect("dialogmoeder:sparring", en.pk)


def _ikke_sendt(request: Request, en: Sparring, nu: datetime, grund: str, form: TekstForm) -> HttpResponse:
    """It ended while she wrote: say so, and give her the words back."""
    _record(request, "dialogmoeder.sparring_set", en, nu)
    skrevet = str(form["tekst"].value() or "")
    kontekst = _kontekst(request, en, nu) | {"ikke_sendt": grund, "skrevet": skrevet}
    return render(request, "dialogmoeder/sparring.html", kontekst, status=403)


def _med_fejl(request: Request, en: Sparring, nu: datetime, **form: TekstForm) -> HttpResponse:
    _record(request, "dialogmoeder.sparring_set", en, nu)
    return render(request, "dialogmoeder/sparring.html", _kontekst(request, en, nu) | form, status=422)


@kraever(P.SPARRING_SVAR)
@require_POST
def tag(request: Request, pk: int) -> HttpResponse:
    """Say that she answers."""
    nu = tid.nu()
    en = hent_sparring(request, pk, nu)
    actions.tag(sparring=en, by=request.user, nu=nu)
    messages.success(request, "Nu kan dine kolleger se, at du svarer.")
    return redirect("dialogmoeder:sparring", en.pk)


@kraever(P.SPARRING_SPOERG)
@require_POST
def spoerg_igen(request: Request, pk: int) -> HttpResponse:
    """Ask more, or add to what waits."""
    nu = tid.nu()
    en = hent_sparring(request, pk, nu)
    form = _igenform(request.POST, _maa_ikke_staa(request, en, nu))
    try:
        permissions.check_can_spoerge_igen(request.user, en)
    except Denied as grund:
        return _ikke_sendt(request, en, nu, str(grund), form)
    if not form.is_valid():
        return _med_fejl(request, en, nu, igenform=form)
    actions.spoerg_igen(sparring=en, tekst=form.cleaned_data["tekst"], by=request.user, nu=nu)
    messages.success(request, f"Det er sendt til {en.til_enhed.navn}.")
    return redirect("dialogmoeder:sparring", en.pk)


@kraever(P.SPARRING_SPOERG)
@require_POST
def afslut_sparring(request: Request, pk: int) -> HttpResponse:
    """End it."""
    nu = tid.nu()
    en = hent_sparring(request, pk, nu)
    actions.afslut(sparring=en, by=request.user, nu=nu)
    messages.success(request, "Sparringen er afsluttet.")
    return redirect("dialogmoeder:sparring", en.pk)


@kraever(P.SPARRING_SPOERG)
@require_POST
def traek_sparring(request: Request, pk: int) -> HttpResponse:
    """Note that a parent takes the yes back."""
    nu = tid.nu()
    en = hent_sparring(request, pk, nu)
    actions.traek(sparring=en, by=request.user, nu=nu)
    messages.success(request, f"Det er noteret. {en.til_enhed.navn} kan ikke længere læse det.")
    return redirect("dialogmoeder:sparring", en.pk)


@kraever(P.SPARRING_SPOERG)
@require_http_methods(["GET", "POST"])
def til_dagsorden(request: Request, pk: int) -> HttpResponse:
    """Take it to one of the meetings to come."""
    nu = tid.nu()
    en = hent_sparring(request, pk, nu)
    permissions.check_can_spoerge_igen(request.user, en)
    if en.punkt:
        return redirect("dialogmoeder:punkt", en.punkt.pk)
    moeder = moeder_at_vaelge(request.user, en.barn, nu)
    form = DagsordenForm(
        request.POST or None,
        moeder=moeder,
        fortryd=reverse("dialogmoeder:sparring", args=[en.pk]),
        kendte=_maa_ikke_staa(request, en, nu),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        punkt = actions.til_dagsorden(
            sparring=en, moede=data["moede"], overskrift=data["overskrift"], by=request.user, nu=nu
        )
        messages.success(request, "Det er sat på dagsordenen. Deltagerne ser punktet, og ikke sparringen.")
        return redirect("dialogmoeder:punkt", punkt.pk)
    _record(request, "dialogmoeder.sparring_set", en, nu)
    kontekst = {"sparring": en, "om": sparringsside.om(en), "form": form, "moeder": moeder}
    return render(request, "dialogmoeder/til_dagsorden.html", kontekst, status=422 if form.errors else 200)
