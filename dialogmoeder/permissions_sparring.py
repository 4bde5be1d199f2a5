"""Who asks whom, who answers, and when; raises Denied with the reason."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from dialogmoeder.models import Sparring, Sparringsgrundlag, Sparringsstatus
from opsporing.adgang.permissions import ROLLE_PERMISSIONS, Denied, Permission, har, kraev
from opsporing.models import Ansaettelse, Barn, Enhed, Tilknytning, User
from opsporing.models.barn import BarnQuerySet

#: Roles that answer.
RAADGIVERE = frozenset(rolle for rolle, kan in ROLLE_PERMISSIONS.items() if Permission.SPARRING_SVAR in kan)


def raadgivende(kommune_id: int, nu: datetime) -> QuerySet[Enhed]:
    """The units in which somebody who answers works now."""
    svarer = Ansaettelse.objects.gaeldende(nu).filter(enhed=OuterRef("pk"), rolle__in=RAADGIVERE, user__is_active=True)
    return Enhed.objects.filter(Exists(svarer), kommune_id=kommune_id, nedlagt_at=None).order_by("navn")


def raadgiverroller(enhed: Enhed, nu: datetime) -> set[str]:
    """The advising roles somebody holds in the unit now."""
    svarer = Ansaettelse.objects.gaeldende(nu).filter(enhed=enhed, rolle__in=RAADGIVERE, user__is_active=True)
    return set(svarer.values_list("rolle", flat=True))


def boern_at_spoerge_om(user: User, nu: datetime) -> BarnQuerySet:
    """The children the user has in daily life: those she may ask about by name."""
    hendes = Tilknytning.objects.aabner_barn(user, nu).indskrivninger().values("barn")
    return Barn.objects.filter(pk__in=hendes).order_by("fornavn", "efternavn", "pk")


def kan_spoerge(user: User) -> bool:
    """Whether the user may ever ask."""
    return har(user, Permission.SPARRING_SPOERG)


def er_raadgiver(user: User, sparring: Sparring) -> bool:
    """Whether the user belongs to the unit that is asked."""
    return har(user, Permission.SPARRING_SVAR) and user.ansat.enhed_id == sparring.til_enhed_id


def er_spoerger(user: User, sparring: Sparring) -> bool:
    """Whether the user is on the side that asks: the one who did, or her leader."""
    return har(user, Permission.SPARRING_SPOERG) and not er_raadgiver(user, sparring)


def check_can_stille(
    user: User, til_enhed: Enhed, barn: Barn | None, grundlag: str, begrundelse: str, nu: datetime
) -> None:
    """May the person ask this unit about this child (None: without a name), on this ground?"""
    kraev(user, Permission.SPARRING_SPOERG)
    if not raadgivende(user.ansat.kommune_id, nu).filter(pk=til_enhed.pk).exists():
        raise Denied("Der er ingen rådgivere det sted lige nu. Vælg et andet.")
    if (barn is None) != (grundlag == Sparringsgrundlag.ANONYMT):
        raise Denied("Vælg et barn og et grundlag, eller spørg uden navn.")
    if barn is not None and not boern_at_spoerge_om(user, nu).filter(pk=barn.pk).exists():
        raise Denied("Du kan kun spørge med navn om et barn, du selv har i det daglige.")
    if grundlag == Sparringsgrundlag.SSD and not begrundelse.strip():
        raise Denied("Skriv, hvorfor det er nødvendigt at nævne barnet uden forældrenes ja.")


def _check_i_gang(sparring: Sparring) -> None:
    if sparring.status == Sparringsstatus.AFSLUTTET:
        raise Denied("Sparringen er afsluttet. Er der mere, begynder en ny med et nyt spørgsmål.")


def check_can_svare(user: User, sparring: Sparring) -> None:
    """May the person answer? Anybody of the unit that is asked, until it ends."""
    kraev(user, Permission.SPARRING_SVAR)
    if not er_raadgiver(user, sparring):
        raise Denied("Spørgsmålet er stillet til nogen andre.")
    _check_i_gang(sparring)


def check_can_spoerge_igen(user: User, sparring: Sparring) -> None:
    """May the person ask more, end it, or take it to a meeting? The side that asked."""
    kraev(user, Permission.SPARRING_SPOERG)
    if not er_spoerger(user, sparring):
        raise Denied("Det gør den, der har spurgt.")
    _check_i_gang(sparring)


def check_can_traekke(user: User, sparring: Sparring) -> None:
    """May the person note that a yes is taken back? The side that asked, also after it has ended."""
    kraev(user, Permission.SPARRING_SPOERG)
    if not er_spoerger(user, sparring):
        raise Denied("Det gør den, der har spurgt.")
    if sparring.grundlag != Sparringsgrundlag.SAMTYKKE:
        raise Denied("Sparringen bygger ikke på forældrenes ja.")
