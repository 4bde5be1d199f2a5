"""A published form, two writers, and a set of answers."""

from pathlib import Path

import pytest

from opsporing.adgang.roller import Rolle
from opsporing.models import Ansaettelse, Skemaversion
from opsporing.skemaer import actions
from tests.factories.anledning import AnledningFactory
from tests.factories.ansaettelse import AnsaettelseFactory
from tests.factories.enhed import StueFactory
from tests.factories.skematekst import TOML
from tests.factories.tid import NU
from trivsel.models import EgenVurdering, Vurdering


@pytest.fixture
def skemafil(tmp_path: Path) -> Path:
    """The example form as a file an app could ship."""
    fil = tmp_path / "proeve.toml"
    fil.write_text(TOML, encoding="utf-8")
    return fil


@pytest.fixture
def version(db, skemafil) -> Skemaversion:
    """The example form, published for all."""
    actions.indlaes(nu=NU, fra=[skemafil])
    return Skemaversion.objects.select_related("skema").get(skema__kode="proeve")


@pytest.fixture
def ansat(db):
    """`ansat(rolle, enhed=...)` gives a user acting in that role."""

    def lav(rolle=Rolle.PAEDAGOG, **felter):
        ansaettelse = AnsaettelseFactory(rolle=rolle, **felter)
        return ansaettelse.user.vaelg(Ansaettelse.objects.for_bruger(ansaettelse.user, NU).get(pk=ansaettelse.pk))

    return lav


@pytest.fixture
def administrator(ansat):
    """Somebody who looks after the forms of a municipality."""
    return ansat(Rolle.ADMINISTRATOR)


@pytest.fixture
def besvarelse(version) -> EgenVurdering:
    """One set of answers to the example form, for a child of 20 months."""
    enhed = StueFactory()
    anledning = AnledningFactory(kommune=enhed.kommune, ejer_enhed=enhed.foraelder)
    vurdering = Vurdering.objects.create(
        kommune=enhed.kommune,
        anledning=anledning,
        barn=anledning.barn,
        enhed=enhed,
        arena="vuggestue",
        alder_mdr=20,
        skemaversion=version,
        faelles_skemaversion=version,
        oprettet_at=NU,
    )
    return EgenVurdering.objects.create(kommune=enhed.kommune, vurdering=vurdering, nr=1, skemaversion=version)
