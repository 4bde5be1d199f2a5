"""The visit's way from offer to outcome, and its day in a calendar. Pure: no Django."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum


class Besoegstilstand(StrEnum):
    """Where a visit is. HOLDT, AFSLAAET and IKKE_MULIGT are outcomes."""

    TILBUDT = "tilbudt"
    AFTALT = "aftalt"
    HOLDT = "holdt"
    AFSLAAET = "afslaaet"
    IKKE_MULIGT = "ikke_muligt"


UDFALD = frozenset({Besoegstilstand.HOLDT, Besoegstilstand.AFSLAAET, Besoegstilstand.IKKE_MULIGT})
_UDEN_MOEDE = frozenset({Besoegstilstand.AFSLAAET, Besoegstilstand.IKKE_MULIGT})

#: A family that said no may say yes after all. What was held stays held.
VEJE: Mapping[Besoegstilstand, frozenset[Besoegstilstand]] = {
    Besoegstilstand.TILBUDT: UDFALD | {Besoegstilstand.AFTALT},
    Besoegstilstand.AFTALT: UDFALD | {Besoegstilstand.AFTALT},
    Besoegstilstand.HOLDT: frozenset(),
    **dict.fromkeys(_UDEN_MOEDE, frozenset({Besoegstilstand.AFTALT})),
}


def kan(fra: str, til: Besoegstilstand) -> bool:
    """Whether a visit may go from the one to the other."""
    return til in VEJE[Besoegstilstand(fra)]


def opfoelgning_den(start: date, dage: int) -> date:
    """The last day of the follow-up meeting: so many days after the start (three months in Rudersdal)."""
    return start + timedelta(days=dage)


#: What stands in the calendar. No name, no child, no place: a calendar is seen by others and copied to other systems.
OVERSKRIFT = "Overgangsbesøg"


def kalenderfil(*, uid: str, begynder: datetime, minutter: int, url: str, nu: datetime) -> bytes:
    """An iCalendar file (RFC 5545) with one event: when, what kind, and an address that asks for a sign-in.

    `uid` is the same each time the same visit is fetched, so that a calendar moves it instead of adding another. Times
    are written in UTC. Raises ValueError for a moment without a time zone.
    """
    if begynder.tzinfo is None or nu.tzinfo is None:
        raise ValueError("Et tidspunkt i en kalender skal have en tidszone.")
    linjer = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Opsporing//Overgange//DA",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_tekst(uid)}",
        f"DTSTAMP:{_utc(nu)}",
        # Later copies of the same event win over earlier ones.
        f"SEQUENCE:{int(nu.timestamp()) // 60 % 2**31}",
        f"DTSTART:{_utc(begynder)}",
        f"DTEND:{_utc(begynder + timedelta(minutes=minutter))}",
        f"SUMMARY:{_tekst(OVERSKRIFT)}",
        f"DESCRIPTION:{_tekst('Log ind for at se, hvad det handler om: ' + url)}",
        f"URL:{url}",
        "CLASS:PRIVATE",
        "STATUS:CONFIRMED",
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
