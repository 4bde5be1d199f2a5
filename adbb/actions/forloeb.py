"""Courses: made before a child reaches the age, following it between districts, gone when it has left."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from adbb.models import Forloeb, Screening
from adbb.permissions import check_alder, check_can_undlade, profil_for_forloeb
from adbb.rules.score import Gennemfoert, Handlevej, Skridt, Stand, stand
from adbb.rules.vinduer import HOEJST_MDR, Besoeg, alder_passer, senest, vindue
from opsporing import alder, log
from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.frister import actions as frister
from opsporing.frister.actions import oejeblik
from opsporing.models import Anledning, Arena, Barn, Enhed, Frist, Kommune, Tilknytning, User
from opsporing.orientering.status import Sted, mangler_orientering
from opsporing.profil import Praksisprofil, profil_for
from opsporing.tid import dato

KODE = "adbb.forloeb"
SCREENING, GENTAG, TEAM = "adbb.screening", "adbb.gentag", "adbb.team"
ORIENTERING, RESULTAT, HANDLING = "adbb.orientering", "adbb.resultat", "adbb.handling"

#: A course comes into being so long before the child has the age, so that visits can be planned.
SES_FREM = timedelta(days=42)


def besoeg_i(profil: Praksisprofil) -> list[Besoeg]:
    """The visits at which the municipality sees every child."""
    return [Besoeg(b["kode"], b["navn"], b["fra_mdr"], b["til_mdr"]) for b in profil.adbb_besoeg]


@dataclass(frozen=True, slots=True)
class NytForloeb:
    """A course to be made."""

    barn: Barn
    enhed: Enhed
    besoeg: str
    navn: str
    fra: date
    senest: date


def _opret(nye: list[NytForloeb], *, kommune: Kommune, profil: Praksisprofil, nu: datetime) -> list[Forloeb]:
    """Make courses with their matters and first deadlines, in a handful of queries."""
    anledninger = Anledning.objects.bulk_create(
        Anledning(
            kommune=kommune,
            ejer_enhed_id=ny.enhed.journalenhed_id or ny.enhed.pk,
            barn=ny.barn,
            kode=KODE,
            oprettet_at=nu,
        )
        for ny in nye
    )
    forloeb = Forloeb.objects.bulk_create(
        Forloeb(
            kommune=kommune,
            anledning=anledning,
            barn=ny.barn,
            enhed=ny.enhed,
            besoeg=ny.besoeg,
            navn=ny.navn,
            fra=ny.fra,
            senest=ny.senest,
            profilversion_id=kommune.profil_id,
            oprettet_at=nu,
        )
        for ny, anledning in zip(nye, anledninger, strict=True)
    )
    uden = mangler_orientering([Sted(ny.barn, ny.enhed) for ny in nye]) if profil.orientering_kraeves else set()
    raekker = []
    for et in forloeb:
        raekker.append(_frist(et, SCREENING, et.senest, nu))
        if et.barn_id in uden:
            raekker.append(_frist(et, ORIENTERING, max(et.fra, dato(nu)), nu))
    Frist.objects.bulk_create(raekker)
    log.record_mange(
        "adbb.forloeb_oprettet",
        ({"barn": et.barn_id, "anledning": et.anledning_id, "objekt": et} for et in forloeb),
        by=None,
        nu=nu,
        kommune=kommune,
    )
    return forloeb


def _frist(forloeb: Forloeb, kode: str, den: date, nu: datetime) -> Frist:
    forfalder_at, heldag = oejeblik(den)
    return Frist(
        kommune_id=forloeb.kommune_id,
        kode=kode,
        anledning_id=forloeb.anledning_id,
        enhed_id=forloeb.enhed_id,
        forfalder_at=forfalder_at,
        heldag=heldag,
        oprettet_at=nu,
    )


def tag_ind(*, kommune: Kommune, nu: datetime, boern: Collection[int] | None = None) -> int:
    """Give every child of the districts the courses it is, or soon will be, old enough for; `boern` narrows it.

    Covered are children born and registered in sundhedsplejen now, with a CPR number or without. A child that moved in
    late in a window gets some days; one whose window had passed when it came gets nothing by itself.
    """
    profil = profil_for(kommune)
    i_dag = dato(nu)
    indskrevne = (
        Tilknytning.objects.gaeldende(nu)
        .indskrivninger()
        .filter(kommune=kommune, enhed__arena=Arena.SUNDHEDSPLEJE, barn__foedt_den__isnull=False)
        .select_related("barn", "enhed")
        .order_by("barn_id", "fra")
    )
    if boern is not None:
        indskrevne = indskrevne.filter(barn__in=list(boern))
    nye: list[NytForloeb] = []
    alle_besoeg = besoeg_i(profil)
    foer = _ved_tidligere_besoeg(kommune, [b.kode for b in alle_besoeg], i_dag)
    for besoeg in alle_besoeg:
        yngst, aeldst = _foedt_mellem(besoeg, i_dag)
        har = Forloeb.objects.filter(barn=OuterRef("barn"), besoeg=besoeg.kode, udgaaet_at=None)
        fundet = {}
        for t in indskrevne.filter(barn__foedt_den__range=(aeldst, yngst)).exclude(Exists(har)):
            ny = _nyt(t, besoeg, i_dag)
            if ny and not _er_set(ny, foer[t.barnets_nr]):
                fundet[t.barn_id] = ny
        nye += fundet.values()
    return len(_opret(nye, kommune=kommune, profil=profil, nu=nu)) if nye else 0


def _foedt_mellem(besoeg: Besoeg, i_dag: date) -> tuple[date, date]:
    """The youngest and the oldest birth date that can be in, or soon come into, the window; wide by some days."""
    yngst = alder.plus_maaneder(i_dag + SES_FREM, -besoeg.fra_mdr) + timedelta(days=4)
    aeldst = alder.plus_maaneder(i_dag, -(besoeg.til_mdr + 1)) - timedelta(days=4)
    return yngst, aeldst


def _ved_tidligere_besoeg(kommune: Kommune, koder: list[str], i_dag: date) -> dict[int, list[tuple[date, date]]]:
    """First and last day of each child's courses at visits the municipality has since given other ages."""
    fundet: dict[int, list[tuple[date, date]]] = defaultdict(list)
    raekker = (
        Forloeb.objects.filter(kommune=kommune, udgaaet_at=None)
        .filter(barn__foedt_den__gte=alder.plus_maaneder(i_dag, -(HOEJST_MDR + 1)))
        .exclude(besoeg="")
        .exclude(besoeg__in=koder)
    )
    for barn, fra, til in raekker.values_list("barn_id", "fra", "senest"):
        fundet[barn].append((fra, til))
    return fundet


def _er_set(ny: NytForloeb, foer: list[tuple[date, date]]) -> bool:
    """Whether the child has a course at about that age already, from before the visits were changed."""
    return any(fra <= ny.senest and ny.fra <= til for fra, til in foer)


def _nyt(t: Tilknytning, besoeg: Besoeg, i_dag: date) -> NytForloeb | None:
    if t.barn.foedt_den is None:
        return None
    ramme = vindue(t.barn.foedt_den, besoeg)
    kom = dato(t.fra)
    if not ramme.fra - SES_FREM <= i_dag <= ramme.til or kom > ramme.til:
        return None
    return NytForloeb(t.barn, t.enhed, besoeg.kode, besoeg.navn, ramme.fra, senest(t.barn.foedt_den, besoeg, kom))


@transaction.atomic
def begynd(*, barn: Barn, enhed: Enhed, by: User, nu: datetime) -> Forloeb:
    """Begin a course outside the visits, because somebody wonders or the family has just come. An open one whose window
    has come is used instead. Raises Denied outside the ages of the method.
    """
    kraev(by, Permission.ADBB_SCOR)
    i_dag = dato(nu)
    Barn.objects.select_for_update(of=("self",), no_key=True).get(pk=barn.pk)
    check_alder(barn, i_dag)
    aabent = Forloeb.objects.aabne().filter(barn=barn, enhed=enhed, fra__lte=i_dag).order_by("fra").first()
    if aabent:
        return aabent
    profil = profil_for(enhed.kommune)
    ny = NytForloeb(barn, enhed, "", "Efter behov", i_dag, i_dag + timedelta(days=profil.adbb_gentag_dage))
    [forloeb] = _opret([ny], kommune=enhed.kommune, profil=profil, nu=nu)
    return forloeb


@transaction.atomic
def undlad(*, forloeb: Forloeb, grund: str, by: User, nu: datetime) -> Forloeb:
    """Say why no screening, or no repetition, is made (the parents declined, the child is in hospital, it has become
    too old); ends the course. Without it a repetition that cannot be made would be asked for, and escalated, for ever.

    Raises Denied without a reason, and when the team has the case: then it is for the team to end it.
    """
    forloeb = Forloeb.objects.select_for_update(of=("self",)).select_related("barn", "enhed").get(pk=forloeb.pk)
    check_can_undlade(by, forloeb)
    if not grund.strip():
        raise Denied("Skriv, hvorfor screeningen ikke bliver lavet.")
    forloeb.afsluttet_at, forloeb.undladt_grund = nu, grund.strip()
    forloeb.save(update_fields=["afsluttet_at", "undladt_grund"])
    Anledning.objects.filter(pk=forloeb.anledning_id).update(afsluttet_at=nu)
    frister.annuller(anledning=forloeb.anledning_id, nu=nu)
    log.record(
        "adbb.forloeb_undladt", by=by, nu=nu, barn=forloeb.barn_id, anledning=forloeb.anledning_id, objekt=forloeb
    )
    return forloeb


def foelg_boern(*, boern: Collection[int], by: User | None, nu: datetime) -> None:
    """Follow children (primary keys) whose enrolments changed: a course moves with the child between districts of one
    sundhedspleje and goes out when the child has left it; newcomers get theirs at once.
    """
    steder: dict[int, dict[int, Enhed]] = defaultdict(dict)
    distrikter = Tilknytning.objects.gaeldende(nu).indskrivninger().filter(enhed__arena=Arena.SUNDHEDSPLEJE)
    for t in distrikter.filter(barn__in=boern).select_related("enhed__kommune__profil"):
        steder[t.barnets_nr][t.enhed_id] = t.enhed
    ud = []
    for forloeb in Forloeb.objects.aabne().filter(barn__in=boern).select_related("enhed"):
        barnets = steder.get(forloeb.barn_id, {})
        if forloeb.enhed_id in barnets:
            continue
        nyt = next((e for e in barnets.values() if e.journalenhed_id == forloeb.enhed.journalenhed_id), None)
        if nyt is None:
            ud.append(forloeb)
        else:
            forloeb.enhed = nyt
            forloeb.save(update_fields=["enhed"])
            Frist.objects.aabne().filter(anledning=forloeb.anledning_id).update(enhed=nyt)
    udgaa(forloeb=ud, by=by, nu=nu)
    _tag_op_igen(steder, nu)
    for kommune in {e.kommune for barnets in steder.values() for e in barnets.values()}:
        tag_ind(kommune=kommune, nu=nu, boern=list(steder))


def _tag_op_igen(steder: dict[int, dict[int, Enhed]], nu: datetime) -> None:
    """Go on with courses of children who have come back to the sundhedspleje that was not done with them: what reached
    the cut-off before they left still counts, and is due.
    """
    gaaet_ud = (
        Forloeb.objects.filter(barn__in=list(steder), udgaaet_at__isnull=False, afsluttet_at=None)
        .filter(Exists(Screening.objects.gaeldende().filter(forloeb=OuterRef("pk"), over=True)))
        .select_related("anledning__ejer_enhed", "enhed", "barn", "profilversion")
    )
    for forloeb in gaaet_ud:
        barnets = steder[forloeb.barn_id].values()
        her = next((e for e in barnets if e.journalenhed_id == forloeb.anledning.ejer_enhed_id), None)
        andet = Forloeb.objects.filter(barn=forloeb.barn_id, besoeg=forloeb.besoeg, udgaaet_at=None).exclude(besoeg="")
        if her is None or andet.exists():
            continue
        forloeb.udgaaet_at, forloeb.enhed = None, her
        forloeb.save(update_fields=["udgaaet_at", "enhed"])
        Anledning.objects.filter(pk=forloeb.anledning_id).update(afsluttet_at=None)
        saet_frister(forloeb, stand_for(forloeb, gennemfoerte(forloeb)), by=None, nu=nu)
        log.record(
            "adbb.forloeb_genoptaget",
            by=None,
            nu=nu,
            barn=forloeb.barn,
            anledning=forloeb.anledning,
            objekt=forloeb,
        )


def udgaa(*, forloeb: Iterable[Forloeb], by: User | None, nu: datetime) -> None:
    """Close unfinished courses and take their deadlines away; what was written stays with sundhedsplejen."""
    for et in forloeb:
        et.udgaaet_at = nu
        et.save(update_fields=["udgaaet_at"])
        Anledning.objects.filter(pk=et.anledning_id).update(afsluttet_at=nu)
        frister.annuller(anledning=et.anledning_id, nu=nu)
        log.record("adbb.forloeb_udgaaet", by=by, nu=nu, barn=et.barn_id, anledning=et.anledning_id, objekt=et)


def ajourfoer(*, nu: datetime) -> None:
    """Let time pass: children come of age for a visit, and those too old for the method go out. Safe at any moment."""
    i_dag = dato(nu)
    for kommune in Kommune.objects.select_related("profil"):
        tag_ind(kommune=kommune, nu=nu)
    ubegyndte = (
        Forloeb.objects.aabne()
        .exclude(Exists(Screening.objects.filter(forloeb=OuterRef("pk"))))
        .filter(senest__lt=i_dag, barn__foedt_den__isnull=False)
        .annotate(naeste=Exists(_senere_besoeg(i_dag)))
        .select_related("barn")
    )
    forbi = [f for f in ubegyndte if f.naeste or not (f.barn.foedt_den and alder_passer(f.barn.foedt_den, i_dag))]
    udgaa(forloeb=forbi, by=None, nu=nu)


def _senere_besoeg(i_dag: date) -> QuerySet[Forloeb]:
    """The child's course at a later visit whose window has come: it takes the place of one that was never begun."""
    return Forloeb.objects.filter(
        barn=OuterRef("barn"), fra__gt=OuterRef("senest"), fra__lte=i_dag, udgaaet_at=None
    ).exclude(besoeg="")


def gennemfoerte(forloeb: Forloeb) -> list[Screening]:
    """The completed screenings that count, in the order they were made."""
    return list(forloeb.screeninger.gaeldende().order_by("nr"))


def stand_for(forloeb: Forloeb, screeninger: Iterable[Screening]) -> Stand:
    """Where the course stands by its rules; what the team has concluded is not looked at."""
    profil = profil_for_forloeb(forloeb)
    return stand(
        [Gennemfoert(s.observeret_den, s.over) for s in screeninger if s.observeret_den],
        Handlevej(profil.adbb_gentag_dage, profil.adbb_team_dage),
    )


def saet_frister(forloeb: Forloeb, nu_staar: Stand, *, by: User | None, nu: datetime) -> None:
    """Let the deadlines of the course say what its stand says: meet or take away the others, move or make the right
    one. Also after a correction, so that a repetition nobody needs any more asks for nothing.
    """
    skal = {
        Skridt.FOERSTE: SCREENING,
        Skridt.NY_DAG: SCREENING,
        Skridt.GENTAG: GENTAG,
        Skridt.TEAM: TEAM,
    }.get(nu_staar.skridt)
    den = nu_staar.senest or forloeb.senest
    aabne = {f.kode for f in Frist.objects.aabne().filter(anledning=forloeb.anledning_id)}
    for kode in (SCREENING, GENTAG, TEAM):
        if kode == skal:
            continue
        if kode in aabne and _er_gjort(kode, nu_staar.skridt):
            frister.opfyld(anledning=forloeb.anledning_id, kode=kode, by=by, nu=nu)
        else:
            frister.annuller(anledning=forloeb.anledning_id, kode=kode, nu=nu)
    if skal is None:
        return
    # A met deadline of the same kind stands in the way of a new one only in a correction: then it runs again.
    Frist.objects.filter(
        anledning=forloeb.anledning_id, kode=skal, opfyldt_at__isnull=False, annulleret_at=None
    ).update(opfyldt_at=None, opfyldt_by=None)
    frister.opret(kode=skal, anledning=forloeb.anledning, enhed=forloeb.enhed, forfalder=den, nu=nu)
    frister.flyt(anledning=forloeb.anledning_id, kode=skal, forfalder=den)


def _er_gjort(kode: str, skridt: Skridt) -> bool:
    """Whether the deadline was met by what brought the course here."""
    raekkefoelge = [SCREENING, GENTAG, TEAM]
    naaet = {Skridt.GENTAG: 1, Skridt.TEAM: 2, Skridt.FAERDIG: 3}.get(skridt, 0)
    return raekkefoelge.index(kode) < naaet


def luk(forloeb: Forloeb, *, by: User, nu: datetime) -> None:
    """The course has come to its end; what the parents are to be told and what is agreed may still be due."""
    if forloeb.afsluttet_at is None:
        forloeb.afsluttet_at = nu
        forloeb.save(update_fields=["afsluttet_at"])
        Anledning.objects.filter(pk=forloeb.anledning_id).update(afsluttet_at=nu)
        log.record(
            "adbb.forloeb_afsluttet", by=by, nu=nu, barn=forloeb.barn_id, anledning=forloeb.anledning_id, objekt=forloeb
        )


def genaabn(forloeb: Forloeb) -> None:
    """A correction has shown that the course is not over."""
    if forloeb.afsluttet_at is not None:
        forloeb.afsluttet_at = None
        forloeb.save(update_fields=["afsluttet_at"])
        Anledning.objects.filter(pk=forloeb.anledning_id).update(afsluttet_at=None)
