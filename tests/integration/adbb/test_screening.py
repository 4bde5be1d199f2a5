"""From the first answer to what follows: cut-off, repetition on day 14, the team, corrections, suspicion."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from adbb import permissions, screeningside
from adbb.actions import screening as actions
from adbb.actions import team as team_actions
from adbb.models import Forloeb, Screening, Teamsag, Udfald
from opsporing.adgang.permissions import Denied
from opsporing.models import Frist, Log, Maade
from opsporing.organisation import actions as organisation
from opsporing.orientering import actions as orientering
from opsporing.spaerring.actions import er_spaerret
from opsporing.tid import dato
from tests.cast import By
from tests.factories.adbb import OVER, UNDER, scor


def _aabne(forloeb: Forloeb) -> dict[str, date]:
    return {f.kode: dato(f.forfalder_at) for f in Frist.objects.aabne().filter(anledning=forloeb.anledning)}


def test_below_the_cut_off_it_is_a_talk_and_done(by: By, forloeb: Forloeb) -> None:
    screening = scor(forloeb, by.sundhedsplejerske, UNDER)
    forloeb.refresh_from_db()
    assert (screening.sum, screening.over, screening.udfald) == (4, False, Udfald.UNDER)
    assert forloeb.afsluttet_at == by.nu
    assert _aabne(forloeb) == {"adbb.resultat": dato(by.nu) + timedelta(days=3)}
    assert Frist.objects.get(anledning=forloeb.anledning, kode="adbb.screening").opfyldt_by == by.sundhedsplejerske


def test_from_the_cut_off_it_is_repeated_within_fourteen_days(by: By, forloeb: Forloeb) -> None:
    screening = scor(forloeb, by.sundhedsplejerske, (1, 1, 1, 1, 1, 0, 0, 0), den=date(2026, 10, 12))
    forloeb.refresh_from_db()
    assert (screening.sum, screening.udfald, forloeb.afsluttet_at) == (5, Udfald.OVER_FOERSTE, None)
    assert _aabne(forloeb)["adbb.gentag"] == date(2026, 10, 26)


def test_under_at_the_repetition_ends_it(by: By, forloeb: Forloeb) -> None:
    scor(forloeb, by.sundhedsplejerske, OVER)
    igen = scor(forloeb, by.sundhedsplejerske, UNDER, nu=by.nu + timedelta(days=10))
    forloeb.refresh_from_db()
    assert igen.udfald == Udfald.NORMALISERET
    assert forloeb.afsluttet_at
    assert "adbb.gentag" not in _aabne(forloeb)
    assert not Teamsag.objects.exists()


def _til_teamet(by: By, forloeb: Forloeb) -> Teamsag:
    scor(forloeb, by.sundhedsplejerske, OVER)
    scor(forloeb, by.sundhedsplejerske, OVER, nu=by.nu + timedelta(days=10))
    return Teamsag.objects.get(forloeb=forloeb)


TEAMSVAR = {
    "moede_den": "2026-10-14",
    "deltagere": ["sundhedsplejerske", "ppr"],
    "foraeldrene_ved": True,
    "udfald": ["familieraadgivning", "egen_laege"],
    "begrundelse": "Vi vil støtte samspillet.",
    "underretning": "nej",
    "overgreb": "nej",
}


def test_twice_over_goes_to_the_team_and_then_to_an_agreement(by: By, forloeb: Forloeb) -> None:
    sag = _til_teamet(by, forloeb)
    nu = by.nu + timedelta(days=12)
    assert _aabne(forloeb)["adbb.team"] == dato(by.nu) + timedelta(days=24)
    with pytest.raises(actions.IkkeFaerdig):
        team_actions.afslut_team(sag=sag, by=by.sundhedsplejerske, nu=nu)
    team_actions.gem_team(sag=sag, aendringer=TEAMSVAR, set_rev=0, by=by.ledende_sundhedsplejerske, nu=nu)
    sag = team_actions.afslut_team(sag=sag, by=by.ledende_sundhedsplejerske, nu=nu)
    forloeb.refresh_from_db()
    assert sag.udfald == ["egen_laege", "familieraadgivning"]  # in the order of the form
    assert forloeb.afsluttet_at == nu
    assert set(_aabne(forloeb)) == {"adbb.resultat", "adbb.handling"}


def test_without_a_certificate_one_may_write_but_not_complete(by: By, forloeb: Forloeb) -> None:
    organisation.ansaet(
        user=by.sundhedsplejerske2, enhed=by.nord, rolle="sundhedsplejerske", by=None, nu=by.nu - timedelta(days=1)
    )
    uden = by.sundhedsplejerske2
    uden.vaelg(uden.ansaettelser.get(enhed=by.nord))
    screening = scor(forloeb, uden, afslut=False)
    with pytest.raises(Denied, match="ledende sundhedsplejerske"):
        actions.afslut_screening(screening=screening, by=uden, nu=by.nu)
    assert actions.afslut_screening(screening=screening, by=by.sundhedsplejerske, nu=by.nu).afsluttet_at


@pytest.mark.parametrize(("den", "maa"), [(date(2026, 10, 12), True), (date(2026, 10, 13), False)])
def test_the_certificate_must_be_valid_on_the_day_of_the_observation(
    by: By, forloeb: Forloeb, den: date, maa: bool
) -> None:
    by.sundhedsplejerske.certificeringer.update(udloeber_den=date(2026, 10, 12))
    screening = scor(forloeb, by.sundhedsplejerske, den=den, afslut=False)
    if maa:
        assert actions.afslut_screening(screening=screening, by=by.sundhedsplejerske, nu=by.nu).certificering
    else:
        with pytest.raises(Denied, match=r"udløb 12\.10\.2026"):
            actions.afslut_screening(screening=screening, by=by.sundhedsplejerske, nu=by.nu)


def test_no_sum_is_claimed_when_an_item_could_not_be_assessed(by: By, forloeb: Forloeb) -> None:
    punkter = (1, 1, "ikke_vurderet", 0, 0, 0, 0, 0)
    uden_grund = scor(forloeb, by.sundhedsplejerske, punkter, afslut=False)
    with pytest.raises(actions.IkkeFaerdig) as fejl:
        actions.afslut_screening(screening=uden_grund, by=by.sundhedsplejerske, nu=by.nu)
    assert set(fejl.value.mangler) == {"aktivitetsniveau_grund"}
    screening = scor(forloeb, by.sundhedsplejerske, punkter, aktivitetsniveau_grund="Hun sov.")
    assert (screening.sum, screening.over, screening.udfald) == (None, None, Udfald.IKKE_VURDERET)
    assert screening.aktivitetsniveau is None
    assert _aabne(forloeb)["adbb.screening"] == dato(by.nu) + timedelta(days=14)


def test_what_was_assessed_can_be_enough(by: By, forloeb: Forloeb) -> None:
    punkter = (3, 3, "ikke_vurderet", 0, 0, 0, 0, 0)
    screening = scor(forloeb, by.sundhedsplejerske, punkter, aktivitetsniveau_grund="Hun sov.")
    assert (screening.sum, screening.over, screening.udfald) == (None, True, Udfald.OVER_FOERSTE)


def test_the_database_refuses_a_sum_that_is_not_the_items(by: By, forloeb: Forloeb) -> None:
    screening = scor(forloeb, by.sundhedsplejerske)
    for felter in ({"sum": 9}, {"respons": None}, {"relation": 5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Screening.objects.filter(pk=screening.pk).update(**felter)


def test_over_the_cut_off_the_question_of_abuse_must_be_answered(by: By, forloeb: Forloeb) -> None:
    screening = scor(forloeb, by.sundhedsplejerske, OVER, afslut=False, overgreb="")
    with pytest.raises(actions.IkkeFaerdig) as fejl:
        actions.afslut_screening(screening=screening, by=by.sundhedsplejerske, nu=by.nu)
    assert set(fejl.value.mangler) == {"overgreb"}


@pytest.mark.parametrize("svaret", ["tvivl", "mistanke"])
def test_suspicion_keeps_everything_from_the_parents(by: By, forloeb: Forloeb, svaret: str) -> None:
    screening = scor(forloeb, by.sundhedsplejerske, OVER, overgreb=svaret, overgreb_hvorfor="Et mærke på armen.")
    assert er_spaerret(forloeb.anledning)
    assert set(_aabne(forloeb)) == {"adbb.gentag"}
    screening.forloeb = forloeb
    with pytest.raises(Denied):
        permissions.check_can_udskrive(by.sundhedsplejerske, screening)
    with pytest.raises(Denied):
        actions.ret_ord(screening=screening, tekst="Hej", set_rev=0, by=by.sundhedsplejerske, nu=by.nu)


@pytest.mark.parametrize(
    ("felter", "felt"),
    [
        ({"den": date(2026, 10, 15)}, "observeret_den"),
        ({"den": date(2026, 7, 31)}, "observeret_den"),
        ({"foraeldretekst": "Summen var 6."}, "foraeldretekst"),
        ({"foraeldrenes_syn": ""}, "foraeldrenes_syn"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(by: By, forloeb: Forloeb, felter: dict[str, object], felt: str) -> None:
    screening = scor(forloeb, by.sundhedsplejerske, afslut=False, **felter)
    with pytest.raises(actions.IkkeFaerdig) as fejl:
        actions.afslut_screening(screening=screening, by=by.sundhedsplejerske, nu=by.nu)
    assert set(fejl.value.mangler) == {felt}
    screening.refresh_from_db()
    assert screening.afsluttet_at is None
    assert screening.svar["relation"] == "1"


def test_the_age_stops_it(by: By, forloeb: Forloeb) -> None:
    screening = scor(forloeb, by.sundhedsplejerske, den=date(2026, 9, 30), afslut=False)
    with pytest.raises(Denied, match="2 til 24 måneder"):
        actions.afslut_screening(screening=screening, by=by.sundhedsplejerske, nu=by.nu)


def test_nothing_before_the_parents_are_informed(by: By, forloeb: Forloeb) -> None:
    by.gro.orienteringer.all().delete()
    with pytest.raises(Denied, match="orienteret"):
        actions.begynd_screening(forloeb=forloeb, by=by.sundhedsplejerske, nu=by.nu)


def test_twice_completed_is_once(by: By, forloeb: Forloeb) -> None:
    screening = scor(forloeb, by.sundhedsplejerske, OVER)
    igen = actions.afslut_screening(screening=screening, by=by.sundhedsplejerske, nu=by.nu + timedelta(hours=1))
    assert igen.afsluttet_at == by.nu
    assert Frist.objects.filter(anledning=forloeb.anledning, kode="adbb.gentag").count() == 1


def test_a_correction_takes_back_what_nobody_needs(by: By, forloeb: Forloeb) -> None:
    foerste = scor(forloeb, by.sundhedsplejerske, OVER)
    nu = by.nu + timedelta(hours=2)
    with pytest.raises(Denied):
        actions.ret_screening(screening=foerste, grund="", by=by.sundhedsplejerske, nu=nu)
    ny = actions.ret_screening(screening=foerste, grund="Trykkede forkert.", by=by.sundhedsplejerske, nu=nu)
    assert _aabne(forloeb)["adbb.gentag"]  # the old one counts until the new one is completed
    actions.gem_screening(screening=ny, aendringer={"vokalisering": "0"}, set_rev=0, by=by.sundhedsplejerske, nu=nu)
    ny = actions.afslut_screening(screening=ny, by=by.sundhedsplejerske, nu=nu)
    foerste.refresh_from_db()
    forloeb.refresh_from_db()
    assert (foerste.erstattet_at, ny.udfald, forloeb.afsluttet_at) == (nu, Udfald.UNDER, nu)
    assert set(_aabne(forloeb)) == {"adbb.resultat"}


def test_a_correction_to_over_opens_the_course_again(by: By, forloeb: Forloeb) -> None:
    foerste = scor(forloeb, by.sundhedsplejerske, UNDER)
    ny = actions.ret_screening(screening=foerste, grund="Trykkede forkert.", by=by.sundhedsplejerske, nu=by.nu)
    actions.gem_screening(screening=ny, aendringer={"respons": "3"}, set_rev=0, by=by.sundhedsplejerske, nu=by.nu)
    actions.afslut_screening(screening=ny, by=by.sundhedsplejerske, nu=by.nu)
    forloeb.refresh_from_db()
    assert forloeb.afsluttet_at is None
    assert _aabne(forloeb)["adbb.gentag"] == dato(by.nu) + timedelta(days=14)


def test_each_result_is_told_on_its_own(by: By, forloeb: Forloeb) -> None:
    foerste = scor(forloeb, by.sundhedsplejerske, OVER)
    mor = by.gro.foraeldremyndigheder.get().person
    orientering.registrer_resultat(
        anledning=forloeb.anledning,
        trin=foerste.resultat_trin,
        personer=[mor],
        maade=Maade.MUNDTLIGT,
        givet_den=dato(by.nu),
        by=by.sundhedsplejerske,
        nu=by.nu,
    )
    assert "adbb.resultat" not in _aabne(forloeb)
    anden = scor(forloeb, by.sundhedsplejerske, OVER, nu=by.nu + timedelta(days=10))
    assert "adbb.resultat" in _aabne(forloeb)
    assert orientering.er_fortalt(forloeb.anledning, foerste.resultat_trin)
    assert not orientering.er_fortalt(forloeb.anledning, anden.resultat_trin)


def test_everything_is_logged_without_what_it_says(by: By, forloeb: Forloeb) -> None:
    scor(forloeb, by.sundhedsplejerske, OVER, journalnote="Hemmelig note")
    haendelser = set(Log.objects.filter(boern__contains=[str(by.gro.pk)]).values_list("haendelse", flat=True))
    assert {"adbb.screening_begyndt", "adbb.screening_gemt", "adbb.screening_afsluttet"} <= haendelser
    assert "Hemmelig" not in str(list(Log.objects.values()))


def test_words_are_suggested_and_can_be_changed_after(by: By, forloeb: Forloeb) -> None:
    screening = scor(forloeb, by.sundhedsplejerske, OVER)
    forslag = actions.ord_til_foraeldre(screening)
    assert "få lyde" in forslag
    assert "komme igen snart" in forslag
    actions.ret_ord(
        screening=screening,
        tekst="Vi så, at hun hørte efter.",
        set_rev=screening.rev,
        by=by.sundhedsplejerske,
        nu=by.nu,
    )
    screening.refresh_from_db()
    assert actions.ord_til_foraeldre(screening) == "Vi så, at hun hørte efter."
    with pytest.raises(actions.IkkeFaerdig):
        actions.ret_ord(
            screening=screening, tekst="Hun fik 6 point.", set_rev=screening.rev, by=by.sundhedsplejerske, nu=by.nu
        )


def test_words_changed_by_a_colleague_meanwhile_are_not_overwritten(by: By, forloeb: Forloeb) -> None:
    screening = scor(forloeb, by.sundhedsplejerske, OVER)
    set_rev = screening.rev
    actions.ret_ord(screening=screening, tekst="Kollegas ord.", set_rev=set_rev, by=by.sundhedsplejerske, nu=by.nu)
    with pytest.raises(actions.Foraeldet) as nyere:
        actions.ret_ord(screening=screening, tekst="Mine ord.", set_rev=set_rev, by=by.sundhedsplejerske, nu=by.nu)
    assert nyere.value.tekst == "Kollegas ord."
    actions.ret_ord(
        screening=screening, tekst="Begges ord.", set_rev=nyere.value.rev, by=by.sundhedsplejerske, nu=by.nu
    )
    screening.refresh_from_db()
    assert screening.svar["foraeldretekst"] == "Begges ord."


def test_what_keeps_the_first_from_the_parents_keeps_the_second_too(by: By, forloeb: Forloeb) -> None:
    scor(forloeb, by.sundhedsplejerske, OVER, overgreb="mistanke", overgreb_hvorfor="Et mærke på armen.")
    nu = by.nu + timedelta(days=10)
    anden = scor(forloeb, by.sundhedsplejerske, OVER, nu=nu)
    assert anden.svar["overgreb"] == "nej"
    assert screeningside.byg(anden, dato(nu)).spaerret
    assert "adbb.resultat" not in _aabne(forloeb)


def test_a_repetition_is_another_day(by: By, forloeb: Forloeb) -> None:
    scor(forloeb, by.sundhedsplejerske, OVER)
    igen = scor(forloeb, by.sundhedsplejerske, OVER, afslut=False)
    with pytest.raises(actions.IkkeFaerdig) as fejl:
        actions.afslut_screening(screening=igen, by=by.sundhedsplejerske, nu=by.nu)
    assert "anden dag" in fejl.value.mangler["observeret_den"]


def test_a_day_long_past_is_not_written_up_as_if_it_were_now(by: By, forloeb: Forloeb) -> None:
    screening = scor(forloeb, by.sundhedsplejerske, den=dato(by.nu) - timedelta(days=15), afslut=False)
    with pytest.raises(actions.IkkeFaerdig) as fejl:
        actions.afslut_screening(screening=screening, by=by.sundhedsplejerske, nu=by.nu)
    assert "for længe siden" in fejl.value.mangler["observeret_den"]


def test_the_letter_is_of_the_screening_that_counts(by: By, forloeb: Forloeb) -> None:
    foerste = scor(forloeb, by.sundhedsplejerske, OVER)
    ny = actions.ret_screening(screening=foerste, grund="Trykkede forkert.", by=by.sundhedsplejerske, nu=by.nu)
    actions.afslut_screening(screening=ny, by=by.sundhedsplejerske, nu=by.nu)
    foerste.refresh_from_db()
    with pytest.raises(Denied, match="rettet"):
        permissions.check_can_udskrive(by.sundhedsplejerske, foerste)


def test_the_team_can_go_on_to_an_underretning(by: By, forloeb: Forloeb, log_ind: Callable[..., Client]) -> None:
    """A second result over the cut-off may be a child in need of special support; who knows it must tell."""
    client = log_ind(by.sundhedsplejerske)
    skriv = f'href="{reverse("underretning:ny_om", args=[by.gro.pk])}"'
    side = reverse("adbb:forloeb", args=[forloeb.pk])
    scor(forloeb, by.sundhedsplejerske, OVER)
    assert skriv not in client.get(side).text
    scor(forloeb, by.sundhedsplejerske, OVER, nu=by.nu + timedelta(days=10))
    for sti in (side, reverse("adbb:team", args=[forloeb.pk])):
        assert skriv in client.get(sti).text, sti
    assert client.get(reverse("underretning:ny_om", args=[by.gro.pk])).status_code == 200
