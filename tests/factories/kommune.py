"""A municipality with the root of its tree."""

import factory
from factory.django import DjangoModelFactory

from opsporing.models import Kommune


class KommuneFactory(DjangoModelFactory):
    """A municipality without a profile of its own, so with the defaults."""

    class Meta:
        model = Kommune

    navn = factory.Sequence(lambda n: f"Kommune {n}")
    kode = factory.Sequence(lambda n: f"{7000 + n % 2000:04d}")
