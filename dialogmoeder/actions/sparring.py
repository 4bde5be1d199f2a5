"""Actions of sparring: asking, taking, answering, asking again, ending, taking a yes back."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from dialogmoeder import permissions_sparring as permissions
from dialogmoeder.actions.aabninger import luk
from dialogmoeder.actions.dagsorden import saet_paa
from dialogmoeder.fristtyper import LAES, SVAR
from dialogmoeder.koder import SPARRING
from dialogmoeder.models import (
    Forslag,
    Moede,
    Punkt,
    Punktart,
    Sparring,
    Sparringsgrundlag,
    Sparringsindlaeg,
    Sparringsstatus,
)
from dialogmoeder.rules.sparring import svar_senest
from dialogmoeder.rules.tilstande import Sparringstilstand, check_vej
from opsporing import anledning as anledninger
from opsporing import log, samtykke
from opsporing.adgang.permissions import Denied
from opsporing.adgang.roller import LEDER_AF
from opsporing.frister import actions as frister
from opsporing.models import Barn, Enhed, Frist, Grundlag, Person, Samtykke, Tilknytning, User
from opsporing.models.tilknytning import OmEnSagQuerySet, TilknytningQuerySet
from opsporing.profil import profil_for
from opsporing.tid import dato

KODE = SPARRING
AABNET = "dialogmoeder.aabnet_for"
#: What the opening to those who are asked is for.
RAAD = "Sparring"


def hvad_siges_ja_til(til_enhed: Enhed) -> str:
    """What the parents are asked: the words of the consent."""
    return f"At spørge {til_enhed.navn} til råds"


@transaction.atomic
def stil(
    *,
    til_enhed: Enhed,
    tekst: str,
    by: User,
    nu: datetime,
    barn: Barn | None = None,
    grundlag: str = Sparringsgrundlag.ANONYMT,
    begrundelse: str = "",
    ja_fra: Sequence[Person] = (),
    alder_mdr: int | None = None,
) -> Sparring:
    """Ask an advising unit, with a child's name or without. `ja_fra` are the custody holders who have said yes.

    Raises Denied for who may not, an empty question, and a child named by consent that is not given by all.
    """
    permissions.check_can_stille(by, til_enhed, barn, grundlag, begrundelse, nu)
    hendes = by.ansat.enhed
    sag = anledninger.opret(kode=KODE, enhed=hendes, barn=barn, nu=nu, lukket=True)
    if barn is not None and grundlag == Sparringsgrundlag.SAMTYKKE:
        om: dict[str, Any] = {
            "barn": barn,
            "hvad": hvad_siges_ja_til(til_enhed),
            "modtager": til_enhed,
            "anledning": sag,
        }
        for person in ja_fra:
            samtykke.giv(**om, person=person, formaal="Sparring om, hvordan barnet bedst hjælpes", by=by, nu=nu)
        if not samtykke.gaelder(**om, nu=nu):
            raise Denied("Alle, der har forældremyndigheden, skal have sagt ja. Ellers spørg uden navn.")
    sparring = Sparring.objects.create(
        kommune_id=hendes.kommune_id,
        anledning=sag,
        barn=barn,
        enhed=hendes,
        til_enhed=til_enhed,
        spoerger=by,
        grundlag=grundlag,
        begrundelse=begrundelse.strip() if grundlag == Sparringsgrundlag.SSD else "",
        alder_mdr=barn.alder_mdr(dato(nu)) if barn else alder_mdr,
        svar_senest=svar_senest(dato(nu), by.profil.sparring_svar_dage),
        oprettet_at=nu,
    )
    _aabn(sparring, by, nu)
    _spoerg(sparring, tekst, by, nu)
    _log("dialogmoeder.sparring_stillet", sparring, by, nu)
    return sparring


def _aabn(sparring: Sparring, by: User, nu: datetime) -> None:
    """Open the matter to the one who asks, to her leader, and to those who are asked."""
    om: dict[str, Any] = {
        "anledning": sparring.anledning,
        "grundlag": Grundlag.SPARRING,
        "til": None,
        "by": by,
        "nu": nu,
    }
    anledninger.aabn_for(**om, enhed=sparring.enhed, ansaettelse=by.ansat, haendelse=AABNET)
    journal = sparring.anledning.ejer_enhed
    if rolle := LEDER_AF.get(journal.type):
        anledninger.aabn_for(**om, enhed=journal, rolle=rolle, haendelse=AABNET)
    _aabn_for_raadgivere(sparring, by, nu)


def _aabn_for_raadgivere(sparring: Sparring, by: User, nu: datetime) -> None:
    """To those who advise there, and not to all who work in the place an adviser has her desk; what is open stays."""
    har = set(_deres_adgang(sparring, nu).values_list("rolle", flat=True))
    for raadgiver in sorted(permissions.raadgiverroller(sparring.til_enhed, nu) - har):
        anledninger.aabn_for(
            anledning=sparring.anledning,
            grundlag=Grundlag.SPARRING,
            til=None,
            by=by,
            nu=nu,
            enhed=sparring.til_enhed,
            rolle=raadgiver,
            formaal=RAAD,
            haendelse=AABNET,
        )


def _spoerg(sparring: Sparring, tekst: str, by: User, nu: datetime) -> None:
    indlaeg = _skriv(sparring, tekst, by, nu, er_svar=False)
    frister.opret(
        kode=SVAR,
        anledning=sparring.anledning,
        enhed=sparring.til_enhed,
        forfalder=sparring.svar_senest,
        nu=nu,
        trin=str(indlaeg.pk),
        ansvarlig=sparring.raadgiver,
    )


def _skriv(sparring: Sparring, tekst: str, by: User, nu: datetime, *, er_svar: bool) -> Sparringsindlaeg:
    if not tekst.strip():
        raise Denied("Skriv noget først.")
    return Sparringsindlaeg.objects.create(
        kommune_id=sparring.kommune_id,
        sparring=sparring,
        tekst=tekst.strip(),
        er_svar=er_svar,
        skrevet_at=nu,
        skrevet_by=by,
    )


def _laas(sparring: Sparring) -> Sparring:
    return (
        Sparring.objects.select_for_update(of=("self",))
        .select_related("anledning", "enhed__kommune__profil", "til_enhed", "spoerger", "barn")
        .get(pk=sparring.pk)
    )


def _log(haendelse: str, sparring: Sparring, by: User | None, nu: datetime) -> None:
    log.record(haendelse, by=by, nu=nu, barn=sparring.barn_id, anledning=sparring.anledning, objekt=sparring)


def _aabne_trin(sparring: Sparring, kode: str) -> list[str]:
    return list(Frist.objects.aabne().filter(anledning=sparring.anledning, kode=kode).values_list("trin", flat=True))


def _opfyld(sparring: Sparring, kode: str, by: User | None, nu: datetime) -> None:
    for trin in _aabne_trin(sparring, kode):
        frister.opfyld(anledning=sparring.anledning, kode=kode, trin=trin, by=by, nu=nu)


@transaction.atomic
def tag(*, sparring: Sparring, by: User, nu: datetime) -> Sparring:
    """Say that she is the one who answers, so that nobody else begins. A colleague may take it over."""
    sparring = _laas(sparring)
    permissions.check_can_svare(by, sparring)
    if sparring.raadgiver_id != by.pk:
        sparring.raadgiver = by
        sparring.save(update_fields=["raadgiver"])
        for trin in (
            Frist.objects.aabne().filter(anledning=sparring.anledning, kode=SVAR).values_list("trin", flat=True)
        ):
            frister.flyt(anledning=sparring.anledning, kode=SVAR, trin=trin, ansvarlig=by)
        _log("dialogmoeder.sparring_taget", sparring, by, nu)
    return sparring


@transaction.atomic
def svar(*, sparring: Sparring, tekst: str, by: User, nu: datetime) -> Sparringsindlaeg:
    """Answer. The one who asked is to read it; the first answer is what the promise is measured by."""
    sparring = _laas(sparring)
    permissions.check_can_svare(by, sparring)
    indlaeg = _skriv(sparring, tekst, by, nu, er_svar=True)
    if sparring.status == Sparringsstatus.STILLET:
        check_vej(sparring.status, Sparringstilstand.BESVARET)
        sparring.status = Sparringsstatus.BESVARET
    sparring.besvaret_at = sparring.besvaret_at or nu
    sparring.raadgiver = sparring.raadgiver or by
    sparring.save(update_fields=["status", "besvaret_at", "raadgiver"])
    _opfyld(sparring, SVAR, by, nu)
    frister.opret(
        kode=LAES,
        anledning=sparring.anledning,
        enhed=sparring.enhed,
        forfalder=svar_senest(dato(nu), profil_for(sparring.enhed.kommune).sparring_svar_dage),
        nu=nu,
        trin=str(indlaeg.pk),
        ansvarlig=sparring.spoerger,
    )
    _log("dialogmoeder.sparring_besvaret", sparring, by, nu)
    return indlaeg


@transaction.atomic
def spoerg_igen(*, sparring: Sparring, tekst: str, by: User, nu: datetime) -> Sparring:
    """Ask more in the same thread: the answer is promised anew."""
    sparring = _laas(sparring)
    permissions.check_can_spoerge_igen(by, sparring)
    if sparring.status != Sparringsstatus.STILLET:
        check_vej(sparring.status, Sparringstilstand.STILLET)
        sparring.status = Sparringsstatus.STILLET
        sparring.svar_senest = svar_senest(dato(nu), by.profil.sparring_svar_dage)
        sparring.save(update_fields=["status", "svar_senest"])
        _opfyld(sparring, LAES, by, nu)
        _aabn_for_raadgivere(sparring, by, nu)
        _spoerg(sparring, tekst, by, nu)
    else:
        # What is added while she waits is a part of the same question, promised for the same day.
        _skriv(sparring, tekst, by, nu, er_svar=False)
    _log("dialogmoeder.sparring_spurgt_igen", sparring, by, nu)
    return sparring


@transaction.atomic
def afslut(*, sparring: Sparring, by: User, nu: datetime) -> Sparring:
    """End it. Those who were asked read it for as long as after a meeting (`moede_adgang_dage`)."""
    sparring = _laas(sparring)
    permissions.check_can_spoerge_igen(by, sparring)
    _luk(sparring, by, nu, adgang_til=nu + timedelta(days=by.profil.moede_adgang_dage))
    _log("dialogmoeder.sparring_afsluttet", sparring, by, nu)
    return sparring


@transaction.atomic
def til_dagsorden(*, sparring: Sparring, moede: Moede, overskrift: str, by: User, nu: datetime) -> Punkt:
    """Take it to a meeting of the side that asked: an item with the same child, or none, that tells where it is from.

    Nobody at the meeting reads the thread by that. Raises Denied for who may not, and where the meeting is over.
    """
    sparring = _laas(sparring)
    permissions.check_can_spoerge_igen(by, sparring)
    punkt = saet_paa(
        moede=moede,
        art=Punktart.BARN if sparring.barn else Punktart.ANONYMT,
        barn=sparring.barn,
        overskrift=overskrift,
        forslag=Forslag.SPARRING,
        kilde=sparring.anledning,
        by=by,
        nu=nu,
    )
    sparring.punkt = punkt
    sparring.save(update_fields=["punkt"])
    _log("dialogmoeder.sparring_paa_dagsorden", sparring, by, nu)
    return punkt


def _luk(sparring: Sparring, by: User | None, nu: datetime, *, adgang_til: datetime) -> None:
    check_vej(sparring.status, Sparringstilstand.AFSLUTTET)
    sparring.status, sparring.afsluttet_at = Sparringsstatus.AFSLUTTET, nu
    sparring.save(update_fields=["status", "afsluttet_at"])
    sparring.anledning.afsluttet_at = nu
    sparring.anledning.save(update_fields=["afsluttet_at"])
    _opfyld(sparring, LAES, by, nu)
    frister.annuller(anledning=sparring.anledning, nu=nu)
    _deres_adgang(sparring, nu).update(til=adgang_til)


def luk_for_raadgivere(*, nu: datetime) -> None:
    """Close what is answered, and that nobody has ended, to those who were asked, as long after the last word as if it
    had been ended then; the nightly part. Asked again, it opens to them again.
    """
    besvarede = Sparring.objects.filter(status=Sparringsstatus.BESVARET).annotate(sidst=Max("indlaeg__skrevet_at"))
    for sparring in besvarede.select_related("anledning", "enhed__kommune__profil"):
        sidst = getattr(sparring, "sidst", None) or sparring.oprettet_at
        if sidst + timedelta(days=profil_for(sparring.enhed.kommune).moede_adgang_dage) > nu:
            continue
        for tilknytning in _deres_adgang(sparring, nu):
            luk(tilknytning, None, nu)


def _deres_adgang(sparring: Sparring, nu: datetime) -> TilknytningQuerySet:
    """What opens it to those who were asked."""
    return Tilknytning.objects.gaeldende(nu).filter(anledning=sparring.anledning, formaal=RAAD)


@transaction.atomic
def traek(*, sparring: Sparring, by: User, nu: datetime) -> Sparring:
    """Note that a parent takes the yes back: it ends, and is closed at once to those who were asked."""
    sparring = _laas(sparring)
    permissions.check_can_traekke(by, sparring)
    for et in Samtykke.objects.filter(anledning=sparring.anledning, ja=True, trukket_at=None):
        samtykke.traek(samtykke=et, by=by, nu=nu)
    return _laas(sparring)


def luk_efter_samtykke(*, samtykke: Samtykke, by: User | None, nu: datetime) -> None:
    """A yes was taken back: what rested on it is closed to those who were asked, at once."""
    if samtykke.anledning_id is not None:
        for sparring in _paa_samtykke().filter(anledning=samtykke.anledning_id):
            _luk_for_dem(sparring, by, nu)


def foelg_boern(*, boern: Collection[int], by: User | None, nu: datetime) -> None:
    """Custody changed: a yes holds only as long as every custody holder has given it."""
    for sparring in _paa_samtykke().filter(barn__in=boern).select_related("barn", "til_enhed"):
        barn = sparring.barn
        if barn is not None and not samtykke.gaelder(
            barn=barn,
            hvad=hvad_siges_ja_til(sparring.til_enhed),
            modtager=sparring.til_enhed,
            nu=nu,
            anledning=sparring.anledning,
        ):
            _luk_for_dem(sparring, by, nu)


def _paa_samtykke() -> OmEnSagQuerySet[Sparring]:
    return Sparring.objects.filter(grundlag=Sparringsgrundlag.SAMTYKKE).select_related("anledning")


def _luk_for_dem(sparring: Sparring, by: User | None, nu: datetime) -> None:
    sparring = _laas(sparring)
    if sparring.status != Sparringsstatus.AFSLUTTET:
        _luk(sparring, by, nu, adgang_til=nu)
    elif not _deres_adgang(sparring, nu).update(til=nu):
        return
    _log("dialogmoeder.sparring_trukket", sparring, by, nu)
