"""What an agenda proposes: of whom, why, in which order, and to whom it says nothing."""

from datetime import timedelta

import pytest

from adbb.models import Screening, Udfald
from dialogmoeder.actions import dagsorden, plan
from dialogmoeder.forslag import find, linjer
from dialogmoeder.models import Moede, Moedestatus, Punktart, Punktstatus, Slags, Team
from opsporing.boern import actions as boern
from opsporing.handlinger import actions as handlinger
from opsporing.models import User
from opsporing.tid import dato
from tests.cast import By
from tests.factories.adbb import afsluttet_screening
from tests.factories.vurdering import afsluttet_vurdering


@pytest.fixture
def team(by: By) -> Team:
    return plan.opret_team(
        enhed=by.birken, slags=Slags.RESSOURCETEAM, navn="Teamet", tovholder=by.leder, by=by.leder, nu=by.nu
    )


def _moede(by: By, team: Team, uger: int) -> Moede:
    dag = dato(by.nu + timedelta(weeks=uger))
    return plan.lav_serie(team=team, dage=[dag], by=by.leder, nu=by.nu)[0]


def _foreslaaet(moede: Moede, user: User, by: By) -> list[tuple[str, str]]:
    return [(linje.titel.split(" ")[0], linje.forslag) for linje in linjer(moede, user, by.nu + timedelta(days=1))]


def _vurder(by: By, barn: str, position: str) -> None:
    afsluttet_vurdering(
        by.boern[barn], position, enhed=by.ugle if barn == "david" else by.egern, vurderere=(by.paedagog, by.paedagog2)
    )


def test_the_weightiest_first_and_only_what_she_may_see(by: By, team: Team) -> None:
    _vurder(by, "alma", "gul")
    _vurder(by, "bo", "roed")
    _vurder(by, "clara", "groen")
    _vurder(by, "david", "gul")
    moede = _moede(by, team, 4)
    assert _foreslaaet(moede, by.leder, by) == [("Bo", "roed"), ("Alma", "gul"), ("David", "gul")]
    # A pædagog is proposed the children of her own stue, and nobody whose vurdering is another unit's.
    assert _foreslaaet(moede, by.paedagog, by) == [("Bo", "roed"), ("Alma", "gul")]
    assert _foreslaaet(moede, by.sundhedsplejerske, by) == []
    dagsorden.saet_paa(moede=moede, art=Punktart.BARN, barn=by.bo, by=by.leder, nu=by.nu)
    assert _foreslaaet(moede, by.paedagog, by) == [("Alma", "gul")]


def test_what_is_left_from_last_time(by: By, team: Team) -> None:
    foer, nu = _moede(by, team, 2), _moede(by, team, 8)
    alma = dagsorden.saet_paa(moede=foer, art=Punktart.BARN, barn=by.alma, by=by.leder, nu=by.nu)
    bo = dagsorden.saet_paa(moede=foer, art=Punktart.BARN, barn=by.bo, by=by.leder, nu=by.nu)
    ro = dagsorden.saet_paa(moede=foer, art=Punktart.GRUPPE, overskrift="Ro ved bordet", by=by.leder, nu=by.nu)
    handlinger.opret(
        anledning=alma.anledning,
        hvad="Vi ser på middagsluren",
        ansvarlig=by.leder,
        opfoelgning_den=dato(by.nu) + timedelta(days=30),
        by=by.leder,
        nu=by.nu,
    )
    type(alma).objects.filter(pk=alma.pk).update(status=Punktstatus.BEHANDLET, behandlet_at=by.nu)
    type(alma).objects.filter(pk__in=[bo.pk, ro.pk]).update(status=Punktstatus.UDSAT)
    assert _foreslaaet(nu, by.leder, by) == [("Bo", "udsat"), ("Ro", "udsat"), ("Alma", "aftale")]
    linje = find(nu, by.leder, by.nu, f"punkt-{ro.pk}")
    assert linje is not None
    assert linje.fortsaetter == ro
    dagsorden.saet_paa(moede=nu, art=Punktart.GRUPPE, overskrift=ro.overskrift, fortsaetter=ro, by=by.leder, nu=by.nu)
    assert find(nu, by.leder, by.nu, f"punkt-{ro.pk}") is None


def test_what_was_taken_up_since_or_passed_by_twice_is_not_left_from_then(by: By, team: Team) -> None:
    aflyst, nr2, nr3, nu = (_moede(by, team, uger) for uger in (1, 2, 3, 8))
    for felter in ({"barn": by.bo}, {"barn": by.alma}):
        dagsorden.saet_paa(moede=aflyst, art=Punktart.BARN, by=by.leder, nu=by.nu, **felter)
    ro = dagsorden.saet_paa(moede=aflyst, art=Punktart.GRUPPE, overskrift="Ro ved bordet", by=by.leder, nu=by.nu)
    plan.aflys(moede=aflyst, grund="Sygdom", by=by.leder, nu=by.nu)
    assert {navn for navn, _ in _foreslaaet(nu, by.leder, by)} == {"Bo", "Alma", "Ro"}
    afholdt = {"status": Moedestatus.AFHOLDT, "begyndt_at": by.nu, "afsluttet_at": by.nu, "afsluttet_by": by.leder}
    igen = dagsorden.saet_paa(moede=nr2, art=Punktart.BARN, barn=by.bo, by=by.leder, nu=by.nu)
    type(igen).objects.filter(pk=igen.pk).update(status=Punktstatus.BEHANDLET, behandlet_at=by.nu)
    Moede.objects.filter(pk=nr2.pk).update(**afholdt)
    assert {navn for navn, _ in _foreslaaet(nu, by.leder, by)} == {"Alma", "Ro"}
    Moede.objects.filter(pk=nr3.pk).update(**afholdt)
    assert [navn for navn, _ in _foreslaaet(nu, by.leder, by)] == ["Alma"]
    assert find(nu, by.leder, by.nu, f"punkt-{ro.pk}") is None


def test_an_overdue_follow_up(by: By, team: Team) -> None:
    _vurder(by, "alma", "groen")
    vurdering = by.alma.vurderinger.get()
    handlinger.opret(
        anledning=vurdering.anledning,
        hvad="Mere tid ude",
        ansvarlig=by.leder,
        opfoelgning_den=dato(by.nu) + timedelta(days=3),
        by=by.leder,
        nu=by.nu,
    )
    moede = _moede(by, team, 4)
    assert linjer(moede, by.leder, by.nu + timedelta(days=3)) == []
    (linje,) = linjer(moede, by.leder, by.nu + timedelta(days=5))
    assert (linje.barn, linje.forslag, linje.kilde) == (by.alma, "opfoelgning", vurdering.anledning_id)


def test_adbb_over_the_cut_off_twice_is_proposed_to_sundhedsplejen_alone(by: By) -> None:
    screening = afsluttet_screening(by.gro, by.nord, by.sundhedsplejerske, nu=by.nu)
    Screening.objects.filter(pk=screening.pk).update(udfald=Udfald.OVER_ANDEN)
    leder = by.ledende_sundhedsplejerske
    moede = plan.opret_moede(
        slags=Slags.ADBB_TEAM,
        enhed=by.sundhedspleje,
        moedeleder=leder,
        planlagt_at=by.nu + timedelta(days=20),
        by=leder,
        nu=by.nu,
    )
    assert _foreslaaet(moede, leder, by) == [("Gro", "adbb")]
    # In Birken, where Gro begins too, nobody learns of it from a list of proposals.
    boern.indskriv(barn=by.gro, enhed=by.egern, by=None, nu=by.nu)
    i_birken = plan.opret_moede(
        slags=Slags.SPARRINGSMOEDE,
        enhed=by.birken,
        moedeleder=by.leder,
        planlagt_at=by.nu + timedelta(days=20),
        by=by.leder,
        nu=by.nu,
    )
    assert _foreslaaet(i_birken, by.leder, by) == []
