"""Pieces that migrations are made of."""

from django.db import migrations


class SammeKommune(migrations.RunSQL):
    """A foreign key that carries the municipality along, so that no row can point into another municipality.

    `tabel` has a column `kommune_id`; `maal` has a unique constraint over (id, kommune_id).
    """

    def __init__(self, tabel: str, kolonne: str, maal: str) -> None:
        self.tabel, self.kolonne, self.maal = tabel, kolonne, maal
        navn = f"{tabel}_{kolonne}_samme_kommune"[:63]
        super().__init__(
            f'ALTER TABLE "{tabel}" ADD CONSTRAINT "{navn}" FOREIGN KEY ("{kolonne}", kommune_id) '
            f'REFERENCES "{maal}" (id, kommune_id) DEFERRABLE INITIALLY DEFERRED',
            f'ALTER TABLE "{tabel}" DROP CONSTRAINT "{navn}"',
        )

    def deconstruct(self) -> tuple[str, list[str], dict[str, object]]:
        return self.__class__.__qualname__, [self.tabel, self.kolonne, self.maal], {}

    def describe(self) -> str:
        return f"{self.tabel}.{self.kolonne} stays within the municipality"
