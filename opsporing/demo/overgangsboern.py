"""Which children change place so that, on the first day of the demo, each kind of overgang is at each step. Pure.

Most children change place when there is room for them (`befolkning`). These do it on a day that is chosen, so that
their overgang has come just so far on the first day (`overgangstrin`).
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from opsporing.demo.befolkning import PLADSER, SOEGTE, DemoBarn, Ophold
from opsporing.demo.overgangstrin import SKOLESTART, START, START_HUS, START_UD, TRIN, UD, Skift, Slags, Trin
from opsporing.demo.personale import BEGYNDTE
from opsporing.demo.tilfaelde import valg
from opsporing.frister.kalender import forrige_arbejdsdag, naeste_arbejdsdag

#: A child, and the codes of where it leaves and where it begins.
Valg = tuple[DemoBarn, str, str]
#: Steps where one parent is enough.
_MED_EN = frozenset(Trin) - {Trin.VENTER, Trin.GIVET}


def fordel(boern: list[DemoBarn], udgangsdag: date) -> None:
    """Give a child to each kind and step, where there is one it fits. The places people ask for first are let be."""
    _Fordeling(boern, udgangsdag).fordel()


class _Fordeling:
    def __init__(self, boern: list[DemoBarn], dag: date) -> None:
        self.boern, self.dag, self.skaanes = boern, dag, SOEGTE
        self.pladser = {p.kode: p for p in PLADSER}

    def fordel(self) -> None:
        for slags, find in self._hvordan().items():
            for trin in TRIN[slags]:
                start = self._start(slags, trin)
                mulige = (
                    (et, Skift(slags, trin, self.dag, start, fra, til))
                    for et, fra, til in find(start, trin)
                    if self._passer(et, trin)
                )
                valgt = next((en for en in mulige if self._i_gang(en[1].fra, en[1])), None)
                if valgt is not None:
                    barn, skift = valgt
                    barn.skift = skift
                    if trin is not Trin.AFLYST or slags is Slags.HJEM:
                        self._flyt(barn, skift)

    def _hvordan(self) -> dict[Slags, Callable[[date, Trin], Iterator[Valg]]]:
        # Those there are fewest of first.
        return {
            Slags.HJEM: self._hjemmefra,
            Slags.BOERNEHAVE: self._til_boernehave,
            Slags.SKOLE: self._til_skole,
            Slags.HUS: self._til_andet_hus,
            Slags.KOMMUNE: self._ud_af_kommunen,
        }

    def _start(self, slags: Slags, trin: Trin) -> date:
        if slags is not Slags.SKOLE:
            dage_til = (START_UD if slags in UD else START_HUS if slags is Slags.HUS else START)[trin]
            arbejdsdag = naeste_arbejdsdag if dage_til > 0 else forrige_arbejdsdag
            return arbejdsdag(self.dag + timedelta(days=dage_til))
        aarene = range(self.dag.year - 2, self.dag.year + 3)
        dage = sorted(naeste_arbejdsdag(date(aar, *md)) for aar in aarene for md in SKOLESTART)
        if trin is Trin.FULGT:
            return max(d for d in dage if d <= self.dag - timedelta(days=96))
        return min(d for d in dage if d >= self.dag + timedelta(days=30))

    def _passer(self, barn: DemoBarn, trin: Trin) -> bool:
        """With two parents there is one who has not answered, or does not agree."""
        return barn.skift is None and barn.fraflyttet is None and (len(barn.foraeldre) == 2 or trin in _MED_EN)

    def _i_gang(self, kode: str, skift: Skift) -> bool:
        """Whether the house has begun with the model when something is to be done in it."""
        hus = kode.partition("-")[0]
        return not hus or skift.laves > self.dag - timedelta(days=BEGYNDTE[hus])

    def _dagligt(self, barn: DemoBarn) -> list[Ophold]:
        return [o for o in barn.ophold if o.kode in self.pladser]

    def _hjemmefra(self, start: date, trin: Trin) -> Iterator[Valg]:
        """Babies, those first who would begin near the day anyhow."""
        fundne = []
        for barn in self.boern:
            dagligt, uger = self._dagligt(barn), (start - barn.foedt).days / 7
            if not dagligt or not 32 <= uger <= (70 if trin is Trin.AFLYST else 74):
                continue
            foerst, soegt = dagligt[0], dagligt[0].kode in self.skaanes
            if trin is Trin.AFLYST:
                passer, til = foerst.fra >= self.dag - timedelta(days=90), "HAV-BOE" if soegt else foerst.kode
            else:
                bliver = foerst.til is None or foerst.til > start + timedelta(days=150)
                passer, til = bliver and not soegt, foerst.kode
            if passer:
                fundne.append((soegt, abs((foerst.fra - start).days), barn.nr, barn, "", til))
        yield from ((barn, fra, til) for *_, barn, fra, til in sorted(fundne, key=lambda en: en[:3]))

    def _til_boernehave(self, start: date, trin: Trin) -> Iterator[Valg]:
        fundne = []
        for barn in self.boern:
            uger = (start - barn.foedt).days / 7
            for foer, efter in pairwise(self._dagligt(barn)):
                skifter = self._arena(foer) != "boernehave" and self._arena(efter) == "boernehave"
                if not skifter or not 128 <= uger <= 190 or foer.kode in self.skaanes:
                    continue
                bliver = foer.fra < start - timedelta(days=120) and _er_der_endnu(efter, start)
                if bliver and (trin is not Trin.AFLYST or efter.fra > self.dag + timedelta(days=60)):
                    til = self._andet_hus(foer.kode, "boernehave", barn.nr)
                    fundne.append((abs((efter.fra - start).days), barn.nr, barn, foer.kode, til))
        yield from ((barn, fra, til) for *_, barn, fra, til in sorted(fundne, key=lambda en: en[:2]))

    def _til_skole(self, start: date, trin: Trin) -> Iterator[Valg]:
        for barn in self.boern:
            o = self._paa(barn, start - timedelta(days=60), {"boernehave"})
            if o is not None and barn.foedt.year + 6 == start.year and self._er_der_mens(o, start, trin):
                yield barn, o.kode, ""

    def _til_andet_hus(self, start: date, trin: Trin) -> Iterator[Valg]:
        for barn in self.boern:
            o = self._paa(barn, start, {"boernehave", "vuggestue"})
            if o is not None and o.fra < start - timedelta(days=120) and _er_der_endnu(o, start):
                yield barn, o.kode, self._andet_hus(o.kode, self._arena(o), barn.nr)

    def _ud_af_kommunen(self, start: date, trin: Trin) -> Iterator[Valg]:
        for barn in reversed(self.boern):
            o = self._paa(barn, start, {"boernehave", "vuggestue"})
            if o is not None and o.fra < start - timedelta(days=150) and self._er_der_mens(o, start, trin):
                yield barn, o.kode, ""

    def _er_der_mens(self, o: Ophold, start: date, trin: Trin) -> bool:
        """Whether the child is there from before the overgang is made until it is over, or until the child goes."""
        return o.fra < min(start, self.dag) - timedelta(days=90) and (
            o.til is None or o.til >= min(start - timedelta(days=1), self.dag + timedelta(days=30))
        )

    def _paa(self, barn: DemoBarn, dag: date, arenaer: set[str]) -> Ophold | None:
        return next(
            (
                o
                for o in self._dagligt(barn)
                if o.kode not in self.skaanes
                and self._arena(o) in arenaer
                and o.fra <= dag
                and (o.til is None or o.til >= dag)
            ),
            None,
        )

    def _arena(self, o: Ophold) -> str:
        return self.pladser[o.kode].arena

    def _andet_hus(self, fra: str, arena: str, nr: int) -> str:
        hus = self.pladser[fra].hus
        mulige = [
            p.kode for p in self.pladser.values() if p.arena == arena and p.hus != hus and p.kode not in self.skaanes
        ]
        return valg(mulige, "andet hus", nr)

    def _flyt(self, barn: DemoBarn, skift: Skift) -> None:
        """Let the child's days in units be as its change of place says."""
        start, dagligt = skift.start, self._dagligt(barn)
        dagen_foer = start - timedelta(days=1)
        if skift.slags is Slags.HJEM:
            # Where the place was not taken up, the child waits for another.
            senere = max(dagligt[0].fra, naeste_arbejdsdag(skift.udgangsdag + timedelta(days=75)))
            dagligt[0].fra = senere if skift.trin is Trin.AFLYST else start
            return
        foer = next(o for o in dagligt if o.kode == skift.fra and o.fra <= dagen_foer)
        if skift.slags is Slags.BOERNEHAVE:
            efter = dagligt[dagligt.index(foer) + 1]
            foer.til, efter.fra, efter.kode = dagen_foer, start, skift.til
        elif skift.slags is Slags.HUS:
            barn.ophold.insert(barn.ophold.index(foer) + 1, Ophold(skift.til, start, foer.til))
            foer.til = dagen_foer
        elif foer.til is None or foer.til > dagen_foer:
            foer.til = dagen_foer
            del barn.ophold[barn.ophold.index(foer) + 1 :]


def _er_der_endnu(o: Ophold, start: date) -> bool:
    return o.til is None or o.til > start + timedelta(days=120)
