"""What is kept and for how long: each app lists its record types in `<app>/opbevaringstyper.py` as OPBEVARING."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model, QuerySet

if TYPE_CHECKING:
    from opsporing.models import Kommune


@dataclass(frozen=True, slots=True)
class Opbevaring:
    """One type of record.

    kode: its name in the log; the first part is the app. hvad: what it is, said to parents and staff in the plural.
    noegle: its months in the practice profile (`Praksisprofil.opbevaring`). regnes_fra: when they begin, as it reads
    after the period ("efter, at barnet er stoppet"). grund: why it is kept so long, and lov: the key of its ground in
    `opsporing.lov`. orden: types are deleted in this order, so that what others hang on goes last.

    forfaldne: the rows of a municipality whose time was over at the moment handed in. barn, anledning and enhed: paths
    from the row to the child, the matter and the name of the unit; empty where there is none. holder: reasons of the
    app's own to keep some of the rows, by primary key. medfoelger: what goes along with a row, as model labels; any
    other row that points at it means that it must stay. i_brev: whether the letter to parents tells of it;
    arenaer: only the letters of these arenas do, all when empty.
    """

    kode: str
    hvad: str
    model: type[Model]
    noegle: str
    regnes_fra: str
    grund: str
    lov: str
    orden: int
    forfaldne: "Callable[[Kommune, datetime], QuerySet[Any]]"
    barn: str = ""
    anledning: str = ""
    enhed: str = ""
    holder: Callable[[Collection[int]], Mapping[int, str]] | None = None
    medfoelger: frozenset[str] = frozenset()
    i_brev: bool = True
    arenaer: frozenset[str] = frozenset()


@cache
def opbevaringstyper() -> tuple[Opbevaring, ...]:
    """All registered types in the order they are deleted."""
    alle: list[Opbevaring] = []
    for app in apps.get_app_configs():
        if find_spec(f"{app.name}.opbevaringstyper"):
            alle += import_module(f"{app.name}.opbevaringstyper").OPBEVARING
    return tuple(sorted(alle, key=lambda type_: (type_.orden, type_.kode)))
