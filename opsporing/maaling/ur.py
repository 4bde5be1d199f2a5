"""Measures requests through Django's own client, with all middleware and a real session; ours and the bare in turns."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from django.db import connection
from django.test import Client

from opsporing.maaling.kald import Kald, Side
from opsporing.models import User

#: Requests before the first that counts: templates are read and forms remembered.
OPVARMNING = 2

#: How often queries are counted.
TAELLES = 3
#: What the database is told of transactions is not counted as queries.
TRANSAKTION = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK")

#: The aims: how many times the bare page's p95, and how many queries.
HOEJST_FORHOLD, HOEJST_SPOERGSMAAL = 2.5, 12
#: Two kinds of rows can be read in the same words.
HOEJST_GENTAGET = 2


class ForkertSvar(Exception):
    """A page answered with something else than itself."""


@dataclass(slots=True)
class Maaling:
    """The times of one page and of its bare one, in milliseconds, and its queries."""

    side: Side
    vores: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    spoergsmaal: int = 0
    #: How many times one and the same query was made: once a row, if the page has forgotten to read something along.
    gentaget: int = 0
    lille: int | None = None
    stor: int | None = None

    @property
    def forhold(self) -> float:
        """How many times the bare page's p95 ours is."""
        return percentil(self.vores, 95) / percentil(self.bare, 95)

    @property
    def mangler(self) -> list[str]:
        """The aims that are not met, in Danish."""
        mangler = []
        if self.forhold > HOEJST_FORHOLD:
            mangler.append(f"p95 er {self.forhold:.1f} gange den bare side")
        if (flest := max(self.spoergsmaal, self.lille or 0, self.stor or 0)) > HOEJST_SPOERGSMAAL:
            mangler.append(f"{flest} forespørgsler")
        if self.gentaget > HOEJST_GENTAGET:
            mangler.append(f"samme forespørgsel {self.gentaget} gange")
        if self.lille != self.stor:
            mangler.append(f"{self.lille} forespørgsler i det lille hus og {self.stor} i det store")
        return mangler


def percentil(tider: Iterable[float], procent: int) -> float:
    """The time that so many percent of the requests were within."""
    ordnet = sorted(tider)
    return ordnet[max(0, ceil(len(ordnet) * procent / 100) - 1)]


class Maaler:
    """Signs people in once and asks as them."""

    def __init__(self, vaert: str) -> None:
        self.vaert = vaert
        self.klienter: dict[int, Client] = {}
        self.gange: Counter[Kald] = Counter()

    def maal(self, side: Side, gange: int) -> Maaling:
        """Ask for the page and the bare one in turns, and count the queries apart from that."""
        maaling = Maaling(side)
        for nr in range(-OPVARMNING, gange):
            par = [(side.vores[nr % len(side.vores)], maaling.vores), (side.bare[nr % len(side.bare)], maaling.bare)]
            for kald, tider in par if nr % 2 else reversed(par):
                tid = self.tid(kald)
                if nr >= 0:
                    tider.append(tid)
        taelt = [self.spoergsmaal(kald) for kald in side.vores]
        maaling.spoergsmaal = max(t.total() for t in taelt)
        if side.lille and side.stor:
            lille, stor = self.spoergsmaal(side.lille), self.spoergsmaal(side.stor)
            maaling.lille, maaling.stor = lille.total(), stor.total()
            taelt += [lille, stor]
        maaling.gentaget = max(max(t.values()) for t in taelt)
        return maaling

    def tid(self, kald: Kald) -> float:
        """Milliseconds from the request is handed over until the whole page has come back."""
        klient, felter = self._klient(kald.bruger), self._felter(kald)
        begyndt = time.perf_counter()
        svar = _spoerg(klient, kald, felter)
        tid = (time.perf_counter() - begyndt) * 1000
        _se_efter(kald, svar)
        return tid

    def spoergsmaal(self, kald: Kald) -> Counter[str]:
        """The queries the request makes, the ones of session, person and log included.

        The fewest of a few times: once a minute the session is written too.
        """
        return min((self._taelt(kald) for _ in range(TAELLES)), key=Counter.total)

    def _taelt(self, kald: Kald) -> Counter[str]:
        taelt: Counter[str] = Counter()

        def taeller(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
            if not str(sql).startswith(TRANSAKTION):
                taelt[str(sql)] += 1
            return execute(sql, params, many, context)

        klient, felter = self._klient(kald.bruger), self._felter(kald)
        with connection.execute_wrapper(taeller):
            svar = _spoerg(klient, kald, felter)
        _se_efter(kald, svar)
        return taelt

    def _felter(self, kald: Kald) -> dict[str, Any] | None:
        self.gange[kald] += 1
        return kald.felter(self.gange[kald]) if kald.felter else None

    def _klient(self, bruger: User) -> Client:
        if bruger.pk not in self.klienter:
            klient = Client(SERVER_NAME=self.vaert)
            klient.force_login(bruger)
            self.klienter[bruger.pk] = klient
        return self.klienter[bruger.pk]


def _spoerg(klient: Client, kald: Kald, felter: dict[str, Any] | None) -> Any:
    if felter is None:
        return klient.get(kald.sti)
    if kald.json:
        return klient.post(kald.sti, felter, content_type="application/json")
    return klient.post(kald.sti, felter)


def _se_efter(kald: Kald, svar: Any) -> None:
    if svar.status_code != 200 or kald.svar not in svar.content.decode():
        raise ForkertSvar(f"{kald.sti} svarede {svar.status_code} og ikke det, den skulle ({kald.svar}).")
