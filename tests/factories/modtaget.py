"""Underretninger as myndighed receives them: one through the action that receives them, or many rows at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from opsporing.frosset import Afsnit, Frosset, Linje, Slags
from opsporing.models import Anledning, Barn, Enhed, User
from tests.factories.tid import NU
from underretning.actions import behandl
from underretning.actions import modtag as actions
from underretning.models import Kanal, Modtaget, Overgreb, Pligt

LAEGEN = actions.Underretter("4", "Lea Lund", "Sygehuset")
SET = "Ved bleskift: tre blå mærker på venstre overarm."


def frosset(tekst: str = SET) -> Frosset:
    """What was written: one dated observation and the child's words."""
    return Frosset(
        "Underretning",
        "Egern, Pia Bjerre, 14. oktober 2026",
        (
            Afsnit("Det er set", (Linje("14. oktober 2026", (tekst,)),)),
            Afsnit("Barnets egne ord", (Linje("Ordret", ("Av.",), Slags.CITAT),)),
        ),
    )


def bilag(nr: int = 1) -> Frosset:
    """An enclosure."""
    return Frosset(f"Fælles vurdering {nr}", "Egern, maj 2026", (Afsnit("", (Linje("Samlet", ("Gul",), Slags.KORT),)),))


def indkommet(barn: Barn, enhed: Enhed, *, nu: datetime = NU, for_timer_siden: float = 1, **felter: Any) -> Modtaget:
    """One that came so many hours ago, through the system, from a professional in Egern."""
    ind: dict[str, Any] = {
        "kvitteringsnummer": actions.kvitteringsnummer(nu),
        "kanal": Kanal.SYSTEM,
        "modtaget_at": nu - timedelta(hours=for_timer_siden),
        "pligt": Pligt.FAGPERSON,
        "underretter": actions.Underretter("3", "Pia Bjerre, pædagog, Egern", "paedagog@7999.example"),
        "hastede": False,
        "overgreb": Overgreb.NEJ,
        "indhold": frosset(),
        "bilag": [],
        "by": None,
    } | felter
    by, hvorfor, sammen_med = ind.pop("by"), ind.pop("hvorfor", ""), ind.pop("sammen_med", None)
    return actions.modtag(
        enhed=enhed, barn=barn, ind=actions.Indkomst(**ind), by=by, nu=nu, hvorfor=hvorfor, sammen_med=sammen_med
    )


def vurderet(barn: Barn, enhed: Enhed, by: User, *, hjaelp: bool = False, nu: datetime = NU, **felter: Any) -> Modtaget:
    """One that somebody has assessed as not acute, and is responsible for."""
    en = indkommet(barn, enhed, nu=nu, **felter)
    ind = {"akut": False, "vurdering": "Hun er tryg hjemme i nat.", "hjaelp_i_gang": hjaelp}
    return behandl.vurder(modtaget=en, rev=en.rev, by=by, nu=nu, **ind)[0]


def afgjort(barn: Barn, enhed: Enhed, by: User, *, udfald: str = "undersoegelse", **felter: Any) -> Modtaget:
    """One about which it is decided what follows."""
    en = vurderet(barn, enhed, by, **felter)
    return behandl.afgoer(
        modtaget=en, rev=en.rev, udfald=udfald, afgoerelse="Vi ser på det samlede billede.", by=by, nu=NU
    )


def med_brev(enhed: Enhed, barn: Barn, at: datetime, *, by: User, **felter: Any) -> Modtaget:
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
        Anledning(
            kommune_id=enhed.kommune_id, ejer_enhed=enhed, barn=barn, kode=actions.SAG, lukket=True, oprettet_at=at
        )
        for barn in boern
    )
    return Modtaget.objects.bulk_create(
        Modtaget(
            kommune_id=enhed.kommune_id,
            enhed=enhed,
            anledning=sag,
            barn=barn,
            kvitteringsnummer=actions.kvitteringsnummer(at),
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
