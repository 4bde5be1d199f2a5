"""Who is asked to a meeting: added, replaced by a substitute, and called off again."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from dialogmoeder import adgang
from dialogmoeder import permissions_planlaeg as permissions
from dialogmoeder.actions import punkt as punkter
from dialogmoeder.actions.breve import bestil
from dialogmoeder.models import Brevslags, Deltager, Fagvalg, Moede, Moedestatus
from dialogmoeder.rules.slags import fag_af_rolle
from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.models import Ansaettelse, Person, User

#: In these states those who are asked have been told, so that a newcomer is told at once.
_INDKALDT = frozenset({Moedestatus.INDKALDT, Moedestatus.I_GANG})


@transaction.atomic
def tilfoej(
    *,
    moede: Moede,
    by: User,
    nu: datetime,
    ansaettelse: Ansaettelse | None = None,
    person: Person | None = None,
    navn: str = "",
    fag: str = "",
    rolle: str = "",
    kaldt_ind: bool = False,
) -> Deltager:
    """Ask an employee, a parent or somebody by name to the meeting; one who is asked already is kept.

    An employee's profession is her role's unless said. Raises Denied for an employee who takes no part in meetings, and
    ValueError unless it is exactly one of the three.
    """
    moede = laas(moede)
    permissions.check_can_saette_deltagere(by, moede, nu)
    return saet_paa_listen(
        moede=moede,
        by=by,
        nu=nu,
        ansaettelse=ansaettelse,
        person=person,
        navn=navn.strip(),
        fag=fag,
        rolle=rolle.strip(),
        kaldt_ind=kaldt_ind,
    )


def saet_paa_listen(
    *,
    moede: Moede,
    by: User | None,
    nu: datetime,
    ansaettelse: Ansaettelse | None = None,
    person: Person | None = None,
    navn: str = "",
    fag: str = "",
    rolle: str = "",
    kaldt_ind: bool = False,
    stedfortraeder_for: Deltager | None = None,
) -> Deltager:
    """The part of adding that asks for no permission: for what makes the meeting, and has asked for its own."""
    if sum((ansaettelse is not None, person is not None, bool(navn))) != 1:
        raise ValueError("en deltager er enten ansat, forælder eller et navn")
    if ansaettelse is not None and ansaettelse.rolle not in adgang.ROLLER:
        raise Denied(f"{ansaettelse.user.navn} kan ikke tage del i møder med den rolle.")
    staar = moede.deltagere.filter(fratraadt_at=None, ansaettelse=ansaettelse, person=person, navn=navn).first()
    if staar is not None:
        return staar
    deltager = Deltager.objects.create(
        kommune_id=moede.kommune_id,
        moede=moede,
        ansaettelse=ansaettelse,
        person=person,
        navn=navn,
        fag=fag or _fag(ansaettelse, person),
        rolle=rolle,
        kaldt_ind=kaldt_ind,
        stedfortraeder_for=stedfortraeder_for,
        tilfoejet_at=nu,
    )
    log.record("dialogmoeder.deltager_tilfoejet", by=by, nu=nu, anledning=moede.anledning, objekt=deltager)
    if moede.status in _INDKALDT:
        kald(deltager, moede, nu=nu)
        punkter.aabn_for_deltagere(moede=moede, by=by, nu=nu)
    return deltager


def _fag(ansaettelse: Ansaettelse | None, person: Person | None) -> str:
    if person is not None:
        return str(Fagvalg.FORAELDRE)
    return fag_af_rolle(ansaettelse.rolle) if ansaettelse else str(Fagvalg.ANDRE)


def kald(deltager: Deltager, moede: Moede, *, nu: datetime) -> None:
    """Ask one of those on the list; an employee gets an e-mail."""
    deltager.indkaldt_at = nu
    deltager.save(update_fields=["indkaldt_at"])
    bestil(moede=moede, deltager=deltager, slags=Brevslags.INDKALDT, nu=nu)


@transaction.atomic
def stedfortraeder(*, deltager: Deltager, ansaettelse: Ansaettelse, by: User, nu: datetime) -> Deltager:
    """Let somebody come instead. The one who is replaced has no part in the meeting or its items from now on.

    Raises Denied for one who has left the list already, and for a substitute who is on it.
    """
    moede = laas(deltager.moede)
    deltager = Deltager.objects.select_for_update(of=("self",)).select_related("ansaettelse").get(pk=deltager.pk)
    permissions.check_can_finde_stedfortraeder(by, deltager, moede, nu)
    if deltager.fratraadt_at:
        raise Denied("Der er allerede en anden i stedet.")
    if moede.deltagere.filter(fratraadt_at=None, ansaettelse=ansaettelse).exists():
        raise Denied(f"{ansaettelse.user.navn} er med i forvejen.")
    _fratraed(deltager, moede, by=by, nu=nu)
    ny = saet_paa_listen(
        moede=moede,
        by=by,
        nu=nu,
        ansaettelse=ansaettelse,
        fag=deltager.fag,
        rolle=deltager.rolle,
        stedfortraeder_for=deltager,
    )
    log.record("dialogmoeder.stedfortraeder_sat", by=by, nu=nu, anledning=moede.anledning, objekt=ny)
    return ny


@transaction.atomic
def tag_af(*, deltager: Deltager, by: User, nu: datetime) -> Deltager:
    """Take somebody off the list. A substitute gives the place back to the one she stood in for, if she still works
    there.
    """
    moede = laas(deltager.moede)
    permissions.check_can_saette_deltagere(by, moede, nu)
    deltager = (
        Deltager.objects.select_for_update(of=("self",))
        .select_related("ansaettelse", "stedfortraeder_for__ansaettelse")
        .get(pk=deltager.pk)
    )
    if deltager.fratraadt_at:
        return deltager
    if deltager.ansaettelse is not None and deltager.ansaettelse.user_id == moede.moedeleder_id:
        raise Denied("Mødelederen kan ikke tages af. Vælg en anden mødeleder først.")
    _fratraed(deltager, moede, by=by, nu=nu)
    foer = deltager.stedfortraeder_for
    staar = Ansaettelse.objects.gaeldende(nu).filter(user__is_active=True)
    if foer is not None and foer.ansaettelse is not None and staar.filter(pk=foer.ansaettelse.pk).exists():
        saet_paa_listen(moede=moede, by=by, nu=nu, ansaettelse=foer.ansaettelse, fag=foer.fag, rolle=foer.rolle)
    return deltager


def _fratraed(deltager: Deltager, moede: Moede, *, by: User | None, nu: datetime) -> None:
    deltager.fratraadt_at = nu
    deltager.save(update_fields=["fratraadt_at"])
    punkter.aabn_for_deltagere(moede=moede, by=by, nu=nu)
    if deltager.indkaldt_at:
        bestil(moede=moede, deltager=deltager, slags=Brevslags.AFBUD, nu=nu)
    log.record("dialogmoeder.deltager_taget_af", by=by, nu=nu, anledning=moede.anledning, objekt=deltager)


def foelg_ansatte(*, nu: datetime) -> None:
    """Let who has left her job leave the meetings to come, so that it is seen that nobody comes from there; one who
    works in another part of the same house comes as that. The mødeleder stays until another is chosen. The nightly
    part: one who goes from one stue to another is out of the first before she is in the second.
    """
    forbi = Deltager.objects.filter(
        fratraadt_at=None,
        moede__status__in=permissions.KOMMENDE,
        moede__planlagt_at__gt=nu,
        ansaettelse__til__lte=nu,
    ).exclude(moede__moedeleder=F("ansaettelse__user"))
    forbi = forbi.select_related("moede", "ansaettelse__enhed", "stedfortraeder_for")
    for deltager in forbi.order_by("moede_id", "pk"):
        moede = laas(deltager.moede)
        _fratraed(deltager, moede, by=None, nu=nu)
        if ny := ny_ansaettelse(deltager.ansaettelse, nu):
            saet_paa_listen(
                moede=moede,
                by=None,
                nu=nu,
                ansaettelse=ny,
                fag=deltager.fag,
                rolle=deltager.rolle,
                kaldt_ind=deltager.kaldt_ind,
                stedfortraeder_for=deltager.stedfortraeder_for,
            )


def ny_ansaettelse(gammel: Ansaettelse | None, nu: datetime) -> Ansaettelse | None:
    """The employment in the same house that somebody goes on in, when this one has ended."""
    if gammel is None:
        return None
    hendes = Ansaettelse.objects.gaeldende(nu).filter(
        user=gammel.user_id,
        user__is_active=True,
        enhed__journalenhed=gammel.enhed.journalenhed_id,
        rolle__in=adgang.ROLLER,
    )
    return hendes.select_related("user", "enhed").order_by("-fra", "-pk").first()


@transaction.atomic
def svar(*, deltager: Deltager, kommer: bool, by: User, nu: datetime) -> Deltager:
    """Say for oneself whether one comes. Raises Denied for another's place and for a meeting that is not called."""
    moede = laas(deltager.moede)
    deltager = Deltager.objects.select_for_update(of=("self",)).select_related("ansaettelse").get(pk=deltager.pk)
    if deltager.ansaettelse is None or deltager.ansaettelse.user_id != by.pk or deltager.fratraadt_at:
        raise Denied("Du kan kun svare for dig selv.")
    if moede.status != Moedestatus.INDKALDT:
        raise Denied("Der kan kun svares på en indkaldelse, før mødet begynder.")
    if deltager.kommer != kommer:
        deltager.kommer = kommer
        deltager.save(update_fields=["kommer"])
        log.record("dialogmoeder.deltager_svarede", by=by, nu=nu, anledning=moede.anledning, objekt=deltager)
    return deltager


def laas(moede: Moede) -> Moede:
    """The meeting, locked, with what its actions read."""
    return (
        Moede.objects.select_for_update(of=("self",))
        .select_related("anledning__ejer_enhed", "enhed__journalenhed", "kommune__profil", "team", "moedeleder")
        .get(pk=moede.pk)
    )
