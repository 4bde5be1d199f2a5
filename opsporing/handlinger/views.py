"""The pages of an agreement."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe

from opsporing import anledning as anledninger
from opsporing import dansk, konflikt, log, tid
from opsporing.adgang.permissions import Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.arkiv import check_ikke_kun_arkiv, kun_arkiv
from opsporing.handlinger import actions, permissions
from opsporing.handlinger.forms import FoelgOpForm, HandlingForm
from opsporing.models import Anledning, Barn, Handling, Indsatstrin, Laereplanstema, User

FELTER = ("hvad", "ansvarlig", "opfoelgning_den", "indsatstrin", "laereplan")


def _anledning(request: Request, pk: int, nu: datetime) -> Anledning:
    return get_object_or_404(
        # What is agreed on is the unit's; a closed matter is not.
        Anledning.objects.for_user(request.user, nu).filter(lukket=False).select_related("barn__mor", "ejer_enhed"),
        pk=pk,
    )


def _handling(request: Request, pk: int, nu: datetime) -> Handling:
    return get_object_or_404(
        Handling.objects.for_user(request.user, nu).select_related(
            "anledning__ejer_enhed",
            "barn__mor",
            "enhed",
            "ansvarlig",
            "oprettet_by",
            "rettet_by",
            "afsluttet_by",
        ),
        pk=pk,
    )


def _tilbage(request: Request, anledning: Anledning, nu: datetime) -> tuple[str, str]:
    """Where the reader came from: the page of the matter, the child, or today; with the words of the link."""
    side = anledninger.side(anledning)
    if side and anledning.barn:
        _, hvad = anledninger.ord_om(anledning).split(maxsplit=1)
        return side, f"{dansk.stort(hvad)} {'om' if anledning.lukket else 'af'} {anledning.barn.kaldenavn}"
    if side:
        return side, "Tilbage"
    if anledning.barn_id and Barn.objects.for_user(request.user, nu).filter(pk=anledning.barn_id).exists():
        return reverse("barn", args=[anledning.barn_id]), str(anledning.barn)
    return reverse("i_dag"), "I dag"


def _form(
    request: Request,
    anledning: Anledning,
    nu: datetime,
    *,
    data: QueryDict | None = None,
    handling: Handling | None = None,
) -> HandlingForm:
    fortryd = reverse("handling:vis", args=[handling.pk]) if handling else _tilbage(request, anledning, nu)[0]
    initial = (
        {navn: getattr(handling, navn) for navn in FELTER} | {"version": handling.rev} if handling is not None else {}
    )
    return HandlingForm(
        data,
        initial=initial,
        anledning=anledning,
        nu=nu,
        i_dag=tid.dato(nu),
        opfoelgning_dage=request.user.profil.opfoelgning_dage,
        fortryd=fortryd,
        gem="Gem aftalen",
        ansvarlig=handling.ansvarlig if handling else None,
    )


def _vis(
    request: Request,
    skabelon: str,
    anledning: Anledning,
    nu: datetime,
    status: int = 200,
    handling: Handling | None = None,
    **indhold: Any,
) -> HttpResponse:
    """Draw the page and log that it was read."""
    log.record(
        "opsporing.handling_set",
        by=request.user,
        nu=nu,
        barn=anledning.barn_id,
        anledning=anledning,
        objekt=handling,
    )
    url, tekst = _tilbage(request, anledning, nu)
    grund = {
        "anledning": anledning,
        "barn": anledning.barn,
        "handling": handling,
        "tilbage_url": url,
        "tilbage_tekst": tekst,
    }
    return render(request, skabelon, grund | indhold, status=status)


@kraever(Permission.HANDLING_OPRET)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def opret(request: Request, anledning: int) -> HttpResponse:
    """Agree on something in a matter."""
    nu = tid.nu()
    sag = _anledning(request, anledning, nu)
    permissions.check_can_oprette(request.user, sag)
    form = _form(request, sag, nu, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.opret(anledning=sag, by=request.user, nu=nu, **_felter(form))
        except ValidationError as fejl:
            form.add_error(None, fejl)
        else:
            messages.success(request, "Aftalen er gemt. Du bliver mindet om at følge op.")
            return redirect(_tilbage(request, sag, nu)[0])
    return _vis(request, "handling/opret.html", sag, nu, 422 if form.errors else 200, form=form)


@kraever(Permission.HANDLING_OPRET, Permission.BARN_SE)
@require_safe
@transaction.atomic
def vis(request: Request, pk: int) -> HttpResponse:
    """One agreement and how it went."""
    nu = tid.nu()
    handling = _handling(request, pk, nu)
    arkiv = kun_arkiv(request.user, handling.anledning_id, nu)
    return _vis(
        request,
        "handling/vis.html",
        handling.anledning,
        nu,
        handling=handling,
        opfoelgninger=list(handling.opfoelgninger.select_related("registreret_by").order_by("-registreret_at")),
        laereplan=[Laereplanstema(kode).label for kode in handling.laereplan],
        kan_rette=har(request.user, Permission.HANDLING_OPRET)
        and not arkiv
        and permissions.er_hendes_at_rette(request.user, handling),
        kan_foelge_op=har(request.user, Permission.HANDLING_FOELG_OP)
        and not arkiv
        and permissions.er_hendes_at_foelge_op(request.user, handling),
        uden_ansvarlig=actions.hvorfor_uden_ansvarlig(handling),
    )


@kraever(Permission.HANDLING_OPRET)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def ret(request: Request, pk: int) -> HttpResponse:
    """Change what was agreed. Who saves after a colleague sees both versions and chooses."""
    nu = tid.nu()
    handling = _handling(request, pk, nu)
    permissions.check_can_rette(request.user, handling)
    if request.method == "POST":
        return _ret(request, handling, nu)
    form = _form(request, handling.anledning, nu, handling=handling)
    return _vis(request, "handling/ret.html", handling.anledning, nu, form=form, handling=handling)


def _ret(request: Request, handling: Handling, nu: datetime) -> HttpResponse:
    data: QueryDict = request.POST
    felter = _konfliktfelter(handling)
    if any(navn.startswith("konflikt_") for navn in data):
        data = _loest(data, felter, handling)
    form = _form(request, handling.anledning, nu, data=data, handling=handling)
    if not form.is_valid():
        return _vis(request, "handling/ret.html", handling.anledning, nu, 422, form=form, handling=handling)
    rev = form.cleaned_data["version"]
    try:
        actions.ret(handling=handling, rev=-1 if rev is None else rev, by=request.user, nu=nu, **_felter(form))
    except ValidationError as fejl:
        form.add_error(None, fejl)
        return _vis(request, "handling/ret.html", handling.anledning, nu, 422, form=form, handling=handling)
    except actions.Foraeldet as fejl:
        gemt = fejl.handling
        uenighed = konflikt.find(
            felter,
            _som_tekst(_felter(form)),
            _som_tekst({navn: getattr(gemt, navn) for navn in FELTER}),
            hvem=_hvem(gemt),
            hvornaar=localtime(gemt.rettet_at or gemt.oprettet_at),
            version=gemt.rev,
        )
        return _vis(request, "handling/ret.html", handling.anledning, nu, 409, konflikt=uenighed, handling=gemt)
    messages.success(request, "Aftalen er rettet.")
    return redirect("handling:vis", handling.pk)


def _hvem(handling: Handling) -> str:
    return (handling.rettet_by or handling.oprettet_by).fornavn


def _felter(form: HandlingForm) -> dict[str, Any]:
    return {navn: form.cleaned_data[navn] for navn in FELTER}


def _som_tekst(felter: Mapping[str, Any]) -> dict[str, konflikt.Vaerdi]:
    """The values as the form would post them."""
    return {
        "hvad": felter["hvad"],
        "ansvarlig": str(felter["ansvarlig"].pk),
        "opfoelgning_den": felter["opfoelgning_den"].isoformat(),
        "indsatstrin": str(felter["indsatstrin"]),
        "laereplan": sorted(felter["laereplan"]),
    }


def _konfliktfelter(handling: Handling) -> list[konflikt.Felt]:
    kolleger = {str(user.pk): user.navn for user in User.objects.filter(kommune=handling.kommune_id)}
    return [
        konflikt.Felt("hvad", "Hvad gør I?", tekst=True),
        konflikt.Felt("ansvarlig", "Hvem sørger for det?", ordene=kolleger),
        konflikt.Felt("opfoelgning_den", "Hvornår følger I op?", ordene=konflikt.Datoer()),
        konflikt.Felt("indsatstrin", "Trin på indsatstrappen", ordene={str(t.value): t.label for t in Indsatstrin}),
        konflikt.Felt("laereplan", "Læreplan", ordene=dict(Laereplanstema.choices)),
    ]


def _loest(data: QueryDict, felter: list[konflikt.Felt], handling: Handling) -> QueryDict:
    """What the writer chose in the panel and what was the same, put together as if it had been written in the form."""
    gemt = _som_tekst({navn: getattr(handling, navn) for navn in FELTER})
    samlet = QueryDict(mutable=True)
    samlet["version"] = data.get("version", "")
    for navn, vaerdi in {**gemt, **konflikt.loes(felter, dict(data.lists()), gemt)}.items():
        samlet.setlist(navn, [vaerdi] if isinstance(vaerdi, str) else list(vaerdi or ()))
    return samlet


@kraever(Permission.HANDLING_FOELG_OP)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def foelg_op(request: Request, pk: int) -> HttpResponse:
    """Tell how it went; then a new date, or the end of it."""
    nu = tid.nu()
    handling = _handling(request, pk, nu)
    check_ikke_kun_arkiv(request.user, handling.anledning_id, nu)
    permissions.check_hendes(permissions.er_hendes_at_foelge_op(request.user, handling))
    if handling.afsluttet_at and request.method == "GET":
        return redirect("handling:vis", handling.pk)
    form = FoelgOpForm(
        request.POST if request.method == "POST" else None,
        initial={"version": handling.rev},
        i_dag=tid.dato(nu),
        opfoelgning_dage=request.user.profil.opfoelgning_dage,
        fortryd=reverse("handling:vis", args=[handling.pk]),
    )
    imens = None
    if request.method == "POST" and form.is_valid():
        try:
            _foelg_op(request, handling, form, nu)
        except permissions.Denied as nej:
            form.add_error(None, f"{nej} Det, du har skrevet, står her stadig.")
        except ValidationError as fejl:
            form.add_error("naeste_den", fejl.messages)
        except actions.Foraeldet as foraeldet:
            handling = foraeldet.handling
            # What a colleague wrote is kept in its own row; the writer reads it and saves hers beside it.
            form.data = {**request.POST.dict(), "version": str(handling.rev)}
            imens = f"{_hvem(handling)} har gemt noget i aftalen, mens du skrev. Læs det herunder, og gem så igen."
            form.add_error(None, imens)
        else:
            return redirect("handling:vis", handling.pk)
    return _vis(
        request,
        "handling/foelg_op.html",
        handling.anledning,
        nu,
        409 if imens else 422 if form.errors else 200,
        form=form,
        handling=handling,
        opfoelgninger=list(handling.opfoelgninger.select_related("registreret_by").order_by("-registreret_at")),
    )


def _foelg_op(request: Request, handling: Handling, form: FoelgOpForm, nu: datetime) -> None:
    svar = form.cleaned_data
    actions.foelg_op(
        handling=handling,
        virkning=svar["virkning"],
        tekst=svar["tekst"],
        naeste_den=svar["naeste_den"],
        rev=svar["version"],
        by=request.user,
        nu=nu,
    )
    messages.success(
        request, "Opfølgningen er gemt." if svar["naeste_den"] else "Opfølgningen er gemt, og aftalen er afsluttet."
    )
