"""Signing in, staying and coming back, in a real browser: by keyboard, with a passkey, and without losing a word."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect

from opsporing import tid
from opsporing.adgang import sessioner
from opsporing.models import Kommune, User
from opsporing.organisation import actions
from opsporing.profil import Praksisprofil
from tests import cast
from tests.cast import By
from tests.support.servers import Server
from tests.support.sider import Lytter, fejl_paa, i_orden

LOGIND = "/konto/log-ind/"
KOMMUNE = "/administration/kommune/"
SKREVET = "Ring til Rådhuset mellem 9 og 15."


def _udfyld(side: Page, bruger: str, kode: str = cast.ADGANGSKODE) -> None:
    side.get_by_label("Brugernavn eller e-mail").fill(bruger)
    side.get_by_label("Adgangskode", exact=True).fill(kode)
    side.get_by_role("button", name="Log ind", exact=True).click()


# ---- pages -----------------------------------------------------------------------------------------------------------


def test_sider_uden_login_er_i_orden(by: By, ny_side: Callable[..., Page]) -> None:
    side = ny_side()
    side.goto(LOGIND)
    i_orden(side, "Log ind")
    _udfyld(side, "paedagog", "forkert")
    expect(side.get_by_role("alert")).to_contain_text("Brugernavn eller adgangskode passer ikke")
    expect(side.get_by_label("Brugernavn eller e-mail")).to_have_value("paedagog")
    i_orden(side, "Log ind")
    for adresse, overskrift in (
        ("/konto/adgangskode/glemt/", "Glemt adgangskode"),
        ("/konto/adgangskode/glemt/sendt/", "Se i din mail"),
        ("/konto/lukket/", "Din konto er lukket"),
    ):
        side.goto(adresse)
        i_orden(side, overskrift, axe_ved=[820])


def test_sider_om_ens_konto_er_i_orden(by: By, log_ind: Callable[..., Page]) -> None:
    side = log_ind("leder", "/konto/")
    i_orden(side, "Din konto og adgang")
    for adresse, overskrift in (
        ("/konto/adgangskode/", "Skift adgangskode"),
        ("/konto/totrin/app/", "Bekræft, at det er dig"),
        ("/konto/log-ud/", "Vil du logge ud?"),
    ):
        side.goto(adresse)
        i_orden(side, overskrift, axe_ved=[820])
    side.goto("/konto/totrin/app/")
    side.get_by_label("Din adgangskode").fill(cast.ADGANGSKODE)
    side.get_by_role("button", name="Bekræft").click()
    expect(side.get_by_role("img", name="QR-kode til kode-appen")).to_be_visible()
    i_orden(side, "Tilføj kode-app", axe_ved=[820])
    side.get_by_label("Koden, som appen viser").fill("000000")
    side.get_by_role("button", name="Tilføj appen").click()
    expect(side.get_by_role("alert")).to_contain_text("Koden passer ikke")


ADMINISTRATION = {
    "/administration/enheder/": "Enheder",
    "/administration/enheder/{birken}/opret/": "Ny enhed",
    "/administration/enheder/{egern}/": "Egern",
    KOMMUNE: "Kommunens oplysninger",
    "/administration/brugere/": "Brugere",
    "/administration/brugere/opret/": "Ny bruger",
    "/administration/brugere/{leder}/": "Lone Ågård",
    "/administration/brugere/{mig}/": "Anders Bo",
    "/administration/ansaettelser/{ansaettelse}/afslut/": "Afslut ansættelsen",
    "/praksis/": "Praksisprofil",
    "/praksis/historik/": "Historik",
    "/praksis/{profil}/": "Version 1",
}


def test_administratorens_sider_er_i_orden(by: By, log_ind: Callable[..., Page]) -> None:
    side = log_ind("administrator")
    tal = {
        "birken": by.birken.pk,
        "egern": by.egern.pk,
        "leder": by.leder.pk,
        "mig": by.administrator.pk,
        "ansaettelse": by.leder.ansaettelse.pk,
        "profil": by.kommune.profil_id,
    }
    for adresse, overskrift in ADMINISTRATION.items():
        side.goto(adresse.format(**tal))
        i_orden(side, overskrift, axe_ved=[390, 1280])


def test_profilen_med_fejl_er_i_orden(by: By, log_ind: Callable[..., Page]) -> None:
    side = log_ind("administrator", "/praksis/")
    side.get_by_label("Midterste placering").fill("Trivsel")
    side.get_by_label("Åbner, nr. 1").fill("31-02")
    side.get_by_role("button", name="Gem som ny version").click()
    expect(side.get_by_role("alert").first).to_contain_text("Udfyld feltet")
    expect(side.get_by_label("Åbner, nr. 1")).to_have_value("31-02")
    i_orden(side, "Praksisprofil", axe_ved=[820])
    side.get_by_role("button", name="Se, hvad reglen havde givet").click()
    expect(side.get_by_text("for få vurderinger")).to_be_visible()
    expect(side.get_by_label("Åbner, nr. 1")).to_have_value("31-02")
    i_orden(side, "Praksisprofil", axe_ved=[820])


# ---- keyboard --------------------------------------------------------------------------------------------------------


#: The words of what has the focus.
HVOR = "(({innerText, labels}) => innerText || labels?.[0]?.innerText || '')(document.activeElement)"


def _tab_til(side: Page, navn: str) -> None:
    for _ in range(40):
        side.keyboard.press("Tab")
        if navn in side.evaluate(HVOR):
            return
    raise AssertionError(f"{navn} cannot be reached")


def test_ind_skift_enhed_og_ud_med_tastaturet_alene(by: By, ny_side: Callable[..., Page]) -> None:
    actions.ansaet(user=by.paedagog, enhed=by.ugle, rolle="paedagog", by=None, nu=tid.nu())
    side = ny_side()
    side.goto("/konto/")
    _tab_til(side, "Brugernavn")
    side.keyboard.type("paedagog")
    _tab_til(side, "Adgangskode")
    side.keyboard.type(cast.ADGANGSKODE)
    side.keyboard.press("Enter")
    expect(side.get_by_role("heading", name="Din konto og adgang")).to_be_visible()
    _tab_til(side, "Egern")
    side.keyboard.press("Enter")
    _tab_til(side, "Ugle")
    side.keyboard.press("Enter")
    expect(side.locator(".ops-menu__unit")).to_have_text("Ugle")
    side.wait_for_load_state()
    _tab_til(side, "Ugle")
    side.keyboard.press("Enter")
    _tab_til(side, "Log ud")
    side.keyboard.press("Enter")
    expect(side.get_by_text("Du er logget ud.")).to_be_visible()


# ---- the session -----------------------------------------------------------------------------------------------------


def _sessioner(aendring: Callable[[dict[str, Any]], None]) -> None:
    """Change every session in the server's database, as time would have."""
    for raekke in Session.objects.all():
        session = raekke.get_decoded()
        aendring(session)
        raekke.session_data = Session.get_session_store_class()().encode(session)
        raekke.save(update_fields=["session_data"])


def _stilhed(session: dict[str, Any]) -> None:
    session[sessioner.SIDST_SET] -= 31 * 60


def _tolv_timer(session: dict[str, Any]) -> None:
    session[sessioner.LOGGET_IND] -= 12 * 60 * 60


def _gaa(side: Page, **tid_: float) -> None:
    """Let time pass in the browser."""
    side.clock.fast_forward(int(timedelta(**tid_).total_seconds() * 1000))


def _skriver_saa_den_spoerger_ikke(side: Page) -> None:
    """Time passes for somebody who has just written: the page tells the server by itself that she is here."""
    side.get_by_label("Databeskyttelsesrådgiver").fill(SKREVET)
    with side.expect_response("**/konto/bliv/"):
        _gaa(side, minutes=27, seconds=30)
    hoert = "Date.now() - JSON.parse(localStorage.getItem('ops-session')).contact < 60000"
    for _ in range(100):
        if side.evaluate(hoert):
            break
        side.wait_for_timeout(50)
    expect(side.get_by_role("dialog")).to_be_hidden()


def test_advarsel_og_bliv_uden_at_miste_et_ord(by: By, log_ind: Callable[..., Page]) -> None:
    side = log_ind("administrator", KOMMUNE)
    side.clock.install()
    side.goto(KOMMUNE)
    _skriver_saa_den_spoerger_ikke(side)
    dialog = side.get_by_role("dialog")
    _gaa(side, minutes=26, seconds=30)
    expect(dialog).to_be_hidden()
    _gaa(side, minutes=1)
    expect(dialog).to_contain_text("Er du her stadig?")
    assert fejl_paa(side, axe_ved=[820]) == []
    with side.expect_response("**/konto/bliv/") as svar:
        dialog.get_by_role("button", name="Bliv").press("Enter")
    assert svar.value.json()["stille"] == 29 * 60
    expect(dialog).to_be_hidden()
    expect(side.get_by_label("Databeskyttelsesrådgiver")).to_have_value(SKREVET)
    side.get_by_role("button", name="Gem", exact=True).click()
    expect(side.get_by_text("Kommunens oplysninger er gemt.")).to_be_visible()
    assert Kommune.objects.get(pk=by.kommune.pk).dpo == SKREVET


def test_efter_tolv_timer_kommer_det_skrevne_igen(by: By, log_ind: Callable[..., Page]) -> None:
    side = log_ind("administrator", KOMMUNE)
    felt = side.get_by_label("Databeskyttelsesrådgiver")
    felt.fill(SKREVET)
    _sessioner(_tolv_timer)
    side.get_by_role("button", name="Gem", exact=True).click()
    expect(side.get_by_role("status")).to_contain_text("logget ind i 12 timer")
    assert Kommune.objects.get(pk=by.kommune.pk).dpo == ""
    _udfyld(side, "administrator")
    side.wait_for_url(re.compile(rf"\d{KOMMUNE}$"))
    side.get_by_role("button", name="Hent det frem").click()
    expect(felt).to_have_value(SKREVET)
    side.get_by_role("button", name="Gem", exact=True).click()
    expect(side.get_by_text("Kommunens oplysninger er gemt.")).to_be_visible()
    assert Kommune.objects.get(pk=by.kommune.pk).dpo == SKREVET


def test_den_naeste_ved_tabletten_faar_det_ikke_at_se(by: By, log_ind: Callable[..., Page]) -> None:
    anden = actions.opret_bruger(
        kommune=by.kommune, username="anden", navn="Anna Anden", password=cast.ADGANGSKODE, by=None, nu=tid.nu()
    )
    actions.ansaet(user=anden, enhed=by.rod, rolle="administrator", by=None, nu=tid.nu())
    side = log_ind("administrator", KOMMUNE)
    side.get_by_label("Databeskyttelsesrådgiver").fill(SKREVET)
    _sessioner(_stilhed)
    side.get_by_role("button", name="Gem", exact=True).click()
    expect(side.get_by_role("status")).to_contain_text("ikke skete noget i 30 minutter")
    _udfyld(side, "anden")
    side.wait_for_url(re.compile(rf"\d{KOMMUNE}$"))
    expect(side.get_by_label("Databeskyttelsesrådgiver")).to_have_value("")
    expect(side.get_by_role("button", name="Hent det frem")).to_be_hidden()
    assert SKREVET not in side.evaluate("JSON.stringify(sessionStorage)")


def test_bliv_paa_en_udloebet_session_siger_hvad_man_goer(by: By, log_ind: Callable[..., Page]) -> None:
    side = log_ind("administrator", KOMMUNE, taal=("status of 401",))
    side.clock.install()
    side.goto(KOMMUNE)
    _skriver_saa_den_spoerger_ikke(side)
    _gaa(side, minutes=27, seconds=30)
    _sessioner(_stilhed)
    dialog = side.get_by_role("dialog")
    dialog.get_by_role("button", name="Bliv").click()
    expect(dialog).to_contain_text("Du er logget ud")
    assert fejl_paa(side, axe_ved=[820]) == []
    dialog.get_by_role("link", name="Log ind igen").click()
    _udfyld(side, "administrator")
    side.get_by_role("button", name="Hent det frem").click()
    expect(side.get_by_label("Databeskyttelsesrådgiver")).to_have_value(SKREVET)


def test_deaktiveret_er_ude_ved_naeste_tryk(by: By, log_ind: Callable[..., Page]) -> None:
    side = log_ind("leder", "/konto/")
    actions.deaktiver_bruger(user=by.leder, by=by.administrator, nu=tid.nu())
    side.get_by_role("link", name="Skift adgangskode").click()
    side.wait_for_url(re.compile(re.escape(LOGIND)))
    _udfyld(side, "leder")
    expect(side.get_by_role("heading", name="Din konto er lukket")).to_be_visible()


# ---- passkeys --------------------------------------------------------------------------------------------------------


@pytest.fixture
def med_noegle(browser: Browser, server: Server, by: By, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A tablet with fingerprint, played by Chromium's virtual authenticator. Passkeys want a host's name."""
    adresse = server.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(**{**browser_context_args, "base_url": adresse})
    side = context.new_page()
    lytter = Lytter(side, adresse)
    cdp = context.new_cdp_session(side)
    cdp.send("WebAuthn.enable")
    cdp.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield side
    context.close()
    assert lytter.klager == []


def _tilfoej_noegle(side: Page, *, alene: bool = True) -> None:
    """From the page that adds one; ends at the recovery codes."""
    adgangskode, navn = side.get_by_label("Din adgangskode"), side.get_by_label("Hvad skal nøglen hedde?")
    # The link that leads here has been clicked, and the page it was on may still be there.
    expect(adgangskode.or_(navn)).to_be_visible()
    if adgangskode.is_visible():
        adgangskode.fill(cast.ADGANGSKODE)
        side.get_by_role("button", name="Bekræft").click()
    navn.fill("Stuens tablet")
    side.get_by_label("Jeg vil kunne logge ind med nøglen alene").set_checked(alene)
    side.get_by_role("button", name="Tilføj nøglen").click()
    expect(side.get_by_role("heading", name="Nødkoder")).to_be_visible()


def test_adgangsnoegle_tilfoejes_og_logger_ind_alene(med_noegle: Page, by: By) -> None:
    side = med_noegle
    side.goto("/konto/totrin/noegler/ny/")
    _udfyld(side, "leder")
    side.wait_for_url(re.compile("/konto/bekraeft/"))
    _tilfoej_noegle(side)
    expect(side.locator(".ops-koder li")).to_have_count(10)
    i_orden(side, "Nødkoder", axe_ved=[820])
    side.goto("/konto/")
    expect(side.get_by_text("Kan logge ind alene")).to_be_visible()
    i_orden(side, "Din konto og adgang", axe_ved=[820])
    side.get_by_role("button", name="Log ud alle steder").click()
    side.wait_for_url(f"**{LOGIND}*")
    side.goto("/konto/")
    side.get_by_role("button", name="Brug adgangsnøgle").click()
    side.wait_for_url(re.compile(r"\d/konto/$"))
    expect(side.locator(".ops-menu__who")).to_contain_text(by.leder.navn)


def test_adgangsnoegle_som_ekstra_trin(med_noegle: Page, by: By) -> None:
    side = med_noegle
    side.goto("/konto/totrin/noegler/ny/")
    _udfyld(side, "leder")
    side.wait_for_url(re.compile("/konto/bekraeft/"))
    _tilfoej_noegle(side, alene=False)
    side.goto("/konto/log-ud/")
    side.get_by_role("button", name="Log ud", exact=True).last.click()
    side.wait_for_url(f"**{LOGIND}*")
    side.goto("/konto/")
    _udfyld(side, "leder")
    i_orden(side, "Ét trin til", axe_ved=[820])
    side.get_by_role("button", name="Brug adgangsnøgle").click()
    side.wait_for_url(re.compile(r"\d/konto/$"))


def test_kravet_foerer_til_en_noegle_foer_alt_andet(med_noegle: Page, by: By) -> None:
    profil = Praksisprofil(mfa_roller=["dagtilbudsleder"])
    actions.gem_profil(kommune=by.kommune, profil=profil, grund="Sikkerhed", by=by.administrator, nu=tid.nu())
    side = med_noegle
    side.goto("/")
    _udfyld(side, "leder")
    i_orden(side, "Først skal du have et ekstra trin ved login")
    side.get_by_role("link", name="Tilføj adgangsnøgle").click()
    _tilfoej_noegle(side)
    side.get_by_role("link", name="Videre").click()
    expect(side.locator(".ops-menu__who")).to_contain_text(by.leder.navn)
    assert User.objects.get(pk=by.leder.pk).authenticator_set.filter(type="webauthn").count() == 1


def test_afbrudt_noegle_siger_hvad_man_kan_goere(by: By, ny_side: Callable[..., Page]) -> None:
    side = ny_side()
    side.goto(LOGIND)
    # A browser that stands on a number instead of a name refuses by itself.
    side.get_by_role("button", name="Brug adgangsnøgle").click()
    expect(side.locator("[data-noegle-besked]")).to_contain_text("Nøgler virker kun på systemets rigtige adresse")
    expect(side.get_by_role("button", name="Brug adgangsnøgle")).to_be_enabled()


# ---- the demo --------------------------------------------------------------------------------------------------------


@pytest.fixture
def demo(
    start_server: Callable[..., Server], django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The product in demo mode, with its static files collected as there."""
    samlet = {"OPSPORING_TILSTAND": "demo", "OPSPORING_STATIC_ROOT": str(tmp_path_factory.mktemp("static"))}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, env={**os.environ, **samlet}, check=True)
    server = start_server(**samlet)
    with django_db_blocker.unblock(), server.connected():
        cast.byg(tid.nu())
        yield server


def test_demo_et_tryk(demo: Server, browser: Browser, browser_context_args: dict[str, Any]) -> None:
    context = browser.new_context(**{**browser_context_args, "base_url": demo.url})
    side = context.new_page()
    lytter = Lytter(side, demo.url)
    side.goto(LOGIND)
    expect(side.get_by_text("Demo. Alle børn og voksne er opdigtede.")).to_be_visible()
    i_orden(side, "Log ind")
    side.get_by_role("button", name="Vælg Lone Ågård").click()
    expect(side.locator(".ops-menu__who")).to_contain_text("Lone Ågård")
    context.close()
    assert lytter.klager == []
