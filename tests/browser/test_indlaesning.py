"""Files come in and children are found in the browser: every page and state, at three widths, with axe."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from opsporing.indlaesning import actions
from opsporing.models import Barn, Indlaesning
from tests.cast import NU, By
from tests.support.sider import TABLET, i_orden

HOVED = (
    "barn_cpr;fornavn;efternavn;fødselsdato;køn;beskyttet;enhedskode;startdato;slutdato;"
    "forælder1_cpr;forælder1_fornavn;forælder1_efternavn;klub"
)
NORA = "620523-5246;Nora;Ærø;02-05-2023;pige;nej;egern;01-10-2026;;6303921254;Maja;Ærø;x"
CLARA = "9006244254;Clara Sofie;Østlund;30-06-2024;pige;;egern;15-08-2026;;;;;"


def fil(*linjer: str) -> Any:
    indhold = "\n".join([HOVED, *linjer]).encode("cp1252")
    return {"name": "børn.csv", "mimeType": "text/csv", "buffer": indhold}


def laeg_ind(side: Page, *linjer: str) -> None:
    side.goto("/indlaesning/ny/")
    side.get_by_label("Fil", exact=True).set_input_files(fil(*linjer))
    side.get_by_role("button", name="Prøv filen").click()


def test_fra_fil_til_boern(by: By, log_ind: Callable[..., Page]) -> None:
    side = log_ind("administrator", "/indlaesning/")
    i_orden(side, "Indlæsning")
    side.get_by_role("link", name="Kolonner i filen").click()
    i_orden(side, "Kolonner i filen")
    side.goto("/indlaesning/ny/")
    i_orden(side, "Læg en fil ind")
    side.get_by_role("button", name="Prøv filen").click()
    expect(side.get_by_role("alert").or_(side.locator("[data-fejlopsummering]")).first).to_contain_text("Vælg en fil.")
    i_orden(side, "Læg en fil ind", axe_ved=[TABLET])
    side.get_by_label("Filen er hele listen").check()
    expect(side.get_by_label("Sidste dag for dem, der mangler")).to_be_visible()
    side.get_by_label("Fil", exact=True).set_input_files(fil(NORA, CLARA))
    side.get_by_role("button", name="Prøv filen").click()

    i_orden(side, "børn.csv")
    expect(side.get_by_role("heading", name="Er det samme barn?")).to_be_visible()
    side.get_by_label("Samme barn som Clara Østlund").check()
    side.get_by_role("button", name="Gem svar og prøv igen").click()
    expect(side.get_by_role("heading", name="Klar til at gennemføre")).to_be_visible()
    i_orden(side, "børn.csv")
    side.get_by_role("link", name="Rettes 3").click()
    expect(side.get_by_role("cell", name="900624-••••")).to_be_visible()
    i_orden(side, "børn.csv")
    side.get_by_role("link", name="Afsluttes 2").click()
    expect(side.get_by_role("row", name="Bo Ærebo")).to_be_visible()
    side.get_by_role("button", name="Gennemfør").click()
    expect(side.get_by_role("heading", name="Gennemført")).to_be_visible()
    i_orden(side, "børn.csv")
    assert Barn.objects.get(cpr="6205235246").navn == "Nora Ærø"
    assert Barn.objects.get(cpr="9006244254").pk == by.clara.pk
    side.get_by_role("link", name="Indlæsning", exact=True).first.click()
    i_orden(side, "Indlæsning")


def test_fejl_og_fortrydelse(by: By, log_ind: Callable[..., Page]) -> None:
    side = log_ind("administrator", "/indlaesning/ny/")
    laeg_ind(side, NORA, "x;y", ";;Lund;31-02-2024;blå;;findes;x;;;;;")
    expect(side.get_by_role("heading", name="Filen har 4 fejl")).to_be_visible()
    expect(side.get_by_role("row", name="4 fødselsdato Den dato findes ikke.")).to_be_visible()
    i_orden(side, "børn.csv")
    side.get_by_role("button", name="Kassér filen").click()
    expect(side.get_by_text("Filen er kasseret.")).to_be_visible()
    i_orden(side, "Indlæsning", axe_ved=[TABLET])


def test_en_stor_fil_bliver_fulgt(by: By, log_ind: Callable[..., Page]) -> None:
    """No worker runs here: the test does its work, and the page notices by itself."""
    side = log_ind("administrator", "/indlaesning/ny/")
    mange = [NORA.replace("Nora", f"Nora{'a' * n}").replace("620523-5246", "") for n in range(95)]
    laeg_ind(side, *(linje + "x" * 600 for linje in mange))
    expect(side.get_by_role("heading", name="Filen bliver prøvet")).to_be_visible()
    i_orden(side, "børn.csv")
    indlaesning = Indlaesning.objects.get()
    Indlaesning.objects.filter(pk=indlaesning.pk).update(skridt="Læser filen", naaet=40, i_alt=95)
    expect(side.get_by_text("40 af 95")).to_be_visible()
    actions.arbejd(indlaesning_id=indlaesning.pk, nu=NU)
    expect(side.get_by_role("heading", name="Klar til at gennemføre")).to_be_visible()


def test_find_et_barn_og_se_nummeret(by: By, log_ind: Callable[..., Page]) -> None:
    side = log_ind("leder", "/boern/")
    i_orden(side, "Børn")
    side.get_by_label("Navn eller CPR-nummer").fill("almma")
    side.keyboard.press("Enter")
    expect(side.get_by_role("status").filter(has_text="1 navn ligner")).to_be_visible()
    i_orden(side, "Børn")
    assert "almma" not in side.url
    side.get_by_label("Navn eller CPR-nummer").fill("a")
    side.get_by_role("button", name="Søg").click()
    i_orden(side, "Børn", axe_ved=[TABLET])
    side.get_by_label("Navn eller CPR-nummer").fill("xyzzy")
    side.get_by_role("button", name="Søg").click()
    expect(side.get_by_text("Ingen børn passer")).to_be_visible()
    i_orden(side, "Børn", axe_ved=[TABLET])
    side.goto(f"/boern/{by.barn.pk}/")
    expect(side.get_by_text("610924-4234")).to_have_count(0)
    side.get_by_role("button", name="Vis CPR-nummer").click()
    expect(side.get_by_text("610924-4234")).to_be_visible()
    i_orden(side, "Alma Åkjær", axe_ved=[TABLET])
