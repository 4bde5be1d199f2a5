"""An overgang with the parents on one tablet: the child's voice, their yes part by part, what is seen, and giving."""

import re
from collections.abc import Callable
from functools import partial

from playwright.sync_api import Page, expect

from opsporing.models import Samtykke
from overgange.models import Overgang, Overlevering
from tests.cast import NU, By
from tests.integration.overgange.planlagt import START, plan
from tests.support.sider import SKAERME, i_orden
from tests.support.vurderingsside import vent_paa_gemt

#: With the parents the tablet is held upright; it is looked at by axe there too.
se = partial(i_orden, axe_ved=tuple(SKAERME))
TITEL = "Alma begynder i Børnehuset Egen"


def _svar(side: Page, del_: str, svar: str) -> None:
    gruppe = side.get_by_role("radiogroup", name=del_, exact=True)
    gruppe.locator("label", has_text=re.compile(f"^{svar}$")).click()
    expect(gruppe.get_by_label(svar, exact=True)).to_be_checked()


def test_fra_i_dag_til_det_er_givet_videre(by: By, log_ind: Callable[..., Page]) -> None:
    plan(by.barn, by.ulv, START, NU)
    overgang = Overgang.objects.get(barn=by.barn)
    side = log_ind("paedagog", "/overgange/")
    se(side, "Børn på vej videre")
    side.get_by_role("link", name="Alma Åkjær").click()
    se(side, "Alma Åkjær begynder i Børnehuset Egen")
    side.get_by_role("link", name="Begynd sammen med forældrene").click()
    se(side, TITEL)
    # Nothing else about the child, and no other page of the house, can be reached from here.
    expect(side.locator("main a[href], header a[href]")).to_have_count(0)

    side.get_by_role("button", name="Videre til jeres ja").click()
    expect(side.locator(".alert, .form-error").first).to_be_visible()
    se(side, TITEL)
    # Alma points, and the pædagog follows with the keyboard.
    side.get_by_role("checkbox", name="Dyr", exact=True).focus()
    side.keyboard.press("Space")
    expect(side.get_by_role("checkbox", name="Dyr", exact=True)).to_be_checked()
    side.get_by_label(re.compile("Spørg barnet")).fill("Jeg vil have min traktor med.")
    side.get_by_label(re.compile("Hvad gør I voksne nu")).fill("Farvel i vinduet.")
    side.get_by_label(re.compile("noget om jeres familie")).fill("Farmor henter om fredagen.")
    # Enter in a field of one line leads nowhere, least of all to the page the parents are not to see.
    for felt in (side.get_by_label(re.compile("Hvilke sprog taler")), side.get_by_role("checkbox", name="Dyr")):
        felt.press("Enter")
    vent_paa_gemt(side)
    side.get_by_role("button", name="Videre til jeres ja").click()

    vises = side.locator("#faar-at-se")
    expect(vises).to_contain_text("Intet endnu")
    se(side, TITEL)
    side.get_by_role("button", name="Merete svarer").click()
    for del_ in ("Barnets egen stemme", "Det, der hjælper"):
        _svar(side, del_, "Ja, giv videre")
    _svar(side, "Familien", "Nej")
    # Her answers are shown before they are noted; the father has not answered, so nothing is given yet.
    expect(vises).to_contain_text("Frank har ikke svaret")
    expect(vises).to_contain_text("der er sagt nej")
    assert not Samtykke.objects.exists()
    # Enter notes it; so does letting the other one answer.
    side.get_by_role("radiogroup", name="Familien", exact=True).get_by_label("Nej", exact=True).press("Enter")
    expect(side.get_by_text("Det, Merete svarede, er noteret.")).to_be_visible()
    side.get_by_role("button", name="Frank svarer").click()
    for del_ in ("Barnets egen stemme", "Det, der hjælper", "Familien"):
        _svar(side, del_, "Ja, giv videre")
    expect(vises).to_contain_text("Jeg vil have min traktor med.")
    expect(vises).to_contain_text("Dyr")
    expect(vises).to_contain_text("I er ikke enige")
    expect(vises).not_to_contain_text("Farmor")
    se(side, TITEL)
    side.get_by_role("button", name="Gem, og gå videre").click()
    se(side, TITEL)
    expect(vises).to_contain_text("Farvel i vinduet.")
    side.get_by_role("button", name="Giv det videre").click()
    se(side, "Alma Åkjær begynder i Børnehuset Egen")
    overlevering = Overlevering.objects.get(overgang=overgang)
    assert list(overlevering.dele.order_by("nr").values_list("del_kode", flat=True)) == ["stemme", "hjaelper"]

    # The father takes a yes back.
    side.get_by_text("En forælder vil trække et ja tilbage").click()
    side.get_by_role("link", name=re.compile("Træk tilbage.*Frank.*Det, der hjælper")).click()
    se(side, "Frank trækker sit ja tilbage")
    side.get_by_role("button", name="Træk tilbage").press("Enter")
    expect(side.get_by_text(re.compile("trukket tilbage"))).to_be_visible()
    assert overlevering.dele.get(del_kode="hjaelper").indhold is None


def test_til_skole_i_haanden_og_et_nej_til_alt(by: By, log_ind: Callable[..., Page]) -> None:
    side = log_ind("paedagog_ugle", f"/overgange/ny/{by.david.pk}/")
    se(side, "David skal videre")
    side.get_by_role("button", name="Lav overgangen").click()
    expect(side.locator(".form-error").first).to_be_visible()
    side.get_by_text("Fra børnehave til skole").click()
    side.get_by_label(re.compile("navnet på skolen")).fill("Skovskolen")
    side.get_by_label(re.compile("Hvornår begynder")).fill("2027-08-09")
    side.get_by_role("button", name="Lav overgangen").click()
    se(side, "David Åkjær begynder på Skovskolen")
    side.get_by_role("link", name="Afslut uden at give noget videre").click()
    se(side, "Der gives ikke noget videre om David")
    side.get_by_label(re.compile("Hvorfor gives der ikke")).fill("Forældrene siger nej tak.")
    side.get_by_role("button", name="Afslut overgangen").click()
    expect(side.get_by_text("Der gives ikke noget videre.")).to_be_visible()
