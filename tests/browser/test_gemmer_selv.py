"""A form that saves itself, in a real browser: taps and keys, lost network, reload, sign-out, and two pages at once."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from opsporing import tid
from opsporing.organisation import actions as organisation
from opsporing.profil import Praksisprofil
from tests import cast
from tests.support.axe import overtraedelser
from tests.support.servers import Server
from trivsel.actions import runder
from trivsel.models import EgenVurdering, Vurdering

IKKE_SENDT = "Intet net. Gemt her, sendes om lidt"
UDEN_NET = """
    const fetchen = window.fetch;
    window.fetch = (...a) => localStorage.getItem("uden-net") ? Promise.reject(new TypeError("net")) : fetchen(...a);
"""
GEMT = re.compile(r"^Gemt kl\. \d{1,2}\.\d\d$")


@pytest.fixture
def vurdering(server: Server) -> Vurdering:
    """Alma's vurdering in an open round."""
    nu = tid.nu()
    by = cast.byg(nu)
    organisation.gem_profil(
        kommune=by.kommune, profil=replace(Praksisprofil(), orientering_kraeves=False), grund="Prøve", by=None, nu=nu
    )
    runde = runder.planlaeg(
        kommune=by.kommune,
        navn="Runden",
        arena="vuggestue",
        alder_fra_mdr=0,
        alder_til_mdr=60,
        aabner=nu.date(),
        lukker=date(nu.year + 1, 12, 31),
        by=None,
        nu=nu,
    )
    runder.aabn_runde(runde=runde, by=None, nu=nu)
    return Vurdering.objects.get(barn=by.barn)


@pytest.fixture
def adresse(server: Server, vurdering: Vurdering) -> str:
    """The page of an own vurdering."""
    return f"{server.url}/trivsel/{vurdering.pk}/egen/"


def log_ind(side: Page, adresse: str, bruger: str = "paedagog") -> None:
    """Sign in and end at the address."""
    side.goto(adresse)
    side.fill("input[name=login]", bruger)
    side.fill("input[name=password]", cast.ADGANGSKODE)
    side.get_by_role("button", name="Log ind", exact=True).click()
    side.wait_for_url(adresse)


@pytest.fixture
def side(page: Page, adresse: str) -> Iterator[Page]:
    """The page, signed in as a pædagog; a fault in any script is a failure."""
    fejl: list[str] = []
    page.on("pageerror", lambda e: fejl.append(str(e)))
    page.add_init_script(UDEN_NET)
    log_ind(page, adresse)
    yield page
    assert fejl == []


def gemte(vurdering: Vurdering, bruger: str = "paedagog") -> dict[str, Any]:
    """What the database holds of the rater's answers."""
    egen = EgenVurdering.objects.filter(vurdering=vurdering, vurderer__username=bruger).first()
    return egen.svar if egen else {}


def kort(side: Page) -> Any:
    return side.locator(".ops-tegn")


def tryk(side: Page, nr: int, svar: int) -> None:
    kort(side).nth(nr).locator(".ops-answer").nth(svar).click()


def vent_paa_gemt(side: Page) -> None:
    expect(side.locator("#gemt")).to_have_text(GEMT)
    # What is waiting has been sent when nothing is kept in the tab any more.
    for _ in range(100):
        if not any(noegle.startswith("ops-gem:") for noegle in side.evaluate("Object.keys(sessionStorage)")):
            return
        side.wait_for_timeout(50)
    raise AssertionError(side.evaluate("JSON.stringify(sessionStorage)"))


def koder(side: Page) -> list[str]:
    return [k.locator("input").first.get_attribute("name") for k in kort(side).all()]


def afbryd(side: Page) -> None:
    """Saves fail from now on, also those a page sends as it is left; pages can still be fetched."""
    side.evaluate("localStorage.setItem('uden-net', 'ja')")


def forbind(side: Page) -> None:
    side.evaluate("localStorage.removeItem('uden-net')")


def test_et_tryk_svarer_taeller_gemmer_og_gaar_videre(side: Page, vurdering: Vurdering) -> None:
    navne = koder(side)
    tryk(side, 0, 0)
    expect(kort(side).nth(1)).to_have_class(re.compile("is-current"))
    tryk(side, 1, 3)
    vent_paa_gemt(side)
    assert gemte(vurdering) == {navne[0]: "groen", navne[1]: "ikke_set"}
    expect(side.locator("[data-tegn-antal]")).to_have_text(f"2 af {len(navne)} tegn")
    expect(side.locator("[data-dim-tal]").first).to_have_text(re.compile("^2 af "))
    side.reload()
    expect(kort(side).nth(1).locator("input").nth(3)).to_be_checked()
    expect(kort(side).nth(2)).to_have_class(re.compile("is-current"))
    assert overtraedelser(side) == []


def test_hele_barnet_uden_at_rulle_selv(side: Page, vurdering: Vurdering) -> None:
    """Every tap is on a sign that is already in sight between the two bars."""
    antal = kort(side).count()
    assert 16 <= antal <= 24
    for nr in range(antal):
        boks = kort(side).nth(nr).bounding_box()
        top = side.locator(".ops-focus").bounding_box()
        bund = side.locator(".ops-savebar").bounding_box()
        assert boks["y"] >= top["y"] + top["height"] - 1, nr
        assert boks["y"] + boks["height"] <= bund["y"] + 1, nr
        tryk(side, nr, 0)
    vent_paa_gemt(side)
    assert [kode for kode in koder(side) if gemte(vurdering).get(kode) != "groen"] == []
    expect(side.locator("[data-tegn-mangler]")).to_be_hidden()


def test_taster_alene(side: Page, vurdering: Vurdering) -> None:
    navne = koder(side)
    side.get_by_role("link", name="Gå til det næste").focus()
    side.keyboard.press("Enter")
    expect(kort(side).nth(0).locator("input").first).to_be_focused()
    for tast in "1230":
        side.keyboard.press(tast)
    side.keyboard.press("ArrowUp")
    side.keyboard.press("2")
    vent_paa_gemt(side)
    assert gemte(vurdering) == {navne[0]: "groen", navne[1]: "gul", navne[2]: "roed", navne[3]: "gul"}
    side.locator("textarea").first.focus()
    side.keyboard.type("1230")
    vent_paa_gemt(side)
    assert "1230" in gemte(vurdering).values()
    assert len([kode for kode in navne if kode in gemte(vurdering)]) == 4


def test_alle_tegn_paa_trivsel_udfylder_kun_det_ubesvarede_og_kan_fortrydes(side: Page, vurdering: Vurdering) -> None:
    dimension = side.locator("[data-dimension]").first
    navne = [k.locator("input").first.get_attribute("name") for k in dimension.locator(".ops-tegn").all()]
    tryk(side, 1, 2)
    knap = dimension.locator("[data-alle]")
    knap.click()
    expect(knap).to_contain_text("Udfyldt – fortryd")
    vent_paa_gemt(side)
    assert gemte(vurdering) == dict.fromkeys(navne, "groen") | {navne[1]: "roed"}
    knap.click()
    expect(knap).to_contain_text("Alle tegn på trivsel ses")
    vent_paa_gemt(side)
    assert gemte(vurdering) == {navne[1]: "roed"}


def test_uden_net_tabes_intet_og_det_siges(side: Page, vurdering: Vurdering) -> None:
    navne = koder(side)
    side.context.set_offline(True)
    for nr in range(3):
        tryk(side, nr, 1)
    side.locator("textarea").last.fill("Skrevet uden net.\nTo linjer.")
    expect(side.locator("#gemt")).to_have_text(IKKE_SENDT)
    assert gemte(vurdering) == {}
    side.context.set_offline(False)
    vent_paa_gemt(side)
    assert [gemte(vurdering)[navn] for navn in navne[:3]] == ["gul"] * 3
    assert "Skrevet uden net.\nTo linjer." in gemte(vurdering).values()


def test_en_side_der_hentes_igen_uden_at_vaere_gemt_taber_intet(side: Page, vurdering: Vurdering) -> None:
    navne = koder(side)
    afbryd(side)
    side.on("dialog", lambda dialog: dialog.accept())
    tryk(side, 0, 2)
    side.locator("textarea").last.fill("Det, der ikke nåede frem")
    expect(side.locator("#gemt")).to_have_text(IKKE_SENDT)
    side.reload()
    expect(kort(side).nth(0).locator("input").nth(2)).to_be_checked()
    expect(side.locator("textarea").last).to_have_value("Det, der ikke nåede frem")
    expect(side.locator("[data-tegn-antal]")).to_have_text(f"1 af {len(navne)} tegn")
    assert gemte(vurdering) == {}
    forbind(side)
    side.evaluate("window.dispatchEvent(new Event('online'))")
    vent_paa_gemt(side)
    assert gemte(vurdering)[navne[0]] == "roed"
    assert "Det, der ikke nåede frem" in gemte(vurdering).values()


def test_det_usendte_sendes_ogsaa_fra_det_naeste_barns_side(side: Page, server: Server, vurdering: Vurdering) -> None:
    afbryd(side)
    side.on("dialog", lambda dialog: dialog.accept())
    side.locator("textarea").last.fill("Om det første barn")
    expect(side.locator("#gemt")).to_have_text(IKKE_SENDT)
    naeste = Vurdering.objects.exclude(pk=vurdering.pk).get(barn__fornavn="Bo")
    side.goto(f"{server.url}/trivsel/{naeste.pk}/egen/")
    assert gemte(vurdering) == {}
    forbind(side)
    side.evaluate("window.dispatchEvent(new Event('online'))")
    for _ in range(100):
        if gemte(vurdering):
            break
        side.wait_for_timeout(100)
    assert "Om det første barn" in gemte(vurdering).values()
    assert gemte(naeste) == {}
    expect(side.locator("textarea").last).to_have_value("")


def test_logget_ud_og_ind_igen_taber_intet(side: Page, adresse: str, vurdering: Vurdering) -> None:
    side.context.clear_cookies()
    side.locator("textarea").last.fill("Skrevet, efter at sessionen var slut")
    expect(side.locator("#gemt")).to_have_text(re.compile("^Du er logget ud. "))
    side.on("dialog", lambda dialog: dialog.accept())
    log_ind(side, adresse)
    vent_paa_gemt(side)
    expect(side.locator("textarea").last).to_have_value("Skrevet, efter at sessionen var slut")
    assert "Skrevet, efter at sessionen var slut" in gemte(vurdering).values()


def test_en_anden_bruger_i_samme_fane_faar_ikke_det_skrevne(side: Page, adresse: str, vurdering: Vurdering) -> None:
    side.context.clear_cookies()
    side.locator("textarea").last.fill("Kun mit")
    expect(side.locator("#gemt")).to_have_text(re.compile("^Du er logget ud. "))
    side.on("dialog", lambda dialog: dialog.accept())
    log_ind(side, adresse, "paedagog2")
    expect(side.locator("textarea").last).to_have_value("")
    assert "Kun mit" not in json.dumps(side.evaluate("Object.values(sessionStorage)"))
    assert gemte(vurdering, "paedagog2") == {}


def test_to_faner_i_samme_felt_viser_begge_udgaver(side: Page, adresse: str, vurdering: Vurdering) -> None:
    anden = side.context.new_page()
    anden.goto(adresse)
    side.locator("textarea").last.fill("Den første tekst")
    vent_paa_gemt(side)
    anden.locator("textarea").last.fill("Den anden tekst")
    panel = anden.locator("[data-konflikter]")
    expect(panel).to_contain_text("To har skrevet i det samme felt")
    expect(panel).to_contain_text("Den første tekst")
    expect(panel).to_contain_text("Den anden tekst")
    expect(panel.get_by_role("alert")).to_be_focused()
    assert overtraedelser(anden) == []
    panel.get_by_role("button", name="Gem valget").click()
    expect(anden.get_by_text("Valget er gemt.")).to_be_visible()
    assert "Den første tekst\n\nDen anden tekst" in gemte(vurdering).values()
    expect(anden.locator("textarea").last).to_have_value("Den første tekst\n\nDen anden tekst")


def test_en_for_lang_tekst_siges_ved_feltet_og_bliver_staaende(side: Page, vurdering: Vurdering) -> None:
    lang = "lang tekst " * 1000
    side.locator("textarea").last.fill(lang)
    expect(side.locator(".form-error-message")).to_contain_text("Kort den af.")
    expect(side.locator("#gemt")).to_have_text("Et svar er ikke gemt. Se ved feltet")
    side.reload()
    expect(side.locator("textarea").last).to_have_value(lang)
    expect(side.locator(".form-error-message")).to_contain_text("Kort den af.")
    assert overtraedelser(side) == []
    side.locator("textarea").last.fill("kort tekst")
    vent_paa_gemt(side)
    expect(side.locator(".form-error-message")).to_have_count(0)
    assert "kort tekst" in gemte(vurdering).values()


def test_faerdig_venter_paa_det_sidste(side: Page, vurdering: Vurdering) -> None:
    """»Færdig« right after the last letter: what is written comes along."""
    for knap in side.locator("[data-alle]").all():
        knap.click()
    for felt in side.locator("[data-slags=tekst] textarea, [data-slags=tekst] input").all():
        felt.fill("Skrevet lige før")
    side.get_by_role("button", name=re.compile("^Færdig")).click()
    side.wait_for_url(lambda adresse: f"/trivsel/{vurdering.pk}/egen/" not in adresse)
    egen = EgenVurdering.objects.get(vurdering=vurdering, vurderer__username="paedagog")
    assert egen.faerdig_at is not None
    assert "Skrevet lige før" in egen.svar.values()
