"""The user guide and the glossary: every link leads somewhere, buttons are called what they are called on the screen,
and a page stays short enough to be read at work."""

import re
from pathlib import Path

import pytest

ROD = Path(__file__).resolve().parents[2]
DOCS = ROD / "docs"
SIDER = sorted((DOCS / "brugervejledning").glob("*.md"))
MAKS_ORD = 420
#: A name in bold begins with a capital letter, has no comma and no end: the rest in bold is emphasis.
NAVN = re.compile(r"\*\*([A-ZÆØÅ][^*,]*[^*,.:?!])\*\*")
PRODUKTET = [
    ("templates", "*.html"),
    *(
        (app, endelse)
        for app in ("opsporing", "trivsel", "adbb", "overgange", "dialogmoeder", "underretning")
        for endelse in ("*.py", "*.toml")
    ),
]


@pytest.fixture(scope="module")
def skaermen() -> str:
    """Everything that can stand on a screen: templates, code and forms."""
    filer = [fil for mappe, endelse in PRODUKTET for fil in sorted((ROD / mappe).rglob(endelse))]
    return "\n".join(fil.read_text(encoding="utf-8") for fil in filer)


@pytest.mark.parametrize("side", SIDER, ids=lambda side: side.stem)
def test_links_lead_to_pages_that_exist(side: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", side.read_text(encoding="utf-8"))
    assert [link for link in links if not (side.parent / link).is_file()] == []


def test_every_page_can_be_found_from_the_front_page() -> None:
    forside = (DOCS / "brugervejledning" / "index.md").read_text(encoding="utf-8")
    assert [side.name for side in SIDER if side.name != "index.md" and f"({side.name})" not in forside] == []


@pytest.mark.parametrize("side", SIDER, ids=lambda side: side.stem)
def test_buttons_and_headings_are_called_what_they_are_on_the_screen(side: Path, skaermen: str) -> None:
    assert [navn for navn in NAVN.findall(side.read_text(encoding="utf-8")) if navn not in skaermen] == []


@pytest.mark.parametrize("side", SIDER, ids=lambda side: side.stem)
def test_a_page_is_read_in_a_few_minutes(side: Path) -> None:
    assert len(side.read_text(encoding="utf-8").split()) <= MAKS_ORD


def test_a_word_is_explained_once() -> None:
    linjer = (DOCS / "ordliste.md").read_text(encoding="utf-8").splitlines()
    ord_ = [linje.split("|")[1].strip() for linje in linjer if linje.startswith("| ") and "| ord |" not in linje]
    assert len(ord_) > 50
    assert sorted({et for et in ord_ if ord_.count(et) > 1}) == []
