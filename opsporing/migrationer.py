"""Pieces that migrations are made of."""

import pgtrigger.migrations
from django.db import migrations
from django.db.migrations.state import ProjectState


class _Ugengivet:
    """What the database holds to, and no code in a migration can see.

    After each such operation Django would make the classes of all related models anew; here every model is related to
    every other, and that was most of the time a migration took.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Note it in the state; the classes stay."""
        apps = state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)  # type: ignore[misc]
        if apps is not None:
            state.__dict__["apps"] = apps


class AddConstraint(_Ugengivet, migrations.AddConstraint):
    """A constraint more."""


class RemoveConstraint(_Ugengivet, migrations.RemoveConstraint):
    """A constraint less."""


class AddTrigger(_Ugengivet, pgtrigger.migrations.AddTrigger):
    """A trigger more."""


class RemoveTrigger(_Ugengivet, pgtrigger.migrations.RemoveTrigger):
    """A trigger less."""


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
