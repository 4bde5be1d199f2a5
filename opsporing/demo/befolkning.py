"""The children of the demo municipality: born, enrolled, moved up and gone to school, month by month. Pure.

Everything follows from one date, the day the municipality was made (`udgangsdag`), and goes on for two years after it,
so that a demo that is kept goes on living. Stuer have room for so many, and children wait for a place as they do.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from opsporing.cpr import Koen
from opsporing.demo.familier import Familie, Register, Voksen
from opsporing.demo.overgangstrin import Skift
from opsporing.demo.tilfaelde import andel, heltal, terning, valg
from opsporing.frister.kalender import naeste_arbejdsdag

#: Months before the first day that we begin with an empty municipality, and months after it that we look ahead.
FOER, EFTER = 108, 26
#: Births a month, on average.
FODSLER = 2.2
TVILLINGER, SOESKENDE = 0.022, 0.42

VUGGESTUE_FRA, BOERNEHAVE_FRA, BOERNEHAVE_SENEST = 10, 34, 38
#: How long sundhedsplejen follows a child in the demo.
DISTRIKT_DAGE = 550
#: A child that is born so many days before the first day of the demo has no number yet then.
NYFOEDT_DAGE = 5


@dataclass(frozen=True, slots=True)
class Plads:
    """A unit with room for children. `hus` is the code of the unit that keeps its records."""

    kode: str
    hus: str
    arena: str
    antal: int


#: The stue of `paedagog`, and the places families ask for first.
EGEN_STUE = "STR-MUS"
SOEGTE = frozenset({EGEN_STUE, "DPL-ING"})
PLADSER = (
    Plads(EGEN_STUE, "STR", "vuggestue", 12),
    Plads("STR-SOE", "STR", "vuggestue", 12),
    Plads("STR-FYR", "STR", "boernehave", 20),
    Plads("STR-ANK", "STR", "boernehave", 20),
    Plads("SKO-MAR", "SKO", "vuggestue", 12),
    Plads("SKO-EGE", "SKO", "boernehave", 18),
    Plads("SKO-UGL", "SKO", "boernehave", 17),
    Plads("HAV-BOE", "HAV", "vuggestue", 10),
    Plads("HAV-LAR", "HAV", "boernehave", 18),
    Plads("DPL-ING", "DPL", "dagpleje", 4),
    Plads("DPL-SAM", "DPL", "dagpleje", 4),
    Plads("DPL-OLE", "DPL", "dagpleje", 3),
    Plads("DPL-HAN", "DPL", "dagpleje", 3),
)
DISTRIKTER = ("SPL-NORD", "SPL-SYD")
#: Stuer of the same kind in two houses between which children change places, and days after the first day of the demo.
BYTTER = (("SKO-EGE", "HAV-LAR", -35), (EGEN_STUE, "SKO-MAR", 26))


@dataclass(slots=True)
class Ophold:
    """Days in a unit, both ends included; `til` is None while the child is there."""

    kode: str
    fra: date
    til: date | None = None


@dataclass(slots=True)
class DemoBarn:
    """A child with everything a file can say about it."""

    nr: int
    fornavn: str
    efternavn: str
    foedt: date
    koen: Koen
    cpr: str
    beskyttet: bool
    gestationsuger: int | None
    foraeldre: tuple[Voksen, ...]
    ophold: list[Ophold] = field(default_factory=list)
    #: The day it moved to the other municipality, which no file says.
    fraflyttet: date | None = None
    #: The day the mother was expected to give birth, where sundhedsplejen knew of it before.
    termin: date | None = None
    #: The change of place that is to have come so far on the first day of the demo.
    skift: Skift | None = None

    @property
    def sted(self) -> Ophold | None:
        """Where the child goes now in the simulation: its open stay in day care."""
        return next((o for o in self.ophold if o.til is None and o.kode not in DISTRIKTER), None)


def maaned(dag: date, antal: int) -> date:
    """The first day of the month so many months after (before) the one of `dag`."""
    nr = dag.year * 12 + dag.month - 1 + antal
    return date(nr // 12, nr % 12 + 1, 1)


def maaneder(fra: date, til: date) -> int:
    """Completed months between two days."""
    return (til.year - fra.year) * 12 + til.month - fra.month - (til.day < fra.day)


def sidst_begyndt(udgangsdag: date) -> date:
    """The day the newest child of the own stue began: the working day at the last 1st or 15th that is at least three
    days before."""
    senest = udgangsdag - timedelta(days=3)
    mulige = (naeste_arbejdsdag(maaned(senest, nr).replace(day=dag)) for nr in (-1, 0) for dag in (1, 15))
    return max(dag for dag in mulige if dag <= senest)


def befolkning(udgangsdag: date) -> list[DemoBarn]:
    """All children who were, are or will be there, in the order they were born."""
    return _Kommune(udgangsdag).lev()


class _Kommune:
    def __init__(self, udgangsdag: date) -> None:
        self.udgangsdag = udgangsdag
        self.register = Register()
        self.boern: list[DemoBarn] = []
        self.pladser = {p.kode: p for p in PLADSER}
        self.optaget = dict.fromkeys(self.pladser, 0)
        self.sidste = sidst_begyndt(udgangsdag)

    def lev(self) -> list[DemoBarn]:
        for nr in range(-FOER, EFTER):
            foerste = maaned(self.udgangsdag, nr)
            self._til_skole(foerste)
            self._til_boernehave(foerste)
            self._til_vuggestue(foerste)
            self._foed(nr, foerste)
            if foerste == self.sidste.replace(day=1):
                self._seneste()
        self._rejs_bort()
        self._byt_hus()
        self._faa_distrikt()
        self._vent()
        return self.boern

    # Being born -----------------------------------------------------------------------------------------------------

    def _foed(self, maaned_nr: int, foerste: date) -> None:
        antal = int(FODSLER) + (andel("fødsler", maaned_nr) < FODSLER % 1)
        nyfoedt = self.udgangsdag - timedelta(days=NYFOEDT_DAGE)
        for nr in range(antal):
            dag = foerste + timedelta(days=heltal(0, 27, "fødsel", maaned_nr, nr))
            if nr == 0 and foerste == nyfoedt.replace(day=1):
                dag = nyfoedt
            familie = self._familie(dag, maaned_nr, nr)
            self._barn(familie, dag)
            if andel("tvilling", maaned_nr, nr) < TVILLINGER:
                self._barn(familie, dag)
            familie.fodsler.append(dag)

    def _familie(self, dag: date, *noegle: object) -> Familie:
        if andel("søskende", *noegle) < SOESKENDE:
            klar = [
                f for f in self.register.familier if len(f.fodsler) < 3 and 20 <= maaneder(f.fodsler[-1], dag) <= 50
            ]
            if klar:
                return valg(klar, "familie", *noegle)
        return self.register.ny_familie(dag)

    def _barn(self, familie: Familie, dag: date) -> None:
        nr = len(self.boern)
        koen = valg([Koen.PIGE, Koen.DRENG], "køn", nr)
        for_tidligt = andel("for tidligt", nr) < 0.06
        self.boern.append(
            DemoBarn(
                nr=nr,
                fornavn=self.register.fornavn(familie, koen, dag, nr),
                efternavn=familie.efternavn,
                foedt=dag,
                koen=koen,
                cpr=self.register.cpr(dag, koen),
                beskyttet=familie.beskyttet,
                gestationsuger=heltal(31, 36, "uger", nr) if for_tidligt else None,
                foraeldre=familie.foraeldre,
            )
        )

    def _vent(self) -> None:
        """The next two to be born are expected already."""
        kommende = [b for b in self.boern if 15 <= (b.foedt - self.udgangsdag).days <= 130]
        for barn in kommende[:2]:
            barn.termin = barn.foedt + timedelta(days=heltal(-6, 9, "termin", barn.nr))

    # Day care ---------------------------------------------------------------------------------------------------------

    def _ledig(self, arena: str, hus: str | None = None) -> list[Plads]:
        return [
            p for p in PLADSER if p.arena == arena and (hus is None or p.hus == hus) and self.optaget[p.kode] < p.antal
        ]

    def _begynd(self, barn: DemoBarn, plads: Plads, fra: date) -> None:
        # Places are given from the first of a month; nobody is received on a Sunday.
        fra = naeste_arbejdsdag(fra)
        self._slut(barn, fra - timedelta(days=1))
        barn.ophold.append(Ophold(plads.kode, fra))
        self.optaget[plads.kode] += 1

    def _slut(self, barn: DemoBarn, til: date) -> None:
        sted = barn.sted
        if sted is not None:
            sted.til = til
            self.optaget[sted.kode] -= 1

    def _til_skole(self, foerste: date) -> None:
        if foerste.month == 8:
            for barn in self.boern:
                if barn.foedt.year + 6 == foerste.year:
                    self._slut(barn, naeste_arbejdsdag(foerste) - timedelta(days=1))

    def _til_boernehave(self, foerste: date) -> None:
        for barn in self.boern:
            sted, alder = barn.sted, maaneder(barn.foedt, foerste)
            if sted is None or alder < BOERNEHAVE_FRA or self.pladser[sted.kode].arena == "boernehave":
                continue
            hus = self.pladser[sted.kode].hus
            ledige = self._ledig("boernehave", hus)
            if not ledige and (hus == "DPL" or alder >= BOERNEHAVE_SENEST):
                ledige = self._ledig("boernehave")
            if ledige:
                self._begynd(barn, min(ledige, key=lambda p: self.optaget[p.kode] / p.antal), foerste)

    def _til_vuggestue(self, foerste: date) -> None:
        # One place in the own stue is kept for the child that is to be new there on the day the demo is made.
        holdes = -4 <= maaneder(self.sidste.replace(day=1), foerste) <= 0
        for barn in self.boern:
            alder = maaneder(barn.foedt, foerste)
            if barn.sted is not None or not VUGGESTUE_FRA <= alder <= BOERNEHAVE_FRA:
                continue
            ledige = [p for arena in ("vuggestue", "dagpleje") for p in self._ledig(arena)]
            if holdes and self.optaget[EGEN_STUE] >= self.pladser[EGEN_STUE].antal - 1:
                ledige = [p for p in ledige if p.kode != EGEN_STUE]
            huse = {self.pladser[o.kode].hus for s in self._soeskende(barn) for o in s.ophold if o.til is None}
            hos = [p for p in ledige if p.hus in huse]
            if hos or ledige:
                # Families choose, but they look first where there is most room.
                vaegte = [(p.antal - self.optaget[p.kode]) ** 2 * (9 if p.kode in SOEGTE else 1) for p in hos or ledige]
                self._begynd(barn, terning("plads", barn.nr).choices(hos or ledige, vaegte)[0], foerste)

    def _soeskende(self, barn: DemoBarn) -> list[DemoBarn]:
        return [b for b in self.boern if b is not barn and b.foraeldre[0].cpr == barn.foraeldre[0].cpr]

    def _seneste(self) -> None:
        """Let one begin in the own stue who is new to the house: who has waited longest, or has just moved to town."""
        stuen = [b for b in self.boern if (sted := b.sted) and sted.kode == EGEN_STUE]
        if len(stuen) >= self.pladser[EGEN_STUE].antal:
            stor = min(stuen, key=lambda b: b.foedt)
            boernehaver = [p for p in PLADSER if p.arena == "boernehave" and p.hus == self.pladser[EGEN_STUE].hus]
            self._begynd(stor, min(boernehaver, key=lambda p: self.optaget[p.kode]), self.sidste)
        venter = [b for b in self.boern if not b.ophold and 8 <= maaneder(b.foedt, self.sidste) <= BOERNEHAVE_FRA]
        if not venter:
            foedt = self.sidste - timedelta(days=15 * 30 + 4)
            self._barn(self.register.ny_familie(foedt), foedt)
            venter = self.boern[-1:]
        self._begynd(min(venter, key=lambda b: b.foedt), self.pladser[EGEN_STUE], self.sidste)

    # Leaving, and the district ----------------------------------------------------------------------------------------

    def _rejs_bort(self) -> None:
        """One child left in the middle of the round, and one moved to the other municipality."""
        for kode, dage, frem in (("STR-FYR", 9, False), ("SKO-MAR", 150, True)):
            dag = self.udgangsdag - timedelta(days=dage)
            barn, ophold = next(
                (b, o)
                for b in self.boern
                for o in b.ophold
                if o.kode == kode and o.fra < dag - timedelta(days=150) and (o.til is None or o.til > self.udgangsdag)
            )
            ophold.til = dag
            del barn.ophold[barn.ophold.index(ophold) + 1 :]
            if frem:
                barn.fraflyttet = dag

    def _byt_hus(self) -> None:
        """Two families each time change house, so that there is room for both: one pair lately, one pair soon."""
        for fra, til, dage in BYTTER:
            dag = naeste_arbejdsdag(self.udgangsdag + timedelta(days=dage))
            boern = [
                next((b, o) for b in self.boern for o in b.ophold if self._bliver(b, o, kode, dag))
                for kode in (fra, til)
            ]
            for (barn, ophold), kode in zip(boern, (til, fra), strict=True):
                nyt = Ophold(kode, dag, ophold.til)
                ophold.til = dag - timedelta(days=1)
                barn.ophold.insert(barn.ophold.index(ophold) + 1, nyt)

    def _bliver(self, barn: DemoBarn, ophold: Ophold, kode: str, dag: date) -> bool:
        """Whether the child has been there for some time on the day, and would be for some time yet."""
        siden, til = dag - timedelta(days=150), dag + timedelta(days=120)
        return (
            ophold.kode == kode
            and barn.fraflyttet is None
            and ophold.fra < siden
            and (ophold.til is None or ophold.til > max(til, self.udgangsdag + timedelta(days=120)))
        )

    def _faa_distrikt(self) -> None:
        for barn in self.boern:
            bopael = barn.foraeldre[0].cpr
            kode = valg(DISTRIKTER, "bopæl", bopael)
            slut = barn.foedt + timedelta(days=DISTRIKT_DAGE)
            barn.ophold.insert(0, Ophold(kode, barn.foedt, min(slut, barn.fraflyttet) if barn.fraflyttet else slut))
