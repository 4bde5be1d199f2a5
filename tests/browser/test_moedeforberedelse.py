"""An item prepared, the parents told and asked, and read by the one they said yes to."""

import os
import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from dialogmoeder.actions import dagsorden, deltagere, plan
from dialogmoeder.actions.indkald import indkald
from dialogmoeder.models import Forberedelse, Punkt
from opsporing.skemaer.actions import indlaes
from tests.cast import NU, By
from tests.support.sider import i_orden
from tests.support.vurderingsside import vent_paa_gemt


def _skud(side: Page, navn: str) -> None:
    if mappe := os.environ.get("SKUD"):
        for bredde in (1280, 390):
            side.set_viewport_size({"width": bredde, "height": 900})
            side.screenshot(path=f"{mappe}/{navn}-{bredde}.png", full_page=True)
        side.set_viewport_size({"width": 820, "height": 1180})


def _punkt(by: By) -> Punkt:
    moede = plan.opret_moede(
        slags="ressourceteam",
        enhed=by.birken,
        moedeleder=by.leder,
        planlagt_at=NU + timedelta(days=10),
        by=by.leder,
        nu=NU,
    )
    for navn in ("paedagog", "ppr", "sundhedsplejerske"):
        deltagere.tilfoej(moede=moede, ansaettelse=by.bruger[navn].ansat, by=by.leder, nu=NU)
    punkt = dagsorden.saet_paa(
        moede=moede, art="barn", barn=by.alma, overskrift="Hvordan får Alma ro til middag?", by=by.paedagog, nu=NU
    )
    indkald(moede=moede, by=by.leder, nu=NU)
    return punkt


def test_forbered_fortael_og_laes(by: By, log_ind: Callable[..., Page]) -> None:
    indlaes(nu=NU)
    punkt = _punkt(by)
    pia = log_ind("paedagog", f"/moeder/punkt/{punkt.pk}/forbered/")
    i_orden(pia, "Alma Åkjær")
    pia.get_by_label("Hvad er anledningen?").fill("Alma sover ikke til middag.")
    vent_paa_gemt(pia)
    assert Forberedelse.objects.get().svar == {"anledning": "Alma sover ikke til middag."}
    pia.get_by_role("button", name="Send til deltagerne").click()
    i_orden(pia, "Alma Åkjær")
    _skud(pia, "forbered-fejl")
    for felt, tekst in (
        ("Hvad skal vi være klogere på", "Hvad vi prøver først."),
        ("Hvad lykkes, hvor", "Hun falder til ro hos Pia."),
        ("Hvad har I set?", "Tre middage i uge 45."),
        ("Hvad viser eller siger barnet selv?", "Hun siger: ikke mørkt."),
    ):
        pia.get_by_label(re.compile(f"^{re.escape(felt)}")).fill(tekst)
    pia.locator("label", has_text="Vi holder øje").first.click()
    pia.locator("label", has_text="Intet af det, vi ved nu, peger på det").click()
    vent_paa_gemt(pia)
    pia.get_by_role("button", name="Send til deltagerne").click()
    expect(pia.get_by_text("Forberedelsen er sendt.")).to_be_visible()
    i_orden(pia, "Alma Åkjær")
    _skud(pia, "punkt")

    pia.get_by_role("link", name="Forældrene", exact=True).click()
    i_orden(pia, "Almas forældre og mødet")
    for boks in pia.get_by_role("checkbox").all():
        boks.check()
    pia.get_by_role("button", name="Notér samtalen").click()
    expect(pia.get_by_text("er fortalt om mødet").first).to_be_visible()
    svar = pia.get_by_role("radiogroup", name=re.compile("siger PPR"))
    expect(svar).to_have_count(2)
    for nr in range(2):
        svar.nth(nr).get_by_role("radio", name="Ja").check()
    # What is not saved yet is not lost with the page.
    pia.once("dialog", lambda dialog: dialog.accept())
    pia.reload()
    pia.get_by_role("button", name="Hent det frem").click()
    pia.get_by_role("button", name="Gem svarene").click()
    expect(pia.get_by_text("Det, forældrene siger, er noteret.")).to_be_visible()
    _skud(pia, "foraeldre")

    poul = log_ind("ppr", f"/moeder/punkt/{punkt.pk}/")
    i_orden(poul, "Alma Åkjær")
    expect(poul.get_by_text("Hun siger: ikke mørkt.")).to_be_visible()
    # Of the others she is told who has no part in it, and not what the parents have said about them.
    expect(poul.get_by_text("Ikke med i punktet")).to_have_count(1)
    expect(poul.get_by_text("mangler ja")).to_have_count(0)
    _skud(poul, "punkt-udefra")
