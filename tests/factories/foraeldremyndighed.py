"""Who holds custody."""

import factory
from factory.django import DjangoModelFactory

from opsporing.models import Foraeldremyndighed
from tests.factories.barn import BarnFactory
from tests.factories.person import PersonFactory
from tests.factories.tid import NU


class ForaeldremyndighedFactory(DjangoModelFactory):
    """Custody that still stands."""

    class Meta:
        model = Foraeldremyndighed

    barn = factory.SubFactory(BarnFactory)
    kommune = factory.SelfAttribute("barn.kommune")
    person = factory.SubFactory(PersonFactory, kommune=factory.SelfAttribute("..kommune"))
    fra = NU
