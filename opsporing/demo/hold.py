"""Those who let colleagues work: one process after the other's stue, or two at once when all of the history is made.

A stue's children are one process's alone, so what each writes is the same however many share the work. What concerns
the whole municipality (files, rounds) happens before they begin, and is committed.
"""

import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from django.db import connection, connections, transaction

from opsporing import log
from opsporing.demo.adbb import planlaeg_adbb, planlaeg_supervision
from opsporing.demo.befolkning import DISTRIKTER, PLADSER, DemoBarn
from opsporing.demo.haendelser import planlaeg_refleksion
from opsporing.demo.moeder import planlaeg_moeder
from opsporing.demo.moeder_plejen import planlaeg_plejens_team
from opsporing.demo.muligt import hvis_muligt
from opsporing.demo.opbygning import BAKKEBY_KODE, FJORDBY_KODE
from opsporing.demo.opfoelgninger import planlaeg_frister, planlaeg_orientering
from opsporing.demo.overgange import planlaeg_overgange
from opsporing.demo.sparring import planlaeg_sparring
from opsporing.demo.sundhedspleje import planlaeg_sundhedspleje
from opsporing.demo.underretning import planlaeg_underretninger
from opsporing.demo.verden import Opgave, Verden
from opsporing.demo.vurderinger import planlaeg, planlaeg_rettelser
from opsporing.models import Kommune


@dataclass(frozen=True, slots=True)
class Skift:
    """The time from one stop to the next: its first day, the first day of the next, and the two moments."""

    dag: date
    naeste: date
    fra: datetime
    til: datetime


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


class Deltager:
    """Does one share of the work. `nyt`: nobody but us has been here, so nothing we plan is refused; otherwise what
    somebody at the screen did in the meantime counts, and what it makes impossible is left undone.
    """

    def __init__(self, udgangsdag: date, boern: list[DemoBarn], nr: int, antal: int, *, nyt: bool) -> None:
        self.udgangsdag, self.boern, self.nyt = udgangsdag, boern, nyt
        steder = [*(p.kode for p in PLADSER), *DISTRIKTER]
        self.mine = frozenset(kode for plads, kode in enumerate(steder) if plads % antal == nr)
        self.resten = nr == antal - 1
        self.andres = frozenset(steder) - self.mine
        self.verdener: dict[str, Verden] = {}

    def _er_min(self, kode: str) -> bool:
        return kode in self.mine or (self.resten and kode not in self.andres)

    def arbejd(self, skift: Skift) -> None:
        """Let colleagues work until the next stop, in one transaction."""
        for kommune in Kommune.objects.filter(kode__in=[FJORDBY_KODE, BAKKEBY_KODE]).exclude(kode__in=self.verdener):
            self.verdener[kommune.kode] = Verden.om(kommune, self.udgangsdag, skift.fra, self._er_min)
        with uden_sikringspunkter() if self.nyt else nullcontext(), log.samlet():
            self._arbejd(skift)

    def _arbejd(self, skift: Skift) -> None:
        for kode, verden in self.verdener.items():
            verden.begynd(skift.fra)
            if kode == FJORDBY_KODE:
                planlaeg_sundhedspleje(verden, self.boern, skift.dag, skift.naeste)
                planlaeg_refleksion(verden, skift.dag, skift.naeste)
                planlaeg_supervision(verden, skift.dag, skift.naeste)
                planlaeg_moeder(verden, skift.dag, skift.naeste)
                planlaeg_plejens_team(verden, skift.dag, skift.naeste)
                planlaeg_sparring(verden, skift.dag, skift.naeste)
            planlaeg_underretninger(verden, self.boern, skift.dag, skift.naeste)
            planlaeg_orientering(verden, skift.fra)
            planlaeg_adbb(verden, self.boern)
            planlaeg_overgange(verden, skift.dag, skift.naeste, self.boern if kode == FJORDBY_KODE else ())
            planlaeg(verden)
            planlaeg_rettelser(verden, skift.fra)
            planlaeg_frister(verden)
            verden.dagsorden.goer(skift.til, self._goer)

    def _goer(self, opgave: Opgave, hvornaar: datetime) -> None:
        with hvis_muligt(f"{getattr(opgave, 'func', opgave).__name__} {hvornaar:%d.%m.%Y}", nyt=self.nyt):
            opgave(hvornaar)


class Hold:
    """Everybody who shares the work: this process alone, or as many others as asked for."""

    def __init__(self, udgangsdag: date, boern: list[DemoBarn], processer: int, *, nyt: bool) -> None:
        self._alene = Deltager(udgangsdag, boern, 0, 1, nyt=nyt) if processer == 1 else None
        self._andre: list[tuple[BaseProcess, Connection]] = []
        if processer > 1:
            # A connection cannot be shared, and closing an inherited one would end it for us too.
            connections.close_all()
            context = get_context("fork")
            for nr in range(processer):
                vores, deres = context.Pipe()
                andre = [c for _, c in self._andre] + [vores]
                deltager = Deltager(udgangsdag, boern, nr, processer, nyt=nyt)
                proces = context.Process(target=_koer, args=(deltager, deres, andre), daemon=True)
                proces.start()
                deres.close()
                self._andre.append((proces, vores))

    def arbejd(self, skift: Skift) -> None:
        """Let everybody work until the next stop. Raises RuntimeError when one of them could not."""
        if self._alene is not None:
            self._alene.arbejd(skift)
        for _, forbindelse in self._andre:
            forbindelse.send(skift)
        for proces, forbindelse in self._andre:
            try:
                fejl = forbindelse.recv()
            except EOFError:
                fejl = f"Proces {proces.pid} blev afbrudt."
            if fejl:
                raise RuntimeError(fejl)

    def slut(self) -> None:
        """Let the others go home. Those who are still at work are stopped: what they do now is of no use."""
        for _, forbindelse in self._andre:
            forbindelse.close()
        for proces, _ in self._andre:
            proces.join(timeout=0.5)
            if proces.is_alive():
                proces.terminate()
                proces.join()


def _koer(deltager: Deltager, forbindelse: Connection, andre: list[Connection]) -> None:
    """What another process does: one stretch of time after the other, until the first process closes the line."""
    # Ctrl-C reaches us too, but the first process decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for anden in andre:
        anden.close()
    while True:
        try:
            skift = forbindelse.recv()
        except EOFError:
            break
        try:
            deltager.arbejd(skift)
        except Exception:
            fejl = traceback.format_exc()
        else:
            fejl = ""
        try:
            forbindelse.send(fejl)
        except OSError:
            # The first process is gone, and nobody waits for us.
            break
    connections.close_all()
