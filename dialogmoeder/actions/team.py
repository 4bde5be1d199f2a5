"""Standing teams: made, changed and ended, and who belongs to them for how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q

from dialogmoeder import adgang
from dialogmoeder import permissions_planlaeg as permissions
from dialogmoeder.actions import deltagere
from dialogmoeder.models import Moede, Moedestatus, Team, Teammedlem
from dialogmoeder.rules.slags import fag_af_rolle
from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister.kalender import doegn
from opsporing.models import Ansaettelse, Enhed, User
from opsporing.profil import Praksisprofil, profil_for
from opsporing.tid import dato


@dataclass(frozen=True, slots=True)
class Rammer:
    """How a team meets. Minutes; `kadence_uger` 0 is no series. None takes what the profile says for the kind."""

    tid: time = time(9, 0)
    sted: str = ""
    kadence_uger: int | None = None
    varer_minutter: int | None = None
    punkt_minutter: int | None = None
    smaa_minutter: int | None = None

    def felter(self, profil: Praksisprofil, slags: str) -> dict[str, object]:
        """The columns of a team of the kind. Raises Denied for times that do not fit into each other."""
        moede = profil.moeder[slags]
        tal = {
            "kadence_uger": moede["kadence_uger"] if self.kadence_uger is None else self.kadence_uger,
            "varer_minutter": moede["minutter"] if self.varer_minutter is None else self.varer_minutter,
            "punkt_minutter": moede["punkt_minutter"] if self.punkt_minutter is None else self.punkt_minutter,
            "smaa_minutter": moede["smaa_minutter"] if self.smaa_minutter is None else self.smaa_minutter,
        }
        if tal["varer_minutter"] < 1 or tal["punkt_minutter"] < 1:
            raise Denied("Skriv, hvor længe mødet og et punkt varer.")
        if tal["smaa_minutter"] > tal["varer_minutter"]:
            raise Denied("Tiden til de 0-2-årige kan ikke være længere end mødet.")
        return {"tid": self.tid, "sted": self.sted.strip(), **tal}


@transaction.atomic
def opret_team(
    *,
    enhed: Enhed,
    slags: str,
    navn: str,
    tovholder: User,
    by: User,
    nu: datetime,
    rammer: Rammer | None = None,
    medlemmer: Sequence[Ansaettelse] = (),
) -> Team:
    """Make a team at the journal unit, with the tovholder and these members.

    Raises Denied for a kind the municipality does not use, a name the unit has for another team, and a tovholder who
    takes no part in meetings.
    """
    enhed = enhed.journalenhed or enhed
    permissions.check_can_planlaegge(by, enhed, nu)
    profil = profil_for(enhed.kommune)
    if not profil.moeder.get(slags, {}).get("bruges"):
        raise Denied("Den slags møder bruger kommunen ikke.")
    _check_navn(enhed, navn)
    hendes = adgang.ansaettelse_i(tovholder, enhed, nu)
    if hendes is None:
        raise Denied(f"{tovholder.navn} kan ikke tage del i møder.")
    team = Team.objects.create(
        kommune_id=enhed.kommune_id,
        enhed=enhed,
        slags=slags,
        navn=navn.strip(),
        tovholder=tovholder,
        oprettet_at=nu,
        **(rammer or Rammer()).felter(profil, slags),
    )
    log.record("dialogmoeder.team_oprettet", by=by, nu=nu, objekt=team)
    for ansaettelse in (hendes, *medlemmer):
        saet_medlem(team=team, ansaettelse=ansaettelse, by=by, nu=nu)
    return team


def _check_navn(enhed: Enhed, navn: str, undtagen: Team | None = None) -> None:
    samme = Team.objects.filter(enhed=enhed, navn=navn.strip(), nedlagt_at=None)
    if undtagen is not None:
        samme = samme.exclude(pk=undtagen.pk)
    if not navn.strip() or samme.exists():
        raise Denied("Giv teamet et navn, som ingen andre team hos jer har.")


@transaction.atomic
def ret_team(*, team: Team, navn: str, tovholder: User, rammer: Rammer, by: User, nu: datetime) -> Team:
    """Change what the team is called, who calls it together, and how it meets. Meetings that are planned stay."""
    team = _laas(team)
    permissions.check_can_lede_team(by, team, nu)
    _check_navn(team.enhed, navn, undtagen=team)
    hendes = adgang.ansaettelse_i(tovholder, team.enhed, nu)
    if hendes is None:
        raise Denied(f"{tovholder.navn} kan ikke tage del i møder.")
    nyt = {"navn": navn.strip(), "tovholder": tovholder, **rammer.felter(profil_for(team.kommune), team.slags)}
    aendret = [felt for felt, vaerdi in nyt.items() if getattr(team, felt) != vaerdi]
    for felt in aendret:
        setattr(team, felt, nyt[felt])
    if aendret:
        team.save(update_fields=aendret)
        log.record("dialogmoeder.team_rettet", by=by, nu=nu, objekt=team, felter=aendret)
    saet_medlem(team=team, ansaettelse=hendes, by=by, nu=nu)
    return team


@transaction.atomic
def nedlaeg_team(*, team: Team, by: User, nu: datetime) -> Team:
    """End a team. What it has talked about stays. Raises Denied while it has meetings before it."""
    team = _laas(team)
    permissions.check_can_lede_team(by, team, nu)
    if team.moeder.filter(status__in=[*permissions.KOMMENDE, Moedestatus.I_GANG]).exists():
        raise Denied("Teamet har møder, der ikke er holdt. Aflys dem først.")
    team.nedlagt_at = nu
    team.save(update_fields=["nedlagt_at"])
    # A period ends on its last whole day, and one that began today on the same day.
    team.medlemmer.filter(til=None, fra__gt=dato(nu)).delete()
    team.medlemmer.filter(til=None).update(til=dato(nu))
    log.record("dialogmoeder.team_nedlagt", by=by, nu=nu, objekt=team)
    return team


# Members --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def tilfoej_medlem(
    *,
    team: Team,
    ansaettelse: Ansaettelse,
    by: User,
    nu: datetime,
    fag: str = "",
    stedfortraeder_for: Teammedlem | None = None,
) -> Teammedlem:
    """Let somebody belong to the team from today, or stand in for one who does. Members are asked to its meetings."""
    team = _laas(team)
    permissions.check_can_lede_team(by, team, nu)
    return saet_medlem(team=team, ansaettelse=ansaettelse, by=by, nu=nu, fag=fag, stedfortraeder_for=stedfortraeder_for)


def saet_medlem(
    *,
    team: Team,
    ansaettelse: Ansaettelse,
    by: User | None,
    nu: datetime,
    fag: str = "",
    stedfortraeder_for: Teammedlem | None = None,
) -> Teammedlem:
    """The part of adding a member that asks for no permission; one who belongs to it already is kept."""
    staar = team.medlemmer.filter(ansaettelse=ansaettelse, til=None).first()
    if staar is not None:
        return staar
    if ansaettelse.rolle not in adgang.ROLLER:
        raise Denied(f"{ansaettelse.user.navn} kan ikke tage del i møder med den rolle.")
    medlem = Teammedlem.objects.create(
        kommune_id=team.kommune_id,
        team=team,
        ansaettelse=ansaettelse,
        fag=fag or fag_af_rolle(ansaettelse.rolle),
        stedfortraeder_for=stedfortraeder_for,
        fra=dato(nu),
    )
    log.record("dialogmoeder.medlem_tilfoejet", by=by, nu=nu, objekt=medlem)
    if stedfortraeder_for is None:
        for moede in kommende(team, nu):
            deltagere.saet_paa_listen(moede=moede, by=by, nu=nu, ansaettelse=ansaettelse, fag=medlem.fag)
    return medlem


@transaction.atomic
def afslut_medlem(*, medlem: Teammedlem, by: User, nu: datetime) -> Teammedlem:
    """Let somebody leave the team today. She is taken off the meetings that are planned; her substitutes leave too.

    Raises Denied for the tovholder.
    """
    team = _laas(medlem.team)
    permissions.check_can_lede_team(by, team, nu)
    medlem = Teammedlem.objects.select_for_update(of=("self",)).select_related("ansaettelse").get(pk=medlem.pk)
    if medlem.til is not None:
        return medlem
    if medlem.ansaettelse.user_id == team.tovholder_id:
        raise Denied("Tovholderen er med i teamet. Vælg en anden tovholder først.")
    Teammedlem.objects.filter(Q(pk=medlem.pk) | Q(stedfortraeder_for=medlem, til=None)).update(til=dato(nu))
    medlem.til = dato(nu)
    log.record("dialogmoeder.medlem_afsluttet", by=by, nu=nu, objekt=medlem)
    for moede in kommende(team, nu):
        for deltager in moede.deltagere.filter(ansaettelse=medlem.ansaettelse, fratraadt_at=None):
            if moede.moedeleder_id != medlem.ansaettelse.user_id:
                deltagere.tag_af(deltager=deltager, by=by, nu=nu)
    return medlem


def foelg_ansatte(*, nu: datetime) -> None:
    """Let who has left her job leave her teams, and one who goes on in the same house belong to them as that; the
    nightly part, before the meetings to come are looked at.
    """
    forbi = Teammedlem.objects.filter(til=None, ansaettelse__til__lte=nu, team__nedlagt_at=None)
    for medlem in forbi.select_related("team", "ansaettelse__enhed", "stedfortraeder_for").order_by("team_id", "pk"):
        team = _laas(medlem.team)
        Teammedlem.objects.filter(pk=medlem.pk).update(til=max(dato(nu), medlem.fra))
        log.record("dialogmoeder.medlem_afsluttet", by=None, nu=nu, objekt=medlem)
        if ny := deltagere.ny_ansaettelse(medlem.ansaettelse, nu):
            foer = medlem.stedfortraeder_for
            saet_medlem(team=team, ansaettelse=ny, by=None, nu=nu, fag=medlem.fag, stedfortraeder_for=foer)
    deltagere.foelg_ansatte(nu=nu)


def medlemmer_den(team: Team, dag: date) -> list[Teammedlem]:
    """Those who belong to the team on a day and still work there then, without the substitutes."""
    fundet = team.medlemmer.filter(fra__lte=dag, stedfortraeder_for=None).filter(Q(til=None) | Q(til__gt=dag))
    begynder = doegn(dag)[0]
    fundet = fundet.filter(
        Q(ansaettelse__til=None) | Q(ansaettelse__til__gt=begynder), ansaettelse__user__is_active=True
    )
    return list(fundet.select_related("ansaettelse__user", "ansaettelse__enhed").order_by("pk"))


def kommende(team: Team, nu: datetime) -> list[Moede]:
    """The team's meetings that are not held yet, locked."""
    fra = doegn(dato(nu) - timedelta(days=1))[0]
    raekker = team.moeder.filter(status__in=permissions.KOMMENDE, planlagt_at__gte=fra).order_by("planlagt_at")
    return [deltagere.laas(moede) for moede in raekker]


def _laas(team: Team) -> Team:
    return (
        Team.objects.select_for_update(of=("self",))
        .select_related("enhed__journalenhed", "enhed__kommune__profil", "kommune__profil")
        .get(pk=team.pk)
    )
