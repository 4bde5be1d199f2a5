"""Many rows at once: primary keys in blocks from the database's own sequences, rows by COPY.

The rows meet everything rows meet: triggers keep their history, and every foreign key is checked.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, models

#: Primary keys fetched at a time.
BLOK = 5000


class Kopi:
    """Rows that wait to be copied in, in the order in which they may point at each other."""

    def __init__(self, *raekkefoelge: type[models.Model]) -> None:
        self._venter: dict[type[models.Model], list[models.Model]] = {model: [] for model in raekkefoelge}
        self._numre = {model: _numre(model) for model in raekkefoelge}
        self.antal = dict.fromkeys(raekkefoelge, 0)

    def ny(self, model: type[Any], **felter: Any) -> Any:
        """A row with its primary key, which is copied in at the next `skriv`."""
        row = model(pk=next(self._numre[model]), **felter)
        self._venter[model].append(row)
        return row

    def skriv(self) -> None:
        """Copy in what waits."""
        for model, rows in self._venter.items():
            if rows:
                _kopier(model, rows)
                self.antal[model] += len(rows)
                rows.clear()


def glem_planer() -> None:
    """Let the database plan its checks of foreign keys anew: those made while the tables were empty read all of them.

    The checks themselves are made at once, so that a large load does not end in millions that wait.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DISCARD PLANS")


def _numre(model: type[models.Model]) -> Iterator[int]:
    tabel = model._meta.db_table
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [tabel, BLOK]
            )
            numre = [nummer for (nummer,) in cursor.fetchall()]
        yield from numre


def _kopier(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    felter = model._meta.concrete_fields
    navne = ", ".join(f'"{felt.column}"' for felt in felter)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({navne}) FROM STDIN') as kopi:
        for row in rows:
            kopi.write_row([felt.get_db_prep_save(getattr(row, felt.attname), connection) for felt in felter])
