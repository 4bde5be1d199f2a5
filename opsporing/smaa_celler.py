"""Small-cell suppression: numbers that leave the institutions must not point at a child, also not by subtraction.

**What is withheld.** Every count under the limit (5), also in totals, and as few further counts as it takes that no
withheld one can be worked out. **Zeros are withheld like 1-4**: "none of the children here thrives" is as telling as a
name, and a blank that could never be a zero would say more than it should. (`nul_vises=True` shows zeros, for numbers
where absence tells nothing; then withheld numbers are known to be at least 1, and that is taken into account.) Leave
out the rows of units where nobody was counted.

**Against whom.** A reader who sees every published count of the table, knows which are sums of which (rows, columns and
the tree of units up to the municipality), knows that counts are whole and not negative, and takes every blank alike.
For him each withheld count can still have at least two values. **Not** covered: what he knows from elsewhere, another
table over the same children broken down differently (name what that one withholds in `ogsaa_skjult`, and the sums both
share in `kendte`), and percentages computed from withheld counts.

**How.** A table of columns over a tree of units is a network: every count takes part in exactly two sums, once on each
side. A withheld count can have another value exactly when a round trip in the network changes it and otherwise only
withheld counts, none below its least value. So for each withheld count the cheapest such round trip is found, and what
it passes is withheld too. More blanks only open more round trips, hence no count has to be looked at twice.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import Any

GRAENSE = 5
I_ALT = "i_alt"

# A count is named by its unit and its column; the column I_ALT is the sum of the others.
Celle = tuple[Hashable, Hashable]
Knude = tuple[str, Hashable, Hashable]


class KanIkkeSkjules(ValueError):
    """A count would follow from what is known, whatever else is withheld: the table cannot be shown like this."""


@dataclass(frozen=True, slots=True)
class SikkerTabel:
    """A table that may leave the institutions: None is "withheld". Totals are in the last place of rows and columns."""

    celler: tuple[tuple[int | None, ...], ...]

    @property
    def antal_skjulte(self) -> int:
        """How many counts are withheld, so that the page can say so."""
        return sum(celle is None for raekke in self.celler for celle in raekke)


def skjul_tabel(raekker: Sequence[Sequence[int]], *, graense: int = GRAENSE, nul_vises: bool = False) -> SikkerTabel:
    """Add row totals, column totals and the grand total, and withhold what must be.

    Raises ValueError for no rows, no columns, rows of different length or negative counts.
    """
    if not raekker or len({len(raekke) for raekke in raekker}) != 1:
        raise ValueError("tabellen skal have rækker, og de skal være lige lange")
    kolonner = list(range(len(raekker[0])))
    blade: dict[Hashable, Mapping[Hashable, int]] = {
        nr: dict(zip(kolonner, raekke, strict=True)) for nr, raekke in enumerate(raekker)
    }
    sikre = skjul_traee(blade, dict.fromkeys(blade, I_ALT), graense=graense, nul_vises=nul_vises)
    return SikkerTabel(
        tuple(tuple(sikre[enhed, kolonne] for kolonne in [*kolonner, I_ALT]) for enhed in [*blade, I_ALT])
    )


def skjul_traee(
    blade: Mapping[Any, Mapping[Any, int]],
    foraelder: Mapping[Any, Hashable],
    *,
    graense: int = GRAENSE,
    nul_vises: bool = False,
    ogsaa_skjult: Collection[Celle] = (),
    kendte: Collection[Celle] = (),
) -> dict[Celle, int | None]:
    """Counts by column for every unit of a tree with one root, and their totals, with small ones withheld.

    `blade` gives the counts of the units at the bottom (all with the same columns), `foraelder` the unit above each
    unit except the root. The answer has a count, or None, for every unit and column and for the column `I_ALT`.
    `ogsaa_skjult` are counts to withhold whatever they are. `kendte` are counts the reader has from another table: they
    are shown, and nothing is hidden behind them, so that the two tables can be read together. Raises ValueError for a
    tree that does not hang together, and for a zero in `ogsaa_skjult` when zeros are shown; KanIkkeSkjules (only with
    `kendte`) when a small count would follow from what is known.
    """
    kolonner = _kolonner(blade)
    enheder = _fra_bunden(blade, foraelder)
    tal = _summer(blade, foraelder, enheder, kolonner)
    fast = set(kendte)
    net = _Net(tal, foraelder, kolonner, mindst=1 if nul_vises else 0, kendte=fast)
    ogsaa = set(ogsaa_skjult) - fast
    if nul_vises and any(tal[celle] == 0 for celle in ogsaa):
        raise ValueError("et nul kan ikke skjules i en tabel, hvor nuller vises")
    smaa = [c for c, n in tal.items() if c not in fast and ((n < graense and not (nul_vises and n == 0)) or c in ogsaa)]
    skjult = set(smaa)
    for celle in sorted(smaa, key=lambda c: (tal[c], enheder.index(c[0]), str(c[1]))):
        skjult |= net.rundtur(celle, skjult)
    return {celle: None if celle in skjult else n for celle, n in tal.items()}


def _kolonner(blade: Mapping[Hashable, Mapping[Hashable, int]]) -> list[Hashable]:
    if not blade:
        raise ValueError("der er ingen enheder")
    kolonner = list(next(iter(blade.values())))
    if not kolonner or any(set(raekke) != set(kolonner) for raekke in blade.values()) or I_ALT in kolonner:
        raise ValueError("alle enheder skal have de samme kolonner, og mindst én")
    if any(antal < 0 for raekke in blade.values() for antal in raekke.values()):
        raise ValueError("et antal kan ikke være negativt")
    return kolonner


def _fra_bunden(
    blade: Mapping[Hashable, Mapping[Hashable, int]], foraelder: Mapping[Hashable, Hashable]
) -> list[Hashable]:
    """All units, each before the unit above it; the root last."""
    over = set(foraelder.values())
    roedder = over - set(foraelder)
    if len(roedder) != 1 or set(foraelder) - over != set(blade):
        raise ValueError("enhederne skal hænge sammen i ét træ, og kun de nederste må have tal")
    dybde: dict[Hashable, int] = dict.fromkeys(roedder, 0)
    while len(dybde) <= len(foraelder):
        nye = {enhed: dybde[op] + 1 for enhed, op in foraelder.items() if op in dybde and enhed not in dybde}
        if not nye:
            raise ValueError("enhederne skal hænge sammen i ét træ, og kun de nederste må have tal")
        dybde |= nye
    return sorted(dybde, key=lambda enhed: -dybde[enhed])


def _summer(
    blade: Mapping[Hashable, Mapping[Hashable, int]],
    foraelder: Mapping[Hashable, Hashable],
    enheder: Sequence[Hashable],
    kolonner: Sequence[Hashable],
) -> dict[Celle, int]:
    tal: dict[Celle, int] = {(enhed, kolonne): 0 for enhed in enheder for kolonne in [*kolonner, I_ALT]}
    for enhed in enheder:
        for kolonne in kolonner:
            if enhed in blade:
                tal[enhed, kolonne] = blade[enhed][kolonne]
            tal[enhed, I_ALT] += tal[enhed, kolonne]
            if enhed in foraelder:
                tal[foraelder[enhed], kolonne] += tal[enhed, kolonne]
    return tal


@dataclass(frozen=True, slots=True)
class _Bue:
    celle: Celle
    til: Knude
    pris: int


class _Net:
    """The sums of a table as nodes, and the counts as arcs between the two sums each takes part in.

    Going along an arc raises its count by one, going against it lowers it by one; a closed walk keeps every sum right.
    """

    def __init__(
        self,
        tal: Mapping[Celle, int],
        foraelder: Mapping[Hashable, Hashable],
        kolonner: Sequence[Hashable],
        *,
        mindst: int,
        kendte: Collection[Celle],
    ) -> None:
        self._tal = tal
        self._mindst = mindst
        self._ender: dict[Celle, tuple[Knude, Knude]] = {}
        over = set(foraelder.values())
        hoejde = _hoejder(foraelder)
        naboer: dict[Knude, list[_Bue]] = {}
        for (enhed, kolonne), antal in tal.items():
            if antal < mindst or (enhed, kolonne) in kendte:
                continue  # shown as it is, and never another value
            nede = ("kolonnesum", enhed, kolonne) if enhed in over else ("raekkesum", enhed, None)
            oppe = ("kolonnesum", foraelder[enhed], kolonne) if enhed in foraelder else ("raekkesum", enhed, None)
            fra, til = (oppe, nede) if kolonne == I_ALT else (nede, oppe)
            self._ender[enhed, kolonne] = (fra, til)
            # Cheap to lose are small counts of single units; totals and upper units are what the reader came for.
            pris = (antal + 10) * 20 ** (hoejde[enhed] + (kolonne == I_ALT))
            naboer.setdefault(fra, []).append(_Bue((enhed, kolonne), til, pris))
            if antal > mindst:
                naboer.setdefault(til, []).append(_Bue((enhed, kolonne), fra, pris))
        self._naboer = naboer

    def rundtur(self, celle: Celle, skjult: Collection[Celle]) -> set[Celle]:
        """The counts on the cheapest closed walk that raises or lowers `celle`; those withheld already cost nothing."""
        fra, til = self._ender[celle]
        ture = [self._vej(til, fra, celle, skjult)]
        if self._tal[celle] > self._mindst:
            ture.append(self._vej(fra, til, celle, skjult))
        mulige = [tur for tur in ture if tur is not None]
        if not mulige:
            raise KanIkkeSkjules(f"{celle[1]} i {celle[0]} kan regnes ud")
        return min(mulige, key=lambda tur: tur[0])[1]

    def _vej(self, start: Knude, maal: Knude, uden: Celle, skjult: Collection[Celle]) -> tuple[int, set[Celle]] | None:
        loebenr = count()
        koe: list[tuple[int, int, Knude]] = [(0, next(loebenr), start)]
        bedst: dict[Knude, tuple[int, _Bue | None, Knude]] = {start: (0, None, start)}
        while koe:
            pris, _, knude = heappop(koe)
            if knude == maal:
                return pris, set(self._tilbage(bedst, maal))
            if pris > bedst[knude][0]:
                continue
            for bue in self._naboer.get(knude, ()):
                ny = pris + (0 if bue.celle in skjult else bue.pris)
                if bue.celle != uden and (bue.til not in bedst or ny < bedst[bue.til][0]):
                    bedst[bue.til] = (ny, bue, knude)
                    heappush(koe, (ny, next(loebenr), bue.til))
        return None

    def _tilbage(self, bedst: Mapping[Knude, tuple[int, _Bue | None, Knude]], knude: Knude) -> Iterator[Celle]:
        while (bue := bedst[knude][1]) is not None:
            yield bue.celle
            knude = bedst[knude][2]


def _hoejder(foraelder: Mapping[Hashable, Hashable]) -> dict[Hashable, int]:
    """Levels above the lowest unit below, 0 for the units at the bottom."""
    hoejde: dict[Hashable, int] = {}
    for enhed in foraelder:
        niveau, op = 0, enhed
        while True:
            hoejde[op] = max(hoejde.get(op, 0), niveau)
            if op not in foraelder:
                break
            op, niveau = foraelder[op], niveau + 1
    return hoejde
