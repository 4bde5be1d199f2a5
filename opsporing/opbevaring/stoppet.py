"""When a child has left: the day most periods are counted from."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from opsporing.models import Tilknytning


def er_her_efter(hvornaar: datetime, *, barn: str, enhed_sti: str | None = None) -> Exists:
    """That the child was, is or will be enrolled after `hvornaar`, anywhere or (with `enhed_sti`) below one unit.

    `barn` and `enhed_sti` are paths from the row that is asked about.
    """
    qs = Tilknytning.objects.indskrivninger().filter(Q(til=None) | Q(til__gt=hvornaar), barn=OuterRef(barn))
    if enhed_sti is not None:
        qs = qs.filter(enhed__sti__startswith=OuterRef(enhed_sti))
    return Exists(qs)
