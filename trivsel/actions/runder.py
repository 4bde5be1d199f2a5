"""Rounds: planning, opening, taking newcomers in, letting leavers go, closing."""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from opsporing import log
from opsporing.frister.actions import annuller, oejeblik
from opsporing.models import Anledning, Barn, Enhed, Frist, Kommune, Skemaversion, Tilknytning, User
from opsporing.orientering.status import mangler_orientering
from opsporing.profil import Praksisprofil, profil_for
from opsporing.tid import dato
from trivsel.actions.oprettelse import NyVurdering, forfaldsdage, opret_vurderinger
from trivsel.faelles import slutskema
from trivsel.models import Runde, Vurdering

logger = logging.getLogger(__name__)

#: A child who comes late in a round gets at least this long until the team must have concluded, as far as the round
#: is not shorter itself.
MINDST_DAGE = 28


def skemakode(arena: str) -> str:
    """The form of an arena."""
    return f"trivsel-{arena}"


@transaction.atomic
def planlaeg(
    *,
    kommune: Kommune,
    navn: str,
    arena: str,
    alder_fra_mdr: int,
    alder_til_mdr: int,
    aabner: date,
    lukker: date,
    by: User | None,
    nu: datetime,
    profilrunde: str = "",
) -> Runde:
    """Plan a round. It opens by itself on its day. Raises ValidationError with Danish messages for a bad period."""
    runde = Runde(
        kommune=kommune,
        navn=navn,
        arena=arena,
        alder_fra_mdr=alder_fra_mdr,
        alder_til_mdr=alder_til_mdr,
        aabner=aabner,
        lukker=lukker,
        profilrunde=profilrunde,
    )
    runde.full_clean()
    runde.save()
    log.record("trivsel.runde_planlagt", by=by, nu=nu, objekt=runde)
    return runde


@transaction.atomic
def ret_runde(
    *, runde: Runde, aabner: date, lukker: date, navn: str, by: User, nu: datetime, **hvem: str | int
) -> Runde:
    """Change the name and the days of a round, and whom it is for (`arena`, `alder_fra_mdr`, `alder_til_mdr`). One that
    has opened keeps its first day and its children; a new last day moves the open deadlines of its vurderinger along,
    but leaves newcomers their time. Raises ValidationError with Danish messages for a bad period and for a round that
    has closed.
    """
    runde = Runde.objects.select_for_update(of=("self",)).select_related("profilversion").get(pk=runde.pk)
    if runde.lukket_at:
        raise ValidationError("Runden er lukket og kan ikke rettes mere. Planlæg en ny.")
    nyt = {"navn": navn, "lukker": lukker} | ({} if runde.aabnet_at else {"aabner": aabner, **hvem})
    aendret = [felt for felt, vaerdi in nyt.items() if getattr(runde, felt) != vaerdi]
    if not aendret:
        return runde
    for felt in aendret:
        setattr(runde, felt, nyt[felt])
    runde.full_clean()
    runde.save(update_fields=aendret)
    if "lukker" in aendret and runde.aabnet_at:
        _flyt_frister(runde)
    log.record("trivsel.runde_rettet", by=by, nu=nu, objekt=runde, felter=aendret)
    return runde


def _flyt_frister(runde: Runde) -> None:
    """Let the open deadlines follow the round's last day, as they would be had it been that day from the start."""
    profil = _profil(runde)
    pr_dag: dict[date, list[int]] = defaultdict(list)
    for anledning, oprettet_at in (
        Vurdering.objects.aabne().filter(runde=runde).values_list("anledning_id", "oprettet_at")
    ):
        pr_dag[_senest(runde, dato(oprettet_at))].append(anledning)
    for faelles_den, anledninger in pr_dag.items():
        for kode, dag in forfaldsdage(runde.arena, profil, faelles_den).items():
            forfalder_at, _ = oejeblik(dag)
            Frist.objects.aabne().filter(anledning__in=anledninger, kode=kode).update(forfalder_at=forfalder_at)


def _senest(runde: Runde, begyndt: date) -> date:
    """When a vurdering that came into being on `begyndt` must be concluded: as the round closes, but not too soon.

    Nobody gets longer than the round itself, so a short one is a short one for all.
    """
    dage = min(timedelta(days=MINDST_DAGE), runde.lukker - runde.aabner)
    return max(runde.lukker, begyndt + dage)


def planlaeg_efter_profil(*, kommune: Kommune, aar: int, nu: datetime) -> list[Runde]:
    """Plan the year's rounds as the municipality's profile says, and return those that were not there.

    A round that cannot be planned is told of in the process log and keeps no other back.
    """
    planlagt: list[Runde] = []
    for opskrift in profil_for(kommune).runder:

        def plan(opskrift: dict[str, Any] = opskrift) -> None:
            planlagt.extend(_planlaeg_opskrift(kommune=kommune, aar=aar, opskrift=opskrift, nu=nu))

        _for_sig(f"planning a round of kommune {kommune.pk}", plan)
    return planlagt


def _planlaeg_opskrift(*, kommune: Kommune, aar: int, opskrift: dict[str, Any], nu: datetime) -> list[Runde]:
    """Plan one of the profile's rounds, unless the year has it already.

    It is known by the year, the arena and its name in the profile (`Runde.profilrunde`), so the administrator may call
    it something else and move it. One that somebody planned by hand for the same children from the same day stands in
    its place.
    """
    arena, navn = opskrift["arena"], opskrift["navn"]
    aabner = date.fromisoformat(f"{aar}-{opskrift['aabner']}")
    lukker = date.fromisoformat(f"{aar}-{opskrift['lukker']}")
    if lukker < aabner:
        lukker = lukker.replace(year=aar + 1)
    noegle = f"{aar} {arena} {navn}"
    kendt = Q(profilrunde=noegle) | Q(profilrunde="", navn=navn, aabner__year=aar)
    samme = Q(aabner=aabner, alder_fra_mdr=opskrift["alder_fra_mdr"])
    if Runde.objects.filter(kendt | samme, kommune=kommune, arena=arena).exists():
        return []
    runde = planlaeg(
        kommune=kommune,
        navn=navn,
        arena=arena,
        alder_fra_mdr=opskrift["alder_fra_mdr"],
        alder_til_mdr=opskrift["alder_til_mdr"],
        aabner=aabner,
        lukker=lukker,
        by=None,
        nu=nu,
        profilrunde=noegle,
    )
    return [runde]


def _for_sig(hvad: str, goer: Callable[[], object]) -> None:
    """Do one part so that what goes wrong in it is told of, undone, and stops nothing else."""
    try:
        with transaction.atomic():
            goer()
    except Exception:
        # Whatever is wrong with one round, the other rounds and municipalities still have children to look after.
        logger.exception("%s failed", hvad)


@transaction.atomic
def aabn_runde(*, runde: Runde, by: User | None, nu: datetime) -> Runde:
    """Open a round: pin form and profile, and make a vurdering with its deadlines for every child it covers.

    What earlier rounds of the arena left unfinished goes out, so that nobody is evaluated twice at once. Raises
    `Skemaversion.DoesNotExist` when the municipality has no published form for the arena.
    """
    runde = Runde.objects.select_for_update(of=("self",)).select_related("kommune__profil").get(pk=runde.pk)
    if runde.aabnet_at:
        return runde
    runde.skemaversion = gaeldende_skema(skemakode(runde.arena), runde.kommune)
    runde.faelles_skemaversion = gaeldende_skema(slutskema(runde.arena, profil_for(runde.kommune)), runde.kommune)
    runde.profilversion = runde.kommune.profil
    runde.aabnet_at = nu
    runde.save(update_fields=["skemaversion", "faelles_skemaversion", "profilversion", "aabnet_at"])
    log.record("trivsel.runde_aabnet", by=by, nu=nu, objekt=runde)
    gamle = Vurdering.objects.aabne().filter(
        kommune=runde.kommune, runde__arena=runde.arena, runde__aabner__lt=runde.aabner, erstatter=None
    )
    udgaa(vurderinger=gamle, nu=nu)
    tag_ind(runde=runde, nu=nu)
    return runde


def gaeldende_skema(kode: str, kommune: Kommune) -> Skemaversion:
    version = Skemaversion.objects.gaeldende(kode, kommune)
    if version is None:
        raise Skemaversion.DoesNotExist(f"Kommunen har ikke noget publiceret skema {kode}.")
    return version


def tag_ind(*, runde: Runde, nu: datetime, boern: Iterable[int] | None = None) -> int:
    """Give every child the round covers and does not have yet a vurdering; `boern` narrows it to some.

    Covered are children enrolled now in a unit of the arena whose age in completed months today lies in the band.
    Raises ValueError for a round that has not opened.
    """
    if runde.skemaversion is None or runde.faelles_skemaversion is None:
        raise ValueError("Runden er ikke åbnet.")
    i_dag = dato(nu)
    indskrevne = (
        Tilknytning.objects.gaeldende(nu)
        .indskrivninger()
        .filter(kommune=runde.kommune, enhed__arena=runde.arena, barn__foedt_den__isnull=False)
        .filter(~Exists(Vurdering.objects.filter(runde=runde, barn=OuterRef("barn"), udgaaet_at=None)))
        .select_related("barn", "enhed")
        .order_by("enhed_id", "barn_id")
    )
    if boern is not None:
        indskrevne = indskrevne.filter(barn__in=list(boern))
    profil = _profil(runde)
    nye: dict[int, NyVurdering] = {}
    for tilknytning in indskrevne:
        alder = tilknytning.barn.alder_mdr(i_dag)
        if alder is not None and runde.alder_fra_mdr <= alder <= runde.alder_til_mdr:
            nye[tilknytning.barnets_nr] = NyVurdering(barn=tilknytning.barn, enhed=tilknytning.enhed, alder_mdr=alder)
    mangler = mangler_orientering(nye.values()) if profil.orientering_kraeves else set()
    return len(
        opret_vurderinger(
            nye=list(nye.values()),
            runde=runde,
            skemaversion=runde.skemaversion,
            faelles_skemaversion=runde.faelles_skemaversion,
            profilversion=runde.profilversion,
            profil=profil,
            faelles_den=_senest(runde, i_dag),
            uden_orientering=mangler,
            nu=nu,
        )
    )


def _profil(runde: Runde) -> Praksisprofil:
    return Praksisprofil.fra_data(runde.profilversion.data if runde.profilversion else {})


@transaction.atomic
def udgaa(*, vurderinger: Iterable[Vurdering], nu: datetime, by: User | None = None) -> int:
    """Take unfinished vurderinger out of their round and their deadlines away; what was written stays where it is."""
    ids = [v.pk for v in vurderinger]
    raekker = list(Vurdering.objects.select_for_update(of=("self",)).aabne().filter(pk__in=ids))
    for vurdering in raekker:
        vurdering.udgaaet_at = nu
        vurdering.save(update_fields=["udgaaet_at"])
        annuller(anledning=vurdering.anledning_id, nu=nu)
        log.record(
            "trivsel.vurdering_udgaaet",
            by=by,
            nu=nu,
            barn=vurdering.barn_id,
            anledning=vurdering.anledning_id,
            objekt=vurdering,
        )
    Anledning.objects.filter(vurdering__in=raekker).update(afsluttet_at=nu)
    return len(raekker)


def foelg_boern(*, boern: Collection[int], by: User | None, nu: datetime) -> None:
    """Follow children (primary keys) whose enrolments changed, one or a whole municipality's, in a handful of queries.

    A vurdering moves with the child between stuer of one journal unit and goes out when the child has left; open rounds
    take the children in where they are now.
    """
    steder: dict[int, dict[int, Enhed]] = defaultdict(dict)
    for t in Tilknytning.objects.gaeldende(nu).indskrivninger().filter(barn__in=boern).select_related("enhed"):
        steder[t.barnets_nr][t.enhed_id] = t.enhed
    rejser_ud = []
    for vurdering in Vurdering.objects.aabne().filter(barn__in=boern).select_related("enhed"):
        barnets = steder.get(vurdering.barn_id, {})
        if vurdering.enhed_id in barnets:
            continue
        nyt_sted = next(
            (
                e
                for e in barnets.values()
                if e.journalenhed_id == vurdering.enhed.journalenhed_id and e.arena == vurdering.arena
            ),
            None,
        )
        if nyt_sted is None:
            rejser_ud.append(vurdering)
        else:
            vurdering.enhed = nyt_sted
            vurdering.save(update_fields=["enhed"])
            Frist.objects.aabne().filter(anledning=vurdering.anledning_id).update(enhed=nyt_sted)
    udgaa(vurderinger=rejser_ud, nu=nu, by=by)
    enheder = {e.pk: e for barnets in steder.values() for e in barnets.values()}.values()
    for runde in Runde.objects.filter(
        kommune__in={e.kommune_id for e in enheder},
        arena__in={e.arena for e in enheder},
        aabnet_at__isnull=False,
        lukket_at=None,
    ).select_related("profilversion", "skemaversion", "faelles_skemaversion"):
        tag_ind(runde=runde, nu=nu, boern=boern)


def ajourfoer(*, nu: datetime) -> None:
    """Let time pass for all rounds: plan, open, close, take newcomers in, let leavers go. Safe to run at any moment.

    One municipality or round in which something is wrong keeps no other from it.
    """
    i_dag = dato(nu)
    for kommune in Kommune.objects.select_related("profil"):
        _for_sig(
            f"planning the rounds of kommune {kommune.pk}",
            partial(planlaeg_efter_profil, kommune=kommune, aar=i_dag.year, nu=nu),
        )
    for runde in Runde.objects.filter(aabnet_at=None, aabner__lte=i_dag, lukker__gte=i_dag):
        _for_sig(f"opening runde {runde.pk}", partial(aabn_runde, runde=runde, by=None, nu=nu))
    _lad_gaa(runde=None, nu=nu)
    for runde in Runde.objects.filter(aabnet_at__isnull=False, lukket_at=None).select_related(
        "kommune__profil", "profilversion", "skemaversion", "faelles_skemaversion"
    ):
        _for_sig(f"runde {runde.pk}", partial(_lad_tiden_gaa, runde=runde, nu=nu))


def _lad_tiden_gaa(*, runde: Runde, nu: datetime) -> None:
    """Let leavers of an open round go, and take newcomers in or close it."""
    _lad_gaa(runde=runde, nu=nu)
    if runde.lukker < dato(nu):
        luk_runde(runde=runde, by=None, nu=nu)
    else:
        tag_ind(runde=runde, nu=nu)


def _lad_gaa(*, runde: Runde | None, nu: datetime) -> None:
    """Let vurderinger of children who are no longer enrolled in their unit go; None for those outside the rounds."""
    stadig = Tilknytning.objects.gaeldende(nu).indskrivninger().filter(barn=OuterRef("barn"), enhed=OuterRef("enhed"))
    forladte = Vurdering.objects.aabne().filter(runde=runde).exclude(Exists(stadig))
    boern = set(forladte.values_list("barn_id", flat=True))
    if boern:
        foelg_boern(boern=boern, by=None, nu=nu)


def luk_runde(*, runde: Runde, by: User | None, nu: datetime) -> Runde:
    """Close a round. What is unfinished stays open and overdue until it is done or the next round opens."""
    if runde.lukket_at is None:
        runde.lukket_at = nu
        runde.save(update_fields=["lukket_at"])
        log.record("trivsel.runde_lukket", by=by, nu=nu, objekt=runde)
    return runde


@transaction.atomic
def opret_ekstra(*, barn: Barn, enhed: Enhed, by: User, nu: datetime) -> Vurdering:
    """Begin a vurdering outside the rounds, because somebody wonders. An open one in the unit is used instead."""
    i_dag = dato(nu)
    aaben = Vurdering.objects.aabne().filter(barn=barn, enhed=enhed).first()
    if aaben:
        return aaben
    kommune = enhed.kommune
    profil = profil_for(kommune)
    ny = NyVurdering(barn=barn, enhed=enhed, alder_mdr=barn.alder_mdr(i_dag) or 0)
    mangler = mangler_orientering([ny]) if profil.orientering_kraeves else set()
    [vurdering] = opret_vurderinger(
        nye=[ny],
        runde=None,
        skemaversion=gaeldende_skema(skemakode(enhed.arena), kommune),
        faelles_skemaversion=gaeldende_skema(slutskema(enhed.arena, profil), kommune),
        profilversion=kommune.profil,
        profil=profil,
        faelles_den=i_dag + timedelta(days=MINDST_DAGE),
        uden_orientering=mangler,
        nu=nu,
    )
    log.record(
        "trivsel.vurdering_oprettet", by=by, nu=nu, barn=barn, anledning=vurdering.anledning_id, objekt=vurdering
    )
    return vurdering
