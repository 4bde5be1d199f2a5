"""The administrator's pages about forms, and every field type, at three widths."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from opsporing import tid
from opsporing.models import Skemaversion
from opsporing.skemaer import actions
from tests import cast
from tests.factories.skematekst import TOML
from tests.support.axe import overtraedelser, ruller_sidelaens
from tests.support.servers import Server

BREDDER = [390, 768, 1280]


@pytest.fixture
def side(page: Page, server: Server) -> Iterator[Page]:
    """Signed in as the administrator of Prøveby; what the browser complains about is a failure (CSP too)."""
    klager: list[str] = []

    def hoer(besked: ConsoleMessage) -> None:
        # 422 is how a form is given back with its faults; Chromium calls every such answer an error.
        if besked.type in {"error", "warning"} and "422" not in besked.text:
            klager.append(besked.text)

    page.on("console", hoer)
    page.on("pageerror", lambda fejl: klager.append(str(fejl)))
    cast.byg(tid.nu())
    page.goto(f"{server.url}/skemaer/")
    page.fill("input[name=login]", "administrator")
    page.fill("input[name=password]", cast.ADGANGSKODE)
    page.get_by_role("button", name="Log ind", exact=True).click()
    page.wait_for_url(f"{server.url}/skemaer/")
    yield page
    assert klager == []


@pytest.fixture
def proeve(side: Page, tmp_path: Path) -> Skemaversion:
    """The example form with every field type."""
    fil = tmp_path / "proeve.toml"
    fil.write_text(TOML, encoding="utf-8")
    actions.indlaes(nu=tid.nu(), fra=[fil])
    return Skemaversion.objects.get(skema__kode="proeve")


def i_orden(side: Page) -> None:
    for bredde in BREDDER:
        side.set_viewport_size({"width": bredde, "height": 900})
        assert overtraedelser(side) == [], bredde
        assert not ruller_sidelaens(side), bredde


def test_fra_listen_til_en_egen_version_i_brug(side: Page, server: Server) -> None:
    i_orden(side)
    side.get_by_role("link", name="Trivselsskema for vuggestue", exact=True).click()
    i_orden(side)
    side.get_by_role("link", name="Lav kommunens egen version").click()
    tekst = side.locator("textarea[name=toml]")
    tekst.fill(tekst.input_value().replace('type = "tegn"', 'type = "tegnn"', 1))
    side.get_by_role("button", name="Gem som kladde").click()
    expect(side.get_by_role("alert")).to_contain_text("Typen „tegnn“ findes ikke. Mener du „tegn“?")
    i_orden(side)
    tekst.fill(tekst.input_value().replace("tegnn", "tegn").replace("for vuggestue", "for vuggestue i Prøveby"))
    side.get_by_role("button", name="Gem som kladde").click()
    expect(side.get_by_role("heading", name="Trivselsskema for vuggestue i Prøveby")).to_be_visible()
    i_orden(side)
    side.locator(".ops-crumb a").click()
    i_orden(side)
    side.get_by_role("button", name="Publicer kladden").click()
    expect(side.get_by_text("Kommunen bruger sin egen version.")).to_be_visible()
    side.get_by_role("button", name="Tag ud af brug").click()
    expect(side.get_by_text("Kommunen bruger det fælles skema")).to_be_visible()


def test_alle_felttyper_som_personalet_ser_dem(side: Page, server: Server, proeve: Skemaversion) -> None:
    side.goto(f"{server.url}/skemaer/version/{proeve.pk}/vis/?alder=20")
    i_orden(side)
    side.get_by_label("I tvivl").check()
    expect(side.get_by_text("Ring nu.")).to_be_visible()
    expect(side.get_by_text("Er blevet mere stille")).to_be_visible()
    expect(side.get_by_text("Hvor tit?")).to_be_hidden()
    side.locator("[data-lineal-del=set] label").first.click()
    expect(side.get_by_text("Hvor tit?")).to_be_visible()
    side.get_by_label("Sygdom", exact=True).check()
    expect(side.get_by_label("Hvilken sygdom?")).to_be_visible()
    i_orden(side)
    side.get_by_label("Nej", exact=True).last.check()
    side.locator("[data-felt=overgreb]").get_by_label("Nej").check()
    expect(side.get_by_text("Er blevet mere stille")).to_be_hidden()
    side.get_by_label("Alder i fyldte måneder").fill("12")
    side.get_by_role("button", name="Vis", exact=True).click()
    expect(side.get_by_text("Leger ved siden af andre")).to_be_visible()
