"""The product answering late, and a browser that goes on at once: what only works in peace fails.

    OPSPORING_TEST_SECONDS_LATE=0.3 .venv/bin/pytest tests/browser

Playwright mostly waits, after a click, for the page the click leads to, but not always: a test that asks for something
at once, or goes elsewhere, then fails once in some hundred runs. Told not to wait, it fails every time.
"""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from playwright.sync_api import Locator

LATE = "OPSPORING_TEST_SECONDS_LATE"
UNTOUCHED = ("/sundhed/", "/static/")


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """What gunicorn serves in place of the product itself: the same, some time later."""
    from opsporing.wsgi import application as product

    if not environ["PATH_INFO"].startswith(UNTOUCHED):
        time.sleep(float(os.environ[LATE]))
    return product(environ, start_response)


def do_not_wait() -> None:
    """Let a click and a key be over when they are done, whatever they lead to."""
    for name in ("click", "press"):
        _without_waiting(name)


def _without_waiting(name: str) -> None:
    waiting = getattr(Locator, name)

    def at_once(self: Locator, *args: Any, **kwargs: Any) -> Any:
        return waiting(self, *args, **{"no_wait_after": True, **kwargs})

    setattr(Locator, name, at_once)
