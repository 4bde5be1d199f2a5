"""The one place that asks what time it is.

Views and tasks call `nu()` and hand the answer to actions and rules, which never look at a clock themselves. In the
demo and in tests the clock can be moved with the environment variable OPSPORING_TIDSFORSKYDNING, so that deadlines can
be seen to fall due also in the worker, which is a process of its own.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

DANMARK = ZoneInfo("Europe/Copenhagen")


def nu() -> datetime:
    """The present moment, aware and in UTC, moved by the offset of the demo or the test where there is one."""
    return datetime.now(UTC) + timedelta(seconds=settings.TIDSFORSKYDNING)


def i_dag() -> date:
    """Today's date in Denmark, which for one or two hours around midnight is another than the date in UTC."""
    return dato(nu())


def dato(oejeblik: datetime) -> date:
    """The date in Denmark at an aware moment. Raises ValueError for one without a time zone."""
    # Asked of every row of a list, so without the detours of timezone.localdate.
    if oejeblik.tzinfo is None:
        raise ValueError("Et øjeblik uden tidszone har ingen dato.")
    return oejeblik.astimezone(DANMARK).date()
