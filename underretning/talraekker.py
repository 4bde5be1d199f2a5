"""What the numbers are counted from: the received underretninger as rows, and what was done in time."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from opsporing import tid
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.models import Frist, User
from opsporing.models.barn import Koen
from underretning.fristtyper import KVITTER, TILBAGEMELD, VURDER
from underretning.models import Modtaget
from underretning.models.modtaget import VURDERES_INDEN, Modtagetstatus
from underretning.rules.koder import KOEN_UOPLYST, UOPLYST_UNDERRETTER
from underretning.rules.tal import Periode, Raekke

KOENSKODER: Mapping[str, str] = {Koen.PIGE.value: "P", Koen.DRENG.value: "D", Koen.UKENDT.value: KOEN_UOPLYST}
INDEN = timedelta(hours=VURDERES_INDEN)
#: A child has a number, or its mother has while it is not born.
HAR_CPR = Case(
    When(barn__cpr__isnull=False, then=Value(True)),
    When(barn__foedt_den=None, barn__mor__cpr__isnull=False, then=Value(True)),
    default=Value(False),
)


def modtagne(user: User, *, alt: bool, nu: datetime) -> QuerySet[Modtaget]:
    """The leader's (`alt`) are those open to her; else the municipality's, for numbers that show no single one."""
    if alt:
        return Modtaget.objects.for_user(user, nu)
    return Modtaget.objects.filter(kommune_id=user.ansat.kommune_id)


def raekker(modtagne: QuerySet[Modtaget], *, fra_aar: int) -> list[tuple[Raekke, date]]:
    """One row for each received from the year on, with the day it was registered: one query, without names."""
    sete = (
        modtagne.filter(modtaget_at__gte=_begynder(date(fra_aar, 1, 1)))
        .annotate(barnet=Coalesce("barn__sammenlagt_i", "barn"), har_cpr=HAR_CPR)
        .order_by("modtaget_at", "pk")
        .values(
            *("barnet", "har_cpr", "kommune__kode", "modtaget_at", "registreret_at", "ufoedt", "underretter_kode"),
            *("aarsager", "trin", "status", "barn__foedt_den", "barn__termin", "barn__koen"),
        )
    )
    return [
        (
            Raekke(
                barn=str(r["barnet"]),
                kommune=r["kommune__kode"],
                modtaget_den=tid.dato(r["modtaget_at"]),
                foedt_den=r["barn__foedt_den"],
                termin=r["barn__termin"],
                ufoedt=r["ufoedt"],
                koen=KOENSKODER[r["barn__koen"]],
                underretter=r["underretter_kode"] or UOPLYST_UNDERRETTER,
                aarsager=tuple(r["aarsager"]),
                trin=r["trin"],
                gyldigt_pnr=r["har_cpr"],
                sendt_videre=r["status"] == Modtagetstatus.OVERSENDT,
                nr=nr,
            ),
            tid.dato(r["registreret_at"]),
        )
        for nr, r in enumerate(sete)
    ]


def naaet(modtagne: QuerySet[Modtaget], periode: Periode, nu: datetime) -> dict[str, tuple[int, int]]:
    """By deadline: how many were met in time, of how many that were met or have fallen due. Two queries.

    It is about all that came in the period, whatever the child's age. The 24 hours are elapsed time from the receipt;
    what was sent on to another municipality before it was assessed is assessed there.
    """
    i_perioden = modtagne.filter(
        modtaget_at__gte=_begynder(periode.fra), modtaget_at__lt=_begynder(periode.til + timedelta(days=1))
    )
    vurderet = i_perioden.exclude(status=Modtagetstatus.OVERSENDT, vurderet_at=None).aggregate(
        af=Count("pk", filter=Q(vurderet_at__isnull=False) | Q(modtaget_at__lt=nu - INDEN)),
        naaet=Count("pk", filter=Q(vurderet_at__lte=F("modtaget_at") + INDEN)),
    )
    sager = i_perioden.order_by().values("anledning")
    frister = (
        Frist.objects.filter(kode__in=[KVITTER, TILBAGEMELD], annulleret_at=None, anledning__in=sager)
        .order_by()
        .values("kode")
        .annotate(
            af=Count("pk", filter=Q(opfyldt_at__isnull=False) | Q(forfalder_at__lt=nu)),
            naaet=Count("pk", filter=Q(opfyldt_at__lte=F("forfalder_at"))),
        )
    )
    svar = {f["kode"]: (f["naaet"], f["af"]) for f in frister}
    return {VURDER: (vurderet["naaet"], vurderet["af"])} | {k: svar.get(k, (0, 0)) for k in (KVITTER, TILBAGEMELD)}


def _begynder(dag: date) -> datetime:
    return lokalt_tidspunkt(dag, time(0))
