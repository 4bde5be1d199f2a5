"""Whatever is written about children is kept for a stated time; a new model must take a stand."""

import pytest
from django.apps import apps
from django.db import models

from opsporing import lov
from opsporing.models import Barn, Person
from opsporing.opbevaring.plan import peger_hertil
from opsporing.opbevaring.typer import opbevaringstyper
from opsporing.profil import Praksisprofil
from tests.factories.tid import NU
from tests.support.rod import APPS


def _om_boern() -> set[str]:
    """Labels of the models from which a chain of foreign keys leads to a child or an adult around one."""
    naaede: set[type[models.Model]] = {Barn, Person}
    nye = set(naaede)
    while nye:
        nye = {pegende for model in nye for pegende, _, _ in peger_hertil(model)} - naaede
        naaede |= nye
    return {model._meta.label_lower for model in naaede if model._meta.app_label in APPS}


def test_every_record_about_a_child_has_its_time() -> None:
    daekket = {type_.model._meta.label_lower for type_ in opbevaringstyper()}
    daekket |= set().union(*(type_.medfoelger for type_ in opbevaringstyper()))
    assert _om_boern() - daekket == set()


@pytest.mark.parametrize("type_", opbevaringstyper(), ids=lambda type_: type_.kode)
def test_a_type_is_whole(type_) -> None:
    assert type_.kode.split(".")[0] == type_.model._meta.app_label
    assert type_.noegle in Praksisprofil().opbevaring
    assert lov.henvisning(type_.lov, NU.date())
    for label in type_.medfoelger:
        assert apps.get_model(label)
    peger = {model._meta.label_lower for model, _, _ in peger_hertil(type_.model)}
    assert type_.medfoelger <= peger


def test_codes_are_told_apart() -> None:
    koder = [type_.kode for type_ in opbevaringstyper()]
    assert len(koder) == len(set(koder))
