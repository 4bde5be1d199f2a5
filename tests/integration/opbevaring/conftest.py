"""Children who have left, with something written about them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from opsporing import anledning as anledninger
from opsporing.boern import actions as boern
from opsporing.handlinger import actions as handlinger
from opsporing.models import Anledning, Barn, Emne, Enhed, Maade, Orientering, Profilversion, Skema, Skemaversion
from tests.cast import By
from tests.factories.tid import NU
from trivsel.models import EgenVurdering, Vurdering

#: The municipality's default is 24 months for most things.
LAENGE_EFTER = NU + timedelta(days=740)


@pytest.fixture
def version(db: None) -> Skemaversion:
    """A version of a form, for vurderinger that nobody opens."""
    skema = Skema.objects.create(kode="proeve", navn="Prøve")
    return Skemaversion.objects.create(skema=skema, nr=1, definition={}, oprettet_at=NU)


@pytest.fixture
def vurder(by: By, version: Skemaversion) -> Callable[..., Vurdering]:
    """`vurder(by.alma)` gives her a concluded vurdering with two own views, its matter and its deadlines."""

    def lav(barn: Barn, *, enhed: Enhed | None = None, afsluttet: bool = True, **felter: Any) -> Vurdering:
        enhed = enhed or by.egern
        sag = anledninger.opret(kode="trivsel.vurdering", enhed=enhed, barn=barn, nu=NU)
        slut = {"afsluttet_at": NU, "afsluttet_by": by.paedagog, "samlet": "groen"} if afsluttet else {}
        vurdering = Vurdering.objects.create(
            kommune=by.kommune,
            anledning=sag,
            barn=barn,
            enhed=enhed,
            arena="vuggestue",
            alder_mdr=25,
            skemaversion=version,
            faelles_skemaversion=version,
            profilversion=Profilversion.objects.filter(kommune=by.kommune).first(),
            oprettet_at=NU,
            **slut,
            **felter,
        )
        for nr in (1, 2):
            EgenVurdering.objects.create(kommune=by.kommune, vurdering=vurdering, nr=nr, skemaversion=version)
        return vurdering

    return lav


@pytest.fixture
def aftal(by: By) -> Callable[[Anledning], Any]:
    """`aftal(anledning)` makes an agreement that has been followed up once and ended."""

    def lav(sag: Anledning) -> Any:
        handling = handlinger.opret(
            anledning=sag,
            hvad="Noget",
            ansvarlig=by.paedagog,
            opfoelgning_den=date(2026, 11, 1),
            by=by.paedagog,
            nu=NU,
        )
        handlinger.foelg_op(handling=handling, virkning="hjalp", tekst="", naeste_den=None, by=by.paedagog, nu=NU)
        return handling

    return lav


@pytest.fixture
def orienter(by: By) -> Callable[..., Orientering]:
    def lav(barn: Barn, **felter: Any) -> Orientering:
        person = barn.foraeldremyndigheder.order_by("pk").first().person
        alt = {"emne": Emne.BEHANDLING, "maade": Maade.MUNDTLIGT, "enhed": by.birken} | felter
        return Orientering.objects.create(
            kommune=by.kommune,
            barn=barn,
            person=person,
            givet_den=NU.date(),
            givet_by=by.paedagog,
            registreret_at=NU,
            **alt,
        )

    return lav


@pytest.fixture
def stop(by: By) -> Callable[..., None]:
    """`stop(by.alma)` ends her enrolment everywhere."""

    def slut(barn: Barn, nu: datetime = NU) -> None:
        for tilknytning in barn.tilknytninger.filter(til=None, anledning=None):
            boern.udskriv(tilknytning=tilknytning, by=None, nu=nu)

    return slut
