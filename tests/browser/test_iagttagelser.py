"""The list of dated observations in a browser: keys, saving as one goes, taking away, two writers, and two widths."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from opsporing.models import Skemaversion
from opsporing.skemaer import actions
from tests.cast import NU, By
from tests.factories.skematekst import TOML
from tests.support.axe import overtraedelser, ruller_sidelaens
from trivsel.models import EgenVurdering, Vurdering

GEMT = re.compile(r"^Gemt kl\. \d{1,2}\.\d\d$")


@pytest.fixture
def egen(by: By, alma: Vurdering, tmp_path: Path) -> EgenVurdering:
    """The pædagog's own answers, to the example form with every field type."""
    fil = tmp_path / "proeve.toml"
    fil.write_text(TOML, encoding="utf-8")
    actions.indlaes(nu=NU, fra=[fil])
    version = Skemaversion.objects.get(skema__kode="proeve")
    Vurdering.objects.filter(pk=alma.pk).update(skemaversion=version)
    EgenVurdering.objects.filter(vurdering=alma).update(skemaversion=version)
    return EgenVurdering.objects.filter(vurdering=alma).order_by("nr")[0]


@pytest.fixture
def aabn(egen: EgenVurdering, log_ind: Callable[..., Page]) -> Callable[..., Page]:
    """Another tablet of the same pædagog, at the form."""

    def aabn(**kontekst: Any) -> Page:
        side = log_ind("paedagog", f"/trivsel/{egen.vurdering_id}/egen/", **kontekst)
        side.locator("[data-felt=set_hoert]").scroll_into_view_if_needed()
        return side

    return aabn


def raekker(side: Page):
    return side.locator("[data-iagttagelse]:not(.is-fjernet)")


def gemte(egen: EgenVurdering) -> list[dict[str, str]]:
    svar = EgenVurdering.objects.filter(vurdering=egen.vurdering, vurderer__username="paedagog").get().svar
    return [{navn: v for navn, v in en.items() if navn != "id"} for en in svar.get("set_hoert", [])]


def vent_paa_gemt(side: Page) -> None:
    expect(side.locator("#gemt")).to_have_text(GEMT)
    for _ in range(100):
        if not any(noegle.startswith("ops-gem:") for noegle in side.evaluate("Object.keys(sessionStorage)")):
            return
        side.wait_for_timeout(50)
    raise AssertionError(side.evaluate("JSON.stringify(sessionStorage)"))


def test_skrives_med_taster_alene_og_gemmer_sig_selv(aabn: Callable[[], Page], egen: EgenVurdering) -> None:
    side = aabn()
    raekker(side).first.get_by_label("Dato").focus()
    for tekst in ("05-10-2026", "kl. 8.30, garderoben"):
        side.keyboard.type(tekst)
        side.keyboard.press("Tab")
    side.keyboard.type("Set")
    side.keyboard.press("Tab")
    side.keyboard.type("Græd i 20 minutter.")
    side.keyboard.press("Tab")
    expect(side.get_by_role("button", name="Fjern iagttagelse 1")).to_be_focused()
    side.keyboard.press("Tab")
    side.keyboard.press("Enter")
    expect(raekker(side)).to_have_count(2)
    expect(raekker(side).nth(1).get_by_label("Dato")).to_be_focused()
    side.keyboard.press("Tab")
    side.keyboard.press("Tab")
    side.keyboard.press("Tab")
    side.keyboard.type("Sagde: Mor er træt.")
    vent_paa_gemt(side)
    foerste = {"dato": "2026-10-05", "sted": "kl. 8.30, garderoben", "tekst": "Græd i 20 minutter.", "kilde": "selv"}
    assert gemte(egen) == [foerste, {"tekst": "Sagde: Mor er træt."}]
    side.reload()
    expect(raekker(side)).to_have_count(2)
    expect(raekker(side).first.get_by_label("Dato")).to_have_value("05-10-2026")


def test_fjernes_og_hentes_tilbage(aabn: Callable[[], Page], egen: EgenVurdering) -> None:
    side = aabn()
    raekker(side).first.get_by_label("Hvad skete der").fill("Et")
    side.get_by_role("button", name="Tilføj en iagttagelse").click()
    raekker(side).nth(1).get_by_label("Hvad skete der").fill("To")
    vent_paa_gemt(side)
    side.get_by_role("button", name="Fjern iagttagelse 1").click()
    expect(side.get_by_role("button", name="Fortryd")).to_be_focused()
    expect(raekker(side)).to_have_count(1)
    expect(raekker(side).first.locator("legend")).to_have_text("Iagttagelse 1")
    side.wait_for_timeout(300)
    vent_paa_gemt(side)
    assert gemte(egen) == [{"tekst": "To"}]
    side.keyboard.press("Enter")
    expect(raekker(side)).to_have_count(2)
    side.wait_for_timeout(300)
    vent_paa_gemt(side)
    assert sorted(en["tekst"] for en in gemte(egen)) == ["Et", "To"]


def test_en_dag_der_ikke_er_kommet_siges_og_resten_gemmes(aabn: Callable[[], Page], egen: EgenVurdering) -> None:
    side = aabn()
    raekker(side).first.get_by_label("Hvad skete der").fill("Et")
    raekker(side).first.get_by_label("Dato").fill("31-12-2026")
    raekker(side).first.get_by_label("Dato").blur()
    expect(side.get_by_role("alert")).to_contain_text("Iagttagelse 1: Datoen ligger i fremtiden.")
    assert gemte(egen) == [{"tekst": "Et"}]
    raekker(side).first.get_by_label("Dato").fill("05-10-2026")
    raekker(side).first.get_by_label("Dato").blur()
    vent_paa_gemt(side)
    assert gemte(egen) == [{"tekst": "Et", "dato": "2026-10-05"}]


def test_to_sider_skriver_hver_sin_og_intet_tabes(aabn: Callable[[], Page], egen: EgenVurdering) -> None:
    ene, anden = aabn(), aabn()
    raekker(ene).first.get_by_label("Hvad skete der").fill("Fra den ene")
    vent_paa_gemt(ene)
    raekker(anden).first.get_by_label("Hvad skete der").fill("Fra den anden")
    vent_paa_gemt(anden)
    assert gemte(egen) == [{"tekst": "Fra den ene"}, {"tekst": "Fra den anden"}]
    for side in (ene, anden):
        side.reload()
        expect(raekker(side)).to_have_count(2)
    raekker(ene).first.get_by_label("Hvad skete der").fill("Den enes rettelse")
    vent_paa_gemt(ene)
    raekker(anden).nth(1).get_by_label("Hvad skete der").fill("Den andens rettelse")
    vent_paa_gemt(anden)
    assert gemte(egen) == [{"tekst": "Den enes rettelse"}, {"tekst": "Den andens rettelse"}]
    raekker(anden).first.get_by_label("Hvad skete der").fill("Begge i den samme")
    expect(anden.get_by_role("heading", name="To har skrevet i det samme felt")).to_be_visible()
    expect(anden.get_by_text("Uden dato: Begge i den samme")).to_be_visible()
    assert gemte(egen)[0] == {"tekst": "Den enes rettelse"}


def test_det_usendte_staar_der_igen_efter_et_brud(aabn: Callable[..., Page], egen: EgenVurdering) -> None:
    side = aabn(taal=("503",))
    raekker(side).first.get_by_label("Hvad skete der").fill("Et")
    vent_paa_gemt(side)
    side.route("**/gem/", lambda rute: rute.fulfill(status=503))
    side.get_by_role("button", name="Tilføj en iagttagelse").click()
    raekker(side).nth(1).get_by_label("Hvad skete der").fill("Uden net")
    expect(side.locator("#gemt")).to_contain_text("Intet net")
    side.on("dialog", lambda dialog: dialog.accept())
    side.unroute("**/gem/")
    side.reload()
    expect(raekker(side)).to_have_count(2)
    expect(raekker(side).nth(1).get_by_label("Hvad skete der")).to_have_value("Uden net")
    vent_paa_gemt(side)
    assert gemte(egen) == [{"tekst": "Et"}, {"tekst": "Uden net"}]


def test_ord_der_kan_daekke_over_en_tolkning_bliver_naevnt(aabn: Callable[..., Page], egen: EgenVurdering) -> None:
    side = aabn()
    felt = raekker(side).first.get_by_label("Hvad skete der")
    raad = side.locator("[data-felt=set_hoert] [data-fund]")
    expect(raad).to_have_role("status")
    felt.press_sequentially("Hun græder tit, TIT og altid. Titlen: „altid“")
    expect(raad).to_have_text("")  # not at each key
    expect(raad).to_contain_text("„tit“, „altid“: Skriv, hvor mange gange.")
    expect(felt).to_have_value("Hun græder tit, TIT og altid. Titlen: „altid“")
    vent_paa_gemt(side)
    side.reload()  # the server says the same
    expect(raad).to_contain_text("„tit“, „altid“: Skriv, hvor mange gange.")
    felt.fill("Hun græd fire gange.")
    felt.blur()
    expect(raad).to_have_text("")
    side.locator("[data-felt=set_hoert] summary").focus()
    expect(side.get_by_text("Ville en anden have set det samme?")).to_be_hidden()
    side.keyboard.press("Enter")
    expect(side.get_by_text("Ville en anden have set det samme?")).to_be_visible()


@pytest.mark.parametrize("bredde", [390, 1280])
def test_kan_bruges_paa_en_telefon(aabn: Callable[[], Page], bredde: int) -> None:
    side = aabn()
    side.set_viewport_size({"width": bredde, "height": 900})
    side.get_by_role("button", name="Tilføj en iagttagelse").click()
    assert overtraedelser(side) == []
    assert not ruller_sidelaens(side)
    for nr in range(2):
        for del_ in raekker(side).nth(nr).locator("input:visible, select, textarea, button:visible").all():
            assert del_.bounding_box()["height"] >= 44
