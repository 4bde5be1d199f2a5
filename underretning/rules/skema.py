"""What the form of the underretning is told from outside: the answers of the first page, and the words for its texts.

Pure: the answers and the names are handed in.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from opsporing import lov

#: Said where the municipality has not given a number yet; better than a sentence with a hole in it.
UDEN_NUMMER = "(nummeret mangler; find det på kommunens hjemmeside)"
UDEN_AABNINGSTID = "i åbningstiden"
DOEGNVAGT = "den sociale døgnvagt"


class Kommuneord(Protocol):
    """The contact words of a municipality (`opsporing.models.Kommune`)."""

    navn: str
    modtagelse_telefon: str
    modtagelse_aabningstid: str
    vagttelefon: str


def kendte(*, overgreb: str, spaerret: bool, akut: bool, ufoedt: bool, pligt: str) -> dict[str, Any]:
    """The answers of the first page as the form's conditions know them (``kendte`` in underretning.toml).

    `spaerret`: the parents must not be told (design 3.5). `ufoedt`: the only child it is about is not born yet.
    """
    return {"overgreb": overgreb, "spaerret": spaerret, "akut": akut, "ufoedt": ufoedt, "pligt": pligt}


def skemaord(kommune: Kommuneord, dag: date) -> Mapping[str, str]:
    """The words for the placeholders of the form: the law in force on `dag`, and whom to call."""
    henvisninger = {f"lov.{noegle}": str(en) for noegle, en in lov.henvisninger(dag).items()}
    return henvisninger | {
        "kommune.navn": kommune.navn,
        "kommune.modtagelse_telefon": kommune.modtagelse_telefon or UDEN_NUMMER,
        "kommune.modtagelse_aabningstid": kommune.modtagelse_aabningstid or UDEN_AABNINGSTID,
        "kommune.doegnvagt_navn": DOEGNVAGT,
        "kommune.doegnvagt_telefon": kommune.vagttelefon or UDEN_NUMMER,
    }
