"""Bare Django pages over the same rows: a plain query for each kind of row, a plain template, and nothing besides.

They have no access check beyond being signed in, leave no line in the log and hold no menu: what the measured pages are
compared with, and addresses in the benchmark's own process only.
"""

import json
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import include, path
from django.views.decorators.http import require_POST

from adbb.models import Forloeb, Screening, Teamsag
from opsporing import tid
from opsporing.fristtyper import HANDLING_OPFOELGNING
from opsporing.models import Barn, Foraeldremyndighed, Frist, Handling, Orientering, Paamindelse, Tilknytning
from opsporing.skemaer.versioner import definition_for, uden_tekst
from trivsel.models import EgenVurdering, Vurdering

#: As many rows as our lists show on a page.
PR_SIDE = 50
#: So long a family is new to a district.
NY = timedelta(days=60)


def _vis(skabelon: str, **indhold: Any) -> HttpResponse:
    return HttpResponse(render_to_string(f"maaling/{skabelon}.html", indhold))


def i_dag(request: HttpRequest, enhed: int) -> HttpResponse:
    """Open deadlines of a stue that are the person's or nobody's, and reminders."""
    rows = Frist.objects.filter(enhed=enhed, opfyldt_at=None, annulleret_at=None)
    rows = rows.filter(Q(ansvarlig=None) | Q(ansvarlig=request.user.pk))
    return _vis(
        "i_dag",
        frister=rows.select_related("anledning__barn", "enhed").order_by("forfalder_at"),
        paamindelser=_paamindelser(request),
    )


def hus_i_dag(request: HttpRequest, hus: int) -> HttpResponse:
    """Open follow-ups of a house, and reminders."""
    rows = Frist.objects.filter(enhed__foraelder=hus, kode=HANDLING_OPFOELGNING, opfyldt_at=None, annulleret_at=None)
    return _vis(
        "i_dag",
        frister=rows.select_related("anledning__barn", "enhed").order_by("forfalder_at"),
        paamindelser=_paamindelser(request),
    )


def _paamindelser(request: HttpRequest) -> Any:
    rows = Paamindelse.objects.filter(modtager=request.user.pk, set_at=None)
    return rows.select_related("frist__anledning__barn", "frist__enhed").order_by("forfalder_at")


def forsinkede(request: HttpRequest, hus: int) -> HttpResponse:
    """Deadlines of a house that are over."""
    return _vis("frister", frister=_forsinkede(hus)[:PR_SIDE])


def _forsinkede(hus: int) -> Any:
    rows = Frist.objects.filter(enhed__foraelder=hus, forfalder_at__lt=tid.nu(), opfyldt_at=None, annulleret_at=None)
    return rows.select_related("anledning__barn", "enhed").order_by("forfalder_at")


def stue(request: HttpRequest, enhed: int) -> HttpResponse:
    """Vurderinger of a stue in the open round."""
    rows = Vurdering.objects.filter(enhed=enhed, runde__lukket_at=None)
    return _vis("vurderinger", vurderinger=rows.select_related("barn", "enhed").order_by("barn__fornavn"))


def hus(request: HttpRequest, hus: int) -> HttpResponse:
    """Vurderinger of a house in the open round, its deadlines that are over, and its open agreements."""
    vurderinger = Vurdering.objects.filter(enhed__foraelder=hus, runde__lukket_at=None)
    return _vis(
        "hus",
        vurderinger=vurderinger.select_related("barn", "enhed").order_by("barn__fornavn"),
        frister=_forsinkede(hus),
        handlinger=Handling.objects.filter(enhed__foraelder=hus, afsluttet_at=None).select_related("barn", "ansvarlig"),
    )


def hus_side(request: HttpRequest, hus: int) -> HttpResponse:
    """The first page of the same, those not concluded."""
    rows = Vurdering.objects.filter(enhed__foraelder=hus, runde__lukket_at=None, afsluttet_at=None)
    return _vis("vurderinger", vurderinger=rows.select_related("barn", "enhed").order_by("barn__fornavn")[:PR_SIDE])


def barn(request: HttpRequest, barn: int) -> HttpResponse:
    """What there is about a child: a query for each kind of row that ours shows."""
    return _vis(
        "barn",
        barn=Barn.objects.get(pk=barn),
        foraeldre=Foraeldremyndighed.objects.filter(barn=barn).select_related("person"),
        steder=Tilknytning.objects.filter(barn=barn).select_related("enhed"),
        vurderinger=Vurdering.objects.filter(barn=barn).select_related("enhed").order_by("oprettet_at"),
        handlinger=Handling.objects.filter(barn=barn).select_related("ansvarlig"),
        frister=Frist.objects.filter(anledning__barn=barn, opfyldt_at=None, annulleret_at=None),
        orienteringer=Orientering.objects.filter(barn=barn).select_related("person"),
    )


def handlinger(request: HttpRequest, hus: int) -> HttpResponse:
    """Agreements of a house."""
    rows = Handling.objects.filter(enhed__foraelder=hus).select_related("barn", "ansvarlig")
    return _vis("handlinger", handlinger=rows.order_by("opfoelgning_den")[:PR_SIDE])


def boern(request: HttpRequest, sti: str) -> HttpResponse:
    """Children enrolled below a unit; with `q` those whose first name begins so."""
    rows = Barn.objects.filter(tilknytninger__enhed__sti__startswith=sti, tilknytninger__til=None)
    if q := request.GET.get("q"):
        rows = rows.filter(fornavn__istartswith=q)
    return _vis("boern", boern=rows.order_by("fornavn", "efternavn")[:PR_SIDE])


def egen(request: HttpRequest, pk: int) -> HttpResponse:
    """One own view as a plain Django form: a group of radio buttons for each tegn."""
    fundet = EgenVurdering.objects.select_related("vurdering__barn", "skemaversion")
    row = fundet.defer(*uden_tekst("skemaversion")).get(pk=pk)
    definition = definition_for(row.skemaversion).for_alder(row.vurdering.alder_mdr)
    formular = forms.Form(initial=row.svar)
    for sektion in definition.dimensioner:
        for felt in sektion.tegn:
            formular.fields[felt.kode] = forms.ChoiceField(
                label=felt.tekst, help_text=felt.hjaelp, choices=list(felt.ankre.items()), widget=forms.RadioSelect
            )
    return _vis("egen", egen=row, formular=formular)


@require_POST
def egen_gem(request: HttpRequest, pk: int) -> JsonResponse:
    """Save one answer in an own view."""
    row = EgenVurdering.objects.get(pk=pk)
    row.svar |= json.loads(request.body)["felter"]
    row.rev += 1
    row.save(update_fields=["svar", "rev"])
    return JsonResponse({"rev": row.rev})


def adbb_dag(request: HttpRequest, distrikter: str) -> HttpResponse:
    """Open deadlines, courses and vurderinger of a district (or all below a unit), its newcomers, and reminders."""
    frister = Frist.objects.filter(enhed__sti__startswith=distrikter, opfyldt_at=None, annulleret_at=None)
    vurderinger = Vurdering.objects.filter(enhed__sti__startswith=distrikter, afsluttet_at=None, udgaaet_at=None)
    nye = Tilknytning.objects.filter(enhed__sti__startswith=distrikter, fra__gte=tid.nu() - NY)
    return _vis(
        "adbb_dag",
        frister=frister.select_related("anledning__barn", "enhed").order_by("forfalder_at"),
        forloeb=_forloeb(distrikter),
        vurderinger=vurderinger.select_related("barn", "enhed").order_by("barn__fornavn"),
        nye=nye.select_related("barn"),
        paamindelser=_paamindelser(request),
    )


def adbb_liste(request: HttpRequest, distrikter: str) -> HttpResponse:
    """Open courses of a district with their screenings, the first page of them."""
    return _vis("adbb_liste", forloeb=_forloeb(distrikter)[:PR_SIDE])


def adbb_alle(request: HttpRequest, distrikter: str) -> HttpResponse:
    """All of them, as what a page that counts them would read."""
    return _vis("adbb_liste", forloeb=_forloeb(distrikter))


def _forloeb(distrikter: str) -> Any:
    rows = Forloeb.objects.filter(enhed__sti__startswith=distrikter, afsluttet_at=None, udgaaet_at=None)
    return rows.select_related("barn", "enhed").prefetch_related("screeninger").order_by("senest")


def adbb_forloeb(request: HttpRequest, pk: int) -> HttpResponse:
    """One course: its screenings, the team's case and what was agreed."""
    row = Forloeb.objects.select_related("barn", "enhed").get(pk=pk)
    return _vis(
        "adbb_forloeb",
        forloeb=row,
        screeninger=row.screeninger.select_related("afsluttet_by").order_by("nr"),
        sager=Teamsag.objects.filter(forloeb=row),
        handlinger=Handling.objects.filter(anledning=row.anledning_id).select_related("ansvarlig"),
    )


def adbb_screening(request: HttpRequest, pk: int) -> HttpResponse:
    """One screening as a plain Django form."""
    row = (
        Screening.objects.select_related("forloeb__barn", "skemaversion").defer(*uden_tekst("skemaversion")).get(pk=pk)
    )
    formular = forms.Form(initial=row.svar)
    for felt in definition_for(row.skemaversion).felter:
        valg = [(en.kode, en.tekst) for en in felt.valg]
        formular.fields[felt.kode] = (
            forms.ChoiceField(label=felt.tekst, choices=valg, widget=forms.RadioSelect)
            if valg
            else forms.CharField(label=felt.tekst, help_text=felt.hjaelp)
        )
    return _vis("adbb_screening", screening=row, formular=formular)


@require_POST
def adbb_gem(request: HttpRequest, pk: int) -> JsonResponse:
    """Save one answer in a screening."""
    row = Screening.objects.get(pk=pk)
    row.svar |= json.loads(request.body)["felter"]
    row.rev += 1
    row.save(update_fields=["svar", "rev"])
    return JsonResponse({"rev": row.rev})


urlpatterns = [
    path("bar/adbb/dag/<str:distrikter>/", adbb_dag),
    path("bar/adbb/liste/<str:distrikter>/", adbb_liste),
    path("bar/adbb/alle/<str:distrikter>/", adbb_alle),
    path("bar/adbb/<int:pk>/", adbb_forloeb),
    path("bar/adbb/screening/<int:pk>/", adbb_screening),
    path("bar/adbb/screening/<int:pk>/gem/", adbb_gem),
    path("bar/i-dag/<int:enhed>/", i_dag),
    path("bar/hus/<int:hus>/i-dag/", hus_i_dag),
    path("bar/hus/<int:hus>/forsinkede/", forsinkede),
    path("bar/stue/<int:enhed>/", stue),
    path("bar/hus/<int:hus>/", hus),
    path("bar/hus/<int:hus>/side/", hus_side),
    path("bar/barn/<int:barn>/", barn),
    path("bar/hus/<int:hus>/handlinger/", handlinger),
    path("bar/boern/<str:sti>/", boern),
    path("bar/egen/<int:pk>/", egen),
    path("bar/egen/<int:pk>/gem/", egen_gem),
    path("", include("opsporing.maaling.bare_sager")),
    path("", include("opsporing.urls")),
]

handler403 = "opsporing.adgang.fejl.afvist"
