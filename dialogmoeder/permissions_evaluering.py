"""Who answers how a meeting was; raises Denied with the reason."""

from datetime import datetime

from dialogmoeder.models import Deltager, Moede, Moedestatus
from dialogmoeder.permissions_planlaeg import check_leder_moedet
from dialogmoeder.rules.evaluering import kan_besvares
from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.models import User
from opsporing.tid import dato


def deltager_for(user: User, moede: Moede) -> Deltager | None:
    """The user as one who took part, under the employment she acts in."""
    mig = moede.deltagere.filter(ansaettelse=user.ansaettelse, fratraadt_at=None).exclude(deltog=False)
    return mig.first() if user.ansaettelse else None


def check_aaben(moede: Moede, nu: datetime) -> None:
    """Raise Denied for a meeting that cannot be evaluated now."""
    if moede.status != Moedestatus.AFHOLDT:
        raise Denied("Mødet kan evalueres, når det er holdt og afsluttet.")
    if not kan_besvares(dato(moede.afsluttet_at) if moede.afsluttet_at else None, dato(nu)):
        raise Denied("Det er for længe siden til, at mødet kan evalueres.")


def check_can_evaluere(user: User, moede: Moede, deltager: Deltager | None, nu: datetime) -> Deltager:
    """May the person answer as this participant (who is given back)? As herself; and the one who leads lends her screen
    to somebody who cannot sign in. Once each.
    """
    kraev(user, Permission.MOEDE_SE)
    if deltager is None or deltager.moede_id != moede.pk or deltager.fratraadt_at or deltager.deltog is False:
        raise Denied("Kun de, der var med til mødet, evaluerer det.")
    if deltager.ansaettelse_id is None:
        check_leder_moedet(user, moede)
    elif user.ansaettelse is None or deltager.ansaettelse_id != user.ansaettelse.pk:
        raise Denied("Hver deltager svarer selv.")
    check_aaben(moede, nu)
    if deltager.evalueret_at:
        raise Denied("Der er allerede svaret. Tak.")
    return deltager
