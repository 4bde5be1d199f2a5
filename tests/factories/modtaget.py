"""Received underretninger: one through the action the product uses, or many rows at once for numbers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from opsporing.frosset import Afsnit, Frosset, Linje
from opsporing.models import Anledning, Barn, Enhed, User
from underretning.actions.modtag import SAG, Underretter, kvitteringsnummer, modtag
from underretning.models import Kanal, Modtaget, Overgreb, Pligt

LAEGEN = Underretter("4", "Lea Lund", "Sygehuset")
INDHOLD = Frosset(
    "Underretning", "Sygehuset", (Afsnit("Hvad der er set", (Linje("Hvad", ("Blå mærker på armen.",)),)),)
)


def modtaget(
    enhed: Enhed, barn: Barn, at: datetime, *, by: User, registreret: timedelta = timedelta(hours=1), **felter: Any
) -> Modtaget:
    """One that came by letter at `at`, as the receiving unit registered it; `felter` are set afterwards."""
    nu = at + registreret
    en = modtag(
        enhed=enhed,
        barn=barn,
        kvitteringsnummer=kvitteringsnummer(at),
        kanal=Kanal.BREV,
        modtaget_at=at,
        pligt=Pligt.FAGPERSON,
        underretter=LAEGEN,
        hastede=False,
        overgreb=Overgreb.NEJ,
        indhold=INDHOLD,
        bilag=[],
        by=by,
        nu=nu,
    )
    if felter:
        Modtaget.objects.filter(pk=en.pk).update(**felter)
        en.refresh_from_db()
    return en


def modtagne(enhed: Enhed, boern: Sequence[Barn], at: datetime, **felter: Any) -> list[Modtaget]:
    """One for each child, with its matter and nothing else: for numbers, which open none of them."""
    sager = Anledning.objects.bulk_create(
        Anledning(kommune_id=enhed.kommune_id, ejer_enhed=enhed, barn=barn, kode=SAG, lukket=True, oprettet_at=at)
        for barn in boern
    )
    return Modtaget.objects.bulk_create(
        Modtaget(
            kommune_id=enhed.kommune_id,
            enhed=enhed,
            anledning=sag,
            barn=barn,
            kvitteringsnummer=kvitteringsnummer(at),
            fingeraftryk=INDHOLD.fingeraftryk,
            **{
                "kanal": Kanal.BREV,
                "modtaget_at": at,
                "registreret_at": at + timedelta(hours=1),
                "pligt": Pligt.FAGPERSON,
                "underretter_kode": "4",
                "ufoedt": barn.foedt_den is None,
                "indhold": INDHOLD.til_data(),
            }
            | felter,
        )
        for sag, barn in zip(sager, boern, strict=True)
    )
