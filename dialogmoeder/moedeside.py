"""What the page of a meeting and its agenda show to one person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dialogmoeder import adgang
from dialogmoeder import permissions_planlaeg as permissions
from dialogmoeder.actions.dagsorden import paa_dagsordenen
from dialogmoeder.familier import er_familie, fremmede
from dialogmoeder.kreds import hindrer_indkaldelse, laes
from dialogmoeder.models import Deltager, Moede, Moedestatus, Punkt, Punktart, Punktstatus
from dialogmoeder.permissions_punkt import check_can_fortaelle
from dialogmoeder.rules.dagsorden import Post, Tidsplan, tider, tidsplan
from opsporing.adgang.permissions import Denied
from opsporing.dansk import stort
from opsporing.models import Ansaettelse, Enhed, User
from opsporing.profil import profil_for


@dataclass(frozen=True, slots=True)
class Punktlinje:
    """An item on the agenda as this person sees it. One that is closed to her has its time and no more."""

    punkt: Punkt
    aaben: bool
    titel: str
    begynder: datetime
    kan_traekkes: bool
    foerst: bool
    sidst: bool


@dataclass(frozen=True, slots=True)
class Deltagerlinje:
    """One who is asked: what she is called, what she comes as, and whether she comes."""

    deltager: Deltager
    navn: str
    som: str
    sted: str
    er_mig: bool
    er_leder: bool


def kan(check: Callable[..., object], *args: Any) -> bool:
    """Whether a check lets it through."""
    try:
        check(*args)
    except Denied:
        return False
    return True


def navn(moede: Moede) -> str:
    """What the meeting is called: its team's name, or the municipality's word for the kind."""
    return moede.team.navn if moede.team else slagsnavn(moede)


def slagsnavn(moede: Moede) -> str:
    """The municipality's word for the kind."""
    return str(profil_for(moede.kommune).moeder[moede.slags]["navn"])


def titel(punkt: Punkt) -> str:
    """What an item is about, to one who may read it."""
    if punkt.barn:
        return punkt.barn.navn
    return "Et barn uden navn" if punkt.art == Punktart.ANONYMT else "En gruppe"


def punktlinjer(moede: Moede, user: User, nu: datetime) -> list[Punktlinje]:
    """The agenda. Who may read which item is asked of each of them."""
    alle = paa_dagsordenen(moede)
    aabne = {
        p.pk: p
        for p in Punkt.objects.for_user(user, nu)
        .filter(pk__in=[p.pk for p in alle])
        .select_related("anledning", "barn__mor", "forberedes_by", "forberedelse")
    }
    flyttes = [p.pk for p in alle if p.status == Punktstatus.PAA_DAGSORDEN]
    linjer = []
    for punkt, begynder in zip(alle, tider(moede.planlagt_at, [p.minutter for p in alle]), strict=True):
        vist = aabne.get(punkt.pk, punkt)
        vist.moede = moede
        linjer.append(
            Punktlinje(
                punkt=vist,
                aaben=punkt.pk in aabne,
                titel=titel(vist) if punkt.pk in aabne else "Lukket for dig",
                begynder=begynder,
                kan_traekkes=kan(permissions.check_can_traekke, user, vist, nu),
                foerst=not flyttes or punkt.pk == flyttes[0],
                sidst=not flyttes or punkt.pk == flyttes[-1],
            )
        )
    return linjer


def plan(moede: Moede, linjer: list[Punktlinje]) -> Tidsplan:
    """How the items fill the meeting."""
    return tidsplan(
        moede.varer_minutter, moede.smaa_minutter, [Post(linje.punkt.minutter, linje.punkt.smaa) for linje in linjer]
    )


def deltagerlinjer(moede: Moede, user: User, nu: datetime) -> list[Deltagerlinje]:
    """Those who are asked, the one who leads first. Of a family whose child's item is closed to the person it is told
    that somebody comes, and not who.
    """
    linjer = []
    alle = list(adgang.nuvaerende(moede))
    skjules = _ukendt_familie(moede, alle, user, nu)
    for d in alle:
        hendes = d.ansaettelse
        linjer.append(
            Deltagerlinje(
                deltager=d,
                navn="En fra en familie" if d.pk in skjules else adgang.navn_paa(d),
                som=stort(adgang.hvad_hun_er(d)),
                sted=_sted(hendes.enhed.journalenhed or hendes.enhed, hendes) if hendes else "",
                er_mig=hendes is not None and hendes.user_id == user.pk,
                er_leder=hendes is not None and hendes.user_id == moede.moedeleder_id,
            )
        )
    return sorted(linjer, key=lambda linje: not linje.er_leder)


@dataclass(frozen=True, slots=True)
class Indkaldes:
    """Who hears of it when the meeting is called: by e-mail, or from somebody who tells them."""

    mail: list[str]
    uden_mail: list[str]
    kun_leder: bool


def indkaldes(linjer: list[Deltagerlinje]) -> Indkaldes:
    """Those on the list, by how they are told. With the one who leads alone nobody comes."""
    mail = [d.navn for d in linjer if adgang.kan_faa_mail(d.deltager)]
    uden = [d.navn for d in linjer if not adgang.kan_faa_mail(d.deltager)]
    return Indkaldes(mail, uden, kun_leder=all(d.er_leder for d in linjer))


def _ukendt_familie(moede: Moede, deltagere: list[Deltager], user: User, nu: datetime) -> set[int]:
    if kan(permissions.check_leder_moedet, user, moede) or not any(er_familie(d) for d in deltagere):
        return set()
    aabne = moede.punkter.for_user(user, nu).filter(barn__isnull=False).exclude(status=Punktstatus.TRUKKET)
    return fremmede(deltagere, moede, set(aabne.values_list("barn_id", flat=True)))


def _sted(sted: Enhed, hendes: Ansaettelse) -> str:
    """The place she comes from, where what she is does not say it (a psychologist of PPR is "PPR")."""
    return "" if sted.navn.casefold() == hendes.get_rolle_display().casefold() else sted.navn


def kontekst(moede: Moede, user: User, nu: datetime) -> dict[str, Any]:
    """What both the page and the agenda need."""
    linjer = punktlinjer(moede, user, nu)
    kan_indkalde = kan(permissions.check_can_indkalde, user, moede, nu)
    return {
        "moede": moede,
        "navn": navn(moede),
        "slagsnavn": slagsnavn(moede),
        "linjer": linjer,
        "lukkede": sum(not linje.aaben for linje in linjer),
        "plan": plan(moede, linjer),
        "leder": kan(permissions.check_leder_moedet, user, moede),
        "kan_rette": kan(permissions.check_can_rette, user, moede, nu),
        "kan_ordne": kan(permissions.check_can_ordne, user, moede, nu),
        "kan_saette_paa": kan(permissions.check_can_saette_paa, user, moede, nu),
        "kan_saette_deltagere": kan(permissions.check_can_saette_deltagere, user, moede, nu),
        "kan_indkalde": kan_indkalde,
        "hindringer": hindrer_indkaldelse(laes(moede, nu)) if kan_indkalde else [],
        "i_kalender": moede.status in {Moedestatus.PLANLAGT, Moedestatus.INDKALDT},
    }


def indbydes(moede: Moede, linjer: list[Punktlinje], user: User, nu: datetime) -> list[Punkt]:
    """The items whose parents this person may give the invitation to, when the meeting is with parents and called."""
    if moede.status != Moedestatus.INDKALDT or not adgang.lukket_slags(moede.slags):
        return []
    return [x.punkt for x in linjer if x.aaben and x.punkt.barn_id and kan(check_can_fortaelle, user, x.punkt, nu)]


def boern_paa(linjer: list[Punktlinje]) -> list[int]:
    """The children a page names, for its log line."""
    return [linje.punkt.barn_id for linje in linjer if linje.aaben and linje.punkt.barn_id]
