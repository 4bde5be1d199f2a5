"""The child's page, the leader's, the archive and the numbers in the browser: every page at three widths, with axe."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from opsporing.boern import actions as boern
from opsporing.handlinger import actions as handlinger
from opsporing.models import Frist, Spaerringsgrund
from opsporing.spaerring import actions as spaerringer
from tests.cast import NU, By
from tests.factories.barn import BarnFactory
from tests.factories.vurdering import Afsluttet, afsluttede_vurderinger
from tests.factories.vurdering import runde as lav_runde
from tests.support.sider import TABLET, i_orden
from trivsel.models import Runde, Vurdering

LogInd = Callable[..., Page]


def _dag(aar: int, maaned: int, dag: int) -> datetime:
    return datetime(aar, maaned, dag, 12, tzinfo=UTC)


@pytest.fixture
def historie(by: By) -> list[Vurdering]:
    """Alma three times: green, yellow, red in social trivsel; the last round is in the numbers too."""
    runder = [
        lav_runde(by.kommune, navn=navn, aabner=aabner, lukker=lukker, lukket_at=_dag(lukker.year, lukker.month, 30))
        for navn, aabner, lukker in (
            ("Efterårsrunden", date(2025, 10, 1), date(2025, 11, 29)),
            ("Forårsrunden", date(2026, 4, 1), date(2026, 5, 29)),
        )
    ]
    raekke = zip(("groen", "gul", "roed"), (_dag(2025, 11, 20), _dag(2026, 5, 20), NU - timedelta(days=9)), strict=True)
    mine = [
        Afsluttet(by.alma, by.egern, {"social": kode}, dag, [*runder, None][nr])
        for nr, (kode, dag) in enumerate(raekke)
    ]
    andre = [
        Afsluttet(BarnFactory(kommune=by.kommune), by.egern, "groen", _dag(2026, 5, 21), runder[1]) for _ in range(9)
    ]
    return afsluttede_vurderinger([*mine, *andre], [by.paedagog, by.paedagog2])[:3]


def test_barnets_side(by: By, historie: list[Vurdering], orienteret: Runde, log_ind: LogInd) -> None:
    """Empty, with all there is, the number uncovered in place, the whole timeline, and two vurderinger side by side."""
    side = log_ind("paedagog", f"/boern/{by.bo.pk}/")
    i_orden(side, "Bo Ærebo")
    aftale = handlinger.opret(
        anledning=historie[-1].anledning,
        hvad="Vi begynder legen sammen med Alma efter frokost.",
        ansvarlig=by.paedagog,
        opfoelgning_den=(NU + timedelta(days=20)).date(),
        by=by.paedagog,
        nu=NU,
    )
    side.goto(f"/boern/{by.alma.pk}/")
    i_orden(side, "Alma Åkjær")
    expect(side.get_by_role("link", name="Begynd din vurdering")).to_be_visible()
    side.get_by_role("button", name="Vis CPR-nummer").click()
    expect(side.locator("#cpr")).to_contain_text("610924-4234")
    side.get_by_text("Vis som tabel").click()
    i_orden(side, "Alma Åkjær", axe_ved=[TABLET])
    expect(side.get_by_text("Begyndte i Egern")).to_be_visible()
    side.get_by_role("link", name="Sammenlign med forrige").click()
    i_orden(side, "To vurderinger af Alma")
    side.get_by_label("Før", exact=True).select_option(index=2)
    side.get_by_role("button", name="Vis", exact=True).click()
    expect(side.get_by_role("columnheader", name="20. november 2025")).to_be_visible()
    side.goto(f"/boern/{by.alma.pk}/")
    side.get_by_role("link", name="Følg op").click()
    i_orden(side, "Hvordan gik det?", axe_ved=[])
    assert f"/{aftale.pk}/" in side.url


def test_et_ventet_barn_og_en_spaerret_sag(by: By, historie: list[Vurdering], log_ind: LogInd) -> None:
    ventet = BarnFactory(kommune=by.kommune, ventet=True)
    boern.indskriv(barn=ventet, enhed=by.nord, by=None, nu=NU - timedelta(days=1))
    side = log_ind("sundhedsplejerske", f"/boern/{ventet.pk}/")
    i_orden(side, "Ventet barn")
    spaerringer.saet(
        anledning=historie[-1].anledning, grund=Spaerringsgrund.TVIVL, gennemses_om_dage=14, by=by.paedagog, nu=NU
    )
    side = log_ind("leder", f"/boern/{by.alma.pk}/")
    i_orden(side, "Alma Åkjær")
    expect(side.get_by_text("Forældrene må ikke orienteres", exact=True)).to_be_visible()


def test_lederens_side_og_dens_lister(by: By, historie: list[Vurdering], orienteret: Runde, log_ind: LogInd) -> None:
    """Every number leads to its list, and the report ends in a text."""
    Frist.objects.filter(kode__startswith="trivsel.egen").update(forfalder_at=NU - timedelta(days=3))
    side = log_ind("leder", "/leder/")
    i_orden(side, "Børnehuset Birken")
    for tal, overskrift in (
        ("opgaver er over tiden", "Over tiden"),
        ("fælles vurderinger er færdige", "Børnene i runden"),
        ("barn med faldende trivsel", "Børn med faldende trivsel"),
        ("har en aftale, når der er behov", "Aftaler, når der er behov"),
    ):
        side.get_by_role("link", name=tal).first.click()
        i_orden(side, overskrift)
        side.get_by_role("link", name="Overblik", exact=True).last.click()
    side.get_by_text("Vis tallene").click()
    i_orden(side, "Børnehuset Birken", axe_ved=[TABLET])
    side.get_by_role("link", name="Skriv jeres refleksion").click()
    i_orden(side, "Jeres refleksion, forårsrunden 2026")
    side.get_by_label("Jeres refleksion").fill("Vi deler os i mindre grupper om formiddagen.")
    side.get_by_role("button", name="Gem refleksionen").click()
    expect(side.get_by_role("link", name="Læs jeres refleksion")).to_be_visible()


def test_to_skriver_refleksionen(by: By, historie: list[Vurdering], log_ind: LogInd) -> None:
    adresse = f"/leder/refleksion/{historie[1].runde_id}/"
    foerst = log_ind("leder", adresse)
    saa = log_ind("leder", adresse, taal=("status of 409",))
    for side, tekst in ((foerst, "Den første tekst."), (saa, "Den anden tekst.")):
        side.get_by_label("Jeres refleksion").fill(tekst)
        side.get_by_role("button", name="Gem refleksionen").click()
    i_orden(saa, "Jeres refleksion")
    saa.get_by_label("Behold begge").check()
    saa.get_by_role("button", name="Gem det, jeg har valgt").click()
    saa.get_by_role("link", name="Læs jeres refleksion").click()
    expect(saa.get_by_label("Jeres refleksion")).to_have_value("Den første tekst.\n\nDen anden tekst.")


def test_arkivet(by: By, historie: list[Vurdering], log_ind: LogInd) -> None:
    """Find the child, forget the purpose, state it, read."""
    boern.flyt(barn=by.alma, fra_enhed=by.egern, til_enhed=by.ulv, by=None, nu=NU - timedelta(days=1))
    side = log_ind("leder", "/arkiv/")
    i_orden(side, "Børn, der er stoppet")
    side.get_by_label("Barnets navn").fill("åkjær")
    side.get_by_role("button", name="Søg").click()
    i_orden(side, "Børn, der er stoppet", axe_ved=[TABLET])
    side.get_by_role("link", name="Vælg").click()
    i_orden(side, "Åbn arkivet om Alma Åkjær")
    side.get_by_role("button", name="Åbn arkivet i en time").click()
    i_orden(side, "Åbn arkivet om Alma Åkjær", axe_ved=[TABLET])
    expect(side.get_by_role("alert")).to_contain_text("Hvad skal du bruge det til?")
    side.get_by_label("Klage").check()
    side.get_by_label("Skriv kort hvorfor").fill("Forældrene klager over stuen.")
    side.get_by_role("button", name="Åbn arkivet i en time").click()
    i_orden(side, "Arkivet om Alma Åkjær")
    side.get_by_role("link", name="Læs").first.click()
    expect(side.get_by_role("link", name="Ret vurderingen")).to_have_count(0)
    side.goto("/arkiv/")
    i_orden(side, "Børn, der er stoppet", axe_ved=[TABLET])


def test_kommunens_tal(by: By, historie: list[Vurdering], orienteret: Runde, log_ind: LogInd) -> None:
    """An open round and a closed one, and the file."""
    side = log_ind("forvaltning", "/tal/")
    i_orden(side, "Efterårsrunden 2026 i tal")
    side.get_by_label("Runde", exact=True).select_option(label="Forårsrunden 2026")
    side.get_by_role("button", name="Vis", exact=True).click()
    i_orden(side, "Forårsrunden 2026 i tal")
    with side.expect_download() as hentet:
        side.get_by_role("link", name="Hent tallene som CSV").click()
    fil: Any = hentet.value
    assert fil.suggested_filename == "opsporing-tal.csv"
    assert "Forårsrunden 2026;dækning" in fil.path().read_text("utf-8-sig")
