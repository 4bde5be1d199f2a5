"""The receiver's way in the browser: inbox, assessment by keyboard, decision, and two who assess at once."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from opsporing.boern import actions as boern
from opsporing.models import Person
from tests.cast import NU, By
from tests.factories.modtaget import bilag, indkommet
from tests.support.sider import TABLET, i_orden
from underretning.actions import behandl
from underretning.actions.modtag import Underretter
from underretning.models import Modtaget, Overgreb, Pligt

LogInd = Callable[..., Page]


def fyld(by: By) -> Modtaget:
    """One overdue, one with a sibling and a suspicion, one about an unborn child, one by the police, one quite new."""
    indkommet(by.ella, by.myndighed, for_timer_siden=24 + 50 / 60, underretter=Underretter("2", "Skolens leder"))
    foer = indkommet(by.david, by.myndighed, nu=NU - timedelta(days=220))
    da = NU - timedelta(days=219)
    behandl.vurder(
        modtaget=foer, rev=0, akut=False, vurdering="Tryg.", hjaelp_i_gang=False, by=by.myndighedsleder, nu=da
    )
    nummer = "2026-7KDMQ4T"
    en = indkommet(
        by.alma, by.myndighed, for_timer_siden=21 + 20 / 60, hastede=True, overgreb=Overgreb.HJEMMET,
        bilag=[bilag(1), bilag(2)], kvitteringsnummer=nummer, by=by.socialraadgiver,
    )  # fmt: skip
    indkommet(by.david, by.myndighed, for_timer_siden=21 + 20 / 60, hastede=True, kvitteringsnummer=nummer)
    mor = Person.objects.create(kommune=by.kommune, fornavn="Mia", efternavn="Vang")
    ventet = boern.opret_barn(kommune=by.kommune, termin=NU.date() + timedelta(days=90), mor=mor, by=None, nu=NU)
    indkommet(ventet, by.myndighed, for_timer_siden=16, underretter=Underretter("4", "Jordemoder, Sygehuset"))
    indkommet(by.bo, by.myndighed, for_timer_siden=4, pligt=Pligt.ALLE, underretter=Underretter("8", anonym=True))
    indkommet(by.gro, by.myndighed, for_timer_siden=1, bilag=[bilag()])
    return en


def test_fra_indbakken_til_afgjort_med_tastaturet(by: By, log_ind: LogInd) -> None:
    en = fyld(by)
    side = log_ind("socialraadgiver", "/")
    i_orden(side, "I dag")
    side.goto(side.url.rstrip("/") + "/underretninger/indbakke/")
    i_orden(side, "Indbakke")
    expect(side.get_by_role("link", name="Skal vurderes 6")).to_have_attribute("aria-current", "page")
    side.get_by_role("link", name=re.compile("^Vurdér.*Alma")).press("Enter")
    i_orden(side, "Alma Åkjær")
    side.locator("summary", has_text="Fælles vurdering 1").press("Enter")
    expect(side.get_by_text("Fingeraftryk")).to_be_visible()
    # Nothing filled in: what is missing is said, and the reason that was written stays.
    side.get_by_label("Begrundelse").fill("Barnets ord og mærkerne peger samme vej.")
    # It is kept on the server as she writes, and stands there when she comes back.
    expect(side.get_by_text(re.compile(r"Udkast gemt kl\. [0-9.]+\. Kun du kan se det\."))).to_be_visible()
    side.reload()
    expect(side.get_by_label("Begrundelse")).to_have_value("Barnets ord og mærkerne peger samme vej.")
    side.get_by_role("radio", name="Ja, der skal handles nu").press("Space")
    expect(side.get_by_text("Gør det nu:")).to_be_visible()
    side.get_by_role("button", name="Afslut vurdering").press("Enter")
    expect(side.get_by_role("link", name="Skriv, hvad der er gjort nu.")).to_be_visible()
    expect(side.get_by_label("Begrundelse")).to_have_value("Barnets ord og mærkerne peger samme vej.")
    i_orden(side, "Alma Åkjær", axe_ved=[TABLET])
    side.get_by_label("Hvad har du gjort nu?").fill("Talt med politiet. Alma er hos mormor.")
    side.get_by_role("checkbox", name="David").check()
    side.get_by_role("radio", name="Nej", exact=True).check()
    side.get_by_role("button", name="Afslut vurdering").press("Enter")
    expect(side.get_by_text("Vurderingen gælder 2 børn og er afsluttet.")).to_be_visible()
    i_orden(side, "Alma Åkjær")
    side.get_by_role("radio", name="Børnefaglig undersøgelse").press("Space")
    side.get_by_label("Begrundelse").fill("Der skal ses på det hele.")
    side.get_by_role("button", name="Afgør").press("Enter")
    expect(side.get_by_text("Det er afgjort.")).to_be_visible()
    i_orden(side, "Alma Åkjær", axe_ved=[TABLET])
    side.get_by_role("link", name="Giv til kollega").first.press("Enter")
    i_orden(side, "Giv underretningen til en kollega")
    side.go_back()
    side.get_by_role("link", name="Send til en anden kommune").press("Enter")
    i_orden(side, "Send til en anden kommune")
    en.refresh_from_db()
    assert (en.status, en.akut, en.udfald) == ("afgjort", True, "undersoegelse")


def test_et_opkald_registreres(by: By, log_ind: LogInd) -> None:
    side = log_ind("socialraadgiver", "/underretninger/registrer/")
    i_orden(side, "Registrér brev eller opkald")
    side.get_by_role("button", name="Registrér").click()
    expect(side.get_by_role("link", name="Skriv, hvad der er set og hørt.")).to_be_visible()
    i_orden(side, "Registrér brev eller opkald", axe_ved=[TABLET])
    side.get_by_label("Dato").fill("2026-10-14")
    side.get_by_label("Klokken").fill("06:30")
    side.get_by_label("Telefon", exact=True).check()
    side.get_by_label("Fornavn", exact=True).first.fill("Alma")
    side.get_by_label("Efternavn", exact=True).first.fill("Åkjær")
    side.get_by_label("Født", exact=True).first.fill("2024-09-01")
    side.get_by_label("En borger").check()
    side.get_by_label("Til statistikken").select_option("8")
    side.get_by_label("Vil være anonym").check()
    side.get_by_label("Hvad er set og hørt?").fill("Gråd hver aften.")
    side.get_by_label("Nej, ikke ud fra det, der er fortalt").check()
    side.get_by_role("button", name="Registrér").click()
    expect(side.get_by_text("af de 24 timer er gået")).to_be_visible()
    i_orden(side, "Alma Åkjær", axe_ved=[TABLET])


def test_to_vurderer_paa_samme_tid(by: By, log_ind: LogInd) -> None:
    en = indkommet(by.alma, by.myndighed)
    sofie = log_ind("socialraadgiver", f"/underretninger/modtaget/{en.pk}/", taal=("status of 409",))
    mona = log_ind("myndighedsleder", f"/underretninger/modtaget/{en.pk}/", taal=("status of 409",))
    for side, ord_ in ((mona, "Monas grund."), (sofie, "Sofies lange grund.")):
        side.get_by_role("radio", name="Nej, ikke akut").check()
        side.get_by_label("Begrundelse").fill(ord_)
    mona.get_by_role("button", name="Afslut vurdering").click()
    expect(mona.get_by_text("Vurderingen er afsluttet.")).to_be_visible()
    sofie.get_by_role("button", name="Afslut vurdering").click()
    expect(sofie.get_by_role("heading", level=1)).to_have_text("Mona Fald har vurderet den")
    expect(sofie.get_by_text("Sofies lange grund.")).to_be_visible()
    i_orden(sofie, "Mona Fald har vurderet den")
    en.refresh_from_db()
    assert en.vurdering == "Monas grund."
