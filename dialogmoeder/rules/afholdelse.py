"""What happens while a meeting is held and when it ends: the clock of an item, and what keeps a meeting open. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dialogmoeder.rules.slags import Fag
from dialogmoeder.rules.tilstande import Punkttilstand
from opsporing.frister.kalender import arbejdsdage_efter

#: Working days until the minutes are closed. Our own: what was said is remembered for a day or two.
REFERAT_ARBEJDSDAGE = 2
#: Days until the parents have been told by mouth what was talked about. Our own.
FORTAEL_DAGE = 5
#: Asked of the form: who sits at the table decides whose view has a field.
BLIKKE = tuple(Fag)


@dataclass(frozen=True, slots=True)
class Ur:
    """How long an item has been talked about, in whole minutes, of those it was given."""

    brugt: int
    minutter: int

    @property
    def over(self) -> bool:
        """Has it had more than its time?"""
        return self.brugt > self.minutter

    @property
    def procent(self) -> int:
        """For a bar: 0 to 100."""
        return min(100, round(100 * self.brugt / self.minutter)) if self.minutter else 100

    @property
    def ord(self) -> str:
        """What is left, or how much more it has had."""
        if self.over:
            return f"{self.brugt - self.minutter} min. over"
        return f"{self.minutter - self.brugt} min. tilbage"


def ur(*, begyndt: datetime | None, slut: datetime | None, minutter: int, nu: datetime) -> Ur:
    """The clock of an item at `nu`: it stands at 0 before it is begun, and at its end when it is done."""
    if begyndt is None:
        return Ur(0, minutter)
    return Ur(max(0, int(((slut or nu) - begyndt).total_seconds() // 60)), minutter)


def samlet(ure: Iterable[Ur]) -> Ur:
    """The clock of several items together."""
    alle = list(ure)
    return Ur(sum(en.brugt for en in alle), sum(en.minutter for en in alle))


def kan_begynde(planlagt: date, i_dag: date) -> bool:
    """Whether the day has come: minutes of a meeting that has not been held are nobody's."""
    return i_dag >= planlagt


def referat_senest(dag: date) -> date:
    """The day by which the minutes of a meeting held on `dag` are closed."""
    return arbejdsdage_efter(dag, REFERAT_ARBEJDSDAGE)


def fortael_senest(dag: date) -> date:
    """The day by which the parents have been told what was talked about on `dag`."""
    return dag + timedelta(days=FORTAEL_DAGE)


def kendte(fag: Collection[str]) -> dict[str, str]:
    """What the sheets know before they are written in: whose view is at the table ("med_ppr": "ja")."""
    return {f"med_{et}": "ja" if et in fag else "nej" for et in BLIKKE}


def naeste(punkter: Iterable[tuple[int, str]]) -> int | None:
    """The first of the items (key, state), in the order of the agenda, that has not been talked about."""
    return next((pk for pk, status in punkter if status == Punkttilstand.PAA_DAGSORDEN), None)
