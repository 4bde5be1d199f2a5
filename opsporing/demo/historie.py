"""Time passes in the demo, from one day on which something happens by itself to the next.

The same walk makes the first two and a half years and carries a kept demo forward: it stops at each such day, lets the
events of the day happen, and lets colleagues work until the next.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date, datetime, time, timedelta
from itertools import zip_longest

from django.db import transaction

from opsporing import log
from opsporing.demo import filer
from opsporing.demo.befolkning import befolkning
from opsporing.demo.haendelser import Haendelser
from opsporing.demo.historier import historiedage
from opsporing.demo.hold import Hold, Skift
from opsporing.demo.opbygning import BAKKEBY_KODE, EKSTRA_DAGE, FJORDBY_KODE, PUSTERUM, byg_bakkeby, rundedage
from opsporing.demo.overgangsboern import fordel
from opsporing.frister import ajourfoering
from opsporing.frister.kalender import lokalt_tidspunkt, naeste_arbejdsdag
from opsporing.models import Kommune
from opsporing.tid import dato

FREMFOERT = "opsporing.demo_fremfoert"
MORGEN = time(7, 30)
EN_DAG = timedelta(days=1)
#: Days before the first day of the demo that the small neighbour began.
BAKKEBY_DAGE = 250
#: In the last days before the first day, and ever after, children begin in the middle of a month too.
TAET_DAGE = 60


def gaa(udgangsdag: date, fra: datetime, til: datetime, *, nyt: bool, processer: int) -> Iterator[date]:
    """Let time pass from one moment to another; gives each day on which it stops, when it has got there.

    With one process each stretch is committed whole, so that a start which is interrupted goes on from the last stop.
    Several commit each their share, and what they had made when they were interrupted cannot be gone on from. See
    `opsporing.demo.hold.Deltager` for `nyt`.
    """
    boern = befolkning(udgangsdag)
    fordel(boern, udgangsdag)
    stop = list(_stop(udgangsdag, dato(fra), dato(til)))
    hold = Hold(udgangsdag, boern, processer, nyt=nyt)
    try:
        fjordby = Kommune.objects.get(kode=FJORDBY_KODE)
        for dag, naeste in zip_longest(stop, stop[1:], fillvalue=dato(til)):
            yield dag
            nu = max(fra, lokalt_tidspunkt(dag, MORGEN))
            with transaction.atomic() if processer == 1 else nullcontext():
                with transaction.atomic():
                    bakkeby = Kommune.objects.filter(kode=BAKKEBY_KODE).first()
                    if bakkeby is None and dag >= udgangsdag - timedelta(days=BAKKEBY_DAGE):
                        bakkeby = byg_bakkeby(udgangsdag, nu)
                    Haendelser(fjordby, bakkeby, udgangsdag, boern, nyt).ske(dag, naeste, nu)
                    for lad_tiden_gaa in ajourfoering.HOOKS:
                        lad_tiden_gaa(nu=nu)
                hold.arbejd(Skift(dag, naeste, nu, til if dag == stop[-1] else lokalt_tidspunkt(naeste, MORGEN)))
                naaet = lokalt_tidspunkt(naeste, time.min)
                log.record(FREMFOERT, by=None, nu=naaet, objekt=fjordby, kommune=fjordby)
    finally:
        hold.slut()


def _efter(lukker: date) -> Iterator[date]:
    """The day after a round, and those on which the extra rounds that follow it open and have closed."""
    dag = lukker + EN_DAG
    yield dag
    for _ in range(2):
        dag += PUSTERUM
        yield dag
        dag += timedelta(days=EKSTRA_DAGE)
        yield dag


def _stop(udgangsdag: date, fra: date, til: date) -> Iterator[date]:
    """The first day, each day a file comes or a story goes on, and each day on which rounds and enrolments begin."""
    dage = {*filer.filens_dage(udgangsdag, til), *historiedage(udgangsdag, til)}
    skift = {(d.month, d.day) for aabner, lukker in rundedage(udgangsdag) for d in (aabner, *_efter(lukker))}
    dag = fra
    while dag < til:
        midt = dag == naeste_arbejdsdag(dag.replace(day=15)) and dag > udgangsdag - timedelta(days=TAET_DAGE)
        begynder = dag == naeste_arbejdsdag(dag.replace(day=1))
        if dag == fra or dag in dage or dag.day == 1 or begynder or midt or (dag.month, dag.day) in skift:
            yield dag
        dag += EN_DAG
