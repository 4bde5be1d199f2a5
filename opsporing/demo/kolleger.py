"""Who does it: the people of a municipality by unit and day, each acting under the employment she had then."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time

from opsporing.adgang.roller import LEDERROLLER, Rolle
from opsporing.demo.tilfaelde import heltal
from opsporing.frister.kalender import lokalt_tidspunkt, naeste_arbejdsdag
from opsporing.models import Ansaettelse, Enhed, Kommune, User

BOERNENE = frozenset({Rolle.PAEDAGOG, Rolle.DAGPLEJER, Rolle.SUNDHEDSPLEJERSKE})


class Kolleger:
    """Everybody who works or has worked in the municipality."""

    def __init__(self, kommune: Kommune) -> None:
        self.kommune = kommune
        self.i_enhed: dict[int, list[Ansaettelse]] = {}
        self.genlaes()

    def genlaes(self) -> None:
        """See again who is employed."""
        self.i_enhed = defaultdict(list)
        for ansaettelse in (
            Ansaettelse.objects.filter(kommune=self.kommune)
            .select_related("user", "enhed__kommune__profil", "enhed__journalenhed", "enhed__foraelder")
            .order_by("user__username")
        ):
            self.i_enhed[ansaettelse.enhed_id].append(ansaettelse)

    def _dem(self, enhed_id: int, nu: datetime, roller: Iterable[str]) -> list[User]:
        return [
            a.user.vaelg(a)
            for a in self.i_enhed[enhed_id]
            if a.rolle in roller and a.fra <= nu and (a.til is None or a.til > nu)
        ]

    def paa(self, enhed: Enhed, nu: datetime) -> list[User]:
        """Those who work with the children of the unit, the ones people can sign in as first."""
        return sorted(self._dem(enhed.pk, nu, BOERNENE), key=lambda user: (len(user.username) == 4, user.username))

    def leder(self, enhed: Enhed, nu: datetime) -> User | None:
        """The nearest leader upwards."""
        return self._opad(enhed, nu, LEDERROLLER)

    def konsulent(self, enhed: Enhed, nu: datetime) -> User | None:
        """The one who visits a dagplejer."""
        return self._opad(enhed, nu, {Rolle.DAGPLEJEKONSULENT})

    def _opad(self, enhed: Enhed, nu: datetime, roller: Iterable[str]) -> User | None:
        for pk in reversed(enhed.sti.strip(".").split(".")):
            fundet = self._dem(int(pk), nu, roller)
            if fundet:
                return fundet[0]
        return None

    def med_rolle(self, rolle: Rolle, nu: datetime, brugernavn: str = "") -> User:
        """Somebody with the role, the one by that name where she still has it. Raises LookupError for nobody."""
        dem = [user for enhed_id in list(self.i_enhed) for user in self._dem(enhed_id, nu, {rolle})]
        if not dem:
            raise LookupError(f"Ingen {rolle}")
        return next((user for user in dem if user.username == brugernavn), dem[0])


def arbejdstid(dag: date, *noegle: object) -> datetime:
    """A moment in the quiet of the day, on the day or the first working day after it."""
    minut = heltal(0, 149, "klokken", *noegle)
    return lokalt_tidspunkt(naeste_arbejdsdag(dag), time(12 + minut // 60, minut % 60))
