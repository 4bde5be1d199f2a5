"""Those who take part in a visit without seeing the overgang: the visit is opened to them, and nothing else is."""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from django.db.models import Q

from opsporing import anledning as anledninger
from opsporing import log
from opsporing.frister import actions as frister
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.models import Anledning, Ansaettelse, Enhed, Frist, Grundlag, Tilknytning, User
from opsporing.tid import dato
from overgange.actions.modtagelse import luk_sager
from overgange.deltagere import ROLLER
from overgange.fristtyper import BESOEG, DELTAG, LED
from overgange.models import Besoeg, Besoegsdeltager, Besoegsstatus, Overgang, Side

KODE = "overgange.besoeg"
#: So many days after the agreed day the minutes can still be written by a guest. Then the visit closes by itself.
SKRIVES_DAGE = 30


def ajourfoer_gaester(*, besoeg: Besoeg, by: User, nu: datetime) -> None:
    """Open an agreed visit to those who are named in it, and close it to those who are not any more.

    It is opened to the employment she takes part in, not to her unit. Who sees the overgang anyway needs no opening.
    """
    gaester = {a.pk: a for a in _gaester(besoeg, nu)}
    if besoeg.anledning is None and not gaester:
        return
    sag = besoeg.anledning or anledninger.opret(
        kode=KODE, enhed=besoeg.overgang.fra_enhed, barn=besoeg.overgang.barn, nu=nu, lukket=True
    )
    if sag.afsluttet_at is not None:
        sag.afsluttet_at = None
        sag.save(update_fields=["afsluttet_at"])
    if besoeg.anledning_id is None:
        besoeg.anledning = sag
        besoeg.save(update_fields=["anledning"])
    aabne = Tilknytning.objects.filter(anledning=sag, grundlag=Grundlag.OVERGANG).filter(Q(til=None) | Q(til__gt=nu))
    aabne.exclude(ansaettelse__in=gaester).update(til=nu)
    slut = _slut(besoeg, nu)
    aabne.update(til=slut)
    har = set(aabne.values_list("ansaettelse_id", flat=True))
    for ansaettelse in (a for noegle, a in gaester.items() if noegle not in har):
        anledninger.aabn_for(
            anledning=sag,
            enhed=ansaettelse.enhed,
            ansaettelse=ansaettelse,
            grundlag=Grundlag.OVERGANG,
            til=slut,
            by=by,
            nu=nu,
            formaal="deltager i overgangsbesøget",
            haendelse="overgange.besoeg_aabnet_for",
        )
    _mind(gaester.values(), besoeg, sag, nu)
    frister.annuller(anledning=sag, kode=LED, nu=nu)
    leder = next((a for a in gaester.values() if a.user_id == besoeg.moedeleder_id), None)
    if leder is not None and besoeg.planlagt_at is not None:
        frister.opret(
            kode=LED,
            anledning=sag,
            enhed=leder.enhed,
            ansvarlig=leder.user,
            forfalder=dato(besoeg.planlagt_at),
            nu=nu,
        )


def _mind(gaester: Collection[Ansaettelse], besoeg: Besoeg, sag: Anledning, nu: datetime) -> None:
    """Let each guest who does not lead be reminded of the day, once; who is on the list no more is not."""
    if besoeg.planlagt_at is None:
        return
    med = {f"{a.pk}": a for a in gaester if a.user_id != besoeg.moedeleder_id}
    Frist.objects.aabne().filter(anledning=sag, kode=DELTAG).exclude(trin__in=med).update(annulleret_at=nu)
    for trin, a in med.items():
        frister.opret(
            kode=DELTAG,
            anledning=sag,
            enhed=a.enhed,
            trin=trin,
            ansvarlig=a.user,
            forfalder=dato(besoeg.planlagt_at),
            nu=nu,
        )
        frister.flyt(anledning=sag, kode=DELTAG, trin=trin, forfalder=dato(besoeg.planlagt_at))


def glem_forbi(*, nu: datetime) -> int:
    """Take away the reminders of visits whose day has passed: coming is not something to be late with."""
    return Frist.objects.overskredne(nu).filter(kode=DELTAG).update(annulleret_at=nu)


def gaa_hjem(*, besoeg: Besoeg, by: User, nu: datetime) -> None:
    """Close the visit to those it was opened to: it is over. The minutes reach them with the parents' yes, or not."""
    if besoeg.anledning_id is not None:
        frister.opfyld(anledning=besoeg.anledning_id, kode=LED, by=by, nu=nu)
        frister.annuller(anledning=besoeg.anledning_id, kode=DELTAG, nu=nu)
        luk_sager([besoeg.anledning_id], nu=nu)


def aflys_aftaler(overgange: Collection[Overgang], *, nu: datetime) -> None:
    """Take back what was agreed with a place the child does not come to: those asked from there see it no more.

    The visit is offered again; the family's and the sender's names stay on it.
    """
    if not overgange:
        return
    aabne = Besoeg.objects.filter(overgang__in=overgange, afsluttet_at=None)
    luk_sager([pk for pk in aabne.values_list("anledning", flat=True) if pk], nu=nu)
    Besoegsdeltager.objects.filter(besoeg__in=aabne, side=Side.MODTAGER).delete()
    aabne.filter(status=Besoegsstatus.AFTALT).update(status=Besoegsstatus.TILBUDT, planlagt_at=None, moedeleder=None)


def tilbyd_igen(overgange: Collection[Overgang], *, by: User | None, nu: datetime) -> None:
    """Offer the visit again to families that said no, or could not come, when it was about another place.

    That they did, and why, is in the row history. What was held stays held.
    """
    igen = Besoeg.objects.filter(
        overgang__in=overgange, nr=1, status__in=[Besoegsstatus.AFSLAAET, Besoegsstatus.IKKE_MULIGT]
    )
    dem = list(igen.select_related("overgang"))
    if not dem:
        return
    sager = [en.overgang.anledning_id for en in dem]
    Besoegsdeltager.objects.filter(besoeg__in=igen, side=Side.MODTAGER).delete()
    igen.update(
        status=Besoegsstatus.TILBUDT,
        planlagt_at=None,
        moedeleder=None,
        grund="",
        afsluttet_at=None,
        afsluttet_by=None,
    )
    Frist.objects.filter(anledning__in=sager, kode=BESOEG, annulleret_at=None).update(opfyldt_at=None, opfyldt_by=None)
    for en in dem:
        log.record(
            "overgange.besoeg_tilbudt_igen",
            by=by,
            nu=nu,
            barn=en.overgang.barn_id,
            anledning=en.overgang.anledning_id,
            objekt=en,
            kommune=en.overgang.kommune,
        )


def _slut(besoeg: Besoeg, nu: datetime) -> datetime:
    sidste = max(dato(besoeg.planlagt_at or nu), dato(nu)) + timedelta(days=SKRIVES_DAGE)
    return lokalt_tidspunkt(sidste + timedelta(days=1), time(0))


def _gaester(besoeg: Besoeg, nu: datetime) -> list[Ansaettelse]:
    """The employments, at the two places, of those who are named and to whom the overgang is not open."""
    overgang = besoeg.overgang
    navngivne = set(besoeg.deltagere.filter(user__isnull=False).values_list("user_id", flat=True))
    if besoeg.moedeleder_id is not None:
        navngivne.add(besoeg.moedeleder_id)
    steder = Q(enhed__in=Enhed.objects.undertrae(_hus(overgang.fra_enhed)))
    if overgang.til_enhed is not None:
        steder |= Q(enhed__in=Enhed.objects.undertrae(_hus(overgang.til_enhed)))
    mulige = (
        Ansaettelse.objects.gaeldende(nu)
        .filter(steder, user__in=navngivne, user__is_active=True, rolle__in=ROLLER)
        .select_related("user", "enhed__journalenhed", "enhed__kommune__profil")
        .order_by("pk")
    )
    aabne = {a.pk: _ser_overgangen(a, overgang, nu) for a in mulige}
    vaerter = {a.user_id for a in mulige if aabne[a.pk]}
    return [a for a in mulige if a.user_id not in vaerter]


def _ser_overgangen(ansaettelse: Ansaettelse, overgang: Overgang, nu: datetime) -> bool:
    user = ansaettelse.user.vaelg(ansaettelse)
    return Overgang.objects.for_user(user, nu).filter(pk=overgang.pk).exists()


def _hus(enhed: Enhed) -> Enhed:
    return enhed.journalenhed or enhed
