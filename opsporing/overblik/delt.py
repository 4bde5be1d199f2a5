"""Matters that others have opened to the user: what somebody outside, asked for help, finds on her first page."""

from dataclasses import dataclass
from datetime import date, datetime

from opsporing.adgang.permissions import Permission, har
from opsporing.anledning import side
from opsporing.models import Barn, Grundlag, Tilknytning, User
from opsporing.tid import dato

#: Grounds on which one matter is opened to somebody who is asked to help with it.
GRUNDLAG = (Grundlag.SPARRING, Grundlag.MOEDE)
#: What is waiting among her tasks anyway, and stands in a list of its own.
ANDETSTEDS = ("dialogmoeder.sparring",)


@dataclass(frozen=True, slots=True)
class DeltSag:
    """One matter that stands open until the day `til`, or as long as she has something to do with it: about whom, from
    which unit, what for, and where it is read.
    """

    barn: Barn
    fra: str
    formaal: str
    til: date | None
    url: str


def delte_sager(user: User, nu: datetime) -> list[DeltSag]:
    """Those about a child that are open now, the newest first; none for those who have children of their own to look
    after.
    """
    if not har(user, Permission.VURDERING_LAES) or har(user, Permission.STUE_SE):
        return []
    raekker = (
        Tilknytning.objects.raekker_til(user, nu)
        .filter(anledning__isnull=False, barn__isnull=False, grundlag__in=GRUNDLAG)
        .exclude(anledning__kode__in=ANDETSTEDS)
        .select_related("barn__mor", "anledning__ejer_enhed", "anledning__vurdering")
        .order_by("-fra", "-id")
    )
    # What is open to her on two grounds is one matter, and stays open as long as the longer of them.
    laengst: dict[int | None, Tilknytning] = {}
    for t in raekker:
        staar = laengst.setdefault(t.anledning_id, t)
        if staar.til and (t.til is None or t.til > staar.til):
            laengst[t.anledning_id] = t
    return [
        DeltSag(
            barn=t.barn,
            fra=t.anledning.ejer_enhed.navn,
            formaal=t.formaal,
            til=dato(t.til) if t.til else None,
            url=side(t.anledning),
        )
        for t in laengst.values()
        if t.anledning is not None
    ]
