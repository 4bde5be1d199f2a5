"""Prøveby, made once: which database the tests of a worker speak to, and the objects for what is in it.

A test that asks for `by` runs on a copy of a database that holds Prøveby already, and `tests.cast.byg` gives it fresh
objects for those rows, instead of making some six hundred of them again.
"""

import pickle
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from tests.factories.tid import NU

if TYPE_CHECKING:
    from tests.cast import By
    from tests.support.database import TestDatabases

#: Tests that ask for one of these make their Prøveby in a database of their own.
ANDRES = {"server", "demo_server", "ny_database"}


def er_oensket(item: pytest.Item) -> bool:
    """Whether a test is about Prøveby and speaks to the database of its worker."""
    navne = set(getattr(item, "fixturenames", ()))
    return "by" in navne and not navne & ANDRES


class Arbejdsdatabase:
    """The database of this worker: an empty one, or one with Prøveby and the published forms."""

    def __init__(self, databases: "TestDatabases") -> None:
        self.databases = databases
        self.med_proeveby = False
        self.begyndt = False
        self.kopieret = False
        self.gemt = b""
        self.adgang: Any = None

    @property
    def navn(self) -> str:
        """The database that Django's connection goes to now."""
        return f"{self.databases.name}_by" if self.med_proeveby else self.databases.name

    @property
    def forlaeg(self) -> str:
        """The database with Prøveby that is only copied from."""
        return f"{self.databases.name}_by0"

    def begynd(self, adgang: Any) -> None:
        """Make the empty database and go to the one that is wanted. The server must run. `adgang` is what keeps tests
        from the database that did not ask for it.
        """
        self.databases.copy(self.databases.name)
        self.begyndt, self.adgang = True, adgang
        self._gaa_til()

    def vaelg(self, *, med_proeveby: bool) -> None:
        """Say which of the two the next test wants."""
        self.med_proeveby = med_proeveby
        if self.begyndt:
            self._gaa_til()

    def forny(self) -> None:
        """Put the present database back as it was, after a test that committed to it."""
        from django.db import connections

        connections.close_all()
        if self.med_proeveby:
            self.databases.copy_of(self.navn, self.forlaeg)
        else:
            self.databases.copy(self.navn)

    def _gaa_til(self) -> None:
        from django.db import connections

        from opsporing.skemaer import versioner

        with self.adgang.unblock():
            if self.med_proeveby and not self.kopieret:
                self._byg()
                self.databases.copy_of(self.navn, self.forlaeg)
                self.kopieret = True
            connection = connections["default"]
            if connection.settings_dict["NAME"] != self.navn:
                connection.close()
                connection.settings_dict["NAME"] = self.navn
                # Remembered by their numbers, which mean something else in the other database.
                versioner._HUSKET.clear()

    def som_ny(self, database: str) -> "By":
        """Let `database` be a fresh copy with Prøveby, and give objects for what is in it. Nobody may be connected to
        it who minds being told to leave.
        """
        self._byg()
        self.databases.copy_of(database, self.forlaeg)
        return self.objekter()

    def objekter(self) -> "By":
        """Fresh objects for the rows of Prøveby."""
        by: By = pickle.loads(self.gemt)  # noqa: S301 (made by this process)
        return by

    def _byg(self) -> None:
        """Make the database that is copied from, the first time it is needed."""
        if self.gemt:
            return
        from opsporing.skemaer.actions import indlaes
        from tests.cast import byg_nyt
        from tests.support.servers import connected_to

        self.databases.copy(self.forlaeg)
        with connected_to(self.forlaeg), time_machine.travel(NU, tick=False):
            indlaes(nu=NU)
            self.gemt = pickle.dumps(byg_nyt(NU))
        global _arbejdsdatabase
        _arbejdsdatabase = self


_arbejdsdatabase: Arbejdsdatabase | None = None


def faerdig() -> "By | None":
    """Fresh objects for Prøveby when the database of the moment holds it, else None."""
    from django.db import connection

    arbejdsdatabase = _arbejdsdatabase
    if arbejdsdatabase is None or not arbejdsdatabase.med_proeveby:
        return None
    if connection.settings_dict["NAME"] != arbejdsdatabase.navn:
        return None
    return arbejdsdatabase.objekter()
