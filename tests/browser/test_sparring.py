"""A doubt from question to answer, each side at her own screen."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from opsporing.skemaer.actions import indlaes
from tests.cast import NU, By
from tests.support.sider import i_orden


def test_spurgt_i_et_minut_og_besvaret(by: By, log_ind: Callable[..., Page]) -> None:
    indlaes(nu=NU)
    pia = log_ind("paedagog", "/moeder/sparring/ny/")
    i_orden(pia, "Spørg en rådgiver")
    pia.get_by_label("Hvem vil du spørge?").select_option(label="PPR")
    pia.get_by_label("Hvad er du i tvivl om?").fill("Almas leg er mest for sig selv.")
    pia.get_by_role("button", name="Send spørgsmålet").click()
    # A name in what was to be without one: said, and nothing is lost.
    expect(pia.get_by_role("main").get_by_text("Der står Alma i teksten.").first).to_be_visible()
    pia.get_by_label("Hvad er du i tvivl om?").fill("Et barn leger mest for sig selv.")
    pia.get_by_role("button", name="Send spørgsmålet").click()
    i_orden(pia, "Uden navn")

    poul = log_ind("ppr", "/moeder/sparring/")
    i_orden(poul, "Sparring")
    poul.get_by_role("link", name="Uden navn").click()
    poul.get_by_label("Dit svar").fill("Sid ved siden af, og leg det samme.")
    poul.get_by_role("button", name="Send svaret").click()
    expect(poul.get_by_text("Svaret er sendt til Pia Bjerre.")).to_be_visible()
    i_orden(poul, "Uden navn")
    pia.reload()
    expect(pia.get_by_text("Sid ved siden af, og leg det samme.")).to_be_visible()
    pia.get_by_role("button", name="Afslut").click()
    expect(pia.get_by_text("Sparringen er afsluttet.")).to_be_visible()
