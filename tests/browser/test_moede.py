"""A meeting of a team with two at the table, each at her own screen, and a dialogmøde with the family looking on."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from playwright.sync_api import Page, expect

from dialogmoeder.actions import hold
from dialogmoeder.models import Indkaldelse, Moede, Referat
from opsporing.models import Handling
from opsporing.orientering import actions as orientering
from opsporing.skemaer.actions import indlaes
from tests.cast import NU, By
from tests.factories.vurdering import afsluttet_vurdering
from tests.integration.dialogmoeder.holdt import almas, indkaldt
from tests.support.sider import SKAERME, i_orden
from tests.support.vurderingsside import vent_paa_gemt

#: With the family the tablet is held upright; it is looked at by axe there too.
med_familien = partial(i_orden, axe_ved=tuple(SKAERME))


def _skud(side: Page, navn: str) -> None:
    if mappe := os.environ.get("SKUD"):
        for bredde, hoejde in ((1280, 900), (390, 844)):
            side.set_viewport_size({"width": bredde, "height": hoejde})
            side.screenshot(path=f"{mappe}/{navn}-{bredde}.png", full_page=True)
        side.set_viewport_size({"width": 820, "height": 1180})


def _planlaegges(lone: Page, by: By) -> None:
    """A team, its series over Christmas, an agenda from the proposals, and the invitation."""
    afsluttet_vurdering(by.bo, "gul", enhed=by.egern, vurderere=[by.paedagog, by.paedagog2])
    lone.get_by_label("Hvad hedder teamet?").fill("Teamet i Birken")
    lone.get_by_label("Hvem er tovholder?").select_option(label="Lone Ågård")
    lone.get_by_role("button", name="Opret teamet").click()
    lone.get_by_label("Hvem?").select_option(label="Poul Riis, PPR")
    lone.get_by_role("button", name="Sæt på").click()
    expect(lone.locator("#medlemmer li")).to_have_count(2)
    lone.get_by_role("link", name="Planlæg møder").click()
    lone.get_by_label("Første møde").fill("2026-11-12")
    lone.get_by_label("Til og med").fill("2027-02-10")
    lone.get_by_role("button", name="Vis dagene").click()
    # Every sixth week: Christmas Eve becomes the day before, and the meeting after it keeps its day.
    for dag in ("12. nov. 2026", "23. dec. 2026", "4. feb. 2027"):
        expect(lone.get_by_label(re.compile(dag))).to_be_checked()
    i_orden(lone, "Planlæg møder")
    _skud(lone, "serie")
    lone.get_by_role("button", name="Planlæg", exact=True).click()
    lone.get_by_role("link", name=re.compile("12. nov")).click()
    lone.get_by_role("link", name="Læg dagsordenen").click()
    lone.get_by_role("button", name=re.compile("Sæt på.*Bo Ærebo")).click()
    expect(lone.locator("#paa tbody tr")).to_have_count(1)
    i_orden(lone, "Dagsorden")
    _skud(lone, "dagsorden")
    lone.get_by_role("link", name="Teamet i Birken").click()
    lone.get_by_role("button", name="Indkald").click()
    expect(lone.get_by_text("Der er indkaldt.")).to_be_visible()
    assert {b.deltager.ansaettelse.user for b in Indkaldelse.objects.all()} == {by.leder, by.ppr}


def test_to_om_et_teams_moede(by: By, log_ind: Callable[..., Page]) -> None:
    indlaes(nu=NU)
    lone = log_ind("leder", "/moeder/team/ny/")
    _planlaegges(lone, by)
    moede = indkaldt(by)
    lone.goto(f"{lone.url.partition('/moeder/')[0]}/moeder/{moede.pk}/hold/")
    i_orden(lone, "Hold mødet")
    _skud(lone, "hold-foer")
    lone.get_by_role("button", name="Begynd mødet").click()
    i_orden(lone, "Mødet er i gang")
    lone.get_by_role("button", name="Notér fremmøde").click()
    expect(lone.get_by_text("Det er noteret, hvem der er her.")).to_be_visible()
    _skud(lone, "hold-i-gang")
    lone.get_by_role("button", name=re.compile("Tag punktet.*Alma")).click()
    i_orden(lone, "Alma Åkjær")
    expect(lone.get_by_text("20 min. tilbage")).to_be_visible()
    _skud(lone, "referat")

    poul = log_ind("ppr", f"/moeder/punkt/{almas(moede).pk}/referat/")
    # Each writes her own; nobody waits for the other.
    lone.get_by_role("textbox", name=re.compile("^Dagtilbuddet")).fill("Hun leder efter en voksen ved skift.")
    poul.get_by_role("textbox", name=re.compile("^PPR")).fill("Hun hører efter, når det er stille.")
    lone.get_by_label("Hvad lykkes?").fill("Hun ler i puderummet.")
    vent_paa_gemt(lone)
    poul.get_by_label("Hvad lykkes?").fill("Hun følger med i bogen.")
    panel = poul.locator("[data-konflikter]")
    expect(panel).to_contain_text("Hun ler i puderummet.")
    _skud(poul, "konflikt")
    panel.get_by_label("Behold begge").check()
    panel.get_by_role("button", name="Gem valget").click()
    expect(poul.get_by_label("Hvad lykkes?")).to_have_value("Hun ler i puderummet.\n\nHun følger med i bogen.")
    svar = Referat.objects.get(punkt=almas(moede)).svar
    assert (svar["blik_dagtilbud"], svar["blik_ppr"]) == (
        "Hun leder efter en voksen ved skift.",
        "Hun hører efter, når det er stille.",
    )
    lone.reload()
    lone.locator("label", has_text="Intet peger på det").click()
    lone.get_by_label("Vi ændrer noget i hverdagen").check(force=True)
    vent_paa_gemt(lone)
    lone.get_by_text("Ny aftale").click()
    lone.get_by_label("Hvad gør I?").fill("Pia tager imod Alma om morgenen.")
    lone.get_by_label(re.compile("Hvem sørger for det")).select_option(label="Pia Bjerre")
    _skud(lone, "aftale")
    lone.get_by_role("button", name="Gem aftalen").click()
    expect(lone.get_by_text("Aftalen er gemt.")).to_be_visible()
    assert Handling.objects.get(anledning=almas(moede).anledning).ansvarlig == by.paedagog
    lone.get_by_role("link", name="Kald en fagperson ind").click()
    i_orden(lone, "Kald en fagperson ind")
    lone.get_by_role("button", name="Kald ind").click()
    expect(lone.get_by_text("Vælg en fagperson.").first).to_be_visible()
    lone.get_by_role("link", name="Fortryd").click()
    lone.get_by_role("button", name="Færdig med punktet").click()
    i_orden(lone, "Ro ved frokosten")
    lone.get_by_role("button", name="Udsæt punktet").click()
    i_orden(lone, "En stille dreng på tre")
    lone.get_by_role("button", name="Udsæt punktet").click()
    i_orden(lone, "Mødet er i gang")
    lone.get_by_role("link", name="Afslut mødet").click()
    i_orden(lone, "Afslut mødet")
    _skud(lone, "afslut")
    lone.get_by_role("button", name="Afslut mødet").click()
    i_orden(lone, "Mødet er holdt")
    # He who wrote along sees that it is closed, and reads it.
    poul.goto(poul.url.partition("#")[0])
    i_orden(poul, "Referat om Alma Åkjær")
    expect(poul.locator("#aftaler strong")).to_have_text("Pia tager imod Alma om morgenen.")
    _skud(poul, "referat-laest")
    poul.get_by_role("link", name="Noget er forkert eller mangler").click()
    i_orden(poul, "Noget er forkert eller mangler")
    poul.get_by_label(re.compile("Hvad skal rettes")).fill("Vi talte også om lyden.")
    poul.get_by_role("button", name="Gem rettelsen").click()
    expect(poul.locator("#rettelse")).to_contain_text("Poul Riis")


def test_tre_kolonner_med_familien_og_deres_udgave(by: By, log_ind: Callable[..., Page]) -> None:
    indlaes(nu=NU)
    moede = hold.begynd_moede(moede=indkaldt(by), by=by.leder, nu=NU)
    punkt = almas(moede)
    side = log_ind("leder", f"/moeder/punkt/{punkt.pk}/referat/")
    side.get_by_role("button", name="Brug tre kolonner").click()
    med_familien(side, "Alma")
    # Nothing else of the house can be reached from the screen the family sees, and no other child is named on it.
    expect(side.locator("main a[href], header a[href]")).to_have_count(0)
    expect(side.get_by_text("Ro ved frokosten")).to_have_count(0)
    side.get_by_label(re.compile("Hvad går godt for barnet")).fill("Mormor henter hver tirsdag.")
    side.get_by_label(re.compile("Hvad gør hver af os")).fill("Far læser, Pia tager imod.")
    vent_paa_gemt(side)
    _skud(side, "tre-kolonner")
    side.get_by_role("button", name="Gem og luk").click()
    i_orden(side, "Alma Åkjær")
    talt_om_resten(moede, by)
    hold.afslut_moede(moede=moede, by=by.leder, nu=NU + timedelta(hours=1), udsaet_resten=True)
    side.goto(side.url.partition("/moeder/")[0] + f"/moeder/punkt/{punkt.pk}/foraeldreudgave/")
    i_orden(side, "Forældrenes udgave")
    expect(side.get_by_text("Fortæl forældrene det først")).to_be_visible()
    expect(side.get_by_text("Mormor henter hver tirsdag.")).to_be_visible()
    _skud(side, "foraeldreudgave")
    orientering.registrer_resultat(
        anledning=punkt.anledning,
        personer=orientering.indehavere(by.barn),
        maade="mundtligt",
        givet_den=NU.date(),
        by=by.leder,
        nu=NU,
    )
    side.reload()
    expect(side.get_by_role("link", name="Udskriv som PDF")).to_be_visible()


def talt_om_resten(moede: Moede, by: By) -> None:
    hold.behandl(punkt=almas(moede), by=by.leder, nu=NU + timedelta(minutes=20))
