"""The district's courses in groups by what they wait for, and the one next step of a course."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch
from django.urls import reverse

from adbb.actions.forloeb import stand_for
from adbb.models import Forloeb, Screening, Teamsag
from adbb.rules.score import Skridt, Stand
from opsporing.adgang.permissions import Permission, har
from opsporing.alder import Alder
from opsporing.models import Barn, User
from opsporing.tid import dato

#: Courses that ended so long ago are on the child's page, not in the list.
VISES_EFTER = timedelta(days=60)

VENTER, GENTAG, TEAM, SENERE, FAERDIGE = "venter", "gentag", "team", "senere", "faerdige"
TITLER = {
    TEAM: "I det tværfaglige team",
    GENTAG: "Skal ses igen",
    VENTER: "I alderen nu",
    SENERE: "Kommer snart i alderen",
    FAERDIGE: "Afsluttet de sidste to måneder",
}


@dataclass(frozen=True, slots=True)
class Raekke:
    """One course in the list. `nyeste` is its newest completed screening, `senest` its last day while it is open."""

    forloeb: Forloeb
    barn: Barn
    alder: Alder
    senest: date | None
    forsinket: bool
    begyndt: bool
    nyeste: Screening | None


@dataclass(frozen=True, slots=True)
class Gruppe:
    """The courses that wait for the same, first due first."""

    kode: str
    titel: str
    raekker: list[Raekke]


def grupper(user: User, nu: datetime, *, distrikt: int | None = None) -> list[Gruppe]:
    """The open courses the user may see and those lately ended, in three queries; `distrikt` narrows it to one."""
    i_dag = dato(nu)
    alle = (
        Forloeb.objects.for_user(user, nu)
        .filter(udgaaet_at=None)
        .exclude(afsluttet_at__lt=nu - VISES_EFTER)
        .select_related("barn", "enhed", "profilversion")
        .prefetch_related(Prefetch("screeninger", Screening.objects.defer("svar", "felt_rev").order_by("nr", "pk")))
    )
    if distrikt is not None:
        alle = alle.filter(enhed=distrikt)
    fundet: dict[str, list[Raekke]] = defaultdict(list)
    for forloeb in alle:
        screeninger = list(forloeb.screeninger.all())
        gaeldende = [s for s in screeninger if s.afsluttet_at and not s.erstattet_at]
        staar = stand_for(forloeb, gaeldende)
        senest = None if forloeb.afsluttet_at else staar.senest or forloeb.senest
        raekke = Raekke(
            forloeb=forloeb,
            barn=forloeb.barn,
            alder=forloeb.barn.alder(i_dag),
            senest=senest,
            forsinket=bool(senest and senest < i_dag),
            begyndt=any(s.afsluttet_at is None for s in screeninger),
            nyeste=gaeldende[-1] if gaeldende else None,
        )
        fundet[_gruppe(forloeb, staar, i_dag)].append(raekke)
    return [
        Gruppe(kode, titel, sorted(fundet[kode], key=lambda r: _orden(kode, r)))
        for kode, titel in TITLER.items()
        if fundet[kode]
    ]


def _gruppe(forloeb: Forloeb, staar: Stand, i_dag: date) -> str:
    if forloeb.afsluttet_at:
        return FAERDIGE
    if staar.skridt is Skridt.TEAM:
        return TEAM
    if staar.skridt in {Skridt.GENTAG, Skridt.NY_DAG}:
        return GENTAG
    return VENTER if forloeb.fra <= i_dag else SENERE


def _orden(kode: str, raekke: Raekke) -> tuple[float, str]:
    forloeb = raekke.forloeb
    if kode == FAERDIGE and forloeb.afsluttet_at:
        return -forloeb.afsluttet_at.timestamp(), raekke.barn.navn
    dag = forloeb.fra if kode == SENERE else raekke.senest or forloeb.senest
    return float(dag.toordinal()), raekke.barn.navn


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
