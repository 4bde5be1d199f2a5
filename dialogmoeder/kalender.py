"""A meeting as an appointment for a calendar, which others see and other systems copy: when, and nothing else."""

from datetime import datetime

from dialogmoeder.models import Moede
from opsporing.ics import Aftale, kalenderfil
from opsporing.profil import profil_for


def aftale(moede: Moede, adresse: str, nu: datetime, *, aflyst: bool = False) -> bytes:
    """The iCalendar file of the meeting; a later one with the same name takes the place of an earlier."""
    return kalenderfil(
        Aftale(
            uid=f"moede-{moede.uid}@opsporing",
            sekvens=moede.sekvens,
            overskrift=profil_for(moede.kommune).moeder[moede.slags]["navn"],
            begynder=moede.planlagt_at,
            minutter=moede.varer_minutter,
            adresse=adresse,
            aflyst=aflyst,
        ),
        nu=nu,
    )
