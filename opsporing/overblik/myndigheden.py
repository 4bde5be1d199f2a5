"""Today for those who receive underretninger: the inbox comes first, and what is in it is not told twice."""

from dataclasses import dataclass, replace
from datetime import datetime

from opsporing.models import User
from opsporing.overblik.opgaver import Dag
from underretning import indbakke
from underretning.fristtyper import VURDER
from underretning.indbakke import Raekke

#: So many of the inbox stand on the first page.
VIST = 5


@dataclass(frozen=True, slots=True)
class Forrest:
    """The most urgent of the inbox, how many wait there in all, and the children that are shown."""

    raekker: list[Raekke]
    antal: int
    boern: list[int]


def forrest(user: User, nu: datetime) -> Forrest:
    """What has least time left of the 24 hours."""
    laest = indbakke.laes(user, nu, hoejst=VIST)
    return Forrest(laest.raekker, laest.antal["vurder"], laest.boern)


def uden_indbakken(dag: Dag) -> Dag:
    """The day without what stands in the inbox."""
    nu, denne_uge, senere = (
        [opgave for opgave in gruppe if opgave.kode != VURDER] for gruppe in (dag.nu, dag.denne_uge, dag.senere)
    )
    return replace(dag, nu=nu, denne_uge=denne_uge, senere=senere)
