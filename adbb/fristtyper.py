"""What can fall due in an ADBB course."""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from adbb.models import Forloeb
from opsporing import dansk, tid
from opsporing.adgang.roller import Rolle
from opsporing.frister.typer import Fristtype
from opsporing.models import Frist, User

PLEJEN = frozenset({Rolle.SUNDHEDSPLEJERSKE.value})
LEDELSEN = frozenset({Rolle.LEDENDE_SUNDHEDSPLEJERSKE.value})


#: What titles and second lines read.
FELTER = (
    "anledning__barn__foedt_den",
    "anledning__barn__termin",
    "anledning__barn__gestationsuger",
    "anledning__barn__gestationsdage",
    "anledning__adbbforloeb__navn",
)


def _forloeb(frist: Frist, navn: str) -> str:
    return reverse(navn, args=[frist.anledning.adbbforloeb.pk])


def _ved(hvad: str) -> Callable[[Frist, int], str]:
    """What is to be done, and at which visit."""

    def om(frist: Frist, antal: int) -> str:
        return f"{hvad}, {dansk.lille(frist.anledning.adbbforloeb.navn)}"

    return om


def _alder(frist: Frist, dag: date) -> str:
    barn = frist.anledning.barn
    return str(barn.alder(dag)) if barn else ""


def _i_vinduet(user: User) -> Q:
    """Courses whose first day has come, once the parents are informed."""
    kommet = Forloeb.objects.filter(anledning=OuterRef("anledning"), fra__lte=tid.dato(tid.nu()))
    venter = Frist.objects.aabne().filter(anledning=OuterRef("anledning"), kode="adbb.orientering")
    return Exists(kommet) & ~Exists(venter)


FRISTTYPER = [
    Fristtype(
        kode="adbb.orientering",
        titel="Fortæl forældrene om ADBB",
        mere=_alder,
        felter=FELTER[:4],
        knap="Notér",
        url=lambda frist: reverse("orientering:barn", args=[frist.anledning.barn_id]),
        roller=PLEJEN,
        eskaler_til=LEDELSEN,
        paamind_dage=(1,),
        opfyldes_af="foraeldre_orienteret",
    ),
    Fristtype(
        kode="adbb.screening",
        titel="ADBB",
        om=_ved("ADBB"),
        mere=_alder,
        knap="Begynd",
        url=lambda frist: _forloeb(frist, "adbb:screening"),
        hent=("anledning__adbbforloeb",),
        felter=FELTER,
        kan_goeres=_i_vinduet,
        roller=PLEJEN,
        eskaler_til=LEDELSEN,
        paamind_dage=(14, 3),
        eskaler_dage=1,
    ),
    Fristtype(
        kode="adbb.gentag",
        titel="Gentag ADBB",
        om=_ved("Gentag ADBB"),
        mere=_alder,
        knap="Begynd",
        url=lambda frist: _forloeb(frist, "adbb:screening"),
        hent=("anledning__adbbforloeb",),
        felter=FELTER,
        roller=PLEJEN,
        eskaler_til=LEDELSEN,
        paamind_dage=(7, 2),
        eskaler_dage=1,
        haster=True,
    ),
    Fristtype(
        kode="adbb.team",
        titel="Tværfagligt team efter ADBB",
        mere=_alder,
        knap="Åbn",
        url=lambda frist: _forloeb(frist, "adbb:team"),
        hent=("anledning__adbbforloeb",),
        felter=FELTER,
        roller=PLEJEN | LEDELSEN,
        eskaler_til=LEDELSEN,
        paamind_dage=(7, 1),
        eskaler_dage=1,
        haster=True,
    ),
    Fristtype(
        kode="adbb.resultat",
        titel="Fortæl forældrene, hvad du så",
        mere=_alder,
        knap="Notér samtalen",
        url=lambda frist: f"{reverse('orientering:resultat', args=[frist.anledning_id])}?trin={frist.trin}",
        roller=PLEJEN,
        eskaler_til=LEDELSEN,
        paamind_dage=(1,),
        opfyldes_af="resultat_fortalt",
    ),
    Fristtype(
        kode="adbb.handling",
        titel="Aftal, hvad der skal ske efter teamet",
        mere=_alder,
        knap="Aftal",
        url=lambda frist: reverse("handling:opret", args=[frist.anledning_id]),
        roller=PLEJEN | LEDELSEN,
        eskaler_til=LEDELSEN,
        opfyldes_af="handling_oprettet",
    ),
]
