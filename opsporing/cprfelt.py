"""Refusing CPR numbers in fields that are for something else."""

from django.core.exceptions import ValidationError

from opsporing.cpr import ligner_cpr

INTET_CPR = "Det ligner et CPR-nummer. CPR-numre hører ikke til her."


def intet_cpr(tekst: str) -> None:
    """A validator: refuse a text that holds what could be a CPR number."""
    if ligner_cpr(tekst):
        raise ValidationError(INTET_CPR)
