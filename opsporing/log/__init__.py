"""The one way to write the log."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from opsporing.log.haendelser import er_kendt

if TYPE_CHECKING:
    from opsporing.models.log import Log

#: The rows that wait, and how many savepoints were open when they began to.
_VENTER: ContextVar["tuple[list[Log], int] | None"] = ContextVar("log_venter", default=None)


@contextmanager
def samlet() -> Iterator[None]:
    """A transaction in which rows wait and go in together at the end: for thousands at once.

    What fails takes its rows with it, and they their changes. A change that can be undone alone, in a savepoint inside,
    writes its rows at once, so that they are undone with it. Rows that wait cannot be read before the end.
    """
    with transaction.atomic():
        rows: list[Log] = []
        token = _VENTER.set((rows, len(connection.savepoint_ids)))
        try:
            yield
        finally:
            _VENTER.reset(token)
        _skriv(rows)


def _venter() -> "list[Log] | None":
    """Where rows wait now; None when a row is to be written at once."""
    venter = _VENTER.get()
    if venter is None:
        return None
    rows, dybde = venter
    return None if any(connection.savepoint_ids[dybde:]) else rows


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
    row = _post(
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
    )
    venter = _venter()
    if venter is None:
        row.save(force_insert=True)
    else:
        venter.append(row)


def record_mange(haendelse: str, om: Iterable[dict[str, Any]], *, by: Any, nu: datetime, kommune: Any) -> None:
    """Write one event about many things, a row for each, so that each child's log reads as if it was changed alone.

    `om` holds what `record` takes of barn, objekt and felter. The rows go in by COPY, several times as fast as INSERT.
    """
    # All of them before any is written: while a COPY runs, the connection cannot answer a question about one of them.
    rows = [_post(haendelse, by=by, nu=nu, kommune=kommune, **en) for en in om]
    venter = _venter()
    if venter is None:
        _skriv(rows)
    else:
        venter.extend(rows)


def _skriv(rows: "list[Log]") -> None:
    from opsporing.models.log import Log

    felter = [felt for felt in Log._meta.concrete_fields if felt.attname not in {"id", "vaegtid"}]
    navne = ", ".join(f'"{felt.column}"' for felt in felter)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{Log._meta.db_table}" ({navne}) FROM STDIN') as kopi:
        for row in rows:
            kopi.write_row([getattr(row, felt.attname) for felt in felter])


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
