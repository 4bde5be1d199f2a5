"""Two people at the same team's vurdering, each at her own tablet: what either of them writes is never lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cast import By
from tests.support.sider import TABLET, i_orden
from tests.support.vurderingsside import STEDER, afslut, barnet, placering, svar, vent_paa_gemt
from trivsel.models import EgenVurdering, Vurdering

FOERST = "Alma leger længst, når vi er få."
DEREFTER = "Ude går hun tit for sig selv."


@pytest.fixture
def to(
    by: By, alma: Vurdering, besvar: Callable[..., EgenVurdering], log_ind: Callable[..., Page]
) -> tuple[Page, Page, Vurdering]:
    """Pia and Per with the same page open, and the vurdering."""
    besvar(alma, by.paedagog)
    besvar(alma, by.paedagog2, afsked="gul")
    adresse = f"/trivsel/{alma.pk}/faelles/"
    return log_ind("paedagog", adresse), log_ind("paedagog2", adresse, taal=("status of 403",)), alma


def samtalen(side: Page) -> Locator:
    return side.get_by_label(re.compile("^Hvad har I set, hvor og hvornår"))


def gemt(vurdering: Vurdering) -> dict[str, str]:
    vurdering.refresh_from_db()
    return vurdering.svar


def test_begge_skriver_i_det_samme_felt(to: tuple[Page, Page, Vurdering]) -> None:
    pia, per, vurdering = to
    samtalen(pia).fill(FOERST)
    vent_paa_gemt(pia)
    samtalen(per).fill(DEREFTER)
    panel = per.locator("[data-konflikter]")
    expect(panel.get_by_role("alert")).to_be_focused()
    for tekst in (FOERST, DEREFTER):
        expect(panel).to_contain_text(tekst)
    assert gemt(vurdering)["talt_om"] == FOERST
    assert [k["vaerdi"] for k in vurdering.konflikter] == [DEREFTER]
    i_orden(per, "Alma Åkjær")
    # Nobody concludes over a choice that has not been made; she who did not write last sees it too.
    afslut(pia).click()
    expect(pia.locator("[data-fejlopsummering]")).to_contain_text("To har skrevet i samme felt.")
    expect(pia.locator("[data-konflikter]")).to_contain_text(DEREFTER)
    i_orden(pia, "Alma Åkjær", axe_ved=[TABLET])
    panel.get_by_label("Behold begge").check()
    panel.get_by_role("button", name="Gem valget").click()
    expect(per.get_by_text("Valget er gemt.")).to_be_visible()
    expect(samtalen(per)).to_have_value(f"{FOERST}\n\n{DEREFTER}")
    assert gemt(vurdering)["talt_om"] == f"{FOERST}\n\n{DEREFTER}"
    # She who still has the old panel may tap it: the choice stands.
    pia.locator("[data-konflikter]").get_by_role("button", name="Gem valget").click()
    expect(pia.get_by_text("Der er allerede valgt mellem de to udgaver.")).to_be_visible()
    assert gemt(vurdering)["talt_om"] == f"{FOERST}\n\n{DEREFTER}"


def test_hver_sit_felt_paa_samme_tid(to: tuple[Page, Page, Vurdering]) -> None:
    pia, per, vurdering = to
    placering(pia, "kognitiv", 0).click()
    placering(per, "social", 1).click()
    svar(pia, 0, 1).click()
    samtalen(per).fill(DEREFTER)
    vent_paa_gemt(pia)
    vent_paa_gemt(per)
    assert gemt(vurdering) == {
        "position_kognitiv": "groen",
        "position_social": "gul",
        "aftalt_afsked_fra_18": "gul",
        "talt_om": DEREFTER,
    }
    assert vurdering.konflikter == []


def test_hver_sin_placering_paa_samme_tid(to: tuple[Page, Page, Vurdering]) -> None:
    """The first stands, the second is asked; without »begge«, as there is one place only."""
    pia, per, vurdering = to
    placering(pia, "social", 1).click()
    vent_paa_gemt(pia)
    placering(per, "social", 2).click()
    panel = per.locator("[data-konflikter]")
    expect(panel).to_contain_text("Øget opmærksomhed")
    expect(panel).to_contain_text("Bekymring")
    expect(panel.get_by_label("Behold begge")).to_have_count(0)
    i_orden(per, "Alma Åkjær", axe_ved=[TABLET])
    assert gemt(vurdering)["position_social"] == "gul"
    panel.get_by_label(re.compile("^Det, Per")).check()
    panel.get_by_role("button", name="Gem valget").click()
    expect(per.get_by_text("Valget er gemt.")).to_be_visible()
    assert gemt(vurdering)["position_social"] == "roed"


def test_den_ene_afslutter_mens_den_anden_skriver(to: tuple[Page, Page, Vurdering]) -> None:
    """What came too late is not stored in what is closed, but it is not gone either, and she is told why."""
    pia, per, vurdering = to
    svar(pia, 0, 1).click()
    for sted in STEDER:
        placering(pia, sted, 0).click()
    expect(pia.locator("#mangler")).to_contain_text("Alt er klar.")
    afslut(pia).click()
    barnet(pia, "Trivselsvurdering af Alma")
    samtalen(per).fill(DEREFTER)
    expect(per.locator("#gemt")).to_contain_text("Vurderingen er afsluttet")
    expect(samtalen(per)).to_have_value(DEREFTER)
    i_orden(per, "Alma Åkjær", axe_ved=[TABLET])
    assert "talt_om" not in gemt(vurdering)
    afslut(per).click()
    expect(samtalen(per)).to_have_value(DEREFTER)


def test_begge_afslutter(to: tuple[Page, Page, Vurdering]) -> None:
    """The second tap changes nothing and ends at the concluded vurdering, as the first did."""
    pia, per, vurdering = to
    svar(pia, 0, 1).click()
    for sted in STEDER:
        placering(pia, sted, 0).click()
    vent_paa_gemt(pia)
    per.reload()
    expect(per.locator("#mangler")).to_contain_text("Alt er klar.")
    afslut(pia).click()
    barnet(pia, "Trivselsvurdering af Alma")
    foer = (gemt(vurdering), vurdering.afsluttet_at, vurdering.afsluttet_by_id)
    afslut(per).click()
    barnet(per, "Trivselsvurdering af Alma")
    assert (gemt(vurdering), vurdering.afsluttet_at, vurdering.afsluttet_by_id) == foer
