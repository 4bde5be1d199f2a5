"""What is written, what is received, and what the receiver makes of it."""

from underretning.models.behandling import (
    Boernesamtale,
    Brev,
    Brevart,
    Genvurdering,
    Genvurderingsdeltager,
    Overdragelse,
    Sendemaade,
    Skridt,
    Tilbagemelding,
)
from underretning.models.modtaget import Kanal, Modtaget, Modtagetbilag, Udfald
from underretning.models.skrevet import Bilag, Overgreb, Pligt, Underretning, Underretningsbarn
from underretning.models.udkast import Udkast, Udkastform

__all__ = [
    "Bilag",
    "Boernesamtale",
    "Brev",
    "Brevart",
    "Genvurdering",
    "Genvurderingsdeltager",
    "Kanal",
    "Modtaget",
    "Modtagetbilag",
    "Overdragelse",
    "Overgreb",
    "Pligt",
    "Sendemaade",
    "Skridt",
    "Tilbagemelding",
    "Udfald",
    "Udkast",
    "Udkastform",
    "Underretning",
    "Underretningsbarn",
]
