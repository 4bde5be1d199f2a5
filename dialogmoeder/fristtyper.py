"""What can fall due before, at and after a meeting, and in a sparring."""

from django.urls import reverse

from opsporing.adgang.roller import Rolle
from opsporing.frister.typer import Fristtype
from opsporing.models import Frist

SVAR, LAES = "dialogmoeder.svar", "dialogmoeder.laes"

_RAADGIVERE = frozenset({Rolle.PPR.value, Rolle.RAADGIVER.value})
_DAGLIGE = frozenset({Rolle.PAEDAGOG.value, Rolle.DAGPLEJER.value, Rolle.SUNDHEDSPLEJERSKE.value})


def _sparring(frist: Frist) -> str:
    return reverse("dialogmoeder:sparring", args=[frist.anledning.sparring.pk])


FRISTTYPER = [
    Fristtype(
        kode=SVAR,
        titel="Svar på en sparring",
        mere=lambda frist, _dag: f"fra {frist.anledning.sparring.enhed.navn}",
        knap="Svar",
        url=_sparring,
        hent=("anledning__sparring__enhed",),
        felter=("anledning__sparring__enhed__navn",),
        roller=_RAADGIVERE,
        paamind_dage=(2, 0),
        eskaler_dage=None,
    ),
    Fristtype(
        kode=LAES,
        titel="Læs svaret på dit spørgsmål, og afslut det",
        knap="Læs",
        url=_sparring,
        hent=("anledning__sparring",),
        roller=_DAGLIGE,
        paamind_dage=(0,),
        eskaler_dage=None,
    ),
]
