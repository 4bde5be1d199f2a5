"""A child's change of place, what is handed over, and the visit."""

from overgange.models.besoeg import Besoeg, Besoegsdeltager, Besoegsstatus, Side, Sted
from overgange.models.overgang import Art, Overgang, Overgangsskema, Status
from overgange.models.overlevering import Overleveretdel, Overlevering, SagtMaade, Spoergsmaal

__all__ = [
    "Art",
    "Besoeg",
    "Besoegsdeltager",
    "Besoegsstatus",
    "Overgang",
    "Overgangsskema",
    "Overleveretdel",
    "Overlevering",
    "SagtMaade",
    "Side",
    "Spoergsmaal",
    "Status",
    "Sted",
]
