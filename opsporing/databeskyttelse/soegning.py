"""Which lines of the log a search is about. Always one municipality's own."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from opsporing.frister.kalender import doegn
from opsporing.log.haendelser import AFVIST
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


#: Refused look-ups of one person in so many days that are worth a look: more than an old link or a moved child gives.
MANGE, DAGE = 10, 30


@dataclass(frozen=True, slots=True)
class Afviste:
    """Somebody who was refused many times: how many lines, and how many different things of the municipality's."""

    hvem: str
    gange: int
    ting: int


def mange_afviste(kommune: Kommune, nu: datetime) -> list[Afviste]:
    """Those who were refused most in the last weeks, the most first."""
    talt = (
        Log.objects.filter(kommune=str(kommune.pk), nu__gte=nu - timedelta(days=DAGE), haendelse__startswith=AFVIST)
        .values("bruger")
        .annotate(gange=Count("pk"), ting=Count("objekt", distinct=True, filter=~Q(objekt="")))
        .filter(gange__gte=MANGE)
        .order_by("-gange", "bruger")[:MANGE]
    )
    fundne = {en["bruger"]: en for en in talt}
    personer = User.objects.filter(kommune=kommune, pk__in=fundne).only("navn") if fundne else []
    alle = [Afviste(p.navn, fundne[str(p.pk)]["gange"], fundne[str(p.pk)]["ting"]) for p in personer]
    return sorted(alle, key=lambda en: (-en.gange, en.hvem))


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
