"""What the parents are told before a meeting, and what they say yes to."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from dialogmoeder import permissions_punkt as permissions
from dialogmoeder.actions.punkt import FORMAAL, HVAD, aabn_for_deltagere, giv_grundlag, laas, samme_modtager
from dialogmoeder.fristtyper import NY_TID
from dialogmoeder.invitation import brevet_til
from dialogmoeder.kreds import laes
from dialogmoeder.models import Deltager, Punkt, Punktgrundlag
from opsporing import log
from opsporing import samtykke as samtykker
from opsporing.adgang.permissions import Denied
from opsporing.models import Emne, Frist, Maade, Orientering, Person, Samtykke, User
from opsporing.orientering import actions as orienteringer
from opsporing.tid import dato


@transaction.atomic
def fortael(
    *, punkt: Punkt, personer: Collection[Person], maade: str, givet_den: date, by: User, nu: datetime
) -> list[Orientering]:
    """Note that custody holders have been told that the child is taken up, who takes part and what is talked about.

    Raises Denied for a day that cannot be, and while it is kept from them. What waited for it is opened.
    """
    punkt = laas(punkt)
    permissions.check_can_fortaelle(by, punkt, nu)
    kreds = laes(punkt.moede, nu, punkt=punkt).om(punkt)
    nye = orienteringer.registrer_moede(
        anledning=punkt.anledning,
        personer=personer,
        maade=maade,
        givet_den=givet_den,
        by=by,
        nu=nu,
        maa_ikke=kreds.maa_ikke,
    )
    aabn_for_deltagere(moede=punkt.moede, by=by, nu=nu, punkt=punkt)
    return nye


@transaction.atomic
def giv_invitation(*, punkt: Punkt, person: Person, by: User, nu: datetime) -> list[Orientering]:
    """Note that a custody holder has been given the letter that invites her: what she was told by mouth, on paper.

    Raises Denied while she cannot have it, and LookupError for one who may not be told (`invitation.brevet_til`).
    """
    punkt = laas(punkt)
    permissions.check_can_fortaelle(by, punkt, nu)
    kreds = laes(punkt.moede, nu, punkt=punkt)
    brevet_til(kreds, kreds.om(punkt), person.pk)
    return orienteringer.registrer_moede(
        anledning=punkt.anledning,
        personer=[person],
        maade=Maade.SKRIFTLIGT,
        givet_den=dato(nu),
        by=by,
        nu=nu,
        maa_ikke=kreds.om(punkt).maa_ikke,
    )


@transaction.atomic
def fortryd(*, punkt: Punkt, orientering: Orientering, by: User, nu: datetime) -> None:
    """Take back what was noted by mistake; what was opened because of it is closed."""
    punkt = laas(punkt)
    permissions.check_can_fortaelle(by, punkt, nu)
    if orientering.anledning_id != punkt.anledning_id or orientering.emne != Emne.MOEDE:
        raise Denied("Det hører til et andet punkt.")
    orienteringer.fortryd(orientering=orientering, by=by, nu=nu)
    aabn_for_deltagere(moede=punkt.moede, by=by, nu=nu, punkt=punkt)


@transaction.atomic
def sagt(*, punkt: Punkt, by: User, nu: datetime) -> None:
    """Note that the parents who were to come know that the meeting was moved or called off. Twice changes nothing."""
    punkt = laas(punkt)
    permissions.check_can_sige_tiden(by, punkt, nu)
    venter = Frist.objects.aabne().filter(anledning=punkt.anledning_id, kode=NY_TID)
    if venter.update(opfyldt_at=nu, opfyldt_by=by):
        log.record(
            "dialogmoeder.ny_tid_sagt", by=by, nu=nu, barn=punkt.barn_id, anledning=punkt.anledning_id, objekt=punkt
        )


@transaction.atomic
def svar_samtykke(*, punkt: Punkt, deltager: Deltager, person: Person, ja: bool, by: User, nu: datetime) -> Samtykke:
    """Note what a custody holder says to a participant's unit having part in the item. When all have said yes it has,
    and so have others from the same unit; a no closes what rested on the yes.

    Raises Denied for one who must not be told, and for somebody who needs no yes.
    """
    punkt = laas(punkt)
    permissions.check_can_fortaelle(by, punkt, nu)
    kreds = laes(punkt.moede, nu, punkt=punkt).om(punkt)
    barn = punkt.barn
    if barn is None or person.pk not in {p.pk for p in kreds.kan_fortaelles}:
        raise Denied("Der må ikke tales med den forælder om punktet nu.")
    if kreds.er_inde(deltager) or deltager.moede_id != punkt.moede_id:
        raise Denied("Der skal ikke noget ja til, for at barnets egen enhed er med.")
    modtager = deltager.ansaettelse.enhed if deltager.ansaettelse else deltager.navn
    if not modtager:
        raise Denied("En forælder er med, uden at nogen skal sige ja.")
    samtykke = samtykker.giv(
        barn=barn,
        person=person,
        hvad=HVAD,
        modtager=modtager,
        formaal=FORMAAL,
        anledning=punkt.anledning,
        ja=ja,
        by=by,
        nu=nu,
    )
    nu_er = laes(punkt.moede, nu, punkt=punkt)
    if ja and nu_er.om(punkt).har_ja(deltager):
        for hun in samme_modtager(nu_er.aktuelle, deltager):
            giv_grundlag(punkt=punkt, deltager=hun, grundlag=Punktgrundlag.SAMTYKKE, by=by, nu=nu)
    return samtykke


@transaction.atomic
def traek_samtykke(*, punkt: Punkt, samtykke: Samtykke, by: User, nu: datetime) -> Samtykke:
    """Note that a yes is taken back: what rested on it is closed at once."""
    punkt = laas(punkt)
    permissions.check_can_traekke(by, punkt, nu)
    if samtykke.anledning_id != punkt.anledning_id:
        raise Denied("Det hører til et andet punkt.")
    return samtykker.traek(samtykke=samtykke, by=by, nu=nu)
