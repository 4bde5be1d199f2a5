"""What somebody wrote, kept exactly as it was read at one moment, to be handed on without opening the living records.

A `Frosset` is words and nothing else: no key, no code, no link leads from it back to where it came from. It is stored
as JSON (`til_data`, `fra_data`), drawn by `_components/frosset.html` and `print/_frosset.html`, and its fingerprint
shows that a copy is the one that was handed over. Pure: nothing here knows Django or a database.

**Texts are kept to the letter**, line breaks and spaces included, with one exception: a CPR number that somebody has
written in the middle of a text loses its last four digits, because a copy goes where nobody can take it back. What is
masked can be seen to be.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from opsporing.cpr import CprFejl, masker, parse
from opsporing.skemaer.noegler import Felttype
from opsporing.skemaer.visning import Afsnit as LaestAfsnit
from opsporing.skemaer.visning import Linje as LaestLinje

#: The written form. A copy outlives the product that made it: a new form gets a new number, and the old stays readable.
VERSION = 1

#: Ten digits as people write a CPR number, and not a part of a longer number.
_TI_CIFRE = re.compile(r"(?<![0-9])[0-9]{6}[ \u00a0]?[-\u2010-\u2015\u2212]?[ \u00a0]?[0-9]{4}(?![0-9])")


class Frossetfejl(ValueError):
    """The data is not a frozen copy this product can read. The message is Danish and says where it is wrong."""


class Slags(StrEnum):
    """How a line is read."""

    TEKST = "tekst"  # a text in full, under its label
    KORT = "kort"  # a word or two beside the label, with what belongs to it below
    CITAT = "citat"  # somebody's own words
    LISTE = "liste"  # several things of a kind


#: What is chosen from statements beside each other reads best as a table.
_KORTE = {Felttype.TEGN, Felttype.LINEAL_TEGN}


def uden_cpr(tekst: str) -> str:
    """The text with the last four digits of every CPR number in it hidden, and otherwise untouched."""
    return _TI_CIFRE.sub(_maskeret, tekst)


def _maskeret(fund: re.Match[str]) -> str:
    try:
        return masker(parse(fund[0]).nummer)
    except CprFejl:
        return fund[0]


@dataclass(frozen=True, slots=True)
class Linje:
    """What was asked, or what it is called, and what was written. No `tekster`: it was asked and not answered."""

    etiket: str
    tekster: tuple[str, ...]
    slags: Slags = Slags.TEKST

    def __post_init__(self) -> None:
        object.__setattr__(self, "etiket", uden_cpr(self.etiket))
        object.__setattr__(self, "tekster", tuple(uden_cpr(tekst) for tekst in self.tekster))


@dataclass(frozen=True, slots=True)
class Linjegruppe:
    """Lines that stand together: short ones in a table (`korte`), the others one under the other."""

    korte: bool
    linjer: tuple[Linje, ...]


@dataclass(frozen=True, slots=True)
class Afsnit:
    """A heading and what stands under it."""

    titel: str
    linjer: tuple[Linje, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "titel", uden_cpr(self.titel))

    @property
    def grupper(self) -> tuple[Linjegruppe, ...]:
        """The lines in their order, neighbours of the same look together, for the templates."""
        delt = groupby(self.linjer, key=lambda linje: linje.slags is Slags.KORT)
        return tuple(Linjegruppe(korte, tuple(linjer)) for korte, linjer in delt)


@dataclass(frozen=True, slots=True)
class Frosset:
    """One record as it was read. `om` says on one line which unit, who and when."""

    titel: str
    om: str
    afsnit: tuple[Afsnit, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "titel", uden_cpr(self.titel))
        object.__setattr__(self, "om", uden_cpr(self.om))

    def til_data(self) -> dict[str, Any]:
        """The copy as plain JSON for storage: `fra_data(f.til_data()) == f`."""
        return {
            "version": VERSION,
            "titel": self.titel,
            "om": self.om,
            "afsnit": [
                {
                    "titel": afsnit.titel,
                    "linjer": [
                        {"etiket": linje.etiket, "slags": linje.slags.value, "tekster": list(linje.tekster)}
                        for linje in afsnit.linjer
                    ],
                }
                for afsnit in self.afsnit
            ],
        }

    @property
    def fingeraftryk(self) -> str:
        """SHA-256 of the copy as 64 hexadecimal digits: the same words in the same order give the same, anywhere.

        It is taken of the canonical JSON (RFC 8785): keys in order, no spaces, UTF-8. So the receiver can work it out
        without this product.
        """
        kanonisk = json.dumps(self.til_data(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(kanonisk.encode()).hexdigest()

    @property
    def fingeraftryk_i_grupper(self) -> str:
        """The fingerprint in groups of eight, for people who compare two papers."""
        return i_grupper(self.fingeraftryk)


def i_grupper(aftryk: str) -> str:
    """A fingerprint in groups of eight."""
    return " ".join(aftryk[nr : nr + 8] for nr in range(0, len(aftryk), 8))


def samlet_aftryk(kopier: Iterable[Frosset]) -> str:
    """One fingerprint of copies that are given together: SHA-256 of their own, in their order, each followed by a line
    break; empty for none. One that is changed, left out or moved gives another.
    """
    alle = [kopi.fingeraftryk for kopi in kopier]
    return hashlib.sha256("".join(f"{et}\n" for et in alle).encode()).hexdigest() if alle else ""


def fra_data(data: object) -> Frosset:
    """Read a stored copy. Raises `Frossetfejl` for anything that `til_data` cannot have written.

    Nothing is guessed, left out or put right: a copy that has been touched must not look like one that has not.
    """
    top = _tabel(data, {"version", "titel", "om", "afsnit"}, "kopien", version=True)
    frosset = Frosset(
        titel=_tekst(top["titel"], "titel"),
        om=_tekst(top["om"], "om"),
        afsnit=tuple(_afsnit(en, f"afsnit {nr}") for nr, en in enumerate(_liste(top["afsnit"], "afsnit"), 1)),
    )
    if frosset.til_data() != data:
        raise Frossetfejl("Der står et CPR-nummer i kopien. Det kan der ikke gøre, når den er frosset her.")
    return frosset


def _afsnit(data: object, hvor: str) -> Afsnit:
    tabel = _tabel(data, {"titel", "linjer"}, hvor)
    linjer = _liste(tabel["linjer"], f"{hvor}, linjer")
    return Afsnit(
        _tekst(tabel["titel"], f"{hvor}, titel"),
        tuple(_linje(en, f"{hvor}, linje {nr}") for nr, en in enumerate(linjer, 1)),
    )


def _linje(data: object, hvor: str) -> Linje:
    tabel = _tabel(data, {"etiket", "slags", "tekster"}, hvor)
    slags = _tekst(tabel["slags"], f"{hvor}, slags")
    if slags not in set(Slags):
        raise Frossetfejl(f"Kopien har en ukendt slags i {hvor}: {slags}.")
    tekster = _liste(tabel["tekster"], f"{hvor}, tekster")
    return Linje(
        _tekst(tabel["etiket"], f"{hvor}, etiket"),
        tuple(_tekst(en, f"{hvor}, tekst {nr}") for nr, en in enumerate(tekster, 1)),
        Slags(slags),
    )


def _tabel(data: object, noegler: set[str], hvor: str, *, version: bool = False) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise Frossetfejl(f"Kopien kan ikke læses: {hvor} er ikke en tabel.")
    if version and (type(data.get("version")) is not int or data["version"] != VERSION):
        raise Frossetfejl(f"Kopien er i version {data.get('version')!r}. Her kan version {VERSION} læses.")
    for noegle in sorted(noegler - data.keys()):
        raise Frossetfejl(f"Kopien mangler »{noegle}« i {hvor}.")
    for noegle in sorted(map(str, data.keys() - noegler)):
        raise Frossetfejl(f"Kopien har noget ukendt i {hvor}: »{noegle}«.")
    return data


def _liste(data: object, hvor: str) -> list[Any]:
    if not isinstance(data, list):
        raise Frossetfejl(f"Kopien kan ikke læses: {hvor} er ikke en liste.")
    return data


def _tekst(data: object, hvor: str) -> str:
    if not isinstance(data, str):
        raise Frossetfejl(f"Kopien kan ikke læses: {hvor} er ikke en tekst.")
    return data


def fra_laesning(afsnit: Iterable[LaestAfsnit], *, citater: Collection[str] = ()) -> tuple[Afsnit, ...]:
    """What `opsporing.skemaer.visning.laesning` gives, frozen: the same questions, the same answers, the same order.

    What was left out there (internal to the parents, hidden, unanswered) is left out here. `citater` are the codes of
    the fields whose answers are somebody's own words.
    """
    return tuple(Afsnit(et.titel, tuple(_fra_linje(linje, citater) for linje in et.linjer)) for et in afsnit)


def _fra_linje(linje: LaestLinje, citater: Collection[str]) -> Linje:
    felt = linje.felt
    tekster = (linje.ordret,) if linje.ordret else linje.tekster
    if felt.kode in citater:
        slags = Slags.CITAT
    elif felt.type in _KORTE:
        slags = Slags.KORT
    else:
        flere = len(tekster) > 1 or felt.type is Felttype.IAGTTAGELSER
        slags = Slags.LISTE if flere else Slags.TEKST
    return Linje(linje.spoergsmaal, tekster, slags)
