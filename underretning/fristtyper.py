"""What can fall due about an underretning: for the one who writes it, and for the one who receives it."""

from collections.abc import Callable

from django.db.models import Q
from django.urls import reverse

from opsporing import dansk
from opsporing.adgang.roller import Rolle
from opsporing.frister.typer import ALLE, Eskalering, Fristtype
from opsporing.models import Frist, User

KLADDE = "underretning.kladde"
AFLEVER = "underretning.aflever"
VURDER = "underretning.vurder"
AFGOER = "underretning.afgoer"
GENVURDER = "underretning.genvurder"
SAMTALE = "underretning.samtale"
KVITTER = "underretning.kvitter"
TILBAGEMELD = "underretning.tilbagemeld"
SKRIDT = "underretning.skridt"

MYNDIGHED = frozenset({Rolle.SOCIALRAADGIVER.value})
LEDELSEN = frozenset({Rolle.MYNDIGHEDSLEDER.value})
#: The 24 hours: told at once, and when eight and two of them are left.
PAAMIND_TIMER = (24.0, 8.0, 2.0)
#: The leader is told while there is still time to do it herself, the next one when it has run out, all of them if it
#: stays so. From then on the chiefs above too, who may not see it: the nearest at once, then all.
KAEDEN = (Eskalering(-4), Eskalering(0, opad=2, chefer=True), Eskalering(4, opad=ALLE, chefer=True))
#: Nobody but the one who writes: the duty is personal, and a colleague must not see a draft.
INGEN: frozenset[str] = frozenset()


def _skrevet(navn: str) -> Callable[[Frist], str]:
    return lambda frist: reverse(f"underretning:{navn}", args=[frist.anledning.underretningsbarn.underretning_id])


def _er_vurderet(user: User) -> Q:
    """What comes after the assessment waits for it, and is no task before."""
    return Q(anledning__modtaget__vurderet_at__isnull=False)


def _modtaget(navn: str, *flere: str) -> Callable[[Frist], str]:
    return lambda frist: reverse(f"underretning:{navn}", args=[frist.anledning.modtaget.pk, *flere])


def _for_cheferne(antal: int) -> str:
    """How many are late, for somebody who may see none of them."""
    return f"{dansk.antal(antal, 'underretning', 'underretninger')} er ikke vurderet inden for 24 timer"


FRISTTYPER = [
    Fristtype(
        kode=KLADDE,
        titel="Skriv underretningen færdig",
        knap="Skriv videre",
        url=_skrevet("skriv"),
        hent=("anledning__underretningsbarn",),
        roller=INGEN,
        paamind_dage=(),
        eskaler_dage=None,
        haster=True,
    ),
    Fristtype(
        kode=AFLEVER,
        titel="Aflevér underretningen i den anden kommune",
        knap="Åbn",
        url=_skrevet("sendt"),
        hent=("anledning__underretningsbarn",),
        roller=INGEN,
        paamind_dage=(),
        eskaler_dage=None,
        haster=True,
    ),
    Fristtype(
        kode=VURDER,
        titel="Vurdér underretning",
        knap="Vurdér",
        url=_modtaget("modtaget"),
        hent=("anledning__modtaget",),
        roller=MYNDIGHED | LEDELSEN,
        eskaler_til=LEDELSEN,
        paamind_timer=PAAMIND_TIMER,
        eskaler_dage=None,
        eskaleringer=KAEDEN,
        cheftitel=_for_cheferne,
        haster=True,
    ),
    Fristtype(
        kode=AFGOER,
        titel="Afgør, hvad underretningen fører til",
        knap="Åbn",
        url=_modtaget("modtaget"),
        hent=("anledning__modtaget",),
        roller=MYNDIGHED,
        eskaler_til=LEDELSEN,
        paamind_dage=(2,),
        eskaler_dage=1,
        kan_goeres=_er_vurderet,
    ),
    Fristtype(
        kode=GENVURDER,
        titel="Genvurdér den hjælp, der er i gang",
        knap="Åbn",
        url=_modtaget("genvurdering"),
        hent=("anledning__modtaget",),
        roller=MYNDIGHED,
        eskaler_til=LEDELSEN,
        paamind_dage=(3, 1),
        eskaler_dage=1,
    ),
    Fristtype(
        kode=SAMTALE,
        titel="Tal med barnet",
        knap="Åbn",
        url=_modtaget("samtale"),
        hent=("anledning__modtaget",),
        roller=MYNDIGHED,
        eskaler_til=LEDELSEN,
        paamind_dage=(3, 1),
        eskaler_dage=1,
        kan_goeres=_er_vurderet,
    ),
    Fristtype(
        kode=KVITTER,
        titel="Kvittér for underretning",
        knap="Skriv kvitteringen",
        url=_modtaget("brev", "kvittering"),
        hent=("anledning__modtaget",),
        roller=MYNDIGHED,
        eskaler_til=LEDELSEN,
        paamind_dage=(2,),
        eskaler_dage=0,
        haster=True,
    ),
    Fristtype(
        kode=TILBAGEMELD,
        titel="Giv fagpersonen svar",
        knap="Skriv svaret",
        url=_modtaget("brev", "tilbagemelding"),
        hent=("anledning__modtaget",),
        roller=MYNDIGHED,
        eskaler_til=LEDELSEN,
        paamind_dage=(7, 2),
        eskaler_dage=1,
        kan_goeres=_er_vurderet,
    ),
    Fristtype(
        kode=SKRIDT,
        titel="Følg op på det, I har aftalt med forældrene",
        samlet="Følg op på {antal} skridt, I har aftalt med forældrene",
        knap="Se skridtene",
        url=_modtaget("skridt"),
        hent=("anledning__modtaget",),
        roller=MYNDIGHED,
        eskaler_til=LEDELSEN,
        paamind_dage=(1,),
        eskaler_dage=7,
    ),
]
