"""Runs several Django commands in one process: `python -m tools.prepare migrate -- rettigheder`.

Starting Django takes longer than most of the commands, and `make run` should start in seconds.
"""

import sys

import django
from django.core.management import CommandError, call_command


def split(arguments: list[str]) -> list[list[str]]:
    """The commands with their arguments, divided at each `--`."""
    commands: list[list[str]] = [[]]
    for argument in arguments:
        if argument == "--":
            commands.append([])
        else:
            commands[-1].append(argument)
    return [command for command in commands if command]


def main(arguments: list[str]) -> None:
    """Run them in turn; the first that fails ends the process."""
    django.setup()
    for name, *rest in split(arguments):
        try:
            call_command(name, *rest)
        except CommandError as error:
            raise SystemExit(f"{name}: {error}") from error


if __name__ == "__main__":
    main(sys.argv[1:])
