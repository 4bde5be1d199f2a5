"""Myndighed's way through a switch in the browser: every state at three widths, with axe, and by keyboard."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from opsporing.models import Spaerring, Spaerringsgrund
from opsporing.spaerring import actions
from tests.cast import NU, By
from tests.factories.vurdering import afsluttet_vurdering
from tests.support.sider import TABLET, i_orden
from trivsel.models import Runde

LogInd = Callable[..., Page]


def test_fra_i_dag_til_bekraeftet_og_ophaevet(by: By, orienteret: Runde, log_ind: LogInd) -> None:
    side = log_ind("socialraadgiver", "/spaerringer/")
    i_orden(side, "Spærringer")
    vurdering = afsluttet_vurdering(by.barn, "roed", nu=NU, enhed=by.egern, vurderere=[by.paedagog, by.paedagog2])
    spaerring = actions.saet(
        anledning=vurdering.anledning,
        grund=Spaerringsgrund.MISTANKE,
        hvorfor="Hun sagde noget i en leg, som vi ikke forstår.\nVi skrev det ned ordret.",
        gennemses_om_dage=14,
        by=by.paedagog,
        nu=NU,
    )
    # Six words do not fit in the bar of a tablet: they stand in the menu.
    side.locator(".ops-menu > summary").click()
    side.get_by_role("link", name="I dag").click()
    side.get_by_role("link", name="Se spærringen").click()
    i_orden(side, "Alma Åkjær")
    side.get_by_role("button", name="Bekræft spærringen").click()
    expect(side.get_by_role("link", name="Skriv, hvorfor spærringen skal stå.")).to_be_visible()
    i_orden(side, "Alma Åkjær", axe_ved=[TABLET])
    side.get_by_label("Hvorfor skal spærringen stå?").fill("Vi taler med barnet først.")
    side.get_by_label("Hvornår ser du på den igen?").fill("2026-11-02")
    side.get_by_label("Hvornår ser du på den igen?").press("Enter")
    expect(side.get_by_text("Spærringen er bekræftet.")).to_be_visible()
    i_orden(side, "Spærringer")
    assert Spaerring.objects.get().gennemses_den == date(2026, 11, 2)

    side.get_by_role("link", name="Se spærringen").click()
    side.get_by_text("Ophæv med en begrundelse").press("Enter")
    side.get_by_label("Hvorfor ophæves spærringen?").fill("Lægen har forklaret mærket.")
    i_orden(side, "Alma Åkjær", axe_ved=[TABLET])
    side.get_by_role("button", name="Ophæv spærringen").click()
    expect(side.get_by_text("Spærringen er ophævet.")).to_be_visible()
    i_orden(side, "Spærringer", axe_ved=[TABLET])
    side.get_by_role("link", name="Alma Åkjær").click()
    i_orden(side, "Alma Åkjær", axe_ved=[TABLET])
    expect(side.get_by_role("button", name="Bekræft")).to_have_count(0)
    spaerring.refresh_from_db()
    assert spaerring.ophaevet_grund == "Lægen har forklaret mærket."


def test_enheden_ser_paa_sin_sag_at_den_staar(by: By, orienteret: Runde, log_ind: LogInd) -> None:
    vurdering = afsluttet_vurdering(by.barn, "roed", nu=NU, enhed=by.egern, vurderere=[by.paedagog, by.paedagog2])
    spaerring = actions.saet(
        anledning=vurdering.anledning, grund=Spaerringsgrund.TVIVL, gennemses_om_dage=14, by=by.paedagog, nu=NU
    )
    side = log_ind("leder", f"/trivsel/{vurdering.pk}/")
    expect(side.get_by_text("Familieafdelingen har fået besked og tager stilling senest")).to_be_visible()
    i_orden(side, "Trivselsvurdering af Alma", axe_ved=[TABLET])
    actions.ophaev(spaerring=spaerring, grund="Afklaret.", by=by.socialraadgiver, nu=NU)
    side.reload()
    expect(side.get_by_text("I må tale med forældrene om det igen.")).to_be_visible()
