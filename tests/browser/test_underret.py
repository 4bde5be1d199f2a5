"""The whole way of the one who writes an underretning, in the browser: three widths, axe, and the keyboard."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from opsporing.models import Spaerring
from opsporing.skemaer.actions import indlaes
from tests.cast import NU, By
from tests.factories.underretning import udfyldt
from tests.support.sider import SKAERME
from tests.support.sider import i_orden as i_orden_ved
from underretning.models import Modtaget, Overgreb, Underretning

LogInd = Callable[..., Page]


def i_orden(side: Page, overskrift: str) -> None:
    """As everywhere, with axe at the tablet's width too: here the columns stand under each other."""
    i_orden_ved(side, overskrift, axe_ved=SKAERME)


def test_fra_mistanke_til_kvittering(by: By, log_ind: LogInd) -> None:
    indlaes(nu=NU)
    side = log_ind("paedagog", f"/boern/{by.barn.pk}/")
    side.get_by_role("link", name="Skriv en underretning").press("Enter")
    i_orden(side, "Skriv en underretning")
    side.get_by_role("button", name="Fortsæt", exact=True).press("Enter")
    expect(side.get_by_role("link", name="Vælg en af mulighederne.").first).to_be_visible()
    i_orden(side, "Skriv en underretning")
    side.get_by_role("radio", name="Nej", exact=True).last.press("Space")
    side.get_by_role("radio", name="Jeg er i tvivl").press("Space")
    expect(side.get_by_text("Når du fortsætter, bliver sagen spærret for forældrene.")).to_be_visible()
    side.get_by_role("button", name="Fortsæt", exact=True).press("Enter")
    expect(side.get_by_text("Kun du kan se det her, før du sender.")).to_be_visible()
    i_orden(side, "Alma Åkjær")
    assert Spaerring.objects.staaende().count() == 1
    side.get_by_label("Hvordan mærkes det i barnets hverdag?").fill("Hun sover ikke til middag.")
    side.get_by_role("button", name="Videre til bilag").press("Enter")
    i_orden(side, "Hvad skal følge med?")
    assert Underretning.objects.get().svar["betydning"] == "Hun sover ikke til middag."


def test_laes_og_send(by: By, log_ind: LogInd) -> None:
    indlaes(nu=NU)
    u = udfyldt(by.paedagog, [by.barn], overgreb=Overgreb.TVIVL)
    side = log_ind("paedagog", f"/underretninger/{u.pk}/send/")
    i_orden(side, "Læs den igennem, og send")
    side.get_by_role("button", name="Send underretningen").press("Enter")
    expect(side.get_by_text("Underretningen er sendt. Gem kvitteringsnummeret.")).to_be_visible()
    i_orden(side, "Underretningen er sendt")
    nummer = Underretning.objects.get().kvitteringsnummer
    expect(side.get_by_text(str(nummer), exact=True)).to_be_visible()
    assert Modtaget.objects.get().kvitteringsnummer == nummer
    side.get_by_role("link", name="Underretninger").first.press("Enter")
    i_orden(side, "Underretninger")
