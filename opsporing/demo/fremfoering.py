"""Making the demo, or carrying it forward: what `manage.py demo` does at each start."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction

from opsporing import log
from opsporing.demo.historie import Historie, uden_sikringspunkter
from opsporing.demo.opbygning import FJORDBY_KODE, byg_fjordby
from opsporing.demo.personale import HISTORIE_DAGE
from opsporing.frister import ajourfoering, paamindelser
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.models import Kommune, Log, Profilversion
from opsporing.tid import dato

FREMFOERT = "opsporing.demo_fremfoert"
#: How often the first run tells how far it has come.
FORTAEL_DAGE = 90


class IkkeDemo(Exception):
    """The database holds another municipality, which the demo must not be mixed with. The message is Danish."""


def foer_frem(*, nu: datetime) -> Iterator[str]:
    """Make Fjordby and Bakkeby if they are not there, and let time pass until the beginning of today.

    Gives a Danish sentence for each step. What is made is made whole or not at all. Raises IkkeDemo where somebody
    else's municipality is.
    """
    kommune = Kommune.objects.filter(kode=FJORDBY_KODE).first()
    midnat = lokalt_tidspunkt(dato(nu), time.min)
    if kommune is None:
        if Kommune.objects.exists():
            raise IkkeDemo("Databasen har allerede en anden kommune. Demokommunen laves kun i en tom database.")
        yield from _lav(nu, midnat)
    else:
        sidst = fremfoert_til(kommune)
        if sidst < midnat:
            yield from _fortsaet(kommune, sidst, midnat)
    _lad_uret_gaa(nu)


def udgangsdag(kommune: Kommune) -> date:
    """The day the demo was made: its history began so many days before, with the first version of the profile."""
    foerste = Profilversion.objects.filter(kommune=kommune).order_by("nr").values_list("oprettet_at", flat=True)[0]
    return dato(foerste) + timedelta(days=HISTORIE_DAGE)


def fremfoert_til(kommune: Kommune) -> datetime:
    """The beginning of the day the demo has come to."""
    kommunens = Log.objects.filter(haendelse=FREMFOERT, kommune=str(kommune.pk))
    sidst = kommunens.order_by("-nu").values_list("nu", flat=True)
    return lokalt_tidspunkt(dato(sidst[0]), time.min)


def _lav(nu: datetime, midnat: datetime) -> Iterator[str]:
    dag = dato(nu)
    begyndelse = lokalt_tidspunkt(dag - timedelta(days=HISTORIE_DAGE), time(7))
    yield "Bygger Fjordby Kommune"
    with uden_sikringspunkter():
        kommune = byg_fjordby(dag, begyndelse)
        yield from _gaa(dag, kommune, begyndelse + timedelta(minutes=30), midnat)


def _fortsaet(kommune: Kommune, sidst: datetime, midnat: datetime) -> Iterator[str]:
    yield f"Fører Fjordby frem fra {dato(sidst):%d.%m.%Y}"
    with transaction.atomic():
        yield from _gaa(udgangsdag(kommune), kommune, sidst, midnat)


def _gaa(udgangsdag: date, kommune: Kommune, fra: datetime, til: datetime) -> Iterator[str]:
    fortalt = dato(fra)
    for dag in Historie(udgangsdag).gaa(fra, til):
        if (dag - fortalt).days >= FORTAEL_DAGE:
            fortalt = dag
            yield f"  {dag:%d.%m.%Y}"
    log.record(FREMFOERT, by=None, nu=til, objekt=kommune, kommune=kommune)


def _lad_uret_gaa(nu: datetime) -> None:
    """What the worker does by the clock, so that the first page is right before it has had its turn."""
    ajourfoering.koer([*ajourfoering.HOOKS, *ajourfoering.DAGLIGE, paamindelser.paamind], nu=nu)
