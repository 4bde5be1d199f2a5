"""What can fall due in a trivselsvurdering."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from opsporing.adgang.roller import Rolle
from opsporing.frister.typer import Fristtype
from opsporing.models import Arena, Frist, User
from trivsel.models import EgenVurdering

VURDERERE = frozenset({Rolle.PAEDAGOG.value, Rolle.DAGPLEJER.value, Rolle.SUNDHEDSPLEJERSKE.value})
KONSULENT = frozenset({Rolle.DAGPLEJEKONSULENT.value})
TEAMET = VURDERERE | KONSULENT


#: What titles and second lines read.
FELTER = (
    "anledning__vurdering__arena",
    "anledning__barn__foedt_den",
    "anledning__barn__termin",
    "anledning__barn__gestationsuger",
    "anledning__barn__gestationsdage",
)


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


def _hos_sundhedsplejen(frist: Frist) -> bool:
    return frist.anledning.vurdering.arena == Arena.SUNDHEDSPLEJE


def _egen(frist: Frist, antal: int) -> str:
    """Where one person makes it, there is no own view and no shared one; there is a vurdering to make."""
    af = f" af {antal} børn" if antal > 1 else ""
    return f"{'Trivselsvurdering' if _hos_sundhedsplejen(frist) else 'Din egen vurdering'}{af}"


def _faelles(frist: Frist, antal: int) -> str:
    af = f" af {antal} børn" if antal > 1 else ""
    return f"Afslut trivselsvurdering{af}" if _hos_sundhedsplejen(frist) else f"Fælles vurdering{af}"


def _alder(frist: Frist, dag: date) -> str:
    """The child's age in sundhedsplejen, where visits are planned by it."""
    barn = frist.anledning.barn
    return str(barn.alder(dag)) if barn and _hos_sundhedsplejen(frist) else ""


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
        om=_egen,
        mere=_alder,
        knap="Begynd",
        url=lambda frist: _vurdering(frist, "trivsel:egen"),
        hent=("anledning__vurdering",),
        felter=FELTER,
        kan_goeres=_egne_jeg_kan,
        roller=VURDERERE,
    ),
    Fristtype(
        kode="trivsel.egen_konsulent",
        titel="Din egen vurdering",
        samlet="Din egen vurdering af {antal} børn",
        om=_egen,
        mere=_alder,
        knap="Begynd",
        url=lambda frist: _vurdering(frist, "trivsel:egen"),
        hent=("anledning__vurdering",),
        felter=FELTER,
        kan_goeres=_egne_jeg_kan,
        roller=KONSULENT,
    ),
    Fristtype(
        kode="trivsel.faelles",
        titel="Fælles vurdering",
        samlet="Fælles vurdering af {antal} børn",
        om=_faelles,
        mere=_alder,
        knap="Åbn",
        url=lambda frist: _vurdering(frist, "trivsel:faelles"),
        hent=("anledning__vurdering",),
        felter=FELTER,
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
