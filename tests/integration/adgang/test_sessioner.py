"""The session ends after silence and after twelve hours, kindly, and a page that saves itself is told so in JSON."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from opsporing.adgang import sessioner
from opsporing.models import Log, User
from tests.cast import By

Ind = Callable[[User], Client]
Ur = time_machine.Traveller

KONTO = reverse("konto")
HOLD = reverse("session_hold")
LOGIND = reverse("account_login")


def test_30_minutters_stilhed_logger_ud_med_besked(by: By, log_ind: Ind, ur: Ur) -> None:
    client = log_ind(by.paedagog)
    client.get(KONTO)
    ur.shift(timedelta(minutes=29, seconds=59))
    assert client.get(KONTO).status_code == 200
    ur.shift(timedelta(minutes=30))
    response = client.get(KONTO, follow=True)
    assert response.redirect_chain == [(f"{LOGIND}?next={KONTO}", 302)]
    assert "ikke skete noget i 30 minutter" in response.text
    assert "_auth_user_id" not in client.session
    assert Log.objects.get(haendelse="opsporing.logget_ud", bruger=str(by.paedagog.pk)).formaal == "stille"


def test_12_timer_logger_ud_ogsaa_den_flittige(by: By, log_ind: Ind, ur: Ur) -> None:
    client = log_ind(by.paedagog)
    for _ in range(36):
        assert client.get(KONTO).status_code == 200
        ur.shift(timedelta(minutes=20))
    response = client.get(KONTO, follow=True)
    assert "logget ind i 12 timer" in response.text
    assert Log.objects.get(haendelse="opsporing.logget_ud", bruger=str(by.paedagog.pk)).formaal == "graense"


def test_login_begynder_forfra_paa_begge_ure(by: By, log_ind: Ind, ur: Ur) -> None:
    client = log_ind(by.paedagog)
    client.get(KONTO)
    ur.shift(timedelta(hours=13))
    client.get(KONTO)
    client.force_login(by.paedagog)
    assert client.get(KONTO).status_code == 200


@pytest.mark.parametrize(
    "hoveder", [{"HX-Request": "true"}, {"Accept": "application/json"}, {"Sec-Fetch-Dest": "empty"}]
)
def test_et_script_faar_401_i_json_i_stedet_for_loginsiden(
    by: By, log_ind: Ind, ur: Ur, hoveder: dict[str, str]
) -> None:
    client = log_ind(by.paedagog)
    client.get(KONTO)
    ur.shift(timedelta(minutes=31))
    headers = {"Referer": f"http://testserver{KONTO}?fane=2", **hoveder}
    response = client.get(reverse("konto"), headers=headers)
    assert response.status_code == 401
    assert response.json()["login"] == f"{LOGIND}?next={KONTO}%3Ffane%3D2"
    assert "30 minutter" in response.json()["fejl"]
    # The next one has no session at all, and is told the same way.
    assert client.get(reverse("konto"), headers=headers).status_code == 401


def test_en_indsendt_formular_foerer_tilbage_til_siden_med_formularen(by: By, log_ind: Ind, ur: Ur) -> None:
    client = log_ind(by.paedagog)
    client.get(KONTO)
    ur.shift(timedelta(minutes=31))
    response = client.post(reverse("skift_enhed"), headers={"Referer": f"http://testserver{KONTO}"})
    assert response.url == f"{LOGIND}?next={KONTO}"


def test_tilbage_foerer_aldrig_til_en_fremmed_side(by: By, client: Client) -> None:
    response = client.post(reverse("skift_enhed"), headers={"Referer": "https://ond.example/side"})
    assert response.url == f"{LOGIND}?next=/"


def test_bliv_forlaenger_og_siger_hvor_laenge(by: By, log_ind: Ind, ur: Ur) -> None:
    client = log_ind(by.paedagog)
    client.get(KONTO)
    ur.shift(timedelta(minutes=29))
    assert client.post(HOLD).json() == {"stille": 29 * 60, "tilbage": 12 * 3600 - 29 * 60}
    ur.shift(timedelta(minutes=29))
    assert client.get(KONTO).status_code == 200


def test_bliv_kan_ikke_genoplive(by: By, log_ind: Ind, ur: Ur) -> None:
    client = log_ind(by.paedagog)
    client.get(KONTO)
    ur.shift(timedelta(minutes=30))
    assert client.post(HOLD, headers={"Accept": "application/json"}).status_code == 401
    assert client.get(KONTO).status_code == 302


def test_bliv_kraever_post_og_login(by: By, log_ind: Ind, client: Client) -> None:
    assert log_ind(by.paedagog).get(HOLD).status_code == 405
    assert client.post(HOLD).status_code == 302


def test_siden_fortaeller_browseren_hvor_laenge_der_er(by: By, log_ind: Ind) -> None:
    side = log_ind(by.paedagog).get(KONTO).text
    assert f'data-session-stille="{29 * 60}"' in side
    assert f'data-session-tilbage="{12 * 3600}"' in side
    assert f'data-session-hold="{HOLD}"' in side
    assert 'id="session-advarsel"' in side


def test_kontakt_skrives_hoejst_en_gang_i_minuttet(by: By, log_ind: Ind, ur: Ur) -> None:
    client = log_ind(by.paedagog)
    client.get(KONTO)
    foerst = client.session[sessioner.SIDST_SET]
    ur.shift(timedelta(seconds=30))
    client.get(KONTO)
    assert client.session[sessioner.SIDST_SET] == foerst
    ur.shift(timedelta(seconds=30))
    client.get(KONTO)
    assert client.session[sessioner.SIDST_SET] == foerst + 60


def test_loginsiden_siger_graenserne(client: Client, db: None) -> None:
    side = client.get(LOGIND).text
    assert "30 minutter uden aktivitet" in side
    assert "12 timer" in side
    assert "data-session-hold" not in side
