"""The tree of units, and what is written about the municipality itself."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import samtidig, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.administration.forms import EnhedForm, KommuneForm
from opsporing.konflikt import Felt
from opsporing.models import Enhed, Kommune
from opsporing.models.sql import DanskSortering
from opsporing.organisation import actions, struktur

ENHED_FELTER = [Felt("navn", "Navn"), Felt("kode", "Kode i andre systemer"), Felt("arena", "Arena")]
KOMMUNE_FELTER = [
    Felt("navn", "Kommunens navn"),
    Felt("kontakt", "Hvem kan forældre spørge?", tekst=True),
    Felt("dpo", "Databeskyttelsesrådgiver", tekst=True),
    Felt("modtagelse_telefon", "Telefon til modtagelsen af underretninger"),
    Felt("modtagelse_aabningstid", "Modtagelsens åbningstid"),
    Felt("vagttelefon", "Social vagt uden for åbningstid"),
    Felt("vagtnavn", "Hvad den sociale vagt hedder"),
]


def min_kommune(request: Request) -> Kommune:
    """The municipality the administrator belongs to, as its employee and in the database; she reaches no other."""
    return request.user.kommune


def _mine(request: Request) -> QuerySet[Enhed]:
    return Enhed.objects.filter(kommune=min_kommune(request))


def traeet(kommune: Kommune, *, med_nedlagte: bool) -> list[dict[str, Any]]:
    """All units, each right after the one above it and in alphabetical order among its siblings, with its depth."""
    enheder = Enhed.objects.filter(kommune=kommune).order_by(DanskSortering("navn"), "id")
    under: dict[int | None, list[Enhed]] = {}
    for enhed in enheder if med_nedlagte else enheder.filter(nedlagt_at=None):
        under.setdefault(enhed.foraelder_id, []).append(enhed)
    raekker: list[dict[str, Any]] = []

    def gaa(foraelder: int | None, dybde: int) -> None:
        for enhed in under.get(foraelder, []):
            kan_have = bool(struktur.UNDER.get(enhed.type)) and enhed.nedlagt_at is None
            raekker.append({"enhed": enhed, "dybde": dybde, "kan_have_under": kan_have})
            gaa(enhed.pk, dybde + 1)

    gaa(None, 0)
    return raekker


@kraever(Permission.ENHED_ADMINISTRER)
@require_GET
def enheder(request: Request) -> HttpResponse:
    """The tree."""
    kommune = min_kommune(request)
    med_nedlagte = request.GET.get("vis") == "alle"
    nedlagte = Enhed.objects.filter(kommune=kommune).exclude(nedlagt_at=None).count()
    kontekst = {
        "traeet": traeet(kommune, med_nedlagte=med_nedlagte),
        "med_nedlagte": med_nedlagte,
        "nedlagte": nedlagte,
    }
    return render(request, "administration/enheder.html", kontekst)


@kraever(Permission.ENHED_ADMINISTRER)
@require_http_methods(["GET", "POST"])
def enhed_opret(request: Request, under: int) -> HttpResponse:
    """Add a unit under another."""
    over = get_object_or_404(_mine(request).filter(nedlagt_at=None), pk=under)
    if not struktur.UNDER.get(over.type):
        messages.info(request, f"Under {over} kan der ikke ligge enheder.")
        return redirect("enheder")
    form = EnhedForm(request.POST or None, kommune=over.kommune, under=over)
    if request.method == "POST" and form.is_valid():
        enhed = actions.opret_enhed(
            kommune=over.kommune, foraelder=over, by=request.user, nu=tid.nu(), **form.cleaned_data
        )
        messages.success(request, f"{enhed} er oprettet.")
        return redirect("enheder")
    return render(request, "administration/enhed.html", {"form": form, "over": over})


@kraever(Permission.ENHED_ADMINISTRER)
@require_http_methods(["GET", "POST"])
def enhed_ret(request: Request, pk: int) -> HttpResponse:
    """Name, code and arena of a unit, and what keeps it from being closed."""
    enhed = get_object_or_404(_mine(request).select_related("foraelder", "kommune"), pk=pk)
    nu = tid.nu()
    felter = [f for f in ENHED_FELTER if f.navn != "arena" or len(struktur.ARENAER.get(enhed.type, ())) > 1]
    rettelse = samtidig.laes(
        request,
        lambda **kw: EnhedForm(kommune=enhed.kommune, enhed=enhed, **kw),
        felter,
        {f.navn: getattr(enhed, f.navn) for f in felter},
        samtidig.sidst_rettet(enhed, nu, "opsporing.enhed_rettet"),
    )
    if rettelse.kan_gemmes:
        felter_ny = {n: rettelse.form.cleaned_data[n] for n in ("navn", "kode", "arena")}
        actions.ret_enhed(enhed=enhed, by=request.user, nu=nu, **felter_ny)
        messages.success(request, f"{felter_ny['navn']} er gemt.")
        return redirect("enheder")
    hindringer = [] if enhed.nedlagt_at else actions.hindrer_nedlaeggelse(enhed, nu)
    return render(request, "administration/enhed.html", {"enhed": enhed, "r": rettelse, "hindringer": hindringer})


def _udfoer(request: Request, pk: int, handling: Any, besked: str, nu: datetime) -> HttpResponse:
    enhed = get_object_or_404(_mine(request), pk=pk)
    try:
        handling(enhed=enhed, by=request.user, nu=nu)
    except Denied as afslag:
        messages.error(request, str(afslag))
        return redirect("enhed_ret", pk)
    messages.success(request, f"{enhed} {besked}.")
    return redirect("enheder")


@kraever(Permission.ENHED_ADMINISTRER)
@require_POST
def enhed_nedlaeg(request: Request, pk: int) -> HttpResponse:
    """Close a unit nobody uses."""
    return _udfoer(request, pk, actions.nedlaeg_enhed, "er nedlagt. Det, der er skrevet der, er bevaret", tid.nu())


@kraever(Permission.ENHED_ADMINISTRER)
@require_POST
def enhed_modtager(request: Request, pk: int) -> HttpResponse:
    """Let underretninger go to this part of myndighed from now on."""
    return _udfoer(request, pk, actions.lad_modtage, "modtager underretninger fra nu af", tid.nu())


@kraever(Permission.ENHED_ADMINISTRER)
@require_POST
def enhed_genaabn(request: Request, pk: int) -> HttpResponse:
    """Open a closed unit again."""
    return _udfoer(request, pk, actions.genaabn_enhed, "er åbnet igen", tid.nu())


@kraever(Permission.ENHED_ADMINISTRER)
@require_http_methods(["GET", "POST"])
def kommune(request: Request) -> HttpResponse:
    """Name, contact, data protection officer and duty phone."""
    kommunen, nu = min_kommune(request), tid.nu()
    rettelse = samtidig.laes(
        request,
        KommuneForm,
        KOMMUNE_FELTER,
        {f.navn: getattr(kommunen, f.navn) for f in KOMMUNE_FELTER},
        samtidig.sidst_rettet(kommunen, nu, "opsporing.kommune_rettet"),
    )
    if rettelse.kan_gemmes:
        actions.ret_kommune(kommune=kommunen, by=request.user, nu=nu, **rettelse.form.cleaned_data)
        messages.success(request, "Kommunens oplysninger er gemt.")
        return redirect("kommune")
    return render(request, "administration/kommune.html", {"r": rettelse})
