"""The databases of the tests.

All migrations run once, into a template that is kept until the code that shapes it changes; every worker, and every
test that starts real processes, gets a copy, which takes a moment. The tests connect as the application's
role, which owns no table and may neither change the log nor truncate, so a test sees exactly what the product may do.

A session holds a shared lock on the server; the last one to leave stops it, so that several runs can go on at once.
"""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property

import psycopg
from psycopg import sql

from tests.support.rod import APPS, ROOT
from tools.environment import Environment, given_variables, product_environment, replace_database

#: Templates by name: the commands that fill them after the migrations, run as the application.
TEMPLATES: dict[str, list[str]] = {
    "tom": [],
    "skemaer": ["indlaes_skemaer"],
    "demo": ["indlaes_skemaer", "--", "demo"],
}
#: How many versions of a template are kept, so that a run which began before a change can end.
KEPT = 3
#: How long a database may be in use by somebody who cannot be told to leave.
DROP_SECONDS = 30.0

#: What shapes a migrated database; a filled one is shaped by all the code.
SHAPES_SCHEMA = [
    *(f"{app}/migrations/*.py" for app in APPS),
    "opsporing/rettigheder.py",
    "opsporing/migrationer.py",
    "opsporing/management/commands/klargoer.py",
    "requirements/base.txt",
]
SHAPES_CONTENT = {
    "tom": [],
    "skemaer": ["opsporing/skemaer/*.py", "opsporing/models/*.py", *(f"{app}/skemaer/*.toml" for app in APPS)],
    "demo": [f"{app}/**/*.{ending}" for app in APPS for ending in ("py", "toml", "csv")],
}


class TestDatabases:
    """The server of the tests, its templates and the copies that this session has made."""

    __test__ = False

    def __init__(self) -> None:
        # The workers are told what the session was given: their own environment already points at their database.
        given = json.loads(os.environ.setdefault("OPSPORING_TEST_GIVEN", json.dumps(given_variables())))
        self.environment = Environment("test", durable=False, given=given)
        # Workers inherit the number of the session that started them, so that what a killed one left can be told apart.
        self.session = os.environ.setdefault("OPSPORING_TEST_SESSION", str(os.getpid()))
        self.worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.made: list[str] = []

    @property
    def name(self) -> str:
        """The database of this worker."""
        return f"t_{self.session}_{self.worker}"

    def variables(self, database: str) -> dict[str, str]:
        """The environment of the product on `database`, in test mode."""
        return self.environment.variables(database=database, mode="test")

    @contextmanager
    def running(self) -> Iterator[None]:
        """The server runs inside, and what this process made there is gone afterwards."""
        with self.environment.up(broker=False):
            if self.worker in {"main", "gw0"}:
                self._drop_left_over()
            try:
                yield
            finally:
                for name in list(self.made):
                    self.drop(name)

    @cached_property
    def owner_server(self) -> str:
        """The owner's address on the server's maintenance database, from which databases are made and dropped."""
        url = self.environment.owner_variables()["DATABASE_OWNER_URL"]
        return replace_database(url, "postgres")

    def owner_url(self, database: str) -> str:
        """The owner's address on `database`."""
        return replace_database(self.owner_server, database)

    def _server(self) -> psycopg.Connection:
        return psycopg.connect(self.owner_server, autocommit=True)

    def copy(self, name: str, template: str = "tom") -> str:
        """Make the database `name` as a copy of the named template; the name is returned."""
        return self.copy_of(name, self.template(template))

    def copy_of(self, name: str, source: str) -> str:
        """Make the database `name` as a copy of another to which nobody is connected; the name is returned."""
        with self._server() as server:
            _drop(server, name)
            target = sql.Identifier(name)
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(target, sql.Identifier(source))
            )
        if name not in self.made:
            self.made.append(name)
        return name

    def drop(self, name: str) -> None:
        """Remove a copy, whoever is connected to it."""
        with self._server() as server:
            _drop(server, name)
        if name in self.made:
            self.made.remove(name)

    def template(self, kind: str) -> str:
        """The database behind the named template, made now if the code has changed since the last time."""
        name = f"s_{kind}_{self._fingerprint(kind)}"
        with (self.environment.place.own / f"template-{kind}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if name not in self._names("s_"):
                self._make_template(kind, name)
        return name

    def _make_template(self, kind: str, name: str) -> None:
        half = f"halv_{kind}_{os.getpid()}"
        if kind == "tom":
            with self._server() as server:
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half)))
            self._command(half, ["klargoer", "--verbosity", "0"], as_owner=True)
        else:
            self.copy(half, "tom")
            self.made.remove(half)
            self._command(half, TEMPLATES[kind], as_owner=False)
        with self._server() as server:
            target = sql.Identifier(name)
            server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(half), target))
        for old in self._names(f"s_{kind}_")[:-KEPT]:
            self.drop(old)

    def _command(self, database: str, commands: list[str], *, as_owner: bool) -> None:
        variables = self.variables(database)
        if as_owner:
            variables |= self.environment.owner_variables(database=database)
        done = subprocess.run(
            [sys.executable, "-m", "tools.prepare", *commands],
            cwd=ROOT,
            env=product_environment(variables),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            self.drop(database)
            raise RuntimeError(f"The test database could not be made:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")

    @staticmethod
    def _fingerprint(kind: str) -> str:
        """Changes when the code that shapes the template does, and for the demo every day: it follows the clock."""
        digest = hashlib.sha256(kind.encode())
        if kind == "demo":
            digest.update(datetime.now(UTC).date().isoformat().encode())
        for pattern in [*SHAPES_SCHEMA, *SHAPES_CONTENT[kind]]:
            for path in sorted(ROOT.glob(pattern)):
                digest.update(path.name.encode() + path.read_bytes())
        return digest.hexdigest()[:12]

    def _names(self, prefix: str) -> list[str]:
        """The databases whose name begins so, oldest first."""
        with self._server() as server:
            rows = server.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid", [prefix]
            ).fetchall()
        return [name for (name,) in rows]

    def _drop_left_over(self) -> None:
        """Drop what sessions left that were killed."""
        for name in [*self._names("t_"), *self._names("halv_")]:
            number = next((part for part in name.split("_") if part.isdigit()), "")
            if not number or not _alive(int(number)):
                self.drop(name)


def _drop(server: psycopg.Connection, name: str) -> None:
    """Drop a database, whoever is connected. A superuser's process (vacuum, a backend that is just going) cannot be
    ended by the owner and is waited for.
    """
    end = time.monotonic() + DROP_SECONDS
    while True:
        try:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _make_ahead() -> None:
    """Make every template that is missing: `python -m tests.support.database`."""
    databases = TestDatabases()
    with databases.environment.up(broker=False):
        for kind in TEMPLATES:
            databases.template(kind)


if __name__ == "__main__":
    _make_ahead()
