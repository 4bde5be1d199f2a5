"""Consent: every custody holder, to exactly this, until it is taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from opsporing import anledning as anledninger
from opsporing import samtykke
from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.models import Log, Samtykke
from tests.cast import NU, By

HVAD, FORMAAL = "Det, I har set i leg", "at børnehaven kan tage godt imod"


@pytest.fixture
def ja(by: By) -> Any:
    def giv(person: str = "mor", **andet: Any) -> Samtykke:
        valg = {"barn": by.barn, "hvad": HVAD, "modtager": by.ugle, "formaal": FORMAAL, "by": by.paedagog, "nu": NU}
        return samtykke.giv(person=by.foraeldre[person], **(valg | andet))

    return giv


def gaelder(by: By, **andet: Any) -> bool:
    return samtykke.gaelder(**({"barn": by.barn, "hvad": HVAD, "modtager": by.ugle, "nu": NU} | andet))


def test_every_custody_holder_must_say_yes(by: By, ja: Any) -> None:
    assert not gaelder(by)
    ja("mor")
    assert not gaelder(by)
    assert samtykke.mangler(barn=by.barn, hvad=HVAD, modtager=by.ugle, nu=NU) == [by.far]
    ja("far")
    assert gaelder(by)
    assert Log.objects.filter(haendelse="opsporing.samtykke_givet", boern=[str(by.barn.pk)]).count() == 2


def test_a_yes_is_to_exactly_this(by: By, ja: Any) -> None:
    sag = anledninger.opret(kode="overgange.overgang", enhed=by.egern, barn=by.barn, nu=NU)
    for person in ("mor", "far"):
        ja(person)
    assert not gaelder(by, hvad="Alt")
    assert not gaelder(by, modtager=by.ulv)
    assert not gaelder(by, anledning=sag)
    assert not gaelder(by, nu=NU - timedelta(seconds=1))
    for person in ("mor", "far"):
        ja(person, anledning=sag)
    assert gaelder(by, anledning=sag)


def test_nobody_to_ask_is_no_yes(by: By) -> None:
    assert not gaelder(by, barn=by.finn)


def test_taken_back_by_one_it_holds_no_more_and_can_be_given_again(by: By, ja: Any) -> None:
    ja("mor")
    fars = ja("far")
    trukket = samtykke.traek(samtykke=fars, by=by.paedagog2, nu=NU + timedelta(hours=1))
    assert (trukket.trukket_at, trukket.trukket_by) == (NU + timedelta(hours=1), by.paedagog2)
    assert not gaelder(by, nu=NU + timedelta(hours=2))
    igen = samtykke.traek(samtykke=fars, by=by.paedagog, nu=NU + timedelta(hours=3))
    assert igen.trukket_at == NU + timedelta(hours=1)
    assert Log.objects.filter(haendelse="opsporing.samtykke_trukket").count() == 1
    ja("far", nu=NU + timedelta(hours=4))
    assert gaelder(by, nu=NU + timedelta(hours=4))
    assert Samtykke.objects.filter(person=by.far).count() == 2


def test_given_twice_it_is_one(by: By, ja: Any) -> None:
    assert ja(formaal=FORMAAL) == ja(formaal="noget andet", nu=NU + timedelta(days=1))
    assert Samtykke.objects.get().formaal == FORMAAL
    assert Log.objects.filter(haendelse="opsporing.samtykke_givet").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Samtykke.objects.create(
            kommune=by.kommune,
            barn=by.barn,
            person=by.mor,
            hvad=HVAD,
            modtager=by.ugle,
            formaal=FORMAAL,
            givet_at=NU,
            registreret_by=by.paedagog,
        )


def test_custody_that_ended_is_not_asked_and_one_that_comes_is(by: By, ja: Any) -> None:
    ja("mor")
    boern.afslut_foraeldremyndighed(barn=by.barn, person=by.far, by=None, nu=NU)
    assert gaelder(by)
    with pytest.raises(Denied, match="forældremyndigheden"):
        ja("far")
    boern.giv_foraeldremyndighed(barn=by.barn, person=by.bos_mor, by=None, nu=NU + timedelta(days=1))
    assert gaelder(by)
    assert not gaelder(by, nu=NU + timedelta(days=1))


def test_what_cannot_be_said_yes_to(by: By, ja: Any) -> None:
    andens = anledninger.opret(kode="overgange.overgang", enhed=by.egern, barn=by.bo, nu=NU)
    for andet in (
        {"hvad": "  "},
        {"formaal": ""},
        {"modtager": by.naboby.stue},
        {"anledning": andens},
        {"person": "bos_mor"},
    ):
        with pytest.raises(Denied):
            ja(**andet)
    assert not Samtykke.objects.exists()
    assert not Log.objects.filter(haendelse="opsporing.samtykke_givet").exists()
