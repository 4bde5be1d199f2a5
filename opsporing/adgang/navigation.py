"""The menu as data: what a role finds in the header."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from opsporing.adgang.permissions import Permission, har
from opsporing.models import Enhedstype


@dataclass(frozen=True, slots=True)
class Punkt:
    """One entry of the menu: the word, the named URL, and the permission that shows it; `ogsaa` is the beginning of
    other paths that belong under it.
    """

    label: str
    url_name: str
    permission: Permission | None = None
    ogsaa: str = ""


@dataclass(frozen=True, slots=True)
class VistPunkt:
    """An entry as the header draws it."""

    label: str
    url: str
    current: bool


#: What the place with the children is called by those who work in a unit of this type.
STEDET = {
    Enhedstype.STUE: "Stuen",
    Enhedstype.INSTITUTION: "Stuer",
    Enhedstype.DAGPLEJER: "Børnegruppen",
    Enhedstype.DAGPLEJE: "Dagplejere",
    Enhedstype.DISTRIKT: "Vurderinger",
    Enhedstype.SUNDHEDSPLEJE: "Vurderinger",
}

PUNKTER = (
    Punkt("I dag", "i_dag"),
    Punkt("Indbakke", "underretning:indbakke", Permission.UNDERRETNING_MODTAG, "/underretninger/modtaget/"),
    Punkt("Mine sager", "underretning:sager", Permission.UNDERRETNING_MODTAG),
    Punkt("Overblik", "leder", Permission.LEDER_OVERBLIK),
    Punkt("Børnene", "stue", Permission.STUE_SE),
    Punkt("ADBB", "adbb:liste", Permission.ADBB_SE),
    Punkt("Overgange", "overgange:liste", Permission.OVERGANG_SE),
    Punkt("Møder", "dialogmoeder:liste", Permission.MOEDE_SE),
    Punkt("Børn", "boern", Permission.BARN_SOEG),
    Punkt("Underretninger", "underretning:mine", Permission.UNDERRETNING_SKRIV),
    Punkt("Spærringer", "spaerringer", Permission.SPAERRING_OPHAEV),
    Punkt("Tal", "tal", Permission.TAL_SE),
    Punkt("Overgange i tal", "overgange:tal", Permission.TAL_SE),
    Punkt("Møder i tal", "dialogmoeder:tal", Permission.TAL_SE),
    Punkt("Underretninger i tal", "underretning:tal", Permission.UNDERRETNING_TAL),
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
    ansaettelse = getattr(request.user, "ansaettelse", None)
    stedet = STEDET.get(ansaettelse.enhed.type) if ansaettelse else None
    vist: list[tuple[str, str, int]] = []
    for punkt in PUNKTER:
        if punkt.permission is None or har(request.user, punkt.permission):
            try:
                url = reverse(punkt.url_name)
            except NoReverseMatch:
                continue
            label = stedet if stedet and punkt.url_name == "stue" else punkt.label
            hit = max((len(sti) for sti in (url, punkt.ogsaa) if sti and _er_her(request.path, sti)), default=0)
            vist.append((label, url, hit))
    # The inbox lies below the list of underretninger: the entry with the longest address is where she is.
    laengst = max((hit for _, _, hit in vist), default=0)
    return [VistPunkt(label, url, 0 < hit == laengst) for label, url, hit in vist]


def _er_her(sti: str, under: str) -> bool:
    return sti == under or (under != "/" and sti.startswith(under))
