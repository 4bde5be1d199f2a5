"""The pages of a vurdering as the browser tests use them: taps as a finger gives them, and where things stand."""

import re

from playwright.sync_api import Locator, Page, expect

#: Where the team places the child, in the order of the page.
STEDER = ("psykisk_emotionel", "kognitiv", "social", "fysisk_sansemotorisk", "samlet")


class Tryk:
    """Taps at a place on the glass: what is out of sight or covered is not reached. Counted in `antal`."""

    def __init__(self, side: Page) -> None:
        self.side, self.antal = side, 0

    def __call__(self, maal: Locator) -> None:
        """Tap the middle of it; a failure when something else lies there, or nothing that can be seen."""
        boks = maal.bounding_box()
        assert boks is not None, f"{maal} is not on the page"
        x, y = boks["x"] + boks["width"] / 2, boks["y"] + boks["height"] / 2
        oeverst = maal.evaluate("(e, [x, y]) => e.contains(document.elementFromPoint(x, y))", [x, y])
        assert oeverst, f"{maal} is out of sight or covered at {x:.0f}, {y:.0f}"
        self.side.mouse.click(x, y)
        self.antal += 1


def tegn(side: Page) -> Locator:
    """The cards of an own vurdering, or of the disagreements."""
    return side.locator(".ops-tegn")


def svar(side: Page, nr: int, valg: int) -> Locator:
    """One of the four answers to the tegn with this number; 3 is »Ikke set endnu«."""
    return tegn(side).nth(nr).locator(".ops-answer").nth(valg)


def placering(side: Page, sted: str, valg: int) -> Locator:
    """One of the three positions at a place; 0 is the green one."""
    return side.locator(f"#placering-{sted} .ops-seg label").nth(valg)


def vent_paa_gemt(side: Page) -> None:
    """Wait until the page says that all is saved, and nothing waits in the tab."""
    expect(side.locator("#gemt")).to_have_text(re.compile(r"^Gemt kl\. \d{1,2}\.\d\d$"))
    side.wait_for_function("() => !Object.keys(sessionStorage).some((k) => k.startsWith('ops-gem:'))")


def faerdig(side: Page) -> Locator:
    """The button that says one's own view is done."""
    return side.get_by_role("button", name=re.compile("^Færdig"))


def afslut(side: Page) -> Locator:
    """The button that concludes the team's vurdering."""
    return side.get_by_role("button", name="Afslut fælles vurdering")


def barnet(side: Page, navn: str) -> None:
    """Wait for the page about this child."""
    expect(side.get_by_role("heading", level=1)).to_contain_text(navn)
