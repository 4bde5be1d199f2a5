"""Makes this folder ready: system libraries, virtual environment, locked packages. Runs with any Python from 3.11.

    python3 tools/bootstrap.py [--browser]

Uses the standard library only, as nothing else is there yet. A second run ends at once when all is as it should be.
"""

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "opsporing-stamp"
LOCK = ROOT / "requirements" / "dev.txt"
UV_LOCK = ROOT / "requirements" / "uv.txt"

#: What WeasyPrint loads to lay out a PDF, with the Debian package that brings it.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
#: Any of these will do for the browser tests. The first has no window to draw and takes a fifth less work.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
#: Debian's packages that bring one; not every release has the first.
BROWSER_PACKAGES = ("chromium-headless-shell", "chromium")


def say(text: str) -> None:
    """One line of progress."""
    print(text, flush=True)


def stop(text: str) -> None:
    """End with a message."""
    raise SystemExit(f"\n{text}")


def run(*command: str | Path) -> bool:
    """Run quietly; show what was said only when it failed."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout[-3000:] + done.stderr[-3000:], file=sys.stderr)
    return done.returncode == 0


def loads(library: str) -> bool:
    """Whether the system has this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(packages: list[str], *, why: str, needed: bool) -> bool:
    """Install Debian packages where we may; otherwise say how, and stop if they are needed."""
    names = " ".join(packages)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing {names} ({why})")
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        if run("apt-get", "update") and run("apt-get", "install", "-y", "--no-install-recommends", *packages):
            return True
        advice = f"Installing {names} failed, see above."
    else:
        advice = f"Missing on this machine: {names} ({why}). Install with: sudo apt-get install {names}"
    if needed:
        stop(advice)
    say(advice)
    return False


def ensure_libraries() -> None:
    """The shared libraries that PDFs need."""
    if platform.system() != "Linux":
        return
    missing = [package for library, package in LIBRARIES.items() if not loads(library)]
    if missing:
        apt_install(missing, why="PDF letters are laid out with Pango", needed=True)


def ensure_browser() -> None:
    """A Chromium for the browser tests; without one they say that they were left out."""
    if not any(shutil.which(name) for name in BROWSERS):
        any(apt_install([package], why="browser tests", needed=False) for package in BROWSER_PACKAGES)


def wanted() -> str:
    """Changes when the locks, the Python or the place of the folder do."""
    digest = hashlib.sha256(f"{sys.version}\0{VENV}".encode())
    for lock in (UV_LOCK, LOCK):
        digest.update(lock.read_bytes())
    return digest.hexdigest()


def ensure_packages() -> None:
    """The virtual environment with exactly the locked packages."""
    works = PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], capture_output=True, check=False).returncode == 0
    if works and STAMP.exists() and STAMP.read_text() == wanted():
        return
    if not works:
        say("Making the virtual environment .venv")
        make_venv()
    say("Installing the locked packages")
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    if not run(*pip, "-r", UV_LOCK):
        stop("pip could not install uv. Is there a connection to the package registry?")
    sync = [PYTHON, "-m", "uv", "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", "--link-mode=copy"]
    if not run(*sync, LOCK, UV_LOCK):
        stop("The packages in requirements/dev.txt could not be installed.")
    STAMP.write_text(wanted())


def make_venv() -> None:
    """An environment with pip; Debian keeps the part of Python that makes one in a package of its own."""
    if run(sys.executable, "-m", "venv", "--clear", VENV):
        return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    apt_install([f"python{version}-venv"], why="virtual environments", needed=True)
    if not run(sys.executable, "-m", "venv", "--clear", VENV):
        stop("The virtual environment could not be made.")


def main(arguments: list[str]) -> None:
    """Everything that is missing, in order."""
    if not os.access(ROOT, os.W_OK):
        stop(f"You may not write in {ROOT}. Use a copy of the code that is yours.")
    ensure_libraries()
    ensure_packages()
    if "--browser" in arguments:
        ensure_browser()


if __name__ == "__main__":
    main(sys.argv[1:])
