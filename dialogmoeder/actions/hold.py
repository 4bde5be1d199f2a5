"""Holding a meeting: begun, item by item, ended; who came; and what comes of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from dialogmoeder import permissions_hold as permissions
from dialogmoeder.actions import aftaler, evaluering
from dialogmoeder.actions import dagsorden as agenda
from dialogmoeder.actions import punkt as punkter
from dialogmoeder.actions.referat import (
    laas_moede,
    laas_punkt,
    luk_referat,
    mangler_i_referatet,
    record,
    referat_for,
    saet_spaerring,
)
from dialogmoeder.fristtyper import REFERAT
from dialogmoeder.kendetegn import Eftersyn, foer_lukning
from dialogmoeder.models import Deltager, Forslag, Moede, Moedestatus, Punkt, Punktstatus, Referat
from dialogmoeder.rules.afholdelse import referat_senest
from dialogmoeder.rules.tilstande import Moedetilstand, Punkttilstand, check_vej
from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import Ansaettelse, Barn, Maade, User
from opsporing.orientering import actions as orientering
from opsporing.tid import dato


class IkkeFaerdig(Denied):
    """What is missing before the meeting can end: `mangler` has, per item key, the questions without an answer."""

    def __init__(self, besked: str, mangler: Mapping[int, tuple[str, ...]]) -> None:
        super().__init__(besked)
        self.mangler = dict(mangler)


class KanKendes(Denied):
    """Somebody might be known in minutes without a name: `eftersyn` says in which, and where."""

    def __init__(self, eftersyn: Sequence[Eftersyn]) -> None:
        super().__init__("Ret det, barnet kan kendes på, eller bekræft, at ingen kan kendes.")
        self.eftersyn = list(eftersyn)


@transaction.atomic
def begynd_moede(*, moede: Moede, by: User, nu: datetime) -> Moede:
    """Begin: minutes can be written from now on. Beginning it again changes nothing. Raises Denied before its day."""
    moede = laas_moede(moede)
    if moede.status == Moedestatus.I_GANG:
        return moede
    permissions.check_can_begynde(by, moede, nu)
    check_vej(moede.status, Moedetilstand.I_GANG)
    moede.status, moede.begyndt_at = Moedestatus.I_GANG, nu
    moede.save(update_fields=["status", "begyndt_at"])
    frister.opret(
        kode=REFERAT,
        anledning=moede.anledning,
        enhed=moede.enhed,
        ansvarlig=moede.moedeleder,
        forfalder=referat_senest(dato(nu)),
        nu=nu,
    )
    # What was to be done before the meeting falls away.
    punkter.aabn_for_deltagere(moede=moede, by=by, nu=nu)
    _record("dialogmoeder.moede_begyndt", moede, by, nu)
    return moede


@transaction.atomic
def tag_fat(*, punkt: Punkt, by: User, nu: datetime) -> Punkt:
    """Begin on an item: its clock runs. What is begun keeps its time."""
    punkt = laas_punkt(punkt)
    permissions.check_can_styre(by, punkt.moede, nu)
    if punkt.status != Punktstatus.PAA_DAGSORDEN:
        raise Denied("Punktet er talt om, udsat eller taget af.")
    if punkt.begyndt_at is None:
        punkt.begyndt_at = nu
        punkt.save(update_fields=["begyndt_at"])
        record("dialogmoeder.punkt_begyndt", punkt, by, nu)
    return punkt


@transaction.atomic
def noter_fremmoede(*, moede: Moede, deltog: Collection[int], by: User, nu: datetime) -> Moede:
    """Note who came: the keys of those of the participants who did; the others did not."""
    moede = laas_moede(moede)
    permissions.check_can_styre(by, moede, nu)
    for deltager in moede.deltagere.filter(fratraadt_at=None):
        kom = deltager.pk in deltog
        if deltager.deltog != kom:
            deltager.deltog = kom
            deltager.save(update_fields=["deltog"])
    _record("dialogmoeder.fremmoede_noteret", moede, by, nu)
    return moede


@transaction.atomic
def behandl(*, punkt: Punkt, by: User, nu: datetime) -> Punkt:
    """Say that the item has been talked about. Its minutes can be written on until the meeting ends.

    What the team suspects closes the item to the parents at once.
    """
    punkt = laas_punkt(punkt)
    permissions.check_can_styre(by, punkt.moede, nu)
    if punkt.status == Punktstatus.BEHANDLET:
        return punkt
    check_vej(punkt.status, Punkttilstand.BEHANDLET)
    punkt.status, punkt.behandlet_at = Punktstatus.BEHANDLET, nu
    punkt.begyndt_at = punkt.begyndt_at or nu
    punkt.save(update_fields=["status", "behandlet_at", "begyndt_at"])
    saet_spaerring(punkt=punkt, referat=referat_for(punkt, laas=True), by=by, nu=nu)
    record("dialogmoeder.punkt_behandlet", punkt, by, nu)
    return punkt


@transaction.atomic
def udsaet(*, punkt: Punkt, by: User, nu: datetime) -> Punkt | None:
    """There was no time: put it on the team's next agenda, as the same question; gives the new item.

    None when no next meeting is planned, another house keeps the item, or the child has left: then the next agenda
    proposes it where it can be. What was written stays on the item that was put off.
    """
    punkt = laas_punkt(punkt)
    permissions.check_can_styre(by, punkt.moede, nu)
    return _udsaet(punkt, by, nu)


def _udsaet(punkt: Punkt, by: User, nu: datetime) -> Punkt | None:
    check_vej(punkt.status, Punkttilstand.UDSAT)
    punkt.status = Punktstatus.UDSAT
    punkt.save(update_fields=["status"])
    # Also what was suspected in minutes that were not finished: only myndighed lifts it again.
    saet_spaerring(punkt=punkt, referat=referat_for(punkt, laas=True), by=by, nu=nu)
    record("dialogmoeder.punkt_udsat", punkt, by, nu)
    naeste = _naeste_moede(punkt.moede)
    if naeste is None or punkt.anledning.ejer_enhed_id != by.ansat.enhed.journalenhed_id:
        # Another house's item is put on again by that house, which keeps it: the agenda proposes it there.
        return None
    if punkt.barn_id and not Barn.objects.for_user(by, nu).filter(pk=punkt.barn_id).exists():
        return None
    return agenda.saet_paa(
        moede=naeste,
        art=punkt.art,
        barn=punkt.barn,
        overskrift=punkt.overskrift,
        minutter=punkt.minutter,
        forslag=Forslag.UDSAT,
        kilde=punkt.kilde,
        forberedes_by=_hos_os(punkt.forberedes_by, by, nu),
        fortsaetter=punkt,
        smaa=punkt.smaa,
        by=by,
        nu=nu,
    )


def _hos_os(hun: User, by: User, nu: datetime) -> User:
    """The one who prepared it, where she still works in the house; else the one who puts it off."""
    her = Ansaettelse.objects.gaeldende(nu).filter(user=hun, enhed__journalenhed=by.ansat.enhed.journalenhed_id)
    return hun if her.exists() else by


def _naeste_moede(moede: Moede) -> Moede | None:
    if moede.team_id is None:
        return None
    kommende = Moede.objects.filter(
        team=moede.team_id,
        planlagt_at__gt=moede.planlagt_at,
        status__in=[Moedestatus.PLANLAGT, Moedestatus.INDKALDT],
    )
    return kommende.select_related("anledning", "enhed", "kommune__profil").order_by("planlagt_at", "pk").first()


@transaction.atomic
def afslut_moede(
    *, moede: Moede, by: User, nu: datetime, udsaet_resten: bool = False, ingen_kan_kendes: Collection[str] = ()
) -> Moede:
    """End the meeting: its minutes are closed, the parents are to be told, and the rest goes to the next agenda.

    `ingen_kan_kendes` are the keys of what she was asked to look through in items without a name, and did
    (`kendetegn.foer_lukning`). Ending it again changes nothing. Raises IkkeFaerdig while an item is neither talked
    about nor put off (unless `udsaet_resten`), or its minutes lack something, and KanKendes while one without a name
    waits to be looked through.
    """
    moede = laas_moede(moede)
    if moede.status == Moedestatus.AFHOLDT:
        return moede
    permissions.check_can_styre(by, moede, nu)
    alle = [_med(punkt, moede) for punkt in _laaste_punkter(moede)]
    if udsaet_resten:
        for punkt in alle:
            if punkt.status == Punktstatus.PAA_DAGSORDEN:
                _udsaet(punkt, by, nu)
    referater = {punkt.pk: referat_for(punkt, laas=True) for punkt in alle}
    if mangler := hvad_mangler(alle, referater):
        raise IkkeFaerdig("Mødet kan ikke afsluttes endnu.", mangler)
    eftersyn = hvad_ses_efter(alle, referater, by, nu)
    if any(et.noegle not in ingen_kan_kendes for et in eftersyn):
        raise KanKendes(eftersyn)
    check_vej(moede.status, Moedetilstand.AFHOLDT)
    moede.status, moede.afsluttet_at, moede.afsluttet_by = Moedestatus.AFHOLDT, nu, by
    moede.save(update_fields=["status", "afsluttet_at", "afsluttet_by"])
    for punkt in alle:
        referat = referater[punkt.pk]
        if punkt.status == Punktstatus.BEHANDLET and referat is not None:
            luk_referat(punkt=punkt, referat=referat, by=by, nu=nu)
            _hoerte_det(punkt, by, nu)
            aftaler.lad_fortaelle(punkt=punkt, nu=nu)
    for et in eftersyn:
        record("dialogmoeder.ingen_kan_kendes", et.punkt, by, nu, objekt=referater[et.punkt.pk], felter=et.felter)
    frister.opfyld(anledning=moede.anledning, kode=REFERAT, by=by, nu=nu)
    evaluering.bed_om(moede=moede, nu=nu)
    _record("dialogmoeder.moede_afsluttet", moede, by, nu)
    return moede


def _laaste_punkter(moede: Moede) -> list[Punkt]:
    return list(
        Punkt.objects.select_for_update(of=("self",))
        .filter(moede=moede)
        .select_related("anledning__ejer_enhed", "anledning__barn", "barn", "fortaeller", "forberedes_by")
        .order_by("pk")
    )


def _med(punkt: Punkt, moede: Moede) -> Punkt:
    punkt.moede, punkt.kommune = moede, moede.kommune
    return punkt


def hvad_mangler(punkter: Collection[Punkt], referater: Mapping[int, Referat | None]) -> dict[int, tuple[str, ...]]:
    """What keeps the meeting from ending, per item: it is still on the agenda, or questions without an answer."""
    mangler: dict[int, tuple[str, ...]] = {}
    for punkt in punkter:
        if punkt.status == Punktstatus.PAA_DAGSORDEN:
            mangler[punkt.pk] = ("Er ikke talt om. Tag det nu, eller udsæt det.",)
        elif punkt.status == Punktstatus.BEHANDLET:
            referat = referater[punkt.pk]
            fejl = mangler_i_referatet(punkt, referat)
            definition = referat.definition() if referat else None
            if fejl:
                mangler[punkt.pk] = tuple(
                    felt.tekst if definition and (felt := definition.felt(kode)) else besked
                    for kode, besked in fejl.items()
                )
    return mangler


def hvad_ses_efter(
    punkter: Collection[Punkt], referater: Mapping[int, Referat | None], by: User, nu: datetime
) -> list[Eftersyn]:
    """What somebody has to say that nobody can be known by before the meeting ends."""
    talt_om = [punkt for punkt in punkter if punkt.status == Punktstatus.BEHANDLET]
    return foer_lukning([(punkt, referater[punkt.pk]) for punkt in talt_om], by, nu)


def _hoerte_det(punkt: Punkt, by: User, nu: datetime) -> None:
    """Parents who took part have been told by mouth: the minutes were read to them."""
    maa_ikke = permissions.maa_ikke_vide(punkt, nu)
    if punkt.barn is None or maa_ikke is None:
        return
    der = Deltager.objects.filter(moede=punkt.moede, deltog=True, person__isnull=False).values("person")
    hoerte = [p for p in orientering.indehavere(punkt.barn) if p.pk not in maa_ikke and der.filter(person=p).exists()]
    if hoerte:
        orientering.registrer_resultat(
            anledning=punkt.anledning, personer=hoerte, maade=Maade.MUNDTLIGT, givet_den=dato(nu), by=by, nu=nu
        )


def _record(haendelse: str, moede: Moede, by: User, nu: datetime) -> None:
    log.record(haendelse, by=by, nu=nu, anledning=moede.anledning_id, objekt=moede)
