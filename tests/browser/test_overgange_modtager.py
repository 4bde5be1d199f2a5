"""A visit from offer to outcome, and a hand-over at the new place, on telephone, tablet and desk."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from playwright.sync_api import Page, expect

from opsporing.boern import actions as boern
from opsporing.skemaer.actions import indlaes
from overgange.actions.besoeg import tilbyd
from overgange.actions.modtager import besvar
from overgange.models import Besoeg, Overlevering, Spoergsmaal
from tests.cast import NU, By
from tests.factories import overgange as lav
from tests.support.sider import SKAERME, i_orden
from tests.support.vurderingsside import vent_paa_gemt

#: As all pages, and axe on a tablet held upright too: that is how they are used with the family.
se = partial(i_orden, axe_ved=tuple(SKAERME))


def test_besoeget_aftales_ledes_af_det_nye_sted_og_ses_hos_det_gamle(by: By, log_ind: Callable[..., Page]) -> None:
    """From dagplejen, which has no leader of that role: Lars of the new place leads, and sees the visit alone."""
    indlaes(nu=NU)
    overgang = lav.overgang(by.finn, by.inga, by.ulv, date(2026, 11, 1), nu=NU)
    besoeg = tilbyd(overgang=overgang, nu=NU)
    side = log_ind("dagplejer", f"/overgange/besoeg/{besoeg.pk}/")
    expect(side.get_by_text("Alle familier får tilbuddet.")).to_be_visible()
    side.get_by_role("link", name="Aftal besøget").click()
    se(side, "Aftal besøget for Finn")
    side.get_by_role("button", name="Gem aftalen").click()
    expect(side.locator("[data-fejlopsummering]")).to_contain_text("Vælg en dato.")
    side.get_by_label("Hvilken dag?").fill("2026-10-14")
    side.get_by_label("Klokken?").fill("14:30")
    side.get_by_label("Hvem leder mødet?").select_option(label="Lars Toft")
    side.get_by_role("checkbox", name="Emil Vang").check(force=True)
    side.get_by_role("button", name="Gem aftalen").click()
    expect(side.get_by_text("kan Emil Vang og Lars Toft også læse og skrive her")).to_be_visible()
    se(side, "Finn Dam")
    with side.expect_download() as hentet:
        side.get_by_role("link", name="Hent til kalender").click()
    assert hentet.value.suggested_filename == "overgangsbesoeg.ics"

    lars = log_ind("leder2", "/overgange/modtagne/")
    expect(lars.locator("#besoeg")).to_contain_text("dig")
    se(lars, "Overleveret til Børnehuset Egen")
    lars.get_by_role("link", name="Finn Dam").click()
    expect(lars.get_by_role("link", name="Ret aftalen")).to_have_count(0)
    se(lars, "Finn Dam")
    lars.get_by_label("Hvad fortæller forældrene om barnet?").fill("Han er glad for bøger.")
    vent_paa_gemt(lars)
    lars.get_by_role("button", name="Afslut besøget").click()
    lars.get_by_label("Besøget er holdt").check(force=True)
    expect(lars.get_by_label("Hvorfor?")).to_be_hidden()
    lars.get_by_role("button", name="Afslut besøget").click()
    # The minutes lack what was agreed about the start; nothing that was chosen is lost.
    expect(lars.get_by_text("Referatet mangler:")).to_be_visible()
    expect(lars.get_by_label("Besøget er holdt")).to_be_checked()
    se(lars, "Afslut besøget for Finn")
    lars.get_by_role("link", name="Skriv det").click()
    lars.get_by_label("Hvad er aftalt om starten?").fill("To timer den første dag.")
    vent_paa_gemt(lars)
    lars.get_by_role("button", name="Afslut besøget").click()
    lars.get_by_label("Besøget er holdt").check(force=True)
    lars.get_by_role("button", name="Afslut besøget").click()
    expect(lars.get_by_text("Hos Inga har referatet")).to_be_visible()
    expect(lars.get_by_role("link", name="Finn Dam")).to_have_count(0)

    side.reload()
    expect(side.get_by_text("Han er glad for bøger.")).to_be_visible()
    se(side, "Overgangsbesøg for Finn")
    side.get_by_role("button", name="Aftal et opfølgende møde").click()
    expect(side.get_by_text("opfølgende møde").first).to_be_visible()
    assert Besoeg.objects.get(pk=besoeg.pk).afsluttet_by == by.leder2


def test_det_nye_sted_laeser_spoerger_og_foelger_op(by: By, log_ind: Callable[..., Page]) -> None:
    foer = NU - timedelta(days=5)
    indlaes(nu=foer)
    overgang = lav.overgang(by.alma, by.egern, by.ulv, NU.date() - timedelta(days=1), nu=foer)
    givet = lav.overlevering(overgang, by=by.paedagog, nu=foer)
    boern.flyt(barn=by.alma, fra_enhed=by.egern, til_enhed=by.ulv, by=None, nu=NU - timedelta(days=1))
    side = log_ind("paedagog_eg", "/overgange/modtagne/")
    se(side, "Overleveret til Ulv")
    side.get_by_role("link", name="Alma Åkjær").click()
    se(side, "Det følger med Alma Åkjær")
    expect(side.get_by_text("Delt om familien.")).to_be_visible()
    side.get_by_role("button", name="Vi har læst det").click()
    expect(side.get_by_text("kan se, at I har læst det")).to_be_visible()
    side.get_by_role("button", name="Send spørgsmålet").click()
    expect(side.get_by_text("Udfyld feltet.").first).to_be_visible()
    se(side, "Det følger med Alma Åkjær")
    side.get_by_label("Hvad vil I gerne vide?").fill("Sover hun til middag?")
    side.get_by_role("button", name="Send spørgsmålet").click()
    expect(side.get_by_text("Ikke besvaret endnu.")).to_be_visible()
    besvar(spoergsmaal=Spoergsmaal.objects.get(), svar="Ja, en time.", by=by.paedagog, nu=NU)
    lav.stop(givet, "familie", nu=NU)
    side.reload()
    expect(side.get_by_text("Ja, en time.")).to_be_visible()
    expect(side.get_by_text("Delt om familien.")).to_have_count(0)
    expect(side.get_by_text("Er trukket tilbage")).to_be_visible()
    se(side, "Det følger med Alma Åkjær")
    side.goto(side.url.split("/overgange/")[0] + f"/boern/{by.alma.pk}/")
    se(side, "Alma Åkjær")
    side.get_by_role("link", name="Skriv, hvordan starten gik").first.click()
    se(side, "Hvordan gik Almas start?")
    side.get_by_label("Hvordan har barnet det hos jer").fill("Hun faldt hurtigt til.")
    side.get_by_role("button", name="Gem, og afslut overgangen").click()
    se(side, "Det følger med Alma Åkjær")
    expect(side.get_by_text("Hun faldt hurtigt til.")).to_be_visible()
    assert Overlevering.objects.get(pk=givet.pk).opfulgt_by == by.paedagog_eg


def test_tallene_for_lederen(by: By, log_ind: Callable[..., Page]) -> None:
    overgang = lav.overgang(by.alma, by.egern, by.ulv, NU.date() - timedelta(days=1), nu=NU)
    indlaes(nu=NU)
    tilbyd(overgang=overgang, nu=NU)
    side = log_ind("leder", "/overgange/tal/")
    se(side, "Overgange i tal, 2026")
    expect(side.locator("#tabel")).to_contain_text("0 % (0 af 1)")
