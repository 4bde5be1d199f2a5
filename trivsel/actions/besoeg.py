"""Sundhedsplejens first trivselsvurdering, made with the parents at the last ordinary visit: opened as children grow.

Fredensborg makes it at 8-10 months; the ages are the municipality's (`Praksisprofil.besoegsvurdering`).
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from opsporing.alder import aldersvindue, plus_maaneder
from opsporing.models import Arena, Barn, Kommune, Skemaversion, Tilknytning, User
from opsporing.orientering.status import mangler_orientering
from opsporing.profil import Praksisprofil, profil_for
from opsporing.tid import dato
from trivsel.actions.oprettelse import NyVurdering, opret_vurderinger
from trivsel.actions.runder import skemakode
from trivsel.faelles import slutskema
from trivsel.models import Vurdering

#: A family that comes when the window is about to close gets at least this many days.
MINDST_DAGE = 14
#: A birth date may be so many days from what months alone would say.
SLAEK = timedelta(days=4)


@transaction.atomic
def tag_ind(*, kommune: Kommune, nu: datetime, boern: Collection[int] | None = None) -> int:
    """Open a vurdering for each child of the districts that has the age and no vurdering for it; `boern` narrows it.

    A child that has one under way gets no second, nor does one whose vurdering was concluded at that age, so it is
    safe to repeat. Gives how many were opened: none where the profile asks for none, or no form is published.
    """
    profil = profil_for(kommune)
    if not profil.besoegsvurdering:
        return 0
    indskrevne = _uden_vurdering(kommune, profil, nu)
    if boern is not None:
        indskrevne = indskrevne.filter(barn__in=list(boern))
    fundne = list(indskrevne.values_list("barn_id", flat=True))
    if not fundne:
        return 0
    # Two who look at the same moment wait for each other here, and the second finds what the first has made.
    laaste = Barn.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=fundne).order_by("pk")
    indskrevne = indskrevne.filter(barn__in=[barn.pk for barn in laaste]).select_related("barn", "enhed")
    i_dag = dato(nu)
    nye: dict[int, NyVurdering] = {}
    for tilknytning in indskrevne.order_by("barn_id", "fra"):
        barn = tilknytning.barn
        senest = _senest(barn, profil, i_dag)
        if senest is not None:
            nye[barn.pk] = NyVurdering(barn, tilknytning.enhed, barn.alder_mdr(i_dag) or 0, senest)
    return _opret(kommune, profil, list(nye.values()), nu)


def _uden_vurdering(kommune: Kommune, profil: Praksisprofil, nu: datetime) -> QuerySet[Tilknytning]:
    """The districts' children of about the age; wide by some days."""
    fra_mdr, til_mdr = profil.besoegsvurdering["fra_mdr"], profil.besoegsvurdering["til_mdr"]
    i_dag = dato(nu)
    har = Vurdering.objects.filter(
        Q(afsluttet_at=None) | Q(alder_mdr__gte=fra_mdr),
        barn=OuterRef("barn"),
        arena=Arena.SUNDHEDSPLEJE,
        udgaaet_at=None,
        enhed__journalenhed=OuterRef("enhed__journalenhed"),
    )
    aldre = (plus_maaneder(i_dag, -(til_mdr + 1)) - SLAEK, plus_maaneder(i_dag, -fra_mdr) + SLAEK)
    return (
        Tilknytning.objects.gaeldende(nu)
        .indskrivninger()
        .filter(kommune=kommune, enhed__arena=Arena.SUNDHEDSPLEJE, barn__foedt_den__range=aldre)
        .exclude(Exists(har))
    )


def _senest(barn: Barn, profil: Praksisprofil, i_dag: date) -> date | None:
    """The day it falls due; None for a child that does not have the age today."""
    if barn.foedt_den is None:
        return None
    fra, til = aldersvindue(barn.foedt_den, profil.besoegsvurdering["fra_mdr"], profil.besoegsvurdering["til_mdr"])
    return max(til, i_dag + timedelta(days=MINDST_DAGE)) if fra <= i_dag <= til else None


def _opret(kommune: Kommune, profil: Praksisprofil, nye: list[NyVurdering], nu: datetime) -> int:
    skema = Skemaversion.objects.gaeldende(skemakode(Arena.SUNDHEDSPLEJE), kommune)
    slut = Skemaversion.objects.gaeldende(slutskema(Arena.SUNDHEDSPLEJE, profil), kommune)
    if skema is None or slut is None:
        return 0
    vurderinger = opret_vurderinger(
        nye=nye,
        runde=None,
        skemaversion=skema,
        faelles_skemaversion=slut,
        profilversion=kommune.profil,
        profil=profil,
        faelles_den=dato(nu) + timedelta(days=MINDST_DAGE),
        uden_orientering=mangler_orientering(nye) if profil.orientering_kraeves else set(),
        nu=nu,
    )
    return len(vurderinger)


def foelg_boern(*, boern: Collection[int], by: User | None, nu: datetime) -> None:
    """Give newcomers (primary keys) of the age their vurdering at once."""
    distrikter = Tilknytning.objects.gaeldende(nu).indskrivninger().filter(enhed__arena=Arena.SUNDHEDSPLEJE)
    kommuner = set(distrikter.filter(barn__in=boern).values_list("kommune", flat=True))
    for kommune in Kommune.objects.filter(pk__in=kommuner).select_related("profil"):
        tag_ind(kommune=kommune, nu=nu, boern=boern)


def ajourfoer(*, nu: datetime) -> None:
    """Let children grow into the age. Safe at any moment."""
    for kommune in Kommune.objects.select_related("profil"):
        tag_ind(kommune=kommune, nu=nu)
