"""One matter about a child."""

import factory
from factory.django import DjangoModelFactory

from opsporing.models import Anledning
from tests.factories.barn import BarnFactory
from tests.factories.enhed import EnhedFactory
from tests.factories.tid import NU


class AnledningFactory(DjangoModelFactory):
    """An open matter that belongs to an institution."""

    class Meta:
        model = Anledning

    ejer_enhed = factory.SubFactory(EnhedFactory)
    kommune = factory.SelfAttribute("ejer_enhed.kommune")
    barn = factory.SubFactory(BarnFactory, kommune=factory.SelfAttribute("..kommune"))
    kode = "trivsel.vurdering"
    oprettet_at = NU
