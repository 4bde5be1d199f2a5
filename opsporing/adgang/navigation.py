"""The menu as data: what a role finds in the header."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from opsporing.adgang.permissions import Permission, har


@dataclass(frozen=True, slots=True)
class Punkt:
    """One entry of the menu: the word, the named URL, and the permission that shows it. `plejen` is its word there."""

    label: str
    url_name: str
    permission: Permission | None = None
    plejen: str = ""


@dataclass(frozen=True, slots=True)
class VistPunkt:
    """An entry as the header draws it."""

    label: str
    url: str
    current: bool


PUNKTER = (
    Punkt("I dag", "i_dag"),
    Punkt("Overblik", "leder", Permission.LEDER_OVERBLIK),
    Punkt("Stuen", "stue", Permission.STUE_SE, plejen="Vurderinger"),
    Punkt("ADBB", "adbb:liste", Permission.ADBB_SE),
    Punkt("Børn", "boern", Permission.BARN_SOEG),
    Punkt("Spærringer", "spaerringer", Permission.SPAERRING_OPHAEV),
    Punkt("Tal", "tal", Permission.TAL_SE),
    Punkt("Runder", "runder", Permission.RUNDE_PLANLAEG),
    Punkt("Enheder", "enheder", Permission.ENHED_ADMINISTRER),
    Punkt("Brugere", "brugere", Permission.BRUGER_ADMINISTRER),
    Punkt("Indlæsning", "indlaesninger", Permission.INDLAES),
    Punkt("Skemaer", "skemaer:liste", Permission.SKEMA_ADMINISTRER),
    Punkt("Profil", "profil", Permission.PROFIL_ADMINISTRER),
    Punkt("Log", "log", Permission.LOG_SOEG),
    Punkt("Opbevaring", "opbevaring", Permission.OPBEVARING_SE),
)


def punkter(request: HttpRequest) -> list[VistPunkt]:
    """The entries the signed-in person may use, with the one that leads to this page marked."""
    vist = []
    for punkt in PUNKTER:
        if punkt.permission is None or har(request.user, punkt.permission):
            try:
                url = reverse(punkt.url_name)
            except NoReverseMatch:
                continue
            current = request.path == url or (url != "/" and request.path.startswith(url))
            hos_plejen = punkt.plejen and har(request.user, Permission.ADBB_SE)
            vist.append(VistPunkt(punkt.plejen if hos_plejen else punkt.label, url, current))
    return vist
