"""What runs by the clock, besides reminders: apps add their part here in AppConfig.ready.

Each part is a function called as f(nu=...). It must be safe to repeat, since it runs again and again, and safe to run
late, since a machine can have stood still. One part that fails keeps no other from running, and two runs of the same
part never overlap.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import connection, transaction

logger = logging.getLogger(__name__)

Del = Callable[..., object]

#: Every few minutes: rounds that open, newcomers, leavers.
HOOKS: list[Del] = []
#: Once a night: tidying, and what changes by the day.
DAGLIGE: list[Del] = []


def navn(del_: Del) -> str:
    """What a part is called in the process log, and what its lock is named after."""
    return f"{del_.__module__}.{getattr(del_, '__qualname__', type(del_).__qualname__)}"


def koer(dele: Iterable[Del], *, nu: datetime) -> list[str]:
    """Run each part in a transaction of its own; returns the names of those that failed.

    A part that another worker is in the middle of is passed over: that worker does it.
    """
    fejlede = []
    for del_ in dele:
        try:
            with transaction.atomic():
                if laas(navn(del_)):
                    del_(nu=nu)
        except Exception:
            # Whatever went wrong in one app's part, the others still have deadlines to look after.
            logger.exception("%s failed", navn(del_))
            fejlede.append(navn(del_))
    return fejlede


def laas(hvad: str) -> bool:
    """Take the lock named `hvad` for the rest of the transaction, or return False when another process holds it."""
    noegle = int.from_bytes(hashlib.sha256(hvad.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [noegle])
        return bool(cursor.fetchone()[0])
