"""Where the information stands, for one child and for a stue, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime

from opsporing.models import Anledning, Barn, Emne, Enhed, Foraeldremyndighed, Orientering, Person
from opsporing.orientering.actions import er_beskyttet


@dataclass(frozen=True, slots=True)
class PersonStand:
    """One custody holder and what she has been told."""

    person: Person
    orienteringer: list[Orientering]

    @property
    def sidste(self) -> Orientering | None:
        return self.orienteringer[-1] if self.orienteringer else None


@dataclass(frozen=True, slots=True)
class BarnStand:
    """One child of a stue: who knows, who does not, and whether it is protected."""

    barn: Barn
    personer: list[PersonStand]

    @property
    def mangler(self) -> list[Person]:
        return [p.person for p in self.personer if not p.orienteringer]

    @property
    def alle_ved_det(self) -> bool:
        return bool(self.personer) and not self.mangler

    @property
    def beskyttet(self) -> bool:
        return er_beskyttet(self.barn, [p.person for p in self.personer])

    @property
    def sidst(self) -> date | None:
        datoer = [p.sidste.givet_den for p in self.personer if p.sidste]
        return max(datoer) if datoer else None


def stand_for(
    boern: list[Barn], enhed: Enhed, *, anledning: Anledning | None = None, trin: str = ""
) -> list[BarnStand]:
    """What the journal unit of `enhed` has told the custody holders, about the assessments or about one matter."""
    orienteringer: dict[tuple[int, int], list[Orientering]] = {}
    qs = Orientering.objects.filter(
        barn__in=boern, enhed=enhed.journalenhed_id or enhed.pk, fortrudt_at=None, anledning=anledning, trin=trin
    )
    qs = qs.filter(emne=Emne.RESULTAT if anledning else Emne.BEHANDLING).select_related("givet_by")
    for orientering in qs.order_by("givet_den", "pk"):
        orienteringer.setdefault((orientering.barn_id, orientering.person_id), []).append(orientering)
    personer: dict[int, list[PersonStand]] = {}
    holdere = Foraeldremyndighed.objects.filter(barn__in=boern, til=None).select_related("person")
    for m in holdere.order_by("person__fornavn", "person__efternavn", "person_id"):
        stand = PersonStand(m.person, orienteringer.get((m.barn_id, m.person_id), []))
        personer.setdefault(m.barn_id, []).append(stand)
    return [BarnStand(barn, personer.get(barn.pk, [])) for barn in boern]


def stuens_stand(enhed: Enhed, nu: datetime) -> list[BarnStand]:
    """All children of the stue, those with somebody missing first."""
    staende = stand_for(list(Barn.objects.i_enhed(enhed, nu).efter_navn()), enhed)
    return sorted(staende, key=lambda s: s.alle_ved_det)
