"""One child's enrolments and overgange held together: what is to move, to end, to come back, and to begin.

Nothing is asked of the database and nothing is written here: `overgange.actions.liv` fetches the rows for many children
at once, and does what is found.
"""

from dataclasses import dataclass
from datetime import date, datetime

from opsporing.models import Barn, Enhed, Grundlag, Tilknytning
from opsporing.tid import dato
from overgange.models import Overgang, Status
from overgange.rules import arter

IKKE_GIVET_VIDERE = frozenset({Status.PLANLAGT, Status.UDFYLDES})
FORBI = (Status.AFSLUTTET, Status.AFLYST)


def journal(enhed: Enhed) -> int:
    """The key of the unit that owns what is written in the unit."""
    return enhed.journalenhed_id or enhed.pk


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned change of place."""

    barn: Barn
    fra: Enhed
    til: Enhed
    start: date


class Stand:
    """One child: where it is enrolled now and later, the overgange it has, and what follows of the two together."""

    def __init__(self, pladser: list[Tilknytning], overgange: list[Overgang], nu: datetime) -> None:
        self.i_dag = dato(nu)
        self.dagligt = [t for t in pladser if t.grundlag == Grundlag.INDSKRIVNING and t.til != t.fra]
        self.nuvaerende = [t for t in self.dagligt if t.fra <= nu]
        self.kommende = [t for t in self.dagligt if t.fra > nu]
        distrikter = [t for t in pladser if t.grundlag != Grundlag.INDSKRIVNING and t.fra <= nu]
        her = self.nuvaerende or distrikter
        self.afgiver: Tilknytning | None = her[-1] if her else None
        self.alle = overgange
        self.aabne = [o for o in overgange if o.status not in FORBI]
        self.plan = self._plan()
        self.overfloedige: list[Overgang] = []
        #: Where overgange that are given another place are to lead.
        self.faar: set[int] = set()

    def _plan(self) -> Plan | None:
        if self.afgiver is None:
            return None
        fra = self.afgiver.enhed
        foerste = next((t for t in self.kommende if journal(t.enhed) != journal(fra)), None)
        return Plan(foerste.barn, fra, foerste.enhed, dato(foerste.fra)) if foerste else None

    def flyt(self) -> list[tuple[Overgang, dict[str, object]]]:
        """The open overgange that get another day or place; those that lead nowhere any more are laid aside."""
        flyttede = []
        for o in self.aabne:
            if o.til_enhed is None:
                nyt = self._afgiverens_stue(o)
            elif o.oprettet_by_id is not None:
                nyt = self._afgiverens_stue(o) | self._paa_netop_det_sted(o)
            else:
                nyt_sted = self._nyt_sted(o)
                if nyt_sted is None:
                    self.overfloedige.append(o)
                    continue
                nyt = self._afgiverens_stue(o) | nyt_sted
            nyt = {felt: vaerdi for felt, vaerdi in nyt.items() if getattr(o, felt) != vaerdi}
            if nyt:
                flyttede.append((o, nyt))
        return flyttede

    def _nyt_sted(self, o: Overgang) -> dict[str, object] | None:
        """Where the machine's own overgang leads now; None when nowhere."""
        if o.til_enhed is None:
            return {}
        dertil = [t for t in self.dagligt if journal(t.enhed) == journal(o.til_enhed)]
        if dertil:
            # Once it has begun there, a change of stue is no new start.
            begyndt = o.start_den <= self.i_dag and dertil[0] in self.nuvaerende
            return {} if begyndt else {"til_enhed": dertil[0].enhed, "start_den": dato(dertil[0].fra)}
        plan = self.plan
        if plan and o.status in IKKE_GIVET_VIDERE and journal(plan.fra) == journal(o.fra_enhed):
            optaget = any(a is not o and a.til_enhed and journal(a.til_enhed) == journal(plan.til) for a in self.aabne)
            if not optaget and journal(plan.til) not in self.faar:
                self.faar.add(journal(plan.til))
                return {
                    "til_enhed": plan.til,
                    "start_den": plan.start,
                    "art": arter.art(plan.fra.arena, plan.til.arena),
                }
        # What has been handed over to a place where the child began, and left again, is that place's history.
        return {} if o.start_den <= self.i_dag and o.status not in IKKE_GIVET_VIDERE else None

    def _afgiverens_stue(self, o: Overgang) -> dict[str, object]:
        """The child's present unit within the house, or the districts, it leaves."""
        if self.afgiver and journal(self.afgiver.enhed) == journal(o.fra_enhed) and o.start_den > self.i_dag:
            return {"fra_enhed": self.afgiver.enhed}
        return {}

    def _paa_netop_det_sted(self, o: Overgang) -> dict[str, object]:
        netop = next((t for t in self.kommende if t.enhed_id == o.til_enhed_id), None)
        return {"start_den": dato(netop.fra)} if netop else {}

    def _daekket(self) -> bool:
        """Whether there is an overgang to where the child is to begin: open, or ended for just that start."""
        plan = self.plan
        return (
            plan is None
            or journal(plan.til) in self.faar
            or any(
                o.til_enhed is not None
                and journal(o.til_enhed) == journal(plan.til)
                and (o in self.aabne or (o.status == Status.AFSLUTTET and o.start_den >= min(self.i_dag, plan.start)))
                for o in self.alle
                if o not in self.overfloedige
            )
        )

    def genoptag(self) -> list[tuple[Overgang, Plan]]:
        """A cancelled overgang that is planned again."""
        if self.plan is None or self._daekket():
            return []
        samme = [
            o
            for o in self.alle
            if o.status == Status.AFLYST
            and o.oprettet_by_id is None
            and o.til_enhed is not None
            and journal(o.til_enhed) == journal(self.plan.til)
            and journal(o.fra_enhed) == journal(self.plan.fra)
        ]
        return [(samme[-1], self.plan)] if samme else []

    def nye(self) -> list[Plan]:
        """The change of place that has no overgang yet."""
        return [] if self.plan is None or self._daekket() or self.genoptag() else [self.plan]
