"""When custody changes, what the parents must be told changes with it."""

from datetime import timedelta
from typing import Any

import pytest

from opsporing.boern import actions as boern
from opsporing.indlaesning import actions as indlaesning
from opsporing.models import Frist, Maade
from opsporing.orientering import actions
from opsporing.orientering.foelger import foelg_boern
from opsporing.skemaer.actions import indlaes
from tests.cast import NU, By
from tests.integration.indlaesning.conftest import BOERN, Stille
from trivsel.actions import runder


@pytest.fixture
def frist(by: By) -> Any:
    """The deadline to inform Alma's parents; by now her mother and father have been told."""
    indlaes(nu=NU)
    vurdering = runder.opret_ekstra(barn=by.barn, enhed=by.egern, by=by.paedagog, nu=NU)
    actions.registrer(
        barn=by.barn,
        personer=[by.mor, by.far],
        enhed=by.egern,
        maade=Maade.SKRIFTLIGT,
        givet_den=NU.date(),
        by=by.paedagog,
        nu=NU,
    )
    fundet = Frist.objects.get(anledning=vurdering.anledning_id, kode="trivsel.orientering")
    assert fundet.opfyldt_at == NU
    return fundet


def opfyldt(frist: Frist) -> Any:
    frist.refresh_from_db()
    return frist.opfyldt_at


def test_somebody_new_must_be_told(by: By, frist: Frist) -> None:
    boern.giv_foraeldremyndighed(barn=by.barn, person=by.bos_mor, by=None, nu=NU)
    assert opfyldt(frist) is None
    senere = NU + timedelta(days=1)
    boern.afslut_foraeldremyndighed(barn=by.barn, person=by.bos_mor, by=by.leder, nu=senere)
    assert opfyldt(frist) == senere
    assert frist.opfyldt_by == by.leder


def test_by_file_as_by_hand(by: By, frist: Frist) -> None:
    start = by.barn.tilknytninger.get().fra.astimezone().strftime("%d-%m-%Y")
    linje = f"6109244234;Alma;Åkjær;;pige;;egern;{start};;;Ny;Åkjær;;;;"
    ny = indlaesning.opret(
        kommune=by.kommune, art="boern", filnavn="f.csv", data=f"{BOERN}\n{linje}".encode(), by=None, nu=NU
    )
    proevet = indlaesning.arbejd(indlaesning_id=ny.pk, nu=NU, maaler=Stille)
    assert proevet.status == "provet", proevet.resultat
    indlaesning.udfoer(indlaesning=proevet, aftryk=proevet.aftryk, by=None, nu=NU)
    assert indlaesning.arbejd(indlaesning_id=ny.pk, nu=NU, maaler=Stille).status == "udfoert"
    assert opfyldt(frist) is None


def test_nothing_changes_where_nothing_did(by: By, frist: Frist) -> None:
    foelg_boern(boern=[b.pk for b in by.boern.values()], by=None, nu=NU + timedelta(days=1))
    assert opfyldt(frist) == NU
