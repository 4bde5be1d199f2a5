"""Production refuses to start with anything missing or unsafe, and says what and how to mend it."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tools.checks import PRODUCTION

ROOT = Path(__file__).resolve().parent.parent.parent.parent

GOOD = {
    **PRODUCTION,
    "DATABASE_URL": "postgresql://opsporing_app:kode@db/opsporing",
    "REDIS_URL": "redis://redis/0",
}


def start(variables: dict[str, str]) -> str:
    """What the settings say when they are read with only these variables."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            patch.delenv(name)
        for name, value in variables.items():
            patch.setenv(name, value)
        try:
            runpy.run_path(str(ROOT / "opsporing" / "settings.py"))
        except ImproperlyConfigured as refusal:
            return str(refusal)
    return "started"


def test_a_process_that_may_not_start_ends_with_the_advice_as_its_last_words():
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env={"PATH": os.defpath}, capture_output=True, check=False
    )
    assert done.returncode != 0
    assert done.stderr.decode().rstrip().endswith("Se docs/drift.md.")


def test_production_starts_when_everything_is_said():
    assert start(GOOD) == "started"


def test_production_is_what_one_gets_without_asking():
    assert "ALLOWED_HOSTS mangler" in start({})


@pytest.mark.parametrize(
    "name",
    [
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "OPSPORING_ADRESSE",
        "DATABASE_URL",
        "REDIS_URL",
        "EMAIL_URL",
        "DEFAULT_FROM_EMAIL",
    ],
)
def test_a_missing_variable_is_named_with_an_example(name):
    said = start({key: value for key, value in GOOD.items() if key != name})
    assert f"{name} mangler" in said
    assert f"{name}=" in said or "Lav en med" in said
    assert "docs/drift.md" in said


def test_everything_missing_is_said_at_once():
    said = start({})
    assert said.count(" mangler. ") == 7


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("SECRET_KEY", "demo-" + "abcdefghij" * 6, "demonøgle"),
        ("SECRET_KEY", "django-insecure-" + "abcdefghij" * 6, "demonøgle"),
        ("SECRET_KEY", "kort", "for kort"),
        ("SECRET_KEY", "aaaa" * 20, "for ens"),
        ("DEBUG", "1", "DEBUG er slået til"),
        ("DEBUG", "måske", "Skriv 1 eller 0"),
        ("ALLOWED_HOSTS", "*", "ikke tillade alle"),
        ("ALLOWED_HOSTS", " , ", "ALLOWED_HOSTS mangler"),
        ("OPSPORING_ADRESSE", "http://opsporing.example", "https://"),
        ("DATABASE_URL", "sqlite:///db.sqlite3", "kun PostgreSQL"),
        ("DATABASE_URL", "postgresql:///opsporing", "nævne rollen"),
        ("DATABASE_OWNER_URL", GOOD["DATABASE_URL"], "samme rolle"),
        ("EMAIL_URL", "filemail:///tmp/post", "sender ikke rigtig post"),
        ("EMAIL_URL", "brevdue://post", "ukendt begyndelse"),
        ("OPSPORING_TIDSFORSKYDNING", "3600", "findes kun i demo og test"),
        ("OPSPORING_ANTAL_PROXYER", "mange", "helt tal"),
        ("OPSPORING_TILSTAND", "prod", "skal være en af"),
        ("SECRET_KEY_FILE", "/findes/ikke", "ikke kan læses"),
    ],
)
def test_production_refuses(name, value, what):
    said = start({**GOOD, name: value})
    assert what in said
    assert name.removesuffix("_FILE") in said


def test_a_command_of_the_owner_needs_the_owners_address():
    assert "DATABASE_OWNER_URL mangler" in start({**GOOD, "OPSPORING_SOM_EJER": "1"})


def test_a_secret_can_stand_in_a_file_and_hold_any_character(tmp_path):
    file = tmp_path / "key"
    file.write_text("$" + PRODUCTION["SECRET_KEY"] + "\n")
    without = {key: value for key, value in GOOD.items() if key != "SECRET_KEY"}
    assert start({**without, "SECRET_KEY_FILE": str(file)}) == "started"


def test_a_secret_is_never_repeated_in_the_refusal():
    assert "kort-hemmelighed" not in start({**GOOD, "SECRET_KEY": "kort-hemmelighed"})
    assert "kode" not in start({**GOOD, "DATABASE_URL": "mysql://bruger:hemmeligt@db/x"}).replace("KODE", "")


def test_the_demo_tells_how_the_database_is_started():
    assert "-m tools manage" in start({"OPSPORING_TILSTAND": "demo"})


def test_the_clock_can_be_moved_in_the_demo_only():
    demo = {"OPSPORING_TILSTAND": "demo", "DATABASE_URL": GOOD["DATABASE_URL"]}
    assert start({**demo, "OPSPORING_TIDSFORSKYDNING": "3600"}) == "started"
