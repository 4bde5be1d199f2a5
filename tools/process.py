"""Child processes that never outlive us."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """Ask Linux to end this child when its parent is gone, also after kill -9. Elsewhere nothing is promised."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(
    command: list[str], *, env: Mapping[str, str], cwd: Path, output: IO[Any] | int | None = None, **more: Any
) -> subprocess.Popen[bytes]:
    """Start `command` in a group of its own, so that Ctrl-C reaches only us and we decide the order of the ending."""
    return subprocess.Popen(
        command,
        env=dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
        preexec_fn=_die_with_parent,
        **more,
    )


def end(process: subprocess.Popen[bytes], *, seconds: float = 10.0) -> int:
    """Ask `process` and its children to end, kill them when they do not, and return its exit code."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    kill_group(process)
    return process.wait()


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """End `process` and every child it has left, at once."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
