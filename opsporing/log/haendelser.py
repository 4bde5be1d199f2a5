"""The register of everything that can be logged, and what it was for.

Each app declares its events in `<app>/events.py` as a dictionary HAENDELSER from code ("trivsel.egen_afsluttet") to the
Danish sentence fragment that the log shows ("afsluttede sin egen vurdering"); the code's first part is the app's name.
What it was for is in FORMAAL there, by the beginning of the code, in words that parents can be given.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


@cache
def haendelser() -> dict[str, str]:
    """All declared events with their Danish description."""
    alle: dict[str, str] = {}
    for app in apps.get_app_configs():
        if find_spec(f"{app.name}.events"):
            alle.update(import_module(f"{app.name}.events").HAENDELSER)
    return alle


def er_kendt(kode: str) -> bool:
    """Whether some app has declared the event."""
    return kode in haendelser()


@cache
def _formaal() -> dict[str, str]:
    alle: dict[str, str] = {}
    for app in apps.get_app_configs():
        if find_spec(f"{app.name}.events"):
            alle.update(getattr(import_module(f"{app.name}.events"), "FORMAAL", {}))
    return alle


def formaal(kode: str) -> str:
    """What an event was for, by the longest beginning of its code that an app has put words on; empty for none."""
    passer = [start for start in _formaal() if kode.startswith(start)]
    return _formaal()[max(passer, key=len)] if passer else ""
