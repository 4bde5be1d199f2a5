"""The tools around the product, where they decide something."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.network import OutsideError
from tools import places, supervisor
from tools.environment import Environment, product_environment, replace_database
from tools.messages import ToolError
from tools.prepare import split
from tools.process import end

ROOT = Path(__file__).resolve().parent.parent.parent.parent


@pytest.fixture
def own_folder(monkeypatch, tmp_path) -> Path:
    """The tools keep their data in a folder of this test, whose name holds a space."""
    folder = tmp_path / "en mappe"
    folder.mkdir()
    monkeypatch.setattr(places, "DATA", folder / ".data")
    return folder


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://a:b@host:5432/x", "postgresql://a:b@host:5432/y"),
        ("postgresql://a:b@/x?host=/tmp/s&port=5432", "postgresql://a:b@/y?host=/tmp/s&port=5432"),
    ],
)
def test_another_database_at_the_same_address(url, expected):
    assert replace_database(url, "y") == expected


def test_commands_are_divided():
    assert split(["a", "--", "b", "--flag", "--", "c"]) == [["a"], ["b", "--flag"], ["c"]]


def test_servers_of_our_own_environment_do_not_reach_the_product_unseen(monkeypatch):
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://ejer@andre/steder")
    monkeypatch.setenv("SECRET_KEY_FILE", "/et/andet/sted")
    monkeypatch.setenv("OPSPORING_TILSTAND", "produktion")
    given = product_environment({"OPSPORING_TILSTAND": "demo"})
    assert "DATABASE_OWNER_URL" not in given
    assert "SECRET_KEY_FILE" not in given
    assert given["OPSPORING_TILSTAND"] == "demo"


def test_a_given_database_needs_its_owner_too(own_folder):
    environment = Environment("demo", given={"DATABASE_URL": "postgresql://app:x@h/d", "REDIS_URL": "redis://h/0"})
    assert environment.variables()["DATABASE_URL"] == "postgresql://app:x@h/d"
    assert environment.variables()["REDIS_URL"] == "redis://h/0"
    with pytest.raises(ToolError, match="DATABASE_OWNER_URL"):
        environment.owner_variables()


def test_secrets_are_made_once_and_read_by_us_only(own_folder):
    first = places.Place("demo").secrets()
    assert places.Place("demo").secrets() == first
    assert len(set(first.values())) == len(first)
    assert first["secret_key"].startswith("demo-")
    assert (own_folder / ".data" / "demo" / "secrets.json").stat().st_mode & 0o077 == 0


def test_a_socket_fits_however_deep_the_folder_lies(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "ROOT", tmp_path / ("meget langt navn " * 10))
    folder = places.Place("demo").sockets
    assert len(str(folder / ".s.PGSQL.5432")) < 104
    assert folder.stat().st_mode & 0o077 == 0
    folder.rmdir()


def test_a_link_in_the_way_is_not_followed(tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "ours").symlink_to(tmp_path / "theirs")
    with pytest.raises(ToolError, match="in the way"):
        places._private_folder(tmp_path / "ours", mode=0o700)


def test_stamps_tell_what_has_changed(monkeypatch, tmp_path):
    monkeypatch.setattr(supervisor, "ROOT", tmp_path)
    (tmp_path / "a.css").write_text("a")
    stamps = supervisor.Stamps(tmp_path / "stamps.json")
    before = stamps.of(["*.css"])
    assert stamps.changed("static", before)
    stamps.set("static", before)
    assert not supervisor.Stamps(tmp_path / "stamps.json").changed("static", before)
    (tmp_path / "a.css").write_text("b")
    assert stamps.changed("static", stamps.of(["*.css"]))


def test_a_second_run_in_the_same_folder_is_told_where_the_first_is(own_folder):
    first = supervisor._only_one(Environment("demo", given={}), 8000)
    second = supervisor._only_one(Environment("demo", given={}), 8010)
    with first, pytest.raises(ToolError, match=r"http://127\.0\.0\.1:8000"):
        second.__enter__()
    with supervisor._only_one(Environment("demo", given={}), 8010):
        pass


def test_a_port_that_is_taken_is_said_with_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ToolError, match=f"Port {port} is taken.*PORT={port + 10}"):
            supervisor._check_port(port)


PARENT = """
import os, subprocess, sys, time
from pathlib import Path
from tools.process import start
child = start([sys.executable, "-c", "import time; time.sleep(60)"], env=os.environ, cwd=Path.cwd())
print(child.pid, flush=True)
time.sleep(60)
"""


def test_a_child_does_not_outlive_a_killed_parent():
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE)
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 20
    while Path(f"/proc/{child}/cmdline").exists() and Path(f"/proc/{child}/cmdline").read_bytes():
        assert time.monotonic() < deadline, "the child goes on"
        time.sleep(0.05)


def test_a_child_that_will_not_end_is_killed_with_its_children():
    ignore = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    stubborn = f"import signal, time; {ignore}; print('on', flush=True); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", stubborn], stdout=subprocess.PIPE, start_new_session=True)
    assert child.stdout.readline() == b"on\n"
    assert end(child, seconds=0.2) == -signal.SIGKILL
    child.stdout.close()


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80)])
def test_the_tests_reach_no_other_machine(address):
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as attempt, pytest.raises(OutsideError):
        attempt.connect(address)
    with pytest.raises(OutsideError):
        socket.create_connection(("opsporing.example", 443))
