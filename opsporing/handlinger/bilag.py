"""Agreements as enclosures: what was agreed, by whom, and how it went."""

from datetime import datetime

from opsporing import bilag, dansk
from opsporing.adgang.permissions import Permission, har
from opsporing.frosset import Afsnit, Frosset, Linje, Slags
from opsporing.models import Barn, Handling, Laereplanstema, User
from opsporing.models.handling import HandlingQuerySet
from opsporing.tid import dato

KODE = "opsporing.handling"
#: What is shown of an agreement in a list.
TITEL_TEGN = 70


def _handlinger(user: User, barn: Barn, nu: datetime, *, til_foraeldre: bool) -> HandlingQuerySet:
    if not (har(user, Permission.HANDLING_OPRET) or har(user, Permission.BARN_SE)):
        return Handling.objects.none()
    return Handling.objects.filter(bilag.maa_gives(user, barn, nu, til_foraeldre=til_foraeldre)).select_related(
        "enhed__journalenhed", "ansvarlig", "oprettet_by", "afsluttet_by"
    )


def find(user: User, barn: Barn, nu: datetime, *, til_foraeldre: bool) -> list[bilag.Bilagsvalg]:
    """Every agreement she reads about the child, ended or not."""
    return [
        bilag.Bilagsvalg(
            str(handling.pk),
            f"Aftale: {dansk.forkort(handling.hvad, TITEL_TEGN)}",
            handling.aftalt_den,
            f"{bilag.sted(handling.enhed)} · {'afsluttet' if handling.afsluttet_at else 'i gang'}",
        )
        for handling in _handlinger(user, barn, nu, til_foraeldre=til_foraeldre).order_by("-aftalt_den", "-pk")
    ]


def frys(user: User, barn: Barn, noegle: str, nu: datetime, *, til_foraeldre: bool) -> Frosset:
    """The agreement and its follow-ups; for the parents only what their print says: what, who and when."""
    handling = bilag.raekken(_handlinger(user, barn, nu, til_foraeldre=til_foraeldre), noegle)
    afsnit = [Afsnit("Det er aftalt", (Linje("Hvad", (handling.hvad,)), *_fakta(handling, til_foraeldre)))]
    if not til_foraeldre:
        afsnit += _opfoelgninger(handling)
    hvem = "" if til_foraeldre else f" af {handling.oprettet_by.navn}"
    return Frosset(
        f"Aftale om {barn.navn}",
        f"{bilag.sted(handling.enhed)} · Aftalt {dansk.dato(handling.aftalt_den)}{hvem}",
        tuple(afsnit),
    )


def _fakta(handling: Handling, til_foraeldre: bool) -> list[Linje]:
    fakta = [("Hvem sørger for det", handling.ansvarlig.navn)]
    if handling.afsluttet_at and handling.afsluttet_by and not til_foraeldre:
        fakta.append(("Afsluttet", f"{dansk.dato(dato(handling.afsluttet_at))} af {handling.afsluttet_by.navn}"))
    else:
        fakta.append(("Følges op", dansk.dato(handling.opfoelgning_den)))
    if not til_foraeldre:
        fakta.append(("Trin på indsatstrappen", handling.get_indsatstrin_display()))
        if handling.laereplan:
            fakta.append(("Læreplan", dansk.opregning([Laereplanstema(kode).label for kode in handling.laereplan])))
    return [Linje(etiket, (tekst,), Slags.KORT) for etiket, tekst in fakta]


def _opfoelgninger(handling: Handling) -> list[Afsnit]:
    fundet = handling.opfoelgninger.select_related("registreret_by").order_by("-registreret_at")
    linjer = tuple(
        Linje(
            f"{dansk.dato(o.den)}: {o.get_virkning_display()}",
            tuple(tekst for tekst in (o.tekst, f"Skrevet af {o.registreret_by.navn}") if tekst),
        )
        for o in fundet
    )
    return [Afsnit("Sådan gik det", linjer)] if linjer else []
