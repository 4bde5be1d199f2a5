"""Names in double curly brackets inside a form's texts, such as ``{{ position.gul }}``.

Only names are replaced, once, by plain text: there is no logic, no filter and no markup, so a form written by a
municipality can do nothing but show words.
"""

import re
from collections.abc import Mapping
from typing import Any

from opsporing.skemaer.dele import Skemadefinition
from opsporing.skemaer.skrivning import til_dict

_PLADSHOLDER = re.compile(r"\{\{ ?([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*) ?\}\}")


def udfyld(tekst: str, vaerdier: Mapping[str, str]) -> str:
    """Replace each known name by its text. An unknown name is shown in square brackets, so that it is noticed."""
    if "{{" not in tekst:
        return tekst
    return _PLADSHOLDER.sub(lambda fund: vaerdier.get(fund[1], f"[{fund[1]}]"), tekst)


def positionsord(positioner: Mapping[str, str]) -> dict[str, str]:
    """A municipality's words for the positions, under the names the forms use."""
    return {f"position.{kode}": ordet for kode, ordet in positioner.items()}


def navne(tekst: str) -> frozenset[str]:
    """The names a text refers to."""
    return frozenset(_PLADSHOLDER.findall(tekst))


def ufuldstaendig(tekst: str) -> str:
    """What looks like the beginning or end of a placeholder but is none; empty when all is well."""
    rest = _PLADSHOLDER.sub("", tekst)
    fund = re.search(r"\{\{.{0,30}|.{0,30}\}\}", rest)
    return fund[0] if fund else ""


def i_definition(definition: Skemadefinition) -> frozenset[str]:
    """Every name any text of the form refers to."""
    return _i_vaerdi(til_dict(definition))


def _i_vaerdi(vaerdi: Any) -> frozenset[str]:
    match vaerdi:
        case str():
            return navne(vaerdi)
        case list():
            return frozenset().union(*(_i_vaerdi(en) for en in vaerdi))
        case Mapping():
            return frozenset().union(*(_i_vaerdi(en) for en in vaerdi.values()))
    return frozenset()
