"""How long meetings and sparring are kept. The months are the municipality's (`Praksisprofil.opbevaring`)."""

from datetime import datetime

from django.db.models import Q, QuerySet

from dialogmoeder.models import Moede, Punkt, Sparring
from opsporing.models import Kommune
from opsporing.opbevaring.stoppet import er_her_efter
from opsporing.opbevaring.typer import Opbevaring
from opsporing.opbevaringstyper import STOPPET

LOV = "opbevaringsbegraensning"


def _punkter(kommune: Kommune, foer: datetime) -> QuerySet[Punkt]:
    """About a child from when it has left the unit that keeps the item; without a child from the meeting."""
    her = er_her_efter(foer, barn="barn", enhed_sti="anledning__ejer_enhed__sti")
    return Punkt.objects.filter(Q(barn=None) | ~Q(her), kommune=kommune, moede__planlagt_at__lte=foer)


def _moeder(kommune: Kommune, foer: datetime) -> QuerySet[Moede]:
    return Moede.objects.filter(kommune=kommune, planlagt_at__lte=foer)


def _sparringer(kommune: Kommune, foer: datetime) -> QuerySet[Sparring]:
    her = er_her_efter(foer, barn="barn", enhed_sti="anledning__ejer_enhed__sti")
    return Sparring.objects.filter(Q(barn=None) | ~Q(her), kommune=kommune, oprettet_at__lte=foer)


OPBEVARING = [
    Opbevaring(
        kode="dialogmoeder.punkt",
        hvad="referater af møder om barnet, og det, der er skrevet før mødet",
        model=Punkt,
        noegle="moede",
        regnes_fra=STOPPET,
        grund="så vi kan svare på spørgsmål bagefter",
        lov=LOV,
        orden=8,
        forfaldne=_punkter,
        barn="barn",
        anledning="anledning",
        enhed="anledning__ejer_enhed__navn",
        medfoelger=frozenset({f"dialogmoeder.{navn}" for navn in ("punktdeltager", "forberedelse", "referat")}),
    ),
    Opbevaring(
        kode="dialogmoeder.sparring",
        hvad="spørgsmål om barnet til en rådgiver, og svarene",
        model=Sparring,
        noegle="sparring",
        regnes_fra=STOPPET,
        grund="så vi kan se, hvad der blev rådet til",
        lov=LOV,
        orden=8,
        forfaldne=_sparringer,
        barn="barn",
        anledning="anledning",
        enhed="enhed__navn",
        medfoelger=frozenset({"dialogmoeder.sparringsindlaeg"}),
    ),
    Opbevaring(
        kode="dialogmoeder.moede",
        hvad="møder, hvor det, der blev talt om, er slettet",
        model=Moede,
        noegle="moede",
        regnes_fra="efter mødet",
        grund="så møderne kan tælles",
        lov=LOV,
        orden=9,
        forfaldne=_moeder,
        anledning="anledning",
        enhed="enhed__navn",
        medfoelger=frozenset({f"dialogmoeder.{navn}" for navn in ("deltager", "evaluering", "indkaldelse")}),
        i_brev=False,
    ),
]
