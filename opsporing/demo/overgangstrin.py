"""How far an overgang of each kind has come on the first day of the demo, and what is done in it on which day. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Slags(StrEnum):
    """The kinds of change of place; the last two lead out of the installation."""

    HJEM = "hjem"
    BOERNEHAVE = "boernehave"
    SKOLE = "skole"
    HUS = "hus"
    KOMMUNE = "kommune"


class Trin(StrEnum):
    """How far an overgang has come on the first day."""

    PLANLAGT = "planlagt"
    BEGYNDT = "begyndt"
    VENTER = "venter"
    KLAR = "klar"
    GIVET = "givet"
    LAEST = "laest"
    FULGT = "fulgt"
    UDELADT = "udeladt"
    AFLYST = "aflyst"


UD = frozenset({Slags.SKOLE, Slags.KOMMUNE})
#: Outside nobody can say here that it is read.
TRIN: Mapping[Slags, tuple[Trin, ...]] = {
    slags: tuple(t for t in Trin if slags not in UD or t is not Trin.LAEST) for slags in Slags
}
#: Days from the first day of the demo to the child's first day in the new place.
START: Mapping[Trin, int] = {
    Trin.PLANLAGT: 27,
    Trin.BEGYNDT: 26,
    Trin.VENTER: 25,
    Trin.KLAR: 24,
    Trin.GIVET: -2,
    Trin.LAEST: -20,
    Trin.FULGT: -100,
    Trin.UDELADT: -60,
    Trin.AFLYST: 20,
}
#: Where nothing falls due by itself there can be longer to the start; a hand-over on paper is made before it.
START_UD: Mapping[Trin, int] = {**START, Trin.GIVET: 6, Trin.UDELADT: 12}
#: A place that could read it already, so that it is asked to shred it.
START_HUS: Mapping[Trin, int] = {**START, Trin.AFLYST: 8}
#: Days from the first day of the demo to each thing that is done. What is after it is done in a demo that is kept.
SKRIDT: Mapping[Trin, tuple[tuple[str, int], ...]] = {
    Trin.PLANLAGT: (("aftal", 3), ("begynd", 5), ("moedes", 15), ("overlever", 18)),
    Trin.BEGYNDT: (("aftal", -4), ("begynd", -3), ("moedes", 9), ("overlever", 14)),
    Trin.VENTER: (("aftal", -32), ("moedes", -20), ("begynd", -9), ("den_ene", -5), ("overlever", 4)),
    Trin.KLAR: (("nej_tak", -20), ("begynd", -9), ("alle", -4), ("overlever", 4)),
    Trin.GIVET: (("aftal", -36), ("ikke_muligt", -22), ("begynd", -21), ("uenige", -14)),
    Trin.LAEST: (("aftal", -41), ("begynd", -36), ("moedes_igen", -28), ("overlever", -26)),
    Trin.UDELADT: (("begynd", -80), ("nej_tak", -76), ("udelad", -70)),
    Trin.AFLYST: (("aftal", -16),),
}
#: The same, from the child's first day.
SKRIDT_FULGT = (("aftal", -27), ("begynd", -22), ("moedes_igen", -14), ("overlever", -12), ("traek", 20))
SKRIDT_UDELADT_UD = (("begynd", -20), ("nej_tak", -16), ("udelad", -9))
#: What falls away has been given, so that somebody is to be asked to shred it.
SKRIDT_AFLYST_GIVET = (("aftal", -16), ("overlever", -9))
#: Outside a part of what was given is taken back, and the place is to be told.
SKRIDT_GIVET_UD = (*SKRIDT[Trin.GIVET], ("traek_givet", -1))
#: One made by hand is made so many days before the first day of the demo, and called off so many days before it.
LAVES, AFLYSES, AFLYSES_GIVET = 45, 11, 1
AFLYSES_EFTER = UD | {Slags.HUS}
#: Schools begin in August, and some let children begin in May.
SKOLESTART = ((5, 1), (8, 1))


@dataclass(frozen=True, slots=True)
class Skift:
    """One child's change of place: which, how far, where from and to, and the first day there."""

    slags: Slags
    trin: Trin
    udgangsdag: date
    start: date
    fra: str
    til: str = ""

    @property
    def laves(self) -> date:
        """The day it is made, where that is by hand."""
        if self.trin is Trin.AFLYST:
            return self.udgangsdag - timedelta(days=24)
        return min(self.udgangsdag - timedelta(days=LAVES), self.start - timedelta(days=30))

    @property
    def aflyses(self) -> date:
        """The day it is called off."""
        return self.udgangsdag - timedelta(days=AFLYSES_GIVET if self.slags in AFLYSES_EFTER else AFLYSES)

    @property
    def bedes(self) -> date:
        """The day a place outside is told what to shred, and one in the municipality says that it has."""
        return self.udgangsdag + timedelta(days=3)

    def skridt(self) -> Iterator[tuple[str, date]]:
        """What is done at the place the child leaves, and on which day."""
        if self.trin is Trin.FULGT:
            yield from ((hvad, self.start + timedelta(days=dage)) for hvad, dage in SKRIDT_FULGT)
            return
        egne: dict[Trin, tuple[tuple[str, int], ...]] = (
            {Trin.AFLYST: SKRIDT_AFLYST_GIVET} if self.slags in AFLYSES_EFTER else {}
        )
        if self.slags in UD:
            egne |= {Trin.UDELADT: SKRIDT_UDELADT_UD, Trin.GIVET: SKRIDT_GIVET_UD}
        for hvad, dage in egne.get(self.trin, SKRIDT.get(self.trin, ())):
            yield hvad, self.udgangsdag + timedelta(days=dage)

    @property
    def kvitteres(self) -> date:
        """The day the next place says that it has read: when the child has come, and read on the first day of the
        demo only by those who were to have read it then.
        """
        if self.trin in {Trin.FULGT, Trin.LAEST}:
            return self.start + timedelta(days=3)
        return max(self.udgangsdag + timedelta(days=4), self.start + timedelta(days=3))

    @property
    def foelges_op(self) -> date:
        """The day the next place tells how it began."""
        return max(self.start + timedelta(days=40), self.kvitteres + timedelta(days=20))
