"""A child's change of place, what is handed over, and the visit."""

from overgange.models.besoeg import Besoeg, Besoegsdeltager, Besoegsstatus, Side, Sted
from overgange.models.overgang import Art, Overgang, Overgangsskema, Status
from overgange.models.overlevering import Overleveretdel, Overlevering, Spoergsmaal

__all__ = [
    "Art",
    "Besoeg",
    "Besoegsdeltager",
    "Besoegsstatus",
    "Overgang",
    "Overgangsskema",
    "Overleveretdel",
    "Overlevering",
    "Side",
    "Spoergsmaal",
    "Status",
    "Sted",
]
