"""`make run` from its start to Ctrl-C, with the demo municipality, as real processes."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.database import ROOT, TestDatabases
from tests.support.servers import TestValkey, free_port
from tools.process import end

NAME = f"proeve-{os.getpid()}"


@pytest.fixture
def run(databases: TestDatabases, ny_database: Callable[..., str], valkey: TestValkey) -> Iterator[Callable[..., Any]]:
    """Start `make run` on a port, with a database that already holds the demo; its output goes to the returned file."""
    name = ny_database("demo")
    env = {
        **os.environ,
        "DATABASE_URL": databases.variables(name)["DATABASE_URL"],
        "DATABASE_OWNER_URL": databases.owner_url(name),
        "REDIS_URL": valkey.url,
    }
    env.pop("EMAIL_URL", None)
    started: list[subprocess.Popen[bytes]] = []

    def start(port: int, log: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tools", "run", "--port", str(port), "--name", NAME]
        with log.open("wb") as output:
            started.append(subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output))
        return started[-1]

    yield start
    for child in started:
        end(child)
    shutil.rmtree(ROOT / ".data" / NAME, ignore_errors=True)


def children_of(pid: int) -> set[int]:
    """The processes below `pid`, all the way down."""
    below: set[int] = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if parent == pid:
            below |= {int(stat.parent.name)} | children_of(int(stat.parent.name))
    return below


def test_it_serves_the_demo_and_ctrl_c_ends_all_of_it(run, tmp_path):
    port, log = free_port(), tmp_path / "run.log"
    process = run(port, log)
    deadline = time.monotonic() + 180
    while "Ready" not in log.read_text():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)
    said = log.read_text()
    assert f"http://127.0.0.1:{port}" in said
    assert "paedagog" in said

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/konto/log-ind/")
    page = connection.getresponse()
    assert page.status == 200
    assert "Log ind" in page.read().decode()
    connection.close()

    second = run(free_port(), tmp_path / "second.log")
    assert second.wait(60) == 1
    assert f"http://127.0.0.1:{port}" in (tmp_path / "second.log").read_text()

    below = children_of(process.pid)
    assert len(below) >= 4, "web with two workers, and a Celery worker"
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0, log.read_text()
    assert [pid for pid in below if Path(f"/proc/{pid}/exe").exists()] == []
    assert "Traceback" not in log.read_text()
