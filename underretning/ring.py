"""Whom one calls about a child, now and otherwise."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from opsporing.frister.kalender import er_hverdag
from opsporing.models import Kommune
from opsporing.tid import dato

DANMARK = ZoneInfo("Europe/Copenhagen")
#: Outside these hours nobody can count on a municipality's telephone; the written opening hours say it exactly.
DAGTIMER = range(8, 16)


@dataclass(frozen=True, slots=True)
class Ring:
    """The numbers of a municipality, as the panel shows them. `dagtid`: it is a weekday within ordinary hours."""

    kommune: str
    telefon: str
    aabningstid: str
    vagtnavn: str
    vagttelefon: str
    dagtid: bool

    @property
    def noget_mangler(self) -> bool:
        return not (self.telefon and self.vagttelefon)


def ring(kommune: Kommune, nu: datetime) -> Ring:
    """The numbers, with which of them comes first at this moment. Saturdays and holidays count as closed."""
    dag = dato(nu)
    return Ring(
        kommune=kommune.navn,
        telefon=kommune.modtagelse_telefon,
        aabningstid=kommune.modtagelse_aabningstid or "i åbningstiden",
        vagtnavn=kommune.vagtnavn or "Den sociale vagt",
        vagttelefon=kommune.vagttelefon,
        dagtid=er_hverdag(dag) and dag.weekday() < 5 and nu.astimezone(DANMARK).hour in DAGTIMER,
    )
