"""What can fall due in a trivselsvurdering."""

from django.urls import reverse

from opsporing.adgang.roller import Rolle
from opsporing.frister.typer import Fristtype
from opsporing.models import Frist

VURDERERE = frozenset({Rolle.PAEDAGOG.value, Rolle.DAGPLEJER.value, Rolle.SUNDHEDSPLEJERSKE.value})
KONSULENT = frozenset({Rolle.DAGPLEJEKONSULENT.value})
TEAMET = VURDERERE | KONSULENT


def _vurdering(frist: Frist, navn: str) -> str:
    return reverse(navn, args=[frist.anledning.vurdering.pk])


FRISTTYPER = [
    Fristtype(
        kode="trivsel.orientering",
        titel="Fortæl forældrene om vurderingen",
        knap="Notér",
        url=lambda frist: reverse("orientering:barn", args=[frist.anledning.barn_id]),
        roller=TEAMET,
        opfyldes_af="foraeldre_orienteret",
    ),
    Fristtype(
        kode="trivsel.egen",
        titel="Din egen vurdering",
        samlet="Din egen vurdering af {antal} børn",
        knap="Begynd",
        url=lambda frist: _vurdering(frist, "trivsel:egen"),
        roller=VURDERERE,
    ),
    Fristtype(
        kode="trivsel.egen_konsulent",
        titel="Din egen vurdering",
        samlet="Din egen vurdering af {antal} børn",
        knap="Begynd",
        url=lambda frist: _vurdering(frist, "trivsel:egen"),
        roller=KONSULENT,
    ),
    Fristtype(
        kode="trivsel.faelles",
        titel="Fælles vurdering",
        samlet="Fælles vurdering af {antal} børn",
        knap="Åbn",
        url=lambda frist: _vurdering(frist, "trivsel:faelles"),
        roller=TEAMET,
    ),
    Fristtype(
        kode="trivsel.resultat",
        titel="Fortæl forældrene om resultatet",
        knap="Notér samtalen",
        url=lambda frist: reverse("orientering:resultat", args=[frist.anledning_id]),
        roller=TEAMET,
        opfyldes_af="resultat_fortalt",
    ),
    Fristtype(
        kode="trivsel.handling",
        titel="Aftal, hvad I gør",
        knap="Aftal",
        url=lambda frist: reverse("handling:opret", args=[frist.anledning_id]),
        roller=TEAMET,
        opfyldes_af="handling_oprettet",
    ),
]
