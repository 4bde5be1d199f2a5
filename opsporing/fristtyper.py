"""What can fall due in the core: agreements to follow up, certificates that expire, switches to look at again."""

from django.urls import reverse

from opsporing.adgang.roller import LEDERROLLER, Rolle
from opsporing.frister.typer import Fristtype
from opsporing.models import Frist

HANDLING_OPFOELGNING = "opsporing.handling_opfoelgning"
CERTIFICERING = "opsporing.certificering"
SPAERRING_BEKRAEFTES = "opsporing.spaerring_bekraeftes"
SPAERRING_GENNEMSES = "opsporing.spaerring_gennemses"

_DAGLIGE = frozenset({Rolle.PAEDAGOG.value, Rolle.DAGPLEJER.value, Rolle.SUNDHEDSPLEJERSKE.value})
_LEDERE = frozenset(rolle.value for rolle in LEDERROLLER) | {Rolle.DAGPLEJEKONSULENT.value}
_MYNDIGHED = frozenset({Rolle.SOCIALRAADGIVER.value, Rolle.MYNDIGHEDSLEDER.value})


def _spaerring(frist: Frist) -> str:
    return reverse("spaerring", args=[frist.anledning.spaerring.pk])


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
        kode=SPAERRING_BEKRAEFTES,
        titel="Bekræft eller ophæv en spærring",
        knap="Se spærringen",
        url=_spaerring,
        roller=_MYNDIGHED,
        hent=("anledning__spaerring",),
        # Told the moment it is set: it falls due on the next working day.
        paamind_dage=(14, 0),
        eskaler_dage=0,
        eskaler_til=frozenset({Rolle.MYNDIGHEDSLEDER.value}),
        haster=True,
    ),
    Fristtype(
        kode=SPAERRING_GENNEMSES,
        titel="Se på en spærring igen",
        knap="Se spærringen",
        url=_spaerring,
        roller=_MYNDIGHED,
        hent=("anledning__spaerring",),
        paamind_dage=(3, 0),
        eskaler_til=frozenset({Rolle.MYNDIGHEDSLEDER.value}),
    ),
]
