"""Appointments for calendars (RFC 5545). Pure: no Django.

A calendar is seen by others and copied to other systems, so an appointment has no place and no participants: what kind
it is, when, and an address that asks for a sign-in.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Aftale:
    """One appointment. `uid` is the same each time, so that a calendar moves it instead of adding another, and the file
    with the higher `sekvens` wins.
    """

    uid: str
    sekvens: int
    overskrift: str
    begynder: datetime
    minutter: int
    adresse: str
    aflyst: bool = False


def kalenderfil(aftale: Aftale, *, nu: datetime) -> bytes:
    """An iCalendar file with one event, its times in UTC. Raises ValueError for a moment without a time zone."""
    if aftale.begynder.tzinfo is None or nu.tzinfo is None:
        raise ValueError("Et tidspunkt i en kalender skal have en tidszone.")
    linjer = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Opsporing//Opsporing//DA",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_tekst(aftale.uid)}",
        f"DTSTAMP:{_utc(nu)}",
        f"SEQUENCE:{aftale.sekvens}",
        f"DTSTART:{_utc(aftale.begynder)}",
        f"DTEND:{_utc(aftale.begynder + timedelta(minutes=aftale.minutter))}",
        f"SUMMARY:{_tekst(('Aflyst: ' if aftale.aflyst else '') + aftale.overskrift)}",
        f"DESCRIPTION:{_tekst('Log ind for at se, hvad det handler om: ' + aftale.adresse)}",
        f"URL:{aftale.adresse}",
        "CLASS:PRIVATE",
        f"STATUS:{'CANCELLED' if aftale.aflyst else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_foldet(linje) for linje in linjer)


def _utc(oejeblik: datetime) -> str:
    return oejeblik.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _tekst(tekst: str) -> str:
    """A TEXT value: backslash, comma, semicolon and line break are written with a backslash (RFC 5545, 3.3.11)."""
    for tegn, skrives in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        tekst = tekst.replace(tegn, skrives)
    return tekst


def _foldet(linje: str) -> bytes:
    """The line in UTF-8, folded so that none is over 75 octets, and no letter is cut in two (RFC 5545, 3.1)."""
    dele: list[bytes] = []
    nu = b""
    for tegn in linje:
        oktetter = tegn.encode()
        # Every line but the first begins with a space, which counts.
        if len(nu) + len(oktetter) > (75 if not dele else 74):
            dele.append(nu)
            nu = b""
        nu += oktetter
    return b"\r\n ".join([*dele, nu]) + b"\r\n"
