"""Overgange that no place in the municipality says: made, moved and called off by somebody who has the child."""

from datetime import date, datetime

from django.db import transaction

from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.cpr import ligner_cpr
from opsporing.cprfelt import INTET_CPR
from opsporing.models import Anledning, Barn, Enhed, Enhedstype, Tilknytning, User
from opsporing.profil import profil_for
from opsporing.tid import dato
from overgange.actions import liv
from overgange.actions.skema import laas
from overgange.models import Art, Overgang
from overgange.permissions import Muligheder
from overgange.rules import arter
from overgange.stand import journal

#: Where a child can be enrolled by day; a school is not in the installation.
DAGTILBUD = (Enhedstype.INSTITUTION, Enhedstype.STUE, Enhedstype.DAGPLEJE, Enhedstype.DAGPLEJER)


def afgiver_for(barn: Barn, user: User, nu: datetime) -> Enhed | None:
    """The unit through which the user has the child in daily life; None when she has not."""
    t = (
        Tilknytning.objects.aabner_barn(user, nu)
        .indskrivninger()
        .filter(barn=barn)
        .select_related("enhed__kommune__profil", "enhed__journalenhed")
        .order_by("fra")
        .last()
    )
    return t.enhed if t else None


@transaction.atomic
def opret(
    *, barn: Barn, art: str, start_den: date, by: User, nu: datetime, til_enhed: Enhed | None = None, til_navn: str = ""
) -> Overgang:
    """Make an overgang by hand: to a school, to another municipality, or within the house. An open one to the same
    place is kept as it is.

    Raises Denied where the user has not the child, for a start that has been, and for a place that cannot be.
    """
    kraev(by, Permission.OVERGANG_SKRIV)
    Barn.objects.select_for_update(of=("self",), no_key=True).get(pk=barn.pk)
    fra = afgiver_for(barn, by, nu)
    if fra is None:
        raise Denied("Barnet er ikke indskrevet hos dig. Det sted, barnet er nu, laver overgangen.")
    til_navn = til_navn.strip()
    if (til_enhed is None) == (not til_navn):
        raise Denied("Vælg det nye sted, eller skriv, hvad det hedder.")
    if ligner_cpr(til_navn):
        raise Denied(INTET_CPR)
    if til_enhed is not None and (til_enhed.kommune_id != barn.kommune_id or til_enhed.type not in DAGTILBUD):
        raise Denied("Det sted kan barnet ikke begynde.")
    if til_enhed is not None and til_enhed.pk == fra.pk:
        raise Denied("Barnet er der allerede.")
    if art not in arter.mulige(fra.arena) or start_den < dato(nu):
        raise Denied("Vælg, hvilken overgang det er, og en dag, der ikke er gået.")
    if art == Art.BOERNEHAVE_SKOLE and til_enhed is not None:
        raise Denied("Skolen er ikke i Opsporing. Skriv, hvad den hedder.")
    aaben = Overgang.objects.aabne().filter(barn=barn, fra_enhed=fra, til_enhed=til_enhed, til_navn=til_navn).first()
    if aaben:
        return aaben
    overgang = Overgang.objects.create(
        kommune_id=barn.kommune_id,
        anledning=Anledning.objects.create(
            kommune_id=barn.kommune_id, ejer_enhed_id=journal(fra), barn=barn, kode=liv.KODE, oprettet_at=nu
        ),
        barn=barn,
        art=art,
        fra_enhed=fra,
        til_enhed=til_enhed,
        til_navn=til_navn,
        start_den=start_den,
        oprettet_at=nu,
        oprettet_by=by,
    )
    liv.begynd([overgang], {barn.kommune_id: profil_for(fra.kommune)}, nu)
    liv.record_mange("overgange.oprettet", [overgang], by=by, nu=nu)
    return overgang


@transaction.atomic
def flyt(*, overgang: Overgang, start_den: date, by: User, nu: datetime) -> Overgang:
    """Give an overgang made by hand another first day; what falls due moves with it. The same day changes nothing.

    Raises Denied for a day that has been, and where the day is that of a place in the municipality.
    """
    overgang = laas(overgang)
    Muligheder(by, overgang, nu).check_can_flytte()
    if start_den < dato(nu):
        raise Denied("Vælg en dag, der ikke er gået.")
    if start_den != overgang.start_den:
        liv.flyt([(overgang, {"start_den": start_den})], by=by, nu=nu)
    return overgang


@transaction.atomic
def aflys(*, overgang: Overgang, by: User, nu: datetime) -> Overgang:
    """Call off an overgang made by hand: nothing is due, and what the next place has here is read no more.

    Raises Denied where a place in the municipality says it: then that is to be called off.
    """
    overgang = laas(overgang)
    Muligheder(by, overgang, nu).check_can_flytte()
    liv.aflys([overgang], by=by, nu=nu)
    return overgang
