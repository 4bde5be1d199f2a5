"""Danish personal identification numbers (CPR), by the rules of CPR-kontoret.

Three decisions are worth knowing:

* **Modulus 11 never refuses.** Numbers that fail it have been issued since 1 October 2007 and are fully valid.
  The result is kept in `Cpr.modulus11_ok` so that a page may show a soft warning.
* **Replacement numbers** (erstatnings- or administrative numbers) add 60 to the day. They are issued by a hospital or
  a municipal system, not by CPR, so their century digit and check digit promise nothing: the birth date read from one
  is a hint, and may be missing.
* **A lost leading zero** (a spreadsheet made a number of what begins with 0) is never repaired silently, because nine
  digits may just as well be a typing mistake. `CprFejl.forslag` carries the likely number, and a person decides.

No error message and no `repr` contains the number itself, so that neither logs nor tracebacks can leak it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_VAEGTE = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_ERSTATNING_TILLAEG = 60
_PRIK = "•"
# Everything people and systems put between the digits: spaces, hyphens, dashes and the minus sign.
_SKILLETEGN = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_CIFRE = re.compile(r"[0-9]+")
_I_TEKST = re.compile(r"[0-9]{6}[\s\-\u2010-\u2015\u2212]?[0-9]{4}")


class Koen(StrEnum):
    """Sex as CPR registers it (last digit even: girl or woman, odd: boy or man), in the codes kept on a child."""

    PIGE = "pige"
    DRENG = "dreng"


class CprFejl(ValueError):
    """The text is not a CPR number. The message is Danish and can be shown as it is; it never holds the number.

    `forslag` is the number (ten digits) that was probably meant, when a leading zero seems to be lost; otherwise None.
    """

    def __init__(self, besked: str, *, forslag: str | None = None) -> None:
        super().__init__(besked)
        self.besked = besked
        self.forslag = forslag


@dataclass(frozen=True, slots=True, repr=False)
class Cpr:
    """A well-formed number. `nummer` is always ten digits without a hyphen.

    `foedselsdato` is None only for a replacement number that holds no real date.
    """

    nummer: str
    foedselsdato: date | None
    koen: Koen
    erstatning: bool
    modulus11_ok: bool

    @property
    def formateret(self) -> str:
        """The number as people write it: 690124-4234. Showing it is a logged act."""
        return f"{self.nummer[:6]}-{self.nummer[6:]}"

    @property
    def maskeret(self) -> str:
        """The number as pages show it: 690124-••••."""
        return masker(self.nummer)

    def passer_med(self, foedselsdato: date) -> bool:
        """Whether a stated birth date agrees with the number. A number without a date contradicts nothing."""
        return self.foedselsdato is None or self.foedselsdato == foedselsdato

    def advarsler(self, *, paa: date) -> list[str]:
        """Danish sentences worth a second look on the day `paa`; none of them is a reason to refuse the number."""
        fund = []
        if self.erstatning:
            fund.append("Nummeret er et erstatningsnummer. Ret det, når der kommer et rigtigt CPR-nummer.")
        elif not self.modulus11_ok:
            fund.append("Nummeret består ikke den gamle kontrol (modulus 11). Det kan være rigtigt. Se det efter.")
        if self.foedselsdato is not None and self.foedselsdato > paa:
            fund.append("Fødselsdatoen i nummeret ligger i fremtiden. Se nummeret efter.")
        return fund

    def __repr__(self) -> str:
        return f"Cpr({self.maskeret})"

    __str__ = __repr__


def parse(tekst: str) -> Cpr:
    """Read a number of ten digits, with or without hyphens and spaces.

    Raises `CprFejl` (with a `forslag` for nine digits that become a number with a zero in front).
    """
    renset = _rens(tekst)
    if not renset:
        raise CprFejl("CPR-nummeret mangler.")
    if not _CIFRE.fullmatch(renset):
        raise CprFejl("Et CPR-nummer består kun af cifre og eventuelt en bindestreg.")
    if len(renset) == 9:
        raise _ni_cifre(renset)
    if len(renset) != 10:
        raise CprFejl(f"Et CPR-nummer har 10 cifre. Her er {len(renset)}.")
    erstatning = int(renset[:2]) >= _ERSTATNING_TILLAEG
    return Cpr(
        nummer=renset,
        foedselsdato=_erstatningsdato(renset) if erstatning else _cprdato(renset),
        koen=Koen.DRENG if int(renset[9]) % 2 else Koen.PIGE,
        erstatning=erstatning,
        modulus11_ok=modulus11(renset),
    )


def modulus11(nummer: str) -> bool:
    """Whether ten digits pass the old modulus 11 check. Information only, see the top of the module."""
    return sum(vaegt * int(ciffer) for vaegt, ciffer in zip(_VAEGTE, nummer, strict=True)) % 11 == 0


def aarhundrede(syvende: int, aar: int) -> int:
    """The century (1800, 1900 or 2000) by CPR's table from the 7th digit (0-9) and the two-digit year (0-99).

    0-3: 1900-1999. 4 and 9: 2000-2036, otherwise 1937-1999. 5-8: 2000-2057, otherwise 1858-1899.
    """
    if syvende <= 3:
        return 1900
    if syvende in (4, 9):
        return 2000 if aar <= 36 else 1900
    return 2000 if aar <= 57 else 1800


def ligner_cpr(tekst: str) -> bool:
    """Whether ten digits that stand together somewhere in a text could be a CPR number, real or mistyped."""
    return _I_TEKST.search(tekst) is not None


def masker(nummer: str) -> str:
    """Hide the last four digits: "6901244234" -> "690124-••••". Anything that is not ten digits is hidden whole."""
    renset = _rens(nummer)
    if len(renset) == 10 and _CIFRE.fullmatch(renset):
        return f"{renset[:6]}-{_PRIK * 4}"
    return f"{_PRIK * 6}-{_PRIK * 4}"


def demo_cpr(foedselsdato: date, loebenr: int, koen: Koen) -> str:
    """The `loebenr`-th invented number (from 0) for a birth date and sex: ten digits that can belong to nobody.

    CPR never issues a number whose day is above 31, so a replacement number (day + 60) is nobody's in the real
    register, today or later. Numbers that merely fail modulus 11 would not do: such numbers are issued. The century
    digit follows CPR's table, so the birth date can be read back. Different `loebenr` give different numbers.

    Raises ValueError when the year is outside 1858-2057 or the numbers of the day are used up (at least 2,000).
    """
    syvende = _syvende_cifre(foedselsdato.year)
    raekke, plads = divmod(loebenr, 500)
    if not syvende or loebenr < 0 or raekke >= len(syvende):
        raise ValueError("Der findes intet demonummer for den dato og det løbenummer.")
    loebe = plads * 2 + (1 if koen is Koen.DRENG else 0)
    return (
        f"{foedselsdato.day + _ERSTATNING_TILLAEG:02d}{foedselsdato.month:02d}{foedselsdato.year % 100:02d}"
        f"{syvende[raekke]}{loebe:03d}"
    )


def _rens(tekst: str) -> str:
    # Excel marks "text, not a number" with an apostrophe in front, and exports carry it along.
    return _SKILLETEGN.sub("", tekst.strip().removeprefix("'"))


def _ni_cifre(cifre: str) -> CprFejl:
    try:
        forslag = parse("0" + cifre).nummer
    except CprFejl:
        return CprFejl("Et CPR-nummer har 10 cifre. Her er 9.")
    return CprFejl(
        "Et CPR-nummer har 10 cifre. Her er 9, måske fordi et regneark har fjernet et nul forrest.", forslag=forslag
    )


def _syvende_cifre(aar: int) -> list[int]:
    return [ciffer for ciffer in range(10) if aarhundrede(ciffer, aar % 100) + aar % 100 == aar]


def _dato(nummer: str, dag: int) -> date | None:
    aar = int(nummer[4:6])
    try:
        return date(aarhundrede(int(nummer[6]), aar) + aar, int(nummer[2:4]), dag)
    except ValueError:
        return None


def _cprdato(nummer: str) -> date:
    dato = _dato(nummer, int(nummer[:2]))
    if dato is None:
        raise CprFejl("De første seks cifre er ikke en dato (dag, måned, år).")
    return dato


def _erstatningsdato(nummer: str) -> date | None:
    dag, maaned = int(nummer[:2]) - _ERSTATNING_TILLAEG, int(nummer[2:4])
    # Day or month 0 is how some systems write "unknown"; beyond the calendar it is a typing mistake.
    if dag > 31 or maaned > 12:
        raise CprFejl("De første seks cifre er ikke en dato (dag, måned, år), heller ikke i et erstatningsnummer.")
    return _dato(nummer, dag)
