"""ADBB on the child's page, for sundhedsplejen alone: its courses with their next step, and what happened in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse

from adbb.models import Forloeb, Screening, Teamsag, Udfald
from adbb.oversigt import naeste_skridt
from adbb.permissions import profil_for_forloeb
from adbb.rules.score import Gennemfoert, Handlevej, Skridt, Stand, stand
from adbb.rules.vinduer import alder_passer
from opsporing import dansk
from opsporing.adgang.permissions import Permission, har
from opsporing.models import Arena, Barn, Spaerring, Tilknytning, User

#: Deadlines that stand with their course instead of among the other open things.
STAAR_VED_FORLOEBET = frozenset({"adbb.screening", "adbb.gentag", "adbb.team"})


@dataclass(frozen=True, slots=True)
class Linje:
    """One course: its visit, where it stands as a shape and in words, and the one thing to do about it."""

    anledning: int
    navn: str
    url: str
    tilstand: str
    ord: str
    forsinket: bool
    knap: str
    knap_url: str


@dataclass(frozen=True, slots=True)
class Kort:
    """The card: the courses, newest first, and whether one can be begun outside the visits."""

    linjer: list[Linje]
    kan_begynde: bool


@dataclass(frozen=True, slots=True)
class Sket:
    """One thing that happened, for the timeline. Never a sum."""

    hvornaar: datetime
    titel: str
    tekst: str
    url: str


def laes(barn: Barn, user: User, nu: datetime) -> list[Any]:
    """The child's courses that are open to the user, in one query; none for anybody outside sundhedsplejen."""
    if not har(user, Permission.ADBB_SE):
        return []
    screeninger = Screening.objects.filter(forloeb=OuterRef("pk"), erstattet_at=None).order_by("nr", "pk")
    felter = JSONObject(
        pk="pk",
        den="observeret_den",
        over="over",
        udfald="udfald",
        faerdig="afsluttet_at",
        hvem="afsluttet_by__navn",
        erstatter="erstatter_id",
    )
    return list(
        Forloeb.objects.for_user(user, nu)
        .filter(barn=barn)
        .select_related("profilversion", "teamsag__afsluttet_by")
        .annotate(
            screeninger_json=ArraySubquery(screeninger.values(json=felter)),
            spaerret=Exists(Spaerring.objects.filter(anledning=OuterRef("anledning"), ophaevet_at=None)),
        )
        .order_by("-fra", "-pk")
    )


def kort(forloeb: list[Any], barn: Barn, steder: list[Tilknytning], user: User, i_dag: date) -> Kort | None:
    """The card; None where there is no course and none can be begun."""
    kan_begynde = (
        har(user, Permission.ADBB_SCOR)
        and barn.foedt_den is not None
        and alder_passer(barn.foedt_den, i_dag)
        and any(t.enhed.arena == Arena.SUNDHEDSPLEJE for t in steder)
        and not any(f.fra <= i_dag and f.afsluttet_at is None and f.udgaaet_at is None for f in forloeb)
    )
    if not forloeb and not kan_begynde:
        return None
    return Kort([_linje(et, user, i_dag) for et in forloeb], kan_begynde)


def _gaeldende(forloeb: Any) -> list[dict[str, Any]]:
    return [s for s in forloeb.screeninger_json if s["faerdig"]]


def _teamsag(forloeb: Any) -> Teamsag | None:
    return getattr(forloeb, "teamsag", None)


def _linje(forloeb: Any, user: User, i_dag: date) -> Linje:
    gaeldende = _gaeldende(forloeb)
    profil = profil_for_forloeb(forloeb)
    staar = stand(
        [Gennemfoert(date.fromisoformat(s["den"]), s["over"]) for s in gaeldende],
        Handlevej(profil.adbb_gentag_dage, profil.adbb_team_dage),
    )
    begyndt = next((s for s in forloeb.screeninger_json if not s["faerdig"]), None)
    aaben = Screening(pk=begyndt["pk"], erstatter_id=begyndt["erstatter"]) if begyndt else None
    naeste = naeste_skridt(forloeb, staar, _teamsag(forloeb), aaben, user, arkiv=False)
    tilstand, ord_, senest = _hvor(forloeb, staar, gaeldende, i_dag, begyndt=begyndt is not None)
    return Linje(
        anledning=forloeb.anledning_id,
        navn=forloeb.navn,
        url=reverse("adbb:forloeb", args=[forloeb.pk]),
        tilstand=tilstand,
        ord=ord_,
        forsinket=senest is not None and senest < i_dag,
        knap=naeste.knap if naeste and forloeb.fra <= i_dag else "",
        knap_url=naeste.url if naeste else "",
    )


def _hvor(
    forloeb: Any, staar: Stand, gaeldende: list[dict[str, Any]], i_dag: date, *, begyndt: bool
) -> tuple[str, str, date | None]:
    """State, words, and the last day while something waits."""
    if forloeb.udgaaet_at:
        return "stop", "Lukket, fordi barnet er flyttet eller blevet for stort", None
    if forloeb.undladt_grund:
        return "stop", "Ikke lavet", None
    if forloeb.afsluttet_at:
        udfald = f", {Udfald(gaeldende[-1]['udfald']).label}" if gaeldende else ""
        return "done", f"Færdig{udfald}", None
    senest = staar.senest or forloeb.senest
    dag = dansk.kort_dato_aar(senest) if senest.year != i_dag.year else dansk.kort_dato(senest)
    if staar.skridt is Skridt.TEAM:
        return "half", f"I det tværfaglige team, senest {dag}", senest
    if staar.skridt is Skridt.GENTAG:
        return "half", f"Gentages senest {dag}", senest
    if staar.skridt is Skridt.NY_DAG:
        return "half", f"Kunne ikke vurderes. Ny dag senest {dag}", senest
    if forloeb.fra > i_dag:
        return "none", f"I alderen fra {dansk.kort_dato_aar(forloeb.fra)}", None
    return "half" if begyndt else "ready", f"{'Begyndt' if begyndt else 'I alderen'}, senest {dag}", senest


def sket(forloeb: list[Any]) -> Iterator[Sket]:
    """What happened in the courses, for the timeline."""
    for et in forloeb:
        ved, url = dansk.lille(et.navn), reverse("adbb:forloeb", args=[et.pk])
        gentages = False
        for s in _gaeldende(et):
            rettet = " Rettet." if s["erstatter"] else ""
            yield Sket(
                datetime.fromisoformat(s["faerdig"]),
                f"ADBB{' gentaget' if gentages else ''}, {ved}",
                f"{s['hvem']}.{rettet}",
                reverse("adbb:screening_vis", args=[et.pk, s["pk"]]),
            )
            gentages = gentages or bool(s["over"])
        sag = _teamsag(et)
        if sag and sag.afsluttet_at:
            hvem = f"{sag.afsluttet_by.navn}." if sag.afsluttet_by else ""
            yield Sket(sag.afsluttet_at, "Tværfagligt team efter ADBB", hvem, url)
        if et.undladt_grund:
            yield Sket(et.afsluttet_at, f"ADBB ikke lavet, {ved}", et.undladt_grund, url)
        elif et.udgaaet_at:
            yield Sket(et.udgaaet_at, f"ADBB ikke nået, {ved}", "", url)
