"""axe-core in the browser tests: a page without violations is the floor (WCAG 2.1 AA and axe's best practices)."""

import json
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

_MAPPE = Path(__file__).parent.parent / "browser" / "vendor"


@cache
def _script() -> str:
    """axe with its Danish texts. It is run through the debugger, so that the page's CSP stays as it is."""
    dansk = json.loads((_MAPPE / "axe.da.json").read_text())
    return f"{(_MAPPE / 'axe.min.js').read_text()};axe.configure({{locale: {json.dumps(dansk)}}});"


def overtraedelser(page: Page, *, kun: str = "body") -> list[str]:
    """What axe finds wrong on the page now, one line per element; an empty list is good.

    The script is given to a document once, however often it is looked at: reading it takes as long as the look.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    fund = page.evaluate(
        """async (kun) => (await axe.run(kun, {resultTypes: ["violations"], preload: false})).violations.flatMap(
             (v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary}`))""",
        kun,
    )
    return list(fund)


def ruller_sidelaens(page: Page) -> bool:
    """Whether the page is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
