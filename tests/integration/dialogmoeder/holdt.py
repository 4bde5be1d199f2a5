"""A meeting in the hand: who is at the table, what is on the agenda, and what is written."""

from datetime import timedelta
from typing import Any

from dialogmoeder.actions import hold
from dialogmoeder.actions import punkt as punkter
from dialogmoeder.actions.referat import gem_referat
from dialogmoeder.models import Moede, Punkt, Punktart, Punktgrundlag, Slags
from opsporing.models import User
from opsporing.orientering import actions as orientering
from tests.cast import By
from tests.factories import moeder

HELT_REFERAT = {
    "lykkes": "Hun leger længe i puderummet.",
    "set_og_proevet": "Vi har haft fast følgevoksen i to uger.",
    "blik_dagtilbud": "Hun leder efter en voksen ved skift.",
    "overgreb": "nej",
    "naeste_skridt": ["hverdag", "samtale"],
}
HELT_DIALOGMOEDE = {
    "lykkes_fag": "Hun trøster de små.",
    "barnets_ord": "Jeg vil sidde hos Pia.",
    "tegn_paa_virkning": "Hun siger farvel uden gråd.",
    "kontaktperson": "Pia Bjerre",
}


def indkaldt(by: By, *, slags: str = Slags.RESSOURCETEAM, **felter: Any) -> Moede:
    """A called meeting of Birken today, with leader, pædagog and PPR; about Alma, a group and a child without a name
    where it is a team's.
    """
    med_team = slags == Slags.RESSOURCETEAM
    team = moeder.team(by.birken, by.leder, nu=by.nu) if med_team else None
    moede = moeder.moede(by.birken, by.leder, nu=by.nu, planlagt_at=by.nu, slags=slags, team=team, **felter)
    for user in (by.leder, by.paedagog):
        moeder.deltager(moede, user, nu=by.nu)
    ppr = moeder.deltager(moede, by.ppr, nu=by.nu)
    moeder.punkt(moede, by.barn, by.paedagog, nu=by.nu)
    if med_team:
        moeder.punkt(moede, None, by.paedagog, nu=by.nu, art=Punktart.GRUPPE, overskrift="Ro ved frokosten")
        moeder.punkt(moede, None, by.paedagog, nu=by.nu, art=Punktart.ANONYMT, overskrift="En stille dreng på tre")
    moede.status, moede.indkaldt_at = "indkaldt", by.nu
    moede.save()
    for punkt in moede.punkter.all():
        punkter.aabn_punkt(punkt=punkt, by=by.leder, nu=by.nu)
    if med_team:
        orientering.registrer_moede(
            anledning=almas(moede).anledning,
            personer=orientering.indehavere(by.barn),
            maade="mundtligt",
            givet_den=by.nu.date(),
            by=by.paedagog,
            nu=by.nu,
        )
        punkter.giv_grundlag(
            punkt=almas(moede),
            deltager=ppr,
            grundlag=Punktgrundlag.SSD,
            begrundelse="PPR skal kunne råde os.",
            by=by.leder,
            nu=by.nu,
        )
    return moede


def i_gang(by: By, **felter: Any) -> Moede:
    """The same, begun."""
    return hold.begynd_moede(moede=indkaldt(by, **felter), by=by.leder, nu=by.nu)


def almas(moede: Moede) -> Punkt:
    """The item about Alma."""
    return moede.punkter.get(barn__isnull=False)


def skriv(punkt: Punkt, user: User, by: By, **svar: Any) -> None:
    """Write in the minutes, as one page does."""
    gem_referat(punkt=punkt, aendringer=svar, set_rev=0, by=user, nu=by.nu)


def talt_om(moede: Moede, by: By, **svar: Any) -> None:
    """All items talked about with whole minutes; `svar` goes into Alma's."""
    helt = HELT_DIALOGMOEDE if moede.slags == Slags.DIALOGMOEDE else HELT_REFERAT
    for nr, punkt in enumerate(moede.punkter.order_by("nr")):
        nu = by.nu + timedelta(minutes=20 * nr)
        hold.tag_fat(punkt=punkt, by=by.leder, nu=nu)
        mine = helt | (svar if punkt.barn_id else {})
        gem_referat(punkt=punkt, aendringer=mine, set_rev=0, by=by.paedagog, nu=nu)
        hold.behandl(punkt=punkt, by=by.leder, nu=nu + timedelta(minutes=15))
