"""Reminders, agreements, the log and retention in the browser: every page and state, at three widths, with axe."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from opsporing import anledning as anledninger
from opsporing.boern import actions as boern
from opsporing.frister.paamindelser import paamind
from opsporing.handlinger import actions
from opsporing.models import Handling, Holdegrund
from opsporing.opbevaring.actions import saet_tilbageholdelse
from opsporing.organisation import actions as organisation
from opsporing.profil import Praksisprofil
from tests.cast import NU, By
from tests.support.sider import TABLET, i_orden


@pytest.fixture
def handling(by: By) -> Handling:
    """An agreement about Alma, a week over its day."""
    gammel = NU - timedelta(days=45)
    sag = anledninger.opret(kode="proeve", enhed=by.egern, barn=by.alma, nu=gammel)
    return actions.opret(
        anledning=sag,
        hvad="Vi sidder ned hos Alma, når hun leger.",
        ansvarlig=by.paedagog,
        opfoelgning_den=(NU - timedelta(days=8)).date(),
        by=by.paedagog,
        nu=gammel,
    )


def test_fra_paamindelse_til_opfoelgning(by: By, handling: Handling, log_ind: Callable[..., Page]) -> None:
    """A reminder leads to the agreement; what came of it is written, changed together with a colleague, and ended."""
    paamind(nu=NU)
    side = log_ind("paedagog", "/paamindelser/")
    i_orden(side, "Nyt til dig")
    side.locator("main").get_by_role("link", name="Følg op").click()
    i_orden(side, "Hvordan gik det?")
    side.get_by_role("button", name="Gem opfølgningen").click()
    expect(side.get_by_role("alert")).to_contain_text("Hjalp det?")
    i_orden(side, "Hvordan gik det?", axe_ved=[TABLET])
    side.get_by_label("Det hjalp noget").check()
    side.get_by_label("Hvordan gik det?").fill("Hun kom selv hen til os.")
    side.get_by_label("Vi bliver ved og følger op igen").check()
    side.get_by_label("Hvornår følger I op igen?").fill("2026-12-01")
    side.get_by_role("button", name="Gem opfølgningen").click()
    i_orden(side, "Det har I aftalt")
    expect(side.get_by_text("Hun kom selv hen til os.")).to_be_visible()
    side.goto("/paamindelser/")
    i_orden(side, "Nyt til dig", axe_ved=[TABLET])
    expect(side.get_by_text("Der er ikke noget nyt til dig")).to_be_visible()


def test_to_retter_den_samme_aftale(by: By, handling: Handling, log_ind: Callable[..., Page]) -> None:
    side = log_ind("paedagog", f"/handlinger/{handling.pk}/ret/", taal=("status of 409",))
    i_orden(side, "Ret aftalen")
    handling.refresh_from_db()
    actions.ret(handling=handling, rev=handling.rev, by=by.paedagog2, nu=NU, hvad="Pers ord")
    side.get_by_label("Hvad gør I?").fill("Pias ord")
    side.get_by_label("Hvornår følger I op?").fill("2026-12-01")
    side.get_by_role("button", name="Gem aftalen").click()
    i_orden(side, "Ret aftalen")
    expect(side.get_by_text("Per har gemt, mens du skrev")).to_be_visible()
    side.get_by_label("Behold begge").check()
    side.get_by_role("button", name="Gem det, jeg har valgt").click()
    i_orden(side, "Det har I aftalt", axe_ved=[TABLET])
    expect(side.get_by_text("Pers ord")).to_be_visible()
    expect(side.get_by_text("Pias ord")).to_be_visible()


def test_en_ny_aftale_med_tastaturet(by: By, handling: Handling, log_ind: Callable[..., Page]) -> None:
    side = log_ind("paedagog", f"/handlinger/opret/{handling.anledning_id}/")
    i_orden(side, "Hvad aftaler I?")
    side.get_by_label("Hvad gør I?").focus()
    side.keyboard.type("Vi går tur to og to.")
    side.keyboard.press("Tab")
    side.keyboard.type("Per")
    side.get_by_label("Social udvikling").focus()
    side.keyboard.press("Space")
    side.get_by_role("button", name="Gem aftalen").focus()
    side.keyboard.press("Enter")
    expect(side.get_by_text("Aftalen er gemt.")).to_be_visible()
    ny = Handling.objects.latest("pk")
    assert (ny.hvad, ny.ansvarlig, ny.laereplan) == ("Vi går tur to og to.", by.paedagog2, ["social"])


def test_lederen_ser_det_overskredne(by: By, handling: Handling, log_ind: Callable[..., Page]) -> None:
    paamind(nu=NU)
    side = log_ind("leder", "/paamindelser/")
    i_orden(side, "Nyt til dig")
    expect(side.get_by_text("Overskredet i din enhed")).to_be_visible()
    side.get_by_role("button", name="Markér det hele som læst").click()
    i_orden(side, "Nyt til dig", axe_ved=[TABLET])


@pytest.fixture
def gamle(by: By, handling: Handling) -> None:
    """Alma and Bo left more than a month ago, which is long enough here; somebody wants to see what there is on Bo."""
    profil = Praksisprofil()
    profil.opbevaring.update(dict.fromkeys(profil.opbevaring, 1))
    organisation.gem_profil(kommune=by.kommune, profil=profil, grund="Prøve", by=None, nu=NU)
    for barn in (by.alma, by.bo):
        for tilknytning in barn.tilknytninger.all():
            boern.udskriv(tilknytning=tilknytning, by=None, nu=NU, til=NU - timedelta(days=40))
    saet_tilbageholdelse(barn=by.bo, grund=Holdegrund.AKTINDSIGT, by=by.databeskyttelse, nu=NU)


def test_loggen(by: By, handling: Handling, log_ind: Callable[..., Page]) -> None:
    side = log_ind("databeskyttelse", "/log/")
    i_orden(side, "Log")
    side.get_by_label("Medarbejder").fill("Pia")
    side.get_by_role("button", name="Søg", exact=True).click()
    i_orden(side, "Log", axe_ved=[TABLET])
    side.get_by_role("link", name="Se ændringer").first.click()
    i_orden(side, "Hvem har ændret hvad")
    side.go_back()
    side.get_by_label("Barnets CPR-nummer").fill("12")
    side.get_by_role("button", name="Find barnet").click()
    i_orden(side, "Find et barns log")
    side.get_by_label("Barnets CPR-nummer").fill(by.alma.cpr or "")
    side.get_by_role("button", name="Find barnet").click()
    i_orden(side, "Log for Alma Åkjær", axe_ved=[TABLET])
    assert (by.alma.cpr or "x") not in side.url
    side.get_by_role("link", name="Udskriv til forældrene").click()
    i_orden(side, "Udskriv loggen for Alma Åkjær")
    side.goto("/log/?fra=2026-10-14&til=2026-10-01")
    i_orden(side, "Log", axe_ved=[TABLET])


def test_opbevaring(by: By, gamle: None, log_ind: Callable[..., Any]) -> None:
    side = log_ind("databeskyttelse", "/opbevaring/tilbageholdelser/", taal=("status of 409",))
    i_orden(side, "Tilbageholdelser")
    side.get_by_role("link", name="Sletning").click()
    i_orden(side, "Opbevaring")
    side.get_by_text("Se, hvad der holdes tilbage, og hvorfor").first.click()
    i_orden(side, "Opbevaring", axe_ved=[TABLET])
    side.get_by_label("Skriv antallet for at bekræfte").fill("999")
    side.get_by_role("button", name="Slet nu").click()
    i_orden(side, "Opbevaring", axe_ved=[TABLET])
    antal = side.locator(".ops-figs").inner_text().split()[0]
    side.get_by_label("Skriv antallet for at bekræfte").fill(antal)
    side.get_by_role("button", name="Slet nu").click()
    expect(side.get_by_text("Slettet:")).to_be_visible()
    i_orden(side, "Opbevaring", axe_ved=[TABLET])
