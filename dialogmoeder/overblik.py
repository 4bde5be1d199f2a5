"""What the page of a child offers of meetings."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from dialogmoeder import moedeside, personer
from dialogmoeder.models import Moede, Punkt, Punktstatus
from dialogmoeder.permissions_planlaeg import KOMMENDE
from dialogmoeder.rules.slags import MED_FORAELDRE
from opsporing.models import Barn, User

#: The next meetings that are offered.
VISES = 3


@dataclass(frozen=True, slots=True)
class Kommende:
    """A meeting the child can be put on."""

    pk: int
    navn: str
    planlagt_at: datetime


def moeder_til(user: User, barn: Barn, nu: datetime) -> list[Kommende]:
    """The next meetings on whose agenda the user may put the child: of her own unit or led by her, where she does not
    see it on already. One with parents is about one family, so it is offered only while it is about nobody.
    """
    paa = Punkt.objects.filter(moede=OuterRef("pk")).exclude(status=Punktstatus.TRUKKET)
    set_ = Punkt.objects.for_user(user, nu).filter(moede=OuterRef("pk"), barn=barn).exclude(status=Punktstatus.TRUKKET)
    moeder = (
        Moede.objects.for_user(user, nu)
        .filter(
            Exists(personer.noegler(user, nu).filter(barn=barn)),
            Q(anledning__ejer_enhed=user.ansat.enhed.journalenhed_id) | Q(moedeleder=user),
            status__in=KOMMENDE,
            planlagt_at__gt=nu,
        )
        .exclude(Exists(set_))
        .exclude(Q(slags__in=MED_FORAELDRE) & Exists(paa))
        .select_related("team", "kommune__profil")
        .order_by("planlagt_at", "pk")
    )
    return [Kommende(m.pk, moedeside.navn(m), m.planlagt_at) for m in moeder[:VISES]]
