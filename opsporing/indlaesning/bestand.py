"""What the municipality knows already, fetched in bulk: a handful of queries however long the file is.

With `laas` the rows are locked as they are read, so that what a plan rests on stands still until it is carried out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Lower

from opsporing.indlaesning.ligner import EFTER_TERMIN, FOER_TERMIN
from opsporing.models import Ansaettelse, Barn, Enhed, Foraeldremyndighed, Kommune, Person, Tilknytning, User

DANMARK = ZoneInfo("Europe/Copenhagen")
#: Values in one IN list.
PORTION = 5_000

T = TypeVar("T")
M = TypeVar("M", bound=Model)


def portioner(vaerdier: Iterable[T], stoerrelse: int = PORTION) -> Iterator[list[T]]:
    """The values in lists of at most `stoerrelse`."""
    liste = list(vaerdier)
    for i in range(0, len(liste), stoerrelse):
        yield liste[i : i + stoerrelse]


def midnat(dag: date) -> datetime:
    """The moment a day begins in Denmark."""
    return datetime.combine(dag, time(), DANMARK)


def foerste_dag(fra: datetime) -> date:
    """The Danish day a period begins."""
    return fra.astimezone(DANMARK).date()


def sidste_dag(til: datetime | None) -> date | None:
    """The last Danish day of a period whose first moment outside is `til`."""
    return None if til is None else (til.astimezone(DANMARK) - timedelta(microseconds=1)).date()


def efter(dag: date | None) -> datetime | None:
    """The first moment after a last day."""
    return None if dag is None else midnat(dag + timedelta(days=1))


def _hent(qs: "QuerySet[M]", laas: bool) -> Iterable[M]:
    qs = qs.order_by("pk")
    return qs.select_for_update(of=("self",)) if laas else qs


class Enheder:
    """The units of a municipality by their code; capitals do not matter unless two codes differ in nothing else."""

    def __init__(self, kommune: Kommune) -> None:
        self.alle = {e.pk: e for e in Enhed.objects.filter(kommune=kommune)}
        self._praecis = {e.kode: e for e in self.alle.values() if e.kode}
        self._loest = {e.kode.casefold(): e for e in self.alle.values() if e.kode}

    def find(self, kode: str) -> Enhed | None:
        """The unit with the code, or None."""
        return self._praecis.get(kode) or self._loest.get(kode.casefold())

    def navn(self, kode: str) -> str:
        """The name of the unit with the code, or the code itself."""
        enhed = self.find(kode)
        return enhed.navn if enhed else kode


class Boernebestand:
    """The children, custody holders and enrolments that a file of children may concern."""

    def __init__(
        self, kommune: Kommune, *, cprnumre: Collection[str], foedselsdage: Collection[date], laas: bool = False
    ) -> None:
        self.kommune, self.laas = kommune, laas
        self.boern: dict[int, Barn] = {}
        self._hent_boern(cprnumre, foedselsdage)
        self.efter_cpr = {b.cpr: b for b in self.boern.values() if b.cpr}
        self.efter_dag: dict[date | None, list[Barn]] = defaultdict(list)
        for barn in self.boern.values():
            self.efter_dag[barn.foedt_den].append(barn)
        self.myndigheder: dict[int, list[Foraeldremyndighed]] = defaultdict(list)
        self.indskrivninger: dict[int, list[Tilknytning]] = defaultdict(list)
        self.personer: dict[str, Person] = {}
        for portion in portioner(self.boern):
            aabne = Foraeldremyndighed.objects.filter(barn__in=portion, til=None).select_related("person")
            for myndighed in _hent(aabne, laas):
                self.myndigheder[myndighed.barn_id].append(myndighed)
            for tilknytning in _hent(Tilknytning.objects.indskrivninger().filter(barn__in=portion), laas):
                self.indskrivninger[tilknytning.barnets_nr].append(tilknytning)

    def _hent_boern(self, cprnumre: Collection[str], foedselsdage: Collection[date]) -> None:
        alle = Barn.objects.filter(kommune=self.kommune, sammenlagt_i=None)
        self._tilfoej(alle.filter(foedt_den__in=foedselsdage))
        kendte = {b.cpr for b in self.boern.values()}
        for portion in portioner(n for n in cprnumre if n not in kendte):
            self._tilfoej(alle.filter(cpr__in=portion))
        if foedselsdage:
            ventes = Q(termin__gte=min(foedselsdage) - EFTER_TERMIN, termin__lte=max(foedselsdage) + FOER_TERMIN)
            self._tilfoej(alle.filter(ventes, foedt_den=None).select_related("mor"))

    def _tilfoej(self, qs: "QuerySet[Barn]") -> None:
        self.boern.update((b.pk, b) for b in _hent(qs, self.laas))

    def hent_personer(self, cprnumre: Iterable[str]) -> None:
        """Fetch the custody holders with these numbers; the ones of the children are there already."""
        for myndigheder in self.myndigheder.values():
            self.personer.update((m.person.cpr, m.person) for m in myndigheder if m.person.cpr)
        for portion in portioner(n for n in cprnumre if n not in self.personer):
            for person in _hent(Person.objects.filter(kommune=self.kommune, cpr__in=portion), self.laas):
                self.personer[str(person.cpr)] = person

    def indskrevne_i(self, enheder: Collection[int], efter_oejeblik: datetime) -> list[Tilknytning]:
        """Enrolments in the units that are in force and would still be after the moment."""
        qs = (
            Tilknytning.objects.indskrivninger()
            .filter(kommune=self.kommune, enhed__in=enheder, fra__lt=efter_oejeblik)
            .filter(Q(til=None) | Q(til__gt=efter_oejeblik))
            .select_related("barn")
        )
        return list(_hent(qs, self.laas))


class Medarbejderbestand:
    """The people and employments that a file of staff may concern."""

    def __init__(
        self,
        kommune: Kommune,
        *,
        numre: Collection[str],
        brugernavne: Collection[str],
        emails: Collection[str],
        laas: bool = False,
    ) -> None:
        self.kommune, self.laas = kommune, laas
        self.brugere: dict[int, User] = {}
        self._tilfoej("medarbejdernr", numre, kommune=kommune)
        # User names and e-mails are unique across municipalities: who holds one elsewhere must be known to refuse it.
        self._tilfoej("username", brugernavne)
        self._tilfoej("lille_email", emails)
        self.efter_nr = {u.medarbejdernr: u for u in self.brugere.values() if u.medarbejdernr and self.egen(u)}
        self.efter_navn = {u.username: u for u in self.brugere.values()}
        self.efter_email = {u.email.lower(): u for u in self.brugere.values() if u.email}
        self.ansaettelser: dict[int, list[Ansaettelse]] = defaultdict(list)
        egne = [u.pk for u in self.brugere.values() if self.egen(u)]
        for portion in portioner(egne):
            for ansaettelse in _hent(Ansaettelse.objects.filter(kommune=kommune, user__in=portion), laas):
                self.ansaettelser[ansaettelse.user_id].append(ansaettelse)

    def egen(self, user: User) -> bool:
        """Whether the person belongs to this municipality."""
        return user.kommune_id == self.kommune.pk

    def _tilfoej(self, felt: str, vaerdier: Collection[str], **ellers: Any) -> None:
        for portion in portioner(v for v in vaerdier if v):
            qs = User.objects.alias(lille_email=Lower("email")).filter(**{f"{felt}__in": portion}, **ellers)
            self.brugere.update((u.pk, u) for u in _hent(qs, self.laas))

    def ansatte_i(self, enheder: Collection[int], efter_oejeblik: datetime) -> list[Ansaettelse]:
        """Employments in the units that are in force and would still be after the moment."""
        qs = (
            Ansaettelse.objects.filter(kommune=self.kommune, enhed__in=enheder, fra__lt=efter_oejeblik)
            .filter(Q(til=None) | Q(til__gt=efter_oejeblik))
            .select_related("user")
        )
        return list(_hent(qs, self.laas))
