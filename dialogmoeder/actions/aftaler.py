"""What is agreed at an item: agreements, who tells the parents, and that they can be told and followed up.

The item is closed to everybody without part in it. Who is given something to do with it gets to read it for as long as
she has it to do: somebody of the child's own house by that alone, one from outside while her own ground for having part
in it holds (`actions.opgaver`). The parents are told by their child's own house, which notes the talk.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from dialogmoeder import permissions_hold as permissions
from dialogmoeder.actions.aabninger import OPGAVE
from dialogmoeder.actions.opgaver import udefra_med_opgave
from dialogmoeder.actions.punkt import aabn_for_deltagere
from dialogmoeder.actions.referat import laas_moede, laas_punkt, record
from dialogmoeder.fristtyper import FORTAEL
from dialogmoeder.models import Moedestatus, Punkt, Punktstatus
from dialogmoeder.rules.afholdelse import fortael_senest
from opsporing import anledning as anledninger
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.handlinger import actions as handlinger
from opsporing.handlinger.ansvarlige import ROLLER, er_i_huset
from opsporing.models import Anledning, Ansaettelse, Frist, Grundlag, Handling, Tilknytning, User
from opsporing.orientering.actions import mangler_resultat
from opsporing.spaerring.actions import LAENGST
from opsporing.tid import dato

#: The code of an item's matter.
KODE = "dialogmoeder.punkt"


@transaction.atomic
def aftal(*, punkt: Punkt, hvad: str, ansvarlig: User, opfoelgning_den: date, by: User, nu: datetime) -> Handling:
    """Agree on something: what, who sees to it, and when it is followed up. She who sees to it can read the item.

    Raises Denied where no agreement is made, and ValidationError as `handlinger.opret` does.
    """
    # The meeting before its item, as everywhere: opening it to somebody locks both.
    laas_moede(punkt.moede_id)
    punkt = laas_punkt(punkt)
    permissions.check_can_aftale(by, punkt, nu)
    return handlinger.opret(
        anledning=punkt.anledning, hvad=hvad, ansvarlig=ansvarlig, opfoelgning_den=opfoelgning_den, by=by, nu=nu
    )


def ny_ansvarlig(*, handling: Handling, by: User, nu: datetime) -> None:
    """Let the one who now sees to an agreement read the item it was made at."""
    punkt = (
        Punkt.objects.select_related("anledning__ejer_enhed", "moede").filter(anledning=handling.anledning_id).first()
    )
    if punkt is None:
        return
    if er_i_huset(handling.ansvarlig, punkt.anledning, nu):
        aabn_for_ansvarlig(punkt=punkt, user=handling.ansvarlig, by=by, nu=nu)
        if not udefra_med_opgave().filter(anledning=punkt.anledning).exists():
            return
    aabn_for_deltagere(moede=punkt.moede, by=by, nu=nu, punkt=punkt)


@transaction.atomic
def vaelg_fortaeller(*, punkt: Punkt, fortaeller: User, by: User, nu: datetime) -> Punkt:
    """Say who tells the parents what was talked about; she can read the item, and is reminded when the meeting ends.

    Raises Denied for somebody who does not work with children in the house that keeps the child's journal.
    """
    punkt = laas_punkt(punkt)
    permissions.check_can_aftale(by, punkt, nu)
    if not er_i_huset(fortaeller, punkt.anledning, nu):
        raise Denied("Vælg en kollega, der arbejder i barnets enhed nu.")
    punkt.fortaeller = fortaeller
    punkt.save(update_fields=["fortaeller"])
    aabn_for_ansvarlig(punkt=punkt, user=fortaeller, by=by, nu=nu)
    frister.flyt(anledning=punkt.anledning, kode=FORTAEL, ansvarlig=fortaeller)
    record("dialogmoeder.fortaeller_valgt", punkt, by, nu)
    return punkt


def aabn_for_ansvarlig(*, punkt: Punkt, user: User, by: User, nu: datetime) -> Tilknytning | None:
    """Let somebody of the child's own house read the item while she has something to do with it.

    Nothing is made for her who can read it for good already, as the leader can.
    """
    sag = punkt.anledning
    ansaettelse = (
        Ansaettelse.objects.gaeldende(nu)
        .filter(user=user, enhed__sti__startswith=sag.ejer_enhed.sti, rolle__in=ROLLER)
        .select_related("enhed")
        .order_by("fra", "pk")
        .first()
    )
    if ansaettelse is None:
        return None
    staaende = Tilknytning.objects.gaeldende(nu).filter(anledning=sag, til=None)
    if staaende.filter(
        Q(ansaettelse=ansaettelse) | Q(ansaettelse=None, rolle=ansaettelse.rolle, enhed=ansaettelse.enhed)
    ).exists():
        return None
    return anledninger.aabn_for(
        anledning=sag,
        enhed=ansaettelse.enhed,
        ansaettelse=ansaettelse,
        grundlag=Grundlag.MOEDE,
        til=None,
        by=by,
        nu=nu,
        formaal=OPGAVE,
        haendelse="dialogmoeder.aabnet_for",
    )


def luk_for_ansvarlige(*, nu: datetime) -> None:
    """Close items to those who had something to do with them and have done it, or cannot any more; the nightly part."""
    udefra = udefra_med_opgave().gaeldende(nu).values("anledning")
    for punkt in Punkt.objects.filter(anledning__in=udefra).select_related("moede").order_by("moede_id", "pk"):
        aabn_for_deltagere(moede=punkt.moede, by=None, nu=nu, punkt=punkt)
    aabne = Handling.objects.aabne().filter(anledning=OuterRef("anledning"), ansvarlig=OuterRef("ansaettelse__user"))
    fortaeller = Frist.objects.aabne().filter(
        anledning=OuterRef("anledning"), kode=FORTAEL, ansvarlig=OuterRef("ansaettelse__user")
    )
    Tilknytning.objects.gaeldende(nu).filter(
        ~Exists(aabne),
        ~Exists(fortaeller),
        anledning__kode=KODE,
        anledning__moedepunkt__moede__status=Moedestatus.AFHOLDT,
        formaal=OPGAVE,
        til=None,
    ).update(til=nu)


def lad_fortaelle(*, punkt: Punkt, nu: datetime) -> None:
    """Let it fall due that the parents are told, where somebody who may be told has not been; not while another
    matter's switch keeps the item from all of them.

    It is for the one who was chosen, else for the one who raised the item, where she works in the child's own house.
    """
    if not mangler_resultat(punkt.anledning) or not permissions.maa_foraeldre_faa(punkt, nu):
        return
    hun = punkt.fortaeller or punkt.forberedes_by
    frister.opret(
        kode=FORTAEL,
        anledning=punkt.anledning,
        enhed=punkt.anledning.ejer_enhed,
        ansvarlig=hun if er_i_huset(hun, punkt.anledning, nu) else None,
        forfalder=fortael_senest(dato(nu)),
        nu=nu,
    )


def spaerring_ophaevet(*, anledning: Anledning, by: User, nu: datetime) -> None:
    """Let the duty to tell the parents run again, when items were talked about and somebody may now be told: the item
    the switch stood on, and those of the same unit that it kept from them at the time.
    """
    talt_om = Punkt.objects.filter(
        Q(anledning=anledning)
        | Q(
            barn=anledning.barn_id, anledning__ejer_enhed=anledning.ejer_enhed_id, moede__afsluttet_at__gt=nu - LAENGST
        ),
        status=Punktstatus.BEHANDLET,
        moede__status=Moedestatus.AFHOLDT,
        barn__isnull=False,
    ).select_related("anledning__ejer_enhed", "anledning__barn", "fortaeller", "forberedes_by", "moede")
    for punkt in talt_om:
        if not mangler_resultat(punkt.anledning):
            continue
        if frister.ikke_sket(hvad="resultat_fortalt", anledning=punkt.anledning):
            frister.flyt(anledning=punkt.anledning, kode=FORTAEL, forfalder=fortael_senest(dato(nu)))
        else:
            lad_fortaelle(punkt=punkt, nu=nu)
