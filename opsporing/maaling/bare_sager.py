"""Bare pages about overgange, meetings and underretninger: what ours are compared with (`opsporing.maaling.bare`)."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path

from dialogmoeder.models import Deltager, Moede, Punkt
from opsporing.models import Foraeldremyndighed, Frist, Samtykke
from overgange.models import Besoeg, Overgang, Overgangsskema
from underretning.models import Modtaget
from underretning.models.modtaget import Modtagetstatus

#: As many as our list of cases shows.
HOEJST = 100


def _vis(skabelon: str, **indhold: Any) -> HttpResponse:
    return HttpResponse(render_to_string(f"maaling/{skabelon}.html", indhold))


def _aabne_frister(**om: Any) -> Any:
    return Frist.objects.filter(opfyldt_at=None, annulleret_at=None, **om).order_by("forfalder_at")


def overgange(request: HttpRequest, hus: int) -> HttpResponse:
    """The overgange from a house."""
    rows = Overgang.objects.filter(fra_enhed__journalenhed=hus)
    return _vis("overgange", overgange=rows.select_related("barn", "fra_enhed", "til_enhed").order_by("start_den"))


def overgang(request: HttpRequest, pk: int) -> HttpResponse:
    """One overgang: its form, visits, deadlines and answers."""
    row = Overgang.objects.select_related("barn", "fra_enhed", "til_enhed").get(pk=pk)
    return _vis(
        "overgang",
        overgang=row,
        skemaer=Overgangsskema.objects.filter(overgang=row),
        besoeg=Besoeg.objects.filter(overgang=row),
        frister=_aabne_frister(anledning=row.anledning_id),
        foraeldre=Foraeldremyndighed.objects.filter(barn=row.barn_id).select_related("person"),
        samtykker=Samtykke.objects.filter(anledning=row.anledning_id).select_related("person"),
    )


def moeder(request: HttpRequest, hus: int) -> HttpResponse:
    """The meetings of a house."""
    rows = Moede.objects.filter(enhed=hus).select_related("team", "moedeleder").annotate(antal=Count("punkter"))
    return _vis("moeder", moeder=rows.order_by("planlagt_at"))


def moede(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: who comes, and what is on its agenda."""
    row = Moede.objects.select_related("team", "moedeleder").get(pk=pk)
    return _vis(
        "moede",
        moede=row,
        deltagere=Deltager.objects.filter(moede=row).select_related("ansaettelse__user", "ansaettelse__enhed"),
        punkter=Punkt.objects.filter(moede=row).select_related("barn", "forberedes_by").order_by("nr"),
    )


def indbakke(request: HttpRequest, enhed: int) -> HttpResponse:
    """What is not assessed."""
    rows = Modtaget.objects.filter(enhed=enhed, status=Modtagetstatus.MODTAGET)
    return _vis("underretninger", underretninger=_med(rows).order_by("modtaget_at"))


def sager(request: HttpRequest, enhed: int) -> HttpResponse:
    """One's own open cases."""
    rows = Modtaget.objects.filter(enhed=enhed, ansvarlig=request.user.pk).exclude(status=Modtagetstatus.LUKKET)
    return _vis("underretninger", underretninger=_med(rows).order_by("modtaget_at")[:HOEJST])


def _med(rows: Any) -> Any:
    return rows.select_related("barn", "ansvarlig", "anledning").prefetch_related("anledning__frister")


def underretning(request: HttpRequest, pk: int) -> HttpResponse:
    """One underretning: what was written, and what falls due."""
    row = Modtaget.objects.select_related("barn", "ansvarlig", "vurderet_by").get(pk=pk)
    return _vis(
        "underretning",
        underretning=row,
        bilag=row.bilag.all(),
        frister=_aabne_frister(anledning=row.anledning_id),
        foraeldre=Foraeldremyndighed.objects.filter(barn=row.barn_id).select_related("person"),
        tidligere=Modtaget.objects.filter(barn=row.barn_id).exclude(pk=pk),
    )


urlpatterns = [
    path("bar/overgange/<int:hus>/", overgange),
    path("bar/overgang/<int:pk>/", overgang),
    path("bar/moeder/<int:hus>/", moeder),
    path("bar/moede/<int:pk>/", moede),
    path("bar/indbakke/<int:enhed>/", indbakke),
    path("bar/sager/<int:enhed>/", sager),
    path("bar/underretning/<int:pk>/", underretning),
]
