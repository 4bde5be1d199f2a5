"""What can fall due in an overgang, at the place the child leaves and at the place it comes to.

The leader is shown the one matter too, and not the child's page: the child has left, or has not come.
"""

from datetime import date

from django.urls import reverse

from opsporing.adgang.roller import Rolle
from opsporing.dansk import kort_dato
from opsporing.frister.typer import Fristtype
from opsporing.models import Frist
from overgange.models import Status

SKEMA, BESOEG, MOEDE, SVAR = "overgange.skema", "overgange.besoeg", "overgange.moede", "overgange.svar"
KVITTER, OPFOELGNING, STOPPET = "overgange.kvitter", "overgange.opfoelgning", "overgange.stoppet"
BED, MAKULER = "overgange.bed", "overgange.makuler"
LED, DELTAG = "overgange.led", "overgange.deltag"

_DAGLIGE = frozenset({Rolle.PAEDAGOG.value, Rolle.DAGPLEJER.value, Rolle.SUNDHEDSPLEJERSKE.value})
_LEDERE = frozenset({Rolle.DAGTILBUDSLEDER.value, Rolle.DAGPLEJEKONSULENT.value, Rolle.LEDENDE_SUNDHEDSPLEJERSKE.value})


def _overgang(frist: Frist) -> str:
    return reverse("overgange:overgang", args=[frist.anledning.overgang.pk])


def _overlevering(frist: Frist) -> str:
    return reverse("overgange:overlevering", args=[frist.anledning.overlevering.pk])


def _besoeg(frist: Frist) -> str:
    return reverse("overgange:besoeg", args=[frist.anledning.overgangsbesoeg.pk])


def _begynder(frist: Frist, _dag: object) -> str:
    return f"begynder {kort_dato(frist.anledning.overgang.start_den)}"


def _kan_laeses(frist: Frist, dag: date) -> str:
    fra: date = frist.anledning.overlevering.laeses_fra
    return f"kan læses fra {kort_dato(fra)}" if fra > dag else ""


def _siges(frist: Frist, _antal: int) -> str:
    if frist.anledning.overgang.status == Status.AFLYST:
        return "Starten er faldet bort: bed det andet sted makulere det, de fik"
    return "Et ja er trukket tilbage: sig det til det andet sted"


def _til(frist: Frist, _dag: object) -> str:
    return f"ring til {frist.anledning.overgang.til_navn}"


FRISTTYPER = [
    Fristtype(
        kode=SKEMA,
        titel="Udfyld overgangsskemaet med forældrene, og giv det videre",
        mere=_begynder,
        knap="Åbn",
        url=_overgang,
        hent=("anledning__overgang",),
        felter=("anledning__overgang__start_den",),
        roller=_DAGLIGE,
        paamind_dage=(14, 3),
        leder_titel="Et overgangsskema er ikke givet videre",
        leder_url=_overgang,
    ),
    Fristtype(
        kode=BESOEG,
        titel="Tilbyd forældrene et overgangsbesøg",
        mere=_begynder,
        knap="Åbn",
        url=_overgang,
        hent=("anledning__overgang",),
        felter=("anledning__overgang__start_den",),
        roller=_DAGLIGE,
        paamind_dage=(14, 3),
        leder_titel="Et overgangsbesøg er ikke afklaret",
        leder_url=_overgang,
    ),
    Fristtype(
        kode=MOEDE,
        titel="Hold det opfølgende møde efter en overgang",
        knap="Åbn",
        url=_overgang,
        hent=("anledning__overgang",),
        roller=_DAGLIGE,
        paamind_dage=(21, 7),
        leder_titel="Et opfølgende møde er ikke holdt",
        leder_url=_overgang,
    ),
    Fristtype(
        kode=SVAR,
        titel="Svar på et spørgsmål fra det nye sted",
        knap="Svar",
        url=_overgang,
        hent=("anledning__overgang",),
        roller=_DAGLIGE,
        paamind_dage=(7, 1),
        leder_titel="Et spørgsmål fra det nye sted er ikke besvaret",
        leder_url=_overgang,
    ),
    Fristtype(
        kode=LED,
        titel="Led overgangsbesøget, og skriv referatet",
        knap="Åbn",
        url=_besoeg,
        hent=("anledning__overgangsbesoeg",),
        roller=_DAGLIGE | _LEDERE,
        paamind_dage=(3,),
        # Whose house it is has its own deadline about the visit; nobody else of the leader's house sees this one.
        eskaler_dage=None,
    ),
    Fristtype(
        kode=DELTAG,
        titel="Kom til et overgangsbesøg",
        knap="Se besøget",
        url=_besoeg,
        hent=("anledning__overgangsbesoeg",),
        roller=_DAGLIGE | _LEDERE,
        # A week before, so that the weekly letter tells of it in time.
        paamind_dage=(7,),
        eskaler_dage=None,
    ),
    Fristtype(
        kode=KVITTER,
        titel="Læs det, der er givet videre om barnet",
        mere=_kan_laeses,
        knap="Læs",
        url=_overlevering,
        hent=("anledning__overlevering",),
        felter=("anledning__overlevering__laeses_fra",),
        roller=_DAGLIGE,
        paamind_dage=(14, 2),
        leder_titel="En overlevering er ikke læst",
        leder_url=_overlevering,
    ),
    Fristtype(
        kode=OPFOELGNING,
        titel="Skriv, hvordan starten gik",
        knap="Skriv",
        url=_overlevering,
        hent=("anledning__overlevering",),
        roller=_DAGLIGE,
        paamind_dage=(7, 1),
        leder_titel="Der er ikke fulgt op på en start",
        leder_url=_overlevering,
    ),
    Fristtype(
        kode=STOPPET,
        titel="Forældrene har trukket et ja tilbage: se, hvad I ikke længere må bruge",
        knap="Se",
        url=_overlevering,
        hent=("anledning__overlevering",),
        roller=_DAGLIGE,
        paamind_dage=(3, 0),
        eskaler_dage=1,
        leder_titel="Et ja til at bruge oplysninger er trukket tilbage",
        leder_url=_overlevering,
    ),
    Fristtype(
        kode=MAKULER,
        titel="Barnet begynder ikke alligevel: makulér det, I har fået om det",
        knap="Se",
        url=_overlevering,
        hent=("anledning__overlevering",),
        roller=_DAGLIGE,
        paamind_dage=(3, 0),
        eskaler_dage=1,
        leder_titel="En start er faldet bort, og det er ikke sagt, at det modtagne er makuleret",
        leder_url=_overlevering,
    ),
    Fristtype(
        kode=BED,
        titel="Sig til det andet sted, hvad de ikke må bruge mere",
        om=_siges,
        mere=_til,
        knap="Se",
        url=_overgang,
        hent=("anledning__overgang",),
        felter=("anledning__overgang__status", "anledning__overgang__til_navn"),
        roller=_DAGLIGE,
        paamind_dage=(3, 0),
        eskaler_dage=1,
        leder_titel="Et sted uden for Opsporing har ikke fået at vide, hvad de ikke må bruge mere",
        leder_url=_overgang,
    ),
]
