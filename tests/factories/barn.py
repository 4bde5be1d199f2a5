"""A child, born or expected."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from opsporing.models import Barn
from tests.factories.kommune import KommuneFactory
from tests.factories.person import PersonFactory


class BarnFactory(DjangoModelFactory):
    """A child of about two years with no CPR number, no custody holder and no unit: nobody sees it yet."""

    class Meta:
        model = Barn

    kommune = factory.SubFactory(KommuneFactory)
    fornavn = factory.Sequence(lambda n: f"Barn{n}")
    efternavn = "Prøvesen"
    cpr = None
    foedt_den = date(2024, 9, 1)

    class Params:
        ventet = factory.Trait(
            fornavn="",
            efternavn="",
            foedt_den=None,
            termin=date(2026, 12, 20),
            mor=factory.SubFactory(PersonFactory, kommune=factory.SelfAttribute("..kommune")),
        )
