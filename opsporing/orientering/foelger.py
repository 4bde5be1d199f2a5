"""Follows children whose custody changes: somebody new must be told, and one who no longer holds custody need not."""

from collections.abc import Collection
from datetime import datetime

from opsporing.frister.typer import fristtyper
from opsporing.models import Enhed, Frist, User
from opsporing.orientering.status import Sted, mangler_orientering


def foelg_boern(*, boern: Collection[int], by: User | None, nu: datetime) -> None:
    """Let the deadlines that wait for the information match who holds custody of these children (primary keys) now.

    Those of open matters run again where somebody has not been told, and are met where everybody has been.
    """
    koder = [type_.kode for type_ in fristtyper().values() if type_.opfyldes_af == "foraeldre_orienteret"]
    frister = list(
        Frist.objects.filter(
            kode__in=koder, annulleret_at=None, anledning__barn__in=boern, anledning__afsluttet_at=None
        ).select_related("anledning__barn", "anledning__ejer_enhed")
    )
    enheder: dict[int, Enhed] = {f.anledning.ejer_enhed_id: f.anledning.ejer_enhed for f in frister}
    mangler = {
        pk: mangler_orientering(
            Sted(f.anledning.barn, enhed) for f in frister if f.anledning.ejer_enhed_id == pk and f.anledning.barn
        )
        for pk, enhed in enheder.items()
    }
    aabn = [f.pk for f in frister if f.opfyldt_at and f.anledning.barn_id in mangler[f.anledning.ejer_enhed_id]]
    luk = [f.pk for f in frister if not f.opfyldt_at and f.anledning.barn_id not in mangler[f.anledning.ejer_enhed_id]]
    if aabn:
        Frist.objects.filter(pk__in=aabn).update(opfyldt_at=None, opfyldt_by=None)
    if luk:
        Frist.objects.filter(pk__in=luk).update(opfyldt_at=nu, opfyldt_by=by)
