"""Log rows that wait for each other stand and fall with the changes they tell of."""

import pytest
from django.db import transaction

from opsporing import log
from opsporing.models import Barn, Log
from tests import cast

HAENDELSE = "opsporing.barn_set"


def skriv(by: cast.By, barn: Barn) -> None:
    log.record(HAENDELSE, by=by.leder, nu=cast.NU, barn=barn)


def loggede() -> list[str]:
    return [barn for row in Log.objects.filter(haendelse=HAENDELSE).order_by("id") for barn in row.boern]


@pytest.fixture
def boern(by: cast.By) -> list[Barn]:
    return list(Barn.objects.filter(foedt_den__isnull=False).order_by("pk")[:3])


def test_they_wait_and_come_in_the_order_they_were_written(by, boern):
    with log.samlet():
        for barn in boern:
            skriv(by, barn)
        log.record_mange(HAENDELSE, [{"barn": boern[0]}], by=by.leder, nu=cast.NU, kommune=by.kommune)
        assert loggede() == []
    assert loggede() == [str(barn.pk) for barn in [*boern, boern[0]]]


def test_what_fails_undoes_the_changes_with_their_rows(by, boern):
    with pytest.raises(ZeroDivisionError), log.samlet():
        Barn.objects.filter(pk=boern[0].pk).update(fornavn="Forkert")
        skriv(by, boern[0])
        _ = 1 / 0
    assert loggede() == []
    assert not Barn.objects.filter(fornavn="Forkert").exists()


def test_a_change_that_is_undone_alone_takes_its_row_with_it(by, boern):
    with log.samlet():
        skriv(by, boern[0])
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            skriv(by, boern[1])
            _ = 1 / 0
        with transaction.atomic():
            skriv(by, boern[2])
    assert sorted(loggede()) == sorted([str(boern[0].pk), str(boern[2].pk)])


def test_afterwards_rows_are_written_at_once_again(by, boern):
    with pytest.raises(ZeroDivisionError), log.samlet():
        _ = 1 / 0
    skriv(by, boern[0])
    assert loggede() == [str(boern[0].pk)]
