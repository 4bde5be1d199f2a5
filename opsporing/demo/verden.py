"""What every job in the demo needs to know: the municipality, its people, what time it is, and what is on the list."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

from opsporing.demo.besvarelse import Pen
from opsporing.demo.kolleger import Kolleger
from opsporing.models import Frist, Kommune, Skemaversion
from opsporing.profil import Praksisprofil, profil_for
from trivsel.models import Vurdering

Opgave = Callable[[datetime], None]


@dataclass
class Dagsorden:
    """What is to be done, by time; `fra` is the moment we have come to."""

    fra: datetime
    _koe: list[tuple[datetime, int, Opgave]] = field(default_factory=list)
    _nr: "count[int]" = field(default_factory=count)

    def tilfoej(self, hvornaar: datetime, opgave: Opgave) -> None:
        """Put something on the list; what should have been done before we came is done first."""
        heapq.heappush(self._koe, (max(hvornaar, self.fra), next(self._nr), opgave))

    def goer(self, til: datetime, hvordan: Callable[[Opgave, datetime], None]) -> None:
        """Do everything before a moment, also what arises on the way; `hvordan` is handed each thing and its time."""
        while self._koe and self._koe[0][0] < til:
            self.fra, _, opgave = heapq.heappop(self._koe)
            hvordan(opgave, self.fra)
        self.fra = til


@dataclass
class Verden:
    """One municipality as the jobs see it. `aktive` and `aabne` are the vurderinger and deadlines still open, so that a
    job which has become pointless is left undone.
    """

    kommune: Kommune
    udgangsdag: date
    kolleger: Kolleger
    dagsorden: Dagsorden
    #: Whether we look after the unit with this code; somebody else does the rest.
    er_min: Callable[[str], bool]
    pen: Pen = field(default_factory=Pen)
    #: By journal unit and child: the day the parents are to be informed.
    orienteres: dict[tuple[int, int], date] = field(default_factory=dict)
    kendte: set[tuple[str, int]] = field(default_factory=set)
    #: Who has signed in where on which day, since the last stop.
    moedt: set[tuple[int, int, date]] = field(default_factory=set)
    aktive: set[int] = field(default_factory=set)
    aabne: set[int] = field(default_factory=set)
    _versioner: dict[int, Skemaversion] = field(default_factory=dict)

    @classmethod
    def om(cls, kommune: Kommune, udgangsdag: date, fra: datetime, er_min: Callable[[str], bool]) -> "Verden":
        """The municipality as it is from the moment on."""
        return cls(kommune, udgangsdag, Kolleger(kommune), Dagsorden(fra), er_min)

    def begynd(self, fra: datetime) -> None:
        """See again, at a new stop, who works here and what is still open."""
        self.dagsorden.fra = fra
        self.kommune.refresh_from_db()
        self.moedt.clear()
        self.kolleger = Kolleger(self.kommune)
        self.aktive = set(Vurdering.objects.aabne().filter(kommune=self.kommune).values_list("pk", flat=True))
        self.aabne = set(Frist.objects.aabne().filter(kommune=self.kommune).values_list("pk", flat=True))

    @property
    def profil(self) -> Praksisprofil:
        """The municipality's practice as it was at the latest stop."""
        return profil_for(self.kommune)

    def er_ny(self, slags: str, pk: int) -> bool:
        """Whether this is the first time we meet the row; it is known from then on."""
        ny = (slags, pk) not in self.kendte
        self.kendte.add((slags, pk))
        return ny

    def med_skema(self, vurdering: Vurdering) -> Vurdering:
        """The vurdering with its forms, which are large and few, taken from what we hold already."""
        for felt in ("skemaversion", "faelles_skemaversion"):
            pk = getattr(vurdering, f"{felt}_id")
            if pk not in self._versioner:
                self._versioner[pk] = Skemaversion.objects.get(pk=pk)
            setattr(vurdering, felt, self._versioner[pk])
        return vurdering
