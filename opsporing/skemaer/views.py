"""The administrator's pages about forms."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.models import Kommune, Skemastatus, Skemaversion
from opsporing.skemaer import actions
from opsporing.skemaer.definition import Skemafejl
from opsporing.skemaer.forms import SomForm, TomlForm
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.oversigt import Skemalinje, linjer, synlige_versioner
from opsporing.skemaer.pladsholdere import positionsord, udfyld
from opsporing.skemaer.skemaord import skemaord
from opsporing.skemaer.versioner import definition_for

TEKSTER_I_TOPPEN = ("roed_regel", "akut", "husk", "ikke_til", "anonym")


@kraever(Permission.SKEMA_ADMINISTRER)
@require_GET
def liste(request: Request) -> HttpResponse:
    """Every form, with what is in use."""
    return render(request, "skemaer/liste.html", {"linjer": linjer(_kommune(request))})


@kraever(Permission.SKEMA_ADMINISTRER)
@require_GET
def skema(request: Request, kode: str) -> HttpResponse:
    """One form with all its versions and what can be done."""
    return render(request, "skemaer/skema.html", {"linje": _linje(request, kode)})


@kraever(Permission.SKEMA_ADMINISTRER)
@require_GET
def vis(request: Request, pk: int) -> HttpResponse:
    """A version as staff see it, at an age and a position that can be chosen. Nothing is saved."""
    version = _version(request, pk)
    definition = definition_for(version)
    profil = request.user.profil
    ord_ = positionsord(profil.positioner) | skemaord(_kommune(request), tid.i_dag())
    som = SomForm(request.GET or None, definition=definition, positioner=profil.positioner)
    valgt = som.cleaned_data if som.is_bound and som.is_valid() else {}
    alder = valgt.get("alder")
    if alder is None and any(felt.alder_fra_mdr or felt.alder_til_mdr is not None for felt in definition.felter):
        alder = definition.alder_fra_mdr or 0
        if not som.is_bound:
            som.initial["alder"] = alder
    formular = Skemaformular(
        definition,
        alder_mdr=alder,
        position=valgt.get("position") or None,
        pladsholdere=ord_,
        kladde=True,
        kendte={kode: valgt.get(kode) for kode in definition.kendte},
    )
    return render(
        request,
        "skemaer/vis.html",
        {
            "version": version,
            "definition": definition,
            "intro": udfyld(definition.intro, ord_),
            "tekster": [
                udfyld(str(definition.egenskaber[navn]), ord_)
                for navn in TEKSTER_I_TOPPEN
                if navn in definition.egenskaber
            ],
            "punkter": [udfyld(str(t), ord_) for t in definition.egenskaber.get("foer_du_begynder", ())],
            "ordforklaring": definition.egenskaber.get("ordforklaring", ()),
            "udenfor": [s for s in definition.sektioner if s.skridt or s.trin or s.udsagn],
            "som": som,
            "alder": alder,
            "form": formular,
        },
        status=422 if som.is_bound and som.errors else 200,
    )


@kraever(Permission.SKEMA_ADMINISTRER)
@require_GET
def toml(request: Request, pk: int) -> HttpResponse:
    """A version's text as a file."""
    version = _version(request, pk)
    svar = HttpResponse(version.toml, content_type="application/toml; charset=utf-8")
    svar["Content-Disposition"] = f'attachment; filename="{version.skema.kode}-{version.nr}.toml"'
    return svar


@kraever(Permission.SKEMA_ADMINISTRER)
@require_http_methods(["GET", "POST"])
def opret(request: Request, kode: str) -> HttpResponse:
    """Begin the municipality's own version, from the one in use."""
    linje = _linje(request, kode)
    if linje.kladde is not None and request.method == "POST":
        # A colleague has begun the draft while this one was written: the two texts are brought together there.
        return _ret(request, linje.kladde, linje)
    if linje.kladde is not None:
        messages.info(request, "Der er allerede en kladde. Her kan du rette den.")
        return redirect("skemaer:ret", linje.kladde.pk)
    udgangspunkt = linje.i_brug or linje.versioner[0]
    form = _toml_form(request, linje, gem="Gem som kladde", initial={"toml": udgangspunkt.toml})
    if request.method == "POST" and form.is_valid():
        try:
            version = actions.opret_kommuneversion(
                skema=linje.faelles,
                kommune=_kommune(request),
                toml=form.cleaned_data["toml"],
                by=request.user,
                nu=tid.nu(),
            )
        except Skemafejl as grund:
            form.tilfoej_skemafejl(grund)
        else:
            messages.success(request, "Kladden er gemt. Se den, som personalet ser den, før du publicerer.")
            return redirect("skemaer:vis", version.pk)
    return _redigering(request, form, linje)


@kraever(Permission.SKEMA_ADMINISTRER)
@require_http_methods(["GET", "POST"])
def ret(request: Request, pk: int) -> HttpResponse:
    """Rewrite a draft."""
    version = _egen(request, pk)
    linje = _linje(request, version.skema.kode)
    if version.status == Skemastatus.KLADDE:
        return _ret(request, version, linje)
    if request.method == "GET":
        messages.info(request, "Versionen er publiceret og kan ikke rettes. Lav en ny version.")
        return redirect("skemaer:skema", version.skema.kode)
    form = _toml_form(request, linje, gem="Gem som ny kladde")
    form.add_error(
        "toml", "Versionen er publiceret imens og kan ikke rettes. Din tekst står her og kan blive en ny kladde."
    )
    return _redigering(request, form, linje)


def _toml_form(
    request: Request, linje: Skemalinje, *, gem: str, kladde: Skemaversion | None = None, **mere: Any
) -> TomlForm:
    kode = linje.faelles.kode
    return TomlForm(
        request.POST or None,
        request.FILES or None,
        gem=gem,
        fortryd=reverse("skemaer:skema", args=[kode]),
        til=reverse("skemaer:ret", args=[kladde.pk]) if kladde else reverse("skemaer:opret", args=[kode]),
        **mere,
    )


def _ret(request: Request, version: Skemaversion, linje: Skemalinje) -> HttpResponse:
    form = _toml_form(
        request,
        linje,
        gem="Gem kladden",
        kladde=version,
        initial={"toml": version.toml, "aftryk": actions.aftryk(version.toml)},
    )
    kollegas = ""
    if request.method == "POST" and form.is_valid():
        toml, set_aftryk = form.cleaned_data["toml"], form.cleaned_data["aftryk"]
        try:
            actions.ret_kommuneversion(version=version, toml=toml, set_aftryk=set_aftryk, by=request.user, nu=tid.nu())
        except Skemafejl as grund:
            form.tilfoej_skemafejl(grund)
        except actions.Foraeldet as nyere:
            kollegas = nyere.tekst
            form.saml("En kollega har gemt en anden tekst imens. Saml de to, og gem igen.", actions.aftryk(kollegas))
        else:
            messages.success(request, "Kladden er gemt.")
            return redirect("skemaer:vis", version.pk)
    return _redigering(request, form, linje, kollegas)


@kraever(Permission.SKEMA_ADMINISTRER)
@require_POST
def publicer(request: Request, pk: int) -> HttpResponse:
    """Put a draft to use."""
    version = _egen(request, pk)
    try:
        actions.publicer(version=version, by=request.user, nu=tid.nu())
    except Skemafejl as grund:
        messages.error(request, f"Kladden kan ikke publiceres endnu: {grund.fejl[0]}")
        return redirect("skemaer:ret", pk)
    messages.success(request, "Skemaet er i brug fra nu af. Det, der er i gang, bliver gjort færdigt i det gamle.")
    return redirect("skemaer:skema", version.skema.kode)


@kraever(Permission.SKEMA_ADMINISTRER)
@require_POST
def udgaa(request: Request, pk: int) -> HttpResponse:
    """Take the municipality's own version out of use."""
    version = _egen(request, pk)
    actions.udgaa(version=version, by=request.user, nu=tid.nu())
    messages.success(request, "Kommunens eget skema er taget ud af brug. Fra nu af bruges det fælles skema.")
    return redirect("skemaer:skema", version.skema.kode)


@kraever(Permission.SKEMA_ADMINISTRER)
@require_POST
def slet(request: Request, pk: int) -> HttpResponse:
    """Throw a draft away."""
    version = _egen(request, pk)
    actions.slet_kladde(version=version, by=request.user, nu=tid.nu())
    messages.success(request, "Kladden er slettet.")
    return redirect("skemaer:skema", version.skema.kode)


def _kommune(request: Request) -> Kommune:
    """The municipality the administrator acts for; the guard of the view has seen to it that there is one."""
    ansaettelse = request.user.ansaettelse
    return ansaettelse.enhed.kommune if ansaettelse else request.user.kommune


def _linje(request: Request, kode: str) -> Skemalinje:
    fundet = linjer(_kommune(request), kode)
    if not fundet:
        raise Http404
    return fundet[0]


def _version(request: Request, pk: int) -> Skemaversion:
    return get_object_or_404(synlige_versioner(_kommune(request)), pk=pk)


def _egen(request: Request, pk: int) -> Skemaversion:
    """A version of the municipality's own; for the rest of the world it is not there."""
    return get_object_or_404(synlige_versioner(_kommune(request)).filter(skema__kommune=_kommune(request)), pk=pk)


def _redigering(request: Request, form: TomlForm, linje: Skemalinje, kollegas: str = "") -> HttpResponse:
    indhold = {"form": form, "linje": linje, "kollegas": kollegas}
    return render(request, "skemaer/rediger.html", indhold, status=422 if form.errors else 200)
