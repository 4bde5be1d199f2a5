"""How long vurderinger are kept. The months are the municipality's (`Praksisprofil.opbevaring`)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import QuerySet

from opsporing.models import Kommune
from opsporing.opbevaring.stoppet import er_her_efter
from opsporing.opbevaring.typer import Opbevaring
from opsporing.opbevaringstyper import STOPPET
from trivsel.models import Vurdering


def _vurderinger(kommune: Kommune, foer: datetime) -> QuerySet[Vurdering]:
    her = er_her_efter(foer, barn="barn", enhed_sti="anledning__ejer_enhed__sti")
    return Vurdering.objects.filter(~her, kommune=kommune, oprettet_at__lte=foer)


def _under_vejs(vurderinger: Collection[int]) -> Mapping[int, str]:
    aabne = Vurdering.objects.aabne().filter(pk__in=vurderinger).values_list("pk", flat=True)
    return dict.fromkeys(aabne, "Vurderingen er ikke afsluttet.")


OPBEVARING = [
    Opbevaring(
        kode="trivsel.vurdering",
        hvad="trivselsvurderinger med svar, kommentarer og placering",
        model=Vurdering,
        noegle="vurdering",
        regnes_fra=STOPPET,
        grund="så vi kan følge barnet, mens det går her, og svare på spørgsmål bagefter",
        lov="dagtilbud_formaal",
        orden=10,
        forfaldne=_vurderinger,
        barn="barn",
        anledning="anledning",
        enhed="anledning__ejer_enhed__navn",
        holder=_under_vejs,
        medfoelger=frozenset({"trivsel.egenvurdering"}),
    )
]
