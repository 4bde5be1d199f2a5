"""References to Danish law, by date: the one place pages, letters and guides get a paragraph from.

The table is ``lov.toml`` beside this module; every entry says from when to when it may be cited, where we have it
from and how sure we are. Laws move (the duty to notify got new paragraphs on 1 January 2024), so a caller always hands
in the day it writes about, and a day the table does not cover is an error rather than a guess. Pure: no Django.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

_TABEL = Path(__file__).with_name("lov.toml")


class Sikkerhed(StrEnum):
    """How well a reference is known: read at the source, known from another source, or not verified."""

    LAEST = "A"
    SEKUNDAER = "B"
    UEFTERPROEVET = "C"


class UkendtHenvisning(LookupError):
    """The table has no such reference on that day."""


class Tabelfejl(ValueError):
    """The table itself is faulty: a period that ends before it begins, or two references for the same day."""


@dataclass(frozen=True, slots=True)
class Henvisning:
    """One reference in one period. Both days belong to it; `gaelder_til` None means it still holds.

    `hoejst_hverdage` is the longest deadline the law gives, in hverdage, where it gives one in these.
    As a string it is the reference itself ("barnets lov § 133"), so that a template can print it directly.
    """

    noegle: str
    tekst: str
    om: str
    gaelder_fra: date
    gaelder_til: date | None
    kilde: str
    sikkerhed: Sikkerhed
    hoejst_hverdage: int | None = None

    def __str__(self) -> str:
        return self.tekst

    def gaelder(self, dato: date) -> bool:
        """May the reference be cited about this day?"""
        return self.gaelder_fra <= dato and (self.gaelder_til is None or dato <= self.gaelder_til)


def henvisning(noegle: str, dato: date) -> Henvisning:
    """The reference for `noegle` on `dato`. Raises UkendtHenvisning when the table has none for that day."""
    for en in tabel().get(noegle, ()):
        if en.gaelder(dato):
            return en
    raise UkendtHenvisning(f"Lovtabellen har ingen „{noegle}“ for den {dato.isoformat()}.")


def henvisninger(dato: date) -> dict[str, Henvisning]:
    """Every reference that may be cited about `dato`, by key: what a letter's template is given as `lov`."""
    return {noegle: en for noegle, perioder in tabel().items() for en in perioder if en.gaelder(dato)}


def seneste(noegle: str) -> Henvisning:
    """The reference for `noegle` that holds last of all the table has. Raises UkendtHenvisning where it has none."""
    perioder = tabel().get(noegle)
    if not perioder:
        raise UkendtHenvisning(f"Lovtabellen har ingen „{noegle}“.")
    return perioder[-1]


def hoejst_hverdage(noegle: str, dato: date, oensket: int) -> int:
    """The municipality's own deadline `oensket` (hverdage), or the law's on `dato` where that is shorter."""
    hoejst = [en.hoejst_hverdage for en in tabel().get(noegle, ()) if en.gaelder(dato)]
    return min([oensket, *(dage for dage in hoejst if dage is not None)])


@cache
def tabel() -> Mapping[str, tuple[Henvisning, ...]]:
    """The whole table: per key its references in order of time. Read once."""
    data = tomllib.loads(_TABEL.read_text(encoding="utf-8"))
    return ordnet(_henvisning(post) for post in data["lov"])


def ordnet(poster: Iterable[Henvisning]) -> dict[str, tuple[Henvisning, ...]]:
    """References grouped by key and sorted by period. Raises Tabelfejl when a period is empty or two overlap."""
    efter_noegle: dict[str, list[Henvisning]] = defaultdict(list)
    for post in poster:
        if post.gaelder_til is not None and post.gaelder_til < post.gaelder_fra:
            raise Tabelfejl(f"„{post.noegle}“ slutter, før den begynder.")
        efter_noegle[post.noegle].append(post)
    sorteret = {noegle: tuple(sorted(en, key=lambda post: post.gaelder_fra)) for noegle, en in efter_noegle.items()}
    for noegle, perioder in sorteret.items():
        for foer, efter in pairwise(perioder):
            if foer.gaelder_til is None or foer.gaelder_til >= efter.gaelder_fra:
                raise Tabelfejl(f"„{noegle}“ har to henvisninger for den {efter.gaelder_fra.isoformat()}.")
    return sorteret


def _henvisning(post: Mapping[str, Any]) -> Henvisning:
    return Henvisning(
        noegle=post["noegle"],
        tekst=post["tekst"],
        om=post["om"],
        gaelder_fra=post["gaelder_fra"],
        gaelder_til=post.get("gaelder_til"),
        kilde=post["kilde"],
        sikkerhed=Sikkerhed(post["sikkerhed"]),
        hoejst_hverdage=post.get("hoejst_hverdage"),
    )
