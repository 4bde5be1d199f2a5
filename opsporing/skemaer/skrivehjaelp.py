"""Help with neutral writing: words that often stand for a reading of what was seen, and what to write instead.

A form lists such words in ``skriveord`` (groups of words with one piece of advice); fields with ``skrivehjaelp = true``
are read for them. Nothing is blocked or changed: the writer is told, and decides. A word is found as a whole word in
its Danish endings (aggressiv, aggressivt, aggressive), never inside another (tit in titel). What stands in quotation
marks is somebody's own words and is left in peace. Pure; ``skrivehjaelp.js`` does the same while one writes, with the
same forms of the same words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from opsporing.skemaer.dele import Felt, Skemadefinition
from opsporing.skemaer.noegler import Felttype

#: A quotation on one line, in any of the marks Danes use. The same expression stands in skrivehjaelp.js.
_CITAT = re.compile('"[^"\\n]*"|[„“”][^„“”\\n]*[“”]|»[^»«\\n]*«|«[^»«\\n]*»')
_ENDELSER = ("t", "e", "s", "ere", "est", "este")
_VOKALER = frozenset("aeiouyæøå")
_ORD = re.compile(r"[^\W\d_]+([ -][^\W\d_]+)*")


@dataclass(frozen=True)
class Skriveord:
    """Words that get the same advice."""

    kode: str
    ord: tuple[str, ...]
    raad: str

    @property
    def former(self) -> tuple[str, ...]:
        """Every form of every word."""
        return tuple(sorted({form for et in self.ord for form in boejet(et)}))


@dataclass(frozen=True)
class Fund:
    """Words found in a text, as they were written, with the advice of their group."""

    kode: str
    ord: tuple[str, ...]
    raad: str


def skriveord(definition: Skemadefinition) -> tuple[Skriveord, ...]:
    """The words of a form, group by group."""
    return tuple(
        Skriveord(en["kode"], tuple(en["ord"]), en["raad"]) for en in definition.egenskaber.get("skriveord", ())
    )


def vil_laeses(felt: Felt) -> bool:
    """Is this a field whose text is read for such words?"""
    return felt.egenskaber.get("skrivehjaelp") is True


def boejet(ordet: str) -> frozenset[str]:
    """A word with the endings Danish adjectives take; a word that takes none has forms nobody writes.

    ``doven`` gives ``dovne``, ``sikker`` ``sikre`` and ``slem`` ``slemme``. Several words together are not inflected.
    """
    grund = _sml(ordet)
    if " " in grund:
        return frozenset((grund,))
    former = {grund, *(grund + endelse for endelse in _ENDELSER)}
    if grund.endswith("e"):
        former |= {grund + "s", grund + "t"}
    if len(grund) > 3 and grund[-2] == "e" and grund[-1] in "nrl":
        stamme = grund[:-2]
        if len(stamme) > 2 and stamme[-1] == stamme[-2]:
            stamme = stamme[:-1]
        former.add(stamme + grund[-1] + "e")
    if len(grund) > 2 and grund[-1] not in _VOKALER and grund[-2] in _VOKALER:
        former.add(grund + grund[-1] + "e")
    return frozenset(former)


def fund(tekst: str, grupper: Iterable[Skriveord]) -> tuple[Fund, ...]:
    """What the text holds of the words, by group in the form's order, each word once, in the order of the text."""
    grupper = tuple(grupper)
    if not grupper or not tekst:
        return ()
    ren = _CITAT.sub(lambda citat: " " * len(citat[0]), unicodedata.normalize("NFC", tekst))
    fundne: dict[str, dict[str, None]] = {}
    hvor = {form: gruppe.kode for gruppe in reversed(grupper) for form in gruppe.former}
    for hit in _moenster(tuple(hvor)).finditer(ren):
        form = re.sub(r"\s+", " ", hit[0].lower())
        fundne.setdefault(hvor[form], {}).setdefault(form)
    return tuple(Fund(g.kode, tuple(fundne[g.kode]), g.raad) for g in grupper if g.kode in fundne)


def fund_i_svar(felt: Felt, vaerdi: Any, grupper: Iterable[Skriveord]) -> tuple[Fund, ...]:
    """What a stored answer holds; of observations their texts are read."""
    if not vil_laeses(felt) or not vaerdi:
        return ()
    if felt.type is Felttype.IAGTTAGELSER:
        return fund("\n".join(str(en.get("tekst") or "") for en in vaerdi), grupper)
    return fund(vaerdi if isinstance(vaerdi, str) else "\n".join(str(en) for en in vaerdi), grupper)


def fejl_i(definition: Skemadefinition) -> Iterator[tuple[str, str]]:
    """Faults in the words, the advice and the examples of a form: place and message."""
    koder = []
    for nr, en in enumerate(definition.egenskaber.get("skriveord", ()), 1):
        sted = f"skema, skriveord nr. {nr}"
        if set(en) != {"kode", "ord", "raad"} or not _tekster(en, "kode", "raad") or not _ordliste(en["ord"]):
            yield sted, "Skriv kode, raad og en liste med ord. Et ord er bogstaver; flere ord deles af mellemrum."
        else:
            koder.append(en["kode"])
    if len(set(koder)) < len(koder):
        yield "skema, skriveord", "To grupper har den samme kode."
    for felt in definition.felter:
        for en in felt.egenskaber.get("eksempler", ()):
            if set(en) != {"undgaa", "skriv"} or not _tekster(en, "undgaa", "skriv"):
                yield f"felt „{felt.kode}“", "Et eksempel er to tekster: „undgaa“ og „skriv“."


def _tekster(en: Mapping[str, Any], *navne: str) -> bool:
    return all(isinstance(en[navn], str) and en[navn].strip() for navn in navne)


def _ordliste(ordene: object) -> bool:
    return (
        isinstance(ordene, list)
        and bool(ordene)
        and all(isinstance(et, str) and len(et) <= 60 and _ORD.fullmatch(et) for et in ordene)
    )


def _sml(ordet: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", ordet).lower()).strip()


@lru_cache(maxsize=64)
def _moenster(former: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all forms, the longest first, so that a phrase goes before a word in it."""
    dele = (re.escape(form).replace(r"\ ", r"\s+") for form in sorted(former, key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<!\w)(?:{'|'.join(dele)})(?!\w)", re.IGNORECASE)
