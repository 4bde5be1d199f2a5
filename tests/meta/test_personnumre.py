"""No CPR number in the repository can belong to anybody, living or dead: not in a test, a page, a file or a comment."""

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from opsporing.cpr import CprFejl, parse

ROOT = Path(__file__).resolve().parent.parent.parent
#: Nobody is born yet who gets one of these; such a number follows all the rules and is nobody's.
FREMTID = date(2050, 1, 1)
#: Other people's code, in which ten digits are decimals.
FREMMED = ("static/vendor/", "tests/browser/vendor/")
TI_CIFRE = re.compile(r"(?<![0-9A-Za-z.])([0-9]{6}[-\u2010-\u2015\u2212 ]?[0-9]{4})(?![0-9A-Za-z])")
#: Numbers that look like somebody's and must: why. The tests of the parser manage without.
TILLADT: dict[str, str] = {}


def kan_tilhoere_nogen(tekst: str) -> bool:
    """Whether CPR may have issued the number: a real day in the past or near future, and not a replacement number."""
    try:
        nummer = parse(tekst)
    except CprFejl:
        return False
    return not nummer.erstatning and nummer.foedselsdato is not None and nummer.foedselsdato < FREMTID


def _filer() -> Iterator[Path]:
    """What git keeps, and what is about to be kept; without git, everything but what tools make."""
    try:
        navne = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        alle = (p for mappe in ROOT.iterdir() if not mappe.name.startswith(".") for p in [mappe, *mappe.rglob("*")])
        navne = [str(p.relative_to(ROOT)) for p in alle]
    for navn in navne:
        sti = ROOT / navn
        if sti.is_file() and not navn.startswith(FREMMED):
            yield sti


def test_every_number_in_the_repository_is_nobodys() -> None:
    fundet, laest = [], 0
    for sti in _filer():
        try:
            linjer = sti.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        laest += 1
        for nr, linje in enumerate(linjer, 1):
            for tekst in TI_CIFRE.findall(linje):
                if tekst not in TILLADT and kan_tilhoere_nogen(tekst):
                    # The number itself is not repeated: it would stand in the log of the run.
                    fundet.append(f"{sti.relative_to(ROOT)}:{nr}")
    assert laest > 500
    assert fundet == [], "use opsporing.cpr.demo_cpr, or the day plus 60"


@pytest.mark.parametrize(
    ("tekst", "svar"),
    [
        ("010150-" + "1234", True),
        ("0101" + "244234", True),
        ("010124" + "\u2011" + "4234", True),
        ("610124-4234", False),
        ("010156-5234", False),
        ("320124-4234", False),
        ("0123456789", False),
    ],
)
def test_what_counts_as_somebodys(tekst: str, svar: bool) -> None:
    assert TI_CIFRE.fullmatch(tekst)
    assert kan_tilhoere_nogen(tekst) is svar
