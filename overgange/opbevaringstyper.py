"""How long overgange are kept. The months are the municipality's (`Praksisprofil.opbevaring`)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import QuerySet

from opsporing.models import Kommune
from opsporing.opbevaring.stoppet import er_her_efter
from opsporing.opbevaring.typer import Opbevaring
from opsporing.opbevaringstyper import STOPPET
from overgange.models import Besoeg, Overgang, Overlevering

LOV = "opbevaringsbegraensning"


def _overgange(kommune: Kommune, foer: datetime) -> QuerySet[Overgang]:
    her = er_her_efter(foer, barn="barn", enhed_sti="anledning__ejer_enhed__sti")
    return Overgang.objects.filter(~her, kommune=kommune, oprettet_at__lte=foer)


def _aabne(overgange: Collection[int]) -> Mapping[int, str]:
    aabne = Overgang.objects.aabne().filter(pk__in=overgange).values_list("pk", flat=True)
    return dict.fromkeys(aabne, "Overgangen er ikke afsluttet.")


def _overleveringer(kommune: Kommune, foer: datetime) -> QuerySet[Overlevering]:
    """Kept by the receiver as her own record: until the child has left her unit."""
    her = er_her_efter(foer, barn="overgang__barn", enhed_sti="anledning__ejer_enhed__sti")
    modtaget = Overlevering.objects.filter(~her, kommune=kommune, overleveret_at__lte=foer, anledning__isnull=False)
    return modtaget | Overlevering.objects.filter(kommune=kommune, overleveret_at__lte=foer, anledning=None)


def _besoeg(kommune: Kommune, foer: datetime) -> QuerySet[Besoeg]:
    return Besoeg.objects.filter(overgang__in=_overgange(kommune, foer))


OPBEVARING = [
    Opbevaring(
        kode="overgange.overlevering",
        hvad="det, et tidligere sted har givet videre om barnet",
        model=Overlevering,
        noegle="overgang",
        regnes_fra=STOPPET,
        grund="så det nye sted kan bygge på det",
        lov=LOV,
        orden=8,
        forfaldne=_overleveringer,
        barn="overgang__barn",
        anledning="anledning",
        enhed="modtager__navn",
        medfoelger=frozenset({"overgange.overleveretdel", "overgange.spoergsmaal"}),
    ),
    Opbevaring(
        kode="overgange.besoeg",
        hvad="referater af overgangsbesøg",
        model=Besoeg,
        noegle="overgang",
        regnes_fra=STOPPET,
        grund="så vi kan svare på spørgsmål bagefter",
        lov=LOV,
        orden=8,
        forfaldne=_besoeg,
        barn="overgang__barn",
        anledning="overgang__anledning",
        enhed="overgang__fra_enhed__navn",
        medfoelger=frozenset({"overgange.besoegsdeltager"}),
    ),
    Opbevaring(
        kode="overgange.overgang",
        hvad="overgangsskemaer",
        model=Overgang,
        noegle="overgang",
        regnes_fra=STOPPET,
        grund="så vi kan svare på spørgsmål bagefter",
        lov=LOV,
        orden=10,
        forfaldne=_overgange,
        barn="barn",
        anledning="anledning",
        enhed="anledning__ejer_enhed__navn",
        holder=_aabne,
        medfoelger=frozenset({"overgange.overgangsskema"}),
    ),
]
