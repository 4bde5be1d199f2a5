"""Actions on own views: take a place, write as you go, be done, be released."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import Frist, User
from opsporing.skemaer.gem import Gemt, Loesning, gem_felter, loes_konflikt
from opsporing.skemaer.svar import mangler
from opsporing.skemaer.versioner import uden_tekst
from opsporing.tid import dato
from trivsel import permissions
from trivsel.actions.oprettelse import egen_kode
from trivsel.faelles import arena_definition, er_alene, tegn_felter
from trivsel.models import EgenVurdering, Vurdering

#: Answers opened again in a correction have no day of their own.
AFSLUTTES_INDEN = timedelta(days=7)


class IkkeFaerdig(Denied):
    """What is missing before it can be concluded: `mangler` has one Danish message per field."""

    def __init__(self, besked: str, mangler: Mapping[str, str]) -> None:
        super().__init__(besked)
        self.mangler = dict(mangler)


def alle_faerdige(vurdering: Vurdering) -> bool:
    """Whether every own view that counts is done, so that the raters may see each other's."""
    return not vurdering.egne.filter(fritaget_at=None, faerdig_at=None).exists()


#: What decides, beside the row itself, whether a person may write in an own view, and how it is read.
TIL_KONTROL = (
    *("vurdering__anledning_id", "vurdering__alder_mdr", "vurdering__skemaversion_id", "vurdering__barn__foedt_den"),
    *("vurdering__runde_id", "vurdering__erstatter_id", "vurdering__arena"),
    *("vurdering__udgaaet_at", "vurdering__afsluttet_at", "vurdering__profilversion__data"),
    *("vurdering__enhed__journalenhed_id", "skemaversion__publiceret_at"),
)


def _laas(**hvilken: Any) -> EgenVurdering | None:
    """The row as it is now, locked, with what decides whether the person may write in it; None if there is none."""
    egne = EgenVurdering.objects.select_for_update(of=("self",)).filter(**hvilken)
    felter = [felt.name for felt in EgenVurdering._meta.concrete_fields]
    laast = (
        egne.select_related("vurdering__barn", "vurdering__enhed", "vurdering__profilversion", "skemaversion")
        .only(*felter, *TIL_KONTROL)
        .first()
    )
    if laast and laast.vurdering.skemaversion_id == laast.skemaversion_id:
        laast.vurdering.skemaversion = laast.skemaversion
    return laast


def alder_ved_begyndelse(vurdering: Vurdering, nu: datetime) -> int:
    """The age in months the vurdering is made for when somebody begins it now.

    One outside the rounds can have been opened long before the visit, and the child has grown; once somebody has begun,
    all answer the same tegn. A round asks about the age at which it opened.
    """
    fast = vurdering.runde_id is not None or vurdering.erstatter_id is not None
    if fast or vurdering.egne.filter(begyndt_at__isnull=False).exists():
        return vurdering.alder_mdr
    nu_er = vurdering.barn.alder_mdr(dato(nu))
    return vurdering.alder_mdr if nu_er is None else nu_er


def _laas_igen(egen: EgenVurdering) -> EgenVurdering:
    laast = _laas(pk=egen.pk)
    if laast is None:
        raise EgenVurdering.DoesNotExist(egen.pk)
    return laast


@transaction.atomic
def begynd_egen(*, vurdering: Vurdering, by: User, nu: datetime) -> EgenVurdering:
    """Take the first free place that fits the person's role; the one she has already is given back.

    Raises Denied when the parents are not informed, the vurdering is closed, or all places are taken.
    """
    vurdering = (
        Vurdering.objects.select_for_update(of=("self",))
        .select_related("barn", "enhed", "profilversion")
        .get(pk=vurdering.pk)
    )
    permissions.check_can_begynde_egen(by, vurdering)
    pladser = list(vurdering.egne.select_related("skemaversion").defer(*uden_tekst("skemaversion")).order_by("nr"))
    min_plads = next((plads for plads in pladser if plads.vurderer_id == by.pk), None)
    if min_plads:
        min_plads.vurdering = vurdering
        return min_plads
    rolle = by.ansaettelse.rolle if by.ansaettelse else ""
    ledig = next((p for p in pladser if not p.vurderer_id and not p.fritaget_at and p.rolle in ("", rolle)), None)
    if ledig is None:
        if er_alene(vurdering):
            raise Denied("En kollega er allerede i gang med vurderingen.")
        raise Denied("De kolleger, der skal vurdere barnet i denne runde, er allerede i gang.")
    alder = alder_ved_begyndelse(vurdering, nu)
    if alder != vurdering.alder_mdr:
        vurdering.alder_mdr = alder
        vurdering.save(update_fields=["alder_mdr"])
    ledig.vurderer, ledig.ansaettelse, ledig.begyndt_at = by, by.ansaettelse, nu
    ledig.save(update_fields=["vurderer", "ansaettelse", "begyndt_at"])
    frister.flyt(anledning=vurdering.anledning_id, kode=egen_kode(ledig.rolle), trin=str(ledig.nr), ansvarlig=by)
    _record("trivsel.egen_begyndt", ledig, vurdering, by, nu)
    ledig.vurdering = vurdering
    return ledig


@transaction.atomic
def gem_egen(
    *, egen: EgenVurdering, aendringer: Mapping[str, Any], set_rev: int, by: User, nu: datetime, klient: str = ""
) -> Gemt:
    """Store the answers that changed (see `gem_felter`). Raises Denied when it is somebody else's, or done."""
    return _gem(_laas_igen(egen), aendringer, set_rev, by, nu, klient)


@transaction.atomic
def gem_min_egen(
    *, vurdering: Vurdering, aendringer: Mapping[str, Any], set_rev: int, by: User, nu: datetime, klient: str = ""
) -> Gemt:
    """Store answers in the person's own view of the child; the first takes the place. Raises what both can."""
    min_plads = _laas(vurdering=vurdering, vurderer=by)
    if min_plads is None:
        min_plads = _laas_igen(begynd_egen(vurdering=vurdering, by=by, nu=nu))
    return _gem(min_plads, aendringer, set_rev, by, nu, klient)


def _gem(
    laast: EgenVurdering, aendringer: Mapping[str, Any], set_rev: int, by: User, nu: datetime, klient: str
) -> Gemt:
    permissions.check_can_skrive_egen(by, laast)
    alder_mdr = laast.vurdering.alder_mdr
    gemt = gem_felter(laast, aendringer, set_rev, by=by, nu=nu, alder_mdr=alder_mdr, klient=klient, er_laast=True)
    if gemt.aendrede:
        _record("trivsel.egen_gemt", laast, laast.vurdering, by, nu, felter=gemt.aendrede)
    return gemt


@transaction.atomic
def loes_egen(*, egen: EgenVurdering, konflikt_id: str, loesning: Loesning, by: User, nu: datetime) -> Gemt:
    """Choose between two versions of one's own answer, written on two devices; see `loes_konflikt` for the errors."""
    egen = _laas_igen(egen)
    permissions.check_can_skrive_egen(by, egen)
    gemt = loes_konflikt(egen, konflikt_id, loesning, by=by, nu=nu)
    _record("trivsel.konflikt_loest", egen, egen.vurdering, by, nu, felter=gemt.aendrede)
    return gemt


@transaction.atomic
def afslut_egen(*, egen: EgenVurdering, by: User, nu: datetime) -> EgenVurdering:
    """Say that one's own view is done. Raises IkkeFaerdig naming every tegn without an answer."""
    egen = _laas_igen(egen)
    if egen.faerdig_at and egen.vurderer_id == by.pk:
        return egen
    permissions.check_can_skrive_egen(by, egen)
    felter = {felt.kode: "Vælg et udsagn, eller vælg »Ikke set endnu«." for felt in tegn_felter(egen)}
    mangler_svar = {kode: besked for kode, besked in felter.items() if kode not in egen.svar}
    mangler_svar |= mangler(arena_definition(egen.vurdering), egen.svar)
    if mangler_svar:
        antal = len(mangler_svar)
        raise IkkeFaerdig(f"{antal} svar mangler, før du er færdig.", mangler_svar)
    egen.faerdig_at = nu
    egen.save(update_fields=["faerdig_at"])
    frister.opfyld(anledning=egen.vurdering.anledning_id, kode=egen_kode(egen.rolle), trin=str(egen.nr), by=by, nu=nu)
    if er_alene(egen.vurdering):
        _lad_afslutning_forfalde(egen, by, nu)
    _record("trivsel.egen_afsluttet", egen, egen.vurdering, by, nu)
    return egen


def _lad_afslutning_forfalde(egen: EgenVurdering, by: User, nu: datetime) -> None:
    """What is left to one who is alone about it is the conclusion, by the day her answers were due."""
    egne_frister = Frist.objects.filter(
        anledning=egen.vurdering.anledning_id, kode=egen_kode(egen.rolle), trin=str(egen.nr), annulleret_at=None
    )
    frist = egne_frister.first()
    frister.opret(
        kode="trivsel.faelles",
        anledning=egen.vurdering.anledning,
        enhed=egen.vurdering.enhed,
        forfalder=dato(frist.forfalder_at) if frist else dato(nu) + AFSLUTTES_INDEN,
        ansvarlig=by,
        nu=nu,
    )


@transaction.atomic
def genaabn_egen(*, egen: EgenVurdering, by: User, nu: datetime) -> EgenVurdering:
    """Open one's own view again, as long as a colleague is still at it. Raises Denied when all are done.

    Who is alone about it can do so until it is concluded: there is nobody whose answers she could have seen.
    """
    vurdering = (
        Vurdering.objects.select_for_update(of=("self",))
        .select_related("enhed", "faelles_skemaversion")
        .defer(*uden_tekst("faelles_skemaversion"))
        .get(pk=egen.vurdering_id)
    )
    egen = EgenVurdering.objects.select_for_update(of=("self",)).select_related("skemaversion").get(pk=egen.pk)
    egen.vurdering = vurdering
    de_andre_ser = alle_faerdige(vurdering) and not er_alene(vurdering)
    permissions.check_can_genaabne_egen(by, egen, alle_faerdige=de_andre_ser)
    if egen.faerdig_at:
        egen.faerdig_at = None
        egen.save(update_fields=["faerdig_at"])
        Frist.objects.filter(
            anledning=vurdering.anledning_id, kode=egen_kode(egen.rolle), trin=str(egen.nr), annulleret_at=None
        ).update(opfyldt_at=None, opfyldt_by=None)
        if er_alene(vurdering):
            frister.annuller(anledning=vurdering.anledning_id, kode="trivsel.faelles", nu=nu)
        _record("trivsel.egen_genaabnet", egen, vurdering, by, nu)
    return egen


@transaction.atomic
def fritag(*, egen: EgenVurdering, grund: str, by: User, nu: datetime) -> EgenVurdering:
    """Release a rater who is away, with a reason. What she wrote is kept but no longer counts.

    Raises Denied for anybody but the leader, for one who is done, and for the last rater.
    """
    vurdering = Vurdering.objects.select_for_update(of=("self",)).get(pk=egen.vurdering_id)
    egen = EgenVurdering.objects.select_for_update(of=("self",)).get(pk=egen.pk)
    egen.vurdering = vurdering
    permissions.check_can_fritage(by, egen)
    if not grund.strip():
        raise Denied("Skriv, hvorfor kollegaen er fritaget.")
    egen.fritaget_at, egen.fritaget_by, egen.fritaget_grund = nu, by, grund.strip()
    egen.save(update_fields=["fritaget_at", "fritaget_by", "fritaget_grund"])
    frister.annuller(anledning=vurdering.anledning_id, kode=egen_kode(egen.rolle), trin=str(egen.nr), nu=nu)
    _record("trivsel.egen_fritaget", egen, vurdering, by, nu)
    return egen


def _record(
    haendelse: str, egen: EgenVurdering, vurdering: Vurdering, by: User, nu: datetime, felter: tuple[str, ...] = ()
) -> None:
    log.record(
        haendelse,
        by=by,
        nu=nu,
        barn=vurdering.barn_id,
        anledning=vurdering.anledning_id,
        objekt=egen,
        felter=felter,
    )
