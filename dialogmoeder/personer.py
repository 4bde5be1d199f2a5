"""Whom a meeting can be led, prepared and attended by."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from dialogmoeder.adgang import LEDER_ROLLER, ROLLER, lukket_slags
from dialogmoeder.models import Moede, Punktart, Punktstatus
from opsporing.dansk import stort
from opsporing.models import Ansaettelse, Barn, Enhed, Enhedstype, Foraeldremyndighed, Person, Tilknytning, User
from opsporing.models.sql import DanskSortering
from opsporing.profil import profil_for

#: Units whose people come to others' meetings.
_KOMMER_UDEFRA = (Enhedstype.TEAM, Enhedstype.SUNDHEDSPLEJE, Enhedstype.MYNDIGHED)


def kandidater(enhed: Enhed, nu: datetime) -> QuerySet[Ansaettelse]:
    """Those who can be asked to a meeting of the unit: its own people first, then those who come from outside."""
    journal = enhed.journalenhed_id or enhed.pk
    return (
        Ansaettelse.objects.gaeldende(nu)
        .filter(kommune_id=enhed.kommune_id, rolle__in=ROLLER, user__is_active=True)
        .filter(Q(enhed__journalenhed=journal) | Q(enhed__journalenhed__type__in=_KOMMER_UDEFRA))
        .select_related("user", "enhed__journalenhed")
        .order_by(
            Case(When(enhed__journalenhed=journal, then=0), default=1),
            DanskSortering("enhed__journalenhed__navn"),
            DanskSortering("user__navn"),
            "pk",
        )
    )


def som_valg(ansatte: QuerySet[Ansaettelse]) -> list[Any]:
    """Employments as the choices of a list, a group for each unit."""
    grupper: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for a in ansatte:
        sted = a.enhed.journalenhed or a.enhed
        hvor = f", {a.enhed.navn}" if a.enhed_id != sted.pk else ""
        grupper[sted.navn].append((str(a.pk), f"{a.user.navn}, {a.get_rolle_display()}{hvor}"))
    return [("", "Vælg"), *grupper.items()]


def moedeledere(enhed: Enhed, slags: str, nu: datetime) -> QuerySet[User]:
    """Those of the unit who hold the role that leads this kind; where nobody does, all there who may lead."""
    rolle = profil_for(enhed.kommune).moeder.get(slags, {}).get("leder", "")
    fundet = _ansatte(enhed, frozenset({rolle}) & LEDER_ROLLER, nu)
    return fundet if fundet.exists() else _ansatte(enhed, LEDER_ROLLER, nu)


def foreslaaet_leder(enhed: Enhed, slags: str, user: User, nu: datetime) -> User | None:
    """Who leads the kind unless another is chosen: the one who plans it, where she is among those who lead it here,
    else the only one who does; None where there are several.
    """
    mulige = list(moedeledere(enhed, slags, nu))
    if user in mulige:
        return user
    return mulige[0] if len(mulige) == 1 else None


def ledere(enhed: Enhed, nu: datetime) -> QuerySet[User]:
    """All of the unit who may lead a meeting."""
    return _ansatte(enhed, LEDER_ROLLER, nu)


def forberedere(enhed: Enhed, nu: datetime) -> QuerySet[User]:
    """All of the unit who may prepare an item."""
    return _ansatte(enhed, ROLLER, nu)


def _ansatte(enhed: Enhed, roller: frozenset[str], nu: datetime) -> QuerySet[User]:
    journal = enhed.journalenhed_id or enhed.pk
    her = Ansaettelse.objects.gaeldende(nu).filter(user=OuterRef("pk"), rolle__in=roller, enhed__journalenhed=journal)
    return User.objects.filter(Exists(her), is_active=True).order_by(DanskSortering("navn"), "pk")


def boernene(user: User, nu: datetime) -> QuerySet[Barn]:
    """The children of her own unit that she sees, by name."""
    return Barn.objects.filter(pk__in=noegler(user, nu), sammenlagt_i=None).order_by(
        DanskSortering("fornavn"), DanskSortering("efternavn"), "pk"
    )


def noegler(user: User, nu: datetime) -> Any:
    """The keys of the children of her own unit that she sees, as a subquery."""
    raekker = Tilknytning.objects.aabner_barn(user, nu).indskrivninger()
    return raekker.filter(enhed__journalenhed=user.ansat.enhed.journalenhed_id).values("barn")


def foraeldre(moede: Moede, user: User, nu: datetime) -> list[Person]:
    """The custody holders of the children on the agenda that she sees; nobody at a meeting that is not with parents."""
    if not lukket_slags(moede.slags):
        return []
    paa = moede.punkter.for_user(user, nu).filter(art=Punktart.BARN).exclude(status=Punktstatus.TRUKKET)
    boern = paa.values("barn")
    har = Foraeldremyndighed.objects.filter(
        Q(til=None) | Q(til__gt=nu), person=OuterRef("pk"), barn__in=boern, fra__lte=nu
    )
    return list(Person.objects.filter(Exists(har)).order_by("fornavn", "efternavn", "pk"))


def rolle_i_ord(ansaettelse: Ansaettelse) -> str:
    """What she is, with a capital letter."""
    return stort(ansaettelse.get_rolle_display())
