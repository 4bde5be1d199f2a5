"""Meetings: planned one by one or as a series, moved, and called off."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dialogmoeder import adgang
from dialogmoeder import permissions_planlaeg as permissions
from dialogmoeder.actions import punkt as punkter
from dialogmoeder.actions.breve import bestil
from dialogmoeder.actions.deltagere import laas, saet_paa_listen
from dialogmoeder.actions.frister import sig_det_til_foraeldre
from dialogmoeder.actions.team import medlemmer_den, opret_team
from dialogmoeder.koder import INDKALD
from dialogmoeder.models import Brevslags, Fagvalg, Moede, Moedestatus, Punktstatus, Slags, Team
from dialogmoeder.rules.serie import dage_foer
from dialogmoeder.rules.tilstande import Moedetilstand, check_vej
from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.models import Ansaettelse, Enhed, User
from opsporing.profil import profil_for
from opsporing.tid import dato

__all__ = ["VED_AFLYSNING", "VED_FLYTNING", "aflys", "lav_serie", "opret_moede", "opret_team", "ret_moede"]

#: What else must happen when a meeting has another time (deadlines that count from it) or is called off. The rooms of
#: the app add theirs in AppConfig.ready; each is called as f(moede=..., by=..., nu=...) inside the transaction.
VED_FLYTNING: list[Callable[..., None]] = []
VED_AFLYSNING: list[Callable[..., None]] = []

#: What a meeting can be given anew.
_RETTES = ("planlagt_at", "varer_minutter", "smaa_minutter", "sted", "formaal", "moedeleder")


@transaction.atomic
def opret_moede(
    *,
    slags: Slags | str,
    enhed: Enhed,
    moedeleder: User,
    planlagt_at: datetime,
    by: User,
    nu: datetime,
    team: Team | None = None,
    efter: Moede | None = None,
    formaal: str = "",
    sted: str = "",
    varer_minutter: int | None = None,
    smaa_minutter: int | None = None,
) -> Moede:
    """Plan a meeting at the journal unit of `enhed`; its leader, and the members of its team, are on the list.

    Minutes that are not given are the team's, or the profile's for the kind. Raises Denied for a kind the municipality
    does not use, a time that has passed or at which the team meets already, and a leader who takes no part in meetings.
    """
    permissions.check_can_planlaegge(by, enhed, nu)
    if team is None and not profil_for(enhed.kommune).moeder.get(slags, {}).get("bruges"):
        raise Denied("Den slags møder bruger kommunen ikke.")
    return _opret(
        slags=slags,
        enhed=enhed.journalenhed or enhed,
        moedeleder=moedeleder,
        planlagt_at=planlagt_at,
        by=by,
        nu=nu,
        team=team,
        efter=efter,
        formaal=formaal.strip(),
        sted=sted.strip() or (team.sted if team else ""),
        varer=varer_minutter,
        smaa=smaa_minutter,
    )


def _opret(
    *,
    slags: str,
    enhed: Enhed,
    moedeleder: User,
    planlagt_at: datetime,
    by: User,
    nu: datetime,
    team: Team | None,
    efter: Moede | None,
    formaal: str,
    sted: str,
    varer: int | None,
    smaa: int | None,
) -> Moede:
    plan: dict[str, Any] = profil_for(enhed.kommune).moeder[slags]
    if varer is None:
        varer = team.varer_minutter if team else plan["minutter"]
    if smaa is None:
        smaa = min(team.smaa_minutter if team else plan["smaa_minutter"], varer)
    _check_tid(planlagt_at, varer, smaa, nu)
    if team is not None and team.moeder.filter(planlagt_at=planlagt_at, aflyst_at=None).exists():
        raise Denied("Teamet har allerede et møde på det tidspunkt.")
    leder = adgang.ansaettelse_i(moedeleder, enhed, nu)
    if leder is None:
        raise Denied(f"{moedeleder.navn} kan ikke tage del i møder.")
    moede = Moede.objects.create(
        kommune_id=enhed.kommune_id,
        anledning=adgang.ny_sag(slags, enhed, nu),
        enhed=enhed,
        slags=slags,
        team=team,
        efter=efter,
        moedeleder=moedeleder,
        planlagt_at=planlagt_at,
        varer_minutter=varer,
        smaa_minutter=smaa,
        sted=sted,
        formaal=formaal,
        uid=uuid.uuid4(),
        oprettet_at=nu,
        oprettet_by=by,
    )
    log.record("dialogmoeder.moede_oprettet", by=by, nu=nu, anledning=moede.anledning, objekt=moede)
    if moede.anledning.lukket:
        adgang.aabn_for_lederen(moede, by=by, nu=nu)
        for ansaettelse in {leder, by.ansat}:
            adgang.aabn_lukket_moede(moede, ansaettelse, by=by, nu=nu)
    _hvem_er_med(moede, leder, by=by, nu=nu)
    frister.opret(
        kode=INDKALD,
        anledning=moede.anledning,
        enhed=enhed,
        forfalder=indkaldes_senest(moede, nu),
        nu=nu,
        ansvarlig=moedeleder,
    )
    return moede


def _hvem_er_med(moede: Moede, leder: Ansaettelse, *, by: User, nu: datetime) -> None:
    """Put the one who leads on the list, and the team's members or those who were at the meeting it follows up on."""
    saet_paa_listen(moede=moede, by=by, nu=nu, ansaettelse=leder)
    for medlem in medlemmer_den(moede.team, dato(moede.planlagt_at)) if moede.team else ():
        saet_paa_listen(moede=moede, by=by, nu=nu, ansaettelse=medlem.ansaettelse, fag=medlem.fag)
    if moede.efter is not None and moede.team is None:
        _de_samme_som_sidst(moede, moede.efter, by=by, nu=nu)


def _de_samme_som_sidst(moede: Moede, efter: Moede, *, by: User, nu: datetime) -> None:
    """Put those on the list who were asked to the meeting it follows up on and work there still; for a substitute the
    one she stood in for. Not one who was called in to a single item, and not the parents and those they bring: they are
    asked anew when the child is on the agenda.
    """
    faste = efter.deltagere.filter(fratraadt_at=None, kaldt_ind=False, person=None).order_by("pk")
    faste = faste.exclude(ansaettelse=None, fag=Fagvalg.FORAELDRE)
    for foer in faste.select_related("stedfortraeder_for"):
        hun = foer.stedfortraeder_for or foer
        gaelder = Ansaettelse.objects.gaeldende(nu).filter(pk=hun.ansaettelse_id or 0, user__is_active=True).first()
        if gaelder is not None or hun.navn:
            saet_paa_listen(moede=moede, by=by, nu=nu, ansaettelse=gaelder, navn=hun.navn, fag=hun.fag, rolle=hun.rolle)


def _check_tid(planlagt_at: datetime, varer: int, smaa: int, nu: datetime) -> None:
    if planlagt_at <= nu:
        raise Denied("Tidspunktet er gået. Vælg en dag og et klokkeslæt, der ikke er kommet endnu.")
    if varer < 1 or smaa > varer:
        raise Denied("Skriv, hvor længe mødet varer. Tiden til de 0-2-årige kan ikke være længere end mødet.")


def indkaldes_senest(moede: Moede, nu: datetime) -> date:
    """The last day on which the meeting is called in good time."""
    dage: int = profil_for(moede.kommune).moeder[moede.slags]["indkald_dage"]
    return dage_foer(dato(moede.planlagt_at), dage, dato(nu))


@transaction.atomic
def lav_serie(*, team: Team, dage: Sequence[date], by: User, nu: datetime) -> list[Moede]:
    """Plan the team's meetings on these days at its usual hour. Days on which it meets already are passed over, so that
    the same series made twice is one series.
    """
    team = Team.objects.select_for_update(of=("self",)).select_related("enhed__kommune__profil").get(pk=team.pk)
    permissions.check_can_lede_team(by, team, nu)
    har = {dato(tid) for tid in team.moeder.filter(aflyst_at=None).values_list("planlagt_at", flat=True)}
    nye = [
        _opret(
            slags=team.slags,
            enhed=team.enhed,
            moedeleder=team.tovholder,
            planlagt_at=lokalt_tidspunkt(dag, team.tid),
            by=by,
            nu=nu,
            team=team,
            efter=None,
            formaal="",
            sted=team.sted,
            varer=None,
            smaa=None,
        )
        for dag in sorted(set(dage) - har)
    ]
    log.record("dialogmoeder.serie_lavet", by=by, nu=nu, objekt=team, antal=len(nye))
    return nye


@transaction.atomic
def ret_moede(*, moede: Moede, by: User, nu: datetime, **felter: Any) -> Moede:
    """Give a meeting another time, length, place, purpose or leader (`_RETTES`).

    When those who come have been told, they are told again if the time has changed. Raises Denied for a meeting that
    has begun, and for times that cannot be.
    """
    if not set(felter) <= set(_RETTES):
        raise ValueError(f"Kan ikke rettes: {', '.join(sorted(set(felter) - set(_RETTES)))}")
    moede = laas(moede)
    permissions.check_can_rette(by, moede, nu)
    aendret = [navn for navn, vaerdi in felter.items() if getattr(moede, navn) != vaerdi]
    if not aendret:
        return moede
    foer = moede.planlagt_at
    for navn in aendret:
        setattr(moede, navn, felter[navn])
    flyttet = bool({"planlagt_at", "varer_minutter"} & set(aendret))
    if flyttet:
        _check_tid(moede.planlagt_at, moede.varer_minutter, moede.smaa_minutter, nu)
        samme = Moede.objects.filter(team=moede.team_id, planlagt_at=moede.planlagt_at, aflyst_at=None)
        if moede.team_id and samme.exclude(pk=moede.pk).exists():
            raise Denied("Teamet har allerede et møde på det tidspunkt.")
        moede.sekvens += 1
    moede.save(update_fields=[*aendret, "sekvens"])
    if "moedeleder" in aendret:
        _ny_leder(moede, by=by, nu=nu)
    if flyttet:
        _flyt_det_der_foelger(moede, foer, by=by, nu=nu)
    log.record("dialogmoeder.moede_rettet", by=by, nu=nu, anledning=moede.anledning, objekt=moede, felter=aendret)
    return moede


def _ny_leder(moede: Moede, *, by: User, nu: datetime) -> None:
    leder = adgang.ansaettelse_i(moede.moedeleder, moede.enhed, nu)
    if leder is None:
        raise Denied(f"{moede.moedeleder.navn} kan ikke tage del i møder.")
    saet_paa_listen(moede=moede, by=by, nu=nu, ansaettelse=leder)
    adgang.aabn_lukket_moede(moede, leder, by=by, nu=nu)
    punkter.aabn_for_deltagere(moede=moede, by=by, nu=nu)
    frister.flyt(anledning=moede.anledning, kode=INDKALD, ansvarlig=moede.moedeleder)


def _flyt_det_der_foelger(moede: Moede, foer: datetime, *, by: User, nu: datetime) -> None:
    frister.flyt(anledning=moede.anledning, kode=INDKALD, forfalder=indkaldes_senest(moede, nu))
    kreds = punkter.aabn_for_deltagere(moede=moede, by=by, nu=nu)
    if moede.planlagt_at != foer:
        sig_det_til_foraeldre(kreds, foer, nu)
    if moede.status == Moedestatus.INDKALDT:
        # She who has said that she comes has said so about another time.
        moede.deltagere.filter(fratraadt_at=None).update(kommer=None)
        for deltager in adgang.nuvaerende(moede):
            bestil(moede=moede, deltager=deltager, slags=Brevslags.FLYTTET, nu=nu)
    for funktion in VED_FLYTNING:
        funktion(moede=moede, by=by, nu=nu)


@transaction.atomic
def aflys(*, moede: Moede, grund: str, by: User, nu: datetime) -> Moede:
    """Call a meeting off. Its items wait for the next one and close to those who were to take part, who are told.

    Twice changes nothing. Raises Denied without a reason.
    """
    moede = laas(moede)
    if moede.status == Moedestatus.AFLYST:
        return moede
    permissions.check_can_rette(by, moede, nu)
    if not grund.strip():
        raise Denied("Skriv kort, hvorfor mødet aflyses.")
    check_vej(moede.status, Moedetilstand.AFLYST)
    kaldt = moede.status == Moedestatus.INDKALDT
    moede.status, moede.aflyst_at, moede.aflyst_grund = Moedestatus.AFLYST, nu, grund.strip()
    moede.sekvens += 1
    moede.save(update_fields=["status", "aflyst_at", "aflyst_grund", "sekvens"])
    paa_dagsordenen = moede.punkter.filter(status=Punktstatus.PAA_DAGSORDEN)
    sager = list(paa_dagsordenen.values_list("anledning_id", flat=True))
    paa_dagsordenen.update(status=Punktstatus.UDSAT)
    kreds = punkter.aabn_for_deltagere(moede=moede, by=by, nu=nu)
    for sag in (moede.anledning_id, *sager):
        frister.annuller(anledning=sag, nu=nu)
    sig_det_til_foraeldre(kreds, moede.planlagt_at, nu)
    if kaldt:
        for deltager in adgang.nuvaerende(moede):
            bestil(moede=moede, deltager=deltager, slags=Brevslags.AFLYST, nu=nu)
    for funktion in VED_AFLYSNING:
        funktion(moede=moede, by=by, nu=nu)
    moede.anledning.afsluttet_at = nu
    moede.anledning.save(update_fields=["afsluttet_at"])
    log.record("dialogmoeder.moede_aflyst", by=by, nu=nu, anledning=moede.anledning, objekt=moede)
    return moede
