"""Actions on deadlines. They are part of the change that causes them: call them inside its transaction."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from opsporing.frister.kalender import timer_efter
from opsporing.frister.typer import fristtyper
from opsporing.models import Anledning, Barn, Enhed, Frist, User

DANMARK = ZoneInfo("Europe/Copenhagen")


def oejeblik(forfalder: date | datetime) -> tuple[datetime, bool]:
    """The last moment in time, and whether only its date matters. A date lasts until its end in Denmark.

    An instant comes back in UTC, where hours can be counted across a change of the clock. Raises ValueError for a naive
    one.
    """
    if isinstance(forfalder, datetime):
        return timer_efter(forfalder, 0), False
    return datetime.combine(forfalder, time(23, 59, 59), tzinfo=DANMARK), True


def opret(
    *,
    kode: str,
    anledning: Anledning,
    enhed: Enhed,
    forfalder: date | datetime,
    nu: datetime,
    trin: str = "",
    ansvarlig: User | None = None,
) -> Frist:
    """Let something fall due. An open or met one for the same matter and stage is kept as it is.

    Raises KeyError for a kind that no app has registered.
    """
    fristtyper()[kode]
    forfalder_at, heldag = oejeblik(forfalder)
    frist, _ = Frist.objects.get_or_create(
        anledning=anledning,
        kode=kode,
        trin=trin,
        annulleret_at=None,
        defaults={
            "kommune_id": anledning.kommune_id,
            "enhed": enhed,
            "ansvarlig": ansvarlig,
            "forfalder_at": forfalder_at,
            "heldag": heldag,
            "oprettet_at": nu,
        },
    )
    return frist


def opfyld(*, anledning: Anledning | int, kode: str, by: User | None, nu: datetime, trin: str = "") -> int:
    """Mark the open deadline as met; returns how many rows that was (0 or 1)."""
    return Frist.objects.aabne().filter(anledning=anledning, kode=kode, trin=trin).update(opfyldt_at=nu, opfyldt_by=by)


def genaabn(*, anledning: Anledning | int, kode: str, trin: str = "") -> int:
    """Let the deadline run again that was met by mistake; returns how many rows that was (0 or 1)."""
    moedte = Frist.objects.filter(anledning=anledning, kode=kode, trin=trin, opfyldt_at__isnull=False)
    return moedte.update(opfyldt_at=None, opfyldt_by=None)


def annuller(*, anledning: Anledning | int, nu: datetime, kode: str | None = None, trin: str | None = None) -> int:
    """Take open deadlines of the matter away: all of them, of one kind, or of one stage."""
    qs = Frist.objects.aabne().filter(anledning=anledning)
    if kode is not None:
        qs = qs.filter(kode=kode)
    if trin is not None:
        qs = qs.filter(trin=trin)
    return qs.update(annulleret_at=nu)


def flyt(
    *,
    anledning: Anledning | int,
    kode: str,
    trin: str = "",
    forfalder: date | datetime | None = None,
    enhed: Enhed | None = None,
    ansvarlig: User | None = None,
) -> int:
    """Give the open deadline another day, unit or responsible person; what is None stays."""
    nyt: dict[str, object] = {}
    if forfalder is not None:
        nyt["forfalder_at"], nyt["heldag"] = oejeblik(forfalder)
    if enhed is not None:
        nyt["enhed"] = enhed
    if ansvarlig is not None:
        nyt["ansvarlig"] = ansvarlig
    return Frist.objects.aabne().filter(anledning=anledning, kode=kode, trin=trin).update(**nyt)


def sket(
    *,
    hvad: str,
    by: User | None,
    nu: datetime,
    anledning: Anledning | int | None = None,
    trin: str | None = None,
    barn: Barn | None = None,
    ejer_enhed: int | None = None,
) -> int:
    """Meet every open deadline that waits for `hvad` about the matter (one stage of it, where `trin` is given), or
    about the child in one journal unit.

    `hvad` is what kinds name in `opfyldes_af`: "handling_oprettet", "resultat_fortalt", "moede_fortalt" or
    "foraeldre_orienteret". So a pillar can say what happened without knowing which app waits for it. Returns how many
    were met.
    """
    koder = [t.kode for t in fristtyper().values() if t.opfyldes_af == hvad]
    qs = Frist.objects.aabne().filter(kode__in=koder)
    if anledning is not None:
        qs = qs.filter(anledning=anledning)
    if trin is not None:
        qs = qs.filter(trin=trin)
    if barn is not None:
        qs = qs.filter(anledning__barn=barn, anledning__ejer_enhed=ejer_enhed)
    return qs.update(opfyldt_at=nu, opfyldt_by=by)


def bortfald(*, hvad: str, anledning: Anledning | int, nu: datetime) -> int:
    """Take the open deadlines of the matter away that wait for `hvad`, because it must not happen now."""
    koder = [t.kode for t in fristtyper().values() if t.opfyldes_af == hvad]
    return Frist.objects.aabne().filter(kode__in=koder, anledning=anledning).update(annulleret_at=nu)


def ikke_sket(
    *,
    hvad: str,
    anledning: Anledning | int | None = None,
    trin: str | None = None,
    barn: Barn | None = None,
    ejer_enhed: int | None = None,
) -> int:
    """Let the deadlines run again that `sket` met, as it was noted by mistake; those of closed matters stay met."""
    koder = [t.kode for t in fristtyper().values() if t.opfyldes_af == hvad]
    qs = Frist.objects.filter(kode__in=koder, opfyldt_at__isnull=False, annulleret_at=None)
    if anledning is not None:
        qs = qs.filter(anledning=anledning)
    if trin is not None:
        qs = qs.filter(trin=trin)
    if barn is not None:
        qs = qs.filter(anledning__barn=barn, anledning__ejer_enhed=ejer_enhed, anledning__afsluttet_at=None)
    return qs.update(opfyldt_at=None, opfyldt_by=None)
