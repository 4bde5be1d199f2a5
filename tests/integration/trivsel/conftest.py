"""Prøveby with published forms and an open round."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from opsporing.models import Emne, Maade, Orientering, User
from opsporing.skemaer.actions import indlaes
from tests import cast
from tests.cast import By
from trivsel.actions import egne, faelles, runder
from trivsel.faelles import POSITION, STEDER, stilling
from trivsel.models import EgenVurdering, Runde, Vurdering


@pytest.fixture
def by(db: Any) -> By:
    """Prøveby; the forms are published."""
    by = cast.byg()
    indlaes(nu=by.nu)
    return by


def orienter(by: By, barn: Any, enhed: Any, nu: datetime) -> None:
    """Inform every custody holder of the child, as its stue would note it."""
    for myndighed in barn.foraeldremyndigheder.filter(til=None):
        Orientering.objects.create(
            kommune=by.kommune,
            barn=barn,
            person=myndighed.person,
            enhed=enhed.journalenhed,
            emne=Emne.BEHANDLING,
            maade=Maade.MUNDTLIGT,
            givet_den=nu.date(),
            givet_by=by.paedagog,
            registreret_at=nu,
        )


@pytest.fixture
def runde(by: By) -> Runde:
    """An open round for the vuggestuer; all custody holders in Egern are informed."""
    for barn in by.egernboern:
        orienter(by, barn, by.egern, by.nu)
    planlagt = runder.planlaeg(
        kommune=by.kommune,
        navn="Efterårsrunden",
        arena="vuggestue",
        alder_fra_mdr=6,
        alder_til_mdr=41,
        aabner=by.nu.date(),
        lukker=date(by.nu.year, 12, 31),
        by=None,
        nu=by.nu,
    )
    return runder.aabn_runde(runde=planlagt, by=None, nu=by.nu)


@pytest.fixture
def vurdering(by: By, runde: Runde) -> Vurdering:
    """Alma's vurdering in the round."""
    return Vurdering.objects.get(barn=by.barn, runde=runde)


@pytest.fixture
def besvar(by: By) -> Callable[..., EgenVurdering]:
    """Let somebody answer every tegn green, apart from those named, and say that she is done."""

    def besvar(vurdering: Vurdering, user: User, **svar: str) -> EgenVurdering:
        egen = egne.begynd_egen(vurdering=vurdering, by=user, nu=by.nu)
        alle = {felt.kode: "groen" for felt in egne.tegn_felter(egen)} | svar
        egne.gem_egen(egen=egen, aendringer=alle, set_rev=0, by=user, nu=by.nu)
        return egne.afslut_egen(egen=egen, by=user, nu=by.nu)

    return besvar


@pytest.fixture
def afslut(by: By, besvar: Callable[..., EgenVurdering]) -> Callable[..., Vurdering]:
    """Carry a vurdering to its end: both pædagoger see `svar`, the team follows the suggestion and adds `ord_`."""

    def afslut(vurdering: Vurdering, svar: dict[str, str] | None = None, **ord_: str) -> Vurdering:
        for user in (by.paedagog, by.paedagog2):
            besvar(vurdering, user, **(svar or {}))
        nu_staar = stilling(vurdering, faelles.faerdige_egne(vurdering))
        positioner = {POSITION + sted: nu_staar.foreslaaet(sted) for sted in STEDER}
        faelles.begynd_faelles(vurdering=vurdering, by=by.paedagog, nu=by.nu)
        faelles.gem_faelles(vurdering=vurdering, aendringer=positioner | ord_, set_rev=0, by=by.paedagog, nu=by.nu)
        return faelles.afslut_faelles(vurdering=vurdering, by=by.paedagog, nu=by.nu)

    return afslut
