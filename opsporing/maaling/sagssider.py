"""The measured pages of overgange, meetings and underretninger: the list of each, and the page opened from it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from dialogmoeder.models import Moede, Moedestatus
from opsporing.adgang.roller import Rolle
from opsporing.maaling.kald import FORSKELLIGE, FattesNoget, Kald, Side, Sted
from opsporing.models import Ansaettelse, Kommune
from overgange.models import Overgang, Status
from underretning.models import Modtaget
from underretning.models.modtaget import Modtagetstatus


def sagssider(kommune: Kommune, nu: datetime, steder: Sequence[Sted], lille: Sted, stor: Sted) -> Iterable[Side]:
    """All of them. Raises FattesNoget for a municipality too small to have one of each."""
    yield from _overgange(steder, lille, stor)
    yield from _moeder(steder, lille, stor)
    yield from _underretninger(kommune, nu)


def _mindst_een(raekker: list[Any], hvad: str) -> list[Any]:
    if not raekker:
        raise FattesNoget(f"Der er ingen {hvad}. Prøv med flere børn.")
    return raekker[:FORSKELLIGE]


def _overgange(steder: Sequence[Sted], lille: Sted, stor: Sted) -> Iterable[Side]:
    def liste(s: Sted) -> Kald:
        return Kald(s.leder, reverse("overgange:liste"), "</main>")

    yield Side(
        "Overgange, liste",
        [liste(s) for s in steder],
        [Kald(s.leder, f"/bar/overgange/{s.hus.pk}/", "</table>") for s in steder],
        liste(lille),
        liste(stor),
    )
    alle = [
        (s, o)
        for s in steder
        for o in Overgang.objects.filter(fra_enhed__sti__startswith=s.hus.sti, status=Status.UDFYLDES)
        .select_related("barn")
        .order_by("pk")[:1]
    ]
    fundne = _mindst_een(alle, "overgange, der er begyndt")
    yield Side(
        "Overgang",
        [Kald(s.leder, reverse("overgange:overgang", args=[o.pk]), o.barn.navn) for s, o in fundne],
        [Kald(s.leder, f"/bar/overgang/{o.pk}/", o.barn.navn) for s, o in fundne],
    )


def _moeder(steder: Sequence[Sted], lille: Sted, stor: Sted) -> Iterable[Side]:
    def liste(s: Sted) -> Kald:
        return Kald(s.leder, reverse("dialogmoeder:liste"), "Ressourceteamet")

    yield Side(
        "Møder, liste",
        [liste(s) for s in steder],
        [Kald(s.leder, f"/bar/moeder/{s.hus.pk}/", "</table>") for s in steder],
        liste(lille),
        liste(stor),
    )
    alle = [
        (s, m)
        for s in steder
        for m in Moede.objects.filter(enhed=s.hus, status=Moedestatus.INDKALDT).order_by("pk")[:1]
    ]
    fundne = _mindst_een(alle, "møder, der er indkaldt")
    yield Side(
        "Møde med dagsorden",
        [Kald(s.leder, reverse("dialogmoeder:moede", args=[m.pk]), "</main>") for s, m in fundne],
        [Kald(s.leder, f"/bar/moede/{m.pk}/", "</ol>") for s, m in fundne],
    )


def _underretninger(kommune: Kommune, nu: datetime) -> Iterable[Side]:
    ansatte = Ansaettelse.objects.filter(kommune=kommune, rolle=Rolle.SOCIALRAADGIVER).select_related("user", "enhed")
    hvem = _mindst_een(list(ansatte.order_by("pk")), "socialrådgivere")
    yield Side(
        "Indbakke, socialrådgiver",
        [Kald(a.user, reverse("underretning:indbakke"), "</main>") for a in hvem],
        [Kald(a.user, f"/bar/indbakke/{a.enhed_id}/", "</table>") for a in hvem],
    )
    yield Side(
        "Mine sager, socialrådgiver",
        [Kald(a.user, reverse("underretning:sager"), "</main>") for a in hvem],
        [Kald(a.user, f"/bar/sager/{a.enhed_id}/", "</table>") for a in hvem],
    )
    alle = Modtaget.objects.filter(kommune=kommune, status=Modtagetstatus.VURDERET).select_related("barn", "ansvarlig")
    fundne = _mindst_een(list(alle.order_by("pk")[:FORSKELLIGE]), "underretninger, der er vurderet")
    yield Side(
        "Underretning",
        [Kald(m.ansvarlig, reverse("underretning:modtaget", args=[m.pk]), m.barn.navn) for m in fundne],
        [Kald(m.ansvarlig, f"/bar/underretning/{m.pk}/", m.barn.navn) for m in fundne],
    )
