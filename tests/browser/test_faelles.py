"""The team's vurdering: nobody sees a colleague's answers too soon, and each way it can end."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cast import NU, By
from tests.support.sider import TABLET, i_orden
from tests.support.vurderingsside import STEDER, afslut, barnet, placering, svar, tegn, vent_paa_gemt
from trivsel.actions import egne
from trivsel.models import EgenVurdering, Vurdering

HEMMELIGT = "Det har kun Pia set."
#: The page is told that a reason is needed no more, as when what the tegn point to has changed; says whether it went.
INGEN_GRUND_KRAEVES = """(id) => {
    const boks = document.getElementById(id);
    boks.dataset.kraeves = "";
    boks.closest("form").dispatchEvent(new CustomEvent("ops:opdateret", { detail: [] }));
    return boks.hidden;
}"""


@pytest.fixture
def uenige(by: By, alma: Vurdering, besvar: Callable[..., EgenVurdering]) -> Vurdering:
    """Alma's vurdering when both are done and differ about three tegn in two dimensions."""
    besvar(alma, by.paedagog)
    besvar(alma, by.paedagog2, afsked="gul", undersoeger="roed", fordybelse="gul")
    return alma


@pytest.fixture
def enige(by: By, alma: Vurdering, besvar: Callable[..., EgenVurdering]) -> Vurdering:
    """Alma's vurdering when both are done and saw the same."""
    besvar(alma, by.paedagog)
    besvar(alma, by.paedagog2)
    return alma


def test_ingen_ser_kollegaens_svar_foer_alle_er_faerdige(
    by: By, alma: Vurdering, besvar: Callable[..., EgenVurdering], log_ind: Callable[..., Page]
) -> None:
    """Not on any page she or the leader can open, and not in what the pages fetch."""
    egen = besvar(alma, by.paedagog, afsked="roed")
    egne.genaabn_egen(egen=egen, by=by.paedagog, nu=NU)
    egne.gem_egen(egen=egen, aendringer={"kommentar": HEMMELIGT}, set_rev=0, by=by.paedagog, nu=NU, klient="x")
    egne.afslut_egen(egen=egen, by=by.paedagog, nu=NU)
    assert HEMMELIGT in EgenVurdering.objects.get(pk=egen.pk).svar.values()
    grund = f"/trivsel/{alma.pk}/"
    steder = ["/", f"/stue/{by.egern.pk}/", grund, f"/boern/{by.barn.pk}/", f"{grund}egen/"]
    lukkede = [f"{grund}faelles/", f"{grund}faelles/stilling/", f"{grund}udskriv/"]
    for bruger in ("paedagog2", "leder"):
        side = log_ind(bruger)
        for sted in [*steder, *lukkede]:
            laest = side.request.get(sted)
            assert HEMMELIGT not in laest.text(), (bruger, sted)
            assert "Græder eller er helt stille" not in laest.text() or sted.endswith("egen/"), (bruger, sted)
            assert laest.status == (403 if sted in lukkede or (bruger, sted) == ("leder", f"{grund}egen/") else 200)
    side = log_ind("paedagog2", f"{grund}egen/")
    assert side.locator(".ops-answer input:checked").count() == 0
    besvar(alma, by.paedagog2)
    side.goto(f"{grund}faelles/")
    expect(side.get_by_text(HEMMELIGT)).to_be_visible()
    expect(svar(side, 0, 2)).to_contain_text("Pia")
    expect(svar(side, 0, 0)).to_contain_text("Per")


def test_enige_og_groenne(enige: Vurdering, log_ind: Callable[..., Page]) -> None:
    """Nothing to settle: five positions and the end. No duty follows."""
    side = log_ind("paedagog", f"/trivsel/{enige.pk}/faelles/")
    expect(side.get_by_role("heading", name="I så det samme")).to_be_visible()
    side.get_by_text(re.compile("^Se 18 tegn")).click()
    i_orden(side, "Alma Åkjær", axe_ved=[TABLET])
    for sted in STEDER:
        placering(side, sted, 0).click()
    expect(side.locator("#mangler")).to_contain_text("Alt er klar.")
    afslut(side).click()
    i_orden(side, "Trivselsvurdering af Alma", axe_ved=[TABLET])
    expect(side.get_by_role("heading", name="Det følger af »Trivsel«")).to_be_visible()
    expect(side.get_by_role("link", name=re.compile("Notér samtalen"))).to_have_count(0)


def test_mistanke_stopper_alt_der_naar_foraeldrene(uenige: Vurdering, log_ind: Callable[..., Page]) -> None:
    side = log_ind("paedagog", f"/trivsel/{uenige.pk}/faelles/")
    for nr in range(3):
        svar(side, nr, 2).click()
    for sted, valg in zip(STEDER, (1, 2, 0, 0, 2), strict=True):
        placering(side, sted, valg).click()
    side.get_by_label("Ja, der er en mistanke").check()
    expect(side.get_by_text("Tal ikke med forældrene, og spørg ikke barnet ud.")).to_be_visible()
    i_orden(side, "Alma Åkjær", axe_ved=[TABLET])
    for felt in ("Barnets egen stemme", "Hvad kunne ellers forklare", "Hvad lægger I vægt på"):
        side.get_by_label(re.compile(f"^{felt}")).fill("Det, vi har set.")
    expect(side.locator("[data-begrundelse]:not([hidden])")).to_have_count(0)  # they follow what the tegn point to
    expect(side.locator("#mangler")).to_contain_text("Alt er klar.")
    afslut(side).click()
    i_orden(side, "Trivselsvurdering af Alma", axe_ved=[TABLET])
    expect(side.get_by_text("Forældrene må ikke orienteres om det her.")).to_be_visible()
    expect(side.get_by_role("link", name=re.compile("Udskriv|Notér samtalen"))).to_have_count(0)
    assert side.request.get(f"/trivsel/{uenige.pk}/udskriv/").status == 403
    side.goto(f"/orientering/sag/{uenige.anledning_id}/")
    i_orden(side, "Samtale med Almas forældre", axe_ved=[TABLET])
    expect(side.get_by_role("button", name="Notér samtalen")).to_have_count(0)
    side.goto(f"/boern/{uenige.barn_id}/")
    i_orden(side, "Alma Åkjær", axe_ved=[TABLET])


def test_en_afsluttet_vurdering_rettes_i_en_ny_version(enige: Vurdering, log_ind: Callable[..., Page]) -> None:
    side = log_ind("leder", f"/trivsel/{enige.pk}/faelles/")
    for sted in STEDER:
        placering(side, sted, 0).click()
    expect(side.locator("#mangler")).to_contain_text("Alt er klar.")
    afslut(side).click()
    side.get_by_role("link", name="Ret vurderingen").click()
    i_orden(side, "Ret vurderingen af Alma")
    side.get_by_role("button", name="Begynd rettelsen").click()
    expect(side.locator("[data-fejlopsummering]")).to_be_focused()
    i_orden(side, "Ret vurderingen af Alma", axe_ved=[TABLET])
    side.get_by_role("textbox").fill("Vi valgte en forkert placering.")
    side.get_by_role("button", name="Begynd rettelsen").click()
    barnet(side, "fælles vurdering")
    expect(side.get_by_text("Vi valgte en forkert placering.")).to_be_visible()
    i_orden(side, "Alma Åkjær", axe_ved=[TABLET])
    placering(side, "social", 1).click()
    grund = side.locator("#begrundelse-social textarea")
    grund.focus()
    assert not side.evaluate(INGEN_GRUND_KRAEVES, "begrundelse-social")  # nothing goes from under the cursor
    grund.fill("Hun leger alene.")
    vent_paa_gemt(side)
    afslut(side).click()
    i_orden(side, "Trivselsvurdering af Alma", axe_ved=[TABLET])
    ny = Vurdering.objects.get(erstatter=enige)
    assert (ny.social, ny.samlet) == ("gul", "groen")
    side.get_by_role("link", name="Se den gamle version").click()
    i_orden(side, "Trivselsvurdering af Alma", axe_ved=[TABLET])
    expect(side.get_by_text("Den her version er rettet.")).to_be_visible()


def test_uden_script_gemmer_senere_og_siger_hvad_der_mangler(uenige: Vurdering, log_ind: Callable[..., Any]) -> None:
    adresse = f"/trivsel/{uenige.pk}/faelles/"
    side = log_ind("paedagog", adresse, java_script_enabled=False)
    svar(side, 0, 1).click()
    placering(side, "social", 0).click()
    side.get_by_label(re.compile("^Hvad har I set")).fill("Vi talte om formiddagen.")
    side.get_by_role("button", name="Senere").click()
    barnet(side, "Egern")
    side.goto(adresse)
    expect(side.locator("#afklaret")).to_have_text("1 af 3 er afklaret")
    afslut(side).click()
    expect(side.get_by_role("alert")).to_contain_text("Der mangler 6 ting, før I kan afslutte.")
    expect(tegn(side)).to_have_count(3)
    uenige.refresh_from_db()
    assert uenige.afsluttet_at is None
    assert uenige.svar["talt_om"] == "Vi talte om formiddagen."
    assert uenige.svar["position_social"] == "groen"
