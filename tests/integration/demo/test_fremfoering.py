"""The demo is the same every time, goes on from where it was, and is never left half done without saying so."""

import json
import subprocess
import sys
from datetime import time, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from opsporing.boern import actions as boern
from opsporing.demo import indbakke
from opsporing.demo.fremfoering import HalvDemo, IkkeDemo, foer_frem, fremfoert_til
from opsporing.demo.opbygning import FJORDBY_KODE
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.fristtyper import CERTIFICERING
from opsporing.handlinger import actions as handlinger
from opsporing.models import Ansaettelse, Barn, Enhed, Frist, Handling, Kommune, Log, Tilknytning
from opsporing.organisation import actions as organisation
from opsporing.tid import dato
from tests.factories.kommune import KommuneFactory
from tests.integration.demo.bygger import UDGANGSDAG
from tests.integration.demo.conftest import SENERE, klokken_ti, som
from tests.integration.demo.indhold import indhold
from tests.support.database import ROOT
from tools.environment import product_environment
from trivsel.actions import egne
from trivsel.models import EgenVurdering, Runde, Vurdering

OWN = ("trivsel.egen", "trivsel.egen_konsulent", "trivsel.faelles")


def koer(hvad) -> None:
    """Let a generator come to its end."""
    for _ in hvad:
        pass


def byg(databases, database: str, processer: int) -> dict[str, list[str]]:
    """Make the beginning of the history in processes of its own, and say what came of it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.demo.bygger", str(processer)],
        cwd=ROOT,
        env=product_environment(databases.variables(database)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_one_process_and_two_tell_the_same_story_and_a_half_told_one_says_what_to_do(databases, ny_database, forbundet):
    databaser = ny_database("skemaer"), ny_database("skemaer")
    een, to = byg(databases, databaser[0], 1), byg(databases, databaser[1], 2)
    for navn in een:
        assert een[navn] == to[navn], navn
    assert len(een["vurderinger"]) > 40
    assert len(een["log"]) > 800
    with forbundet(databaser[1]), pytest.raises(HalvDemo, match="make clean-demo"):
        koer(foer_frem(nu=lokalt_tidspunkt(UDGANGSDAG, time(10))))
    with forbundet(databaser[1]), pytest.raises(CommandError, match="make clean-demo"):
        call_command("demo")


def test_another_municipality_is_left_alone(db):
    KommuneFactory()
    with pytest.raises(IkkeDemo, match="tom database"):
        koer(foer_frem(nu=lokalt_tidspunkt(UDGANGSDAG, time(10))))


def test_a_second_start_on_the_same_day_adds_nothing(nu, monkeypatch):
    """What lies in the inbox goes by the clock; see `test_tilstande`. It came before the second start, as in life."""
    monkeypatch.setattr(indbakke, "fyld", lambda *_, **__: None)
    foer = indhold()
    nu = max(nu, Log.objects.latest("nu").nu)
    koer(foer_frem(nu=nu))
    koer(foer_frem(nu=min(nu + timedelta(hours=5), lokalt_tidspunkt(dato(nu), time(23, 59)))))
    efter = indhold()
    for navn in foer:
        assert _uden_uret(efter[navn]) == _uden_uret(foer[navn]), navn


def _uden_uret(linjer: list[str]) -> list[str]:
    """Without what a leader is told when the time of one in the inbox runs out."""
    return [linje for linje in linjer if not linje.startswith("('opsporing.frist_eskaleret'")]


def test_a_start_that_is_interrupted_goes_on_from_the_last_stop(uger_senere, senere):
    assert uger_senere.stop.kom_til == uger_senere.stop.ventet
    assert not uger_senere.stop.skrevet_efter
    assert dato(fremfoert_til(Kommune.objects.get(kode=FJORDBY_KODE))) == dato(senere)


def test_some_weeks_later_much_has_happened(senere):
    foer = senere - SENERE
    assert EgenVurdering.objects.filter(faerdig_at__range=(foer, senere)).count() > 40
    assert Vurdering.objects.filter(afsluttet_at__range=(foer, senere)).count() > 40
    assert Barn.objects.filter(foedt_den__gt=dato(foer)).exists()
    assert Log.objects.filter(nu__range=(foer, senere)).count() > 400
    assert Runde.objects.filter(kommune__kode="9901", lukket_at__range=(foer, senere)).count() == 3
    assert not Log.objects.filter(nu__gt=senere).exists()


def test_some_weeks_later_nothing_is_left_undone_that_nobody_would_leave(senere):
    aabne = Frist.objects.aabne().filter(kommune__kode="9901")
    # The demo has somebody whose certificate ran out (`CERTIFIKATER`).
    gamle = aabne.filter(forfalder_at__lt=senere - timedelta(days=40)).exclude(kode=CERTIFICERING)
    assert not [(f.kode, f.enhed.kode) for f in gamle.select_related("enhed") if f.enhed.kode != "STR-MUS"]
    assert not aabne.filter(kode__in=OWN, forfalder_at__lt=senere - timedelta(days=30)).exists()
    sene = aabne.filter(forfalder_at__lt=senere).count()
    assert 1 <= sene <= 25
    # What a closed round left unfinished is done, but for those who left or came in its last days.
    lukkede = Vurdering.objects.filter(
        runde__lukket_at__lt=senere - timedelta(days=11), oprettet_at__lt=F("runde__lukket_at") - timedelta(days=10)
    )
    assert not lukkede.filter(afsluttet_at=None, udgaaet_at=None).exists()
    udgaaede = Vurdering.objects.filter(udgaaet_at__range=(senere - SENERE, senere))
    assert udgaaede.count() < 12


def test_some_weeks_later_the_number_of_the_newborn_has_come(senere):
    assert not Barn.objects.filter(
        kommune__kode="9901", cpr=None, foedt_den__lt=dato(senere) - timedelta(days=20)
    ).exists()
    assert not Barn.objects.filter(foedt_den=None, termin__lt=dato(senere) - timedelta(days=60)).exists()


def test_what_a_visitor_has_done_is_no_hindrance(ny_database, forbundet, caplog):
    with forbundet(ny_database("demo")):
        nu = klokken_ti()
        maja, administrator = som("paedagog"), som("administrator")
        halv = EgenVurdering.objects.get(vurderer=maja, begyndt_at__isnull=False, faerdig_at=None)
        egne.gem_egen(egen=halv, aendringer={"kommentar": "Skrevet af en gæst."}, set_rev=halv.rev, by=maja, nu=nu)
        aftale = Handling.objects.aabne().filter(ansvarlig=maja, opfoelgning_den__lt=dato(nu)).first()
        handlinger.afslut(handling=aftale, by=maja, nu=nu)
        for ansaettelse in Ansaettelse.objects.filter(user__username__in=["leder2", "socialraadgiver", "alde", "kaag"]):
            organisation.afslut_ansaettelse(ansaettelse=ansaettelse, til=nu, by=administrator, nu=nu)
        distrikt = Enhed.objects.get(kode="SPL-SYD")
        organisation.ret_enhed(enhed=distrikt, kode="SYD", by=administrator, nu=nu)
        stoppet = Tilknytning.objects.gaeldende(nu).indskrivninger().filter(enhed__kode="STR-FYR").first()
        boern.udskriv(tilknytning=stoppet, by=None, nu=nu)

        koer(foer_frem(nu=nu + timedelta(days=16)))

        assert dato(fremfoert_til(Kommune.objects.get(kode=FJORDBY_KODE))) == dato(nu) + timedelta(days=16)
        assert "Demoen lod noget ligge" in caplog.text
        assert EgenVurdering.objects.filter(faerdig_at__gt=nu).count() > 15
        halv.refresh_from_db()
        assert halv.svar["kommentar"] == "Skrevet af en gæst."
        aftale.refresh_from_db()
        assert aftale.afsluttet_at == nu
