"""Who is reminded of what, exactly once."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from opsporing.boern import actions as boern
from opsporing.frister import actions, ajourfoering, modtagere, paamindelser
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.frister.paamindelser import paamind
from opsporing.models import Ansaettelse, Log, Paamindelse, Udsendelse
from opsporing.organisation import actions as organisation
from opsporing.profil import Praksisprofil
from tests.cast import By
from tests.factories.ansaettelse import AnsaettelseFactory
from tests.factories.tid import NU

FORFALDER = date(2026, 10, 20)


def dk(dag: date, time_: int = 12) -> datetime:
    return lokalt_tidspunkt(dag, time(time_))


def modtagne(**filtre: Any) -> list[tuple[str, str]]:
    return sorted(Paamindelse.objects.filter(**filtre).values_list("modtager__username", "slags"))


# Once -----------------------------------------------------------------------------------------------------------------


def test_everybody_with_the_role_in_the_unit_is_reminded_once(by: By, frist: Any) -> None:
    frist(FORFALDER)
    assert paamind(nu=NU) == 2
    assert [paamind(nu=NU + timedelta(minutes=5 * n)) for n in range(1, 4)] == [0, 0, 0]
    assert modtagne() == [("paedagog", "foer_7"), ("paedagog2", "foer_7")]


def test_the_whole_life_of_a_deadline(by: By, frist: Any) -> None:
    frist(FORFALDER)
    nu = dk(FORFALDER - timedelta(days=10), 0)
    while nu < dk(FORFALDER + timedelta(days=10)):
        paamind(nu=nu)
        nu += timedelta(hours=3)
    assert modtagne() == [
        ("leder", "eskaleret"),
        ("paedagog", "foer_1"),
        ("paedagog", "foer_7"),
        ("paedagog", "forfalden"),
        ("paedagog2", "foer_1"),
        ("paedagog2", "foer_7"),
        ("paedagog2", "forfalden"),
    ]


@pytest.mark.parametrize("forfalder", [date(2027, 3, 28), date(2026, 10, 25), date(2026, 10, 26)])
def test_once_also_across_a_change_of_the_clock(by: By, frist: Any, forfalder: date) -> None:
    frist(forfalder)
    antal = []
    nu = dk(forfalder - timedelta(days=8), 0)
    while nu < dk(forfalder + timedelta(days=9)):
        antal.append(paamind(nu=nu))
        nu += timedelta(minutes=150)
    assert sum(antal) == 7
    assert len(modtagne()) == 7


def test_what_is_met_or_annulled_is_left_alone(by: By, frist: Any) -> None:
    gjort, annulleret = frist(FORFALDER), frist(FORFALDER, barn="bo")
    actions.opfyld(anledning=gjort.anledning, kode=gjort.kode, by=by.paedagog, nu=NU)
    actions.annuller(anledning=annulleret.anledning, nu=NU)
    assert paamind(nu=dk(FORFALDER + timedelta(days=30))) == 0


def test_a_moved_deadline_is_a_new_occasion(by: By, frist: Any) -> None:
    sag = frist(FORFALDER)
    paamind(nu=NU)
    actions.flyt(anledning=sag.anledning, kode=sag.kode, forfalder=FORFALDER + timedelta(days=20))
    assert paamind(nu=NU) == 0
    assert not Paamindelse.objects.aktuelle().exists()
    assert paamind(nu=dk(FORFALDER + timedelta(days=14))) == 2
    actions.flyt(anledning=sag.anledning, kode=sag.kode, forfalder=FORFALDER)
    assert paamind(nu=NU) == 0


def test_a_second_run_at_the_same_time_leaves_it_to_the_first(
    by: By, frist: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    frist(FORFALDER)
    monkeypatch.setattr(paamindelser, "laas", lambda hvad: False)
    assert paamind(nu=NU) == 0


def test_the_database_refuses_a_second_reminder_of_the_same_occasion(by: By, frist: Any) -> None:
    """Two workers that have both found the same occasion due: only one of them hears that the row is new."""
    frist(dk(FORFALDER), kode="proeve.haster")
    nu = dk(FORFALDER, 11)
    sager = paamindelser._forfaldne_lejligheder(nu, alle=False)
    foerste = paamindelser._opret(sager, nu)
    assert len(foerste) == 2
    assert paamindelser._opret(sager, nu) == []
    assert Udsendelse.objects.count() == 2


# Who ------------------------------------------------------------------------------------------------------------------


def test_the_responsible_person_alone(by: By, frist: Any) -> None:
    frist(FORFALDER, ansvarlig=by.paedagog2)
    paamind(nu=NU)
    assert modtagne() == [("paedagog2", "foer_7")]


def test_when_the_responsible_person_has_left_her_colleagues_are_told(by: By, frist: Any) -> None:
    frist(FORFALDER, ansvarlig=by.paedagog2)
    organisation.afslut_ansaettelse(ansaettelse=by.paedagog2.ansaettelse, til=NU, by=by.administrator, nu=NU)
    paamind(nu=NU + timedelta(seconds=1))
    assert modtagne() == [("paedagog", "foer_7")]


def test_leavers_and_the_deactivated_are_not_told(by: By, frist: Any) -> None:
    frist(FORFALDER)
    organisation.deaktiver_bruger(user=by.paedagog, by=by.administrator, nu=NU)
    organisation.afslut_ansaettelse(ansaettelse=by.paedagog2.ansaettelse, til=NU, by=by.administrator, nu=NU)
    assert paamind(nu=NU + timedelta(seconds=1)) == 0


def test_nobody_is_told_of_a_child_she_may_not_see(by: By, frist: Any) -> None:
    sag = frist(FORFALDER)
    boern.flyt(barn=by.barn, fra_enhed=by.egern, til_enhed=by.ulv, by=None, nu=NU)
    assert paamind(nu=NU + timedelta(seconds=1)) == 0
    assert sag.anledning.ejer_enhed == by.birken


def test_a_deadline_of_the_institution_does_not_reach_down_to_its_stuer(by: By, frist: Any) -> None:
    frist(FORFALDER, enhed="birken")
    assert paamind(nu=NU) == 0


def test_staff_of_the_unit_above_are_told_too(by: By, frist: Any) -> None:
    afloeser = AnsaettelseFactory(kommune=by.kommune, enhed=by.birken, user__username="afloeser", fra=NU)
    profil = Praksisprofil(paedagog_ser_hele_institutionen=True)
    organisation.gem_profil(kommune=by.kommune, profil=profil, grund="", by=None, nu=NU)
    frist(FORFALDER)
    paamind(nu=NU)
    assert (afloeser.user.username, "foer_7") in modtagne()


def test_another_stage_of_the_same_thing_is_for_somebody_else(by: By, frist: Any) -> None:
    """Two own views of one child: whoever has, or has done, the first is not asked for the second."""
    foerste = frist(FORFALDER, trin="1", ansvarlig=by.paedagog)
    frist(FORFALDER, trin="2", anledning=foerste.anledning)
    actions.opfyld(anledning=foerste.anledning, kode=foerste.kode, trin="1", by=by.paedagog, nu=NU)
    paamind(nu=NU)
    assert modtagne() == [("paedagog2", "foer_7")]


def test_who_can_do_nothing_about_it_yet_is_not_told(
    by: By, frist: Any, typer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_ = typer["proeve.almindelig"]
    kun_per = type(type_)(
        **{navn: getattr(type_, navn) for navn in type_.__slots__}
        | {"kan_goeres": lambda user: Q() if user.username == "paedagog2" else Q(pk=None)}
    )
    monkeypatch.setitem(typer, type_.kode, kun_per)
    frist(FORFALDER)
    paamind(nu=NU)
    paamind(nu=dk(FORFALDER + timedelta(days=9)))
    assert modtagne() == [("leder", "eskaleret"), ("paedagog2", "foer_7"), ("paedagog2", "forfalden")]


def test_a_newcomer_and_a_new_responsible_person_are_told_at_night(by: By, frist: Any) -> None:
    sag = frist(FORFALDER, ansvarlig=by.paedagog)
    frist(FORFALDER, barn="bo")
    paamind(nu=NU)
    ny = AnsaettelseFactory(kommune=by.kommune, enhed=by.egern, user__username="ny", fra=NU)
    actions.flyt(anledning=sag.anledning, kode=sag.kode, ansvarlig=ny.user)
    assert paamind(nu=NU + timedelta(minutes=5)) == 0
    assert paamindelser.paamind_alle(nu=NU + timedelta(hours=12)) == 2
    assert paamindelser.paamind_alle(nu=NU + timedelta(hours=36)) == 0
    assert modtagne(modtager=ny.user) == [("ny", "foer_7"), ("ny", "foer_7")]


def test_one_reminder_per_person_under_the_employment_she_sees_it_by(by: By, frist: Any) -> None:
    organisation.ansaet(user=by.paedagog, enhed=by.ulv, rolle="paedagog", by=by.administrator, nu=NU)
    organisation.ansaet(user=by.paedagog, enhed=by.egern, rolle="paedagog", by=by.administrator, nu=NU)
    frist(FORFALDER)
    paamind(nu=NU + timedelta(minutes=1))
    hendes = Paamindelse.objects.get(modtager=by.paedagog)
    assert hendes.ansaettelse == Ansaettelse.objects.filter(user=by.paedagog, enhed=by.egern).order_by("fra").first()


# Escalation -----------------------------------------------------------------------------------------------------------


def test_the_nearest_leader_is_told_and_it_is_logged(by: By, frist: Any) -> None:
    frist(FORFALDER)
    frist(FORFALDER, barn="bo")
    frist(FORFALDER, kode="proeve.stille")
    paamind(nu=dk(FORFALDER + timedelta(days=7)))
    assert modtagne(slags="eskaleret") == [("leder", "eskaleret")] * 2
    [post] = Log.objects.filter(haendelse="opsporing.frist_eskaleret")
    assert (post.bruger, post.antal, set(post.boern)) == (
        str(by.leder.pk),
        2,
        {str(by.alma.pk), str(by.bo.pk)},
    )


def test_a_leader_who_may_not_see_it_is_passed_over(by: By, frist: Any) -> None:
    """The nearest one who may see the matter is told; the other institution's and municipality's leaders never are."""
    AnsaettelseFactory(kommune=by.kommune, enhed=by.egern, user__username="stueleder", rolle="dagtilbudsleder", fra=NU)
    frist(FORFALDER)
    boern.flyt(barn=by.barn, fra_enhed=by.egern, til_enhed=by.ugle, by=None, nu=NU)
    paamind(nu=dk(FORFALDER + timedelta(days=7)))
    assert modtagne(slags="eskaleret") == [("leder", "eskaleret")]


def test_the_municipality_decides_how_long_the_leader_waits(by: By, frist: Any) -> None:
    frist(FORFALDER)
    profil = Praksisprofil(eskaler_dage=2, paamind_dage=14)
    organisation.gem_profil(kommune=by.kommune, profil=profil, grund="", by=None, nu=NU)
    paamind(nu=dk(FORFALDER - timedelta(days=14)))
    paamind(nu=dk(FORFALDER + timedelta(days=2)))
    assert {slags for _, slags in modtagne()} == {"foer_14", "forfalden", "eskaleret"}


# Many -----------------------------------------------------------------------------------------------------------------


def test_questions_grow_with_the_staff_and_not_with_the_deadlines(by: By, frist: Any) -> None:
    antal = []
    for runde, stoerrelse in enumerate((3, 60)):
        for n in range(stoerrelse):
            frist(FORFALDER, barn=["alma", "bo", "clara"][n % 3], trin=f"{runde}-{n}")
        with CaptureQueriesContext(connection) as spurgt:
            assert paamind(nu=NU) == 2 * stoerrelse
        antal.append(len(spurgt))
    assert antal[0] == antal[1] <= 14


def test_one_part_that_fails_keeps_no_other_from_running(by: By, caplog: pytest.LogCaptureFixture) -> None:
    koert = []

    def daarlig(*, nu: datetime) -> None:
        Paamindelse.objects.raw("SELECT 1/0")[0]

    def god(*, nu: datetime) -> None:
        koert.append(Paamindelse.objects.count())

    assert ajourfoering.koer([daarlig, god], nu=NU) == [ajourfoering.navn(daarlig)]
    assert koert == [0]
    assert "failed" in caplog.text


# Reading them ---------------------------------------------------------------------------------------------------------


def test_a_person_marks_only_her_own_as_read(by: By, frist: Any) -> None:
    frist(FORFALDER)
    paamind(nu=NU)
    mine, hans = Paamindelse.objects.get(modtager=by.paedagog), Paamindelse.objects.get(modtager=by.paedagog2)
    assert paamindelser.laes(by=by.paedagog, nu=NU, paamindelser=[mine.pk, hans.pk]) == 1
    mine.refresh_from_db()
    hans.refresh_from_db()
    assert (mine.set_at, hans.set_at) == (NU, None)
    assert paamindelser.laes(by=by.paedagog, nu=NU) == 0
    assert Log.objects.filter(haendelse="opsporing.paamindelser_laest").count() == 1


def test_recipients_are_found_without_deadlines_too(by: By) -> None:
    assert modtagere.find([], NU) == []
