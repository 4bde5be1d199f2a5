"""The gallery: every component in every state, at three widths, with the scripts that belong to all pages."""

import re
from collections.abc import Iterator

import pytest
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.support.axe import overtraedelser, ruller_sidelaens

BREDDER = [390, 768, 1280]


@pytest.fixture(scope="module")
def galleri() -> Iterator[str]:
    """The address of the gallery. It reads nothing from a database, so it is served from this process without one."""
    traad = LiveServerThread("127.0.0.1", _StaticFilesHandler, connections_override={})
    traad.daemon = True
    traad.start()
    traad.is_ready.wait()
    assert traad.error is None
    yield f"http://127.0.0.1:{traad.port}/komponenter/"
    traad.terminate()


@pytest.fixture
def side(page: Page, galleri: str) -> Iterator[Page]:
    """The gallery, with everything the browser complains about as a failure (CSP too)."""
    klager: list[str] = []

    def hoer(besked: ConsoleMessage) -> None:
        # Chromium's own remark when a test leaves a page nobody has touched; people touch pages.
        if besked.type in {"error", "warning"} and "beforeunload" not in besked.text:
            klager.append(besked.text)

    page.on("console", hoer)
    page.on("pageerror", lambda fejl: klager.append(str(fejl)))
    egen = galleri.removesuffix("komponenter/")
    page.on("request", lambda r: None if r.url.startswith(egen) else klager.append(r.url))
    page.goto(galleri)
    yield page
    assert klager == []


@pytest.mark.parametrize("bredde", BREDDER)
def test_galleriet_har_ingen_fejl_i_nogen_bredde(side: Page, bredde: int) -> None:
    side.set_viewport_size({"width": bredde, "height": 900})
    assert overtraedelser(side) == []
    assert not ruller_sidelaens(side)


def test_alt_foldet_ud_er_ogsaa_i_orden(side: Page) -> None:
    side.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true; })")
    side.get_by_role("switch", name="Vis maj 2026").check()
    assert overtraedelser(side) == []
    assert not ruller_sidelaens(side)


@pytest.mark.parametrize("bredde", [390, 820])
def test_menuen_lukker_paa_esc_og_ved_tryk_udenfor(side: Page, bredde: int) -> None:
    side.set_viewport_size({"width": bredde, "height": 900})
    menu, knap = side.locator("details.ops-menu"), side.locator(".ops-menu > summary")
    knap.click()
    assert overtraedelser(side) == []
    expect(menu.get_by_role("link", name="Børn")).to_be_visible(visible=bredde == 390)
    side.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(knap).to_be_focused()
    knap.click()
    side.mouse.click(200, 860)
    expect(menu).not_to_have_attribute("open", "")


def test_fejlopsummeringen_faar_fokus_og_leder_til_feltet(side: Page) -> None:
    boks = side.locator("[data-fejlopsummering]").first
    expect(boks).to_be_focused()
    assert side.title().startswith("Fejl: ")
    boks.get_by_role("link", name=re.compile("Ansvarlig")).click()
    expect(side.locator("#fejl_ansvarlig")).to_be_focused()


def test_betinget_felt_vises_kun_naar_det_gaelder(side: Page) -> None:
    form = side.locator("#aftale")
    aendring = form.locator("[name=aendring]")
    expect(aendring).to_be_hidden()
    expect(aendring).to_be_disabled()
    form.get_by_role("radio", name="Sværere").check()
    expect(aendring).to_be_visible()
    expect(aendring).to_be_enabled()
    aendring.fill("Mindre grupper")
    form.get_by_role("radio", name="Bedre").check()
    expect(aendring).to_be_hidden()
    assert "aendring" not in side.evaluate("[...new FormData(document.getElementById('aftale')).keys()]")
    form.get_by_role("radio", name="Som før").check()
    expect(aendring).to_have_value("Mindre grupper")


def test_tastaturet_naar_alt_i_hovedet_og_springer_til_indholdet(side: Page) -> None:
    side.locator(".ops-brand").focus()
    side.keyboard.press("Shift+Tab")
    spring = side.get_by_role("link", name="Gå til sidens indhold")
    expect(spring).to_be_focused()
    side.keyboard.press("Enter")
    expect(side.locator("#indhold")).to_be_focused()


def test_konflikten_sender_begge_versioner_tilbage(side: Page) -> None:
    form = side.locator("form", has=side.locator(".ops-konflikt"))
    expect(form.get_by_role("radio", name=re.compile("Behold begge"))).to_be_checked()
    form.get_by_role("radio", name=re.compile("Det, du skrev")).last.check()
    sendt = form.evaluate("(f) => Object.fromEntries(new FormData(f))")
    assert sendt == {
        "version": "4",
        "konflikt_samtale": "begge",
        "min_samtale": "I små grupper tager Emil selv kontakt.",
        "konflikt_social": "min",
        "min_social": "gul",
    }


# ---- not a word is lost ---------------------------------------------------------------------------------------------


def skriv(side: Page, tekst: str) -> None:
    """Write in the form, leave the field, and wait until the draft is kept."""
    felt = side.locator("#aftale [name=hvad]")
    felt.fill(tekst)
    felt.blur()
    side.wait_for_timeout(500)
    for _ in range(100):
        if side.evaluate("Object.values(sessionStorage).some((v) => v.includes('\"hvad\"'))"):
            return
        side.wait_for_timeout(50)
    raise AssertionError("the draft was not kept")


def ret_kladde(side: Page, felt: str, vaerdi: str | bool) -> None:
    """Change one thing in every draft the tab holds."""
    side.evaluate(
        """([felt, vaerdi]) => { for (const k of Object.keys(sessionStorage).filter((k) => /^ops-kladde:/.test(k))) {
             sessionStorage[k] = JSON.stringify({ ...JSON.parse(sessionStorage[k]), [felt]: vaerdi }); } }""",
        [felt, vaerdi],
    )


def test_det_skrevne_kan_hentes_frem_efter_at_siden_er_forladt(side: Page, galleri: str) -> None:
    side.on("dialog", lambda d: d.accept())
    skriv(side, "Billedkort ved skift")
    side.goto(galleri)
    side.get_by_role("button", name="Hent det frem").click()
    expect(side.locator("#aftale [name=hvad]")).to_have_value("Billedkort ved skift")


def test_det_skrevne_kan_smides_vaek(side: Page, galleri: str) -> None:
    side.on("dialog", lambda d: d.accept())
    skriv(side, "Billedkort")
    side.goto(galleri)
    side.get_by_role("button", name="Smid det væk").click()
    side.goto(galleri)
    expect(side.get_by_role("button", name="Hent det frem")).to_have_count(0)


def test_siden_advarer_foer_noget_usendt_forlades(side: Page, galleri: str) -> None:
    advarsler: list[str] = []
    skriv(side, "Billedkort")
    side.once("dialog", lambda d: (advarsler.append(d.type), d.accept()))
    side.goto(galleri)
    assert advarsler == ["beforeunload"]


def test_en_anden_bruger_i_samme_fane_faar_ikke_det_skrevne(side: Page, galleri: str) -> None:
    side.on("dialog", lambda d: d.accept())
    skriv(side, "Billedkort")
    ret_kladde(side, "bruger", "en anden")
    side.goto(galleri)
    expect(side.get_by_role("button", name="Hent det frem")).to_have_count(0)
    assert side.evaluate("Object.keys(sessionStorage).filter((k) => k.startsWith('ops-kladde:')).length") == 0


def test_afsendt_kladde_beholdes_naar_svaret_er_en_fejlside(side: Page, galleri: str) -> None:
    side.on("dialog", lambda d: d.accept())
    skriv(side, "Billedkort")
    ret_kladde(side, "sendt", True)
    side.evaluate("document.querySelector('main').setAttribute('data-kladde-beholdes', '')")
    side.evaluate("document.dispatchEvent(new Event('DOMContentLoaded'))")
    sendt = side.evaluate("Object.values(sessionStorage).filter((v) => v.includes('Billedkort')).map(JSON.parse)")
    assert [kladde["sendt"] for kladde in sendt] == [False]


def test_uden_net_sendes_formularen_ikke_og_teksten_bliver(side: Page) -> None:
    skriv(side, "Billedkort")
    side.context.set_offline(True)
    side.locator("#aftale").get_by_role("button", name="Gem aftalen").click()
    expect(side.locator("#aftale .ops-intet-net")).to_contain_text("ikke net")
    expect(side.locator("#aftale [name=hvad]")).to_have_value("Billedkort")
    side.context.set_offline(False)
    side.evaluate("document.getElementById('aftale').dispatchEvent(new CustomEvent('ops:gemt', {bubbles: true}))")


def test_fejl_fra_serveren_holder_det_skrevne_i_felterne(side: Page) -> None:
    form = side.locator("#aftale")
    skriv(side, "Billedkort ved skift")
    form.get_by_role("radio", name="Hverdagen på stuen").check()
    form.get_by_role("button", name="Gem aftalen").click()
    expect(side.locator("#aftale [name=hvad]")).to_have_value("Billedkort ved skift")
    expect(side.locator("#aftale .form-error").first).to_be_visible()
    expect(side.get_by_role("button", name="Hent det frem")).to_have_count(0)
    side.evaluate("document.getElementById('aftale').dispatchEvent(new CustomEvent('ops:gemt', {bubbles: true}))")


# ---- the session ----------------------------------------------------------------------------------------------------


def test_advarslen_kommer_i_tide_og_lader_en_blive(side: Page, galleri: str) -> None:
    side.goto(f"{galleri}?session=stille")
    dialog = side.locator("#session-advarsel")
    expect(dialog).to_be_visible(timeout=9000)
    expect(dialog.get_by_role("heading")).to_have_text("Er du her stadig?")
    expect(dialog.get_by_role("button", name="Bliv")).to_be_focused()
    assert overtraedelser(side) == []
    dialog.get_by_role("button", name="Bliv").click()
    expect(dialog).to_be_hidden()


def test_den_faste_graense_kan_ikke_udsaettes_men_advarslen_kan_lukkes(side: Page, galleri: str) -> None:
    side.goto(f"{galleri}?session=graense")
    dialog = side.locator("#session-advarsel")
    expect(dialog).to_be_visible(timeout=9000)
    expect(dialog.get_by_role("heading")).to_have_text("Du skal snart logge ind igen")
    expect(dialog.get_by_role("button", name="Bliv")).to_be_hidden()
    dialog.get_by_role("button", name="Luk").click()
    side.wait_for_timeout(1500)
    expect(dialog).to_be_hidden()


def test_den_der_skriver_bliver_ikke_afbrudt(side: Page, galleri: str) -> None:
    side.goto(f"{galleri}?session=stille")
    felt = side.locator("#aftale [name=hvad]")
    felt.fill("")
    with side.expect_response(lambda r: r.url.endswith("?hold=1")):
        felt.press_sequentially("Billedkort ved alle skift, inden frokost og inden hentning", delay=120)
    expect(side.locator("#session-advarsel")).to_be_hidden()
    side.evaluate("document.getElementById('aftale').dispatchEvent(new CustomEvent('ops:gemt', {bubbles: true}))")
