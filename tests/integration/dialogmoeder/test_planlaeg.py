"""A team's year: made, called, moved, called off; who comes, and what is on the agenda."""

from datetime import date, datetime, time, timedelta

import pytest

from dialogmoeder.actions import dagsorden, deltagere, plan
from dialogmoeder.actions.indkald import indkald
from dialogmoeder.actions.team import afslut_medlem, foelg_ansatte, nedlaeg_team, tilfoej_medlem
from dialogmoeder.koder import INDKALD
from dialogmoeder.models import Deltager, Indkaldelse, Moede, Moedestatus, Punkt, Punktart, Punktstatus, Slags, Team
from opsporing.adgang.permissions import Denied
from opsporing.frister import ajourfoering
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.models import Frist
from opsporing.organisation import actions as organisation
from opsporing.tid import dato
from tests.cast import By

DAGE = [date(2026, 12, 1), date(2027, 1, 12)]


@pytest.fixture
def team(by: By) -> Team:
    """Birken's ressourceteam: the leader, sundhedsplejen and PPR."""
    return plan.opret_team(
        enhed=by.birken,
        slags=Slags.RESSOURCETEAM,
        navn="Ressourceteam Birken",
        tovholder=by.leder,
        medlemmer=[by.sundhedsplejerske.ansat, by.ppr.ansat],
        by=by.leder,
        nu=by.nu,
    )


@pytest.fixture
def moede(by: By, team: Team) -> Moede:
    return plan.lav_serie(team=team, dage=DAGE, by=by.leder, nu=by.nu)[0]


def med(moede: Moede) -> set[str]:
    return {d.ansaettelse.user.username for d in moede.deltagere.filter(fratraadt_at=None) if d.ansaettelse}


def hendes(moede: Moede, username: str) -> Deltager:
    return moede.deltagere.get(fratraadt_at=None, ansaettelse__user__username=username)


def test_a_series_is_made_once(by: By, team: Team, moede: Moede) -> None:
    assert plan.lav_serie(team=team, dage=DAGE, by=by.leder, nu=by.nu) == []
    moeder = list(Moede.objects.filter(team=team).order_by("planlagt_at"))
    assert [dato(m.planlagt_at) for m in moeder] == DAGE
    assert {m.planlagt_at for m in moeder} == {lokalt_tidspunkt(dag, time(9)) for dag in DAGE}
    assert (moede.varer_minutter, moede.smaa_minutter) == (120, 40)
    assert all(med(m) == {"leder", "sundhedsplejerske", "ppr"} for m in moeder)
    # Who will have left by then is asked to the meetings before, and not to those after.
    slut = lokalt_tidspunkt(date(2027, 2, 1), time())
    organisation.afslut_ansaettelse(ansaettelse=by.ppr.ansat, til=slut, by=by.administrator, nu=by.nu)
    senere = plan.lav_serie(team=team, dage=[date(2027, 1, 29), date(2027, 2, 23)], by=by.leder, nu=by.nu)
    assert ["ppr" in med(m) for m in senere] == [True, False]
    frist = Frist.objects.get(anledning=moede.anledning, kode=INDKALD)
    assert (dato(frist.forfalder_at), frist.ansvarlig) == (date(2026, 11, 17), by.leder)


def test_called_once_and_each_is_told_once(by: By, moede: Moede) -> None:
    assert not Moede.objects.for_user(by.ppr, by.nu).exists()
    indkald(moede=moede, by=by.leder, nu=by.nu)
    indkald(moede=moede, by=by.leder, nu=by.nu)
    moede.refresh_from_db()
    assert moede.status == Moedestatus.INDKALDT
    breve = Indkaldelse.objects.filter(moede=moede)
    assert sorted(b.deltager.ansaettelse.user.username for b in breve) == ["leder", "ppr", "sundhedsplejerske"]
    assert not Frist.objects.aabne().filter(anledning=moede.anledning, kode=INDKALD).exists()
    assert Moede.objects.for_user(by.ppr, by.nu).get() == moede
    slut = moede.planlagt_at + timedelta(days=28)
    assert Moede.objects.for_user(by.ppr, slut - timedelta(seconds=1)).exists()
    assert not Moede.objects.for_user(by.ppr, slut).exists()


def test_on_the_day_it_can_be_called_after_its_hour_and_not_the_day_after(by: By, moede: Moede) -> None:
    with pytest.raises(Denied, match="dag er gået"):
        indkald(moede=moede, by=by.leder, nu=moede.planlagt_at + timedelta(days=1))
    indkald(moede=moede, by=by.leder, nu=moede.planlagt_at + timedelta(minutes=5))
    assert Moede.objects.for_user(by.ppr, moede.planlagt_at + timedelta(minutes=5)).get() == moede


def test_a_move_is_told_and_takes_what_hangs_on_it_along(by: By, moede: Moede) -> None:
    indkald(moede=moede, by=by.leder, nu=by.nu)
    deltagere.svar(deltager=hendes(moede, "ppr"), kommer=True, by=by.ppr, nu=by.nu)
    Indkaldelse.objects.update(sendt_at=by.nu)
    ny = moede.planlagt_at + timedelta(days=7)
    plan.ret_moede(moede=moede, planlagt_at=ny, by=by.leder, nu=by.nu)
    moede.refresh_from_db()
    assert (moede.planlagt_at, moede.sekvens) == (ny, 1)
    assert Indkaldelse.objects.filter(moede=moede, slags="flyttet", sekvens=1, sendt_at=None).count() == 3
    assert hendes(moede, "ppr").kommer is None
    assert Moede.objects.for_user(by.ppr, ny + timedelta(days=27)).exists()


def test_one_who_has_not_been_told_yet_is_told_of_the_meeting_and_not_that_it_moved(by: By, moede: Moede) -> None:
    indkald(moede=moede, by=by.leder, nu=by.nu)
    plan.ret_moede(moede=moede, planlagt_at=moede.planlagt_at + timedelta(days=1), by=by.leder, nu=by.nu)
    assert set(Indkaldelse.objects.values_list("slags", "sekvens")) == {("indkaldt", 0), ("indkaldt", 1)}


def test_called_off(by: By, moede: Moede) -> None:
    punkt = dagsorden.saet_paa(moede=moede, art=Punktart.BARN, barn=by.alma, by=by.leder, nu=by.nu)
    indkald(moede=moede, by=by.leder, nu=by.nu)
    Indkaldelse.objects.update(sendt_at=by.nu)
    with pytest.raises(Denied, match="hvorfor"):
        plan.aflys(moede=moede, grund=" ", by=by.leder, nu=by.nu)
    plan.aflys(moede=moede, grund="Sygdom", by=by.leder, nu=by.nu)
    plan.aflys(moede=moede, grund="Igen", by=by.leder, nu=by.nu)
    moede.refresh_from_db()
    punkt.refresh_from_db()
    assert (moede.status, moede.aflyst_grund, punkt.status) == (Moedestatus.AFLYST, "Sygdom", Punktstatus.UDSAT)
    assert Indkaldelse.objects.filter(slags="aflyst").count() == 3
    assert not Frist.objects.aabne().filter(anledning__in=[moede.anledning, punkt.anledning]).exists()
    assert not Punkt.objects.for_user(by.ppr, by.nu).exists()
    with pytest.raises(Denied):
        plan.ret_moede(moede=moede, sted="Et andet sted", by=by.leder, nu=by.nu)


def test_a_substitute_comes_and_goes(by: By, moede: Moede) -> None:
    indkald(moede=moede, by=by.leder, nu=by.nu)
    Indkaldelse.objects.update(sendt_at=by.nu)
    ny = deltagere.stedfortraeder(
        deltager=hendes(moede, "sundhedsplejerske"),
        ansaettelse=by.sundhedsplejerske2.ansat,
        by=by.sundhedsplejerske,
        nu=by.nu,
    )
    assert med(moede) == {"leder", "ppr", "sundhedsplejerske2"}
    assert not Moede.objects.for_user(by.sundhedsplejerske, by.nu).exists()
    assert Moede.objects.for_user(by.sundhedsplejerske2, by.nu).exists()
    senere = by.nu + timedelta(days=1)
    deltagere.tag_af(deltager=ny, by=by.leder, nu=senere)
    assert med(moede) == {"leder", "ppr", "sundhedsplejerske"}
    assert not Moede.objects.for_user(by.sundhedsplejerske2, senere).exists()
    assert Moede.objects.for_user(by.sundhedsplejerske, senere).exists()
    # Nobody is given her place back who does not work there any more.
    hun = hendes(moede, "sundhedsplejerske")
    ny = deltagere.stedfortraeder(
        deltager=hun, ansaettelse=by.sundhedsplejerske2.ansat, by=by.sundhedsplejerske, nu=senere
    )
    organisation.afslut_ansaettelse(ansaettelse=by.sundhedsplejerske.ansat, til=senere, by=by.administrator, nu=senere)
    deltagere.tag_af(deltager=ny, by=by.leder, nu=senere)
    assert med(moede) == {"leder", "ppr"}


def test_a_meeting_that_follows_up_asks_the_same_employees(by: By, moede: Moede) -> None:
    """Not the substitute but her she stood in for, and not one who was called in to a single item."""
    deltagere.stedfortraeder(
        deltager=hendes(moede, "sundhedsplejerske"), ansaettelse=by.sundhedsplejerske2.ansat, by=by.leder, nu=by.nu
    )
    deltagere.tilfoej(moede=moede, ansaettelse=by.paedagog.ansat, kaldt_ind=True, by=by.leder, nu=by.nu)
    deltagere.tilfoej(moede=moede, navn="Hanne Friis", rolle="tolk", fag="andre", by=by.leder, nu=by.nu)
    nyt = plan.opret_moede(
        slags=Slags.SPARRINGSMOEDE,
        enhed=by.birken,
        moedeleder=by.leder,
        planlagt_at=moede.planlagt_at + timedelta(days=20),
        efter=moede,
        by=by.leder,
        nu=by.nu,
    )
    assert med(nyt) == {"leder", "sundhedsplejerske", "ppr"}
    assert [d.navn for d in nyt.deltagere.exclude(navn="")] == ["Hanne Friis"]


def test_nobody_finds_a_substitute_for_somebody_else(by: By, moede: Moede) -> None:
    with pytest.raises(Denied):
        deltagere.stedfortraeder(
            deltager=hendes(moede, "ppr"),
            ansaettelse=by.sundhedsplejerske2.ansat,
            by=by.sundhedsplejerske,
            nu=by.nu,
        )


def test_members_follow_into_the_meetings_to_come(by: By, team: Team, moede: Moede) -> None:
    medlem = tilfoej_medlem(team=team, ansaettelse=by.raadgiver.ansat, by=by.leder, nu=by.nu)
    assert "raadgiver" in med(moede)
    afslut_medlem(medlem=medlem, by=by.leder, nu=by.nu)
    assert "raadgiver" not in med(moede)
    with pytest.raises(Denied, match="Tovholderen"):
        afslut_medlem(medlem=team.medlemmer.get(ansaettelse=by.leder.ansat), by=by.leder, nu=by.nu)
    with pytest.raises(Denied, match="Aflys"):
        nedlaeg_team(team=team, by=by.leder, nu=by.nu)


def test_who_has_left_is_at_no_meeting_to_come_and_who_has_moved_within_the_house_is(
    by: By, team: Team, moede: Moede
) -> None:
    for user in (by.paedagog, by.paedagog2):
        tilfoej_medlem(team=team, ansaettelse=user.ansat, by=by.leder, nu=by.nu)
    indkald(moede=moede, by=by.leder, nu=by.nu)
    assert med(moede) == {"leder", "sundhedsplejerske", "ppr", "paedagog", "paedagog2"}
    slut = by.nu + timedelta(days=2)
    for user in (by.paedagog, by.paedagog2, by.ppr, by.leder):
        organisation.afslut_ansaettelse(ansaettelse=user.ansat, til=slut, by=by.administrator, nu=by.nu)
    ugle = organisation.ansaet(
        user=by.paedagog2, enhed=by.ugle, rolle="paedagog", fra=slut, by=by.administrator, nu=by.nu
    )
    foelg_ansatte(nu=by.nu + timedelta(days=1))
    assert med(moede) == {"leder", "sundhedsplejerske", "ppr", "paedagog", "paedagog2"}
    for _ in range(2):
        assert ajourfoering.koer(ajourfoering.DAGLIGE, nu=slut) == []
    # The one who leads stays until another is chosen: the meeting and the team are hers.
    assert med(moede) == {"leder", "sundhedsplejerske", "paedagog2"}
    assert hendes(moede, "paedagog2").ansaettelse == ugle
    gaelder = team.medlemmer.filter(til=None).values_list("ansaettelse__user__username", flat=True)
    assert set(gaelder) == {"sundhedsplejerske", "paedagog2"}
    assert moede.deltagere.count() == 6


def test_another_leader_has_no_say(by: By, team: Team, moede: Moede) -> None:
    for gaa in (
        lambda: plan.lav_serie(team=team, dage=DAGE, by=by.leder2, nu=by.nu),
        lambda: indkald(moede=moede, by=by.leder2, nu=by.nu),
        lambda: plan.aflys(moede=moede, grund="x", by=by.leder2, nu=by.nu),
        lambda: dagsorden.saet_paa(moede=moede, art=Punktart.BARN, barn=by.ella, by=by.leder2, nu=by.nu),
        lambda: plan.opret_moede(
            slags=Slags.NETVAERKSMOEDE,
            enhed=by.birken,
            moedeleder=by.leder,
            planlagt_at=by.nu + timedelta(days=9),
            by=by.leder2,
            nu=by.nu,
        ),
    ):
        with pytest.raises(Denied):
            gaa()


def _dialogmoede(by: By) -> Moede:
    return plan.opret_moede(
        slags=Slags.DIALOGMOEDE,
        enhed=by.birken,
        moedeleder=by.leder,
        planlagt_at=by.nu + timedelta(days=20),
        by=by.leder,
        nu=by.nu,
    )


def test_a_meeting_with_parents_is_closed_to_the_rest_of_the_unit(by: By) -> None:
    moede = _dialogmoede(by)
    assert Moede.objects.for_user(by.leder, by.nu).exists()
    assert not Moede.objects.for_user(by.paedagog, by.nu).exists()
    dagsorden.saet_paa(moede=moede, art=Punktart.BARN, barn=by.alma, forberedes_by=by.paedagog, by=by.leder, nu=by.nu)
    assert Moede.objects.for_user(by.paedagog, by.nu).exists()
    assert not Moede.objects.for_user(by.paedagog2, by.nu).exists()
    with pytest.raises(Denied, match="fortalt om mødet"):
        indkald(moede=moede, by=by.leder, nu=by.nu)


def test_the_agenda(by: By, moede: Moede) -> None:
    alma = dagsorden.saet_paa(
        moede=moede, art=Punktart.BARN, barn=by.alma, forberedes_by=by.paedagog, by=by.leder, nu=by.nu
    )
    samme = dagsorden.saet_paa(moede=moede, art=Punktart.BARN, barn=by.alma, by=by.leder, nu=by.nu)
    gruppe = dagsorden.saet_paa(
        moede=moede, art=Punktart.GRUPPE, overskrift="Ro om middagen", minutter=15, by=by.paedagog2, nu=by.nu
    )
    assert samme == alma
    assert (alma.minutter, alma.smaa, alma.anledning.lukket, gruppe.nr) == (20, True, True, 2)
    # The one who prepares it and the leader read the item; a colleague who sees the child does not.
    assert list(Punkt.objects.for_user(by.paedagog, by.nu)) == [alma]
    assert set(Punkt.objects.for_user(by.leder, by.nu)) == {alma, gruppe}
    assert list(Punkt.objects.for_user(by.paedagog2, by.nu)) == [gruppe]
    dagsorden.flyt_punkt(punkt=gruppe, skridt=-1, by=by.leder, nu=by.nu)
    assert dagsorden.paa_dagsordenen(moede) == [gruppe, alma]
    dagsorden.ret_punkt(punkt=gruppe, overskrift="Ro ved bordet", minutter=10, by=by.paedagog2, nu=by.nu)
    dagsorden.traek_punkt(punkt=alma, by=by.leder, nu=by.nu)
    assert [(p.overskrift, p.minutter) for p in dagsorden.paa_dagsordenen(moede)] == [("Ro ved bordet", 10)]
    # What she has prepared waits for another meeting, and stays hers to read.
    assert list(Punkt.objects.for_user(by.paedagog, by.nu)) == [alma]
    igen = dagsorden.saet_paa(moede=moede, art=Punktart.BARN, barn=by.alma, by=by.leder, nu=by.nu)
    assert igen.pk != alma.pk


@pytest.mark.parametrize(
    ("felter", "grund"),
    [
        ({"art": Punktart.ANONYMT, "overskrift": ""}, "hjælp til"),
        ({"art": Punktart.GRUPPE, "overskrift": "x", "minutter": 300}, "minutter"),
    ],
)
def test_what_cannot_be_on_an_agenda(by: By, moede: Moede, felter: dict[str, object], grund: str) -> None:
    with pytest.raises(Denied, match=grund):
        dagsorden.saet_paa(moede=moede, by=by.leder, nu=by.nu, **felter)  # type: ignore[arg-type]


def test_a_child_she_cannot_see_is_not_put_on(by: By, moede: Moede) -> None:
    with pytest.raises(Denied, match="selv kan se"):
        dagsorden.saet_paa(moede=moede, art=Punktart.BARN, barn=by.david, by=by.paedagog, nu=by.nu)


@pytest.mark.parametrize("planlagt_at", [datetime(2026, 1, 1, 8).astimezone()])
def test_a_time_that_has_passed(by: By, planlagt_at: datetime) -> None:
    with pytest.raises(Denied, match="gået"):
        plan.opret_moede(
            slags=Slags.SPARRINGSMOEDE,
            enhed=by.birken,
            moedeleder=by.leder,
            planlagt_at=planlagt_at,
            by=by.leder,
            nu=by.nu,
        )
