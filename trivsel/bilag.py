"""Concluded trivselsvurderinger as enclosures."""

from collections.abc import Iterator
from datetime import datetime

from opsporing import bilag, dansk
from opsporing.adgang.permissions import Permission, har
from opsporing.frosset import Afsnit, Frosset, Linje, Slags, fra_laesning
from opsporing.models import Barn, User
from opsporing.skemaer.versioner import uden_tekst
from opsporing.tid import dato
from trivsel.faelles import arena_definition
from trivsel.laesning import DimensionLaest, Laest, laes
from trivsel.models import Vurdering, VurderingQuerySet

KODE = "trivsel.faelles"


def _vurderinger(user: User, barn: Barn, nu: datetime, *, til_foraeldre: bool) -> VurderingQuerySet:
    if not har(user, Permission.VURDERING_LAES):
        return Vurdering.objects.none()
    return Vurdering.objects.gaeldende().filter(bilag.maa_gives(user, barn, nu, til_foraeldre=til_foraeldre))


def find(user: User, barn: Barn, nu: datetime, *, til_foraeldre: bool) -> list[bilag.Bilagsvalg]:
    """Every concluded vurdering she reads about the child, in the version that counts."""
    profil = user.profil
    fundet = list(
        _vurderinger(user, barn, nu, til_foraeldre=til_foraeldre)
        .select_related("enhed__journalenhed")
        .order_by("-afsluttet_at", "-pk")
    )
    rettede = _rettede(barn) if any(v.erstatter_id for v in fundet) else {}
    return [
        bilag.Bilagsvalg(
            str(v.pk),
            "Trivselsvurdering",
            dato(v.afsluttet_at),
            f"{bilag.sted(v.enhed)} · Samlet: {profil.label(v.samlet)}",
            v.afsluttet_at,
            tuple(_foer(v.erstatter_id, rettede)),
            v.anledning_id,
        )
        for v in fundet
        if v.afsluttet_at
    ]


def _rettede(barn: Barn) -> dict[int, int | None]:
    """The child's corrected vurderinger, each with the one it had corrected itself."""
    return dict(
        Vurdering.objects.filter(barn=barn, erstattet_at__isnull=False).order_by().values_list("pk", "erstatter_id")
    )


def _foer(nr: int | None, rettede: dict[int, int | None]) -> Iterator[str]:
    while nr is not None:
        yield str(nr)
        nr = rettede.get(nr)


def frys(user: User, barn: Barn, noegle: str, nu: datetime, *, til_foraeldre: bool) -> Frosset:
    """What the reading page shows; for the parents what their print shows."""
    fundet = _vurderinger(user, barn, nu, til_foraeldre=til_foraeldre).select_related(
        "barn", "enhed__journalenhed", "skemaversion", "faelles_skemaversion", "profilversion", "afsluttet_by"
    )
    versioner = (*uden_tekst("skemaversion"), *uden_tekst("faelles_skemaversion"))
    v = bilag.raekken(fundet.defer(*versioner), noegle)
    return _frosset(v, laes(v, user.profil, foraeldre=til_foraeldre), til_foraeldre)


def _frosset(v: Vurdering, laest: Laest, til_foraeldre: bool) -> Frosset:
    afsnit = [_placering(laest), *(_dimension(d) for d in laest.dimensioner)]
    if laest.noter:
        afsnit.append(
            Afsnit(
                "Skrevet undervejs",
                tuple(Linje(f"{spurgt} ({navn})" if navn else spurgt, (tekst,)) for navn, spurgt, tekst in laest.noter),
            )
        )
    afsnit += fra_laesning(laest.afsnit)
    if v.rettelse_grund and not til_foraeldre:
        afsnit.append(Afsnit("Rettet version", (Linje("Hvorfor den blev rettet", (v.rettelse_grund,)),)))
    afsnit.append(Afsnit("Om skemaet", (Linje("", (arena_definition(v).ophav,)),)))
    dag = dansk.dato(dato(v.afsluttet_at)) if v.afsluttet_at else ""
    hvem = f" af {v.afsluttet_by.navn}" if v.afsluttet_by and not til_foraeldre else ""
    return Frosset(
        f"Trivselsvurdering af {v.barn.navn}", f"{bilag.sted(v.enhed)} · Afsluttet {dag}{hvem}", tuple(afsnit)
    )


def _placering(laest: Laest) -> Afsnit:
    samlet = _position("Samlet", laest.samlet_ord, laest.samlet_forslag_ord, laest.samlet_begrundelse)
    return Afsnit(
        "Placering",
        (samlet, *(_position(d.titel, d.position_ord, d.forslag_ord, d.begrundelse) for d in laest.dimensioner)),
    )


def _position(titel: str, ordet: str, forslag: str, begrundelse: str) -> Linje:
    """A position, what was suggested when it was something else, and the reason."""
    mere = (f"Forslaget var {forslag.lower()}." if forslag else "", begrundelse)
    return Linje(titel, (ordet, *(tekst for tekst in mere if tekst)), Slags.KORT)


def _dimension(d: DimensionLaest) -> Afsnit:
    """The tegn, with what each saw where they differed, as the reading page has it."""
    return Afsnit(
        f"{d.titel} trivsel",
        tuple(
            Linje(tegn.titel, (tegn.udsagn, *(f"{navn}: {udsagn}" for navn, udsagn in tegn.uenige)), Slags.KORT)
            for tegn in d.tegn
        ),
    )
