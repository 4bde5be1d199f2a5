"""Counting underretninger the way Danmarks Statistik and the national picture of small children do. Pure.

Rows in, numbers out, no names. The rules, from Danmarks Statistik's documentation of the statistic and the notes of
Socialstyrelsen's article about small children (2022):

**Same day.** Several underretninger about one child in one municipality on one day count as one. The causes are united
and the highest step is kept. *Which notifier wins is nowhere written; here it is the one received first that day whose
kind is known.* A statistic of notifiers therefore counts fewer underretninger than were received.

**Age.** Counted on the last day of the period, as both sources do (`Aldersregel.PERIODENS_SLUT`); the age on the day of
receipt can be had instead (`Aldersregel.DAGEN`). A child who was unborn on the day of receipt is counted as unborn by
both rules, also when it is born before the period is over: the underretning was registered on the mother.

**Left out.** Rows without a valid personnummer (of the child, or of the mother while it is unborn), rows with a code
that did not hold on the day of receipt (a mistake for somebody to mend, never a guess), and ages not asked for. How
many, and why, stands in the answer: a number that cannot say what it leaves out is not to be trusted. What was
sent on to the municipality that acts is counted there and not here.

**Causes** are not mutually exclusive, so they are never summed: one underretning is in as many rows as it has causes.

**Percentages** have one decimal, halves rounded up. Shares are shown as they come out: those of a whole need not add up
to 100.0, and nothing is adjusted to make them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypeVar

from opsporing import alder
from underretning.rules import koder
from underretning.rules.koder import KOEN_UFOEDT, KOEN_UOPLYST, UFOEDT, UOPLYST_ALDER, UOPLYST_UNDERRETTER, Kode, Liste

K = TypeVar("K")

#: The small children: unborn and 0 to 5 years, before school.
SMAA = (UFOEDT, *map(str, range(6)))
#: The bands the national picture uses (those of the socioeconomic investment model), by name.
BAAND: Mapping[str, tuple[str, ...]] = {
    "0-5 år og ufødte": SMAA,
    "6-13 år": tuple(map(str, range(6, 14))),
    "14-17 år": tuple(map(str, range(14, 18))),
}
AELDST = 18
#: A pregnancy does not last longer than so many days after the expected day; after that a birth was not registered.
SENEST_EFTER_TERMIN = timedelta(days=28)
#: Children with so many underretninger or more are one row.
SEKS_ELLER_FLERE = 6
TRIN = range(7)


class Aldersregel(StrEnum):
    """The day a child's age is counted on."""

    PERIODENS_SLUT = "periodens_slut"
    DAGEN = "dagen"


class Udeladt(StrEnum):
    """Why a row is not among the counted ones, in the order they are asked about."""

    UDEN_FOR_PERIODEN = "uden_for_perioden"
    SENDT_VIDERE = "sendt_videre"
    UGYLDIG_KODE = "ugyldig_kode"
    UGYLDIGT_PNR = "ugyldigt_pnr"
    SAMME_DAG = "samme_dag"
    ALDER_UOPLYST = "alder_uoplyst"
    ANDEN_ALDER = "anden_alder"


class Trin(StrEnum):
    """The rows of help at the time, by the highest step of indsatstrappen: 0 is none, 3 in the family, 4-6 outside."""

    LAVT = "0-2"
    FAMILIEN = "3"
    ANBRAGT = "4-6"
    UOPLYST = "uoplyst"


@dataclass(frozen=True, slots=True)
class Raekke:
    """One underretning about one child. For siblings there is a row each.

    `barn` is a key that says nothing about who it is. `nr` gives the order of receipt. `trin` is the highest step of
    indsatstrappen on the day, 0 without help, None where nobody wrote it down. `gyldigt_pnr` is about the mother while
    the child is unborn. `af` is how many received underretninger the row stands for.
    """

    barn: str
    kommune: str
    modtaget_den: date
    foedt_den: date | None
    termin: date | None = None
    ufoedt: bool = False
    koen: str = KOEN_UOPLYST
    underretter: str = UOPLYST_UNDERRETTER
    aarsager: tuple[str, ...] = ()
    trin: int | None = None
    gyldigt_pnr: bool = True
    sendt_videre: bool = False
    nr: int = 0
    af: int = 1


@dataclass(frozen=True, slots=True)
class Periode:
    """The days counted, both included."""

    fra: date
    til: date

    def __post_init__(self) -> None:
        if self.til < self.fra:
            raise ValueError("perioden slutter, før den begynder")

    @property
    def navn(self) -> str:
        hele = self == aaret(self.fra.year)
        return str(self.fra.year) if hele else f"{alder.dato_tekst(self.fra)} til {alder.dato_tekst(self.til)}"


@dataclass(frozen=True, slots=True)
class Aarsagstal:
    """Underretninger by cause, each in as many rows as it has causes (never to be summed); how many have several, none.

    `flere` and `uden` are part of no row's count. `kun` counts each underretning once: those with exactly this cause,
    which together with `flere` and `uden` make up the whole.
    """

    antal: Mapping[Kode, int]
    kun: Mapping[Kode, int]
    flere: int
    uden: int


@dataclass(frozen=True, slots=True)
class Opgoerelse:
    """The counted underretninger of a period with the code of each child's age, and what is left out and why."""

    periode: Periode
    regel: Aldersregel
    raekker: tuple[tuple[Raekke, str], ...]
    udeladt: Mapping[Udeladt, int]

    @property
    def antal(self) -> int:
        return len(self.raekker)

    @property
    def boern(self) -> int:
        return len({(r.kommune, r.barn) for r, _ in self.raekker})

    @property
    def sammenlagte(self) -> int:
        """How many of the counted stand for several received on the same day."""
        return sum(r.af > 1 for r, _ in self.raekker)


# ---- one row ------------------------------------------------------------------------------------------------------


def alderskode(raekke: Raekke, paa: date) -> str:
    """The code of the child's age on the day `paa`, not before the receipt: unborn, completed years to 18, unknown.

    A child born on 29 February has its birthday on 28 February in other years, as everywhere in the house. Unborn is
    who was not born on the day of receipt. Whoever was to be born more than four weeks before, and is not registered
    as born, has an unknown age. Raises ValueError for a day before the receipt.
    """
    if paa < raekke.modtaget_den:
        raise ValueError("alderen kan ikke regnes til en dag før modtagelsen")
    if raekke.foedt_den is not None:
        if raekke.foedt_den > raekke.modtaget_den:
            return UFOEDT
        return str(min(alder.maaneder(raekke.foedt_den, paa) // 12, AELDST))
    overskredet = raekke.termin is not None and raekke.modtaget_den > raekke.termin + SENEST_EFTER_TERMIN
    return UFOEDT if raekke.ufoedt and not overskredet else UOPLYST_ALDER


def koenskode(raekke: Raekke) -> str:
    """The code of the child's sex; of an unborn child none is told."""
    return KOEN_UFOEDT if alderskode(raekke, raekke.modtaget_den) == UFOEDT else raekke.koen


def tringruppe(trin: int | None) -> Trin:
    """The row of a highest step. Raises ValueError for what is no step."""
    if trin is None:
        return Trin.UOPLYST
    if trin not in TRIN:
        raise ValueError(f"ikke et trin på indsatstrappen: {trin}")
    return Trin.LAVT if trin < 3 else Trin.FAMILIEN if trin == 3 else Trin.ANBRAGT


# ---- several on one day -------------------------------------------------------------------------------------------


def slaa_sammen(raekker: Iterable[Raekke]) -> list[Raekke]:
    """One row for each child, municipality and day, whatever order the rows come in; merging again changes nothing.

    The causes are united, the highest known step is kept, the first known notifier of the day wins (the lowest code
    when the order of receipt is not told). What is known about the child in one of the rows is known about it in all.
    """
    grupper: dict[tuple[str, str, date], list[Raekke]] = {}
    for raekke in raekker:
        grupper.setdefault((raekke.kommune, raekke.barn, raekke.modtaget_den), []).append(raekke)
    return [_samlet(gruppe) if len(gruppe) > 1 else gruppe[0] for _, gruppe in sorted(grupper.items())]


def _samlet(gruppe: Sequence[Raekke]) -> Raekke:
    foerst = min(gruppe, key=lambda r: (r.underretter == UOPLYST_UNDERRETTER, r.nr, r.underretter))
    return replace(
        foerst,
        foedt_den=min((r.foedt_den for r in gruppe if r.foedt_den), default=None),
        termin=min((r.termin for r in gruppe if r.termin), default=None),
        ufoedt=all(r.ufoedt for r in gruppe),
        koen=min(
            (r.koen for r in gruppe if r.koen not in {KOEN_UOPLYST, KOEN_UFOEDT}), default=min(r.koen for r in gruppe)
        ),
        aarsager=tuple(sorted({aarsag for r in gruppe for aarsag in r.aarsager})),
        trin=max((r.trin for r in gruppe if r.trin is not None), default=None),
        gyldigt_pnr=any(r.gyldigt_pnr for r in gruppe),
        sendt_videre=all(r.sendt_videre for r in gruppe),
        af=sum(r.af for r in gruppe),
    )


# ---- a period -----------------------------------------------------------------------------------------------------


def aaret(aar: int) -> Periode:
    """The whole year: the period of the official numbers."""
    return Periode(date(aar, 1, 1), date(aar, 12, 31))


def opgoer(
    raekker: Iterable[Raekke],
    periode: Periode,
    *,
    aldre: Sequence[str] = SMAA,
    regel: Aldersregel = Aldersregel.PERIODENS_SLUT,
) -> Opgoerelse:
    """Count the rows of a period: those with a valid personnummer, merged by day, of the ages asked for.

    Whatever is given is either counted or among what is left out: `udeladt` has the number of received underretninger
    (merged ones as the number they stand for).
    """
    udeladt: Counter[Udeladt] = Counter()
    gyldige: list[Raekke] = []
    for raekke in raekker:
        if not periode.fra <= raekke.modtaget_den <= periode.til:
            udeladt[Udeladt.UDEN_FOR_PERIODEN] += raekke.af
            continue
        if grund := _mangel(raekke):
            udeladt[grund] += raekke.af
        else:
            gyldige.append(raekke)
    talt: list[tuple[Raekke, str]] = []
    for raekke in slaa_sammen(gyldige):
        kode = alderskode(raekke, periode.til if regel is Aldersregel.PERIODENS_SLUT else raekke.modtaget_den)
        if kode in aldre:
            talt.append((raekke, kode))
            udeladt[Udeladt.SAMME_DAG] += raekke.af - 1
        else:
            udeladt[Udeladt.ALDER_UOPLYST if kode == UOPLYST_ALDER else Udeladt.ANDEN_ALDER] += raekke.af
    return Opgoerelse(periode, regel, tuple(talt), {grund: udeladt[grund] for grund in Udeladt if udeladt[grund]})


def _mangel(raekke: Raekke) -> Udeladt | None:
    """What keeps a row of the period from being counted, if anything does."""
    if raekke.sendt_videre:
        return Udeladt.SENDT_VIDERE
    try:
        koder.tjek(raekke.modtaget_den, underretter=raekke.underretter, aarsager=raekke.aarsager, koen=raekke.koen)
    except koder.UkendtKode:
        return Udeladt.UGYLDIG_KODE
    return None if raekke.gyldigt_pnr else Udeladt.UGYLDIGT_PNR


def efter_alder(opgoerelse: Opgoerelse, aldre: Sequence[str] = SMAA) -> dict[str, int]:
    """Underretninger by the child's age, in the order given, noughts too."""
    talt = Counter(kode for _, kode in opgoerelse.raekker)
    return {kode: talt[kode] for kode in aldre}


def efter_baand(opgoerelse: Opgoerelse) -> dict[str, int]:
    """Underretninger by the band of the child's age; count with all ages first (`aldre`) for this."""
    talt = efter_alder(opgoerelse, [kode for koder_ in BAAND.values() for kode in koder_])
    return {navn: sum(talt[kode] for kode in koder_) for navn, koder_ in BAAND.items()}


def efter_koen(opgoerelse: Opgoerelse) -> dict[Kode, int]:
    """Underretninger by the child's sex, with the unborn as a row of their own."""
    talt = Counter(koenskode(r) for r, _ in opgoerelse.raekker)
    return {kode: talt[kode.kode] for kode in koder.koder(Liste.KOEN, opgoerelse.periode.til)}


def efter_underretter(opgoerelse: Opgoerelse) -> dict[Kode, int]:
    """Underretninger by who notified: a row for every code that held in the period, noughts too."""
    talt = Counter(koder.kode(Liste.UNDERRETTER, r.underretter, r.modtaget_den) for r, _ in opgoerelse.raekker)
    return {kode: talt[kode] for kode in _raekker(Liste.UNDERRETTER, opgoerelse.periode)}


def efter_aarsag(opgoerelse: Opgoerelse) -> Aarsagstal:
    """Underretninger by cause: a row for every code that held in the period, noughts too."""
    antal: Counter[Kode] = Counter()
    kun: Counter[Kode] = Counter()
    flere = uden = 0
    for raekke, _ in opgoerelse.raekker:
        fundne = {koder.kode(Liste.AARSAG, aarsag, raekke.modtaget_den) for aarsag in raekke.aarsager}
        antal.update(fundne)
        if len(fundne) == 1:
            kun.update(fundne)
        flere += len(fundne) > 1
        uden += not fundne
    alle = _raekker(Liste.AARSAG, opgoerelse.periode)
    return Aarsagstal({k: antal[k] for k in alle}, {k: kun[k] for k in alle}, flere, uden)


def efter_trin(opgoerelse: Opgoerelse) -> dict[Trin, int]:
    """Underretninger by the help the child had on the day, noughts too."""
    talt = Counter(tringruppe(r.trin) for r, _ in opgoerelse.raekker)
    return {trin: talt[trin] for trin in Trin}


def boern_efter_antal(opgoerelse: Opgoerelse) -> dict[int, int]:
    """Children by how many underretninger there were about them in the period; the last row is six or more."""
    pr_barn = Counter((r.kommune, r.barn) for r, _ in opgoerelse.raekker)
    talt = Counter(min(antal, SEKS_ELLER_FLERE) for antal in pr_barn.values())
    return {antal: talt[antal] for antal in range(1, SEKS_ELLER_FLERE + 1)}


def _raekker(liste: Liste, periode: Periode) -> tuple[Kode, ...]:
    return koder.koder_i_perioden(liste, periode.fra, periode.til)


# ---- percentages --------------------------------------------------------------------------------------------------


def procent(antal: int, af: int) -> Decimal | None:
    """`antal` in percent of `af` with one decimal, halves rounded up; None of nothing."""
    return None if af == 0 else _en_decimal(Decimal(100 * antal) / af)


def andele(antal: Mapping[K, int]) -> dict[K, Decimal | None]:
    """Each count in percent of their sum. Only for rows that are mutually exclusive; not adjusted to make 100.0."""
    i_alt = sum(antal.values())
    return {noegle: procent(n, i_alt) for noegle, n in antal.items()}


def aendring(foer: int, efter: int) -> Decimal | None:
    """The change from one period to the next in percent with one decimal; None from nothing."""
    return None if foer == 0 else _en_decimal(Decimal(100 * (efter - foer)) / foer)


def _en_decimal(tal: Decimal) -> Decimal:
    """One decimal, halves rounded away from nought; never minus nought."""
    return tal.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) + Decimal("0.0")
