"""Counting scores so that colleagues can see whether they score alike. Pure: rows in, numbers out, no names.

Only screenings with a sum are counted, in the age waves of `adbb.rules.vinduer`. The sums are shown in bands. The
method has one cut-off, 5 (Guedeney & Fermanian 2001); the bands above and below it are ours and mean nothing in it.

**What is withheld.** Everything in here is about small children, so counts under 5 and what they could be worked out
from are withheld (`opsporing.smaa_celler`; zeros too). A colleague with fewer than `MINDST` screenings in a wave has no
row of her own: so few say more of chance than of how she scores. They are added up as "the others", and left out
altogether while that is few too, since what would have to be withheld to hide them is more than they would add. Hence
every number of screenings on the page is large and shown, and the tables of a wave (one of sums, eight of items) have
nothing but those numbers in common: each is made safe with them as known. That a sum of nought means eight noughts
ties the tables together only as bounds, not as counts.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from adbb.rules.score import HOEJEST_SUM, HOEJST_POINT, PUNKTER
from adbb.rules.vinduer import boelge
from opsporing.smaa_celler import I_ALT, skjul_traee

#: Bands of sums: name, first and last.
BAAND = (("0", 0, 0), ("1-2", 1, 2), ("3-4", 3, 4), ("5-9", 5, 9), ("10+", 10, HOEJEST_SUM))
#: A row of the table of a wave, and a wave at all, from so many screenings.
MINDST = 20
POINT = tuple(range(HOEJST_POINT + 1))

#: The two rows that are nobody's own.
GRUPPEN, OEVRIGE = "gruppen", "oevrige"
#: A row: the id of a colleague, GRUPPEN or OEVRIGE.
Hvem = int | str


@dataclass(frozen=True, slots=True)
class Talt:
    """So many screenings with the same points, by the same colleague, of children of the same age in months."""

    hvem: int
    alder_mdr: int
    point: tuple[int, ...]
    antal: int = 1


@dataclass(frozen=True, slots=True)
class Fordeling:
    """Screenings by band of their sum, and by point of each item (items in the order of `PUNKTER`)."""

    summer: tuple[int, ...]
    point: tuple[tuple[int, ...], ...]

    @property
    def antal(self) -> int:
        return sum(self.summer)


@dataclass(frozen=True, slots=True)
class Boelgetal:
    """What may be shown of one wave; None is withheld.

    `antal` has the rows: colleagues, perhaps OEVRIGE, and GRUPPEN. `faa` are the colleagues without a row; `udeladt` is
    whether theirs are left out of the group too.
    """

    antal: Mapping[Hvem, int]
    summer: Mapping[Hvem, tuple[int | None, ...]]
    point: Mapping[Hvem, tuple[tuple[int | None, ...], ...]]
    faa: tuple[int, ...]
    udeladt: bool

    @property
    def antal_skjulte(self) -> int:
        """How many numbers of the table of sums are withheld."""
        return sum(n is None for raekke in self.summer.values() for n in raekke)


@dataclass(frozen=True, slots=True)
class Periode:
    """Twelve whole months, both days included; `nr` 0 is the one that ended last."""

    nr: int
    fra: date
    til: date


def perioder(i_dag: date, antal: int = 4) -> list[Periode]:
    """The last years, each of twelve months that are over, the newest first.

    They do not overlap and do not grow from day to day, so that one cannot be subtracted from another to find a child.
    """
    fundne, slut = [], i_dag.replace(day=1)
    for nr in range(antal):
        fra = slut.replace(year=slut.year - 1)
        fundne.append(Periode(nr, fra, slut - timedelta(days=1)))
        slut = fra
    return fundne


def baand(sum_: int) -> int:
    """The place in `BAAND` of a sum. Raises ValueError for what is no sum."""
    for nr, (_, fra, til) in enumerate(BAAND):
        if fra <= sum_ <= til:
            return nr
    raise ValueError(f"ikke en sum: {sum_}")


def optael(raekker: Iterable[Talt]) -> dict[str, dict[int, Fordeling]]:
    """By wave and colleague. Ages outside the waves are left out.

    Raises ValueError for points that are not eight of 0 to 4.
    """
    summer: dict[tuple[str, int], list[int]] = {}
    point: dict[tuple[str, int], list[list[int]]] = {}
    for raekke in raekker:
        if len(raekke.point) != len(PUNKTER) or not set(raekke.point) <= set(POINT):
            raise ValueError(f"ikke otte punkter: {raekke.point}")
        navn = boelge(raekke.alder_mdr)
        if not navn:
            continue
        noegle = (navn, raekke.hvem)
        if noegle not in summer:
            summer[noegle], point[noegle] = [0] * len(BAAND), [[0] * len(POINT) for _ in PUNKTER]
        summer[noegle][baand(sum(raekke.point))] += raekke.antal
        for nr, vaerdi in enumerate(raekke.point):
            point[noegle][nr][vaerdi] += raekke.antal
    fundet: dict[str, dict[int, Fordeling]] = {}
    for (navn, hvem), talt in summer.items():
        fundet.setdefault(navn, {})[hvem] = Fordeling(tuple(talt), tuple(map(tuple, point[navn, hvem])))
    return fundet


def samlet(fordelinger: Sequence[Fordeling]) -> Fordeling:
    """Several colleagues' screenings as one."""
    return Fordeling(
        tuple(map(sum, zip(*(f.summer for f in fordelinger), strict=True))),
        tuple(tuple(map(sum, zip(*nr, strict=True))) for nr in zip(*(f.point for f in fordelinger), strict=True)),
    )


def vis(fordelinger: Mapping[int, Fordeling]) -> Boelgetal | None:
    """What may be shown of a wave; None while the whole group has too few screenings to show anything."""
    egne: dict[Hvem, Fordeling] = {hvem: f for hvem, f in fordelinger.items() if f.antal >= MINDST}
    faa = tuple(hvem for hvem in fordelinger if hvem not in egne)
    oevrige = samlet([fordelinger[hvem] for hvem in faa]) if faa else None
    med = egne | {OEVRIGE: oevrige} if oevrige and oevrige.antal >= MINDST else egne
    antal = {hvem: f.antal for hvem, f in med.items()}
    antal[GRUPPEN] = sum(antal.values())
    if not med:
        return None
    sikre_point = [_sikker({hvem: f.point[nr] for hvem, f in med.items()}) for nr in range(len(PUNKTER))]
    return Boelgetal(
        antal=antal,
        summer=_sikker({hvem: f.summer for hvem, f in med.items()}),
        point={hvem: tuple(tabel[hvem] for tabel in sikre_point) for hvem in antal},
        faa=faa,
        udeladt=oevrige is not None and OEVRIGE not in med,
    )


def _sikker(raekker: Mapping[Hvem, Sequence[int]]) -> dict[Hvem, tuple[int | None, ...]]:
    """The rows and their group with small counts withheld; how many screenings each row has is known to all."""
    kolonner = range(len(next(iter(raekker.values()))))
    blade: dict[Hashable, Mapping[Hashable, int]] = {
        hvem: dict(zip(kolonner, raekke, strict=True)) for hvem, raekke in raekker.items()
    }
    alle = [*raekker, GRUPPEN]
    sikre = skjul_traee(blade, dict.fromkeys(blade, GRUPPEN), kendte=[(hvem, I_ALT) for hvem in alle])
    return {hvem: tuple(sikre[hvem, kolonne] for kolonne in kolonner) for hvem in alle}
