"""The embedded PostgreSQL starts from whatever state the last one left, and loses nothing."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import places
from tools.environment import Environment
from tools.postgres import APP, OWNER


@pytest.fixture
def environment(monkeypatch, tmp_path_factory) -> Iterator[Environment]:
    """A set of servers of this test's own, in a folder whose name holds a space."""
    folder = tmp_path_factory.mktemp("en mappe")
    monkeypatch.setattr(places, "ROOT", folder)
    monkeypatch.setattr(places, "DATA", folder / ".data")
    one = Environment("demo", given={})
    yield one
    one.stop()
    in_memory = Environment("demo", durable=False, given={}).place.server_data
    for path in (one.place.server_data, in_memory, one.place.sockets):
        shutil.rmtree(path, ignore_errors=True)


def server_pid(environment: Environment) -> int:
    return int((environment.postgres.data / "postmaster.pid").read_text().split()[0])


def test_rows_outlive_a_kill_and_a_stale_number_is_no_hindrance(environment: Environment):
    with environment.up(broker=False):
        with environment.postgres.connect(OWNER, "opsporing") as connection:
            connection.execute("CREATE TABLE proeve AS SELECT 'æøå' AS tekst")
        os.kill(server_pid(environment), signal.SIGKILL)
        environment.postgres.start()
        os.kill(server_pid(environment), signal.SIGKILL)
        # After a restart of the machine the number can be another program's: here our own.
        file = environment.postgres.data / "postmaster.pid"
        lines = file.read_text().split("\n")
        file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
        environment.postgres.start()
        with environment.postgres.connect(OWNER, "opsporing") as connection:
            assert connection.execute("SELECT tekst, upper(tekst) FROM proeve").fetchone() == ("æøå", "ÆØÅ")


def test_the_last_to_leave_stops_the_server(environment: Environment):
    with environment.up(broker=False):
        with environment.up(broker=False):
            assert environment.postgres.answers()
        assert environment.postgres.answers()
    assert not environment.postgres.answers()


def test_the_server_listens_to_us_only_and_asks_for_a_password(environment: Environment):
    with environment.up(broker=False), environment.postgres.connect() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        rules = connection.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules").fetchall()
        assert rules == [("scram-sha-256",)]
        roles = connection.execute(
            "SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolname LIKE 'opsporing%' ORDER BY 1"
        ).fetchall()
    assert roles == [(APP, False, False), (OWNER, False, True)]
    assert Path(environment.place.sockets).stat().st_mode & 0o077 == 0


def test_a_checkout_made_anew_at_its_old_path_starts_over_where_its_data_lay_outside_it(environment: Environment):
    old = Environment("demo", durable=False, given={})
    with old.up(broker=False):
        with old.postgres.connect(OWNER, "opsporing") as connection:
            connection.execute("CREATE TABLE proeve AS SELECT 1")
        # Whoever removed the checkout did not know of the server, which may still run.
        shutil.rmtree(places.DATA)
        new = Environment("demo", durable=False, given={})
        with new.up(broker=False), new.postgres.connect(OWNER, "opsporing") as connection:
            assert connection.execute("SELECT to_regclass('proeve')").fetchone() == (None,)
