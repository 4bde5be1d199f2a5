"""Actions on the switch `foraeldre_maa_ikke_orienteres` (design 3.5).

Myndighed decides on it without seeing what is behind it: a switch has a matter of its own (`Spaerring.sag`), which a
scoped Tilknytning opens to every myndighed of the municipality. docs/adr/0007 says why.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from opsporing import anledning as anledninger
from opsporing import log
from opsporing.adgang.permissions import Denied, Permission, har
from opsporing.frister import actions as frister
from opsporing.frister.kalender import arbejdsdage_efter
from opsporing.fristtyper import SPAERRING_BEKRAEFTES, SPAERRING_GENNEMSES
from opsporing.models import (
    Anledning,
    Enhed,
    Enhedstype,
    Frist,
    Grundlag,
    Person,
    Spaerring,
    Spaerringsgrund,
    Tilknytning,
    User,
)
from opsporing.orientering.actions import mangler_resultat
from opsporing.tid import dato

#: The code of the matter that is about a switch.
SAG = "opsporing.spaerring"
#: Working days myndighed has for its first look. Ours, not the law's: a suspicion cannot wait for a week.
BEKRAEFTES_ARBEJDSDAGE = 1
#: The longest a confirmed switch may stand before it is looked at again.
LAENGST = timedelta(days=92)
#: What myndighed has decided about a switch: the same for all that share a matter.
AFGOERELSEN = ("gennemses_den", "bekraeftet_at", "bekraeftet_by", "bekraeftet_grund")
#: How long myndighed still sees a switch that it has lifted.
SES_EFTER = timedelta(days=30)

#: What wakes when a switch is lifted: apps add theirs in AppConfig.ready. Called as f(anledning=..., by=..., nu=...)
#: inside the transaction of the change.
EFTER_OPHAEVELSE: list[Callable[..., object]] = []
#: What else is kept from them when a switch is set, in the same way. Called as f(spaerring=..., by=..., nu=...).
EFTER_SAETTELSE: list[Callable[..., object]] = []


class Foraeldet(Exception):
    """Somebody else has decided since the page was made; `spaerring` is as it stands now."""

    def __init__(self, spaerring: Spaerring) -> None:
        super().__init__(spaerring.pk)
        self.spaerring = spaerring


def myndigheder(kommune_id: int) -> list[Enhed]:
    """The units of the municipality that decide on switches, in a steady order: those that receive underretninger, or
    every myndighed while none is marked.
    """
    alle = list(Enhed.objects.filter(kommune=kommune_id, type=Enhedstype.MYNDIGHED, nedlagt_at=None).order_by("pk"))
    return [enhed for enhed in alle if enhed.modtager_underretninger] or alle


@transaction.atomic
def saet(
    *,
    anledning: Anledning,
    grund: Spaerringsgrund,
    gennemses_om_dage: int,
    by: User | None,
    nu: datetime,
    hvorfor: str = "",
    person: Person | None = None,
    sammen_med: Spaerring | None = None,
) -> Spaerring:
    """Hide the matter from everything that reaches the custody holder (all of them without `person`).

    The duty to tell them the result rests. Myndighed is asked to confirm or lift it at once, and is shown `hvorfor`.
    `gennemses_om_dage` days from now is when it is to be looked at again unless myndighed says another day. Setting it
    again while it stands changes nothing. A suspicion is enough, and so is doubt (Svendborg, Køge, Børns Vilkår).

    `sammen_med` is the switch of another matter with the same suspicion about the same child: then myndighed decides
    once for both, and what she has confirmed holds here too. `by` is None when it came along from another municipality.

    Raises ValueError for a matter that is about no child, and for one of another child or municipality than
    `sammen_med`.
    """
    if anledning.barn_id is None:
        raise ValueError("En sag uden barn har ingen forældre, der ikke må orienteres.")
    Anledning.objects.select_for_update(of=("self",)).get(pk=anledning.pk)
    staaende = Spaerring.objects.staaende().filter(anledning=anledning, person=person).first()
    if staaende is not None:
        return staaende
    den_faelles = _den_faelles(sammen_med, anledning, person)
    spaerring = Spaerring(
        kommune_id=anledning.kommune_id,
        anledning=anledning,
        person=person,
        grund=grund,
        hvorfor=hvorfor.strip(),
        sat_at=nu,
        sat_by=by,
        gennemses_den=dato(nu) + timedelta(days=gennemses_om_dage),
    )
    if den_faelles is None:
        spaerring.sag = _ny_sag(anledning, nu)
    else:
        for felt in ("sag_id", *AFGOERELSEN):
            setattr(spaerring, felt, getattr(den_faelles, felt))
    spaerring.save()
    if not mangler_resultat(anledning):
        # Nobody is left who may be told.
        frister.bortfald(hvad="resultat_fortalt", anledning=anledning, nu=nu)
    log.record("opsporing.spaerring_sat", by=by, nu=nu, barn=anledning.barn_id, anledning=anledning, objekt=spaerring)
    if den_faelles is None:
        _aabn_for(spaerring.sag, myndigheder(anledning.kommune_id), by=by, nu=nu)
    for funktion in EFTER_SAETTELSE:
        funktion(spaerring=spaerring, by=by, nu=nu)
    return spaerring


def _den_faelles(sammen_med: Spaerring | None, anledning: Anledning, person: Person | None) -> Spaerring | None:
    """The switch to share a decision with, locked, as it stands; None when there is none to share with any more."""
    if sammen_med is None:
        return None
    laast = Spaerring.objects.select_for_update(of=("self",)).select_related("anledning").get(pk=sammen_med.pk)
    if (laast.anledning.barn_id, laast.kommune_id) != (anledning.barn_id, anledning.kommune_id):
        raise ValueError("Kun spærringer om det samme barn i den samme kommune kan afgøres sammen.")
    return laast if laast.ophaevet_at is None and laast.person_id == (person.pk if person else None) else None


def _ny_sag(anledning: Anledning, nu: datetime) -> Anledning:
    """Myndighed's matter about a switch, with the first look due."""
    enheder = myndigheder(anledning.kommune_id)
    sag = Anledning.objects.create(
        kommune_id=anledning.kommune_id,
        ejer_enhed=enheder[0] if enheder else _roden(anledning.kommune_id),
        barn_id=anledning.barn_id,
        kode=SAG,
        oprettet_at=nu,
    )
    frister.opret(
        kode=SPAERRING_BEKRAEFTES,
        anledning=sag,
        enhed=sag.ejer_enhed,
        forfalder=arbejdsdage_efter(dato(nu), BEKRAEFTES_ARBEJDSDAGE),
        nu=nu,
    )
    return sag


def _roden(kommune_id: int) -> Enhed:
    return Enhed.objects.get(kommune=kommune_id, foraelder=None)


def _aabn_for(sag: Anledning, enheder: Iterable[Enhed], *, by: User | None, nu: datetime) -> None:
    for enhed in enheder:
        anledninger.aabn_for(
            anledning=sag,
            enhed=enhed,
            grundlag=Grundlag.SPAERRING,
            til=None,
            by=by,
            nu=nu,
            haendelse="opsporing.spaerring_aabnet_for",
        )


@transaction.atomic
def bekraeft(
    *, spaerring: Spaerring, grund: str, gennemses_den: date, by: User, nu: datetime, stand: str | None = None
) -> Spaerring:
    """Let the switch stand, for a reason, until it is looked at again on `gennemses_den` at the latest, and with it
    those that share its matter.

    `stand` is `Spaerring.stand` as it was when the person read it: raises Foraeldet when a colleague has decided since.
    Raises Denied for anybody but myndighed, without a reason, for a day that is not ahead or too far ahead, and when
    the switch has been lifted.
    """
    spaerring = _til_afgoerelse(spaerring, by, stand)
    if spaerring.ophaevet_at is not None:
        raise Denied("Spærringen er ophævet og kan ikke bekræftes.")
    if not grund.strip():
        raise Denied("Skriv, hvorfor spærringen skal stå.")
    if not dato(nu) < gennemses_den <= dato(nu) + LAENGST:
        raise Denied("Vælg en dag efter i dag og højst tre måneder frem.")
    spaerring.bekraeftet_at, spaerring.bekraeftet_by, spaerring.bekraeftet_grund = nu, by, grund.strip()
    spaerring.gennemses_den = gennemses_den
    spaerring.save(update_fields=AFGOERELSEN)
    for anden in _de_andre(spaerring):
        for felt in AFGOERELSEN:
            setattr(anden, felt, getattr(spaerring, felt))
        anden.save(update_fields=AFGOERELSEN)
    _opfyld(spaerring, by=by, nu=nu)
    frister.opret(
        kode=SPAERRING_GENNEMSES,
        anledning=spaerring.sag,
        # Each review is a stage of its own; one that was done stays done.
        trin=str(Frist.objects.filter(anledning=spaerring.sag, kode=SPAERRING_GENNEMSES).count() + 1),
        enhed=spaerring.sag.ejer_enhed,
        forfalder=gennemses_den,
        nu=nu,
    )
    _record("opsporing.spaerring_bekraeftet", spaerring, by, nu)
    return spaerring


@transaction.atomic
def ophaev(*, spaerring: Spaerring, grund: str, by: User, nu: datetime, stand: str | None = None) -> Spaerring:
    """Lift the switch, for a reason, and with it those that share its matter: from now on the parents may be told, and
    the duties to tell them wake.

    Lifting it twice changes nothing. Raises Foraeldet as `bekraeft` does, and Denied for anybody but myndighed and
    without a reason.
    """
    spaerring = _til_afgoerelse(spaerring, by, stand)
    if not grund.strip():
        raise Denied("Skriv, hvorfor spærringen ophæves.")
    if spaerring.ophaevet_at is not None:
        return spaerring
    spaerring.ophaevet_at, spaerring.ophaevet_by, spaerring.ophaevet_grund = nu, by, grund.strip()
    alle = [spaerring, *_de_andre(spaerring)]
    for en in alle:
        en.ophaevet_at, en.ophaevet_by, en.ophaevet_grund = nu, by, spaerring.ophaevet_grund
        en.save(update_fields=["ophaevet_at", "ophaevet_by", "ophaevet_grund"])
    _opfyld(spaerring, by=by, nu=nu)
    Anledning.objects.filter(pk=spaerring.sag_id).update(afsluttet_at=nu)
    Tilknytning.objects.filter(anledning=spaerring.sag_id, grundlag=Grundlag.SPAERRING, til=None).update(
        til=nu + SES_EFTER
    )
    for en in alle:
        _record("opsporing.spaerring_ophaevet", en, by, nu)
        for vaek in EFTER_OPHAEVELSE:
            vaek(anledning=en.anledning, by=by, nu=nu)
    return spaerring


def _de_andre(spaerring: Spaerring) -> list[Spaerring]:
    """The standing switches that the same decision is about, locked."""
    faelles = Spaerring.objects.staaende().filter(sag=spaerring.sag_id).exclude(pk=spaerring.pk)
    return list(faelles.select_for_update(of=("self",)).select_related("anledning").order_by("pk"))


def _til_afgoerelse(spaerring: Spaerring, by: User, stand: str | None) -> Spaerring:
    """The row, locked, for somebody who may decide on it."""
    ansaettelse = by.ansaettelse
    if (
        ansaettelse is None
        or not har(by, Permission.SPAERRING_OPHAEV)
        or ansaettelse.kommune_id != spaerring.kommune_id
    ):
        raise Denied("Kun familieafdelingen kan bekræfte eller ophæve spærringen.")
    nyeste = (
        Spaerring.objects.select_for_update(of=("self",))
        .select_related("anledning", "sag__ejer_enhed", "bekraeftet_by", "ophaevet_by")
        .get(pk=spaerring.pk)
    )
    if stand is not None and nyeste.stand != stand:
        raise Foraeldet(nyeste)
    return nyeste


def _opfyld(spaerring: Spaerring, *, by: User, nu: datetime) -> None:
    for frist in Frist.objects.aabne().filter(anledning=spaerring.sag_id):
        frister.opfyld(anledning=spaerring.sag_id, kode=frist.kode, trin=frist.trin, by=by, nu=nu)


def _record(haendelse: str, spaerring: Spaerring, by: User, nu: datetime) -> None:
    log.record(
        haendelse,
        by=by,
        nu=nu,
        barn=spaerring.anledning.barn_id,
        anledning=spaerring.anledning_id,
        objekt=spaerring,
    )


@transaction.atomic
def ajourfoer(*, nu: datetime) -> None:
    """Let every switch that stands be open to each myndighed there is today, so that none waits where nobody looks.

    A municipality may set up its myndighed after the first switch, or move it to another unit.
    """
    staaende = list(Spaerring.objects.staaende().select_related("sag__ejer_enhed"))
    har_adgang = set(
        Tilknytning.objects.gaeldende(nu)
        .filter(anledning__in=[s.sag_id for s in staaende], grundlag=Grundlag.SPAERRING)
        .values_list("anledning_id", "enhed_id")
    )
    for kommune_id in {s.kommune_id for s in staaende}:
        enheder = myndigheder(kommune_id)
        if not enheder:
            continue
        for sag in (s.sag for s in staaende if s.kommune_id == kommune_id):
            _aabn_for(sag, [e for e in enheder if (sag.pk, e.pk) not in har_adgang], by=None, nu=nu)
            if sag.ejer_enhed not in enheder:
                sag.ejer_enhed = enheder[0]
                sag.save(update_fields=["ejer_enhed"])
                Frist.objects.aabne().filter(anledning=sag).update(enhed=enheder[0])


def er_spaerret(anledning: Anledning | int) -> bool:
    """Whether the parents, or one of them, must not be told about the matter."""
    return Spaerring.objects.staaende().filter(anledning=anledning).exists()
