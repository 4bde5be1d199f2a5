"""The visit: offered with the overgang, agreed on, written in by two, and ended with what became of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import Frist, Skemaversion, User
from opsporing.profil import profil_for
from opsporing.skemaer.gem import Gemt, Loesning, gem_felter, loes_konflikt
from opsporing.skemaer.svar import valider
from opsporing.skemaer.versioner import uden_tekst
from opsporing.tid import dato
from overgange import permissions_besoeg as permissions
from overgange.actions.gaester import ajourfoer_gaester, gaa_hjem
from overgange.actions.modtagelse import aabn_sag, luk_sager
from overgange.fristtyper import BED, BESOEG, MOEDE
from overgange.models import Besoeg, Besoegsdeltager, Besoegsstatus, Overgang, Side, Spoergsmaal, Status
from overgange.rules.besoeg import opfoelgning_den

SKEMA = "overgangsbesoeg"
FOERSTE, OPFOELGNING = 1, 2
#: Visits that somebody counts on: agreed on for a day, or the follow-up the family was promised.
AFTALTE = Q(status=Besoegsstatus.AFTALT) | Q(nr=OPFOELGNING)
#: So many days after all else is over a visit that nobody has said the end of is forgotten, and not late.
GLEMT_DAGE = 90


class IkkeFaerdig(Denied):
    """What is missing before the visit can be ended as held: `mangler` has one Danish message per field."""

    def __init__(self, besked: str, mangler: Mapping[str, str]) -> None:
        super().__init__(besked)
        self.mangler = dict(mangler)


@dataclass(frozen=True, slots=True)
class Deltager:
    """One who is asked to take part: an employee, or somebody by name."""

    side: Side
    user: User | None = None
    navn: str = ""
    rolle: str = ""


@dataclass(frozen=True, slots=True)
class Aftale:
    """When, where, with whom, and who leads it."""

    planlagt_at: datetime
    varer_minutter: int
    sted: str
    moedeleder: User
    deltagere: Sequence[Deltager]


def kendte(besoeg: Besoeg) -> dict[str, str]:
    """What the form's conditions rest on: whether the municipality uses the seven competences."""
    return {"kompetencer": "ja" if profil_for(besoeg.overgang.kommune).overgang_kompetencer else "nej"}


@transaction.atomic
def tilbyd(*, overgang: Overgang, nu: datetime, nr: int = FOERSTE) -> Besoeg:
    """The visit of an overgang; the one that is there already is kept.

    Raises `Skemaversion.DoesNotExist` when the form is not published.
    """
    fundet = overgang.besoeg.filter(nr=nr).first()
    if fundet:
        return fundet
    version = Skemaversion.objects.gaeldende(SKEMA, overgang.kommune)
    if version is None:
        raise Skemaversion.DoesNotExist(f"Kommunen har ikke noget publiceret skema {SKEMA}.")
    return Besoeg.objects.create(
        kommune_id=overgang.kommune_id, overgang=overgang, nr=nr, skemaversion=version, oprettet_at=nu
    )


def tilbyd_mange(*, overgange: Collection[Overgang], nu: datetime) -> list[Besoeg]:
    """The visit every family is offered, for many new overgange at once. Those that have one keep it.

    A municipality whose form is not published yet has its visits made by `ajourfoer_besoeg` when it is.
    """
    har = set(Besoeg.objects.filter(overgang__in=overgange, nr=FOERSTE).values_list("overgang_id", flat=True))
    versioner: dict[int, Skemaversion | None] = {}
    nye = []
    for overgang in overgange:
        if overgang.kommune_id not in versioner:
            versioner[overgang.kommune_id] = Skemaversion.objects.gaeldende(SKEMA, overgang.kommune)
        version = versioner[overgang.kommune_id]
        if version is not None and overgang.pk not in har:
            nye.append(Besoeg(kommune_id=overgang.kommune_id, overgang=overgang, skemaversion=version, oprettet_at=nu))
    return Besoeg.objects.bulk_create(nye)


def ajourfoer_besoeg(*, nu: datetime) -> None:
    """Give every open overgang the visit it lacks."""
    uden = Overgang.objects.aabne().exclude(besoeg__nr=FOERSTE).select_related("kommune")
    tilbyd_mange(overgange=list(uden), nu=nu)


class AftaltImens(Denied):
    """Somebody else has agreed on something since it was looked at."""


def aftryk(besoeg: Besoeg) -> str:
    """A fingerprint of what is agreed, so that nobody writes over what she has not seen."""
    deltagere = sorted((d.side, d.user_id or 0, d.navn, d.rolle) for d in besoeg.deltagere.all())
    aftalt = (besoeg.status, besoeg.planlagt_at and besoeg.planlagt_at.timestamp(), besoeg.varer_minutter, besoeg.sted)
    return sha256(repr((aftalt, besoeg.moedeleder_id, deltagere)).encode()).hexdigest()[:16]


@transaction.atomic
def planlaeg_besoeg(*, besoeg: Besoeg, aftale: Aftale, by: User, nu: datetime, set_aftryk: str | None = None) -> Besoeg:
    """Agree on a time, or on another one. Who takes part is what is agreed now.

    Raises Denied for a visit that is held, and for one that is nowhere or of no length; AftaltImens when it is no
    longer what was seen (`aftryk`).
    """
    besoeg = _laas(besoeg)
    permissions.check_can_planlaegge(by, besoeg, nu)
    if set_aftryk is not None and set_aftryk != aftryk(besoeg):
        raise AftaltImens("En anden har ændret aftalen, mens du skrev. Se, hvad der står nu, og gem så igen.")
    if not aftale.sted or aftale.varer_minutter < 1:
        raise Denied("Vælg, hvor besøget er, og hvor længe det varer.")
    besoeg.status = Besoegsstatus.AFTALT
    besoeg.planlagt_at, besoeg.varer_minutter = aftale.planlagt_at, aftale.varer_minutter
    besoeg.sted, besoeg.moedeleder = aftale.sted, aftale.moedeleder
    genaabnet = besoeg.afsluttet_at is not None
    besoeg.grund, besoeg.afsluttet_at, besoeg.afsluttet_by = "", None, None
    besoeg.save(
        update_fields=[
            "status",
            "planlagt_at",
            "varer_minutter",
            "sted",
            "moedeleder",
            "grund",
            "afsluttet_at",
            "afsluttet_by",
        ]
    )
    _saet_deltagere(besoeg, aftale.deltagere)
    ajourfoer_gaester(besoeg=besoeg, by=by, nu=nu)
    if genaabnet:
        _frist_igen(besoeg, nu)
    _record("overgange.besoeg_planlagt", besoeg, by, nu)
    return besoeg


def _saet_deltagere(besoeg: Besoeg, deltagere: Sequence[Deltager]) -> None:
    """Those who are to take part, and no others; who is on the list already stays the same row."""
    staar = {(d.side, d.user_id, d.navn): d for d in besoeg.deltagere.all()}
    oenskes = {(d.side.value, d.user.pk if d.user else None, "" if d.user else d.navn.strip()): d for d in deltagere}
    besoeg.deltagere.filter(pk__in=[d.pk for noegle, d in staar.items() if noegle not in oenskes]).delete()
    for (side, _, navn), d in oenskes.items():
        if (side, d.user.pk if d.user else None, navn) not in staar:
            Besoegsdeltager.objects.create(
                kommune_id=besoeg.kommune_id, besoeg=besoeg, side=side, user=d.user, navn=navn, rolle=d.rolle.strip()
            )
        elif staar[side, d.user.pk if d.user else None, navn].rolle != d.rolle.strip():
            samme = staar[side, d.user.pk if d.user else None, navn]
            samme.rolle = d.rolle.strip()
            samme.save(update_fields=["rolle"])


@transaction.atomic
def gem_besoeg(
    *, besoeg: Besoeg, aendringer: Mapping[str, Any], set_rev: int, by: User, nu: datetime, klient: str = ""
) -> Gemt:
    """Store the answers that changed (see `gem_felter`)."""
    besoeg = _laas(besoeg)
    permissions.check_can_skrive(by, besoeg, nu)
    gemt = gem_felter(besoeg, aendringer, set_rev, by=by, nu=nu, klient=klient)
    if gemt.aendrede:
        _record("overgange.besoeg_gemt", besoeg, by, nu, felter=gemt.aendrede)
    return gemt


@transaction.atomic
def loes_besoeg(*, besoeg: Besoeg, konflikt_id: str, loesning: Loesning, by: User, nu: datetime) -> Gemt:
    """Choose between two texts that were written at the same time; see `loes_konflikt` for the errors."""
    besoeg = _laas(besoeg)
    permissions.check_can_skrive(by, besoeg, nu)
    gemt = loes_konflikt(besoeg, konflikt_id, loesning, by=by, nu=nu)
    _record("overgange.besoeg_konflikt_loest", besoeg, by, nu, felter=gemt.aendrede)
    return gemt


@dataclass(frozen=True, slots=True)
class Udfald:
    """What became of the visit: held on a day with these participants, or why not; and whether they meet again."""

    status: Besoegsstatus
    holdt_den: date | None = None
    deltog: frozenset[int] = frozenset()
    grund: str = ""
    foelg_op: bool = False


@transaction.atomic
def afslut_besoeg(*, besoeg: Besoeg, udfald: Udfald, by: User, nu: datetime) -> Besoeg:
    """Say what became of it, and agree on a follow-up meeting with it: what is the last to be done closes the matter.

    Twice the same changes nothing. Raises IkkeFaerdig for a held visit whose minutes lack something, or whose day has
    not come, and Denied for one that was not held without a reason.
    """
    besoeg = _laas(besoeg)
    if besoeg.afsluttet_at and besoeg.status == udfald.status:
        return besoeg
    permissions.check_can_afslutte(by, besoeg, udfald.status, nu)
    if udfald.status is Besoegsstatus.HOLDT:
        _check_holdt(besoeg, udfald, nu)
        besoeg.holdt_den = udfald.holdt_den
        besoeg.svar = valider(besoeg.definition(), besoeg.svar, kladde=False, kendte=kendte(besoeg)).renset
        for deltager in besoeg.deltagere.all():
            deltager.deltog = deltager.pk in udfald.deltog
            deltager.save(update_fields=["deltog"])
    elif not udfald.grund.strip():
        raise Denied("Skriv kort, hvorfor besøget ikke blev holdt.")
    else:
        besoeg.grund = udfald.grund.strip()
    besoeg.status = udfald.status
    besoeg.afsluttet_at, besoeg.afsluttet_by = nu, by
    besoeg.save(update_fields=["status", "holdt_den", "svar", "grund", "afsluttet_at", "afsluttet_by"])
    _record("overgange.besoeg_afsluttet", besoeg, by, nu)
    if udfald.foelg_op:
        permissions.check_can_foelge_op(by, besoeg, nu)
        _aftal_opfoelgning(besoeg, by, nu)
    frister.opfyld(anledning=besoeg.overgang.anledning_id, kode=_frist(besoeg), by=by, nu=nu)
    gaa_hjem(besoeg=besoeg, by=by, nu=nu)
    luk_naar_alt_er_gjort(besoeg.overgang, nu=nu)
    return besoeg


def luk_naar_alt_er_gjort(overgang: Overgang, *, nu: datetime) -> None:
    """Close the sender's matter when the next place has told how it began, nothing is asked, no visit is open, and a
    place outside has been told what it must use no more.

    Until then the place the child has left sees this one matter, and nothing else of the child.
    """
    aabne = overgang.besoeg.filter(afsluttet_at=None)
    if overgang.udeladt_grund or overgang.til_enhed_id is None:
        # Nothing was given, or the time is over; what was offered and not agreed on went with it.
        aabne = aabne.filter(AFTALTE)
    if overgang.status != Status.AFSLUTTET or aabne.exists():
        return
    if Frist.objects.aabne().filter(anledning=overgang.anledning_id, kode=BED).exists():
        return
    if overgang.overleveringer.filter(spoergsmaal__isnull=False, spoergsmaal__svaret_at=None).exists():
        return
    luk_sager([overgang.anledning_id], nu=nu)


@transaction.atomic
def luk_glemte(*, nu: datetime) -> int:
    """Close the sender's matter of overgange that are over but for a visit nobody has said the end of for so long.

    It is late long before, and the leader is told. In the numbers it stays a visit nobody decided on. Returns how many.
    """
    senest = dato(nu) - timedelta(days=GLEMT_DAGE)
    om = OuterRef("pk")
    planlagt = Besoeg.objects.filter(overgang=om, afsluttet_at=None, planlagt_at__date__gte=senest)
    ubesvaret = Spoergsmaal.objects.filter(overlevering__overgang=om, svaret_at=None)
    siges = Frist.objects.aabne().filter(anledning=OuterRef("anledning"), kode=BED)
    over = Overgang.objects.filter(
        status=Status.AFSLUTTET, anledning__afsluttet_at=None, start_den__lt=senest, afsluttet_at__date__lt=senest
    ).exclude(Exists(planlagt) | Exists(ubesvaret) | Exists(siges))
    glemte = [
        o
        for o in over.select_related("kommune__profil")
        if opfoelgning_den(o.start_den, profil_for(o.kommune).overgang_opfoelgning_dage) < senest
    ]
    luk_sager([o.anledning_id for o in glemte], nu=nu)
    for o in glemte:
        log.record(
            "overgange.lukket", by=None, nu=nu, barn=o.barn_id, anledning=o.anledning_id, objekt=o, kommune=o.kommune
        )
    return len(glemte)


def _check_holdt(besoeg: Besoeg, udfald: Udfald, nu: datetime) -> None:
    if besoeg.konflikter:
        raise IkkeFaerdig(
            "To har skrevet i samme felt. Vælg, hvad der skal stå, før I afslutter.",
            {k["felt"]: "Vælg mellem de to tekster." for k in besoeg.konflikter},
        )
    mangler = dict(valider(besoeg.definition(), besoeg.svar, kladde=False, kendte=kendte(besoeg)).fejl)
    if mangler:
        raise IkkeFaerdig("Referatet mangler noget. Skriv det, og afslut så besøget.", mangler)
    if udfald.holdt_den is None or udfald.holdt_den > dato(nu):
        raise Denied("Skriv den dag, besøget blev holdt. Dagen skal være kommet.")


@transaction.atomic
def foelg_op_paa_besoeg(*, besoeg: Besoeg, by: User, nu: datetime) -> Besoeg:
    """Agree that there is a follow-up meeting some months after the start; gives the visit it is written in.

    Raises Denied for a follow-up of a follow-up, and when there is one.
    """
    besoeg = _laas(besoeg)
    permissions.check_can_foelge_op(by, besoeg, nu)
    return _aftal_opfoelgning(besoeg, by, nu)


def _aftal_opfoelgning(besoeg: Besoeg, by: User, nu: datetime) -> Besoeg:
    nyt = tilbyd(overgang=besoeg.overgang, nu=nu, nr=OPFOELGNING)
    _frist_igen(nyt, nu)
    _record("overgange.opfoelgning_aftalt", nyt, by, nu)
    return nyt


def _frist(besoeg: Besoeg) -> str:
    return BESOEG if besoeg.nr == FOERSTE else MOEDE


def _frist_igen(besoeg: Besoeg, nu: datetime) -> None:
    """Let the visit fall due: the first on its agreed day, the follow-up some months after the start."""
    overgang = besoeg.overgang
    aabn_sag(overgang, nu=nu)
    if besoeg.nr == FOERSTE:
        forfalder = dato(besoeg.planlagt_at) if besoeg.planlagt_at else overgang.start_den
    else:
        forfalder = opfoelgning_den(overgang.start_den, profil_for(overgang.kommune).overgang_opfoelgning_dage)
    # What was met when the family said no is not met any more.
    overgang.anledning.frister.filter(kode=_frist(besoeg), annulleret_at=None, opfyldt_at__isnull=False).update(
        opfyldt_at=None, opfyldt_by=None, forfalder_at=frister.oejeblik(forfalder)[0]
    )
    frister.opret(
        kode=_frist(besoeg), anledning=overgang.anledning, enhed=overgang.fra_enhed, forfalder=forfalder, nu=nu
    )


def _laas(besoeg: Besoeg) -> Besoeg:
    overgang = (
        Overgang.objects.select_for_update(of=("self",))
        .select_related("anledning", "barn", "fra_enhed", "kommune__profil")
        .get(pk=besoeg.overgang_id)
    )
    laast = (
        Besoeg.objects.select_for_update(of=("self",))
        .select_related("skemaversion", "moedeleder", "anledning")
        .defer(*uden_tekst("skemaversion"))
        .get(pk=besoeg.pk)
    )
    laast.overgang = overgang
    return laast


def _record(haendelse: str, besoeg: Besoeg, by: User, nu: datetime, felter: tuple[str, ...] = ()) -> None:
    log.record(
        haendelse,
        by=by,
        nu=nu,
        barn=besoeg.overgang.barn_id,
        anledning=besoeg.overgang.anledning_id,
        objekt=besoeg,
        felter=felter,
    )
