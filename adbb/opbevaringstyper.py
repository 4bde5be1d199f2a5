"""How long ADBB is kept. The months are the municipality's (`Praksisprofil.opbevaring`)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import QuerySet

from adbb.models import Forloeb, Supervision
from opsporing.models import Arena, Kommune
from opsporing.opbevaring.stoppet import er_her_efter
from opsporing.opbevaring.typer import Opbevaring
from opsporing.opbevaringstyper import STOPPET


def _forloeb(kommune: Kommune, foer: datetime) -> QuerySet[Forloeb]:
    her = er_her_efter(foer, barn="barn", enhed_sti="anledning__ejer_enhed__sti")
    return Forloeb.objects.filter(~her, kommune=kommune, oprettet_at__lte=foer)


def _under_vejs(forloeb: Collection[int]) -> Mapping[int, str]:
    aabne = Forloeb.objects.aabne().filter(pk__in=forloeb).values_list("pk", flat=True)
    return dict.fromkeys(aabne, "Forløbet er ikke afsluttet.")


def _supervision(kommune: Kommune, foer: datetime) -> QuerySet[Supervision]:
    return Supervision.objects.filter(kommune=kommune, oprettet_at__lte=foer)


OPBEVARING = [
    Opbevaring(
        kode="adbb.forloeb",
        hvad="undersøgelser af spædbarnets kontakt med noter og ord til forældrene",
        model=Forloeb,
        noegle="adbb",
        regnes_fra=STOPPET,
        grund="så sundhedsplejen kan følge barnet og svare på spørgsmål bagefter",
        lov="sundhedspleje",
        orden=10,
        forfaldne=_forloeb,
        barn="barn",
        anledning="anledning",
        enhed="anledning__ejer_enhed__navn",
        holder=_under_vejs,
        medfoelger=frozenset({"adbb.screening", "adbb.teamsag"}),
        arenaer=frozenset({Arena.SUNDHEDSPLEJE.value}),
    ),
    Opbevaring(
        kode="adbb.supervision",
        hvad="noter om medarbejdernes supervision",
        model=Supervision,
        noegle="supervision",
        regnes_fra="efter, at de er skrevet",
        grund="så kommunen kan vise, at metoden holdes ved lige",
        lov="opbevaringsbegraensning",
        orden=60,
        forfaldne=_supervision,
        enhed="enhed__navn",
        medfoelger=frozenset({"adbb.supervisionsdeltager"}),
        i_brev=False,
    ),
]
