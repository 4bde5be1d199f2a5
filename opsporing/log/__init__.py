"""The one way to write the log."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from opsporing.log.haendelser import er_kendt


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
    Log.objects.create(
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
