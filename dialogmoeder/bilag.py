"""Closed minutes of an item as enclosures: what was said at the meeting about this child, and no other.

The item is hers to give as long as it is open to her: the same ground, and the same end, as when she reads it. Where
the parents read along nothing is offered, as an item is a closed matter; what they get is their own version of the
minutes, handed over when they have been told by mouth (`views.efter`).
"""

from datetime import date, datetime

from django.db.models import QuerySet

from dialogmoeder.afholdelse import aftaler, moedets_navn, referatet, til_stede
from dialogmoeder.models import Punkt, Referat
from opsporing import bilag, dansk
from opsporing.adgang.permissions import Permission, har
from opsporing.frosset import Afsnit, Frosset, Linje, Slags, fra_laesning
from opsporing.models import Barn, User
from opsporing.tid import dato

KODE = "dialogmoeder.referat"


def _referater(user: User, barn: Barn, nu: datetime, *, til_foraeldre: bool) -> QuerySet[Referat]:
    if not har(user, Permission.MOEDE_SE):
        return Referat.objects.none()
    hendes = bilag.maa_gives(user, barn, nu, sag="punkt__anledning", til_foraeldre=til_foraeldre)
    return Referat.objects.filter(hendes, punkt__barn=barn, lukket_at__isnull=False).select_related(
        "punkt__moede__kommune__profil", "punkt__anledning__ejer_enhed__journalenhed", "punkt__barn"
    )


def find(user: User, barn: Barn, nu: datetime, *, til_foraeldre: bool) -> list[bilag.Bilagsvalg]:
    """Closed minutes of every item about the child that is open to her."""
    return [
        bilag.Bilagsvalg(
            str(r.pk),
            "Referat fra et møde",
            _holdt(r.punkt),
            f"{bilag.sted(r.punkt.anledning.ejer_enhed)} · {moedets_navn(r.punkt.moede)}",
        )
        for r in _referater(user, barn, nu, til_foraeldre=til_foraeldre).defer("svar").order_by("-lukket_at", "-pk")
    ]


def _holdt(punkt: Punkt) -> date:
    return dato(punkt.moede.begyndt_at or punkt.moede.planlagt_at)


def frys(user: User, barn: Barn, noegle: str, nu: datetime, *, til_foraeldre: bool) -> Frosset:
    """What the reading page shows, with what has been added since."""
    fundet = _referater(user, barn, nu, til_foraeldre=til_foraeldre).select_related(
        "punkt__moede__kommune__profil",
        "punkt__anledning__ejer_enhed__journalenhed",
        "punkt__barn",
        "skemaversion",
        "lukket_by",
    )
    r = bilag.raekken(fundet, noegle)
    punkt = r.punkt
    afsnit = [Afsnit("Om mødet", tuple(_om(punkt, barn))), *fra_laesning(referatet(punkt, r))]
    aftalt = tuple(
        Linje(a.handling.hvad, (f"{a.handling.ansvarlig.navn}, følges op {dansk.dato(a.handling.opfoelgning_den)}",))
        for a in aftaler(punkt, user, nu)
    )
    if aftalt:
        afsnit.append(Afsnit("Aftaler", aftalt))
    if r.rettelse:
        afsnit.append(Afsnit("Rettet eller tilføjet siden", (Linje("", (r.rettelse,)),)))
    hvem = f" af {r.lukket_by.navn}" if r.lukket_by else ""
    return Frosset(
        f"Referat om {barn.navn}",
        f"{bilag.sted(punkt.anledning.ejer_enhed)} · {moedets_navn(punkt.moede)} {dansk.dato(_holdt(punkt))} · "
        f"Lukket {dansk.dato(dato(r.lukket_at)) if r.lukket_at else ''}{hvem}",
        tuple(afsnit),
    )


def _om(punkt: Punkt, barn: Barn) -> list[Linje]:
    """The question to the meeting, and who was there: of parents the child's own alone."""
    spurgt = [Linje("Spørgsmålet til mødet", (punkt.overskrift,))] if punkt.overskrift else []
    return [*spurgt, Linje("Med på mødet", tuple(til_stede(punkt)), Slags.LISTE)]
