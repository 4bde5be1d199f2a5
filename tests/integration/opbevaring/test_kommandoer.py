"""Retention from the command line, and the log that only the owner of the tables can shorten."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pghistory
import pytest
from django.core.management import CommandError, call_command
from pghistory.models import Context

from opsporing import log
from opsporing.models import Barn, Handling, Holdegrund, Log
from opsporing.opbevaring import actions
from opsporing.opbevaring.plan import laeg_plan
from opsporing.organisation import actions as organisation
from opsporing.profil import Praksisprofil
from tests import cast
from tests.factories.tid import NU
from tests.integration.opbevaring.conftest import LAENGE_EFTER
from tests.support.database import ROOT
from tests.support.servers import connected_to
from tools.environment import product_environment


def koer(*argumenter: str) -> str:
    ud = StringIO()
    call_command(*argumenter, stdout=ud)
    return ud.getvalue()


@pytest.fixture
def stoppet(by: cast.By, vurder: Any, aftal: Any, stop: Any, ur: Any) -> None:
    """Alma left two years ago; Bo did too, but somebody has asked to see what is written about him."""
    for barn in (by.alma, by.bo):
        aftal(vurder(barn).anledning)
        stop(barn)
    actions.saet_tilbageholdelse(barn=by.bo, grund=Holdegrund.AKTINDSIGT, by=by.databeskyttelse, nu=NU)
    ur.move_to(LAENGE_EFTER)


def test_a_trial_says_what_and_why_and_deletes_nothing(by: cast.By, stoppet: None) -> None:
    tekst = koer("opbevaring", "--kommune", by.kommune.kode, "--proev")
    assert "1 kan slettes: trivselsvurderinger med svar, kommentarer og placering (2 år efter" in tekst
    assert f"barn nr. {by.bo.pk}: Tilbageholdt: anmodning om aktindsigt eller indsigt." in tekst
    assert f"I alt {laeg_plan(by.kommune, LAENGE_EFTER).antal} kan slettes" in tekst
    assert "Alma" not in tekst
    assert Handling.objects.count() == 2


def test_it_deletes_what_the_trial_showed_and_nothing_else(by: cast.By, stoppet: None) -> None:
    antal = laeg_plan(by.kommune, LAENGE_EFTER).antal
    with pytest.raises(CommandError, match=f"Der er {antal}"):
        koer("opbevaring", "--kommune", by.kommune.kode, "--slet", str(antal + 1))
    assert Handling.objects.count() == 2
    tekst = koer("opbevaring", "--kommune", by.kommune.kode, "--slet", str(antal))
    assert f"Slettet: {antal}" in tekst
    assert list(Barn.objects.filter(pk__in=[by.alma.pk, by.bo.pk])) == [by.bo]
    assert Log.objects.filter(haendelse="opsporing.opbevaring_slettet", bruger="").exists()


def test_an_unknown_municipality_is_said(db: None) -> None:
    with pytest.raises(CommandError, match="ingen kommune med koden 0000"):
        koer("opbevaring", "--kommune", "0000", "--proev")


def test_the_application_cannot_shorten_the_log(db: None) -> None:
    with pytest.raises(CommandError, match="som ejer"):
        koer("slet_gammel_log")


def test_the_owner_deletes_what_is_older_than_the_profile_says(
    ny_database: Any, databases: Any, django_db_blocker: Any
) -> None:
    database, nu = ny_database(), datetime.now(UTC)
    with django_db_blocker.unblock(), connected_to(database):
        by = cast.byg(nu)
        profil = Praksisprofil()
        profil.opbevaring.update(log=1)
        organisation.gem_profil(kommune=by.kommune, profil=profil, grund="", by=None, nu=nu)
        for dage in (20, 35, 800):
            for hvem in (by.paedagog, by.naboby.paedagog):
                log.record("opsporing.barn_set", by=hvem, nu=nu - timedelta(days=dage), barn=by.alma)
        with pghistory.context(bruger=by.paedagog.pk):
            Barn.objects.filter(pk=by.alma.pk).update(fornavn="Alva")
        env = databases.variables(database) | databases.environment.owner_variables(database=database)
        subprocess.run(
            [sys.executable, "manage.py", "slet_gammel_log"], cwd=ROOT, env=product_environment(env), check=True
        )
        tilbage = Log.objects.filter(haendelse="opsporing.barn_set")
        assert {(p.bruger, (nu - p.nu).days) for p in tilbage} == {
            (str(by.paedagog.pk), 20),
            (str(by.naboby.paedagog.pk), 20),
            (str(by.naboby.paedagog.pk), 35),
        }
        slettet = {p.kommune: p.antal for p in Log.objects.filter(haendelse="opsporing.log_slettet")}
        assert slettet[str(by.naboby.kommune.pk)] == 1
        # The municipality's own beginning, two months ago, was older than its month too.
        assert slettet[str(by.kommune.pk)] > 2
        assert Context.objects.count() == 1
