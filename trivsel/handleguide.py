"""What follows each position: the handleguide that ships with the product, read once per process."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from opsporing.profil import Praksisprofil
from opsporing.skemaer.pladsholdere import udfyld

FIL = Path(__file__).parent / "indhold" / "handleguide.toml"

GRUNDLAG = {"lov": "Lovkrav", "praksis": "Anbefalet praksis", "standard": "Vores forslag"}


@dataclass(frozen=True, slots=True)
class Skridt:
    """One thing to do. `hvem` is the word for the one who does it in the arena; `dage` are calendar days or None."""

    kode: str
    titel: str
    forklaring: str
    hvem: str
    dage: int | None
    grundlag: str
    lov: str
    obligatorisk: bool
    foraeldre: str


@cache
def _guide() -> dict[str, Any]:
    with FIL.open("rb") as fil:
        return tomllib.load(fil)


def intro() -> str:
    """The sentence on top of the guide."""
    return str(_guide()["guide"]["intro"])


def ophav() -> str:
    """Whose words these are."""
    return str(_guide()["guide"]["ophav"])


def skridt(position: str, arena: str, profil: Praksisprofil) -> tuple[Skridt, ...]:
    """The steps of a position code as they read in the arena, in the order they are done.

    A step may have a title and an explanation of its own for an arena. The days of the talk, the first agreement and
    the follow-up are the municipality's; the others are the guide's.
    """
    guide = _guide()
    kommunens = dict(zip(("foraeldre", "handling", "opfoelgning"), profil.pligtdage(position), strict=True))
    hvem: Mapping[str, Any] = next((a["hvem"] for a in guide["arena"] if a["kode"] == arena), {})
    afsnit = next(p for p in guide["position"] if p["kode"] == position)
    return tuple(
        Skridt(
            kode=s["kode"],
            titel=s["titel"],
            forklaring=s["forklaring"],
            hvem=hvem.get(s["hvem"], {}).get("ord", ""),
            dage=kommunens.get(s["kode"], s["frist_dage"]) if "frist_dage" in s else None,
            grundlag=GRUNDLAG[s["grundlag"]],
            lov=s.get("lov", ""),
            obligatorisk=s.get("obligatorisk", False),
            foraeldre=s.get("foraeldre", "ingen"),
        )
        for s in (alles | alles.get(arena, {}) for alles in afsnit["skridt"])
    )


def hjaelp(position: str) -> str:
    """The one sentence that opens a position's steps."""
    return str(next(p["hjaelp"] for p in _guide()["position"] if p["kode"] == position))


def overgreb(vagttelefon: str) -> Mapping[str, Any]:
    """The track for suspicion of abuse, with the municipality's number for out of hours where it has given one."""
    return _med_nummer(_guide()["overgreb"], vagttelefon)


def akut(vagttelefon: str) -> Mapping[str, Any]:
    """Whom to call now."""
    return _med_nummer(_guide()["akut"], vagttelefon)


def _med_nummer(afsnit: Mapping[str, Any], vagttelefon: str) -> dict[str, Any]:
    ord_ = {"kommune.vagttelefon": vagttelefon}

    def tekst(data: Mapping[str, Any]) -> dict[str, Any]:
        ud: dict[str, Any] = {}
        for noegle, vaerdi in data.items():
            if noegle.endswith("_uden_nummer"):
                continue
            if not vagttelefon and f"{noegle}_uden_nummer" in data:
                vaerdi = data[f"{noegle}_uden_nummer"]
            if isinstance(vaerdi, str):
                ud[noegle] = udfyld(vaerdi, ord_)
            elif isinstance(vaerdi, list):
                ud[noegle] = [tekst(v) if isinstance(v, dict) else v for v in vaerdi]
            else:
                ud[noegle] = vaerdi
        return ud

    return tekst(afsnit)
