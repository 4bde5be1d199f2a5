"""A unit in its place in the tree."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from opsporing.models import Enhed, Enhedstype, Kommune
from opsporing.organisation import actions
from tests.factories.kommune import KommuneFactory
from tests.factories.tid import NU


class EnhedFactory(DjangoModelFactory):
    """An institution unless another type is asked for; made by the action, which sets path and journal unit."""

    class Meta:
        model = Enhed

    kommune = factory.SubFactory(KommuneFactory)
    foraelder = None
    type = Enhedstype.INSTITUTION
    arena = ""
    navn = factory.Sequence(lambda n: f"Børnehuset {n}")
    kode = ""

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **felter: Any) -> Enhed:
        kommune: Kommune = felter.pop("kommune")
        return actions.opret_enhed(kommune=kommune, by=None, nu=NU, **felter)


class StueFactory(EnhedFactory):
    """A vuggestue group in an institution of its own."""

    foraelder = factory.SubFactory(EnhedFactory)
    kommune = factory.SelfAttribute("foraelder.kommune")
    type = Enhedstype.STUE
    arena = "vuggestue"
    navn = factory.Sequence(lambda n: f"Stue {n}")
