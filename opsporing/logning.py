"""The log of the process: where and what kind of error, never whom it was about.

The text of an exception can hold what somebody typed (a database error quotes the row), so it is left out; the kind of
error and the lines it passed through are enough to find it. The log of who looked and who changed is `opsporing.log`.
"""

import logging
import re
import traceback
from types import TracebackType

#: Ten digits written as a CPR number, also where they stand inside a longer text.
CPR = re.compile(r"(?<!\d)\d{6}[-\s]?\d{4}(?!\d)")
SKJULT = "[nummer skjult]"

#: Celery's report of a failed task quotes the exception in its message; only the task's name is kept.
CELERY_TRACE = "celery.app.trace"


class UdenPersondata(logging.Formatter):
    """Formats a record on one line, followed by the places of the error, without its text and without CPR numbers."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        opgave = getattr(record, "data", None)
        if record.name == CELERY_TRACE and record.levelno >= logging.WARNING and isinstance(opgave, dict):
            record = logging.makeLogRecord({**record.__dict__, "args": None, "exc_text": None})
            record.msg = f"Task {opgave.get('name', '?')} [{opgave.get('id', '?')}] failed"
        return CPR.sub(SKJULT, super().format(record))

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The kinds of the exception and its causes with the lines they passed through, without their texts."""
        linjer: list[str] = []
        fejl = ei[1]
        while fejl is not None:
            linjer.append(f"{type(fejl).__module__}.{type(fejl).__qualname__}")
            linjer.extend(
                f"  {trin.filename}:{trin.lineno} {trin.name}" for trin in traceback.extract_tb(fejl.__traceback__)
            )
            fejl = fejl.__cause__ or (None if fejl.__suppress_context__ else fejl.__context__)
        return "\n".join(linjer)
