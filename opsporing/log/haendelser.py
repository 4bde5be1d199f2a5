"""The register of everything that can be logged.

Each app declares its events in `<app>/events.py` as a dictionary HAENDELSER from code ("trivsel.egen_afsluttet") to the
Danish sentence fragment that the log shows ("afsluttede sin egen vurdering"); the code's first part is the app's name.
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
