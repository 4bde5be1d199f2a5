"""`make test` and `make lint`: every check of the code, then the tests. One failing does not hide the next."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

from tools.bootstrap import BROWSERS
from tools.environment import DATABASE, Environment, product_environment
from tools.messages import ToolError, say, stop
from tools.places import ROOT

#: An installation as docs/drift.md describes it; Django's own check for deployment must find nothing in it.
PRODUCTION = {
    "OPSPORING_TILSTAND": "produktion",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "opsporing.example",
    "OPSPORING_ADRESSE": "https://opsporing.example",
    "OPSPORING_ANTAL_PROXYER": "1",
    "EMAIL_URL": "smtp+tls://opsporing:kode@post.example:587",
    "DEFAULT_FROM_EMAIL": "Opsporing <opsporing@opsporing.example>",
}

#: import-linter can only be started as a script, whose first line breaks where the path holds a space.
IMPORT_LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"

#: The last migration of each app that was made before anything was in use. What comes after must let the former
#: version of the code go on working beside the migrated database, and must not lock tables for long.
BEFORE_FIRST_USE = {"opsporing": 16, "trivsel": 4, "adbb": 2, "overgange": 5, "dialogmoeder": 6, "underretning": 2}


@dataclass
class Checks:
    """Runs commands in turn and remembers which failed."""

    environment: Environment
    failed: list[str] = field(default_factory=list)

    def run(self, name: str, *command: str, **variables: str) -> None:
        """Run one check in test mode; what it says is shown."""
        base = self.environment.variables(database=DATABASE if self.environment.own_database else None, mode="test")
        self._run(name, command, product_environment({**base, **variables}))

    def _run(self, name: str, command: Sequence[str], env: Mapping[str, str]) -> None:
        began = time.monotonic()
        done = subprocess.run([sys.executable, *command], cwd=ROOT, env=env, check=False)
        if done.returncode:
            self.failed.append(name)
        say(f"{'failed' if done.returncode else 'ok':<7}{name} ({time.monotonic() - began:.0f} s)")

    def code(self) -> None:
        """What can be seen without running the product."""
        self.run("ruff", "-m", "ruff", "check", "--quiet", ".")
        self.run("format", "-m", "ruff", "format", "--check", "--quiet", ".")
        self.run("templates", "-m", "djlint", "--quiet", "--lint", "templates")
        self.run("types", "-m", "mypy")
        self.run("walls between modules", "-c", IMPORT_LINTER)

    def django(self) -> None:
        """What Django can say of itself."""
        manage = ("-m", "tools.prepare")
        self.run("migrations are there", *manage, "makemigrations", "--check", "--dry-run", "--verbosity", "0")
        self.run("migrations are safe", *manage, "lintmigrations", *_lint_arguments())
        self.run("ready for production", *manage, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    @contextmanager
    def templates_ahead(self) -> Iterator[None]:
        """Make the databases that the tests are copied from while other checks are at work: it takes one core a minute.
        A fault in them is told by the tests, which make what is missing.
        """
        ahead = subprocess.Popen(
            [sys.executable, "-m", "tests.support.database"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield
        finally:
            ahead.terminate()
            ahead.wait()

    def tests(self, processes: str, arguments: list[str]) -> None:
        """All tests, divided between processes. They find or make their database themselves."""
        self._run("tests", ["-m", "pytest", "-n", processes, "--dist", "worksteal", *arguments], os.environ)


def _lint_arguments() -> list[str]:
    before = [
        path.stem
        for app, last in BEFORE_FIRST_USE.items()
        for path in sorted((ROOT / app / "migrations").glob("[0-9]*.py"))
        if int(path.stem.split("_")[0]) <= last
    ]
    return ["--no-cache", "--quiet", "ok", "ignore", "--include-apps", *BEFORE_FIRST_USE, "--ignore-name", *before]


def main() -> int:
    """Run what was asked for, and sum up."""
    parser = argparse.ArgumentParser(prog="python -m tools.checks", description=__doc__)
    parser.add_argument("--tests", action="store_true", help="run the tests too")
    parser.add_argument("--processes", default="2")
    chosen, arguments = parser.parse_known_args()
    environment = Environment("test", durable=False)
    checks = Checks(environment)
    try:
        with environment.up(broker=False), checks.templates_ahead() if chosen.tests else nullcontext():
            checks.code()
            checks.django()
            if chosen.tests:
                checks.tests(chosen.processes, arguments)
    except ToolError as error:
        stop(str(error))
    if chosen.tests and not any(shutil.which(name) for name in BROWSERS):
        say("Left out: the browser tests, as Chromium is not installed and could not be.")
    if not os.environ.get("CI") and not chosen.tests:
        say("Left out: the tests (make test).")
    if checks.failed:
        say(f"Failed: {', '.join(checks.failed)}")
        return 1
    say("All is well")
    return 0


if __name__ == "__main__":
    sys.exit(main())
