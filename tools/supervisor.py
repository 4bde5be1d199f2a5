"""`make run`: everything the product needs on one's own machine, in the foreground, ended together.

The order is the one of an installation in production (docs/drift.md): servers, migrations and rights as the owner,
content, static files, then web and worker as the application.
"""

import fcntl
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import psycopg

from tools import process
from tools.environment import Environment, product_environment
from tools.messages import ToolError, say
from tools.places import ROOT

#: What decides whether the database must be migrated and the static files collected again.
SHAPES_DATABASE = ["*/migrations/*.py", "opsporing/rettigheder.py", "requirements/base.txt"]
SHAPES_STATIC = ["static/**/*", "requirements/base.txt"]

#: Seconds that web and worker have for ending what they are in the middle of.
END_SECONDS = 15.0
START_SECONDS = 60.0

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked us to end."""


def run(port: int, name: str = "demo") -> int:
    """Start everything, serve until we are asked to stop, and end everything. Returns the exit code.

    What is made is kept in `.data/<name>`.
    """
    environment = Environment(name)
    _listen_for_signals()
    with ExitStack() as stack:
        stack.enter_context(_only_one(environment, port))
        _check_port(port)
        try:
            say("Starting the database and the broker" if environment.own_database else "Using your DATABASE_URL")
            stack.enter_context(environment.up())
            variables = environment.variables(port=port)
            _prepare(environment, variables)
            children = _start(environment, variables, port)
            stack.callback(_end, children)
            _wait_until_served(children, port)
            _welcome(port)
            return _watch(children, environment)
        except (Stopped, KeyboardInterrupt):
            say("Stopping")
            return 0


def _listen_for_signals() -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        # A second Ctrl-C while things end is not to leave half of them running.
        for one in ENDINGS:
            signal.signal(one, signal.SIG_IGN)
        raise Stopped

    for number in ENDINGS:
        signal.signal(number, stop)


@contextmanager
def _only_one(environment: Environment, port: int) -> Iterator[None]:
    """Refuse a second `make run` in the same folder, and say where the first one is."""
    with (environment.place.own / "run.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            where = file.read().strip() or "another terminal"
            raise ToolError(f"`make run` is already running in this folder: {where}. Stop it first.") from None
        file.truncate(0)
        file.write(f"http://127.0.0.1:{port} (process {os.getpid()})")
        file.flush()
        yield


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise ToolError(f"Port {port} is taken. Choose another: make run PORT={port + 10}") from None


def _prepare(environment: Environment, variables: dict[str, str]) -> None:
    stamps = Stamps(environment.place.own / "stamps.json")
    database = stamps.of(SHAPES_DATABASE, variables["DATABASE_URL"])
    if stamps.changed("database", database) or _is_empty(variables["DATABASE_URL"]):
        say("Making the tables (a little while the first time)")
        _django({**variables, **environment.owner_variables()}, "klargoer", "--verbosity", "0")
        stamps.set("database", database)
    commands = ["indlaes_skemaer"]
    static = stamps.of(SHAPES_STATIC)
    if stamps.changed("static", static):
        commands += ["--", "collectstatic", "--noinput", "--clear", "--verbosity", "0"]
    say("Loading the skemaer and the demo municipality (some minutes the first time)")
    _django(variables, *commands, "--", "demo")
    stamps.set("static", static)


def _is_empty(url: str) -> bool:
    """Whether the database has never been migrated, whatever we remember: somebody may have made it anew."""
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT to_regclass('django_migrations') IS NULL").fetchone() == (True,)


class Stamps:
    """Remembers, from one start to the next, what was done for which version of the files."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.values: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}

    @staticmethod
    def of(patterns: list[str], *more: str) -> str:
        """Changes when a file under one of the patterns does, or what else is named."""
        digest = hashlib.sha256("\0".join(more).encode())
        for pattern in patterns:
            for path in sorted(ROOT.glob(pattern)):
                if path.is_file():
                    digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
        return digest.hexdigest()

    def changed(self, name: str, value: str) -> bool:
        """Whether `name` was last done for something else."""
        return self.values.get(name) != value

    def set(self, name: str, value: str) -> None:
        """Remember that `name` is done for `value`."""
        self.values[name] = value
        self.path.write_text(json.dumps(self.values))


def _django(variables: dict[str, str], *commands: str) -> None:
    child = process.start(
        [sys.executable, "-m", "tools.prepare", *commands], env=product_environment(variables), cwd=ROOT
    )
    try:
        code = child.wait()
    except BaseException:
        process.end(child)
        raise
    if code:
        raise ToolError(f"`manage.py {' '.join(commands)}` ended with an error, shown above.")


def _start(environment: Environment, variables: dict[str, str], port: int) -> dict[str, subprocess.Popen[bytes]]:
    env = product_environment(variables)
    python = [sys.executable, "-m"]
    web = ["gunicorn", "opsporing.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--timeout", "120"]
    # On one's own machine the worker may be root; it runs what we wrote and takes nothing from outside.
    calm = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}
    schedule = str(environment.place.own / "celerybeat")
    worker = ["celery", "--quiet", "-A", "opsporing", "worker", "--beat", "--schedule", schedule, "--concurrency", "1"]
    return {
        "web": process.start(
            [*python, *web, "--graceful-timeout", "5", "--no-control-socket", "--log-level", "warning"],
            env=env,
            cwd=ROOT,
        ),
        "worker": process.start(
            [*python, *worker, "--without-gossip", "--without-mingle", "--loglevel", "WARNING"],
            env=env | calm,
            cwd=ROOT,
        ),
    }


def _end(children: dict[str, subprocess.Popen[bytes]]) -> None:
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    for child in children.values():
        process.end(child, seconds=END_SECONDS)


def _wait_until_served(children: dict[str, subprocess.Popen[bytes]], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        _check_alive(children)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sundhed/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise ToolError("The web server did not answer within a minute; what it said stands above.")


def _check_alive(children: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise ToolError(f"The {name} process ended by itself (code {child.returncode}); what it said stands above.")


def _watch(children: dict[str, subprocess.Popen[bytes]], environment: Environment) -> int:
    while True:
        time.sleep(1)
        _check_alive(children)
        if environment.own_database and not environment.postgres.answers():
            raise ToolError(f"The database has stopped. Its log is {environment.postgres.log}.")
        if environment.own_broker and not environment.valkey.answers():
            raise ToolError("The broker has stopped. Start again with `make run`; nothing is lost.")


def _welcome(port: int) -> None:
    say("Ready")
    print(
        f"""
  Opsporing runs at  http://127.0.0.1:{port}

  Sign in as one of these, all with the password  demo
    paedagog, paedagog2          pædagoger in the same stue
    leder, leder2                leaders of two institutions
    dagplejer, dagplejekonsulent dagplejen
    sundhedsplejerske, sundhedsplejerske2, ledende_sundhedsplejerske
    ppr, raadgiver               PPR and forebyggende rådgiver
    socialraadgiver, myndighedsleder
    forvaltning, administrator, databeskyttelse
    bakkeby_leder                a leader in the other municipality

  Ctrl-C stops everything; what you do is kept. `make clean-demo` starts over.
""",
        flush=True,
    )
