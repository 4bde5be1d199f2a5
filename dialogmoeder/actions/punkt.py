"""Opening an item to those who have part in it, and closing it again.

`aabn_for_deltagere` makes access what it should be now, whatever happened: call it after every change of a meeting, its
participants or its items. Nothing else makes or ends a Tilknytning to an item.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dialogmoeder.actions import frister as moedefrister
from dialogmoeder.actions.aabninger import MED, OPGAVE, aabn, luk, ret_forberedere, ret_moedet, staar
from dialogmoeder.actions.opgaver import ret_opgaver
from dialogmoeder.koder import PUNKT
from dialogmoeder.kreds import FORMAAL, HVAD, Kreds, Punktkreds, gaelder, laes, modtager_noegle
from dialogmoeder.models import (
    Deltager,
    Forberedelse,
    Moede,
    Punkt,
    Punktart,
    Punktdeltager,
    Punktgrundlag,
    Punktstatus,
)
from dialogmoeder.rules.adgang import INDKALDT
from opsporing import anledning as anledninger
from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.adgang.roller import LEDER_AF
from opsporing.frister import actions as frister
from opsporing.models import Anledning, Grundlag, Samtykke, Spaerring, Spaerringsgrund, User
from opsporing.spaerring import actions as spaerringer

__all__ = ["FORMAAL", "HVAD", "aabn_for_deltagere", "aabn_punkt", "giv_grundlag", "luk_for"]

#: The code of an item's matter.
KODE = PUNKT


def laas(punkt: Punkt) -> Punkt:
    """The row for an action, locked after its meeting, with what its rules ask for."""
    Moede.objects.select_for_update(of=("self",)).get(pk=punkt.moede_id)
    return (
        Punkt.objects.select_for_update(of=("self",))
        .select_related("anledning__ejer_enhed", "barn", "moede__kommune__profil", "moede__anledning", "moede__team")
        .get(pk=punkt.pk)
    )


@transaction.atomic
def aabn_punkt(*, punkt: Punkt, by: User | None, nu: datetime) -> None:
    """Open a new item: to the leader of the unit that keeps the child's journal, without end; to the one who prepares
    it, and to the mødeleder where she works there too; and, in a meeting that is called, to those with part in it.
    """
    ejer = punkt.anledning.ejer_enhed
    rolle = LEDER_AF.get(ejer.type)
    if rolle and not punkt.anledning.tilknytninger.exclude(rolle="").exists():
        anledninger.aabn_for(
            anledning=punkt.anledning,
            enhed=ejer,
            grundlag=Grundlag.MOEDE,
            til=None,
            rolle=rolle,
            by=by,
            nu=nu,
            haendelse="dialogmoeder.aabnet_for",
        )
    _tag_forberedelsen_med(punkt, nu)
    aabn_for_deltagere(moede=punkt.moede, by=by, nu=nu, punkt=punkt)


def _tag_forberedelsen_med(punkt: Punkt, nu: datetime) -> None:
    """What was prepared for a meeting that did not reach the item is taken on as a draft, to be looked through again.

    Only within one unit and about one child; what the parents said yes to was that meeting, and is asked again.
    """
    foer = punkt.fortsaetter
    if foer is None or foer.status != Punktstatus.UDSAT or Forberedelse.objects.filter(punkt=punkt).exists():
        return
    if (foer.barn_id, foer.anledning.ejer_enhed_id) != (punkt.barn_id, punkt.anledning.ejer_enhed_id):
        return
    skrevet = Forberedelse.objects.filter(punkt=foer).first()
    if skrevet is not None:
        Forberedelse.objects.create(
            kommune_id=punkt.kommune_id,
            punkt=punkt,
            skemaversion_id=skrevet.skemaversion_id,
            svar=skrevet.svar,
            gemt_at=skrevet.gemt_at,
            gemt_by_id=skrevet.gemt_by_id,
            begyndt_at=nu,
            begyndt_by=punkt.forberedes_by,
        )


@transaction.atomic
def aabn_for_deltagere(*, moede: Moede, by: User | None, nu: datetime, punkt: Punkt | None = None) -> Kreds:
    """Let access to the meeting and to each of its items (or to one) be what it should be now; safe to call again.

    What is to be opened is opened, what is to be closed is closed, and ends follow the meeting's day. So are the
    deadlines for preparing and for telling the parents. Returns the circle as it was read.
    """
    moede = (
        Moede.objects.select_for_update(of=("self",)).select_related("kommune__profil", "anledning").get(pk=moede.pk)
    )
    kreds = laes(moede, nu, punkt=punkt)
    for et in kreds.punkter:
        if _er_forseglet(et.punkt, nu):
            frister.annuller(anledning=et.punkt.anledning_id, nu=nu)
            continue
        _spaer_med(et, nu)
        _giv_af_sig_selv(et, kreds.aktuelle, nu)
        for raekke in list(et.raekker.values()):
            _ret_en(et, raekke, by, nu)
        ret_forberedere(et, by, nu)
        moedefrister.ret(et, nu)
    ret_opgaver(kreds, by, nu)
    ret_moedet(kreds, by, nu)
    return kreds


def _er_forseglet(punkt: Punkt, nu: datetime) -> bool:
    """Whether even the leader's sight of it has ended, as when the child moves to another municipality: then nothing
    opens it again."""
    lederens = punkt.anledning.tilknytninger.exclude(rolle="")
    return lederens.exists() and not lederens.gaeldende(nu).exists()


def _spaer_med(kreds: Punktkreds, nu: datetime) -> None:
    """What keeps the child's matter from the parents keeps the item too, and is decided on once for both."""
    punkt = kreds.punkt
    egne = {s.person_id for s in kreds.spaerringer if s.anledning_id == punkt.anledning_id}
    for spaerring in kreds.spaerringer:
        if spaerring.person_id not in egne:
            egne.add(spaerring.person_id)
            spaerringer.saet(
                anledning=punkt.anledning,
                grund=Spaerringsgrund(spaerring.grund),
                hvorfor=spaerring.hvorfor,
                person=spaerring.person,
                gennemses_om_dage=kreds.profil.spaerring_gennemses_dage,
                sammen_med=spaerring,
                by=spaerring.sat_by,
                nu=nu,
            )


def _giv_af_sig_selv(kreds: Punktkreds, deltagere: Iterable[Deltager], nu: datetime) -> None:
    """Make the rows that need nobody's word; one that was taken away stays away."""
    if kreds.punkt.moede.status not in INDKALDT or kreds.punkt.status == Punktstatus.TRUKKET:
        return
    for deltager in deltagere:
        if deltager.pk in kreds.raekker or kreds.er_lukket_for(deltager):
            continue
        if fundet := kreds.grundlag_af_sig_selv(deltager):
            kreds.raekker[deltager.pk] = Punktdeltager.objects.create(
                kommune_id=kreds.punkt.kommune_id,
                punkt=kreds.punkt,
                deltager=deltager,
                grundlag=fundet[0],
                begrundelse=fundet[1],
                givet_at=nu,
            )


def _ret_en(kreds: Punktkreds, raekke: Punktdeltager, by: User | None, nu: datetime) -> None:
    """Open, move the end of, or close what one part opens; one whose ground is gone is closed for good."""
    til = kreds.aaben_til(raekke.deltager)
    aaben = raekke.tilknytning if raekke.tilknytning and staar(raekke.tilknytning, nu) else None
    if til is not None and til > nu and raekke.deltager.ansaettelse is not None:
        if aaben is None:
            raekke.tilknytning = aabn(kreds.punkt.anledning, raekke.deltager.ansaettelse, til, by, nu, MED)
            raekke.save(update_fields=["tilknytning"])
        elif aaben.til != til:
            aaben.til = til
            aaben.save(update_fields=["til"])
    elif aaben is not None:
        luk(aaben, by, nu)
    uden_ja = raekke.grundlag == Punktgrundlag.SAMTYKKE and not kreds.har_ja(raekke.deltager)
    maa_ikke = raekke.grundlag == Punktgrundlag.FORAELDER and not kreds.er_foraelder(raekke.deltager)
    if uden_ja or maa_ikke:
        _afslut(raekke, nu)
        kreds.lukkede.add(raekke.deltager_id)
        del kreds.raekker[raekke.deltager_id]


def _afslut(raekke: Punktdeltager, nu: datetime) -> None:
    raekke.lukket_at = nu
    raekke.save(update_fields=["lukket_at"])


@transaction.atomic
def giv_grundlag(
    *, punkt: Punkt, deltager: Deltager, grundlag: str, by: User | None, nu: datetime, begrundelse: str = ""
) -> Punktdeltager:
    """Let a participant have part in an item on this ground; open at once where the meeting is called.

    Raises Denied for a ground that does not fit: another unit's employee as one of the own, a yes that is not given,
    SSD without a reason, no name where there is one.
    """
    punkt = laas(punkt)
    kreds = laes(punkt.moede, nu, punkt=punkt).om(punkt)
    _check_grundlag(kreds, deltager, grundlag, begrundelse.strip())
    gammel = kreds.raekker.get(deltager.pk)
    if gammel is not None and (gammel.grundlag, gammel.begrundelse) == (grundlag, begrundelse.strip()):
        aabn_for_deltagere(moede=punkt.moede, by=by, nu=nu, punkt=punkt)
        return gammel
    if gammel is not None:
        if gammel.tilknytning and staar(gammel.tilknytning, nu):
            luk(gammel.tilknytning, by, nu)
        _afslut(gammel, nu)
    raekke = Punktdeltager.objects.create(
        kommune_id=punkt.kommune_id,
        punkt=punkt,
        deltager=deltager,
        grundlag=grundlag,
        begrundelse=begrundelse.strip(),
        givet_at=nu,
        givet_by=by,
    )
    log.record(
        "dialogmoeder.grundlag_givet", by=by, nu=nu, barn=punkt.barn_id, anledning=punkt.anledning_id, objekt=raekke
    )
    aabn_for_deltagere(moede=punkt.moede, by=by, nu=nu, punkt=punkt)
    raekke.refresh_from_db()
    return raekke


def _check_grundlag(kreds: Punktkreds, deltager: Deltager, grundlag: str, begrundelse: str) -> None:
    punkt = kreds.punkt
    if deltager.moede_id != punkt.moede_id or deltager.fratraadt_at is not None:
        raise Denied("Det er kun dem, der er med i mødet, der kan være med i punktet.")
    if grundlag == Punktgrundlag.ANONYMT and punkt.art == Punktart.BARN:
        raise Denied("Punktet har et barns navn. Vælg, hvad der giver lov til at dele det.")
    if grundlag != Punktgrundlag.ANONYMT and punkt.art != Punktart.BARN:
        raise Denied("Punktet er uden navn, så der er ikke noget at give lov til.")
    if grundlag == Punktgrundlag.EGEN and not kreds.er_inde(deltager):
        raise Denied(
            "Den, du valgte, arbejder ikke i barnets enhed. Vælg forældrenes ja eller lovens adgang til at dele."
        )
    if grundlag == Punktgrundlag.FORAELDER and not kreds.er_foraelder(deltager):
        raise Denied("Kun barnets forældre, og den, de har med, er med som forældre.")
    if grundlag == Punktgrundlag.SAMTYKKE and not kreds.har_ja(deltager):
        raise Denied("Alle med forældremyndighed skal have sagt ja til det først.")
    if grundlag == Punktgrundlag.SSD and not begrundelse:
        raise Denied("Skriv, hvorfor det er nødvendigt at dele uden samtykke.")


@transaction.atomic
def luk_for(*, punkt: Punkt, deltager: Deltager, by: User | None, nu: datetime) -> None:
    """Take an item away from a participant: at once, and until somebody gives her a ground again.

    Raises Denied for the one who prepares it, and for a mødeleder from the same unit: they have it by their task.
    """
    punkt = laas(punkt)
    kreds = laes(punkt.moede, nu, punkt=punkt).om(punkt)
    raekke = kreds.raekker.get(deltager.pk)
    if kreds.forbereder(deltager):
        raise Denied("Den, du valgte, forbereder punktet eller leder mødet. Vælg en anden til det først.")
    if raekke is None:
        # Nothing is opened yet; the row says that it is not to be.
        if deltager.pk in kreds.lukkede:
            return
        fundet = kreds.grundlag_af_sig_selv(deltager)
        if fundet is None:
            return
        raekke = Punktdeltager(
            kommune_id=punkt.kommune_id,
            punkt=punkt,
            deltager=deltager,
            grundlag=fundet[0],
            begrundelse=fundet[1],
            givet_at=nu,
            givet_by=by,
        )
        raekke.lukket_at = nu
        raekke.save()
    else:
        if raekke.tilknytning and staar(raekke.tilknytning, nu):
            luk(raekke.tilknytning, by, nu)
        _afslut(raekke, nu)
    log.record(
        "dialogmoeder.grundlag_taget", by=by, nu=nu, barn=punkt.barn_id, anledning=punkt.anledning_id, objekt=raekke
    )
    aabn_for_deltagere(moede=punkt.moede, by=by, nu=nu, punkt=punkt)


def luk_efter_samtykke(*, samtykke: Samtykke, by: User, nu: datetime) -> None:
    """A yes was taken back: what rested on it is closed at once."""
    punkt = Punkt.objects.filter(anledning=samtykke.anledning_id).select_related("moede").first()
    if samtykke.anledning_id is not None and punkt is not None:
        aabn_for_deltagere(moede=punkt.moede, by=by, nu=nu, punkt=punkt)


def spaerring_sat(*, spaerring: Spaerring, by: User | None, nu: datetime) -> None:
    """What is kept from the parents from now on keeps the child's items too: nobody is asked any more to tell them of a
    meeting to come, or of what a recent one came to.
    """
    punkter = Punkt.objects.filter(
        barn=spaerring.anledning.barn_id, moede__planlagt_at__gt=nu - spaerringer.LAENGST
    ).exclude(status=Punktstatus.TRUKKET)
    for punkt in punkter.select_related("anledning", "fortsaetter", "moede").order_by("moede_id", "pk"):
        if punkt.anledning_id != spaerring.anledning_id and gaelder(spaerring, punkt):
            aabn_for_deltagere(moede=punkt.moede, by=by, nu=nu, punkt=punkt)


def spaerring_ophaevet(*, anledning: Anledning, by: User, nu: datetime) -> None:
    """The parents may be told again: the duty to tell them of the meeting wakes, and what stood without it does not."""
    beroert = Punkt.objects.filter(Q(anledning=anledning) | Q(kilde=anledning), barn__isnull=False)
    for punkt in beroert.select_related("moede"):
        aabn_for_deltagere(moede=punkt.moede, by=by, nu=nu, punkt=punkt)


def foelg_boern(*, boern: Collection[int], by: User | None, nu: datetime) -> None:
    """Custody changed: a yes holds only as long as every custody holder has given it, and SSD while one of them has
    been told. What is not open yet is looked at too: it may be opened in this moment; and what stays open to one from
    outside who has something to do, when the others' time has run out.
    """
    opgave = Q(anledning__tilknytninger__formaal=OPGAVE, anledning__tilknytninger__til=None)
    beroert = Punkt.objects.filter(
        Q(deltagelser__tilknytning__til__gt=nu) | Q(deltagelser__tilknytning=None) | opgave,
        barn__in=boern,
        deltagelser__grundlag__in=[Punktgrundlag.SAMTYKKE, Punktgrundlag.SSD],
        deltagelser__lukket_at=None,
    )
    for punkt in beroert.select_related("moede").distinct():
        aabn_for_deltagere(moede=punkt.moede, by=by, nu=nu, punkt=punkt)


def samme_modtager(deltagere: Iterable[Deltager], deltager: Deltager) -> list[Deltager]:
    """Those a yes to one participant's unit covers."""
    return [d for d in deltagere if modtager_noegle(d) == modtager_noegle(deltager)]
