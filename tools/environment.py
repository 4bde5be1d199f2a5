"""The environment the product is started in on one's own machine: its servers, and the variables that point at them."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from tools.messages import ToolError
from tools.places import Place
from tools.postgres import APP, OWNER, Postgres
from tools.valkey import Valkey

DATABASE = "opsporing"

#: Variables that name a server of somebody else's, to be used instead of an embedded one.
SERVERS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "EMAIL_URL")
#: Variables that `Environment` decides; what our own environment says of them never reaches the product unseen.
DECIDED_HERE = {*SERVERS, "OPSPORING_SOM_EJER", "OPSPORING_TILSTAND", "SECRET_KEY", "DEBUG"}


@dataclass(frozen=True)
class Environment:
    """One set of servers with its variables: the demo, the tests or the benchmark.

    What `given` names of DATABASE_URL (with DATABASE_OWNER_URL), REDIS_URL and EMAIL_URL is used instead of embedded
    servers; it is read from our own environment when it is not said.
    """

    name: str
    durable: bool = True
    given: Mapping[str, str] = field(default_factory=lambda: given_variables())

    @cached_property
    def place(self) -> Place:
        """Where its files lie."""
        return Place(self.name, disposable=not self.durable)

    @cached_property
    def postgres(self) -> Postgres:
        """Its database server, used when DATABASE_URL is not set."""
        return Postgres(self.place, durable=self.durable)

    @cached_property
    def valkey(self) -> Valkey:
        """Its broker, used when REDIS_URL is not set."""
        return Valkey(self.place)

    @property
    def own_database(self) -> bool:
        """True when the database is embedded."""
        return "DATABASE_URL" not in self.given

    @property
    def own_broker(self) -> bool:
        """True when the broker is embedded."""
        return "REDIS_URL" not in self.given

    @contextmanager
    def up(self, *, broker: bool = True) -> Iterator[None]:
        """The servers run inside; the last process to leave stops them."""
        with (self.place.own / "use.lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            try:
                if self.own_database:
                    self.postgres.start()
                    self.postgres.ensure_database(DATABASE)
                if broker and self.own_broker:
                    self.valkey.start()
                yield
            finally:
                self._leave(file.fileno())

    def _leave(self, lock: int) -> None:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        self.stop()

    def stop(self) -> None:
        """End the embedded servers."""
        if self.own_database:
            self.postgres.stop()
        if self.own_broker and self.valkey.answers():
            self.valkey.stop()

    def variables(self, *, database: str | None = None, port: int = 8000, mode: str = "demo") -> dict[str, str]:
        """What the product's processes get, without the owner's password."""
        static = str(self.place.own / "static")
        return {
            "OPSPORING_TILSTAND": mode,
            "DJANGO_SETTINGS_MODULE": "opsporing.settings",
            "SECRET_KEY": self.place.secrets()["secret_key"],
            "DATABASE_URL": self._database_url(APP, "DATABASE_URL", database),
            "REDIS_URL": self.given.get("REDIS_URL") or self.valkey.url,
            "OPSPORING_ADRESSE": f"http://127.0.0.1:{port}",
            "OPSPORING_STATIC_ROOT": static,
            "EMAIL_URL": self.given.get("EMAIL_URL") or f"filemail:///{quote(str(self.mail))}",
        }

    def owner_variables(self, *, database: str | None = None) -> dict[str, str]:
        """What a command gets besides when it must migrate or grant."""
        return {
            "OPSPORING_SOM_EJER": "1",
            "DATABASE_OWNER_URL": self._database_url(OWNER, "DATABASE_OWNER_URL", database),
        }

    @cached_property
    def mail(self) -> Path:
        """The folder that e-mails are written to as files."""
        path = self.place.own / "post"
        path.mkdir(mode=0o700, exist_ok=True)
        return path

    def _database_url(self, role: str, variable: str, database: str | None) -> str:
        if self.own_database:
            return self.postgres.url(role, database or DATABASE)
        given = self.given.get(variable)
        if not given:
            raise ToolError(
                "DATABASE_URL is set, so the embedded database is not used. Set DATABASE_OWNER_URL too, to a role that "
                "owns the database: the tables are made by it, and the application connects as another."
            )
        return given if database is None else replace_database(given, database)


def replace_database(url: str, database: str) -> str:
    """The same address with another database."""
    address, _, query = url.partition("?")
    return f"{address.rsplit('/', 1)[0]}/{database}{f'?{query}' if query else ''}"


def given_variables() -> dict[str, str]:
    """The servers that our own environment names."""
    return {name: os.environ[name] for name in SERVERS if os.environ.get(name)}


def product_environment(variables: Mapping[str, str]) -> dict[str, str]:
    """Our own environment with `variables`, without what would point the product at another server or mode."""
    ours = {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in DECIDED_HERE}
    return {**ours, "PYTHONUNBUFFERED": "1", **variables}
