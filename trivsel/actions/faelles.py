"""Actions on the team's vurdering: begin, write together, conclude with what follows, correct."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from opsporing import anledning as anledninger
from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import Anledning, User
from opsporing.profil import Praksisprofil
from opsporing.skemaer.gem import Gemt, Loesning, gem_felter, loes_konflikt
from opsporing.skemaer.svar import valider
from opsporing.skemaer.versioner import uden_tekst
from opsporing.tid import dato
from trivsel import permissions
from trivsel.actions.egne import IkkeFaerdig, alle_faerdige
from trivsel.actions.oprettelse import KODE
from trivsel.actions.spaerring import saet_efter_svar
from trivsel.faelles import AFTALT, BEGRUNDELSE, POSITION, SAMLET, STEDER, Stilling, er_alene, stilling
from trivsel.models import DIMENSIONER, EgenVurdering, Vurdering
from trivsel.rules.forloeb import (
    FaellesUdkast,
    Mangel,
    Pligtkode,
    Pligtregler,
    mangler_ved_afslutning,
    pligter,
)
from trivsel.rules.positioner import Position


def _laas(vurdering: Vurdering) -> Vurdering:
    return (
        Vurdering.objects.select_for_update(of=("self",))
        .select_related("anledning", "barn", "enhed", "skemaversion", "faelles_skemaversion", "profilversion")
        .defer(*uden_tekst("skemaversion"), *uden_tekst("faelles_skemaversion"))
        .get(pk=vurdering.pk)
    )


def faerdige_egne(vurdering: Vurdering) -> list[EgenVurdering]:
    """The completed own views that count, with their raters."""
    return list(
        vurdering.egne.filter(fritaget_at=None, faerdig_at__isnull=False).select_related("vurderer").order_by("nr")
    )


def profil_for_vurdering(vurdering: Vurdering) -> Praksisprofil:
    """The practice the vurdering was made under."""
    return Praksisprofil.fra_data(vurdering.profilversion.data if vurdering.profilversion else {})


@transaction.atomic
def begynd_faelles(*, vurdering: Vurdering, by: User, nu: datetime) -> Vurdering:
    """Open the team's vurdering. Raises Denied while somebody is still at her own view."""
    vurdering = _laas(vurdering)
    permissions.check_can_faelles(by, vurdering, alle_faerdige=alle_faerdige(vurdering))
    if vurdering.faelles_begyndt_at is None:
        vurdering.faelles_begyndt_at = nu
        vurdering.save(update_fields=["faelles_begyndt_at"])
        _record("trivsel.faelles_begyndt", vurdering, by, nu)
    return vurdering


@transaction.atomic
def gem_faelles(
    *, vurdering: Vurdering, aendringer: Mapping[str, Any], set_rev: int, by: User, nu: datetime, klient: str = ""
) -> Gemt:
    """Store what the team changed, field by field; a colleague's text is kept beside it (`gem_felter`)."""
    vurdering = begynd_faelles(vurdering=vurdering, by=by, nu=nu)
    gemt = gem_felter(vurdering, aendringer, set_rev, by=by, nu=nu, klient=klient)
    if gemt.aendrede:
        _record("trivsel.faelles_gemt", vurdering, by, nu, felter=gemt.aendrede)
    return gemt


@transaction.atomic
def loes(*, vurdering: Vurdering, konflikt_id: str, loesning: Loesning, by: User, nu: datetime) -> Gemt:
    """Choose between two texts that were written at the same time; see `loes_konflikt` for the errors."""
    vurdering = _laas(vurdering)
    permissions.check_can_faelles(by, vurdering, alle_faerdige=alle_faerdige(vurdering))
    gemt = loes_konflikt(vurdering, konflikt_id, loesning, by=by, nu=nu)
    _record("trivsel.konflikt_loest", vurdering, by, nu, felter=gemt.aendrede)
    return gemt


@dataclass(frozen=True, slots=True)
class Mangler:
    """What keeps a shared vurdering from being concluded: the rules' list, and messages per field of the form."""

    regler: tuple[Mangel, ...]
    felter: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.regler or self.felter)


def _udkast(vurdering: Vurdering, nu_staar: Stilling) -> FaellesUdkast:
    svar = vurdering.svar
    return FaellesUdkast(
        forslag=nu_staar.forslag,
        uafklarede=tuple(
            (sektion.kode, tegn)
            for tegn in nu_staar.uafklarede
            if (sektion := nu_staar.definition.sektion_for(tegn)) is not None
        ),
        positioner={kode: nu_staar.valgt.get(kode) for kode in DIMENSIONER},
        samlet=nu_staar.valgt.get(SAMLET),
        begrundelser=nu_staar.begrundelser,
        forklaringer=svar.get("andre_forklaringer", ""),
        overgreb=svar.get("overgreb"),
        overgreb_hvorfor=svar.get("overgreb_hvorfor", ""),
    )


def mangler_faelles(vurdering: Vurdering, nu_staar: Stilling) -> Mangler:
    """What is missing now, for the page and for the conclusion alike."""
    regler = mangler_ved_afslutning(_udkast(vurdering, nu_staar))
    haandteret = {"andre_forklaringer", "overgreb", "overgreb_hvorfor"}
    resultat = valider(vurdering.definition(), vurdering.svar, kladde=False, position=nu_staar.valgt.get(SAMLET))
    felter = {
        kode: besked
        for kode, besked in resultat.fejl.items()
        if kode not in haandteret and not kode.startswith((AFTALT, POSITION, BEGRUNDELSE))
    }
    return Mangler(regler, felter)


@transaction.atomic
def afslut_faelles(*, vurdering: Vurdering, by: User, nu: datetime) -> Vurdering:
    """Conclude: copy the team's positions to columns, meet the deadline, and let the position's duties fall due.

    Raises IkkeFaerdig naming what is missing. A suspicion or doubt of abuse sets the switch that keeps the matter from
    the parents, and the duty to tell them rests (handleguide, [overgreb]). Concluding twice changes nothing.
    """
    vurdering = _laas(vurdering)
    if vurdering.afsluttet_at:
        return vurdering
    permissions.check_can_faelles(by, vurdering, alle_faerdige=alle_faerdige(vurdering))
    if vurdering.konflikter:
        raise IkkeFaerdig(
            "To har skrevet i samme felt. Vælg, hvad der skal stå, før I afslutter.",
            {k["felt"]: "Vælg mellem de to tekster." for k in vurdering.konflikter},
        )
    nu_staar = stilling(vurdering, faerdige_egne(vurdering))
    mangler = mangler_faelles(vurdering, nu_staar)
    if mangler:
        beskeder = {f"{m.sted or ''}:{m.tegn or m.kode}": m.tekst for m in mangler.regler} | dict(mangler.felter)
        antal = len(beskeder)
        hvem = "du" if er_alene(vurdering) else "I"
        raise IkkeFaerdig(f"Der mangler {antal} ting, før {hvem} kan afslutte.", beskeder)
    resultat = valider(vurdering.definition(), vurdering.svar, kladde=False, position=nu_staar.valgt[SAMLET])
    vurdering.svar = resultat.renset
    for sted in STEDER:
        setattr(vurdering, sted, nu_staar.valgt.get(sted, ""))
    vurdering.forslag = {sted: nu_staar.foreslaaet(sted) for sted in STEDER}
    vurdering.afsluttet_at, vurdering.afsluttet_by = nu, by
    vurdering.save(update_fields=["svar", *STEDER, "forslag", "afsluttet_at", "afsluttet_by"])
    Anledning.objects.filter(pk=vurdering.anledning_id).update(afsluttet_at=nu)
    frister.opfyld(anledning=vurdering.anledning_id, kode="trivsel.faelles", by=by, nu=nu)
    if vurdering.erstatter_id:
        _erstat(vurdering, nu)
    _record("trivsel.faelles_afsluttet", vurdering, by, nu)
    _lad_foelge(vurdering, by, nu)
    return vurdering


def _erstat(vurdering: Vurdering, nu: datetime) -> None:
    """Let the correction take the old version's place; the old one's open duties go over to the new one."""
    gammel = Vurdering.objects.select_for_update(of=("self",)).get(erstattet_af=vurdering)
    gammel.erstattet_at = nu
    gammel.save(update_fields=["erstattet_at"])
    for kode in ("trivsel.resultat", "trivsel.handling"):
        frister.annuller(anledning=gammel.anledning_id, kode=kode, nu=nu)


def _lad_foelge(vurdering: Vurdering, by: User, nu: datetime) -> None:
    """Make the deadlines that the overall position obliges to (`pligter`); green obliges to nothing."""
    profil = profil_for_vurdering(vurdering)
    position = Position(vurdering.samlet)
    anledning, i_dag = vurdering.anledning, dato(nu)
    spaerret = saet_efter_svar(vurdering=vurdering, profil=profil, by=by, nu=nu)
    regler = {p: Pligtregler(*profil.pligtdage(p)) for p in (Position.GUL, Position.ROED)}
    koder = {Pligtkode.FORAELDRE_MUNDTLIGT: "trivsel.resultat", Pligtkode.HANDLING: "trivsel.handling"}
    for pligt in pligter(position, regler, foraeldre_maa_ikke_orienteres=spaerret):
        if pligt.kode not in koder or pligt.paa_pause:
            continue
        if pligt.kode is Pligtkode.HANDLING and har_handling(vurdering):
            continue
        frister.opret(
            kode=koder[pligt.kode],
            anledning=anledning,
            enhed=vurdering.enhed,
            forfalder=i_dag + timedelta(days=pligt.dage),
            nu=nu,
        )


def har_handling(vurdering: Vurdering) -> bool:
    """Whether something has been agreed for the vurdering, or for the one it corrects."""
    if vurdering.anledning.handlinger.exists():
        return True
    gammel = Vurdering.objects.select_related("anledning").filter(erstattet_af=vurdering).first()
    return gammel is not None and har_handling(gammel)


@transaction.atomic
def ret(*, vurdering: Vurdering, grund: str, by: User, nu: datetime) -> Vurdering:
    """Begin a correction of a concluded vurdering: a new version with the same own views and the team's answers to
    change. The old one stays in force until the new is concluded, readable for ever. Denied without a reason.
    """
    vurdering = _laas(vurdering)
    permissions.check_can_rette(by, vurdering)
    if not grund.strip():
        raise Denied("Skriv, hvorfor vurderingen rettes.")
    anledning = anledninger.opret(kode=KODE, enhed=vurdering.enhed, barn=vurdering.barn, nu=nu)
    ny = Vurdering.objects.create(
        kommune_id=vurdering.kommune_id,
        anledning=anledning,
        runde_id=vurdering.runde_id,
        barn=vurdering.barn,
        enhed=vurdering.enhed,
        arena=vurdering.arena,
        alder_mdr=vurdering.alder_mdr,
        skemaversion=vurdering.skemaversion,
        faelles_skemaversion=vurdering.faelles_skemaversion,
        profilversion=vurdering.profilversion,
        oprettet_at=nu,
        faelles_begyndt_at=nu,
        svar=vurdering.svar,
        erstatter=vurdering,
        rettelse_grund=grund.strip(),
    )
    EgenVurdering.objects.bulk_create(
        EgenVurdering(
            kommune_id=egen.kommune_id,
            vurdering=ny,
            nr=egen.nr,
            rolle=egen.rolle,
            skemaversion_id=egen.skemaversion_id,
            svar=egen.svar,
            vurderer_id=egen.vurderer_id,
            ansaettelse_id=egen.ansaettelse_id,
            begyndt_at=egen.begyndt_at,
            faerdig_at=egen.faerdig_at,
            antal_besvaret=egen.antal_besvaret,
            gemt_at=egen.gemt_at,
            gemt_by_id=egen.gemt_by_id,
        )
        for egen in faerdige_egne(vurdering)
    )
    frister.opret(
        kode="trivsel.faelles",
        anledning=anledning,
        enhed=vurdering.enhed,
        forfalder=dato(nu) + timedelta(days=7),
        ansvarlig=by,
        nu=nu,
    )
    _record("trivsel.vurdering_rettet", ny, by, nu)
    return ny


def _record(haendelse: str, vurdering: Vurdering, by: User, nu: datetime, felter: tuple[str, ...] = ()) -> None:
    log.record(
        haendelse,
        by=by,
        nu=nu,
        barn=vurdering.barn_id,
        anledning=vurdering.anledning_id,
        objekt=vurdering,
        felter=felter,
    )
