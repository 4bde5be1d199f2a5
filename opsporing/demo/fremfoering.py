"""Making the demo, or carrying it forward: what `manage.py demo` does at each start."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction

from opsporing import log
from opsporing.demo import indbakke
from opsporing.demo.historie import FREMFOERT, gaa
from opsporing.demo.opbygning import FJORDBY_KODE, byg_fjordby
from opsporing.demo.personale import HISTORIE_DAGE
from opsporing.frister import ajourfoering, paamindelser
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.models import Kommune, Log, Profilversion
from opsporing.tid import dato

#: How often the first run tells how far it has come.
FORTAEL_DAGE = 90
KLOKKEN_SEKS = time(6)


class IkkeDemo(Exception):
    """The database holds another municipality, which the demo must not be mixed with. The message is Danish."""


class HalvDemo(Exception):
    """The first start was interrupted, and what it left cannot be finished. The message is Danish and says what to do.

    Those who shared the work had each come to their own day, and what they planned to do next went with them.
    """


def foer_frem(*, nu: datetime, processer: int = 1) -> Iterator[str]:
    """Make Fjordby and Bakkeby if they are not there, and let time pass until the beginning of today.

    Gives a Danish sentence for each step. `processer` share the work of the first time; with more than one, the caller
    must not be in a transaction. Raises IkkeDemo where somebody else's municipality is, HalvDemo where the first time
    was interrupted.
    """
    kommune = Kommune.objects.filter(kode=FJORDBY_KODE).first()
    midnat = lokalt_tidspunkt(dato(nu), time.min)
    nyt = kommune is None
    if kommune is None:
        if Kommune.objects.exists():
            raise IkkeDemo("Databasen har allerede en anden kommune. Demokommunen laves kun i en tom database.")
        yield "Bygger Fjordby Kommune"
        begyndelse = lokalt_tidspunkt(dato(nu) - timedelta(days=HISTORIE_DAGE), KLOKKEN_SEKS)
        with transaction.atomic():
            kommune = byg_fjordby(dato(nu), begyndelse)
            log.record(FREMFOERT, by=None, nu=begyndelse, objekt=kommune, kommune=kommune)
    fra = fremfoert_til(kommune)
    if not nyt and fra < lokalt_tidspunkt(udgangsdag(kommune), time.min):
        raise HalvDemo(
            "Demokommunen blev ikke bygget færdig, sidst den blev startet. Kør `make clean-demo`, og start forfra."
        )
    if fra < midnat:
        fortalt = dato(fra)
        if not nyt:
            yield f"Fører Fjordby frem fra {fortalt:%d.%m.%Y}"
        for dag in gaa(udgangsdag(kommune), fra, midnat, nyt=nyt, processer=processer if nyt else 1):
            if (dag - fortalt).days >= FORTAEL_DAGE:
                fortalt = dag
                yield f"  {dag:%d.%m.%Y}"
    indbakke.fyld(kommune, nu, nyt=nyt)
    _lad_uret_gaa(nu)


def udgangsdag(kommune: Kommune) -> date:
    """The day the demo was made: its history began so many days before, with the first version of the profile."""
    foerste = Profilversion.objects.filter(kommune=kommune).order_by("nr").values_list("oprettet_at", flat=True)[0]
    return dato(foerste) + timedelta(days=HISTORIE_DAGE)


def fremfoert_til(kommune: Kommune) -> datetime:
    """The moment the demo has come to."""
    naaet = (
        Log.objects.filter(haendelse=FREMFOERT, kommune=str(kommune.pk)).order_by("-nu").values_list("nu", flat=True)
    )
    return naaet[0]


def _lad_uret_gaa(nu: datetime) -> None:
    """What the worker does by the clock, so that the first page is right before it has had its turn."""
    ajourfoering.koer([*ajourfoering.HOOKS, *ajourfoering.DAGLIGE, paamindelser.paamind], nu=nu)
