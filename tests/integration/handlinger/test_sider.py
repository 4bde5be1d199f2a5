"""The pages of an agreement through the real client."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opsporing.anledning import aabn_for
from opsporing.handlinger import actions
from opsporing.models import Anledning, Grundlag, Handling, Log, Opfoelgning, User
from tests.cast import By
from tests.factories.tid import NU
from tests.integration.handlinger.conftest import OPFOELGNING

LogInd = Callable[..., Client]
UD = "opsporing.handling_set"


def felter(by: By, **andre: Any) -> dict[str, Any]:
    return {
        "hvad": "Vi går tur to og to.",
        "ansvarlig": by.paedagog.pk,
        "opfoelgning_den": OPFOELGNING.isoformat(),
        "indsatstrin": "1",
        "laereplan": ["social", "natur"],
    } | andre


@pytest.fixture
def sider(anledning: Anledning, handling: Handling) -> list[str]:
    return [
        reverse("handling:opret", args=[anledning.pk]),
        reverse("handling:vis", args=[handling.pk]),
        reverse("handling:ret", args=[handling.pk]),
        reverse("handling:foelg_op", args=[handling.pk]),
    ]


# Access and log -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hvem", ["paedagog", "paedagog2", "leder"])
def test_those_who_see_the_matter_see_its_agreements_and_it_is_logged(
    hvem: str, by: By, log_ind: LogInd, sider: list[str]
) -> None:
    klient = log_ind(by.bruger[hvem])
    for nr, side in enumerate(sider, 1):
        assert klient.get(side).status_code == 200
        poster = Log.objects.filter(haendelse=UD, bruger=str(by.bruger[hvem].pk))
        assert poster.count() == nr
        assert poster.latest("pk").boern == [str(by.alma.pk)]


@pytest.mark.parametrize("hvem", ["paedagog_ugle", "paedagog_eg", "leder2", "dagplejer", "sundhedsplejerske"])
def test_outsiders_find_nothing(hvem: str, by: By, log_ind: LogInd, sider: list[str]) -> None:
    klient = log_ind(by.bruger[hvem])
    for side in sider:
        assert klient.get(side).status_code == 404
        assert klient.post(side, felter(by)).status_code in {404, 405}
    assert Handling.objects.count() == 1


def test_another_municipality_finds_nothing(by: By, log_ind: LogInd, sider: list[str]) -> None:
    klient = log_ind(by.naboby.leder)
    assert {klient.get(side).status_code for side in sider} == {404}


@pytest.mark.parametrize("hvem", ["forvaltning", "administrator", "databeskyttelse"])
def test_roles_without_children_are_refused(hvem: str, by: By, log_ind: LogInd, sider: list[str]) -> None:
    klient = log_ind(by.bruger[hvem])
    assert {klient.get(side).status_code for side in sider} == {403}


def test_a_scoped_tilknytning_opens_the_agreement_for_reading(
    by: By, log_ind: LogInd, anledning: Anledning, handling: Handling
) -> None:
    aabn_for(
        anledning=anledning,
        enhed=by.ppr_team,
        grundlag=Grundlag.SPARRING,
        til=NU + timedelta(days=14),
        by=by.leder,
        nu=NU,
    )
    klient = log_ind(by.ppr)
    svar = klient.get(reverse("handling:vis", args=[handling.pk]))
    assert svar.status_code == 200
    assert "Ret aftalen" not in svar.content.decode()
    assert klient.get(reverse("handling:ret", args=[handling.pk])).status_code == 403


# Making one -----------------------------------------------------------------------------------------------------------


def test_an_agreement_is_made(by: By, log_ind: LogInd, anledning: Anledning) -> None:
    svar = log_ind(by.paedagog).post(reverse("handling:opret", args=[anledning.pk]), felter(by))
    handling = Handling.objects.get()
    assert svar.status_code == 302
    assert (handling.hvad, handling.laereplan, handling.oprettet_by) == (
        "Vi går tur to og to.",
        ["social", "natur"],
        by.paedagog,
    )


@pytest.mark.parametrize(
    ("forkert", "besked"),
    [
        ({"hvad": ""}, "Skriv, hvad I gør."),
        ({"ansvarlig": ""}, "Vælg den, der sørger for det."),
        ({"opfoelgning_den": "31-02-2027"}, "Skriv en dato som dag-måned-år"),
        ({"opfoelgning_den": "2020-01-01"}, "Vælg en dag, der ikke er gået."),
        ({"indsatstrin": "9"}, "Marker en gyldig valgmulighed"),
        ({"laereplan": ["magi"]}, "Marker en gyldig valgmulighed"),
    ],
)
def test_bad_input_is_answered_in_danish_and_kept(
    forkert: dict[str, Any], besked: str, by: By, log_ind: LogInd, anledning: Anledning
) -> None:
    svar = log_ind(by.paedagog).post(
        reverse("handling:opret", args=[anledning.pk]), felter(by, hvad="Mine egne ord") | forkert
    )
    tekst = svar.content.decode()
    assert svar.status_code == 422
    assert besked in tekst
    assert ("Mine egne ord" in tekst) is ("hvad" not in forkert)
    assert not Handling.objects.exists()


def test_a_colleague_from_elsewhere_cannot_be_chosen(by: By, log_ind: LogInd, anledning: Anledning) -> None:
    for fremmed in (by.leder2, by.forvaltning, by.naboby.paedagog):
        svar = log_ind(by.paedagog).post(
            reverse("handling:opret", args=[anledning.pk]), felter(by, ansvarlig=fremmed.pk)
        )
        assert svar.status_code == 422
    assert not Handling.objects.exists()


# Two people saving ----------------------------------------------------------------------------------------------------


@pytest.fixture
def samtidigt(by: By, handling: Handling, log_ind: LogInd) -> Callable[..., Any]:
    """Per has saved his words; Pia, who opened the page before, now saves hers."""
    actions.ret(handling=handling, rev=0, by=by.paedagog2, nu=NU, hvad="Pers ord", opfoelgning_den=OPFOELGNING)

    def gem(user: User, data: dict[str, Any]) -> Any:
        return log_ind(user).post(reverse("handling:ret", args=[handling.pk]), data)

    return gem


def test_who_saves_last_sees_both_and_nothing_is_overwritten(
    by: By, handling: Handling, samtidigt: Callable[..., Any]
) -> None:
    svar = samtidigt(by.paedagog, felter(by, hvad="Pias ord", version="0"))
    tekst = svar.content.decode()
    assert svar.status_code == 409
    assert "Pers ord" in tekst
    assert "Pias ord" in tekst
    assert "Per har gemt, mens du skrev" in tekst
    handling.refresh_from_db()
    assert handling.hvad == "Pers ord"


@pytest.mark.parametrize(
    ("valg", "ventet"), [("min", "Pias ord"), ("deres", "Pers ord"), ("begge", "Pers ord\n\nPias ord")]
)
def test_the_writer_chooses(valg: str, ventet: str, by: By, handling: Handling, samtidigt: Callable[..., Any]) -> None:
    svar = samtidigt(
        by.paedagog,
        {
            "version": "1",
            "konflikt_hvad": valg,
            "min_hvad": "Pias ord",
            "konflikt_laereplan": "min",
            "min_laereplan": ["social", "natur"],
        },
    )
    assert svar.status_code == 302
    handling.refresh_from_db()
    assert (handling.hvad.replace("\r\n", "\n"), handling.laereplan) == (ventet, ["social", "natur"])


def test_a_third_save_in_between_asks_again(by: By, handling: Handling, samtidigt: Callable[..., Any]) -> None:
    handling.refresh_from_db()
    actions.ret(handling=handling, rev=1, by=by.leder, nu=NU, hvad="Lones ord")
    svar = samtidigt(by.paedagog, {"version": "1", "konflikt_hvad": "min", "min_hvad": "Pias ord"})
    assert svar.status_code == 409
    assert "Lones ord" in svar.content.decode()


@pytest.mark.parametrize("version", ["", "x", "-3", "99999999999999999999"])
def test_a_strange_version_is_never_taken_for_the_present_one(
    version: str, by: By, handling: Handling, samtidigt: Callable[..., Any]
) -> None:
    svar = samtidigt(by.paedagog, felter(by, hvad="Pias ord", version=version))
    assert svar.status_code in {409, 422}
    handling.refresh_from_db()
    assert handling.hvad == "Pers ord"


# Following up ---------------------------------------------------------------------------------------------------------


def opfoelgning(**andre: Any) -> dict[str, Any]:
    return {
        "virkning": "delvist",
        "tekst": "Hun kom selv hen til os.",
        "videre": "igen",
        "naeste_den": "2027-01-15",
        "version": "0",
    } | andre


def test_a_follow_up_with_a_new_date(by: By, handling: Handling, log_ind: LogInd) -> None:
    svar = log_ind(by.paedagog).post(reverse("handling:foelg_op", args=[handling.pk]), opfoelgning(), follow=True)
    assert svar.status_code == 200
    assert "Hun kom selv hen til os." in svar.content.decode()
    handling.refresh_from_db()
    assert (str(handling.opfoelgning_den), handling.afsluttet_at) == ("2027-01-15", None)


def test_a_follow_up_ends_the_agreement(by: By, handling: Handling, log_ind: LogInd) -> None:
    klient = log_ind(by.paedagog)
    adresse = reverse("handling:foelg_op", args=[handling.pk])
    klient.post(adresse, opfoelgning(videre="slut", naeste_den=""))
    handling.refresh_from_db()
    assert handling.afsluttet_by == by.paedagog
    assert klient.get(adresse).status_code == 302
    side = klient.get(reverse("handling:vis", args=[handling.pk])).content.decode()
    assert "Afsluttet" in side
    assert "Ret aftalen" not in side


@pytest.mark.parametrize(
    ("forkert", "besked"),
    [
        ({"virkning": ""}, "Vælg, om det hjalp."),
        ({"videre": ""}, "Vælg, hvad der nu skal ske."),
        ({"naeste_den": ""}, "Vælg den dag, I følger op igen."),
        ({"naeste_den": "2020-01-01"}, "Vælg en dag, der ikke er gået."),
        ({"naeste_den": "i morgen"}, "Skriv en dato som dag-måned-år"),
    ],
)
def test_a_bad_follow_up_is_answered_in_danish_and_kept(
    forkert: dict[str, str], besked: str, by: By, handling: Handling, log_ind: LogInd
) -> None:
    svar = log_ind(by.paedagog).post(reverse("handling:foelg_op", args=[handling.pk]), opfoelgning(**forkert))
    assert svar.status_code == 422
    assert besked in svar.content.decode()
    assert "Hun kom selv hen til os." in svar.content.decode()
    assert not Opfoelgning.objects.exists()


def test_two_follow_ups_at_once_are_both_kept(by: By, handling: Handling, log_ind: LogInd) -> None:
    klient, adresse = log_ind(by.paedagog), reverse("handling:foelg_op", args=[handling.pk])
    klient.get(adresse)
    actions.foelg_op(
        handling=handling, virkning="hjalp", tekst="Pers ord", naeste_den=OPFOELGNING, by=by.paedagog2, nu=NU
    )
    svar = klient.post(adresse, opfoelgning(tekst="Pias ord"))
    tekst = svar.content.decode()
    assert svar.status_code == 409
    assert "Pers ord" in tekst
    assert "Pias ord" in tekst
    assert 'name="version" value="1"' in tekst
    assert klient.post(adresse, opfoelgning(tekst="Pias ord", version="1")).status_code == 302
    assert set(Opfoelgning.objects.values_list("tekst", flat=True)) == {"Pers ord", "Pias ord"}


def test_words_are_not_lost_when_a_colleague_has_ended_it(by: By, handling: Handling, log_ind: LogInd) -> None:
    actions.afslut(handling=handling, by=by.paedagog2, nu=NU)
    svar = log_ind(by.paedagog).post(reverse("handling:foelg_op", args=[handling.pk]), opfoelgning(tekst="Pias ord"))
    tekst = svar.content.decode()
    assert svar.status_code == 422
    assert "Aftalen er afsluttet." in tekst
    assert "Pias ord" in tekst


# Speed ----------------------------------------------------------------------------------------------------------------


def test_the_page_asks_the_same_however_long_its_story(by: By, handling: Handling, log_ind: LogInd) -> None:
    klient, adresse = log_ind(by.paedagog), reverse("handling:vis", args=[handling.pk])
    klient.get(adresse)
    antal = []
    for gange in (1, 10):
        for _ in range(gange):
            actions.foelg_op(
                handling=handling, virkning="delvist", tekst="Lidt", naeste_den=OPFOELGNING, by=by.paedagog2, nu=NU
            )
        with CaptureQueriesContext(connection) as spurgt:
            klient.get(adresse)
        antal.append(len(spurgt))
    assert antal[0] == antal[1] <= 12
