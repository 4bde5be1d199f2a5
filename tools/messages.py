"""What the tools say to the person at the terminal."""

import sys
import time
from typing import NoReturn

_START = time.monotonic()


class ToolError(Exception):
    """Something the person at the terminal can mend; the text says how."""


def say(text: str) -> None:
    """One line of progress, with the seconds since the start."""
    print(f"[{time.monotonic() - _START:5.1f} s] {text}", flush=True)


def stop(text: str) -> NoReturn:
    """End with a message instead of a traceback."""
    print(f"\n{text}", file=sys.stderr, flush=True)
    raise SystemExit(1)
