"""What invented colleagues write: picked from `tekster.toml`, never the same sentence twice in sight. Pure."""

import tomllib
from collections.abc import Container, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from opsporing.cpr import Koen
from opsporing.demo.tilfaelde import blandet

STEDORD = {
    Koen.PIGE.value: {"han": "hun", "Han": "Hun", "ham": "hende", "hans": "hendes"},
    Koen.DRENG.value: {"han": "han", "Han": "Han", "ham": "ham", "hans": "hans"},
}


@cache
def samling() -> dict[str, Any]:
    """All of it."""
    return tomllib.loads((files("opsporing.demo") / "tekster.toml").read_text(encoding="utf-8"))


def ord_om(slags: str) -> list[str]:
    """One of the lists under `[ord]`."""
    return list(samling()["ord"][slags])


def kommentarer(dimension: str, alder_mdr: int, *, glad: bool) -> list[str]:
    """What can be written about a dimension at an age."""
    alder = samling()["kommentar"][dimension]["lille" if alder_mdr < 36 else "stor"]
    return list(alder["glad" if glad else "opmaerksom"])


def stemmer(alder_mdr: int) -> list[str]:
    """What a child of the age says or shows."""
    alder = "baby" if alder_mdr < 15 else "mellem" if alder_mdr < 36 else "stor"
    return list(samling()["stemme"][alder])


def handlinger(dimension: str) -> list[dict[str, Any]]:
    """What can be agreed on when a dimension calls for it."""
    return [h for h in samling()["handling"] if h["dimension"] == dimension]


def opfoelgninger(virkning: str) -> list[str]:
    """How it can have gone."""
    return list(samling()["opfoelgning"][virkning])


def vaelg(muligheder: Sequence[str], brugte: Container[str], *noegle: object) -> str:
    """The first in an order of the key's own that has not been used; the very first when all have."""
    raekke = blandet(muligheder, *noegle)
    return next((tekst for tekst in raekke if tekst not in brugte), raekke[0])


def udfyld(tekst: str, navn: str, koen: str) -> str:
    """The text about this child."""
    return tekst.format(navn=navn, **STEDORD[koen])
