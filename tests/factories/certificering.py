"""What somebody is trained to do."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from opsporing.models import Certificering
from tests.factories.user import UserFactory


class CertificeringFactory(DjangoModelFactory):
    """An ADBB certificate for two years."""

    class Meta:
        model = Certificering

    user = factory.SubFactory(UserFactory)
    kommune = factory.SelfAttribute("user.kommune")
    metode = "adbb"
    udstedt_den = date(2026, 1, 15)
    udloeber_den = date(2028, 1, 15)
