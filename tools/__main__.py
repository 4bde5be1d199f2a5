"""The commands behind the Makefile: `python -m tools run`, `manage`, `bench`, `clean`."""

import argparse
import fcntl
import os
import shutil
import subprocess
import sys

from tools.environment import Environment, product_environment
from tools.messages import ToolError, say, stop
from tools.places import ROOT
from tools.supervisor import run


def manage(environment: Environment, arguments: list[str], *, as_owner: bool = False) -> int:
    """Run manage.py with the servers of `environment`; they stop afterwards when nobody else uses them."""
    with environment.up():
        variables = environment.variables()
        if as_owner:
            variables |= environment.owner_variables()
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=product_environment(variables), check=False).returncode


def bench(arguments: list[str]) -> int:
    """Measure on a database of its own, so that the demo and the tests are left alone.

    The owner loads it, as she alone can let the database look through what it holds; the application is measured.
    """
    environment = Environment("bench")
    say("Making the tables")
    with environment.up():
        return (
            manage(environment, ["klargoer", "--verbosity", "0"], as_owner=True)
            or manage(environment, ["indlaes_skemaer"])
            or manage(environment, ["collectstatic", "--noinput", "--verbosity", "0"])
            or manage(environment, ["bench", *arguments], as_owner=True)
            or manage(environment, ["bench", *arguments])
        )


def clean(name: str) -> int:
    """Stop the servers of `name` and remove all they hold."""
    environment = Environment(name, durable=name != "test", given={})
    place = environment.place
    with (place.own / "use.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ToolError(f"The data of {name} is in use. Stop what uses it (`make run`?) and try again.") from None
        environment.stop()
        for folder in (place.server_data, place.sockets):
            shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(place.own, ignore_errors=True)
    say(f"The data of {name} is removed.")
    return 0


#: Commands whose arguments are manage.py's, with their help.
HANDED_ON = {
    "manage": "manage.py as the application, on the demo's database",
    "manage-owner": "manage.py as the owner of the tables (migrate, klargoer)",
    "bench": "the benchmark",
}


def main() -> int:
    """Choose the command."""
    parser = argparse.ArgumentParser(prog="python -m tools", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run_parser = commands.add_parser("run", help="everything, in the foreground")
    run_parser.add_argument("--port", type=int, default=os.environ.get("PORT") or "8000")
    run_parser.add_argument("--name", default="demo", help="where in .data/ it keeps what it makes")
    for name, text in HANDED_ON.items():
        commands.add_parser(name, help=text, add_help=False)
    clean_parser = commands.add_parser("clean", help="remove the data of demo, test or bench")
    clean_parser.add_argument("name", choices=["demo", "test", "bench"])
    given = sys.argv[1:]
    # argparse cannot hand on what begins with an option (argparse.REMAINDER).
    arguments = given[1:] if given and given[0] in HANDED_ON else []
    chosen = parser.parse_args(given[:1] if arguments else given)
    try:
        match chosen.command:
            case "run":
                return run(chosen.port, chosen.name)
            case "manage" | "manage-owner":
                return manage(Environment("demo"), arguments, as_owner=chosen.command == "manage-owner")
            case "bench":
                return bench(arguments)
            case _:
                return clean(chosen.name)
    except ToolError as error:
        stop(str(error))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
