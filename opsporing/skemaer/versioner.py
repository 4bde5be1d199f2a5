"""From a stored version to the definition in it, without reading the same form again for every page."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock

from opsporing.models import Skemaversion
from opsporing.skemaer.definition import Skemadefinition, fra_dict

_HUSKET: OrderedDict[tuple[int, datetime], Skemadefinition] = OrderedDict()
_LAAS = Lock()
MAKS_HUSKET = 200


def uden_tekst(sti: str) -> tuple[str, str]:
    """What to leave out (`.defer`) where the version at this path is read along with a row: its text is long, and each
    process remembers the definitions it has met.
    """
    return f"{sti}__definition", f"{sti}__toml"


def definition_for(version: Skemaversion) -> Skemadefinition:
    """The definition of a version. Published ones cannot change and are remembered by each process.

    A query can leave out the column (`uden_tekst`); it is only read for a version this process has not met.
    Rules may have become stricter since a version was published, so it is read leniently: what staff have answered
    stays readable.
    """
    if version.publiceret_at is None:
        return fra_dict(version.definition, streng=False)
    noegle = (version.pk, version.publiceret_at)
    with _LAAS:
        if noegle in _HUSKET:
            _HUSKET.move_to_end(noegle)
            return _HUSKET[noegle]
    definition = fra_dict(version.definition, streng=False)
    with _LAAS:
        _HUSKET[noegle] = definition
        while len(_HUSKET) > MAKS_HUSKET:
            _HUSKET.popitem(last=False)
    return definition
