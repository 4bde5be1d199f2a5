"""Where the embedded servers keep their files, and which user they run as.

PostgreSQL refuses to run as root, so root hands both servers to `nobody`, who must be able to reach the binaries and
the data. Where the checkout lies in a folder only root can enter, both go to a folder under /var/tmp instead.
"""

import fcntl
import hashlib
import json
import os
import pwd
import secrets
import shutil
import stat
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tools.messages import ToolError

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / ".data"

#: The unprivileged user that every Unix has.
SERVICE_USER = "nobody"

#: A Unix socket's path must fit in 108 bytes, so the sockets lie in a short folder and not in the checkout.
SOCKET_PARENT = Path("/tmp")

MEMORY = Path("/dev/shm")
#: Bytes that must be free before data is kept in memory.
MEMORY_NEEDED = 4 * 1024**3


@dataclass(frozen=True)
class Place:
    """The files of one set of servers: `demo`, `test` or `bench`. What is `disposable` may lie in memory."""

    name: str
    disposable: bool = False

    @property
    def key(self) -> str:
        """Short text that tells this checkout, user and set from every other on the machine."""
        return hashlib.sha256(f"{os.getuid()}:{ROOT}".encode()).hexdigest()[:10] + f"-{self.name}"

    @cached_property
    def own(self) -> Path:
        """Our own files: locks, secrets, stamps."""
        path = DATA / self.name
        for folder in (DATA, path):
            try:
                folder.mkdir(exist_ok=True)
            except PermissionError:
                raise ToolError(
                    f"You may not write in {folder.parent}. Use a copy of the code that is yours."
                ) from None
            if not os.access(folder, os.W_OK):
                owner = _user_name(folder.stat().st_uid)
                raise ToolError(f"{folder} belongs to {owner}. Run as that user, or remove it to start over.")
        if self.service_user is not None:
            # Its user must be able to pass, whatever our umask says; the servers' own folders are closed.
            for folder in (DATA, path):
                folder.chmod(0o755)
        return path

    @cached_property
    def service_user(self) -> pwd.struct_passwd | None:
        """Who the servers run as when we are root; None means as ourselves."""
        return pwd.getpwnam(SERVICE_USER) if os.getuid() == 0 else None

    @property
    def run_as(self) -> dict[str, Any]:
        """Arguments for subprocess that start a server as its own user, with no groups besides."""
        if self.service_user is None:
            return {}
        return {"user": self.service_user.pw_uid, "group": self.service_user.pw_gid, "extra_groups": []}

    @cached_property
    def server_data(self) -> Path:
        """The folder that holds the servers' data; its user can pass through every folder above it."""
        if self.disposable and (folder := self._in_memory()):
            return folder
        if self.reachable(self.own):
            return self.own
        return _private_folder(Path("/var/tmp") / f"opsporing-{self.key}", mode=0o711)

    def _in_memory(self) -> Path | None:
        """A folder in memory where the machine has room for it: a database is copied there thirty times as fast."""
        folder = MEMORY / f"opsporing-{self.key}"
        if not folder.exists() and (not MEMORY.is_mount() or shutil.disk_usage(MEMORY).free < MEMORY_NEEDED):
            return None
        return _private_folder(folder, mode=0o711)

    @cached_property
    def sockets(self) -> Path:
        """A private folder with a short path for the sockets, owned by the servers' user."""
        owner = self.service_user.pw_uid if self.service_user else os.getuid()
        return _private_folder(SOCKET_PARENT / f"opsporing-{self.key}", mode=0o700, owner=owner)

    def reachable(self, path: Path) -> bool:
        """Whether the servers' user can enter and read `path`."""
        if self.service_user is None:
            return True
        look = ["/bin/sh", "-c", 'test -x "$1" && test -r "$1"', "sh", str(path)]
        return subprocess.run(look, cwd="/", check=False, **self.run_as).returncode == 0

    def program(self, folder: Path, name: str) -> Path:
        """`name` inside the package folder `folder`, copied to where its user can reach it when it must be.

        The parent folder is copied too where it holds shared libraries that the program finds beside itself.
        """
        if self.reachable(folder / name):
            return folder / name
        copies = self.server_data / "programs"
        copies.mkdir(mode=0o755, exist_ok=True)
        for source in _with_libraries(folder):
            target = copies / source.name
            if not target.exists():
                half = copies / f"{source.name}.{os.getpid()}"
                shutil.copytree(source, half)
                _open_for_reading(half)
                half.rename(target)
        return copies / folder.relative_to(_package_of(folder).parent) / name

    def give(self, path: Path) -> None:
        """Hand `path` to the servers' user."""
        if self.service_user is not None:
            os.chown(path, self.service_user.pw_uid, self.service_user.pw_gid)

    def secrets(self) -> Mapping[str, str]:
        """Passwords and keys of this set, made once and kept in a file that only we can read."""
        path = self._secrets_file
        with self.lock("secrets"):
            if not path.exists():
                values = {name: secrets.token_urlsafe(24) for name in ("postgres", "opsporing_ejer", "opsporing_app")}
                values["secret_key"] = f"demo-{secrets.token_urlsafe(50)}"
                half = path.with_suffix(".new")
                half.touch(mode=0o600)
                half.write_text(json.dumps(values))
                half.rename(path)
        return dict(json.loads(path.read_text()))

    @property
    def _secrets_file(self) -> Path:
        return self.own / "secrets.json"

    def secrets_made_at(self) -> float:
        """When the passwords were made, in seconds since 1970."""
        self.secrets()
        return self._secrets_file.stat().st_mtime

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Only one process at a time inside; goes with the process, however it ends."""
        with (self.own / f"{name}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def _private_folder(path: Path, *, mode: int, owner: int | None = None) -> Path:
    """`path` as a folder of `owner` (ourselves when not given) with exactly `mode`.

    The parent is open to everybody, so a folder or link that somebody else has put there is refused.
    """
    owner = os.getuid() if owner is None else owner
    try:
        path.mkdir(mode=mode)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.getuid()}:
            raise ToolError(f"{path} is in the way and belongs to {_user_name(found.st_uid)}. Remove it.") from None
    os.chmod(path, mode)
    if os.getuid() == 0:
        os.chown(path, owner, -1)
    return path


def _open_for_reading(folder: Path) -> None:
    """Let everybody read the copied programs below `folder`, whatever the umask they were installed under."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def _package_of(folder: Path) -> Path:
    """The top folder of the installed package that `folder` lies in."""
    parts = folder.parts
    return Path(*parts[: parts.index("site-packages") + 2])


def _with_libraries(folder: Path) -> list[Path]:
    """The package of `folder` and the folder of shared libraries that its wheel brought along."""
    package = _package_of(folder)
    libraries = package.with_name(f"{package.name}.libs")
    return [package, *([libraries] if libraries.exists() else [])]
