"""Who works where, as what."""

import factory
from factory.django import DjangoModelFactory

from opsporing.adgang.roller import Rolle
from opsporing.models import Ansaettelse
from tests.factories.enhed import StueFactory
from tests.factories.tid import NU
from tests.factories.user import UserFactory


class AnsaettelseFactory(DjangoModelFactory):
    """A pædagog in a stue from `NU` on, without an end."""

    class Meta:
        model = Ansaettelse

    enhed = factory.SubFactory(StueFactory)
    kommune = factory.SelfAttribute("enhed.kommune")
    user = factory.SubFactory(UserFactory, kommune=factory.SelfAttribute("..kommune"))
    rolle = Rolle.PAEDAGOG
    fra = NU
    til = None
