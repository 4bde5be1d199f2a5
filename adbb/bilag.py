"""Completed ADBB screenings as enclosures; only sundhedsplejen has them to give."""

from datetime import datetime

from adbb import permissions, screeningside
from adbb.actions.screening import ord_til_foraeldre
from adbb.models import Screening, ScreeningQuerySet
from adbb.rules.ord import hvad_er_galt
from adbb.rules.score import HOEJEST_SUM
from opsporing import bilag, dansk
from opsporing.adgang.permissions import Denied, Permission, har
from opsporing.frosset import Afsnit, Frosset, Linje, Slags, fra_laesning
from opsporing.models import Barn, User
from opsporing.orientering.actions import fortalte
from opsporing.spaerring.actions import er_spaerret
from opsporing.tid import dato

KODE = "adbb.screening"
#: The words stand in a section of their own, as the parents are given them, also when they are the suggestion.
ORD = "foraeldretekst"


def _screeninger(user: User, barn: Barn, nu: datetime, *, til_foraeldre: bool) -> ScreeningQuerySet:
    if not har(user, Permission.ADBB_SE):
        return Screening.objects.none()
    hendes = bilag.maa_gives(user, barn, nu, sag="forloeb__anledning", til_foraeldre=til_foraeldre)
    return Screening.objects.gaeldende().filter(hendes).select_related("forloeb__enhed__journalenhed")


def find(user: User, barn: Barn, nu: datetime, *, til_foraeldre: bool) -> list[bilag.Bilagsvalg]:
    """Every completed screening that is not replaced; for the parents those somebody has told them of."""
    fundet = list(_screeninger(user, barn, nu, til_foraeldre=til_foraeldre).order_by("-observeret_den", "-pk"))
    if til_foraeldre:
        return [_valg(s, "Ord til forældrene") for s in _fortalte(fundet)]
    return [_valg(s, f"sum {s.sum} af {HOEJEST_SUM}" if s.sum is not None else "ingen sum") for s in fundet]


def _valg(s: Screening, mere: str) -> bilag.Bilagsvalg:
    dag = s.observeret_den or dato(s.begyndt_at)
    return bilag.Bilagsvalg(
        str(s.pk), "ADBB-screening", dag, f"{bilag.sted(s.forloeb.enhed)} · {s.forloeb.navn} · {mere}"
    )


def _fortalte(screeninger: list[Screening]) -> list[Screening]:
    """Those whose result at least one parent has been told by mouth (`permissions.check_can_udskrive`), all at once."""
    forloeb = {s.forloeb_id: s.forloeb.anledning_id for s in screeninger}
    alle = {s.pk: s for s in Screening.objects.filter(forloeb__in=forloeb).defer("svar")}
    for s in alle.values():
        if s.erstatter_id is not None:
            s.erstatter = alle[s.erstatter_id]
    fortalt = fortalte(forloeb.values())
    return [s for s in screeninger if (forloeb[s.forloeb_id], alle[s.pk].resultat_trin) in fortalt]


def frys(user: User, barn: Barn, noegle: str, nu: datetime, *, til_foraeldre: bool) -> Frosset:
    """The items, the sum and the words, as the reading page shows them; for the parents the words alone."""
    fundet = _screeninger(user, barn, nu, til_foraeldre=til_foraeldre).select_related(
        "forloeb__enhed__journalenhed", "forloeb__anledning", "forloeb__barn", "skemaversion", "afsluttet_by"
    )
    s = bilag.raekken(fundet, noegle)
    return _ordene(user, s) if til_foraeldre else _det_hele(s)


def _det_hele(s: Screening) -> Frosset:
    afsnit = [Afsnit("Otte punkter", (*_punkter(s), _sum(s), Linje("Det kom den til", (_udfald(s),), Slags.KORT)))]
    afsnit += fra_laesning(screeningside.tekstafsnit(s, uden={ORD}))
    # What the parents must not be told of has no words for them, whatever the form suggests.
    ordene = "" if er_spaerret(s.forloeb.anledning_id) else ord_til_foraeldre(s)
    if ordene:
        afsnit.append(Afsnit("Ord til forældrene", (Linje("", (ordene,)),)))
    if s.rettelse_grund:
        afsnit.append(Afsnit("Rettet version", (Linje("Hvorfor den blev rettet", (s.rettelse_grund,)),)))
    afsnit.append(Afsnit("Om metoden", (Linje("", (permissions.OPHAV, s.definition().ophav)),)))
    hvem = f", afsluttet af {s.afsluttet_by.navn}" if s.afsluttet_by else ""
    return Frosset(
        f"ADBB-screening af {s.forloeb.barn.navn}",
        f"{bilag.sted(s.forloeb.enhed)} · {s.forloeb.navn}, screening nr. {s.nr} · Observeret {_dag(s)}{hvem}",
        tuple(afsnit),
    )


def _ordene(user: User, s: Screening) -> Frosset:
    """The words as they could be printed: told by mouth first, and without a number of the score."""
    try:
        permissions.check_can_udskrive(user, s)
    except Denied as grund:
        raise LookupError(str(grund)) from grund
    ordene = ord_til_foraeldre(s)
    if not ordene or hvad_er_galt(ordene):
        raise LookupError(hvad_er_galt(ordene) or "Der er ingen ord til forældrene endnu.")
    barn = s.forloeb.barn
    return Frosset(
        f"Ord til {dansk.ejefald(barn.kaldenavn)} forældre",
        f"{bilag.sted(s.forloeb.enhed)} · {_dag(s)}",
        (Afsnit("", (Linje("", (ordene,)),)),),
    )


def _dag(s: Screening) -> str:
    return dansk.dato(s.observeret_den) if s.observeret_den else ""


def _udfald(s: Screening) -> str:
    return dansk.stort(s.get_udfald_display())


def _punkter(s: Screening) -> list[Linje]:
    return [
        Linje(
            f"{punkt.nr}. {punkt.navn}",
            (str(punkt.point),)
            if punkt.point is not None
            else tuple(tekst for tekst in ("Ikke vurderet", punkt.grund) if tekst),
            Slags.KORT,
        )
        for punkt in screeningside.punkter(s)
    ]


def _sum(s: Screening) -> Linje:
    if s.sum is None:
        return Linje("Sum", ("Ingen sum",), Slags.KORT)
    return Linje("Sum", (f"{s.sum} af {HOEJEST_SUM}, grænse {s.graense}",), Slags.KORT)
