"""Prøveby in an open round, served to the browser: the clock stands at `NU` and goes on from there."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page

from opsporing.orientering.actions import indehavere, registrer
from tests.cast import NU, By
from tests.support.proeveby import Arbejdsdatabase
from tests.support.servers import Server, session_for
from tests.support.sider import SKAERME, TABLET, Lytter
from tests.support.slow import LATE, do_not_wait
from trivsel.actions import egne, runder
from trivsel.models import EgenVurdering, Runde, Vurdering

#: Seconds from the clock on the wall to the tests' own, so that the children have the same age for ever.
FORSKYDNING = int((NU - datetime.now(UTC)).total_seconds())


if LATE in os.environ:
    do_not_wait()


@pytest.fixture
def server(
    start_server: Callable[..., Server], django_db_blocker: Any, request: pytest.FixtureRequest
) -> Iterator[Server]:
    """As everywhere, but at the time the tests live in."""
    one = start_server(OPSPORING_TIDSFORSKYDNING=str(FORSKYDNING))
    if "by" not in request.fixturenames:  # which puts Prøveby there
        one.reset()
    with django_db_blocker.unblock(), one.connected(), override_settings(TIDSFORSKYDNING=FORSKYDNING):
        yield one


@pytest.fixture
def by(server: Server, arbejdsdatabase: Arbejdsdatabase) -> By:
    """Prøveby; nobody's parents are informed yet."""
    return arbejdsdatabase.som_ny(server.database)


@pytest.fixture
def runde(by: By) -> Runde:
    """An open round for the vuggestuer."""
    planlagt = runder.planlaeg(
        kommune=by.kommune,
        navn="Efterårsrunden",
        arena="vuggestue",
        alder_fra_mdr=6,
        alder_til_mdr=41,
        aabner=NU.date(),
        lukker=date(2026, 11, 20),
        by=None,
        nu=NU,
    )
    return runder.aabn_runde(runde=planlagt, by=None, nu=NU)


@pytest.fixture
def orienteret(by: By, runde: Runde) -> Runde:
    """The round, when all custody holders in Egern are informed."""
    for barn in by.egernboern:
        registrer(
            barn=barn,
            personer=indehavere(barn),
            enhed=by.egern,
            maade="mundtligt",
            givet_den=NU.date(),
            by=by.paedagog,
            nu=NU,
        )
    return runde


@pytest.fixture
def alma(by: By, orienteret: Runde) -> Vurdering:
    """Alma's vurdering; she is 25 months old."""
    return Vurdering.objects.get(barn=by.barn, runde=orienteret)


@pytest.fixture
def besvar(by: By) -> Callable[..., EgenVurdering]:
    """Let somebody answer every tegn green, apart from those named (by `tegn`), and say that she is done."""

    def besvar(vurdering: Vurdering, user: Any, **svar: str) -> EgenVurdering:
        egen = egne.begynd_egen(vurdering=vurdering, by=user, nu=NU)
        alle = {felt.kode: svar.get(felt.tegn, "groen") for felt in egne.tegn_felter(egen)}
        assert set(svar) <= {felt.tegn for felt in egne.tegn_felter(egen)}
        egne.gem_egen(egen=egen, aendringer=alle, set_rev=0, by=user, nu=NU)
        return egne.afslut_egen(egen=egen, by=user, nu=NU)

    return besvar


@pytest.fixture
def ny_side(browser: Browser, server: Server, browser_context_args: dict[str, Any]) -> Iterator[Callable[..., Page]]:
    """`ny_side()` is a tablet of its own: a person beside another. What its browser complains about is a failure.

    `taal` names complaints the test brings about (see `Lytter`); other arguments are those of a browser context.
    """
    aabne: list[tuple[BrowserContext, Lytter]] = []

    def aabn(taal: tuple[str, ...] = (), **kontekst: Any) -> Page:
        skaerm = {"width": TABLET, "height": SKAERME[TABLET]}
        context = browser.new_context(
            **{**browser_context_args, "viewport": skaerm, "base_url": server.url, **kontekst}
        )
        side = context.new_page()
        aabne.append((context, Lytter(side, server.url, taal)))
        return side

    yield aabn
    for context, lytter in aabne:
        context.close()
        assert lytter.klager == []


@pytest.fixture
def log_ind(ny_side: Callable[..., Page], server: Server) -> Callable[..., Page]:
    """`log_ind("paedagog", "/stue/")` is her tablet, signed in and led to the address.

    The page where one signs in is left out; test_login.py and test_vurdering.py go through it.
    """

    def ind(bruger: str, adresse: str = "/", **kontekst: Any) -> Page:
        side = ny_side(**kontekst)
        side.context.add_cookies([session_for(bruger, server.url)])
        side.goto(adresse)
        return side

    return ind
