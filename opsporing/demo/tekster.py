"""What invented colleagues write: picked from the words of their arena, and not the same twice in sight. Pure."""

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


#: Where the words of a house with stuer do not fit, these words tell.
HUSETS_ORD = (
    *("stue", "garderobe", "puderum", "spiserum", "gymnastiksal", "grupp", "samling", "vikar", "børnehave"),
    *("værksted", "telt", "vagtplan", "håndvask", "klokken tre", "institution", "læsekrog", "klatrestativ"),
    *("kaptajner", "køkkenet", "der åbner", "sprogvejleder", "den anden", "hver vores", "lille gang", "to borde"),
    *("nok voksne", "mange voksne", "madrassen"),
)
HUSET, SUNDHEDSPLEJEN, DAGPLEJEN = "", "sundhedspleje", "dagpleje"


@cache
def _fil(navn: str) -> dict[str, Any]:
    return tomllib.loads((files("opsporing.demo") / navn).read_text(encoding="utf-8"))


@cache
def samling(arena: str = HUSET) -> Any:
    """All that can be written in the arena."""
    if arena == SUNDHEDSPLEJEN:
        return _fil("tekster_sundhedspleje.toml")
    if arena == DAGPLEJEN:
        return _sammen(_i_et_hjem(samling()), _fil("tekster_dagpleje.toml"))
    return _fil("tekster.toml")


def moedeord() -> dict[str, Any]:
    """What is written before, at and after meetings, and in sparring."""
    return _fil("tekster_moeder.toml")


def _i_et_hjem(ting: Any) -> Any:
    """What does not speak of a house."""
    if isinstance(ting, dict):
        return {navn: _i_et_hjem(vaerdi) for navn, vaerdi in ting.items()}
    if isinstance(ting, list):
        return [_i_et_hjem(en) for en in ting if _passer_i_et_hjem(en)]
    return ting


def _passer_i_et_hjem(en: Any) -> bool:
    tekst = en["hvad"] if isinstance(en, dict) else en
    return not any(ord_ in tekst.lower() for ord_ in HUSETS_ORD)


def _sammen(faelles: Any, egne: Any) -> Any:
    """Both, where they say something about the same."""
    if isinstance(faelles, dict) and isinstance(egne, dict):
        return {navn: _sammen(faelles.get(navn), egne.get(navn)) for navn in {**faelles, **egne}}
    if isinstance(faelles, list) and isinstance(egne, list):
        return [*egne, *faelles]
    return egne or faelles


def ord_om(slags: str, arena: str = HUSET) -> list[str]:
    """One of the lists under `[ord]`."""
    ord_ = samling(arena)["ord"]
    return list(ord_[slags] if slags in ord_ else samling()["ord"][slags])


def kommentarer(dimension: str, alder_mdr: int, arena: str, *, glad: bool) -> list[str]:
    """What can be written about a dimension at an age."""
    if arena == SUNDHEDSPLEJEN:
        alder = "ny" if alder_mdr < 4 else "spaed"
    else:
        alder = "baby" if alder_mdr < 18 else "lille" if alder_mdr < 36 else "stor"
    return list(samling(arena)["kommentar"][dimension][alder]["glad" if glad else "opmaerksom"])


def stemmer(alder_mdr: int, arena: str) -> list[str]:
    """What a child of the age says or shows."""
    if arena == SUNDHEDSPLEJEN:
        alder = "ny" if alder_mdr < 4 else "spaed"
    else:
        alder = "baby" if alder_mdr < 15 else "mellem" if alder_mdr < 36 else "stor"
    return list(samling(arena)["stemme"][alder])


def handlinger(dimension: str, arena: str) -> list[dict[str, Any]]:
    """What can be agreed on when a dimension calls for it."""
    return [h for h in samling(arena)["handling"] if h["dimension"] == dimension]


def opfoelgninger(virkning: str, arena: str) -> list[str]:
    """How it can have gone."""
    return list(samling(arena)["opfoelgning"][virkning])


def vaelg(muligheder: Sequence[str], brugte: Container[str], *noegle: object) -> str:
    """The first in an order of the key's own that has not been used; the very first when all have."""
    raekke = blandet(muligheder, *noegle)
    return next((tekst for tekst in raekke if tekst not in brugte), raekke[0])


def udfyld(tekst: str, navn: str, koen: str) -> str:
    """The text about this child."""
    return tekst.format(navn=navn, **STEDORD[koen])
