"""How values of a file are said to people. Numbers are masked here, before they are stored or shown."""

from datetime import date
from typing import Any

from opsporing import cpr
from opsporing.dansk import kort_dato_aar
from opsporing.models import Koen


def vis_aendring(felt: str, foer: Any, efter_: Any) -> tuple[str, str]:
    """Two values of a field as a page may show them: numbers masked, dates in words."""
    vist_foer, vist_efter = _vis(felt, foer), _vis(felt, efter_)
    return vist_foer, f"{vist_efter} (et andet nummer)" if vist_foer == vist_efter else vist_efter


def _vis(felt: str, vaerdi: Any) -> str:
    if vaerdi is None or vaerdi == "":
        return "intet"
    if felt == "cpr":
        return cpr.masker(vaerdi)
    if felt == "koen":
        return str(Koen(vaerdi).label)
    if isinstance(vaerdi, bool):
        return "ja" if vaerdi else "nej"
    return kort_dato_aar(vaerdi) if isinstance(vaerdi, date) else str(vaerdi)


def periodetekst(start: date, slut: date | None) -> str:
    """A period of whole days: from when, and to when it has an end."""
    return f"fra {kort_dato_aar(start)}" + (f" til {kort_dato_aar(slut)}" if slut else "")
