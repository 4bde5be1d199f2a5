"""Real processes of the product for tests: gunicorn, Celery and Valkey, each on a database of its own."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import kombu.pools
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from opsporing.celery import app
from opsporing.models import User
from tests.support.database import ROOT, TestDatabases
from tests.support.slow import LATE
from tools import process
from tools.environment import product_environment
from tools.places import Place
from tools.valkey import Valkey

START_SECONDS = 60.0


class TestValkey:
    """A broker of one test: `url` is REDIS_URL; `stop` and `start` let it go down and come back with what it held."""

    __test__ = False

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="opsporing-v-", dir="/tmp"))
        self.socket = self.folder / "valkey.sock"
        self.url = f"redis+socket://{self.socket}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, or start it again, and wait until it answers."""
        program = Valkey(Place("test")).program()
        self.process = process.start(
            [
                *(program, "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
                *("--dir", str(self.folder), "--appendonly", "yes", "--appendfsync", "always", "--save", ""),
            ],
            env={"PATH": os.defpath},
            cwd=self.folder,
            output=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("Valkey did not start.")
            time.sleep(0.02)

    def answers(self) -> bool:
        """Whether it takes a connection."""
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def stop(self) -> None:
        """End it; what it holds is kept for the next start."""
        if self.process is not None:
            process.end(self.process)
            self.process = None

    def remove(self) -> None:
        """End it and forget what it held."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Server:
    """The product's web processes on a database of their own; `url` is its address without a closing slash."""

    def __init__(self, databases: TestDatabases, template: str, number: int, env: Mapping[str, str]) -> None:
        self.databases = databases
        self.template = template
        self.database = f"{databases.name}_s{number}"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {**databases.variables(self.database), "OPSPORING_ADRESSE": self.url, **env}
        self.log = Path(tempfile.mkstemp(prefix="opsporing-server-", suffix=".log")[1])
        self.process: subprocess.Popen[bytes] | None = None
        self.used = False

    def start(self) -> None:
        """Make the database, start gunicorn on it and wait until it serves."""
        self.databases.copy(self.database, self.template)
        self.serve()

    def serve(self) -> None:
        """Start gunicorn, or start it again, on the database as it is, and wait until it serves."""
        what = "tests.support.slow" if LATE in os.environ else "opsporing.wsgi"
        arguments = [what, "--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--timeout", "120"]
        with self.log.open("ab") as output:
            self.process = process.start(
                [sys.executable, "-m", "gunicorn", *arguments, "--graceful-timeout", "2", "--no-control-socket"],
                env=product_environment(self.env),
                cwd=ROOT,
                output=output,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._serves():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.1)

    def kill(self) -> None:
        """kill -9 for all of its processes, as when the power goes; the database stays."""
        if self.process is not None:
            process.kill_group(self.process)
            self.process.wait()
            self.process = None

    def _serves(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/sundhed/", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def reset(self) -> None:
        """A fresh copy of the template, when a test has used the present one; the processes go on."""
        if self.used:
            self.databases.copy(self.database, self.template)
            self.used = False

    def stop(self) -> None:
        """End the processes and remove the database."""
        if self.process is not None:
            process.end(self.process)
        self.databases.drop(self.database)
        self.log.unlink(missing_ok=True)

    @contextmanager
    def connected(self) -> Iterator[None]:
        """Inside, Django's own connection is to the server's database, so factories and actions make what it shows."""
        self.used = True
        with connected_to(self.database):
            yield


def session_for(username: str, url: str) -> dict[str, Any]:
    """The cookie of a browser in which the person is signed in at `url`, whose database Django's connection goes to."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    navn = settings.SESSION_COOKIE_NAME
    return {"name": navn, "value": client.cookies[navn].value, "url": url}


@contextmanager
def connected_to(database: str) -> Iterator[None]:
    """Inside, Django's default connection is to `database`; what is written is committed."""
    connection = connections["default"]
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@contextmanager
def broker_at(url: str) -> Iterator[None]:
    """Inside, what this process sends to Celery goes to the broker at `url`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app.conf, "broker_url", url)
        patch.setattr(app.conf, "broker_write_url", url)
        forget_connections()
        yield
        forget_connections()


def forget_connections() -> None:
    """Close Celery's connections to the broker, so that the next one is made with the present address."""
    app.close()
    app.amqp._producer_pool = None
    kombu.pools.reset()


def celery(env: Mapping[str, str], *arguments: str, log: Path) -> subprocess.Popen[bytes]:
    """A Celery process of the product, as `worker` or `beat`; the caller ends it (`tools.process.end` or a kill)."""
    with log.open("ab") as output:
        return process.start(
            [sys.executable, "-m", "celery", "-A", "opsporing", *arguments],
            env=product_environment(dict(env)),
            cwd=ROOT,
            output=output,
        )


def free_port() -> int:
    """A port on the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
