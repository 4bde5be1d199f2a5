"""The visit's way from offer to outcome, and its day in a calendar. Pure: no Django."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from opsporing import ics
from opsporing.ics import Aftale


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
    """The visit as an appointment (`opsporing.ics`). Later copies of the same one win over earlier ones."""
    aftale = Aftale(
        uid=uid,
        sekvens=int(nu.timestamp()) // 60 % 2**31,
        overskrift=OVERSKRIFT,
        begynder=begynder,
        minutter=minutter,
        adresse=url,
    )
    return ics.kalenderfil(aftale, nu=nu)
