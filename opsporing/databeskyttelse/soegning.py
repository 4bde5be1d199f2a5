"""Which lines of the log a search is about. Always one municipality's own."""

from dataclasses import dataclass, fields
from datetime import date

from django.db.models import Q, QuerySet

from opsporing.frister.kalender import doegn
from opsporing.models import Barn, Kommune, Log, User


@dataclass(frozen=True, slots=True)
class Soegning:
    """What is asked for; None and the empty text ask for nothing. Days are Danish, both ends included."""

    fra: date | None = None
    til: date | None = None
    haendelse: str = ""
    medarbejder: str = ""
    enhed: int | None = None
    barn: int | None = None
    anledning: int | None = None

    @property
    def brugt(self) -> list[str]:
        """The names of the filters in use, for the log; never what was written in them."""
        return [felt.name for felt in fields(self) if getattr(self, felt.name)]


def find(kommune: Kommune, soegning: Soegning) -> QuerySet[Log]:
    """The lines, the latest first. `haendelse` is a code or the beginning of one."""
    qs = Log.objects.filter(kommune=str(kommune.pk))
    if soegning.fra:
        qs = qs.filter(nu__gte=doegn(soegning.fra)[0])
    if soegning.til:
        qs = qs.filter(nu__lt=doegn(soegning.til)[1])
    if soegning.haendelse:
        qs = qs.filter(haendelse__startswith=soegning.haendelse)
    if soegning.medarbejder:
        qs = qs.filter(bruger__in=_brugere(kommune, soegning.medarbejder))
    if soegning.enhed:
        qs = qs.filter(enhed=str(soegning.enhed))
    if soegning.barn:
        qs = om_barnet(qs, soegning.barn)
    if soegning.anledning:
        qs = qs.filter(anledning=str(soegning.anledning))
    return qs.order_by("-nu", "-id")


def om_barnet(qs: QuerySet[Log], barn: int) -> QuerySet[Log]:
    """Those about the child, lists it stood in included."""
    return qs.filter(boern__contains=[str(barn)])


def _brugere(kommune: Kommune, ord_: str) -> list[str]:
    """Keys of the people whose name or user name holds every word."""
    kriterium = Q(kommune=kommune)
    for et in ord_.split():
        kriterium &= Q(navn__icontains=et) | Q(username__icontains=et)
    return [str(pk) for pk in User.objects.filter(kriterium).values_list("pk", flat=True)]


def barn_med_cpr(kommune: Kommune, nummer: str) -> Barn | None:
    """The municipality's child with the number (ten digits), or None."""
    return Barn.objects.filter(kommune=kommune, cpr=nummer).first()
