"""What the placeholders of a form stand for beside the profile's words: the law in force on a day, and whom to call.

Pure: the names and the day are handed in.
"""

from datetime import date
from typing import Protocol

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
    vagtnavn: str


def skemaord(kommune: Kommuneord, dag: date) -> dict[str, str]:
    """The words for the placeholders of the form: the law in force on `dag`, and whom to call."""
    henvisninger = {f"lov.{noegle}": str(en) for noegle, en in lov.henvisninger(dag).items()}
    return henvisninger | {
        "kommune.navn": kommune.navn,
        "kommune.modtagelse_telefon": kommune.modtagelse_telefon or UDEN_NUMMER,
        "kommune.modtagelse_aabningstid": kommune.modtagelse_aabningstid or UDEN_AABNINGSTID,
        "kommune.doegnvagt_navn": kommune.vagtnavn or DOEGNVAGT,
        "kommune.doegnvagt_telefon": kommune.vagttelefon or UDEN_NUMMER,
    }
