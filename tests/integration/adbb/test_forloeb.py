"""Courses come with age, follow the child, and go when it has left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from adbb.actions import forloeb as actions
from adbb.models import Forloeb
from adbb.rules.vinduer import vindue
from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.models import Frist, Log
from opsporing.organisation import actions as organisation
from opsporing.profil import profil_for
from opsporing.tid import dato
from tests.cast import By
from tests.factories.adbb import OVER, informer, scor


def _foedt(by: By, foedt: date, enhed: str = "nord", nu: datetime | None = None, **felter: object) -> object:
    barn = boern.opret_barn(
        kommune=by.kommune, fornavn="Ny", efternavn="Nyby", foedt_den=foedt, by=None, nu=nu or by.nu, **felter
    )
    informer(barn, by.enhed[enhed], by.sundhedsplejerske)
    boern.indskriv(barn=barn, enhed=by.enhed[enhed], by=None, nu=nu or by.nu)
    return barn


def _koder(forloeb: Forloeb) -> set[str]:
    return set(Frist.objects.aabne().filter(anledning=forloeb.anledning).values_list("kode", flat=True))


def test_a_child_in_the_age_gets_a_course_and_a_deadline(by: By) -> None:
    actions.ajourfoer(nu=by.nu)
    forloeb = Forloeb.objects.get(barn=by.gro)
    assert (forloeb.besoeg, forloeb.fra, forloeb.senest) == ("2-3", date(2026, 10, 1), date(2026, 11, 30))
    frist = Frist.objects.get(anledning=forloeb.anledning, kode="adbb.screening")
    assert dato(frist.forfalder_at) == forloeb.senest
    assert forloeb.anledning.ejer_enhed == by.sundhedspleje


def test_running_again_and_again_makes_nothing_new(by: By) -> None:
    for _ in range(3):
        actions.ajourfoer(nu=by.nu)
    assert Forloeb.objects.filter(barn=by.gro).count() == 1
    assert Frist.objects.filter(kode="adbb.screening", anledning__barn=by.gro).count() == 1


def test_it_comes_six_weeks_before_the_age_and_no_earlier(by: By) -> None:
    fra = dato(by.nu) + actions.SES_FREM
    lige = _foedt(by, date(2026, 9, 25))
    for_ung = _foedt(by, date(2026, 9, 26))
    assert vindue(date(2026, 9, 25), actions.besoeg_i(profil_for(by.kommune))[0]).fra == fra
    assert Forloeb.objects.filter(barn=lige).exists()
    assert not Forloeb.objects.filter(barn=for_ung).exists()


def test_a_newborn_without_a_number_is_there_too(by: By) -> None:
    barn = _foedt(by, date(2026, 8, 10), cpr=None)
    assert Forloeb.objects.filter(barn=barn, besoeg="2-3").exists()


def test_a_family_that_moves_in_late_gets_a_fortnight(by: By) -> None:
    barn = _foedt(by, date(2026, 6, 16))  # 2-3 months until 15 October, tomorrow
    forloeb = Forloeb.objects.get(barn=barn)
    assert forloeb.senest == dato(by.nu) + timedelta(days=14)


def test_a_window_that_had_passed_is_not_made_up_for_by_itself(by: By) -> None:
    barn = _foedt(by, date(2026, 5, 1))
    assert not Forloeb.objects.filter(barn=barn).exists()


def test_a_child_of_a_dagtilbud_alone_gets_none(by: By) -> None:
    barn = _foedt(by, date(2026, 8, 10), enhed="egern")
    actions.ajourfoer(nu=by.nu)
    assert not Forloeb.objects.filter(barn=barn).exists()


def test_it_follows_the_child_to_another_district(by: By, forloeb: Forloeb) -> None:
    boern.flyt(barn=by.gro, fra_enhed=by.nord, til_enhed=by.syd, by=None, nu=by.nu)
    forloeb.refresh_from_db()
    assert forloeb.enhed == by.syd
    assert set(Frist.objects.filter(anledning=forloeb.anledning).values_list("enhed", flat=True)) == {by.syd.pk}
    assert not Forloeb.objects.for_user(by.sundhedsplejerske, by.nu).exists()
    assert forloeb in Forloeb.objects.for_user(by.sundhedsplejerske2, by.nu)


def test_it_goes_out_when_the_child_leaves(by: By, forloeb: Forloeb) -> None:
    boern.udskriv(tilknytning=by.gro.tilknytninger.get(), by=None, nu=by.nu)
    forloeb.refresh_from_db()
    assert forloeb.udgaaet_at == by.nu
    assert not Frist.objects.aabne().filter(anledning=forloeb.anledning).exists()


def test_one_that_was_never_begun_goes_out_when_the_next_visit_comes(by: By, forloeb: Forloeb) -> None:
    actions.ajourfoer(nu=by.nu + timedelta(days=120))
    assert forloeb in Forloeb.objects.aabne()
    ved_naeste = datetime(2027, 4, 1, 8, tzinfo=by.nu.tzinfo)
    actions.ajourfoer(nu=ved_naeste)
    forloeb.refresh_from_db()
    assert forloeb.udgaaet_at == ved_naeste
    assert Forloeb.objects.aabne().get(barn=by.gro).besoeg == "8-10"


def test_the_visits_are_the_municipalitys(by: By) -> None:
    besoeg = [{"kode": "4-5", "navn": "4-5 måneder", "fra_mdr": 4, "til_mdr": 5}]
    profil = replace(profil_for(by.kommune), adbb_besoeg=besoeg)
    organisation.gem_profil(kommune=by.kommune, profil=profil, grund="Nye besøg", by=by.administrator, nu=by.nu)
    by.kommune.refresh_from_db()
    barn = _foedt(by, date(2026, 6, 1))
    actions.ajourfoer(nu=by.nu)
    assert [f.besoeg for f in Forloeb.objects.filter(barn=barn)] == ["4-5"]
    assert not Forloeb.objects.filter(besoeg="2-3").exists()


def test_parents_who_are_not_informed_come_first(by: By) -> None:
    barn = boern.opret_barn(
        kommune=by.kommune, fornavn="Ny", efternavn="Nyby", foedt_den=date(2026, 8, 10), by=None, nu=by.nu
    )
    boern.indskriv(barn=barn, enhed=by.nord, by=None, nu=by.nu)
    koder = set(Frist.objects.aabne().filter(anledning__barn=barn).values_list("kode", flat=True))
    assert koder == {"adbb.screening", "adbb.orientering"}


def test_not_making_one_needs_a_reason_and_ends_the_course(by: By, forloeb: Forloeb) -> None:
    with pytest.raises(Denied):
        actions.undlad(forloeb=forloeb, grund="  ", by=by.sundhedsplejerske, nu=by.nu)
    actions.undlad(forloeb=forloeb, grund="Forældrene siger nej tak.", by=by.sundhedsplejerske, nu=by.nu)
    forloeb.refresh_from_db()
    assert forloeb.afsluttet_at == by.nu
    assert not Frist.objects.aabne().filter(anledning=forloeb.anledning).exists()


def test_a_repetition_that_cannot_be_made_ends_with_a_reason(by: By, forloeb: Forloeb) -> None:
    scor(forloeb, by.sundhedsplejerske, OVER)
    kladde = scor(forloeb, by.sundhedsplejerske, OVER, nu=by.nu + timedelta(days=9), afslut=False)
    with pytest.raises(Denied, match="begyndt"):
        actions.undlad(forloeb=forloeb, grund="Nej tak.", by=by.sundhedsplejerske, nu=by.nu)
    kladde.delete()
    actions.undlad(forloeb=forloeb, grund="Familien siger nej tak.", by=by.sundhedsplejerske, nu=by.nu)
    forloeb.refresh_from_db()
    assert forloeb.afsluttet_at == by.nu
    assert "adbb.gentag" not in _koder(forloeb)


def test_what_the_team_has_is_for_the_team_to_end(by: By, forloeb: Forloeb) -> None:
    scor(forloeb, by.sundhedsplejerske, OVER)
    scor(forloeb, by.sundhedsplejerske, OVER, nu=by.nu + timedelta(days=10))
    with pytest.raises(Denied, match="Teamet"):
        actions.undlad(forloeb=forloeb, grund="Nej tak.", by=by.sundhedsplejerske, nu=by.nu + timedelta(days=11))


def test_a_child_that_comes_back_is_due_where_it_left_off(by: By, forloeb: Forloeb) -> None:
    scor(forloeb, by.sundhedsplejerske, OVER)
    boern.udskriv(tilknytning=by.gro.tilknytninger.get(), by=None, nu=by.nu)
    forloeb.refresh_from_db()
    assert forloeb.udgaaet_at
    nu = by.nu + timedelta(days=5)
    boern.indskriv(barn=by.gro, enhed=by.syd, by=None, nu=nu)
    forloeb.refresh_from_db()
    assert (forloeb.udgaaet_at, forloeb.enhed) == (None, by.syd)
    assert "adbb.gentag" in _koder(forloeb)
    assert Log.objects.get(haendelse="adbb.forloeb_genoptaget").anledning == str(forloeb.anledning_id)


@pytest.mark.parametrize(
    ("foedt", "maa"), [(date(2026, 8, 15), False), (date(2024, 9, 15), True), (date(2024, 9, 14), False)]
)
def test_out_of_turn_only_in_the_ages_of_the_method(by: By, foedt: date, maa: bool) -> None:
    barn = _foedt(by, foedt)
    Forloeb.objects.filter(barn=barn).delete()
    if maa:
        forloeb = actions.begynd(barn=barn, enhed=by.nord, by=by.sundhedsplejerske, nu=by.nu)
        assert (forloeb.besoeg, forloeb.navn) == ("", "Efter behov")
        assert actions.begynd(barn=barn, enhed=by.nord, by=by.sundhedsplejerske, nu=by.nu) == forloeb
    else:
        with pytest.raises(Denied):
            actions.begynd(barn=barn, enhed=by.nord, by=by.sundhedsplejerske, nu=by.nu)


def test_who_has_several_districts_sees_which_a_child_is_in(by: By, log_ind: Callable[..., Client]) -> None:
    actions.ajourfoer(nu=by.nu)
    liste = reverse("adbb:liste")
    i_begge = log_ind(by.ledende_sundhedsplejerske).get(liste)
    assert i_begge.text.count(">Distrikt Nord<") == i_begge.text.count(">Distrikt Syd<") == 1
    assert ">Distrikt Nord<" not in log_ind(by.sundhedsplejerske).get(liste).text.split("<main")[1]


@pytest.mark.parametrize("antal", [1, 40])
def test_many_children_cost_no_more_queries(by: By, django_assert_max_num_queries: object, antal: int) -> None:
    nye = [
        boern.opret_barn(
            kommune=by.kommune, fornavn=f"B{n}", efternavn="Nyby", foedt_den=date(2026, 8, 10), by=None, nu=by.nu
        )
        for n in range(antal)
    ]
    fra = by.nu - timedelta(days=1)
    for barn in nye:
        barn.tilknytninger.create(kommune=by.kommune, enhed=by.nord, grundlag="sundhedsplejedistrikt", fra=fra)
    with django_assert_max_num_queries(20):
        actions.tag_ind(kommune=by.kommune, nu=by.nu)
    assert Forloeb.objects.filter(barn__in=nye).count() == antal
