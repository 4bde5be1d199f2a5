"""Somebody asked for help finds what was opened to her on her first page, and nothing else."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opsporing import anledning as anledninger
from opsporing.models import Grundlag, Log, Tilknytning
from opsporing.overblik.delt import delte_sager
from tests.integration.overblik.conftest import FLEST_FORESPOERGSLER


@pytest.fixture
def sag(by, vurderet) -> Tilknytning:
    """Lone has opened one vurdering of Alma to Poul in PPR, for two months."""
    vurdering = vurderet(by.alma, "gul")
    return anledninger.aabn_for(
        anledning=vurdering.anledning,
        enhed=by.ppr.ansaettelse.enhed,
        ansaettelse=by.ppr.ansaettelse,
        grundlag=Grundlag.SPARRING,
        til=by.nu + timedelta(days=60),
        formaal="Sparring om leg",
        by=by.leder,
        nu=by.nu,
    )


def test_it_stands_on_the_first_page_with_what_it_is_for(by, sag, log_ind):
    side = log_ind(by.ppr).get(reverse("i_dag")).content.decode()
    for ord_ in ("Åbnet for dig", "Alma Åkjær", "Sparring om leg", anledninger.side(sag.anledning)):
        assert ord_ in side
    assert "ikke noget, du skal gøre" not in side
    assert "Bo Ærebo" not in side


def test_the_matter_can_be_read_from_there(by, sag, log_ind):
    client = log_ind(by.ppr)
    [delt] = delte_sager(by.ppr, by.nu)
    assert client.get(delt.url).status_code == 200


def test_the_page_of_the_matter_offers_only_what_she_may(by, sag, vurderet, log_ind):
    vurderet(by.alma, "roed", by.nu - timedelta(days=200))  # the one before, which is not hers
    side = log_ind(by.ppr).get(anledninger.side(sag.anledning)).text
    indhold = side.split("<main")[1].split("</main")[0]
    assert set(re.findall(r'href="([^"]+)"', indhold)) == {reverse("trivsel:handleguide")}
    assert "Tal med forældrene" in indhold and "Trivselsvurdering af Alma Åkjær" in indhold


def test_that_it_was_shown_is_logged(by, sag, log_ind):
    log_ind(by.ppr).get(reverse("i_dag"))
    [row] = Log.objects.filter(haendelse="opsporing.boern_vist", bruger=str(by.ppr.pk))
    assert row.boern == [str(by.alma.pk)]


def test_it_is_gone_when_its_time_is_over_and_others_never_had_it(by, sag):
    assert not delte_sager(by.ppr, by.nu + timedelta(days=60))
    for user in (by.raadgiver, by.paedagog, by.leder, by.socialraadgiver, by.forvaltning, by.naboby.leder):
        assert not delte_sager(user, by.nu)


@pytest.mark.parametrize("antal", [1, 20])
def test_the_page_asks_as_often_for_many_as_for_one(by, vurderet, log_ind, antal):
    for nr in range(antal):
        vurdering = vurderet(by.alma, "gul", by.nu - timedelta(days=nr + 1))
        anledninger.aabn_for(
            anledning=vurdering.anledning,
            enhed=by.ppr.ansaettelse.enhed,
            ansaettelse=by.ppr.ansaettelse,
            grundlag=Grundlag.SPARRING,
            til=None,
            by=by.leder,
            nu=by.nu,
        )
    client = log_ind(by.ppr)
    client.get(reverse("i_dag"))
    with CaptureQueriesContext(connection) as spurgt:
        assert client.get(reverse("i_dag")).status_code == 200
    assert len(spurgt) <= FLEST_FORESPOERGSLER
