"""What every page and every state of it is held to in the browser: accessible, inside the window, and quiet."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from playwright.sync_api import ConsoleMessage, Page, Request, expect

from tests.support.axe import overtraedelser, ruller_sidelaens

#: Width and height of a telephone, a tablet held upright and a desk.
SKAERME: Mapping[int, int] = MappingProxyType({390: 844, 820: 1180, 1280: 800})
TABLET = 820
#: Where axe looks unless told. What only a telephone shows is looked at once per kind of page by the walk through the
#: demo (tests/browser/test_sider.py). Width itself is looked at in all three.
AXE_VED = (1280,)

#: What Chromium calls an error and we do not: a form given back with its faults, and a page left by a test that has not
#: touched it.
_VENTET = ("status of 422", "beforeunload")


class Lytter:
    """Hears what the browser complains about on a page, and whom it asks: `klager` is empty when all is well.

    `taal` lists parts of messages a test brings about itself, as `net::ERR_INTERNET_DISCONNECTED`.
    """

    def __init__(self, side: Page, adresse: str, taal: Iterable[str] = ()) -> None:
        self.klager: list[str] = []
        self._adresse = adresse
        self._taal = (*_VENTET, *taal)
        side.on("console", self._konsol)
        side.on("pageerror", lambda fejl: self.klager.append(f"script: {fejl}"))
        side.on("request", self._foresp)

    def _konsol(self, besked: ConsoleMessage) -> None:
        if besked.type in {"error", "warning"} and not any(del_ in besked.text for del_ in self._taal):
            self.klager.append(f"{besked.type}: {besked.text} ({besked.location.get('url', '')})")

    def _foresp(self, foresp: Request) -> None:
        if not foresp.url.startswith((self._adresse, "data:", "blob:")):
            self.klager.append(f"a request to {foresp.url}")


def saet_bredde(side: Page, bredde: int) -> None:
    """Give the window the width and height of one of `SKAERME`."""
    side.set_viewport_size({"width": bredde, "height": SKAERME[bredde]})


def fejl_paa(side: Page, *, bredder: Iterable[int] = SKAERME, axe_ved: Iterable[int] = AXE_VED) -> list[str]:
    """Everything wrong with the page as it stands, at these widths; axe is run at those named."""
    fejl = _ramme(side)
    for bredde in bredder:
        saet_bredde(side, bredde)
        if ruller_sidelaens(side):
            fejl.append(f"{bredde}: the page scrolls sideways")
        if bredde in axe_ved:
            fejl += [f"{bredde}: {fund}" for fund in overtraedelser(side)]
    return fejl


def i_orden(side: Page, overskrift: str, *, axe_ved: Iterable[int] = AXE_VED) -> None:
    """Wait for the page with these words in its heading, and fail with everything that is wrong with it.

    Looks at all widths and ends at a tablet's.
    """
    expect(side.get_by_role("heading", level=1)).to_contain_text(overskrift)
    side.wait_for_load_state()
    fejl = fejl_paa(side, axe_ved=axe_ved)
    saet_bredde(side, TABLET)
    assert not fejl, "\n".join([side.url, *fejl])


def _ramme(side: Page) -> list[str]:
    """The language, the title and the one heading every page has."""
    sprog, titel, overskrifter = side.evaluate(
        "[document.documentElement.lang, document.title, document.querySelectorAll('h1').length]"
    )
    fejl = [] if sprog == "da" else [f"lang is {sprog!r}"]
    fejl += [] if titel.strip() else ["no title"]
    return fejl + ([] if overskrifter == 1 else [f"{overskrifter} h1"])
