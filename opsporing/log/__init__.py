"""The one way to write the log."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from opsporing.log.haendelser import er_kendt

if TYPE_CHECKING:
    from opsporing.models.log import Log


def record(
    haendelse: str,
    *,
    by: Any,
    nu: datetime,
    barn: Any = None,
    boern: Iterable[Any] = (),
    anledning: Any = None,
    objekt: Any = None,
    felter: Iterable[str] = (),
    formaal: str = "",
    antal: int | None = None,
    kommune: Any = None,
) -> None:
    """Write that `by` (None for the machine) did `haendelse` at `nu`, in the caller's transaction.

    `barn`, or for a list `boern` (rows or primary keys), are the children it was about; `objekt` is any model instance;
    `felter` names fields, never their contents. Raises ValueError for an event no app has declared.
    """
    _post(
        haendelse,
        by=by,
        nu=nu,
        barn=barn,
        boern=boern,
        anledning=anledning,
        objekt=objekt,
        felter=felter,
        formaal=formaal,
        antal=antal,
        kommune=kommune,
    ).save(force_insert=True)


def record_mange(haendelse: str, om: Iterable[dict[str, Any]], *, by: Any, nu: datetime, kommune: Any) -> None:
    """Write one event about many things, a row for each, so that each child's log reads as if it was changed alone.

    `om` holds what `record` takes of barn, objekt and felter.
    """
    from opsporing.models.log import Log

    rows = (_post(haendelse, by=by, nu=nu, kommune=kommune, **en) for en in om)
    while portion := list(islice(rows, 2_000)):
        Log.objects.bulk_create(portion)


def _post(
    haendelse: str,
    *,
    by: Any,
    nu: datetime,
    barn: Any = None,
    boern: Iterable[Any] = (),
    anledning: Any = None,
    objekt: Any = None,
    felter: Iterable[str] = (),
    formaal: str = "",
    antal: int | None = None,
    kommune: Any = None,
) -> "Log":
    from opsporing.models.log import Log

    if not er_kendt(haendelse):
        raise ValueError(f"Hændelsen {haendelse!r} er ikke erklæret i nogen events.py")
    ansaettelse = getattr(by, "ansaettelse", None)
    alle = [barn, *boern] if barn is not None else list(boern)
    if kommune is None:
        kommune_id = ansaettelse.kommune_id if ansaettelse else getattr(by, "kommune_id", None)
        if kommune_id is None:
            kommune_id = getattr(barn, "kommune_id", None) or getattr(objekt, "kommune_id", None)
    else:
        kommune_id = kommune.pk
    return Log(
        nu=nu,
        haendelse=haendelse,
        kommune=str(kommune_id or ""),
        bruger=str(by.pk) if by is not None else "",
        enhed=str(ansaettelse.enhed_id) if ansaettelse else "",
        rolle=ansaettelse.rolle if ansaettelse else "",
        boern=[str(getattr(b, "pk", b)) for b in alle],
        anledning=str(getattr(anledning, "pk", anledning) or ""),
        objekt=f"{objekt._meta.label_lower}:{objekt.pk}" if objekt is not None else "",
        formaal=formaal,
        felter=list(felter),
        antal=antal,
    )
