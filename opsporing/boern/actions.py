"""Actions on children: coming to the world, being enrolled, moving, leaving, and being found registered twice."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from opsporing import log
from opsporing.models import (
    Anledning,
    Barn,
    Enhed,
    Enhedstype,
    Foraeldremyndighed,
    Grundlag,
    Handling,
    Kommune,
    Orientering,
    Person,
    Samtykke,
    Tilbageholdelse,
    Tilknytning,
    User,
)

#: Apps that must follow children at once when their enrolments or custody change add a function here in their
#: AppConfig.ready; each is called as f(boern=<primary keys>, by=..., nu=...) inside the transaction of the change. An
#: import calls it once for all its children, so it must take many in a handful of queries.
FOELGER_BOERN: list[Callable[..., None]] = []


def sig_det_videre(*, boern: Collection[int], by: User | None, nu: datetime) -> None:
    """Tell the apps that the enrolments or the custody of these children have changed."""
    for funktion in FOELGER_BOERN:
        funktion(boern=boern, by=by, nu=nu)


@transaction.atomic
def opret_barn(*, kommune: Kommune, by: User | None, nu: datetime, **felter: Any) -> Barn:
    """Register a child; without Tilknytning nobody sees it. Raises ValidationError for a row that cannot be."""
    barn = Barn(kommune=kommune, **felter)
    barn.full_clean()
    barn.save()
    log.record("opsporing.barn_oprettet", by=by, nu=nu, barn=barn, kommune=kommune)
    return barn


@transaction.atomic
def ret_barn(*, barn: Barn, by: User | None, nu: datetime, **felter: Any) -> Barn:
    """Change master data of a child; the log names the fields, the row history keeps the old values."""
    barn = Barn.objects.select_for_update(of=("self",), no_key=True).get(pk=barn.pk)
    aendret = [navn for navn, vaerdi in felter.items() if getattr(barn, navn) != vaerdi]
    if aendret:
        for navn in aendret:
            setattr(barn, navn, felter[navn])
        barn.full_clean(exclude=["kommune", "mor", "sammenlagt_i"])
        barn.save(update_fields=aendret)
        log.record("opsporing.barn_rettet", by=by, nu=nu, barn=barn, felter=aendret)
    return barn


@transaction.atomic
def foed(*, barn: Barn, foedt_den: date, by: User | None, nu: datetime, **felter: Any) -> Barn:
    """Let an expected child be born: the same row lives on, with its mother as custody holder."""
    mor = barn.mor
    barn = ret_barn(barn=barn, by=by, nu=nu, foedt_den=foedt_den, **felter)
    if mor is not None:
        giv_foraeldremyndighed(barn=barn, person=mor, by=by, nu=nu)
    log.record("opsporing.barn_foedt", by=by, nu=nu, barn=barn)
    return barn


@transaction.atomic
def giv_foraeldremyndighed(*, barn: Barn, person: Person, by: User | None, nu: datetime) -> Foraeldremyndighed:
    """Let a person hold custody from now on; an open one is kept."""
    myndighed, ny = Foraeldremyndighed.objects.get_or_create(
        barn=barn, person=person, til=None, defaults={"kommune_id": barn.kommune_id, "fra": nu}
    )
    if ny:
        log.record("opsporing.foraeldremyndighed_aendret", by=by, nu=nu, barn=barn, objekt=myndighed)
        sig_det_videre(boern=[barn.pk], by=by, nu=nu)
    return myndighed


@transaction.atomic
def afslut_foraeldremyndighed(*, barn: Barn, person: Person, by: User | None, nu: datetime) -> int:
    """End a person's custody now; returns how many open rows ended (0 or 1)."""
    antal = Foraeldremyndighed.objects.filter(barn=barn, person=person, til=None).update(til=nu)
    if antal:
        log.record("opsporing.foraeldremyndighed_aendret", by=by, nu=nu, barn=barn)
        sig_det_videre(boern=[barn.pk], by=by, nu=nu)
    return antal


def grundlag_for(enhed: Enhed) -> Grundlag:
    """The ground on which a unit is responsible for a child in daily life."""
    if enhed.type in {Enhedstype.DISTRIKT, Enhedstype.SUNDHEDSPLEJE}:
        return Grundlag.SUNDHEDSPLEJEDISTRIKT
    return Grundlag.INDSKRIVNING


@transaction.atomic
def indskriv(
    *,
    barn: Barn,
    enhed: Enhed,
    by: User | None,
    nu: datetime,
    fra: datetime | None = None,
    til: datetime | None = None,
) -> Tilknytning:
    """Let a unit be responsible for the child from `fra` (now). It sees the child from that second, not before."""
    tilknytning = Tilknytning.objects.create(
        kommune_id=barn.kommune_id, barn=barn, enhed=enhed, grundlag=grundlag_for(enhed), fra=fra or nu, til=til
    )
    log.record("opsporing.barn_indskrevet", by=by, nu=nu, barn=barn, objekt=tilknytning)
    sig_det_videre(boern=[barn.pk], by=by, nu=nu)
    return tilknytning


@transaction.atomic
def udskriv(*, tilknytning: Tilknytning, by: User | None, nu: datetime, til: datetime | None = None) -> Tilknytning:
    """End an enrolment at `til` (now). What the unit wrote stays with the unit."""
    tilknytning = Tilknytning.objects.select_for_update(of=("self",)).get(pk=tilknytning.pk)
    tilknytning.til = max(til or nu, tilknytning.fra)
    tilknytning.save(update_fields=["til"])
    log.record("opsporing.barn_udskrevet", by=by, nu=nu, barn=tilknytning.barn_id, objekt=tilknytning)
    sig_det_videre(boern=[tilknytning.barnets_nr], by=by, nu=nu)
    return tilknytning


@transaction.atomic
def flyt(*, barn: Barn, fra_enhed: Enhed, til_enhed: Enhed, by: User | None, nu: datetime) -> Tilknytning:
    """Move a child to another stue, institution or district of the municipality. Access moves in the same second."""
    gammel = (
        Tilknytning.objects.select_for_update(of=("self",))
        .gaeldende(nu)
        .indskrivninger()
        .get(barn=barn, enhed=fra_enhed)
    )
    gammel.til = nu
    gammel.save(update_fields=["til"])
    ny = Tilknytning.objects.create(
        kommune_id=barn.kommune_id, barn=barn, enhed=til_enhed, grundlag=grundlag_for(til_enhed), fra=nu
    )
    log.record("opsporing.barn_flyttet", by=by, nu=nu, barn=barn, objekt=ny)
    sig_det_videre(boern=[barn.pk], by=by, nu=nu)
    return ny


@transaction.atomic
def flyt_kommune(*, barn: Barn, til_enhed: Enhed, by: User | None, nu: datetime) -> Barn:
    """Move a child to another municipality: all access here ends now, and a new Barn is made there.

    Nothing that was written crosses; each municipality is its own data controller. Master data and custody do.
    """
    barn = Barn.objects.select_for_update(of=("self",), no_key=True).get(pk=barn.pk)
    # A switch outlives the move: somebody must be able to lift it, as what it covers stays here. So does an
    # underretning: whoever has it must decide on it, and tell the next municipality.
    bliver = [Grundlag.SPAERRING, Grundlag.UNDERRETNING]
    Tilknytning.objects.filter(barn=barn).exclude(grundlag__in=bliver).gaeldende(nu).update(til=nu)
    # A place that waited for the child here is not taken up.
    Tilknytning.objects.indskrivninger().filter(barn=barn, fra__gt=nu).update(til=F("fra"))
    log.record("opsporing.barn_udskrevet", by=by, nu=nu, barn=barn)
    sig_det_videre(boern=[barn.pk], by=by, nu=nu)
    nyt = opret_barn(
        kommune=til_enhed.kommune,
        by=by,
        nu=nu,
        fornavn=barn.fornavn,
        efternavn=barn.efternavn,
        cpr=barn.cpr,
        foedt_den=barn.foedt_den,
        termin=barn.termin if barn.mor_id is None else None,
        koen=barn.koen,
        beskyttet=barn.beskyttet,
        gestationsuger=barn.gestationsuger,
        gestationsdage=barn.gestationsdage,
    )
    for myndighed in barn.foraeldremyndigheder.filter(til=None).select_related("person"):
        person = myndighed.person
        samme = Person.objects.filter(kommune=til_enhed.kommune, cpr=person.cpr).first() if person.cpr else None
        ny_person = samme or Person.objects.create(
            kommune=til_enhed.kommune,
            fornavn=person.fornavn,
            efternavn=person.efternavn,
            cpr=person.cpr,
            beskyttet=person.beskyttet,
        )
        giv_foraeldremyndighed(barn=nyt, person=ny_person, by=by, nu=nu)
    indskriv(barn=nyt, enhed=til_enhed, by=by, nu=nu)
    return nyt


#: Models whose `barn` follows a merge; apps add theirs in AppConfig.ready.
SAMMENLAEGGES: list[Any] = [Anledning, Handling, Orientering, Samtykke, Tilbageholdelse]
#: The same for rows that cannot all follow, because both children have one: called as
#: f(behold=..., overfloedig=..., by=..., nu=...).
FOELGER_SAMMENLAEGNING: list[Callable[..., None]] = []


@transaction.atomic
def sammenlaeg(*, behold: Barn, overfloedig: Barn, by: User | None, nu: datetime) -> Barn:
    """Join two rows of the same child. All that hangs on `overfloedig` moves; the row stays as a pointer.

    Raises ValueError when they belong to different municipalities or are the same row.
    """
    if behold.pk == overfloedig.pk or behold.kommune_id != overfloedig.kommune_id:
        raise ValueError("Kun to forskellige rækker i samme kommune kan lægges sammen.")
    rows = {
        b.pk: b
        for b in Barn.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=[behold.pk, overfloedig.pk])
        .order_by("pk")
    }
    behold, overfloedig = rows[behold.pk], rows[overfloedig.pk]
    cpr = overfloedig.cpr
    overfloedig.cpr, overfloedig.sammenlagt_i = None, behold
    overfloedig.save(update_fields=["cpr", "sammenlagt_i"])
    if cpr and not behold.cpr:
        behold.cpr = cpr
        behold.save(update_fields=["cpr"])
    for model in SAMMENLAEGGES:
        model.objects.filter(barn=overfloedig).update(barn=behold)
    for funktion in FOELGER_SAMMENLAEGNING:
        funktion(behold=behold, overfloedig=overfloedig, by=by, nu=nu)
    aabne = set(Tilknytning.objects.filter(barn=behold, til=None, anledning=None).values_list("enhed_id", "grundlag"))
    for tilknytning in Tilknytning.objects.filter(barn=overfloedig):
        samme = tilknytning.anledning_id is None and (tilknytning.enhed_id, tilknytning.grundlag) in aabne
        if tilknytning.til is None and samme:
            tilknytning.til = max(nu, tilknytning.fra)
        tilknytning.barn = behold
        tilknytning.save(update_fields=["barn", "til"])
    personer = set(behold.foraeldremyndigheder.filter(til=None).values_list("person_id", flat=True))
    for myndighed in Foraeldremyndighed.objects.filter(barn=overfloedig):
        if myndighed.til is None and myndighed.person_id in personer:
            myndighed.til = nu
        myndighed.barn = behold
        myndighed.save(update_fields=["barn", "til"])
    log.record("opsporing.boern_sammenlagt", by=by, nu=nu, boern=[behold, overfloedig], kommune=behold.kommune)
    sig_det_videre(boern=[behold.pk], by=by, nu=nu)
    return behold
