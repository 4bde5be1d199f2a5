"""The register of everything that can be logged, and what it was for.

Each app declares its events in `<app>/events.py` as a dictionary HAENDELSER from code ("trivsel.egen_afsluttet") to the
Danish sentence fragment that the log shows ("afsluttede sin egen vurdering"); the code's first part is the app's name.
What it was for is in FORMAAL there, by the beginning of the code, in words that parents can be given. BARNET_BAG there
says which addresses are about a child: what stands before the first id ("overgange/besoeg/") to the model that the id
is of and the way from it to the child, so that a refused request can be found by the child it was about.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

#: Asked for and not given: what is not hers or not there, and what her role never includes (`opsporing.adgang.afvist`).
AFVIST = "opsporing.afvist_"
AFVIST_OPSLAG = f"{AFVIST}opslag"
AFVIST_ROLLE = f"{AFVIST}rolle"


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


@cache
def _veje() -> dict[str, tuple[str, str]]:
    alle: dict[str, tuple[str, str]] = {}
    for app in apps.get_app_configs():
        if find_spec(f"{app.name}.events"):
            alle.update(getattr(import_module(f"{app.name}.events"), "BARNET_BAG", {}))
    return alle


def barnet_bag(foran: str) -> tuple[str, str] | None:
    """The model an address with `foran` before its first id is about, and the way to the child; None for no child."""
    return _veje().get(foran)
