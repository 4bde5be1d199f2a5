"""What can fall due in the core: agreements to follow up, certificates that expire, switches to look at again."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from opsporing.adgang.roller import LEDERROLLER, Rolle
from opsporing.frister.typer import Fristtype
from opsporing.models import Frist, User

HANDLING_OPFOELGNING = "opsporing.handling_opfoelgning"
HANDLING_UDEN_ANSVARLIG = "opsporing.handling_uden_ansvarlig"
CERTIFICERING = "opsporing.certificering"
SPAERRING_BEKRAEFTES = "opsporing.spaerring_bekraeftes"
SPAERRING_GENNEMSES = "opsporing.spaerring_gennemses"

_DAGLIGE = frozenset({Rolle.PAEDAGOG.value, Rolle.DAGPLEJER.value, Rolle.SUNDHEDSPLEJERSKE.value})
_LEDERE = frozenset(rolle.value for rolle in LEDERROLLER) | {Rolle.DAGPLEJEKONSULENT.value}
_MYNDIGHED = frozenset({Rolle.SOCIALRAADGIVER.value, Rolle.MYNDIGHEDSLEDER.value})


def _i_huset(user: User) -> Q:
    """That the matter is her own unit's: a leader from outside with part in it leaves its agreements to them."""
    return Q(anledning__ejer_enhed=user.ansat.enhed.journalenhed_id)


def _ret_aftalen(frist: Frist) -> str:
    return reverse("handling:ret", args=[int(frist.trin)])


def _spaerring(frist: Frist) -> str:
    return reverse("spaerring", args=[min(s.pk for s in frist.anledning.sagens_spaerringer.all())])


@dataclass(frozen=True, slots=True)
class Certifikatside:
    """Names of the addresses where one reads of one's own certificate, and where the leader reads of everybody's."""

    egen: str
    alles: str


#: By method; apps add theirs in AppConfig.ready.
CERTIFIKATSIDER: dict[str, Certifikatside] = {}


def _certifikatside(frist: Frist) -> Certifikatside | None:
    """The pages of the method, which is the first part of the stage (`opsporing.organisation.certifikater.trin`)."""
    return CERTIFIKATSIDER.get(frist.trin.partition(".")[0])


def _eget_certifikat(frist: Frist) -> str:
    side = _certifikatside(frist)
    return reverse(side.egen) if side else f"{reverse('konto')}#certificeringer"


def _alles_certifikater(frist: Frist) -> str | None:
    side = _certifikatside(frist)
    return reverse(side.alles) if side else None


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
        kode=HANDLING_UDEN_ANSVARLIG,
        titel="En aftale har ingen, der kan sørge for den",
        knap="Vælg en anden",
        url=_ret_aftalen,
        roller=_LEDERE,
        # Told the moment the one who had it is shut out.
        paamind_dage=(14,),
        leder_url=_ret_aftalen,
        kan_goeres=_i_huset,
    ),
    Fristtype(
        kode=CERTIFICERING,
        titel="Dit certifikat udløber",
        knap="Se",
        url=_eget_certifikat,
        leder_titel="Et certifikat er udløbet",
        leder_url=_alles_certifikater,
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
        hent=("anledning",),
        flere=("anledning__sagens_spaerringer",),
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
        hent=("anledning",),
        flere=("anledning__sagens_spaerringer",),
        paamind_dage=(3, 0),
        eskaler_til=frozenset({Rolle.MYNDIGHEDSLEDER.value}),
    ),
]
