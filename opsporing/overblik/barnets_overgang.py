"""What other places have handed over about the child, on the child's page at the new place."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from opsporing import dansk
from opsporing.adgang.permissions import Permission, har
from opsporing.models import Barn, User
from opsporing.tid import dato
from overgange.models import Overlevering
from overgange.permissions_modtager import til_laesning


@dataclass(frozen=True, slots=True)
class Linje:
    """One hand-over: where it is from, where it stands as a shape and in words, and the one thing to do about it."""

    fra: str
    url: str
    tilstand: str
    ord: str
    knap: str
    knap_url: str


def laes(barn: Barn, user: User, nu: datetime) -> list[Any]:
    """What was handed over about the child and may be read now, newest first, in one query."""
    # Children begin in dagtilbud: nothing is ever handed over to sundhedsplejen, whose page has its own to ask about.
    if not har(user, Permission.OVERGANG_SE) or har(user, Permission.ADBB_SE):
        return []
    return list(
        til_laesning(user, nu)
        .gaeldende()
        .filter(overgang__barn=barn)
        .select_related("overgang__fra_enhed")
        .order_by("-overleveret_at", "-pk")
    )


def kort(overleveringer: list[Overlevering], user: User, nu: datetime) -> list[Linje]:
    """The lines of the card."""
    return [_linje(en, user, nu) for en in overleveringer]


def _linje(en: Overlevering, user: User, nu: datetime) -> Linje:
    url = reverse("overgange:overlevering", args=[en.pk])
    skriver = har(user, Permission.OVERGANG_SKRIV)
    if en.kvitteret_at is None:
        tilstand, ord_, knap, knap_url = "none", "Ikke læst endnu", "Læs", url
    elif en.opfulgt_at is None:
        tilstand, ord_ = "half", f"Læst {dansk.kort_dato(dato(en.kvitteret_at))}"
        begyndt = skriver and en.overgang.start_den <= dato(nu)
        knap = "Skriv, hvordan starten gik" if begyndt else ""
        knap_url = reverse("overgange:foelg_op", args=[en.pk])
    else:
        tilstand, ord_, knap, knap_url = "done", f"Fulgt op {dansk.kort_dato(dato(en.opfulgt_at))}", "", ""
    return Linje(en.overgang.fra_enhed.navn, url, tilstand, ord_, knap, knap_url)
