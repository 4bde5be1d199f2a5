"""With the keyboard alone: from signing in to a finished own vurdering and a concluded team's; focus always seen."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, TimeoutError, expect

from tests import cast
from tests.cast import By
from tests.support.vurderingsside import STEDER, barnet, tegn, vent_paa_gemt
from trivsel.models import EgenVurdering, Vurdering

#: What shows where the focus is: an outline or a ring of the element, or of the label that stands for a hidden radio.
FOKUS_SES = """() => {
    const e = document.activeElement;
    const vist = e.matches('input[type=radio], input[type=checkbox]') ? [e, e.closest('label'), e.nextElementSibling,
        ...(e.id ? [document.querySelector(`label[for="${e.id}"]`)] : [])] : [e];
    return vist.filter(Boolean).some((v) => [null, '::before', '::after'].some((del) => {
        const s = getComputedStyle(v, del);
        return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
    }));
}"""
#: Whether what has the focus is between the bars at the top and the bottom, at least in part.
I_SYNE = """() => {
    const e = document.activeElement;
    const boks = (e.closest('label') || e).getBoundingClientRect();
    const top = document.querySelector('.ops-focus')?.getBoundingClientRect();
    const bund = document.querySelector('.ops-savebar')?.getBoundingClientRect();
    if (e.closest('.ops-focus, .ops-savebar')) { return true; }
    return boks.bottom > (top ? top.bottom : 0) && boks.top < (bund ? bund.top : window.innerHeight);
}"""
HVOR = "() => document.activeElement.outerHTML.slice(0, 200)"


def fokus(side: Page) -> str:
    """Check that the focus is seen, and say where it is."""
    hvor = side.evaluate(HVOR)
    assert side.evaluate(FOKUS_SES), f"no visible focus on {hvor}"
    try:
        side.wait_for_function(I_SYNE, timeout=2000)
    except TimeoutError:
        raise AssertionError(f"the focus is out of sight on {hvor}") from None
    return str(hvor)


def frem_til(side: Page, moenster: str, *, tast: str = "Tab", hoejst: int = 60) -> None:
    """Press Tab until the focus is on an element whose markup or text fits; it must be seen all the way."""
    for _ in range(hoejst):
        side.keyboard.press(tast)
        hvor = fokus(side)
        tekst = side.evaluate("() => document.activeElement.textContent.trim()")
        if re.search(moenster, hvor) or re.search(moenster, tekst):
            return
    raise AssertionError(f"{moenster} was not reached, the focus is on {side.evaluate(HVOR)}")


def test_fra_log_ind_til_afsluttet(
    by: By, alma: Vurdering, besvar: Callable[..., EgenVurdering], ny_side: Callable[..., Page]
) -> None:
    side = ny_side()
    side.goto("/")
    frem_til(side, 'name="login"')
    side.keyboard.type("paedagog")
    frem_til(side, 'name="password"')
    side.keyboard.type(cast.ADGANGSKODE)
    side.keyboard.press("Enter")
    barnet(side, "I dag på Egern")
    frem_til(side, "^Gå til sidens indhold")
    side.keyboard.press("Enter")
    expect(side.locator("#indhold")).to_be_focused()
    frem_til(side, "^Begynd", hoejst=3)
    side.keyboard.press("Enter")
    barnet(side, "Alma Åkjær")
    egen_med_taster(side, alma)
    besvar(alma, by.paedagog2, afsked="gul")
    faelles_med_taster(side, alma)


def egen_med_taster(side: Page, alma: Vurdering) -> None:
    # Too early: the summary has the focus, and its link leads to the tegn that can be answered at once.
    frem_til(side, "^Gå til det næste", tast="Shift+Tab")
    frem_til(side, "^Færdig")
    side.keyboard.press("Enter")
    expect(side.locator("[data-fejlopsummering]")).to_be_focused()
    frem_til(side, "^18 tegn mangler et svar", hoejst=2)
    side.keyboard.press("Enter")
    expect(tegn(side).nth(0).locator("input").first).to_be_focused()
    for tast in "1230":
        side.keyboard.press(tast)
        fokus(side)
    side.keyboard.press("ArrowUp")
    side.keyboard.press("1")
    for _ in range(14):
        side.keyboard.press("1")
        fokus(side)
    expect(side.locator("[data-tegn-mangler]")).to_be_hidden()
    vent_paa_gemt(side)
    frem_til(side, "^Færdig")
    side.keyboard.press("Enter")
    barnet(side, "Bo Ærebo")
    svar = EgenVurdering.objects.get(vurdering=alma, vurderer__username="paedagog").svar
    assert sorted(svar.values()) == ["groen"] * 16 + ["gul", "roed"]


def faelles_med_taster(side: Page, alma: Vurdering) -> None:
    side.goto("/stue/")
    frem_til(side, "^Åbn fælles")
    side.keyboard.press("Enter")
    barnet(side, "fælles vurdering")
    expect(tegn(side)).to_have_count(3)
    for nr in range(3):
        frem_til(side, 'type="radio" id="aftalt-')
        side.keyboard.press("Space")
        expect(tegn(side).nth(nr).locator("input:checked")).to_have_count(1)
    for sted in STEDER:
        frem_til(side, f'name="position_{sted}"')
        side.keyboard.press("Space")
    vent_paa_gemt(side)
    expect(side.locator("#mangler")).to_contain_text("Alt er klar.")
    frem_til(side, "^Afslut fælles vurdering")
    side.keyboard.press("Enter")
    barnet(side, "Trivselsvurdering af Alma")
    alma.refresh_from_db()
    assert alma.samlet == "groen"
