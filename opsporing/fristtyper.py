"""What can fall due in the core: agreements to follow up, certificates that expire, switches to look at again."""

from django.urls import reverse

from opsporing.adgang.roller import LEDERROLLER, Rolle
from opsporing.frister.typer import Fristtype
from opsporing.models import Frist

HANDLING_OPFOELGNING = "opsporing.handling_opfoelgning"
CERTIFICERING = "opsporing.certificering"
SPAERRING_GENNEMSES = "opsporing.spaerring_gennemses"

_DAGLIGE = frozenset({Rolle.PAEDAGOG.value, Rolle.DAGPLEJER.value, Rolle.SUNDHEDSPLEJERSKE.value})
_LEDERE = frozenset(rolle.value for rolle in LEDERROLLER) | {Rolle.DAGPLEJEKONSULENT.value}


def _barnet(frist: Frist) -> str:
    return reverse("barn", args=[frist.anledning.barn_id]) if frist.anledning.barn_id else reverse("i_dag")


FRISTTYPER = [
    Fristtype(
        kode=HANDLING_OPFOELGNING,
        titel="Følg op på det, I aftalte",
        samlet="Følg op på {antal} aftaler",
        knap="Følg op",
        url=lambda frist: reverse("handling:foelg_op", args=[int(frist.trin)]),
        roller=_DAGLIGE | _LEDERE,
    ),
    Fristtype(
        kode=CERTIFICERING,
        titel="Dit certifikat udløber",
        knap="Se",
        url=lambda frist: reverse("paamindelser"),
        roller=frozenset(),
        # A course takes months to get a place on.
        paamind_dage=(90, 30),
        eskaler_dage=0,
    ),
    Fristtype(
        kode=SPAERRING_GENNEMSES,
        titel="Se på spærringen igen",
        knap="Se barnet",
        url=_barnet,
        roller=_LEDERE | {Rolle.SOCIALRAADGIVER.value},
        paamind_dage=(3, 0),
    ),
]
