"""Time passes in the demo, from one day on which something happens by itself to the next.

The same walk makes the first two and a half years and carries a kept demo forward: it stops at each such day, lets the
events of the day happen, sees what is open, and lets colleagues work until the next.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import zip_longest

from django.db import connection, transaction

from opsporing.demo import filer
from opsporing.demo.befolkning import befolkning
from opsporing.demo.haendelser import Haendelser
from opsporing.demo.opbygning import BAKKEBY_KODE, FJORDBY_KODE, byg_bakkeby
from opsporing.demo.opfoelgninger import planlaeg_frister, planlaeg_orientering
from opsporing.demo.verden import Verden
from opsporing.demo.vurderinger import planlaeg
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.models import Frist, Kommune
from opsporing.tid import dato
from trivsel.actions import runder

MORGEN = time(6, 30)
#: Days before the first day of the demo that the small neighbour began.
BAKKEBY_DAGE = 250


@contextmanager
def uden_sikringspunkter() -> Iterator[None]:
    """Inside, a transaction within a transaction costs no round trip: whatever fails undoes all of it.

    Making the history takes tens of thousands of actions, each of which is a transaction of its own elsewhere.
    """
    before = connection.features.uses_savepoints
    connection.features.uses_savepoints = False
    try:
        with transaction.atomic():
            yield
    finally:
        connection.features.uses_savepoints = before


class Historie:
    """Fjordby and Bakkeby on their way through time."""

    def __init__(self, udgangsdag: date) -> None:
        self.udgangsdag = udgangsdag
        self.boern = befolkning(udgangsdag)
        self.fjordby = Kommune.objects.select_related("profil").get(kode=FJORDBY_KODE)
        self.bakkeby = Kommune.objects.select_related("profil").filter(kode=BAKKEBY_KODE).first()

    def gaa(self, fra: datetime, til: datetime) -> Iterator[date]:
        """Let time pass from one moment to another; gives each day on which it stops, before what happens there."""
        fjordby = Verden.om(self.fjordby, self.udgangsdag, fra)
        verdener = [fjordby]
        stop = [*self._stop(dato(fra), dato(til))]
        for dag, naeste in zip_longest(stop, stop[1:], fillvalue=dato(til)):
            yield dag
            nu = max(fra, lokalt_tidspunkt(dag, MORGEN))
            if self.bakkeby is None and dag >= self.udgangsdag - timedelta(days=BAKKEBY_DAGE):
                self.bakkeby = byg_bakkeby(self.udgangsdag, nu)
            if self.bakkeby is not None and len(verdener) == 1:
                verdener.append(Verden.om(self.bakkeby, self.udgangsdag, nu))
            Haendelser(fjordby, self.boern, self.bakkeby).ske(dag, naeste, nu)
            runder.ajourfoer(nu=nu)
            for verden in verdener:
                slut = til if dag == stop[-1] else lokalt_tidspunkt(naeste, MORGEN)
                self._arbejd(verden, nu, slut)

    def _arbejd(self, verden: Verden, nu: datetime, til: datetime) -> None:
        verden.genlaes()
        planlaeg_orientering(verden, nu)
        planlaeg(verden, nu)
        planlaeg_frister(verden, Frist.objects.all())
        verden.dagsorden.goer(til)

    def _stop(self, fra: date, til: date) -> Iterator[date]:
        """The first day, each day a file comes, and each day on which rounds and enrolments begin."""
        filerne = set(filer.filens_dage(self.udgangsdag, til))
        dag = fra
        while dag < til:
            if dag == fra or dag in filerne or dag.day in {1, 15}:
                yield dag
            dag += timedelta(days=1)
