"""What may be shown of the numbers, and to whom. Pure.

Two readers: myndighedens leder, who reads every underretning anyway and sees every number, and forvaltning, to whom no
number may point at a child (`sikker`). For the second:

**One way at a time.** Every table divides the same underretninger by one thing, and has nothing but their number in
common with the others. That number is told to each of them as known (`opsporing.smaa_celler`), so they can be read
together. Sex is left out: its unborn are those of the ages, and the two tables would tell on each other.

**Causes** have no sum, so a count is withheld when it, or what is missing in it up to all, is small. How many have
several causes and how many none would tie the rows together; they are shown when nothing else is withheld.

**Children by number** are tied to the number of underretninger: so many children with so many in all. The rows are put
together ("two or more") until each is large, and until what is left over beyond the least the last row can hold is so
much that it does not say how the children in it are spread. Where that cannot be, the number of children is withheld.

**Small years** (under `MINDST` underretninger) are not divided at all.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from opsporing.smaa_celler import GRAENSE, I_ALT, skjul_traee
from underretning.rules import koder, tal
from underretning.rules.koder import Kode, Liste
from underretning.rules.tal import SMAA, Opgoerelse, Trin, Udeladt, procent

#: A year is divided from so many underretninger.
MINDST = 20
#: Beyond this much left over, the last row of children does not say how it is spread.
SPILLERUM = 2
#: Shares of what was done in time are shown to others from so many, rounded to so many percent.
MINDST_TIDER, AFRUND = 20, 10

TRINORD: Mapping[Trin, str] = {
    Trin.LAVT: "Ingen hjælp, trin 1 eller trin 2",
    Trin.FAMILIEN: "Trin 3, hjælp i hjemmet og familien",
    Trin.ANBRAGT: "Trin 4, 5 eller 6, anbragt uden for hjemmet",
    Trin.UOPLYST: "Ikke oplyst",
}


class Emne(StrEnum):
    """The tables, in the order they are shown."""

    ALDER = "alder"
    KOEN = "koen"
    BOERN = "boern"
    UNDERRETTER = "underretter"
    AARSAG = "aarsag"
    TRIN = "trin"


@dataclass(frozen=True, slots=True)
class Linje:
    """One row: a count and its share in percent, None where withheld or where there is nothing to divide."""

    navn: str
    antal: int | None
    andel: Decimal | None
    kode: str = ""


@dataclass(frozen=True, slots=True)
class Tabel:
    """One table; `i_alt` is what the shares are of, None where the rows are withheld altogether."""

    emne: Emne
    linjer: tuple[Linje, ...]
    i_alt: int | None

    @property
    def antal_skjulte(self) -> int:
        return sum(linje.antal is None for linje in self.linjer)


@dataclass(frozen=True, slots=True)
class Visning:
    """What is shown of a period. Counts are None where they are withheld.

    `flere` and `uden`: underretninger with several causes, and without any. `udeladt` has the reasons that occur.
    """

    opgoerelse: Opgoerelse
    sikker: bool
    antal: int | None
    boern: int | None
    tabeller: Mapping[Emne, Tabel]
    flere: int | None = None
    uden: int | None = None
    udeladt: Mapping[Udeladt, int | None] = field(default_factory=dict)

    @property
    def antal_skjulte(self) -> int:
        return sum(tabel.antal_skjulte for tabel in self.tabeller.values())

    @property
    def mangler(self) -> tuple[Emne, ...]:
        """The tables that cannot be shown at all; sex is never shown to others."""
        alle = (emne for emne in Emne if not (self.sikker and emne is Emne.KOEN))
        return tuple(emne for emne in alle if emne not in self.tabeller)

    @property
    def i_hjaelp(self) -> Decimal | None:
        """The share that already had help on step 3 or higher, None where it cannot be told.

        What the other rows leave of the whole can be worked out anyway, so it is told also where it is not divided.
        """
        if Emne.TRIN not in self.tabeller or not self.antal:
            return None
        antal = {linje.kode: linje.antal for linje in self.tabeller[Emne.TRIN].linjer}
        lavt, uoplyst = antal[Trin.LAVT], antal[Trin.UOPLYST]
        if lavt is None or uoplyst is None:
            return None
        hoejt = self.antal - lavt - uoplyst
        return None if self.sikker and hoejt < GRAENSE else procent(hoejt, self.antal)


def vis(opgoerelse: Opgoerelse, *, sikker: bool) -> Visning:
    """Everything that may be shown of a period; with `sikker` nothing that points at a child."""
    antal = opgoerelse.antal
    if sikker and antal < MINDST:
        return Visning(opgoerelse, sikker, _stort(antal), None, {}, udeladt=_udeladt(opgoerelse, sikker))
    tabeller: dict[Emne, Tabel] = {}
    skjul = _sikret if sikker else _aabent
    tabeller[Emne.ALDER] = skjul(Emne.ALDER, _alder(opgoerelse), antal)
    if not sikker:
        tabeller[Emne.KOEN] = _aabent(Emne.KOEN, _koder(tal.efter_koen(opgoerelse)), antal)
    boern = _boern(opgoerelse, sikker)
    if boern is not None:
        tabeller[Emne.BOERN] = boern
    tabeller[Emne.UNDERRETTER] = skjul(Emne.UNDERRETTER, _koder(tal.efter_underretter(opgoerelse)), antal)
    aarsager = tal.efter_aarsag(opgoerelse)
    tabeller[Emne.AARSAG] = _aarsager(_koder(aarsager.antal), antal, sikker)
    trin = _trin(opgoerelse, sikker)
    if trin is not None:
        tabeller[Emne.TRIN] = trin
    aabne = not sikker or not tabeller[Emne.AARSAG].antal_skjulte
    return Visning(
        opgoerelse,
        sikker,
        antal,
        opgoerelse.boern if boern is not None else None,
        tabeller,
        flere=_maaske(aarsager.flere, sikker) if aabne else None,
        uden=_maaske(aarsager.uden, sikker) if aabne else None,
        udeladt=_udeladt(opgoerelse, sikker),
    )


# ---- the rows, before anything is withheld ------------------------------------------------------------------------

Talte = Mapping[tuple[str, str], int]


def _alder(opgoerelse: Opgoerelse) -> Talte:
    ord_ = {k.kode: k.tekst for k in koder.koder(Liste.ALDER, opgoerelse.periode.til)}
    return {(kode, ord_[kode]): n for kode, n in tal.efter_alder(opgoerelse, SMAA).items()}


def _koder(talt: Mapping[Kode, int]) -> Talte:
    return {(kode.kode, kode.tekst): n for kode, n in talt.items()}


def _aabent(emne: Emne, talt: Talte, antal: int) -> Tabel:
    return Tabel(emne, tuple(_linje(kode, navn, n, antal) for (kode, navn), n in talt.items()), antal)


def _linje(kode: str, navn: str, antal: int | None, af: int) -> Linje:
    return Linje(navn, antal, None if antal is None else procent(antal, af), kode)


# ---- withheld -----------------------------------------------------------------------------------------------------


def _sikret(emne: Emne, talt: Talte, antal: int, vises: tuple[tuple[str, str], ...] = ()) -> Tabel:
    """Rows that make up `antal`, which the reader knows; those of `vises` are told whatever they are."""
    blade: dict[Hashable, Mapping[Any, int]] = {"periode": talt}
    kendte = [(hvor, kolonne) for hvor in ("periode", "top") for kolonne in (I_ALT, *vises)]
    sikre = skjul_traee(blade, {"periode": "top"}, kendte=kendte)
    return Tabel(emne, tuple(_linje(*noegle, sikre["periode", noegle], antal) for noegle in talt), antal)


def _trin(opgoerelse: Opgoerelse, sikker: bool) -> Tabel | None:
    """By help at the time. For how many nobody wrote it down is about the work, and told; None where that is most."""
    talt = {(t.value, TRINORD[t]): n for t, n in tal.efter_trin(opgoerelse).items()}
    if not sikker:
        return _aabent(Emne.TRIN, talt, opgoerelse.antal)
    uoplyst = (Trin.UOPLYST.value, TRINORD[Trin.UOPLYST])
    if opgoerelse.antal - talt[uoplyst] < MINDST:
        return None
    return _sikret(Emne.TRIN, talt, opgoerelse.antal, vises=(uoplyst,))


def _aarsager(talt: Talte, antal: int, sikker: bool) -> Tabel:
    """Rows that overlap: each is judged alone, by those that have the cause and by those that have not."""

    def set_(n: int) -> int | None:
        return None if sikker and min(n, antal - n) < GRAENSE else n

    return Tabel(Emne.AARSAG, tuple(_linje(*noegle, set_(n), antal) for noegle, n in talt.items()), antal)


def _boern(opgoerelse: Opgoerelse, sikker: bool) -> Tabel | None:
    """Children by number of underretninger; None where not even how many children there are may be told."""
    pr_antal = tal.boern_efter_antal(opgoerelse)
    sidste = tal.SEKS_ELLER_FLERE if not sikker else _sidste_raekke(pr_antal, opgoerelse.antal)
    if sidste == 0:
        return None
    raekker = [pr_antal[n] for n in range(1, sidste)] + [sum(n for nr, n in pr_antal.items() if nr >= sidste)]
    navne = [_gange(nr, mindst=nr == sidste) for nr in range(1, sidste + 1)]
    linjer = (
        _linje(str(nr), navn, n, opgoerelse.boern) for nr, (navn, n) in enumerate(zip(navne, raekker, strict=True), 1)
    )
    return Tabel(Emne.BOERN, tuple(linjer), opgoerelse.boern)


def _sidste_raekke(pr_antal: Mapping[int, int], antal: int) -> int:
    """The last row ("so many or more") that keeps every row large and its spread untold; 0 where none does."""
    for sidste in range(tal.SEKS_ELLER_FLERE, 0, -1):
        egne = [pr_antal[n] for n in range(1, sidste)]
        resten = sum(n for nr, n in pr_antal.items() if nr >= sidste)
        tilovers = antal - sum(nr * n for nr, n in enumerate(egne, 1)) - sidste * resten
        if min([*egne, resten]) >= GRAENSE and tilovers >= SPILLERUM:
            return sidste
    return 0


def _gange(nr: int, *, mindst: bool) -> str:
    return f"{nr} eller flere" if mindst else "1 underretning" if nr == 1 else f"{nr} underretninger"


def _stort(antal: int) -> int | None:
    return antal if antal >= GRAENSE else None


def _maaske(antal: int, sikker: bool) -> int | None:
    return _stort(antal) if sikker else antal


def _udeladt(opgoerelse: Opgoerelse, sikker: bool) -> dict[Udeladt, int | None]:
    """How many are left out by reason; what lies outside the period is nobody's question."""
    return {
        grund: _maaske(antal, sikker)
        for grund, antal in opgoerelse.udeladt.items()
        if grund is not Udeladt.UDEN_FOR_PERIODEN
    }


def til_tiden(naaet: int, af: int, *, sikker: bool) -> Decimal | None:
    """The share done in time, in percent; to others than the leader rounded, and of nothing small."""
    if not sikker:
        return procent(naaet, af)
    return Decimal(round(100 * naaet / af / AFRUND) * AFRUND) if af >= MINDST_TIDER else None
