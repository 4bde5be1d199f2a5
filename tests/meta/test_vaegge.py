"""Every module of the core has a place in the layers, so that a new one cannot stand outside the walls."""

import re
import tomllib

from tests.support.rod import APPS, ROOT

#: What belongs to no layer: Django or the process itself starts these.
OUTSIDE = {"apps", "celery", "hoveder", "logning", "migrations", "miljoe", "settings", "wsgi"}


def test_every_module_of_opsporing_is_in_a_layer():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (layers,) = [c["layers"] for c in settings["tool"]["importlinter"]["contracts"] if c["id"] == "lag"]
    placed = {name.strip(" ()\n").removeprefix("opsporing.") for layer in layers for name in re.split("[:|]", layer)}
    modules = {
        path.stem
        for path in (ROOT / "opsporing").iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").exists()
    }
    assert modules - placed - OUTSIDE == set(), "give it a layer in pyproject.toml"
    apps = set(APPS) - {"opsporing"}
    assert apps <= placed, "give the app a layer in pyproject.toml"
    assert placed - modules - apps == set(), "the module is gone; take it out of the layer"
