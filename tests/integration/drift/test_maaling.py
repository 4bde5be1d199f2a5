"""The benchmark runs: it loads, measures every page beside its bare one, keeps what it has loaded, and stays out of
databases that are not its own. How fast the pages are depends on the machine and is asserted nowhere.
"""

import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from adbb.models import Screening, Teamsag
from opsporing.maaling.ur import HOEJST_SPOERGSMAAL, percentil
from opsporing.models import Barn
from tests import cast
from tests.support.servers import connected_to
from trivsel.models import EgenVurdering, Vurdering

pytestmark = pytest.mark.langsom

BOERN = 180
LINJE = re.compile(
    r"^(?P<side>\S.*?\S) +(?P<p50>[\d.]+) +(?P<p95>[\d.]+) +[\d.]+ +[\d.]+ +(?P<forhold>[\d.]+) "
    r"+(?P<spoergsmaal>\d+) +(?P<lille>\d+|–) +(?P<stor>\d+|–)$",
    re.MULTILINE,
)


@pytest.fixture
def database(ny_database: Any, django_db_blocker: Any) -> Iterator[None]:
    """An empty database with the forms published."""
    with django_db_blocker.unblock(), connected_to(ny_database("skemaer")):
        yield


def _bench(**valg: Any) -> str:
    ud = StringIO()
    call_command("bench", stdout=ud, boern=BOERN, gange=2, **valg)
    return ud.getvalue()


@pytest.mark.usefixtures("database")
def test_every_page_is_measured_and_what_was_loaded_is_kept() -> None:
    foerste = _bench()
    assert Barn.objects.count() == BOERN
    assert Vurdering.objects.count() > 3 * BOERN
    assert EgenVurdering.objects.filter(faerdig_at__isnull=True, begyndt_at__isnull=False).exists()
    maalt = {m["side"]: m for m in LINJE.finditer(foerste)}
    assert {"I dag, pædagog", "Stuen", "Barnets side", "Egen vurdering, åbn", "Egen vurdering, gem"} <= set(maalt)
    assert {"Søg et barn, leder", "Lederens overblik", "Over tiden, liste"} <= set(maalt)
    assert {"I dag, sundhedsplejerske", "ADBB, liste, ledende sundhedsplejerske"} <= set(maalt)
    assert {"ADBB, forløb", "ADBB, screening, åbn", "ADBB, screening, gem", "ADBB, fordeling af scorer"} <= set(maalt)
    assert {"Overgange, liste", "Overgang", "Møder, liste", "Møde med dagsorden", "Underretning"} <= set(maalt)
    assert {"Indbakke, socialrådgiver", "Mine sager, socialrådgiver"} <= set(maalt)
    assert set(Screening.objects.values_list("udfald", flat=True)) >= {"", "under", "over_foerste", "over_anden"}
    assert Teamsag.objects.filter(afsluttet_at=None).exists()
    for m in maalt.values():
        assert 0 < float(m["p50"]) <= float(m["p95"])
        assert int(m["spoergsmaal"]) <= HOEJST_SPOERGSMAAL, m["side"]
        # In a small house a list may be empty, and then nothing is read for its rows.
        assert m["lille"] == m["stor"] == "–" or int(m["lille"]) <= int(m["stor"]), m["side"]
    for side in ("I dag, pædagog", "Stuen", "Børn, liste", "Søg et barn, leder", "Lederens overblik", "Møder, liste"):
        assert maalt[side]["lille"] == maalt[side]["stor"], side
    assert "samme forespørgsel" not in foerste

    anden = _bench(side="Stuen")
    assert "Lægger" in foerste
    assert "Lægger" not in anden
    assert [m["side"] for m in LINJE.finditer(anden)] == ["Stuen"]
    assert Barn.objects.count() == BOERN


@pytest.mark.usefixtures("database")
def test_it_stays_out_of_a_database_that_others_use() -> None:
    by = cast.byg()
    with pytest.raises(CommandError, match="ikke tom"):
        _bench()
    assert Barn.objects.filter(kommune=by.kommune).count() == len(by.boern)


def test_it_is_not_for_production(settings: Any) -> None:
    settings.TEST = settings.DEMO = False
    with pytest.raises(CommandError, match="demo og test"):
        _bench()


def test_a_percentile_is_a_time_that_was_measured() -> None:
    tider = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert [percentil(tider, p) for p in (1, 50, 95, 100)] == [1.0, 3.0, 5.0, 5.0]
