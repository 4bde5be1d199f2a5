"""Who can lead a visit and who can be asked to it, from each side."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from opsporing.adgang.permissions import ROLLE_PERMISSIONS, Permission
from opsporing.adgang.roller import Rolle
from opsporing.models import Ansaettelse, Arena, Enhed, User
from opsporing.models.sql import DanskSortering
from opsporing.profil import profil_for
from overgange.models import Art, Overgang

#: Roles that take part in overgange.
ROLLER = frozenset(rolle for rolle, kan in ROLLE_PERMISSIONS.items() if Permission.OVERGANG_SKRIV in kan)


def moedelederrolle(overgang: Overgang) -> str:
    """The role that leads the visit of this kind of overgang in this municipality.

    From home it is asked whether the child comes to a dagplejer: there another one leads (Hedensted).
    """
    til_dagpleje = overgang.til_enhed is not None and overgang.til_enhed.arena == Arena.DAGPLEJE
    art = "hjem_dagpleje" if overgang.art == Art.HJEM_DAGTILBUD and til_dagpleje else overgang.art
    return profil_for(overgang.kommune).overgang_moedeledere.get(art, "")


def moedelederord(overgang: Overgang) -> str:
    """The role in words; empty where the municipality has chosen none."""
    rolle = moedelederrolle(overgang)
    return str(Rolle(rolle).label) if rolle in Rolle.values else ""


def moedeledere(overgang: Overgang, nu: datetime) -> QuerySet[User]:
    """Those who hold the role nearest to the child: in the unit it leaves, else in the whole of that place, else in
    the place it comes to. Where nobody holds it, everybody of the place it leaves who takes part in overgange.
    """
    rolle = moedelederrolle(overgang)
    steder = [overgang.fra_enhed, overgang.fra_enhed.journalenhed or overgang.fra_enhed]
    if overgang.til_enhed:
        steder.append(overgang.til_enhed.journalenhed or overgang.til_enhed)
    for sted in steder:
        fundet = _ansatte(sted, frozenset({rolle}), nu)
        if rolle and fundet.exists():
            return fundet
    return afgivere(overgang, nu)


def afgivere(overgang: Overgang, nu: datetime) -> QuerySet[User]:
    """The staff of the place the child leaves."""
    return _ansatte(overgang.fra_enhed.journalenhed or overgang.fra_enhed, ROLLER, nu)


def modtagere(overgang: Overgang, nu: datetime) -> QuerySet[User]:
    """The staff of the place it comes to; nobody where that is outside the system."""
    if overgang.til_enhed is None:
        return User.objects.none()
    return _ansatte(overgang.til_enhed.journalenhed or overgang.til_enhed, ROLLER, nu)


def _ansatte(enhed: Enhed, roller: frozenset[str], nu: datetime) -> QuerySet[User]:
    her = Ansaettelse.objects.gaeldende(nu).filter(
        user=OuterRef("pk"), rolle__in=roller, enhed__in=Enhed.objects.undertrae(enhed)
    )
    return User.objects.filter(Exists(her), is_active=True).order_by(DanskSortering("navn"), "pk")
