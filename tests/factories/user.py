"""Somebody who can sign in."""

import factory
from factory.django import DjangoModelFactory

from opsporing.models import User
from tests.factories.kommune import KommuneFactory

ADGANGSKODE = "kun-til-proever-27"


class UserFactory(DjangoModelFactory):
    """An active person with the password `ADGANGSKODE` and no employment."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    kommune = factory.SubFactory(KommuneFactory)
    username = factory.Sequence(lambda n: f"bruger{n}")
    email = factory.LazyAttribute(lambda o: f"{o.username}@proeveby.example")
    navn = factory.Sequence(lambda n: f"Kim Nr{n}")
    password = factory.django.Password(ADGANGSKODE)
