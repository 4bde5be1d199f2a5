"""The district's courses in groups by what they wait for, and the one next step of a course."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Case, Count, DateField, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse

from adbb.actions import forloeb as forloebene
from adbb.models import Forloeb, Screening, Teamsag, Udfald
from adbb.rules.score import Skridt, Stand
from opsporing.adgang.permissions import Permission, har
from opsporing.alder import Alder
from opsporing.models import Barn, Frist, User
from opsporing.models.sql import DanskSortering
from opsporing.tid import DANMARK, dato

#: Courses that ended so long ago are on the child's page, not in the list.
VISES_EFTER = timedelta(days=60)

VENTER, GENTAG, TEAM, SENERE, FAERDIGE = "venter", "gentag", "team", "senere", "faerdige"
#: In the order they are shown.
TITLER = {
    TEAM: "I det tværfaglige team",
    GENTAG: "Skal ses igen",
    VENTER: "I alderen nu",
    SENERE: "Kommer snart i alderen",
    FAERDIGE: "Afsluttet de sidste to måneder",
}
_NR = {kode: nr for nr, kode in enumerate(TITLER)}


@dataclass(frozen=True, slots=True)
class Raekke:
    """One course in the list. `udfald` is what its newest completed screening came to, in words, `senest` its last day
    while it is open.
    """

    forloeb: Forloeb
    barn: Barn
    alder: Alder
    senest: date | None
    forsinket: bool
    begyndt: bool
    udfald: str


@dataclass(frozen=True, slots=True)
class Gruppe:
    """Courses of a page that wait for the same, first due first; `antal` is how many there are on all pages."""

    kode: str
    titel: str
    raekker: list[Raekke]
    antal: int


def forloeb(user: User, nu: datetime, *, distrikt: int | None = None) -> QuerySet[Any]:
    """The open courses the user may see and those lately ended, each with the number of its group as `gruppe` and the
    day it is due as `dag`; `distrikt` narrows it to one.

    A course has one open deadline of the three kinds, which says where it stands (`actions.forloeb.saet_frister`), so
    that thousands need not be read to show fifty.
    """
    frist = (
        Frist.objects.aabne()
        .filter(anledning=OuterRef("anledning"), kode__in=[forloebene.SCREENING, forloebene.GENTAG, forloebene.TEAM])
        .order_by("forfalder_at")
    )
    gennemfoert = Screening.objects.gaeldende().filter(forloeb=OuterRef("pk"))
    gruppe = Case(
        When(afsluttet_at__isnull=False, then=Value(_NR[FAERDIGE])),
        When(frist_kode=forloebene.TEAM, then=Value(_NR[TEAM])),
        # What could not be assessed is to be seen on another day, by a deadline like the first one's.
        When(Exists(gennemfoert), then=Value(_NR[GENTAG])),
        When(fra__lte=dato(nu), then=Value(_NR[VENTER])),
        default=Value(_NR[SENERE]),
    )
    alle = (
        Forloeb.objects.for_user(user, nu)
        .filter(udgaaet_at=None)
        .exclude(afsluttet_at__lt=nu - VISES_EFTER)
        .annotate(frist_kode=Subquery(frist.values("kode")[:1]))
        .annotate(gruppe=gruppe)
        .annotate(
            dag=Coalesce(
                Subquery(frist.values(den=TruncDate("forfalder_at", tzinfo=DANMARK))[:1], output_field=DateField()),
                F("senest"),
            )
        )
    )
    return alle if distrikt is None else alle.filter(enhed=distrikt)


def antal_pr_gruppe(alle: QuerySet[Any]) -> dict[str, int]:
    """How many of `forloeb` stand in each group that has any, in the order of the list."""
    tal = dict(alle.order_by().values_list("gruppe").annotate(antal=Count("pk")))
    return {kode: tal[nr] for kode, nr in _NR.items() if nr in tal}


def listet(alle: QuerySet[Any], kode: str = "") -> QuerySet[Any]:
    """`forloeb` in the order of the list, with what is shown of each; only one group when `kode` names it."""
    screeninger = Screening.objects.filter(forloeb=OuterRef("pk"))
    if kode:
        alle = alle.filter(gruppe=_NR[kode])
    return (
        alle.select_related("barn", "enhed")
        .annotate(
            begyndt=Exists(screeninger.filter(afsluttet_at=None)),
            udfald=Subquery(screeninger.gaeldende().order_by("-nr", "-pk").values("udfald")[:1]),
            orden=Case(When(gruppe=_NR[SENERE], then=F("fra")), default=F("dag")),
        )
        .order_by(
            "gruppe",
            F("afsluttet_at").desc(),
            "orden",
            DanskSortering("barn__fornavn"),
            DanskSortering("barn__efternavn"),
            "pk",
        )
    )


def grupper(side: Iterable[Any], antal: dict[str, int], nu: datetime) -> list[Gruppe]:
    """A page of `listet` under the headings of its groups."""
    koder = list(TITLER)
    return [
        Gruppe(koder[nr], TITLER[koder[nr]], [_raekke(f, dato(nu)) for f in fundet], antal[koder[nr]])
        for nr, fundet in groupby(side, key=lambda f: f.gruppe)
    ]


def _raekke(forloeb: Any, i_dag: date) -> Raekke:
    senest = None if forloeb.afsluttet_at else forloeb.dag
    return Raekke(
        forloeb=forloeb,
        barn=forloeb.barn,
        alder=forloeb.barn.alder(i_dag),
        senest=senest,
        forsinket=bool(senest and senest < i_dag),
        begyndt=forloeb.begyndt,
        udfald=Udfald(forloeb.udfald).label if forloeb.udfald else "",
    )


@dataclass(frozen=True, slots=True)
class Naeste:
    """The one thing to do in a course, and where."""

    knap: str
    url: str


def naeste_skridt(
    forloeb: Forloeb, staar: Stand, sag: Teamsag | None, aaben: Screening | None, user: User, *, arkiv: bool
) -> Naeste | None:
    """What the filled button on the course's page does; None when there is nothing for this user to do."""
    if arkiv or forloeb.udgaaet_at:
        return None
    if sag and sag.afsluttet_at is None and har(user, Permission.ADBB_TEAM):
        return Naeste("Åbn teamets sag", reverse("adbb:team", args=[forloeb.pk]))
    if not har(user, Permission.ADBB_SCOR):
        return None
    screening = reverse("adbb:screening", args=[forloeb.pk])
    if aaben:
        return Naeste("Fortsæt rettelsen" if aaben.erstatter_id else "Fortsæt ADBB", screening)
    if forloeb.afsluttet_at or staar.skridt in {Skridt.FAERDIG, Skridt.TEAM}:
        return None
    return Naeste("Begynd ADBB" if staar.skridt is Skridt.FOERSTE else "Begynd ny ADBB", screening)
