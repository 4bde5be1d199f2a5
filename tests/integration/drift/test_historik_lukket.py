"""Row history is kept whatever the application's role asks for, also after a migration has made triggers anew."""

import subprocess
import sys
from collections.abc import Callable

import pgtrigger
import psycopg
import pytest
from django.db import connection

from opsporing.models import Barn
from tests.cast import By
from tests.support.database import ROOT, TestDatabases
from tools.environment import product_environment
from tools.postgres import APP

#: What django-pgtrigger itself sends to pass over every trigger that keeps the history of a child.
TRIGGERE = sorted(trigger.get_pgid(model) for model, trigger in pgtrigger.registered() if model is Barn)


def _versioner(barn: Barn) -> list[str]:
    return list(
        Barn.pgh_event_model.objects.filter(pgh_obj_id=barn.pk).order_by("pk").values_list("fornavn", flat=True)
    )


@pytest.mark.parametrize("hvordan", ["SET", "SET LOCAL"])
def test_the_application_cannot_pass_over_the_history(by: By, hvordan: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"{hvordan} pgtrigger.ignore = '{{{','.join(TRIGGERE)}}}'")
    Barn.objects.filter(pk=by.barn.pk).update(fornavn="Alba")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore')")
        assert TRIGGERE[0] in cursor.fetchone()[0]
    assert _versioner(by.barn)[-1] == "Alba"


def test_nor_can_its_own_code_with_the_librarys_help(by: By) -> None:
    antal = len(_versioner(by.barn))
    with pgtrigger.ignore():
        Barn.objects.filter(pk=by.barn.pk).update(fornavn="Alba")
    assert _versioner(by.barn)[antal:] == ["Alba"]


AABNET = f"SELECT public._pgtrigger_should_ignore('{TRIGGERE[0]}')"


@pytest.mark.parametrize("kommando", ["migrate", "rettigheder", "klargoer"])
def test_a_database_that_is_open_is_closed(
    databases: TestDatabases, ny_database: Callable[..., str], kommando: str
) -> None:
    """Triggers made by a migration, as in a database from before, bring the library's own function along."""
    navn = ny_database()
    triggeren = next(trigger for model, trigger in pgtrigger.registered() if model is Barn)
    with psycopg.connect(databases.owner_url(navn), autocommit=True) as ejer:
        ejer.execute(triggeren.compile(Barn).install_sql)
        ejer.execute(f"SET pgtrigger.ignore = '{{{TRIGGERE[0]}}}'")
        assert ejer.execute(AABNET).fetchone() == (True,)
        env = databases.variables(navn) | databases.environment.owner_variables(database=navn)
        _koer(kommando, env)
        assert ejer.execute(AABNET).fetchone() == (False,)


def test_the_application_can_make_no_table_that_stands_in_the_way_of_the_history(
    databases: TestDatabases, ny_database: Callable[..., str]
) -> None:
    """A temporary table of the same name would be found first. The right to it goes with the database, not a copy."""
    navn = ny_database()
    maa = f"SELECT has_database_privilege('{APP}', '{navn}', 'TEMP')"
    with psycopg.connect(databases.owner_url(navn), autocommit=True) as ejer:
        assert ejer.execute(maa).fetchone() == (True,)
        _koer("rettigheder", databases.variables(navn) | databases.environment.owner_variables(database=navn))
        assert ejer.execute(maa).fetchone() == (False,)


def _koer(kommando: str, env: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "manage.py", kommando, "--verbosity", "0"],
        cwd=ROOT,
        env=product_environment(env),
        check=True,
        capture_output=True,
    )
