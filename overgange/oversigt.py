"""The sender's overgange in groups by whose turn it is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, Min, OuterRef, Q

from opsporing.bilag import sted
from opsporing.models import Enhed, Frist, User
from opsporing.tid import dato
from overgange.fristtyper import BED, SKEMA
from overgange.models import Overgang, Spoergsmaal, Status

#: What ended so long ago is in the matter, not in the list.
VISES_EFTER = timedelta(days=60)
JERES, SENERE, MODTAGERENS, FAERDIGE = "jeres", "senere", "modtagerens", "faerdige"
TITLER = {
    JERES: "Jeres tur",
    SENERE: "Senere",
    MODTAGERENS: "Givet videre",
    FAERDIGE: "Afsluttet de sidste to måneder",
}
#: What falls due within so many days is somebody's turn now.
SNART = timedelta(days=42)


@dataclass(frozen=True, slots=True)
class Raekke:
    """One overgang in the list: where to (the stue with its house), when the form is due, whether it is late, and
    whether a question waits. `siges`: who has it on paper is to be told what it must use no more.
    """

    overgang: Overgang
    til: str
    senest: date | None
    forsinket: bool
    spoergsmaal: bool
    siges: bool


@dataclass(frozen=True, slots=True)
class Gruppe:
    """Overgange that wait for the same, first start first."""

    kode: str
    titel: str
    raekker: list[Raekke]


def grupper(user: User, nu: datetime, *, enhed: Enhed | None = None) -> list[Gruppe]:
    """The overgange of the user's place, open or lately ended, in one query."""
    i_dag = dato(nu)
    ubesvaret = Spoergsmaal.objects.filter(overlevering__overgang=OuterRef("pk"), svaret_at=None)
    siges = Exists(Frist.objects.aabne().filter(anledning=OuterRef("anledning"), kode=BED))
    aaben = Q(anledning__frister__kode=SKEMA, anledning__frister__opfyldt_at=None)
    alle = (
        Overgang.objects.for_user(user, nu)
        .exclude(Q(status=Status.AFLYST) & ~siges)
        .exclude(Q(afsluttet_at__lt=nu - VISES_EFTER) & ~siges)
        .select_related("barn", "fra_enhed", "til_enhed__journalenhed")
        .annotate(
            venter=Exists(ubesvaret),
            siges=siges,
            forfalder=Min("anledning__frister__forfalder_at", filter=aaben & Q(anledning__frister__annulleret_at=None)),
        )
        .order_by("start_den", "pk")
    )
    if enhed is not None:
        alle = alle.filter(fra_enhed__sti__startswith=enhed.sti)
    delt: dict[str, list[Raekke]] = defaultdict(list)
    for o in alle:
        forfalder, venter = getattr(o, "forfalder", None), getattr(o, "venter", False)
        senest = dato(forfalder) if forfalder else None
        til = sted(o.til_enhed) if o.til_enhed else o.til_navn
        raekke = Raekke(o, til, senest, bool(senest and senest < i_dag), venter, getattr(o, "siges", False))
        delt[_gruppe(o, senest, raekke.spoergsmaal or raekke.siges, i_dag)].append(raekke)
    return [Gruppe(kode, titel, delt[kode]) for kode, titel in TITLER.items() if delt[kode]]


def _gruppe(o: Overgang, senest: date | None, venter: bool, i_dag: date) -> str:
    if venter or o.status == Status.UDFYLDES:
        return JERES
    if o.status == Status.AFSLUTTET:
        return FAERDIGE
    if o.status == Status.PLANLAGT:
        return JERES if senest is None or senest - SNART <= i_dag else SENERE
    return MODTAGERENS
