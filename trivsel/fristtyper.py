"""What can fall due in a trivselsvurdering."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from opsporing.adgang.roller import Rolle
from opsporing.frister.typer import Fristtype
from opsporing.models import Frist, User
from trivsel.models import EgenVurdering

VURDERERE = frozenset({Rolle.PAEDAGOG.value, Rolle.DAGPLEJER.value, Rolle.SUNDHEDSPLEJERSKE.value})
KONSULENT = frozenset({Rolle.DAGPLEJEKONSULENT.value})
TEAMET = VURDERERE | KONSULENT


def _vurdering(frist: Frist, navn: str) -> str:
    return reverse(navn, args=[frist.anledning.vurdering.pk])


def _egne_jeg_kan(user: User) -> Q:
    """Own views that are mine, or free for somebody who has none of this child yet, once the parents are informed."""
    har_en = EgenVurdering.objects.filter(vurdering__anledning=OuterRef("anledning"), vurderer=user)
    venter = Frist.objects.aabne().filter(anledning=OuterRef("anledning"), kode="trivsel.orientering")
    mine = Q(ansvarlig=user) | (Q(ansvarlig=None) & ~Exists(har_en))
    return mine & ~Exists(venter)


def _faelles_der_er_klar(user: User) -> Q:
    """Vurderinger whose raters are all done; before that there is nothing the team can do."""
    mangler = EgenVurdering.objects.filter(
        vurdering__anledning=OuterRef("anledning"), faerdig_at=None, fritaget_at=None
    )
    return Q(~Exists(mangler))


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
        hent=("anledning__vurdering",),
        kan_goeres=_egne_jeg_kan,
        roller=VURDERERE,
    ),
    Fristtype(
        kode="trivsel.egen_konsulent",
        titel="Din egen vurdering",
        samlet="Din egen vurdering af {antal} børn",
        knap="Begynd",
        url=lambda frist: _vurdering(frist, "trivsel:egen"),
        hent=("anledning__vurdering",),
        kan_goeres=_egne_jeg_kan,
        roller=KONSULENT,
    ),
    Fristtype(
        kode="trivsel.faelles",
        titel="Fælles vurdering",
        samlet="Fælles vurdering af {antal} børn",
        knap="Åbn",
        url=lambda frist: _vurdering(frist, "trivsel:faelles"),
        hent=("anledning__vurdering",),
        kan_goeres=_faelles_der_er_klar,
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
