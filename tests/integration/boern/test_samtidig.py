"""Work on a child goes on beside other work about the same child."""

import psycopg
import pytest
from django.db import transaction

from opsporing.boern import actions
from tests.cast import NU
from tests.factories.barn import BarnFactory


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_about_a_child_need_not_wait_for_its_master_data(ejer: psycopg.Connection) -> None:
    """A row that refers to the child asks for no more than that it stays. Two who each hold one child and write about
    the other would otherwise wait for each other for ever.
    """
    barn = BarnFactory()
    ejer.execute("SET lock_timeout = '2s'")
    with transaction.atomic():
        actions.ret_barn(barn=barn, fornavn="Åse", by=None, nu=NU)
        ejer.execute("SELECT 1 FROM opsporing_barn WHERE id = %s FOR KEY SHARE", [barn.pk])
        with pytest.raises(psycopg.errors.LockNotAvailable):
            ejer.execute("SELECT 1 FROM opsporing_barn WHERE id = %s FOR NO KEY UPDATE", [barn.pk])
