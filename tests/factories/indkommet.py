"""Underretninger as myndighed receives them, through the action that receives them."""

from datetime import datetime, timedelta
from typing import Any

from opsporing.frosset import Afsnit, Frosset, Linje, Slags
from opsporing.models import Barn, Enhed, User
from tests.factories.tid import NU
from underretning.actions import behandl
from underretning.actions import modtag as actions
from underretning.models import Kanal, Modtaget, Overgreb, Pligt

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
    return actions.modtag(enhed=enhed, barn=barn, nu=nu, **ind)


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
