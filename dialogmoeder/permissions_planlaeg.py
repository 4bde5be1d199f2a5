"""Whether somebody may plan, change, call and call off meetings and teams; raises Denied with the reason."""

from datetime import datetime

from dialogmoeder.models import Deltager, Moede, Moedestatus, Punkt, Punktstatus, Team
from opsporing.adgang.permissions import Denied, Permission, har, kraev
from opsporing.models import Enhed, User
from opsporing.tid import dato

#: A meeting that still can be changed.
KOMMENDE = frozenset({Moedestatus.PLANLAGT, Moedestatus.INDKALDT})


def _check_her(user: User, enhed_id: int) -> None:
    if user.ansat.enhed.journalenhed_id != enhed_id:
        raise Denied("Det er et andet sted, der holder mødet. Tal med mødelederen.")


def check_can_planlaegge(user: User, enhed: Enhed, nu: datetime) -> None:
    """May she make meetings and teams of this unit?"""
    kraev(user, Permission.MOEDE_LED)
    _check_her(user, enhed.journalenhed_id or enhed.pk)


def check_can_lede_team(user: User, team: Team, nu: datetime) -> None:
    """May she change the team, its members and its series? The tovholder, and the leader of its unit."""
    kraev(user, Permission.MOEDE_LED)
    if user.pk != team.tovholder_id:
        _check_her(user, team.enhed.journalenhed_id or team.enhed_id)
    if team.nedlagt_at:
        raise Denied("Teamet er nedlagt.")


def check_leder_moedet(user: User, moede: Moede) -> None:
    """Is she the one who leads the meeting, or the leader of the unit that holds it?"""
    kraev(user, Permission.MOEDE_LED)
    if user.pk != moede.moedeleder_id:
        _check_her(user, moede.anledning.ejer_enhed_id)


def check_can_rette(user: User, moede: Moede, nu: datetime) -> None:
    """May she change when, where and who? Until the meeting begins."""
    check_leder_moedet(user, moede)
    if moede.status not in KOMMENDE:
        raise Denied(f"Mødet er {moede.get_status_display()} og kan ikke ændres.")


def check_can_indkalde(user: User, moede: Moede, nu: datetime) -> None:
    """May she call the meeting? Once, and before it is held; on its day also when the hour has come: they sit there."""
    check_leder_moedet(user, moede)
    if moede.status != Moedestatus.PLANLAGT:
        raise Denied(f"Mødet er {moede.get_status_display()}, så det kan ikke indkaldes igen.")
    if dato(moede.planlagt_at) < dato(nu):
        raise Denied("Mødets dag er gået. Vælg en ny tid, og indkald så.")


def check_can_saette_deltagere(user: User, moede: Moede, nu: datetime) -> None:
    """May she add and replace participants? Also while it is held: the mødeleder calls in whom the child needs."""
    check_leder_moedet(user, moede)
    if moede.status not in KOMMENDE | {Moedestatus.I_GANG}:
        raise Denied(f"Mødet er {moede.get_status_display()}, så deltagerne kan ikke ændres.")


def check_can_saette_paa(user: User, moede: Moede, nu: datetime) -> None:
    """May she put something on the agenda? Those of the unit, until the meeting is over."""
    kraev(user, Permission.MOEDE_SE)
    if user.pk != moede.moedeleder_id:
        _check_her(user, moede.anledning.ejer_enhed_id)
    if moede.status not in KOMMENDE | {Moedestatus.I_GANG}:
        raise Denied(f"Mødet er {moede.get_status_display()}, så dagsordenen er lukket.")


def check_can_ordne(user: User, moede: Moede, nu: datetime) -> None:
    """May she put the items in another order and give them other minutes?"""
    check_leder_moedet(user, moede)
    if moede.status not in KOMMENDE:
        raise Denied(f"Mødet er {moede.get_status_display()}, så dagsordenen er lukket.")


def _check_hendes_punkt(user: User, punkt: Punkt) -> None:
    kraev(user, Permission.MOEDE_SE)
    if user.pk not in {punkt.oprettet_by_id, punkt.forberedes_by_id}:
        if not har(user, Permission.MOEDE_LED):
            raise Denied("Kun den, der satte punktet på eller forbereder det, og mødelederen kan ændre det.")
        check_leder_moedet(user, punkt.moede)


def check_can_traekke(user: User, punkt: Punkt, nu: datetime) -> None:
    """May she take the item off? The one who put it on or prepares it, and the one who leads."""
    _check_hendes_punkt(user, punkt)
    if punkt.moede.status not in KOMMENDE or punkt.status != Punktstatus.PAA_DAGSORDEN:
        raise Denied("Punktet kan ikke tages af dagsordenen nu.")


def check_can_saette_paa_igen(user: User, punkt: Punkt, nu: datetime) -> None:
    """May she put an item on again? Who may take it off may, until the meeting is over; what was put off at the meeting
    the one who leads takes back while it is held.
    """
    if punkt.status == Punktstatus.UDSAT:
        check_leder_moedet(user, punkt.moede)
        if punkt.moede.status != Moedestatus.I_GANG:
            raise Denied("Mødet er slut. Punktet er på vej til det næste.")
        return
    _check_hendes_punkt(user, punkt)
    if punkt.moede.status not in KOMMENDE | {Moedestatus.I_GANG}:
        raise Denied(f"Mødet er {punkt.moede.get_status_display()}, så dagsordenen er lukket.")


def check_can_rette_punkt(user: User, punkt: Punkt, nu: datetime) -> None:
    """May she change the item's question and minutes? The one who put it on or prepares it, and the one who leads."""
    check_can_traekke(user, punkt, nu)


def check_can_finde_stedfortraeder(user: User, deltager: Deltager, moede: Moede, nu: datetime) -> None:
    """May she let somebody else come instead? Of herself until the meeting begins; of others, if she leads it."""
    kraev(user, Permission.MOEDE_SE)
    hendes = deltager.ansaettelse
    if hendes is None:
        raise Denied("Kun en medarbejder har en stedfortræder.")
    if hendes.user_id == moede.moedeleder_id:
        raise Denied("Mødelederen har ingen stedfortræder. Vælg en anden mødeleder i stedet.")
    if hendes.user_id != user.pk or moede.status not in KOMMENDE:
        if not har(user, Permission.MOEDE_LED):
            raise Denied("Du kan kun finde en stedfortræder for dig selv, og kun før mødet begynder.")
        check_can_saette_deltagere(user, moede, nu)
