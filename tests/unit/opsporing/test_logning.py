"""The log of the process tells where, and never about whom."""

import logging
import sys

import pytest

from opsporing.logning import UdenPersondata


def formatted(message: str, *args: object, error: bool = False, name: str = "opsporing", **extra: object) -> str:
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, sys.exc_info() if error else None)
    record.__dict__.update(extra)
    return UdenPersondata().format(record)


@pytest.mark.parametrize("number", ["610190-1234", "6101901234", "610190 1234"])
def test_a_cpr_number_is_hidden(number):
    said = formatted("Barnet %s findes ikke", number)
    assert number not in said
    assert "[nummer skjult]" in said


@pytest.mark.parametrize("text", ["tlf. 12345678", "2026-11-22", "12345678901", "id 1234567"])
def test_other_numbers_stay(text):
    assert text in formatted(text)


def test_an_error_is_told_by_kind_and_place_without_its_text():
    try:
        try:
            raise KeyError("Sofie Fjord")
        except KeyError as first:
            raise ValueError("Sofie Fjord er 610190-1234") from first
    except ValueError:
        said = formatted("Noget gik galt", error=True)
    assert "builtins.ValueError" in said
    assert "builtins.KeyError" in said
    assert "test_logning.py" in said
    assert "Sofie" not in said
    assert "010190" not in said


def test_a_failed_task_is_told_by_name_without_what_it_was_about():
    said = formatted(
        "Task %(name)s[%(id)s] raised unexpected: %(exc)s",
        name="celery.app.trace",
        data={"name": "opsporing.frister.tasks.send", "id": "abc", "exc": "Sofie Fjord", "args": "('Sofie',)"},
    )
    assert "opsporing.frister.tasks.send" in said
    assert "Sofie" not in said
