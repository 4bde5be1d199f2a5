"""Rounds: who is in them, and what happens as children come, move and leave."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from opsporing.boern import actions as boern
from opsporing.frister.ajourfoering import koer
from opsporing.models import Frist, Log, Skemaversion
from opsporing.organisation import actions as organisation
from opsporing.profil import profil_for
from opsporing.tid import dato
from tests.cast import By
from trivsel.actions import runder
from trivsel.models import EgenVurdering, Runde, Vurdering


def _dage(vurdering: Vurdering) -> dict[str, date]:
    frister = Frist.objects.aabne().filter(anledning=vurdering.anledning_id)
    return {frist.kode: dato(frist.forfalder_at) for frist in frister}


def _aabne(vurdering: Vurdering) -> set[tuple[str, str]]:
    return set(Frist.objects.aabne().filter(anledning=vurdering.anledning_id).values_list("kode", "trin"))


def test_opening_makes_a_vurdering_with_its_deadlines_for_every_child(by: By, runde: Runde) -> None:
    vurderinger = Vurdering.objects.filter(runde=runde)
    assert {v.barn for v in vurderinger} == set(by.egernboern)
    for vurdering in vurderinger:
        assert _aabne(vurdering) == {("trivsel.egen", "1"), ("trivsel.egen", "2"), ("trivsel.faelles", "")}
        assert vurdering.egne.count() == 2


def test_opening_twice_changes_nothing(by: By, runde: Runde) -> None:
    runder.aabn_runde(runde=runde, by=None, nu=by.nu)
    assert Vurdering.objects.filter(runde=runde).count() == 3


def test_a_child_whose_parents_are_not_informed_gets_that_deadline_first(by: By, runde: Runde) -> None:
    barn = boern.opret_barn(
        kommune=by.kommune, fornavn="Vigga", efternavn="Ny", foedt_den=by.barn.foedt_den, by=None, nu=by.nu
    )
    boern.indskriv(barn=barn, enhed=by.egern, by=None, nu=by.nu)
    vurdering = Vurdering.objects.get(barn=barn)
    assert ("trivsel.orientering", "") in _aabne(vurdering)
    egen = Frist.objects.get(anledning=vurdering.anledning_id, kode="trivsel.egen", trin="1")
    orientering = Frist.objects.get(anledning=vurdering.anledning_id, kode="trivsel.orientering")
    assert orientering.forfalder_at < egen.forfalder_at


def test_a_newcomer_late_in_the_round_has_four_weeks(by: By, runde: Runde) -> None:
    sent = by.nu.replace(month=12, day=20)
    barn = boern.opret_barn(
        kommune=by.kommune, fornavn="Vigga", efternavn="Ny", foedt_den=by.barn.foedt_den, by=None, nu=sent
    )
    boern.indskriv(barn=barn, enhed=by.egern, by=None, nu=sent)
    faelles = Frist.objects.get(anledning__vurdering__barn=barn, kode="trivsel.faelles")
    assert faelles.forfalder_at > sent + timedelta(days=27)


def test_a_move_to_another_stue_takes_the_vurdering_along(by: By, runde: Runde) -> None:
    anden = Vurdering.objects.get(barn=by.barn)
    maar = organisation.opret_enhed(
        kommune=by.kommune, type="stue", arena="vuggestue", navn="Mår", foraelder=by.birken, by=None, nu=by.nu
    )
    boern.flyt(barn=by.barn, fra_enhed=by.egern, til_enhed=maar, by=None, nu=by.nu)
    anden.refresh_from_db()
    assert anden.enhed == maar and anden.udgaaet_at is None
    assert {f.enhed for f in Frist.objects.aabne().filter(anledning=anden.anledning_id)} == {maar}


def test_a_child_who_leaves_goes_out_and_its_deadlines_with_it(by: By, runde: Runde) -> None:
    boern.udskriv(tilknytning=by.barn.tilknytninger.get(), by=None, nu=by.nu)
    vurdering = Vurdering.objects.get(barn=by.barn)
    assert vurdering.udgaaet_at == by.nu
    assert _aabne(vurdering) == set()


def test_time_alone_lets_a_child_go_whose_enrolment_ends(by: By, runde: Runde) -> None:
    tilknytning = by.barn.tilknytninger.get()
    tilknytning.til = by.nu + timedelta(days=1)
    tilknytning.save()
    runder.ajourfoer(nu=by.nu)
    assert Vurdering.objects.get(barn=by.barn).udgaaet_at is None
    runder.ajourfoer(nu=by.nu + timedelta(days=1))
    assert Vurdering.objects.get(barn=by.barn).udgaaet_at is not None


def test_the_profile_plans_two_rounds_a_year_in_each_arena_once(by: By) -> None:
    for _ in range(2):
        runder.planlaeg_efter_profil(kommune=by.kommune, aar=2027, nu=by.nu)
    planlagt = Runde.objects.filter(kommune=by.kommune, aabner__year=2027)
    assert {r.arena for r in planlagt} == {"dagpleje", "vuggestue", "boernehave"}
    assert all(planlagt.filter(arena=arena).count() == 2 for arena in ("dagpleje", "vuggestue", "boernehave"))


def test_a_round_of_the_profile_is_known_whatever_it_is_called_and_moved_to(
    client: Client, by: By, caplog: pytest.LogCaptureFixture
) -> None:
    runder.planlaeg_efter_profil(kommune=by.kommune, aar=2027, nu=by.nu)
    foer = set(Runde.objects.values_list("pk", flat=True))
    foraar = Runde.objects.get(kommune=by.kommune, arena="vuggestue", navn="Forårsrunden", aabner__year=2027)
    efteraar = Runde.objects.get(kommune=by.kommune, arena="vuggestue", navn="Efterårsrunden", aabner__year=2027)
    boern = {"alder_fra_mdr": "6", "alder_til_mdr": "47", "arena": "vuggestue"}
    assert _ret(client, by, foraar, navn="Påskerunden", **boern) == 302
    dage = {"aabner": "2027-08-02", "lukker": "2027-09-10"}
    assert _ret(client, by, efteraar, navn="Sensommer", **dage, **boern) == 302
    # Renamed and moved before rounds knew where they came from: the day and the children say it.
    Runde.objects.filter(pk=foraar.pk).update(profilrunde="")
    assert runder.planlaeg_efter_profil(kommune=by.kommune, aar=2027, nu=by.nu) == []
    assert koer([runder.ajourfoer], nu=datetime(2027, 1, 2, 9, tzinfo=UTC)) == []
    assert set(Runde.objects.filter(kommune=by.kommune, aabner__year=2027).values_list("pk", flat=True)) <= foer
    assert not caplog.records


def test_a_round_that_cannot_be_planned_or_opened_keeps_no_other_back(by: By, caplog: pytest.LogCaptureFixture) -> None:
    nabo = by.naboby.kommune
    profil = profil_for(by.kommune)
    [foerste, *andre] = profil.runder
    # No such day in most years.
    profil = replace(profil, runder=[foerste | {"aabner": "02-29"}, *andre])
    organisation.gem_profil(kommune=by.kommune, profil=profil, grund="Prøve", by=by.administrator, nu=by.nu)
    Skemaversion.objects.filter(skema__kode="trivsel-dagpleje").update(status="udgaaet", udgaaet_at=by.nu)
    assert koer([runder.ajourfoer], nu=datetime(2027, 4, 2, 9, tzinfo=UTC)) == []
    i_aar = Runde.objects.filter(aabner__year=2027)
    assert (i_aar.filter(kommune=by.kommune).count(), i_aar.filter(kommune=nabo).count()) == (5, 6)
    foraar = i_aar.filter(navn="Forårsrunden")
    assert not foraar.filter(arena="dagpleje", aabnet_at__isnull=False).exists()
    assert foraar.filter(aabnet_at__isnull=False).count() == 4
    assert {r.name for r in caplog.records} == {"trivsel.actions.runder"} and len(caplog.records) == 2


def test_a_round_opens_and_closes_by_itself(by: By) -> None:
    runder.planlaeg(
        kommune=by.kommune,
        navn="Ekstrarunden",
        arena="boernehave",
        alder_fra_mdr=30,
        alder_til_mdr=83,
        aabner=by.nu.date() + timedelta(days=2),
        lukker=by.nu.date() + timedelta(days=9),
        by=None,
        nu=by.nu,
    )
    navn = {"navn": "Ekstrarunden"}
    runder.ajourfoer(nu=by.nu + timedelta(days=1))
    assert Runde.objects.get(**navn).aabnet_at is None
    runder.ajourfoer(nu=by.nu + timedelta(days=2))
    assert Runde.objects.get(**navn).aabnet_at is not None
    runder.ajourfoer(nu=by.nu + timedelta(days=9))
    assert Runde.objects.get(**navn).lukket_at is None
    runder.ajourfoer(nu=by.nu + timedelta(days=10))
    assert Runde.objects.get(**navn).lukket_at is not None


def test_dagpleje_asks_the_dagplejer_and_the_consultant(by: By) -> None:
    runde = runder.planlaeg(
        kommune=by.kommune,
        navn="Runde",
        arena="dagpleje",
        alder_fra_mdr=6,
        alder_til_mdr=47,
        aabner=by.nu.date(),
        lukker=by.nu.date() + timedelta(days=60),
        by=None,
        nu=by.nu,
    )
    runder.aabn_runde(runde=runde, by=None, nu=by.nu)
    vurdering = Vurdering.objects.get(runde=runde)
    assert list(EgenVurdering.objects.filter(vurdering=vurdering).order_by("nr").values_list("rolle", flat=True)) == [
        "dagplejer",
        "dagplejekonsulent",
    ]
    assert ("trivsel.egen_konsulent", "2") in _aabne(vurdering)


def _ret(client: Client, by: By, runde: Runde, **nyt: str) -> int:
    client.force_login(by.administrator)
    url = reverse("runde_ret", args=[runde.pk])
    felter = {"navn": runde.navn, "aabner": runde.aabner.isoformat(), "lukker": runde.lukker.isoformat()}
    felter["version"] = client.get(url).context["r"].version
    return client.post(url, {**felter, **nyt}).status_code


def test_two_who_change_the_same_round_lose_nothing(client: Client, by: By) -> None:
    runde = runder.planlaeg(
        kommune=by.kommune,
        navn="Efterår",
        arena="boernehave",
        alder_fra_mdr=34,
        alder_til_mdr=83,
        aabner=date(2027, 9, 1),
        lukker=date(2027, 10, 15),
        by=None,
        nu=by.nu,
    )
    url = reverse("runde_ret", args=[runde.pk])
    client.force_login(by.administrator)
    felter = {f: str(getattr(runde, f)) for f in ("navn", "arena", "alder_fra_mdr", "alder_til_mdr", "aabner")}
    felter |= {"version": client.get(url).context["r"].version, "lukker": "22-10-2027", "alder_fra_mdr": "30"}
    runder.ret_runde(
        runde=runde, aabner=runde.aabner, lukker=date(2027, 10, 8), navn="Efterår 2027", by=by.administrator, nu=by.nu
    )
    svar = client.post(url, felter)
    assert svar.status_code == 409
    for ord_ in (
        f"{by.administrator.navn} har gemt, mens du skrev",
        "22. oktober 2027",
        "8. oktober 2027",
        "Efterår 2027",
    ):
        assert ord_ in svar.text
    runde.refresh_from_db()
    assert (runde.navn, runde.lukker, runde.alder_fra_mdr) == ("Efterår 2027", date(2027, 10, 8), 34)
    valgt = {"konflikt_lukker": "min", "min_lukker": "2027-10-22", "konflikt_navn": "deres", "min_navn": "Efterår"}
    valgt |= {"konflikt_alder_fra_mdr": "min", "min_alder_fra_mdr": "30"}
    assert client.post(url, valgt | {"version": svar.context["r"].konflikt.version}).status_code == 302
    runde.refresh_from_db()
    assert (runde.navn, runde.lukker, runde.alder_fra_mdr) == ("Efterår 2027", date(2027, 10, 22), 30)


def test_a_new_last_day_moves_what_is_open_and_leaves_newcomers_their_time(
    client: Client, by: By, runde: Runde
) -> None:
    sent = by.nu.replace(month=12, day=1)
    barn = boern.opret_barn(
        kommune=by.kommune, fornavn="Vigga", efternavn="Ny", foedt_den=by.barn.foedt_den, by=None, nu=sent
    )
    boern.indskriv(barn=barn, enhed=by.egern, by=None, nu=sent)
    foer, sidste = _dage(Vurdering.objects.get(barn=by.barn)), date(2026, 12, 18)
    assert _ret(client, by, runde, lukker=sidste.isoformat()) == 302
    efter = _dage(Vurdering.objects.get(barn=by.barn))
    assert efter["trivsel.faelles"] == sidste
    flyttet = runde.lukker - sidste
    assert efter == {kode: dag - flyttet for kode, dag in foer.items()}
    hendes = _dage(Vurdering.objects.get(barn=barn))
    assert hendes["trivsel.faelles"] == dato(sent) + timedelta(days=28)
    assert hendes["trivsel.orientering"] < hendes["trivsel.egen"] < hendes["trivsel.faelles"]
    assert Log.objects.filter(haendelse="trivsel.runde_rettet", objekt=f"trivsel.runde:{runde.pk}").count() == 1


def test_what_cannot_be_in_a_round_is_said_and_a_closed_one_is_left_alone(client: Client, by: By, runde: Runde) -> None:
    assert _ret(client, by, runde, lukker=(runde.aabner - timedelta(days=1)).isoformat()) == 422
    assert _ret(client, by, runde, lukker="snart") == 422
    runder.luk_runde(runde=runde, by=None, nu=by.nu)
    foer = _dage(Vurdering.objects.get(barn=by.barn))
    assert _ret(client, by, runde, lukker="2027-02-01") == 422
    assert _dage(Vurdering.objects.get(barn=by.barn)) == foer


def test_who_is_alone_about_it_keeps_all_the_time_of_a_round_that_moves(by: By) -> None:
    runde = runder.planlaeg(
        kommune=by.kommune,
        navn="Runde",
        arena="sundhedspleje",
        alder_fra_mdr=0,
        alder_til_mdr=60,
        aabner=by.nu.date(),
        lukker=by.nu.date() + timedelta(days=14),
        by=None,
        nu=by.nu,
    )
    runder.aabn_runde(runde=runde, by=None, nu=by.nu)
    vurdering = Vurdering.objects.filter(runde=runde)[0]
    assert _dage(vurdering)["trivsel.egen"] == runde.lukker, "a short round gives nobody longer than itself"
    sidste = runde.lukker + timedelta(days=7)
    runder.ret_runde(runde=runde, aabner=runde.aabner, lukker=sidste, navn=runde.navn, by=by.administrator, nu=by.nu)
    assert _dage(vurdering)["trivsel.egen"] == sidste
    assert "trivsel.faelles" not in _dage(vurdering)
