"""The whole way of an ADBB on a tablet: one tap per item, the talk, words on paper, the repetition, the team."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from playwright.sync_api import Locator, Page, expect

from adbb.models import Forloeb, Screening, Teamsag
from opsporing.models import Handling
from opsporing.organisation import actions as organisation
from tests.cast import NU, By
from tests.factories.adbb import OVER, UNDER, forloeb_for, informer, mange_screeninger, scor
from tests.support.sider import SKAERME, i_orden
from tests.support.vurderingsside import vent_paa_gemt

#: As all pages, and axe on a tablet held upright too: that is how they are used at home with the family.
se = partial(i_orden, axe_ved=tuple(SKAERME))


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


def _scor(side: Page, point: Sequence[int]) -> None:
    """Give the eight items their points, one tap each."""
    punkter = side.locator("[data-punkt]")
    expect(punkter).to_have_count(8)
    for nr, tal in enumerate(point):
        punkter.nth(nr).locator("label", has_text=re.compile(f"^{tal}$")).click()
    expect(side.locator("#sum [data-sum]")).to_have_text(str(sum(point)))
    vent_paa_gemt(side)


def _svar_resten(side: Page) -> None:
    """The situation, who was there, the parents' view; and that it was thought of."""
    for svar in ("Hjemmebesøg", "Vågent og tilpas", "En forælder", "Nej, det har jeg overvejet"):
        _vaelg(side, svar)
    side.get_by_label(re.compile("Forældrenes egne ord")).fill("Hun er mest vågen om morgenen.")
    vent_paa_gemt(side)


def test_fra_i_dag_til_ord_paa_papir_gentagelse_og_team(by: By, log_ind: Callable[..., Page]) -> None:
    forloeb = _certificer(by)
    side = log_ind("sundhedsplejerske", "/")
    se(side, "I dag i Distrikt Nord")
    # Her visit is in the weeks to come, so she stands among the children and not among the tasks of the week.
    side.locator("#nu").get_by_role("link", name="Gro Holm").click()
    se(side, "ADBB for Gro")
    side.get_by_role("link", name="Begynd ADBB").click()
    se(side, "Gro Holm")

    # Seen the day before yesterday, and written up today.
    side.get_by_label("Hvilken dag så du barnet?").fill("12-10-2026")
    _scor(side, OVER)
    expect(side.locator("#sum")).to_contain_text("Summen når grænsen.")
    expect(side.locator("#naeste")).to_contain_text("Gentag ADBB senest mandag 26. okt.")
    expect(side.locator("#ord")).to_contain_text("få lyde")
    se(side, "Gro Holm")
    side.get_by_role("button", name="Færdig").click()
    expect(side.locator("[data-fejlopsummering]")).to_contain_text("vold")
    se(side, "Gro Holm")
    _svar_resten(side)
    side.get_by_role("button", name="Færdig").click()
    se(side, "ADBB for Gro")
    expect(side.get_by_text("Her er Gro nu")).to_be_visible()
    foerste = Screening.objects.get(forloeb=forloeb)
    assert (foerste.sum, foerste.udfald) == (6, "over_foerste")

    _ord_og_samtale(side)

    # The repetition is on today's page, with its last day.
    side.goto("/")
    gentag = side.locator("#gentag")
    expect(gentag.get_by_role("listitem")).to_contain_text("senest 26. okt.")
    gentag.get_by_role("link", name="Gro Holm").click()
    side.get_by_role("link", name="Begynd ny ADBB").click()
    se(side, "Gro Holm")
    expect(side.get_by_text("nr. 2 i forløbet")).to_be_visible()
    _scor(side, (1, 1, 1, 1, 1, 0, 0, 0))
    expect(side.locator("#naeste")).to_contain_text("Det tværfaglige team senest")
    _svar_resten(side)
    side.get_by_role("button", name="Færdig").click()
    se(side, "ADBB for Gro")
    anden = Screening.objects.get(forloeb=forloeb, nr=2)
    assert (anden.sum, anden.udfald, anden.observeret_den) == (5, "over_anden", NU.date())
    expect(side.get_by_text("To screeninger har nået grænsen.")).to_be_visible()
    side.get_by_role("link", name="Åbn teamets sag").first.click()
    se(side, "Gro Holm")


def _ord_og_samtale(side: Page) -> None:
    """From the page of the course: mend the words, note the talk, and print."""
    side.get_by_role("link", name="Ret og udskriv").click()
    se(side, "Ord til Gros forældre")
    ord_ = side.get_by_label("Ord til forældrene")
    ord_.fill("Vi så, at hun fik 2 i øjenkontakt.")
    side.get_by_role("button", name="Gem ordene").click()
    expect(side.get_by_text("Skriv uden tal").first).to_be_visible()
    se(side, "Ord til Gros forældre")
    expect(ord_).to_have_value("Vi så, at hun fik 2 i øjenkontakt.")
    ord_.fill("Gro hørte efter, da du sang. Jeg kommer igen om to uger.")
    side.get_by_role("button", name="Gem ordene").click()
    expect(side.get_by_role("link", name="Udskriv")).to_have_count(0)
    side.get_by_role("link", name=re.compile("^Notér")).click()
    se(side, "Samtale med Gros forældre")
    for boks in side.get_by_role("checkbox").all():
        boks.check()
    side.get_by_role("button", name="Notér samtalen").click()
    se(side, "ADBB for Gro")
    side.get_by_role("link", name="Ret og udskriv").click()
    adresse = side.get_by_role("link", name="Udskriv").get_attribute("href")
    svar = side.request.get(adresse or "")
    assert (svar.status, svar.headers["content-type"]) == (200, "application/pdf")


def test_anden_gang_over_graensen_gaar_til_teamet(by: By, log_ind: Callable[..., Page]) -> None:
    forloeb = _certificer(by)
    for dage in (12, 2):
        scor(forloeb, by.sundhedsplejerske, OVER, nu=NU, den=date(2026, 10, 14 - dage))
    side = log_ind("ledende_sundhedsplejerske", f"/adbb/{forloeb.pk}/")
    se(side, "ADBB for Gro")
    side.get_by_role("link", name="Åbn teamets sag").first.click()
    se(side, "Gro Holm")
    side.get_by_role("button", name="Afslut sagen").click()
    expect(side.locator("[data-fejlopsummering]")).to_be_visible()
    se(side, "Gro Holm")
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
    se(side, "ADBB for Gro")
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


def test_lederens_sider(by: By, log_ind: Callable[..., Page]) -> None:
    """Certificates, supervision, scores and the list, with something on each."""
    forloeb = _certificer(by)
    scor(forloeb, by.sundhedsplejerske, OVER, nu=NU)
    for nr, user in enumerate((by.sundhedsplejerske, by.sundhedsplejerske2)):
        mange_screeninger(by.nord, user, UNDER, 24 + nr, den=date(2026, 9, 10))
    side = log_ind("ledende_sundhedsplejerske", "/adbb/")
    se(side, "ADBB i Sundhedsplejen")
    side.get_by_role("link", name="Scorer").click()
    se(side, "Hvordan vi scorer")
    side.get_by_text("Vis tallene").first.click()
    se(side, "Hvordan vi scorer")
    side.get_by_role("link", name="Supervision").click()
    se(side, "Supervision i ADBB")
    side.get_by_role("link", name="Skriv supervision ind").first.click()
    se(side, "Skriv supervision ind")
    side.get_by_role("button", name="Gem supervisionen").click()
    se(side, "Skriv supervision ind")
    _vaelg(side, "I gruppe")
    side.get_by_label("Hvem var supervisor?").fill("Bente Ø")
    _vaelg(side, "Signe Kvist")
    side.get_by_role("button", name="Gem supervisionen").click()
    se(side, "Supervision i ADBB")
    side.get_by_role("link", name="Certifikater").click()
    se(side, "Certifikater i ADBB")
    side.get_by_role("link", name=re.compile("^Registrér nyt")).first.click()
    se(side, "Nyt ADBB-certifikat til")
    side.goto("/adbb/mit/")
    se(side, "Mit certifikat")


def test_laest_rettet_og_ikke_lavet(by: By, log_ind: Callable[..., Page]) -> None:
    """A screening is read, its correction begun with a reason; and a repetition that cannot be made is given one."""
    forloeb = _certificer(by)
    screening = scor(forloeb, by.sundhedsplejerske, OVER, nu=NU)
    side = log_ind("sundhedsplejerske", f"/adbb/{forloeb.pk}/screening/{screening.pk}/")
    se(side, "Screening 14. oktober 2026")
    side.get_by_role("link", name="Ret screeningen").click()
    se(side, "Ret screeningen")
    side.get_by_role("button", name="Begynd rettelsen").click()
    se(side, "Ret screeningen")
    side.goto(f"/adbb/{forloeb.pk}/undlad/")
    se(side, "ADBB bliver ikke gentaget for Gro")
    side.get_by_label(re.compile("Hvorfor bliver ADBB ikke lavet?")).fill("Familien er rejst i tre uger.")
    side.get_by_role("button", name="Notér grunden").click()
    se(side, "ADBB for Gro")
    expect(side.get_by_text("Familien er rejst i tre uger.")).to_be_visible()
    forloeb.refresh_from_db()
    assert forloeb.afsluttet_at
