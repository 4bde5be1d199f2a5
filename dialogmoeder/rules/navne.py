"""What may give away a child that is to have no name: names, birthdays and CPR numbers in a text. Pure.

It finds what it is told of and no more: a nickname, a brother's school or a dog it does not know. So it warns, and the
writer decides.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from opsporing.alder import MAANEDER
from opsporing.cpr import ligner_cpr

CPR = "noget, der ligner et CPR-nummer"
_ORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: 3.4.2024, 3/4-24, 03-04-2024; 2024-04-03; 030424.
_TAL = re.compile(
    r"(?<!\d)(?:(?P<d>\d{1,2})[./-] ?(?P<m>\d{1,2})[./-] ?(?P<y>\d{4}|\d{2})"
    r"|(?P<y2>\d{4})-(?P<m2>\d{2})-(?P<d2>\d{2})"
    r"|(?P<d3>\d{2})(?P<m3>\d{2})(?P<y3>\d{2}))(?!\d)"
)
_MAANED = "|".join(f"{navn[:3]}[a-z]*" for navn in MAANEDER)
_MED_ORD = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})\.? ?(?P<m>{_MAANED})\.? ?(?P<y>\d{{4}}|\d{{2}})(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Kendetegn:
    """What a text is read for: names of children and parents, and the children's birthdays."""

    navne: frozenset[str] = frozenset()
    foedt: frozenset[date] = frozenset()


def kendetegn_i(tekst: str, kendte: Kendetegn) -> list[str]:
    """What stands in the text, in words for the one who wrote it: names, then birthdays, then a CPR number."""
    fundne = navne_i(tekst, kendte.navne)
    fundne += [f"fødselsdagen {dag.day}.{dag.month}.{dag.year}" for dag in datoer_i(tekst) if dag in kendte.foedt]
    return [*fundne, CPR] if ligner_cpr(tekst) else fundne


def navne_i(tekst: str, navne: Iterable[str]) -> list[str]:
    """Which of the names stand in the text, in the order of the text. Names are words with a capital letter, so that
    the word "sol" is not the child Sol; `Almas`, `ALMA` and `Alma-gruppen` count for Alma.
    """
    kendte: dict[str, str] = {}
    for del_ in (d for navn in navne for helt in _ORD.findall(navn) for d in {helt, *helt.split("-")}):
        if del_[0].isupper():
            kendte.setdefault(del_.casefold(), del_)
    fundne = (_navnet(ord_, kendte) for ord_ in _ORD.findall(tekst))
    return list(dict.fromkeys(navn for navn in fundne if navn))


def _navnet(ord_: str, kendte: dict[str, str]) -> str:
    for mulig in (ord_, *(ord_.split("-") if "-" in ord_ else ())):
        if mulig[:1].isupper():
            lille = mulig.casefold()
            fundet = kendte.get(lille) or (kendte.get(lille[:-1]) if lille.endswith("s") else None)
            if fundet:
                return fundet
    return ""


def datoer_i(tekst: str) -> list[date]:
    """The days that are written out with a year, each once, in whatever way Danes write them."""
    return list(dict.fromkeys(_datoer(tekst)))


def _datoer(tekst: str) -> Iterator[date]:
    for hit in _TAL.finditer(tekst):
        d, m, y = next(raekke for raekke in _raekker(hit) if raekke[0])
        yield from _dag(d, int(m), y)
    for hit in _MED_ORD.finditer(tekst):
        maaned = next(nr for nr, navn in enumerate(MAANEDER, 1) if hit["m"].lower().startswith(navn[:3]))
        yield from _dag(hit["d"], maaned, hit["y"])


def _raekker(hit: re.Match[str]) -> Iterator[tuple[str, str, str]]:
    for nr in ("", "2", "3"):
        yield hit[f"d{nr}"], hit[f"m{nr}"], hit[f"y{nr}"]


def _dag(dag: str, maaned: int, aar: str) -> Iterator[date]:
    try:
        yield date(int(aar) + (2000 if len(aar) == 2 else 0), maaned, int(dag))
    except ValueError:
        return
