"""Received underretninger for numbers: one that is open to myndighed, or many rows at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from opsporing.models import Anledning, Barn, Enhed, User
from tests.factories.indkommet import frosset, indkommet
from underretning.actions.modtag import SAG, Underretter, kvitteringsnummer
from underretning.models import Kanal, Modtaget, Pligt

LAEGEN = Underretter("4", "Lea Lund", "Sygehuset")


def modtaget(enhed: Enhed, barn: Barn, at: datetime, *, by: User, **felter: Any) -> Modtaget:
    """One that came by letter at `at` and was registered an hour later; `felter` are set afterwards."""
    en = indkommet(barn, enhed, nu=at + timedelta(hours=1), kanal=Kanal.BREV, underretter=LAEGEN, by=by)
    if felter:
        Modtaget.objects.filter(pk=en.pk).update(**felter)
        en.refresh_from_db()
    return en


def modtagne(enhed: Enhed, boern: Sequence[Barn], at: datetime, **felter: Any) -> list[Modtaget]:
    """One for each child, with its matter and nothing else: for numbers, which open none of them."""
    indhold = frosset()
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
            fingeraftryk=indhold.fingeraftryk,
            **{
                "kanal": Kanal.BREV,
                "modtaget_at": at,
                "registreret_at": at + timedelta(hours=1),
                "pligt": Pligt.FAGPERSON,
                "underretter_kode": "4",
                "ufoedt": barn.foedt_den is None,
                "indhold": indhold.til_data(),
            }
            | felter,
        )
        for sag, barn in zip(sager, boern, strict=True)
    )
