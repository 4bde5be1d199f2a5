"""The code lists of Danmarks Statistik, by date: which codes an underretning received on a day can have.

The table is `koder.toml` in the app. A list changes now and then (code 7 of the notifiers was split in 12 and 13 on
1 January 2024), so a caller always hands in the day the underretning was received, and a code that does not hold on
that day is an error rather than a guess. A changed list costs one entry in the table and no code. Pure: no Django.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from opsporing.lov import Sikkerhed, Tabelfejl

_TABEL = Path(__file__).parents[1] / "koder.toml"

#: Codes with a meaning of their own in the counting.
UFOEDT, UOPLYST_ALDER = "U0", "999"
UOPLYST_UNDERRETTER = "99"
KOEN_UOPLYST, KOEN_UFOEDT = "9", "U"


class Liste(StrEnum):
    """The lists: who notifies, why (several at once), the child's age and its sex."""

    UNDERRETTER = "underretter"
    AARSAG = "aarsag"
    ALDER = "alder"
    KOEN = "koen"


class UkendtKode(LookupError):
    """The list has no such code on that day."""


@dataclass(frozen=True, slots=True)
class Kode:
    """One code in one period. Both days belong to it; `gaelder_til` None: it still holds. As a string: its text."""

    liste: Liste
    kode: str
    tekst: str
    gaelder_fra: date
    gaelder_til: date | None
    kilde: str
    sikkerhed: Sikkerhed

    def __str__(self) -> str:
        return self.tekst

    def gaelder(self, dato: date) -> bool:
        """May an underretning received on this day have the code?"""
        return self.gaelder_fra <= dato and (self.gaelder_til is None or dato <= self.gaelder_til)

    def i_perioden(self, fra: date, til: date) -> bool:
        """May an underretning received on any of these days (both included) have the code?"""
        return self.gaelder_fra <= til and (self.gaelder_til is None or fra <= self.gaelder_til)


def kode(liste: Liste, kode_: str, dato: date) -> Kode:
    """The entry of a code on `dato`. Raises UkendtKode when the list has no such code that day."""
    for post in tabel()[liste]:
        if post.kode == kode_ and post.gaelder(dato):
            return post
    raise UkendtKode(f"Listen over {liste.value} har ikke koden „{kode_}“ den {dato.isoformat()}.")


def koder(liste: Liste, dato: date) -> tuple[Kode, ...]:
    """The codes that may be chosen for `dato`, in the order they are shown."""
    return tuple(post for post in tabel()[liste] if post.gaelder(dato))


def koder_i_perioden(liste: Liste, fra: date, til: date) -> tuple[Kode, ...]:
    """The codes that held on at least one day of a period (both days included): the rows of a table over it."""
    return tuple(post for post in tabel()[liste] if post.i_perioden(fra, til))


def tjek(dato: date, *, underretter: str, aarsager: Iterable[str], koen: str = KOEN_UOPLYST) -> None:
    """Raise UkendtKode unless all codes of an underretning received on `dato` hold that day."""
    kode(Liste.UNDERRETTER, underretter, dato)
    kode(Liste.KOEN, koen, dato)
    for aarsag in aarsager:
        kode(Liste.AARSAG, aarsag, dato)


def uefterproevede(dato: date) -> tuple[Liste, ...]:
    """The lists with codes nobody has checked at the source: the municipality is told, and compares them itself."""
    return tuple(liste for liste in Liste if any(k.sikkerhed is Sikkerhed.UEFTERPROEVET for k in koder(liste, dato)))


@cache
def tabel() -> Mapping[Liste, tuple[Kode, ...]]:
    """The whole table by list, each in the order of the file. Read once."""
    return ordnet(_kode(post) for post in tomllib.loads(_TABEL.read_text(encoding="utf-8"))["kode"])


def ordnet(poster: Iterable[Kode]) -> dict[Liste, tuple[Kode, ...]]:
    """Entries by list, their order kept.

    Raises Tabelfejl for a period that ends before it begins, and for a code with two texts on the same day.
    """
    efter_liste: dict[Liste, list[Kode]] = {liste: [] for liste in Liste}
    for post in poster:
        if post.gaelder_til is not None and post.gaelder_til < post.gaelder_fra:
            raise Tabelfejl(f"Koden „{post.kode}“ i {post.liste.value} slutter, før den begynder.")
        for foer in efter_liste[post.liste]:
            if foer.kode == post.kode and foer.i_perioden(post.gaelder_fra, post.gaelder_til or date.max):
                raise Tabelfejl(f"Koden „{post.kode}“ i {post.liste.value} står to gange for de samme dage.")
        efter_liste[post.liste].append(post)
    return {liste: tuple(poster) for liste, poster in efter_liste.items()}


def _kode(post: Mapping[str, Any]) -> Kode:
    return Kode(
        liste=Liste(post["liste"]),
        kode=post["kode"],
        tekst=post["tekst"],
        gaelder_fra=post["gaelder_fra"],
        gaelder_til=post.get("gaelder_til"),
        kilde=post["kilde"],
        sikkerhed=Sikkerhed(post["sikkerhed"]),
    )
