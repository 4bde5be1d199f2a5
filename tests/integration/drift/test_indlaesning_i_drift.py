"""A large file in the real machinery: carried out by a worker, in time, and whole also when a worker is killed."""

import time as ur
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opsporing import tid
from opsporing.celery import app
from opsporing.cpr import Koen, demo_cpr
from opsporing.indlaesning import actions
from opsporing.indlaesning.tasks import ARBEJD
from opsporing.models import Barn, Indlaesning, Indlaesningsstatus, Log, Tilknytning
from tests import cast
from tests.support.servers import TestValkey, connected_to
from tools import process

pytestmark = pytest.mark.langsom

HOVED = (
    "barn_cpr;fornavn;efternavn;fødselsdato;køn;beskyttet;enhedskode;startdato;slutdato;"
    "forælder1_cpr;forælder1_fornavn;forælder1_efternavn;forælder2_cpr;forælder2_fornavn;forælder2_efternavn"
)
TAALMODIGHED = 120.0
#: Questions more that 500 lines more may ask.
HOEJST_MERE = 100


def stor_fil(linjer: int) -> bytes:
    """Children with two custody holders each, every third pair shared by siblings."""
    raekker = [HOVED]
    for nr in range(linjer):
        dag, par = date(2020, 1, 1) + timedelta(days=nr % 2200), nr - nr % 3
        voksen = date(1980, 1, 1) + timedelta(days=par % 7000)
        mor, far = (demo_cpr(voksen, par // 7000, koen) for koen in (Koen.PIGE, Koen.DRENG))
        barn = demo_cpr(dag, nr // 2200, Koen.PIGE)
        raekker.append(
            f"{barn};Åse {nr};Østergård;{dag:%d-%m-%Y};pige;nej;egern;01-09-2026;;"
            f"{mor};Maja {par};Østergård;{far};Jens {par};Østergård"
        )
    return "\r\n".join(raekker).encode("cp1252")


@dataclass
class Drift:
    """A municipality in a database of its own, a broker, and workers when asked for."""

    by: cast.By
    env: dict[str, str]
    valkey: TestValkey
    start_celery: Callable[..., Any]

    def arbejder(self) -> Any:
        return self.start_celery(
            self.env,
            *("worker", "--concurrency", "1", "--hostname", "a@proeve", "--without-gossip"),
            *("--without-mingle", "--without-heartbeat"),
        )

    def bed_om(self) -> None:
        with app.connection_for_write(self.valkey.url) as forbindelse:
            app.send_task(ARBEJD, connection=forbindelse)

    def laeg_ind(self, data: bytes) -> Indlaesning:
        nu = tid.nu()
        return actions.opret(kommune=self.by.kommune, art="boern", filnavn="f.csv", data=data, by=None, nu=nu)


@pytest.fixture
def drift(
    ny_database: Any, databases: Any, valkey: TestValkey, start_celery: Any, django_db_blocker: Any
) -> Iterator[Drift]:
    database = ny_database()
    env = databases.variables(database) | {"REDIS_URL": valkey.url}
    with django_db_blocker.unblock(), connected_to(database):
        yield Drift(cast.byg(tid.nu()), env, valkey, start_celery)


def vent_paa(sandt: Callable[[], Any], hvad: str, *, imens: Callable[[], object] = lambda: None) -> None:
    udloeb, naeste = ur.monotonic() + TAALMODIGHED, 0.0
    while not sandt():
        if ur.monotonic() > udloeb:
            pytest.fail(f"Det skete ikke: {hvad}")
        if ur.monotonic() > naeste:
            imens()
            naeste = ur.monotonic() + 2
        ur.sleep(0.05)


def status(indlaesning: Indlaesning) -> str:
    return Indlaesning.objects.values_list("status", flat=True).get(pk=indlaesning.pk)


def test_killed_in_the_middle_nothing_stands_and_the_next_worker_does_it_all(drift: Drift) -> None:
    ny = drift.laeg_ind(stor_fil(3_000))
    foer = Barn.objects.count()
    foerste = drift.arbejder()
    vent_paa(lambda: status(ny) == Indlaesningsstatus.PROVET, "filen er prøvet", imens=drift.bed_om)
    ny.refresh_from_db()
    actions.udfoer(indlaesning=ny, aftryk=ny.aftryk, by=None, nu=tid.nu())

    vent_paa(
        lambda: Indlaesning.objects.filter(pk=ny.pk, skridt="Gemmer", naaet__gt=0).exists(),
        "skrivningen er i gang",
        imens=drift.bed_om,
    )
    process.kill_group(foerste)
    foerste.wait()
    assert status(ny) == Indlaesningsstatus.UDFOERES
    assert Barn.objects.count() == foer

    drift.arbejder()
    vent_paa(lambda: status(ny) == Indlaesningsstatus.UDFOERT, "filen er gennemført", imens=drift.bed_om)
    assert Barn.objects.count() == foer + 3_000
    assert Tilknytning.objects.filter(barn__efternavn="Østergård").count() == 3_000
    assert Log.objects.filter(haendelse="opsporing.indlaesning_udfoert").count() == 1
    assert Log.objects.filter(haendelse="opsporing.barn_indskrevet", objekt="").count() == 0


@pytest.mark.django_db
def test_the_questions_follow_the_portions_and_not_the_lines(by: cast.By) -> None:
    """Tried and carried out: twenty thousand lines take half a minute, and a line alone asks for nothing."""
    antal = {linjer: _spurgt(by, stor_fil(linjer)) for linjer in (50, 550)}
    assert Barn.objects.filter(efternavn="Østergård").count() == 550
    assert antal[550] < antal[50] + HOEJST_MERE, antal


def _spurgt(by: cast.By, data: bytes) -> int:
    """How many questions it takes to carry out a file."""
    with CaptureQueriesContext(connection) as spurgt:
        ny = actions.opret(kommune=by.kommune, art="boern", filnavn="f.csv", data=data, by=None, nu=by.nu)
        proevet = actions.arbejd(indlaesning_id=ny.pk, nu=by.nu)
        assert proevet.status == Indlaesningsstatus.PROVET, proevet.resultat
        actions.udfoer(indlaesning=proevet, aftryk=proevet.aftryk, by=None, nu=by.nu)
        assert actions.arbejd(indlaesning_id=ny.pk, nu=by.nu).status == Indlaesningsstatus.UDFOERT
    return len(spurgt)
