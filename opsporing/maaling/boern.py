"""The children of the benchmark: where they are and have been, who holds custody, and who has been informed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils.timezone import make_aware

from opsporing.alder import plus_maaneder
from opsporing.cpr import Koen, demo_cpr
from opsporing.demo.familier import navnegrupper
from opsporing.demo.tilfaelde import terning
from opsporing.maaling.huse import BOERNEHAVE, DAGPLEJE, PAA_STUE, VUGGESTUE, By, Distrikt, Stue
from opsporing.maaling.kopi import Kopi
from opsporing.models import (
    Ansaettelse,
    Barn,
    Emne,
    Enhed,
    Foraeldremyndighed,
    Grundlag,
    Maade,
    Orientering,
    Person,
    Tilknytning,
)
from opsporing.tid import dato

#: Ages in completed months, from 1: as many children of each, and those who follow each other (siblings) years apart.
AELDST, SPRING = 73, 31
BEGYNDER, SKIFTER, DISTRIKT_TIL = 10, 36, 24
#: How large a part of the children have one custody holder, share theirs with a sibling, and are not informed about.
ALENE, SOESKENDE, UORIENTERET = 0.13, 0.3, 0.03


@dataclass(frozen=True, slots=True)
class Ophold:
    """That a child was in a stue, ages in months; the last one goes on."""

    stue: Stue
    fra_mdr: int
    til_mdr: int | None


@dataclass(frozen=True, slots=True)
class NytBarn:
    """A child with what its vurderinger need to know."""

    barn: Barn
    alder: int
    ophold: list[Ophold]
    foraeldre: list[Person]
    uorienteret: bool
    #: While the child is so small that sundhedsplejen looks after it.
    distrikt: Distrikt | None

    def var_hos(self, alder: int) -> Stue | None:
        """Where the child was at an age."""
        for ophold in self.ophold:
            if ophold.fra_mdr <= alder and (ophold.til_mdr is None or alder < ophold.til_mdr):
                return ophold.stue
        return None


class Fordeler:
    """Gives each child a place: stue by stue, so that those who are together are of all ages."""

    def __init__(self, by: By, lille: int, stor: int) -> None:
        self.by, self.lille, self.stor = by, lille, stor
        self.nr = {arena: count() for arena in PAA_STUE}

    def ophold(self, alder: int) -> list[Ophold]:
        """Where a child of the age is and has been."""
        if alder < BEGYNDER:
            return []
        if alder >= SKIFTER:
            nr = next(self.nr[BOERNEHAVE])
            if nr < self.lille + self.stor:
                hus = self.by.lille if nr < self.lille else self.by.stor
                return [Ophold(hus.stuer[BOERNEHAVE][0], BEGYNDER, None)]
            nr -= self.lille + self.stor
            foer = self._stue(VUGGESTUE, nr, PAA_STUE[BOERNEHAVE])
            return [Ophold(foer, BEGYNDER, SKIFTER), Ophold(self._stue(BOERNEHAVE, nr), SKIFTER, None)]
        if alder % 4 == 0:
            stuer = self.by.dagplejere
            return [Ophold(stuer[next(self.nr[DAGPLEJE]) // PAA_STUE[DAGPLEJE] % len(stuer)], BEGYNDER, None)]
        return [Ophold(self._stue(VUGGESTUE, next(self.nr[VUGGESTUE])), BEGYNDER, None)]

    def _stue(self, arena: str, nr: int, pr_stue: int | None = None) -> Stue:
        """The stue of the `nr`-th child of an arena, and house by house when they are full."""
        i_by = nr // (pr_stue or PAA_STUE[arena])
        hus = self.by.huse[i_by // len(self.by.huse[0].stuer[arena]) % len(self.by.huse)]
        return hus.stuer[arena][i_by % len(hus.stuer[arena])]


def opret(antal: int, by: By, fordeler: Fordeler, kopi: Kopi) -> Iterator[NytBarn]:
    """Make the children one by one; the caller has `kopi` write them now and then."""
    folk = _Folk(by, kopi)
    for nr in range(antal):
        yield folk.barn(nr, nr * SPRING % AELDST + 1, fordeler)


class _Folk:
    def __init__(self, by: By, kopi: Kopi) -> None:
        self.by, self.kopi = by, kopi
        self.i_dag = dato(by.nu)
        self.lod = terning("måling", "børn")
        self.grupper = navnegrupper()
        self.vaegte = [gruppe["vaegt"] for gruppe in self.grupper]
        self.brugte: dict[date, int] = {}
        self.foraeldre: list[Person] = []

    def barn(self, nr: int, alder: int, fordeler: Fordeler) -> NytBarn:
        gruppe = self.lod.choices(self.grupper, self.vaegte)[0]
        koen = self.lod.choice([Koen.PIGE, Koen.DRENG])
        foedt = plus_maaneder(self.i_dag, -alder) - timedelta(days=self.lod.randint(1, 27))
        if not (self.foraeldre and self.lod.random() < SOESKENDE):
            self.foraeldre = self._foraeldre(gruppe)
        barn: Barn = self.kopi.ny(
            Barn,
            kommune=self.by.kommune,
            fornavn=self.lod.choice(gruppe["piger" if koen is Koen.PIGE else "drenge"]),
            efternavn=self.foraeldre[0].efternavn,
            cpr=self._cpr(foedt, koen),
            foedt_den=foedt,
            koen=koen.value,
        )
        ophold = fordeler.ophold(alder)
        distrikt = self.by.distrikter[nr % len(self.by.distrikter)] if alder < DISTRIKT_TIL else None
        uorienteret = self.lod.random() < UORIENTERET
        for person in self.foraeldre:
            self._ny(Foraeldremyndighed, barn, foedt, person=person)
            if not uorienteret:
                self._orienter(barn, person, ophold)
                if distrikt:
                    self._fortalt(barn, person, distrikt.enhed.journalenhed_id, foedt, distrikt.ansat)
        self._tilknyt(barn, foedt, ophold)
        if distrikt:
            self._ny(Tilknytning, barn, foedt, enhed=distrikt.enhed, grundlag=Grundlag.SUNDHEDSPLEJEDISTRIKT)
        return NytBarn(barn, alder, ophold, self.foraeldre, uorienteret, distrikt)

    def _tilknyt(self, barn: Barn, foedt: date, ophold: list[Ophold]) -> None:
        for o in ophold:
            til = None if o.til_mdr is None else _morgen(plus_maaneder(foedt, o.til_mdr))
            fra = plus_maaneder(foedt, o.fra_mdr)
            self._ny(Tilknytning, barn, fra, til=til, enhed=o.stue.enhed, grundlag=Grundlag.INDSKRIVNING)

    def _orienter(self, barn: Barn, person: Person, ophold: list[Ophold]) -> None:
        """Told when the child began in each house."""
        huse: dict[int, Enhed] = {o.stue.hus.pk: o.stue.hus for o in ophold}
        for hus in huse.values():
            den = self.i_dag - timedelta(days=self.lod.randint(40, 400))
            self._fortalt(barn, person, hus.pk, den, ophold[-1].stue.vurderere[0])

    def _fortalt(self, barn: Barn, person: Person, enhed: int | None, den: date, ansat: Ansaettelse) -> None:
        self.kopi.ny(
            Orientering,
            kommune=self.by.kommune,
            barn=barn,
            person=person,
            enhed_id=enhed,
            emne=Emne.BEHANDLING,
            maade=Maade.MUNDTLIGT,
            givet_den=den,
            givet_by=ansat.user,
            registreret_at=_morgen(den),
        )

    def _foraeldre(self, gruppe: dict[str, Any]) -> list[Person]:
        efternavn = self.lod.choice(gruppe["efternavne"])
        mor = self._person(self.lod.choice(gruppe["kvinder"]), efternavn, Koen.PIGE)
        if self.lod.random() < ALENE:
            return [mor]
        return [mor, self._person(self.lod.choice(gruppe["maend"]), efternavn, Koen.DRENG)]

    def _person(self, fornavn: str, efternavn: str, koen: Koen) -> Person:
        foedt = self.i_dag - timedelta(days=self.lod.randint(22 * 365, 44 * 365))
        person: Person = self.kopi.ny(
            Person, kommune=self.by.kommune, fornavn=fornavn, efternavn=efternavn, cpr=self._cpr(foedt, koen)
        )
        return person

    def _cpr(self, foedt: date, koen: Koen) -> str:
        """The next number of the day that can belong to nobody."""
        nr = self.brugte.get(foedt, 0)
        self.brugte[foedt] = nr + 1
        return demo_cpr(foedt, nr, koen)

    def _ny(self, model: type[Any], barn: Barn, fra: date, **felter: Any) -> None:
        self.kopi.ny(model, kommune=self.by.kommune, barn=barn, fra=_morgen(fra), **felter)


def _morgen(dag: date) -> datetime:
    return make_aware(datetime.combine(dag, time(6)))
