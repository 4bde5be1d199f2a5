"""What can fall due before, at and after a meeting, and in a sparring."""

from django.urls import reverse

from dialogmoeder.koder import INDKALD
from dialogmoeder.models.valg import Moedestatus
from opsporing import dansk
from opsporing.adgang.roller import LEDERROLLER, Rolle
from opsporing.dansk import kort_dato
from opsporing.frister.typer import Fristtype
from opsporing.models import Frist
from opsporing.tid import dato

SVAR, LAES = "dialogmoeder.svar", "dialogmoeder.laes"
EVALUER = "dialogmoeder.evaluer"
FORBEREDELSE, FORAELDRE = "dialogmoeder.forberedelse", "dialogmoeder.foraeldre"
FORBEREDT = "dialogmoeder.forberedt"
REFERAT, FORTAEL = "dialogmoeder.referat", "dialogmoeder.fortael"
NY_TID = "dialogmoeder.ny_tid"

#: Characters of what an item asks that a task shows.
OVERSKRIFT_VIST = 60

_RAADGIVERE = frozenset({Rolle.PPR.value, Rolle.RAADGIVER.value})
_DAGLIGE = frozenset({Rolle.PAEDAGOG.value, Rolle.DAGPLEJER.value, Rolle.SUNDHEDSPLEJERSKE.value})
#: Beside the one it is laid on: the leader, who alone can see the item when she has left.
_LEDERE = frozenset(rolle.value for rolle in LEDERROLLER) | {Rolle.DAGPLEJEKONSULENT.value}


def _sparring(frist: Frist) -> str:
    return reverse("dialogmoeder:sparring", args=[frist.anledning.sparring.pk])


def _for_cheferne(antal: int) -> str:
    """How many questions wait too long for their answer, for somebody who may read none of them."""
    return f"{dansk.antal(antal, 'sparring', 'sparringer')} har ikke fået svar i tide"


def _punkt(frist: Frist, side: str) -> str:
    return reverse(f"dialogmoeder:{side}", args=[frist.anledning.moedepunkt.pk])


def _moedes(frist: Frist, _dag: object) -> str:
    return f"møde {kort_dato(dato(frist.anledning.moedepunkt.moede.planlagt_at))}"


def _forbered(frist: Frist, dag: object) -> str:
    """What the item asks, where no child's name tells it from the others."""
    punkt = frist.anledning.moedepunkt
    hvad = "" if punkt.barn_id else dansk.forkort(punkt.overskrift, OVERSKRIFT_VIST)
    return f"{hvad} · {_moedes(frist, dag)}" if hvad else _moedes(frist, dag)


def _hvad_de_skal_vide(frist: Frist, _antal: int) -> str:
    aflyst = frist.anledning.moedepunkt.moede.status == Moedestatus.AFLYST
    return "Sig til forældrene, at mødet er aflyst" if aflyst else "Sig mødets nye tid til forældrene"


def _moede(frist: Frist) -> str:
    return reverse("dialogmoeder:moede", args=[frist.anledning.moede.pk])


def _holdes(frist: Frist, _dag: object) -> str:
    return f"mødet er {kort_dato(dato(frist.anledning.moede.planlagt_at))}"


def _den(frist: Frist, _dag: object) -> str:
    return f"mødet {kort_dato(dato(frist.anledning.moede.planlagt_at))}"


def _hold(frist: Frist) -> str:
    return reverse("dialogmoeder:hold", args=[frist.anledning.moede.pk])


def _resultat(frist: Frist) -> str:
    return reverse("orientering:resultat", args=[frist.anledning_id])


FRISTTYPER = [
    Fristtype(
        kode=INDKALD,
        titel="Indkald til mødet",
        mere=_holdes,
        knap="Åbn",
        url=_moede,
        hent=("anledning__moede",),
        felter=("anledning__moede__planlagt_at",),
        roller=_LEDERE,
        paamind_dage=(7, 1),
        leder_titel="Et møde er ikke indkaldt",
        leder_url=_moede,
    ),
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
        # PPR and the advisers have no leader of their own here: those above are told that one waits, and not of what.
        eskaler_dage=1,
        eskaler_til=frozenset(),
        chefer=True,
        cheftitel=_for_cheferne,
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
    Fristtype(
        kode=EVALUER,
        titel="Et minut: Hvordan var mødet?",
        mere=_den,
        knap="Svar",
        url=lambda frist: reverse("dialogmoeder:evaluer", args=[frist.anledning.moede.pk]),
        hent=("anledning__moede",),
        felter=("anledning__moede__planlagt_at",),
        roller=frozenset(),
        paamind_dage=(),
        eskaler_dage=None,
    ),
    Fristtype(
        kode=FORBEREDELSE,
        titel="Forbered punktet, og send det til deltagerne",
        mere=_forbered,
        knap="Forbered",
        url=lambda frist: _punkt(frist, "forbered"),
        hent=("anledning__moedepunkt__moede",),
        felter=(
            "anledning__moedepunkt__barn",
            "anledning__moedepunkt__overskrift",
            "anledning__moedepunkt__moede__planlagt_at",
        ),
        roller=_DAGLIGE | _LEDERE,
        paamind_dage=(7, 1),
        leder_titel="En mødeforberedelse er ikke sendt",
    ),
    Fristtype(
        kode=FORBEREDT,
        titel="Læs forberedelsen af et punkt",
        samlet="Læs forberedelsen af {antal} punkter",
        mere=_moedes,
        knap="Læs",
        url=lambda frist: _punkt(frist, "punkt"),
        hent=("anledning__moedepunkt__moede",),
        felter=("anledning__moedepunkt__moede__planlagt_at",),
        roller=frozenset(),
        paamind_dage=(1,),
        eskaler_dage=None,
    ),
    Fristtype(
        kode=FORAELDRE,
        titel="Fortæl forældrene om mødet",
        mere=_moedes,
        knap="Notér",
        url=lambda frist: _punkt(frist, "foraeldre"),
        hent=("anledning__moedepunkt__moede",),
        felter=("anledning__moedepunkt__moede__planlagt_at",),
        roller=_DAGLIGE | _LEDERE,
        paamind_dage=(7, 1),
        opfyldes_af="moede_fortalt",
        leder_titel="Forældrene er ikke fortalt om et møde",
    ),
    Fristtype(
        kode=NY_TID,
        titel="Sig til forældrene, at et møde er flyttet eller aflyst",
        om=_hvad_de_skal_vide,
        mere=_moedes,
        knap="Åbn",
        url=lambda frist: _punkt(frist, "punkt"),
        hent=("anledning__moedepunkt__moede",),
        felter=("anledning__moedepunkt__moede__planlagt_at", "anledning__moedepunkt__moede__status"),
        roller=_DAGLIGE | _LEDERE,
        # Told the moment it changes: they have another time in their calendar, and get no e-mail from here.
        paamind_dage=(14,),
        haster=True,
        leder_titel="Forældrene ved ikke, at et møde er flyttet eller aflyst",
    ),
    Fristtype(
        kode=REFERAT,
        titel="Afslut mødet, så alle kan læse referatet",
        mere=_den,
        knap="Afslut",
        url=_hold,
        hent=("anledning__moede",),
        felter=("anledning__moede__planlagt_at",),
        roller=_LEDERE,
        paamind_dage=(1, 0),
        leder_titel="Et møde er ikke afsluttet",
    ),
    Fristtype(
        kode=FORTAEL,
        titel="Fortæl forældrene, hvad I talte om på mødet",
        knap="Notér samtalen",
        url=_resultat,
        roller=_DAGLIGE | _LEDERE,
        paamind_dage=(3, 1),
        opfyldes_af="resultat_fortalt",
        leder_titel="Forældrene er ikke fortalt, hvad et møde kom til",
    ),
]
