"""How far a file has come, told while it is being worked on."""

import time
from types import TracebackType
from typing import Self

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from opsporing.models import Indlaesning

#: Seconds between two tellings.
HVERT = 0.5


class Maaler:
    """A Fremdrift that writes to the row of the file, on a connection of its own.

    The work is one transaction, and what it writes is seen by nobody until it ends; what this writes is seen at once.
    It never waits for anybody: a telling that cannot be written now is left out.
    """

    def __init__(self, indlaesning_id: int) -> None:
        self.indlaesning_id = indlaesning_id
        self.sidst = 0.0
        self.forbindelse: BaseDatabaseWrapper | None = None

    def __enter__(self) -> Self:
        self.forbindelse = connections.create_connection("default")
        return self

    def __exit__(
        self, type_: type[BaseException] | None, fejl: BaseException | None, spor: TracebackType | None
    ) -> None:
        if self.forbindelse is not None:
            self.forbindelse.close()
            self.forbindelse = None

    def __call__(self, skridt: str, naaet: int, i_alt: int) -> None:
        nu = time.monotonic()
        if self.forbindelse is None or nu - self.sidst < HVERT:
            return
        self.sidst = nu
        tabel = Indlaesning._meta.db_table
        with self.forbindelse.cursor() as cursor:
            cursor.execute(
                f'UPDATE "{tabel}" SET skridt = %s, naaet = %s, i_alt = %s WHERE id IN '  # noqa: S608  # our own table
                f'(SELECT id FROM "{tabel}" WHERE id = %s FOR UPDATE SKIP LOCKED)',
                [skridt, naaet, i_alt, self.indlaesning_id],
            )
