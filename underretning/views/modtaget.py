"""One received underretning: reading it, assessing it, and deciding what follows."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.frosset import fra_data
from opsporing.tid import dato
from underretning import familie, sagside
from underretning.actions import behandl
from underretning.actions.behandl import Foraeldet, Oplysninger
from underretning.actions.udkast import fjern_udkast
from underretning.forms_modtag import AabnIgenForm, AfgoerForm, OplysForm, VurderForm, som_bool
from underretning.models import Modtaget, Udkastform
from underretning.rules.tilstande import Tilstand, UmuligOvergang
from underretning.views.hent import hent_modtaget, vurderet_af_kollega


@kraever(Permission.UNDERRETNING_MODTAG)
@require_GET
def modtaget(request: Request, pk: int) -> HttpResponse:
    """The clock, the frozen text, what came before, and what can be done now."""
    nu = tid.nu()
    return vis(request, hent_modtaget(request, pk, nu), nu)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_GET
def bilag_vis(request: Request, pk: int, nr: int) -> HttpResponse:
    """One enclosure, as it was frozen; opening it is logged. Asked for by the page it comes without the frame."""
    nu = tid.nu()
    en = hent_modtaget(request, pk, nu)
    bilag = get_object_or_404(en.bilag, nr=nr)
    log.record("underretning.bilag_set", by=request.user, nu=nu, barn=en.barn, anledning=en.anledning, objekt=bilag)
    delvis = request.headers.get("HX-Request") == "true"
    skabelon = "underretning/modtaget/_bilaget.html" if delvis else "underretning/bilag_vis.html"
    return render(request, skabelon, {"modtaget": en, "f": fra_data(bilag.indhold), "barn": en.barn})


@kraever(Permission.UNDERRETNING_MODTAG)
@require_POST
def tag(request: Request, pk: int) -> HttpResponse:
    """Take it, so that the others can see that somebody looks at it."""
    nu = tid.nu()
    en = hent_modtaget(request, pk, nu)
    try:
        behandl.tag(modtaget=en, rev=_rev(request), by=request.user, nu=nu)
    except Foraeldet as fejl:
        return vis(request, fejl.modtaget, nu, imens=fejl.modtaget, status=409)
    messages.success(request, "Du har taget den. Uret går stadig, og kollegerne kan stadig se den.")
    return redirect("underretning:modtaget", pk)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def vurder(request: Request, pk: int) -> HttpResponse:
    """Acute or not, with a reason, for the siblings too."""
    nu = tid.nu()
    try:
        en = hent_modtaget(request, pk, nu)
    except Http404:
        if (svar := _vurderet_imens(request, pk, nu)) is not None:
            return svar
        raise
    if request.method == "GET":
        return redirect("underretning:modtaget", pk)
    form = VurderForm(request.POST, soeskende=sagside.laes(en, request.user, nu).soeskende)

    def goer(svar: dict[str, Any]) -> str:
        alle = behandl.vurder(
            modtaget=en,
            rev=svar["rev"],
            akut=svar["akut"] == "ja",
            vurdering=svar["vurdering"],
            akut_handling=svar["akut_handling"],
            hjaelp_i_gang=som_bool(svar["hjaelp"]),
            soeskende=[int(nr) for nr in svar.get("soeskende", [])],
            by=request.user,
            nu=nu,
        )
        fjern_udkast(en, Udkastform.VURDER, request.user)
        om = "Vurderingen er afsluttet" if len(alle) == 1 else f"Vurderingen gælder {len(alle)} børn og er afsluttet"
        return f"{om}. Nu afgør du, hvad der skal ske."

    return _afgoerende(request, en, nu, form, "vurder", goer)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def oplys(request: Request, pk: int) -> HttpResponse:
    """Facts about the case, for the decision and the statistics."""
    nu = tid.nu()
    en = hent_modtaget(request, pk, nu)
    if request.method == "GET":
        return redirect("underretning:modtaget", pk)
    form = OplysForm(request.POST, den=dato(en.modtaget_at), overgreb=familie.har_mistanke(en))

    def goer(svar: dict[str, Any]) -> str:
        behandl.oplys(
            modtaget=en,
            rev=svar["rev"],
            oplysninger=Oplysninger(
                hjaelp_i_gang=som_bool(svar["hjaelp"]),
                trin=int(svar["trin"]) if svar["trin"] else None,
                aarsager=svar["aarsager"],
                politi_eller_sundhed=som_bool(svar.get("politi", "")),
            ),
            by=request.user,
            nu=nu,
        )
        return "Oplysningerne er gemt."

    return _afgoerende(request, en, nu, form, "oplys", goer)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def afgoer(request: Request, pk: int) -> HttpResponse:
    """What follows, with a reason, when nothing is to be done first."""
    nu = tid.nu()
    en = hent_modtaget(request, pk, nu)
    if request.method == "GET":
        return redirect("underretning:modtaget", pk)
    form = AfgoerForm(request.POST, valg=sagside.valg(en))

    def goer(svar: dict[str, Any]) -> str:
        behandl.afgoer(
            modtaget=en,
            rev=svar["rev"],
            udfald=svar["udfald"],
            afgoerelse=svar["afgoerelse"],
            by=request.user,
            nu=nu,
        )
        fjern_udkast(en, Udkastform.AFGOER, request.user)
        return "Det er afgjort. Svar nu den, der har underrettet."

    return _afgoerende(request, en, nu, form, "afgoer", goer)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_POST
def luk(request: Request, pk: int) -> HttpResponse:
    """Nothing more is to be done about it."""
    return _uden_form(request, pk, behandl.luk, "Underretningen er lukket. Den kan åbnes igen.")


@kraever(Permission.UNDERRETNING_MODTAG)
@require_POST
def aaben_igen(request: Request, pk: int) -> HttpResponse:
    """One step back; with a reason where it was closed."""
    sagt = "Den er taget op igen. Det, der stod, står stadig."
    nu = tid.nu()
    en = hent_modtaget(request, pk, nu)
    if en.status != Tilstand.LUKKET and "grund" not in request.POST:
        return _uden_form(request, pk, behandl.aaben_igen, sagt)
    form = AabnIgenForm(request.POST)

    def goer(svar: dict[str, Any]) -> str:
        behandl.aaben_igen(modtaget=en, rev=svar["rev"], grund=svar["grund"], by=request.user, nu=nu)
        return sagt

    return _afgoerende(request, en, nu, form, "aabn_igen", goer)


def _rev(request: Request) -> int:
    """The revision she saw; one that nobody can have where none came along."""
    rev = request.POST.get("rev", "")
    return int(rev) if rev.isascii() and rev.isdecimal() and len(rev) < 9 else -1


def _uden_form(request: Request, pk: int, handling: Callable[..., Modtaget], sagt: str) -> HttpResponse:
    nu = tid.nu()
    en = hent_modtaget(request, pk, nu)
    try:
        handling(modtaget=en, rev=_rev(request), by=request.user, nu=nu)
    except Foraeldet as fejl:
        return vis(request, fejl.modtaget, nu, imens=fejl.modtaget, status=409)
    except UmuligOvergang:
        return vis(request, hent_modtaget(request, pk, nu), nu, imens=en, status=409)
    messages.success(request, sagt)
    return redirect("underretning:modtaget", pk)


def _afgoerende(
    request: Request, en: Modtaget, nu: datetime, form: forms.Form, navn: str, goer: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Do it when the form is filled in; else, and when a colleague was first, show the page with her words in it."""
    if form.is_valid():
        try:
            with transaction.atomic():
                messages.success(request, goer(form.cleaned_data))
        except (Foraeldet, UmuligOvergang) as fejl:
            return _imens(request, en.pk, nu, form, navn, getattr(fejl, "modtaget", None))
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            return redirect("underretning:modtaget", en.pk)
    return vis(request, en, nu, status=422, forms_={navn: form})


def _imens(
    request: Request, pk: int, nu: datetime, form: forms.Form, navn: str, nyeste: Modtaget | None
) -> HttpResponse:
    """What the colleague did, with her own words still in the form and building on that."""
    en = Modtaget.objects.for_user(request.user, nu).filter(pk=pk).exists()
    if not en and (svar := _vurderet_imens(request, pk, nu)) is not None:
        return svar
    fundet = hent_modtaget(request, pk, nu)
    form.data = request.POST.copy()
    form.data[form.add_prefix("rev")] = str(fundet.rev)
    return vis(request, fundet, nu, imens=nyeste or fundet, status=409, forms_={navn: form})


def _vurderet_imens(request: Request, pk: int, nu: datetime) -> HttpResponse | None:
    """For one who was writing an assessment when a colleague made hers, which closed it to the others: that it is done,
    by whom, and her own words. Nothing of what the underretning says.
    """
    mine = request.POST.get("vurder-vurdering", "").strip()
    if not mine:
        return None
    en = vurderet_af_kollega(request.user, pk, nu)
    if en is None:
        return None
    handlet = request.POST.get("vurder-akut_handling", "").strip()
    return render(request, "underretning/imens.html", {"modtaget": en, "mine": mine, "handlet": handlet}, status=409)


def vis(
    request: Request,
    en: Modtaget,
    nu: datetime,
    *,
    forms_: Mapping[str, forms.Form] = MappingProxyType({}),
    imens: Modtaget | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `forms_` are those that are given back, by name, `imens` what a colleague has done since."""
    log.record("underretning.modtaget_set", by=request.user, nu=nu, barn=en.barn, anledning=en.anledning, objekt=en)
    side = sagside.laes(en, request.user, nu)
    rev = {"rev": en.rev}
    return render(
        request,
        "underretning/modtaget.html",
        {
            "modtaget": en,
            "barn": en.barn,
            "side": side,
            "imens": imens,
            "vurder": forms_.get("vurder")
            or VurderForm(
                initial={**rev, "soeskende": _alle(side), **side.udkast.get("vurder", {})}, soeskende=side.soeskende
            ),
            "oplys": forms_.get("oplys")
            or OplysForm(initial={**rev, **_oplyst(en)}, den=dato(en.modtaget_at), overgreb=side.mistanke),
            "afgoer": forms_.get("afgoer")
            or AfgoerForm(
                initial={**rev, "udfald": en.udfald, "afgoerelse": en.afgoerelse, **side.udkast.get("afgoer", {})},
                valg=side.valg,
            ),
            "aabn_igen": forms_.get("aabn_igen") or AabnIgenForm(initial=rev),
            "vis_oplys": en.status in (Tilstand.VURDERET, Tilstand.AFGJORT) and side.maa_behandle,
        },
        status=status,
    )


def _alle(side: sagside.Sagside) -> list[str]:
    return [str(s.pk) for s in side.soeskende if s.venter]


def _oplyst(en: Modtaget) -> dict[str, Any]:
    ord_ = {True: "ja", False: "nej", None: ""}
    return {
        "hjaelp": ord_[en.hjaelp_i_gang],
        "politi": ord_[en.politi_eller_sundhed],
        "trin": "" if en.trin is None else str(en.trin),
        "aarsager": en.aarsager,
    }
