"""The journal unit's records about a child who has left: opened by its leader, for a stated purpose and for an hour.

What a unit wrote stays with the unit when the child moves on (design 3.1). Nobody sees it in daily life; the leader
opens it when there is a reason, and the log tells which. What is opened can be read, not changed.
"""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from opsporing import log
from opsporing.adgang.permissions import Denied, Permission, har, kraev
from opsporing.models import Anledning, Barn, Grundlag, Tilknytning, User
from opsporing.models.barn import BarnQuerySet
from opsporing.models.tilknytning import TilknytningQuerySet

#: How long the records stay open before the purpose has to be stated again.
VARIGHED = timedelta(hours=1)
#: What fits in `Tilknytning.formaal` beside the word for the purpose.
TEKST_MAKS = 400


class Arkivformaal(models.TextChoices):
    """Why the records are needed; the code stands in the log."""

    AKTINDSIGT = "aktindsigt", "Aktindsigt eller indsigt"
    KLAGE = "klage", "Klage"
    GENINDSKRIVNING = "genindskrivning", "Barnet kommer tilbage"
    TILSYN = "tilsyn", "Tilsyn"
    SAMTYKKE = "samtykke", "En forælder trækker et ja tilbage"


def tidligere_boern(user: User, nu: datetime) -> BarnQuerySet:
    """Children who have left the journal unit the user leads and are nowhere in it now; nobody for anybody else."""
    ansaettelse = user.ansaettelse
    if (
        ansaettelse is None
        or not har(user, Permission.ARKIV_AABN)
        or ansaettelse.enhed.journalenhed_id != ansaettelse.enhed_id
    ):
        return Barn.objects.none()
    her = Tilknytning.objects.indskrivninger().filter(
        barn=OuterRef("pk"), enhed__sti__startswith=ansaettelse.enhed.sti, fra__lte=nu
    )
    return Barn.objects.filter(
        Exists(her.filter(til__lte=nu)),
        ~Exists(her.filter(Q(til=None) | Q(til__gt=nu))),
        kommune_id=ansaettelse.kommune_id,
        sammenlagt_i=None,
    )


def mine_aabne(user: User, nu: datetime) -> TilknytningQuerySet:
    """The matters that stand open to the user from the archive now."""
    if user.ansaettelse is None:
        return Tilknytning.objects.none()
    return Tilknytning.objects.gaeldende(nu).filter(
        grundlag=Grundlag.ARKIVINDSIGT, ansaettelse=user.ansaettelse, anledning__isnull=False
    )


@transaction.atomic
def aabn_arkiv(*, barn: Barn, formaal: str, tekst: str, by: User, nu: datetime) -> list[Tilknytning]:
    """Open every matter the unit has about the child, to this leader alone and until `nu` + `VARIGHED`.

    What is open to her already stays as it is. Raises Denied for anybody but the leader of the journal unit, for a
    child who has not left it, without a known purpose and a reason in words, and when nothing was written.
    """
    kraev(by, Permission.ARKIV_AABN)
    barn = Barn.objects.select_for_update(of=("self",), no_key=True).get(pk=barn.pk)
    if by.ansaettelse is None or not tidligere_boern(by, nu).filter(pk=barn.pk).exists():
        raise Denied("Arkivet er til børn, der er stoppet i din enhed.")
    if formaal not in Arkivformaal.values or not tekst.strip():
        raise Denied("Vælg formålet, og skriv kort, hvorfor du skal læse det.")
    aabne = list(mine_aabne(by, nu).filter(barn=barn))
    if aabne:
        return aabne
    tilknytninger = Tilknytning.objects.bulk_create(
        Tilknytning(
            kommune_id=barn.kommune_id,
            barn=barn,
            enhed=by.ansaettelse.enhed,
            ansaettelse=by.ansaettelse,
            grundlag=Grundlag.ARKIVINDSIGT,
            anledning=anledning,
            fra=nu,
            til=nu + VARIGHED,
            formaal=f"{Arkivformaal(formaal).label}: {tekst.strip()[:TEKST_MAKS]}",
        )
        for anledning in Anledning.objects.filter(barn=barn, ejer_enhed=by.ansaettelse.enhed_id, lukket=False).order_by(
            "pk"
        )
    )
    if not tilknytninger:
        raise Denied("Enheden har ikke skrevet noget om barnet.")
    log.record("opsporing.arkiv_aabnet", by=by, nu=nu, barn=barn, formaal=formaal, antal=len(tilknytninger))
    return tilknytninger


def kun_arkiv(user: User, anledning: Anledning | int, nu: datetime | None = None) -> bool:
    """Whether the matter is open to the user from the archive and on no other ground: then she reads, and no more."""
    sag = getattr(anledning, "pk", anledning)
    raekker = Tilknytning.objects.raekker_til(user, nu)
    fra_arkivet = raekker.filter(anledning=sag, grundlag=Grundlag.ARKIVINDSIGT)
    if not fra_arkivet.exists():
        return False
    ellers = Q(anledning=sag) | Q(anledning=None, barn__anledninger=sag)
    return not raekker.exclude(grundlag=Grundlag.ARKIVINDSIGT).filter(ellers).exists()


def check_ikke_kun_arkiv(user: User, anledning: Anledning | int, nu: datetime | None = None) -> None:
    """Raise Denied for somebody who would change what she has opened for reading."""
    if kun_arkiv(user, anledning, nu):
        raise Denied("Du læser i arkivet. Det, der står her, kan ikke ændres, fordi barnet er stoppet.")
