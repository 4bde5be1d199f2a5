"""An adult around children."""

import factory
from factory.django import DjangoModelFactory

from opsporing.models import Person
from tests.factories.kommune import KommuneFactory


class PersonFactory(DjangoModelFactory):
    """A person whose CPR number is not known."""

    class Meta:
        model = Person

    kommune = factory.SubFactory(KommuneFactory)
    fornavn = factory.Sequence(lambda n: f"Voksen{n}")
    efternavn = "Prøvesen"
    cpr = None
