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
    """The most urgent of the inbox, how many wait there in all, the children that are shown, and the other lists: name,
    number, address.
    """

    raekker: list[Raekke]
    antal: int
    boern: list[int]
    lister: list[tuple[str, int, str]]


def forrest(user: User, nu: datetime) -> Forrest:
    """What has least time left of the 24 hours."""
    laest = indbakke.laes(user, nu, hoejst=VIST)
    lister = [(fane.navn, laest.antal[fane.kode], indbakke.adresse(fane)) for fane in indbakke.FANER]
    return Forrest(laest.raekker, laest.antal["vurder"], laest.boern, lister)


def uden_indbakken(dag: Dag) -> Dag:
    """The day without what stands in the inbox."""
    nu, denne_uge, senere = (
        [opgave for opgave in gruppe if opgave.kode != VURDER] for gruppe in (dag.nu, dag.denne_uge, dag.senere)
    )
    return replace(dag, nu=nu, denne_uge=denne_uge, senere=senere)
