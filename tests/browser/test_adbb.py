"""The whole way of an ADBB on a tablet: one tap per item, the talk, words on paper, the repetition, the team."""

import re
from collections.abc import Callable
from datetime import date

from playwright.sync_api import Locator, Page, expect

from adbb.models import Forloeb, Screening, Teamsag
from opsporing.models import Handling
from opsporing.organisation import actions as organisation
from tests.cast import NU, By
from tests.factories.adbb import OVER, UNDER, forloeb_for, informer, scor
from tests.support.sider import i_orden
from tests.support.vurderingsside import vent_paa_gemt


def _certificer(by: By) -> Forloeb:
    organisation.certificer(
        user=by.sundhedsplejerske,
        metode="adbb",
        udstedt_den=date(2025, 1, 1),
        udloeber_den=date(2028, 1, 1),
        by=None,
        nu=NU,
    )
    informer(by.gro, by.nord, by.sundhedsplejerske)
    return forloeb_for(by.gro)


def _mulighed(side: Page, svar: str) -> Locator:
    """Every choice on the page that reads so, as the whole field one taps."""
    return side.locator("label", has_text=re.compile(f"^{re.escape(svar)}$"))


def _vaelg(side: Page, svar: str) -> None:
    """Tap the first choice that reads so, and see that it is the one that was chosen."""
    _mulighed(side, svar).first.click()
    expect(side.get_by_label(svar, exact=True).first).to_be_checked()


def test_fra_i_dag_til_ord_paa_papir(by: By, log_ind: Callable[..., Page]) -> None:
    forloeb = _certificer(by)
    side = log_ind("sundhedsplejerske", "/")
    i_orden(side, "I dag i Distrikt Nord")
    # Her visit is in the weeks to come, so she stands among the children and not among the tasks of the week.
    side.locator("#nu").get_by_role("link", name="Gro Holm").click()
    i_orden(side, "ADBB for Gro")
    side.get_by_role("link", name="Begynd ADBB").click()
    i_orden(side, "Gro Holm")

    punkter = side.locator("[data-punkt]")
    expect(punkter).to_have_count(8)
    for nr, point in enumerate(OVER):
        punkter.nth(nr).locator("label", has_text=re.compile(f"^{point}$")).click()
    expect(side.locator("#sum [data-sum]")).to_have_text("6")
    vent_paa_gemt(side)
    expect(side.locator("#sum")).to_contain_text("Summen når grænsen.")
    expect(side.locator("#naeste")).to_contain_text("Gentag ADBB senest")
    expect(side.locator("#ord")).to_contain_text("få lyde")
    i_orden(side, "Gro Holm")

    side.get_by_role("button", name="Færdig").click()
    expect(side.locator("[data-fejlopsummering]")).to_contain_text("vold")
    i_orden(side, "Gro Holm")
    for svar in ("Hjemmebesøg", "Vågent og tilpas", "En forælder", "Nej, det har jeg overvejet"):
        _vaelg(side, svar)
    side.get_by_label(re.compile("Forældrenes egne ord")).fill("Hun er mest vågen om morgenen.")
    vent_paa_gemt(side)
    side.get_by_role("button", name="Færdig").click()
    i_orden(side, "ADBB for Gro")
    expect(side.get_by_text("Her er Gro nu")).to_be_visible()
    screening = Screening.objects.get(forloeb=forloeb)
    assert (screening.sum, screening.udfald) == (6, "over_foerste")

    side.get_by_role("link", name="Ret og udskriv").click()
    i_orden(side, "Ord til Gros forældre")
    ord_ = side.get_by_label("Ord til forældrene")
    ord_.fill("Vi så, at hun fik 2 i øjenkontakt.")
    side.get_by_role("button", name="Gem ordene").click()
    expect(side.get_by_text("Skriv uden tal").first).to_be_visible()
    i_orden(side, "Ord til Gros forældre")
    expect(ord_).to_have_value("Vi så, at hun fik 2 i øjenkontakt.")
    ord_.fill("Gro hørte efter, da du sang. Jeg kommer igen om to uger.")
    side.get_by_role("button", name="Gem ordene").click()
    expect(side.get_by_role("link", name="Udskriv")).to_have_count(0)
    side.get_by_role("link", name=re.compile("^Notér")).click()
    i_orden(side, "Samtale med Gros forældre")
    side.get_by_role("button", name="Notér samtalen").click()
    i_orden(side, "ADBB for Gro")
    side.get_by_role("link", name="Ret og udskriv").click()
    adresse = side.get_by_role("link", name="Udskriv").get_attribute("href")
    svar_ = side.request.get(adresse or "")
    assert (svar_.status, svar_.headers["content-type"]) == (200, "application/pdf")


def test_anden_gang_over_graensen_gaar_til_teamet(by: By, log_ind: Callable[..., Page]) -> None:
    forloeb = _certificer(by)
    for dage in (12, 2):
        scor(forloeb, by.sundhedsplejerske, OVER, nu=NU, den=date(2026, 10, 14 - dage))
    side = log_ind("ledende_sundhedsplejerske", f"/adbb/{forloeb.pk}/")
    i_orden(side, "ADBB for Gro")
    side.get_by_role("link", name="Åbn teamets sag").first.click()
    i_orden(side, "Gro Holm")
    side.get_by_role("button", name="Afslut sagen").click()
    expect(side.locator("[data-fejlopsummering]")).to_be_visible()
    i_orden(side, "Gro Holm")
    side.get_by_label("Hvilken dag talte teamet om barnet?").fill("14-10-2026")
    for svar in ("Familierådgivningen", "PPR"):
        _vaelg(side, svar)
    side.locator("input[name=foraeldrene_ved][value=ja]").check()
    _vaelg(side, "Egen læge")
    side.get_by_label("Hvorfor?").fill("Vi begynder med ørerne.")
    for nej in _mulighed(side, "Nej, det har vi overvejet").all():
        nej.click()
    vent_paa_gemt(side)
    side.get_by_role("button", name="Afslut sagen").click()
    i_orden(side, "ADBB for Gro")
    assert Teamsag.objects.get(forloeb=forloeb).udfald == ["egen_laege"]
    assert not Handling.objects.filter(anledning=forloeb.anledning).exists()


def test_med_tastaturet_alene(by: By, log_ind: Callable[..., Page]) -> None:
    """Eight keys score the child; the items go on by themselves."""
    forloeb = _certificer(by)
    side = log_ind("sundhedsplejerske", f"/adbb/{forloeb.pk}/screening/")
    side.locator("[data-punkt] input").first.focus()
    for point in UNDER:
        side.keyboard.press(str(point))
    expect(side.locator("#sum [data-sum]")).to_have_text("4")
    vent_paa_gemt(side)
    expect(side.locator("#sum")).to_contain_text("Summen er under grænsen.")
    assert Screening.objects.get(forloeb=forloeb).svar["attraktion"] == "0"
