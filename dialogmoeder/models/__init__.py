"""Teams, meetings, what is on their agendas, what is written for and at them, and sparring."""

from dialogmoeder.models.indkaldelse import Brevslags, Indkaldelse
from dialogmoeder.models.moede import Deltager, Fagvalg, Moede, Moedestatus, Slags
from dialogmoeder.models.punkt import Forslag, Punkt, Punktart, Punktdeltager, Punktgrundlag, Punktstatus
from dialogmoeder.models.skrevet import Evaluering, Forberedelse, Referat
from dialogmoeder.models.sparring import Sparring, Sparringsgrundlag, Sparringsindlaeg, Sparringsstatus
from dialogmoeder.models.team import Team, Teammedlem

__all__ = [
    "Brevslags",
    "Deltager",
    "Evaluering",
    "Fagvalg",
    "Forberedelse",
    "Forslag",
    "Indkaldelse",
    "Moede",
    "Moedestatus",
    "Punkt",
    "Punktart",
    "Punktdeltager",
    "Punktgrundlag",
    "Punktstatus",
    "Referat",
    "Slags",
    "Sparring",
    "Sparringsgrundlag",
    "Sparringsindlaeg",
    "Sparringsstatus",
    "Team",
    "Teammedlem",
]
