"""What opens a child to a unit."""

import factory
from factory.django import DjangoModelFactory

from opsporing.models import Grundlag, Tilknytning
from tests.factories.barn import BarnFactory
from tests.factories.enhed import StueFactory
from tests.factories.tid import NU


class TilknytningFactory(DjangoModelFactory):
    """An enrolment in a stue from `NU` on."""

    class Meta:
        model = Tilknytning

    enhed = factory.SubFactory(StueFactory)
    kommune = factory.SelfAttribute("enhed.kommune")
    barn = factory.SubFactory(BarnFactory, kommune=factory.SelfAttribute("..kommune"))
    grundlag = Grundlag.INDSKRIVNING
    fra = NU
    til = None
