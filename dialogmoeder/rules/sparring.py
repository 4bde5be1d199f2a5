"""The rules of sparring: when an answer is promised. Pure."""

from datetime import date

from opsporing.frister.kalender import hverdage_efter


def svar_senest(stillet: date, hverdage: int) -> date:
    """The last day of the promise: so many hverdage after the question, and one of them at least.

    Help that comes late delays the help to the child (Socialstyrelsen, 2022), so the earliest reading is kept.
    """
    return hverdage_efter(stillet, max(1, hverdage))
