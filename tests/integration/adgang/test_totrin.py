"""Second factors: set up, asked for, demanded by role, and kept encrypted."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse

from opsporing.models import Log, User
from opsporing.organisation import actions
from opsporing.profil import Praksisprofil
from tests.cast import ADGANGSKODE, NU, By
from tests.factories.adgangsnoegle import adgangsnoegle

Ind = Callable[[User], Client]
LOGIND = reverse("account_login")
KONTO = reverse("konto")
APP = reverse("mfa_activate_totp")


def _kode(hemmelighed: str, om_sekunder: int = 0) -> str:
    """The code an app would show then."""
    return format_hotp_value(hotp_value(hemmelighed, (int(NU.timestamp()) + om_sekunder) // 30))


def _bekraeft(client: Client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": ADGANGSKODE})


def _tilfoej_app(client: Client) -> str:
    _bekraeft(client)
    side = client.get(APP)
    hemmelighed = re.search(r"<code[^>]*>(\w+)</code>", side.text)[1]
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = client.post(APP, {"code": _kode(hemmelighed)})
    assert response.status_code == 302, response.text
    return hemmelighed


def _kraev(by: By, *roller: str) -> None:
    profil = Praksisprofil(mfa_roller=list(roller))
    actions.gem_profil(kommune=by.kommune, profil=profil, grund="sikkerhed", by=by.administrator, nu=NU)


def test_app_tilfoejes_efter_bekraeftelse(by: By, log_ind: Ind, ur: time_machine.Traveller) -> None:
    client = log_ind(by.leder)
    assert client.get(APP).url == f"{reverse('account_reauthenticate')}?next={APP.replace('/', '%2F')}"
    hemmelighed = _tilfoej_app(client)
    side = client.get(reverse("mfa_view_recovery_codes")).text
    koder = re.findall(r"<code[^>]*>([\w-]+)</code>", side)
    assert len(koder) == 10
    # Shown once only.
    assert not re.findall(r"<code[^>]*>([\w-]+)</code>", client.get(reverse("mfa_view_recovery_codes")).text)
    assert Log.objects.filter(haendelse="opsporing.totrin_tilfoejet", bruger=str(by.leder.pk)).count() == 1
    assert "kode-app" in mail.outbox[-1].body
    app = Authenticator.objects.get(user=by.leder, type="totp")
    assert hemmelighed not in str(app.data)
    assert get_adapter().decrypt(app.data["secret"]) == hemmelighed
    assert "Tilføjet" in client.get(KONTO).text


def test_forkert_kode_tilfoejer_intet(by: By, log_ind: Ind) -> None:
    client = log_ind(by.leder)
    _bekraeft(client)
    response = client.post(APP, {"code": "000000"})
    assert "Koden passer ikke" in response.text
    assert not Authenticator.objects.exists()


def test_login_spoerger_efter_koden(by: By, log_ind: Ind, client: Client, ur: time_machine.Traveller) -> None:
    hemmelighed = _tilfoej_app(log_ind(by.leder))
    svar = client.post(f"{LOGIND}?next={KONTO}", {"login": "leder", "password": ADGANGSKODE})
    assert svar.url.startswith(reverse("mfa_authenticate"))
    assert client.get(KONTO).status_code == 302
    side = client.get(svar.url)
    assert "Ét trin til" in side.text
    forkert = client.post(svar.url, {"code": "000000"})
    assert "Koden passer ikke" in forkert.text
    assert Log.objects.filter(haendelse="opsporing.login_afvist", objekt=f"opsporing.user:{by.leder.pk}").count() == 1
    ur.shift(31)
    assert client.post(svar.url, {"code": _kode(hemmelighed, 31)}).url == KONTO
    assert client.get(KONTO).status_code == 200
    assert Log.objects.filter(haendelse="opsporing.logget_ind", bruger=str(by.leder.pk)).count() == 1


def test_noedkode_virker_een_gang(by: By, log_ind: Ind, ur: time_machine.Traveller) -> None:
    egen = log_ind(by.leder)
    _tilfoej_app(egen)
    kode = re.findall(r"<code[^>]*>([\w-]+)</code>", egen.get(reverse("mfa_view_recovery_codes")).text)[0]
    for ventet in (302, 200):
        client = Client()
        svar = client.post(LOGIND, {"login": "leder", "password": ADGANGSKODE})
        assert client.post(svar.url, {"code": kode}).status_code == ventet


def test_rolle_der_kraever_foeres_til_opsaetning_foer_alt_andet(
    by: By, log_ind: Ind, ur: time_machine.Traveller
) -> None:
    _kraev(by, "dagtilbudsleder")
    leder, paedagog = log_ind(by.leder), log_ind(by.paedagog)
    krav = reverse("totrin_kraeves")
    for navn in ("konto", "enheder", "account_change_password"):
        assert leder.get(reverse(navn)).url == krav, navn
    assert "ekstra trin ved login" in leder.get(krav).text
    assert leder.get(reverse("enheder"), headers={"Accept": "application/json"}).status_code == 403
    assert leder.post(reverse("session_hold")).status_code == 200
    assert paedagog.get(KONTO).status_code == 200
    assert paedagog.get(krav).url == "/"
    _tilfoej_app(leder)
    assert leder.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert leder.get(KONTO).status_code == 200


def test_kravet_gaelder_alle_ens_ansaettelser(by: By, log_ind: Ind) -> None:
    _kraev(by, "administrator")
    actions.ansaet(user=by.paedagog, enhed=by.rod, rolle="administrator", by=None, nu=NU)
    assert log_ind(by.paedagog).get(KONTO).url == reverse("totrin_kraeves")


def test_kravet_kommer_igen_naar_det_sidste_trin_fjernes(by: By, log_ind: Ind, ur: time_machine.Traveller) -> None:
    client = log_ind(by.leder)
    _tilfoej_app(client)
    _kraev(by, "dagtilbudsleder")
    assert client.get(KONTO).status_code == 200
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert client.get(KONTO).url == reverse("totrin_kraeves")
    assert Log.objects.filter(haendelse="opsporing.totrin_fjernet", bruger=str(by.leder.pk)).count() == 1


def test_man_kan_altid_komme_ud(by: By, log_ind: Ind) -> None:
    _kraev(by, "dagtilbudsleder")
    client = log_ind(by.leder)
    assert client.post(reverse("account_logout")).url == LOGIND


def test_hemmeligheder_kan_laeses_mens_noeglen_skiftes(settings: Any) -> None:
    laast = get_adapter().encrypt("hemmeligt")
    assert "hemmeligt" not in laast
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "en-helt-anden-noegle-paa-mere-end-halvtreds-tegn-0123456789"
    assert get_adapter().decrypt(laast) == "hemmeligt"
    assert get_adapter().encrypt("hemmeligt") != laast


@pytest.mark.parametrize(
    "navn", ["mfa_add_webauthn", "mfa_generate_recovery_codes", "account_set_password", "mfa_index"]
)
def test_siderne_om_ens_konto_kan_aabnes(by: By, log_ind: Ind, navn: str) -> None:
    client = log_ind(by.leder)
    _tilfoej_app(client)
    response = client.get(reverse(navn), follow=True)
    assert response.status_code == 200
    assert "ops-" in response.text


def test_adgangsnoegler_omdoebes_og_fjernes_kun_af_ejeren(by: By, log_ind: Ind) -> None:
    noegle = adgangsnoegle(by.leder)
    client = log_ind(by.leder)
    assert "Min telefon" in client.get(KONTO).text
    ret, fjern = (reverse(f"mfa_{hvad}_webauthn", args=[noegle.pk]) for hvad in ("edit", "remove"))
    for fremmed in (by.paedagog, by.administrator, by.naboby.leder):
        anden = log_ind(fremmed)
        _bekraeft(anden)
        assert anden.get(ret).status_code == 404
        assert anden.post(fjern).status_code == 404
    assert client.post(fjern).status_code == 302
    assert Authenticator.objects.filter(pk=noegle.pk).exists(), "the password is asked for first"
    _bekraeft(client)
    client.post(ret, {"name": "Stuens tablet"})
    assert "Stuens tablet" in client.get(KONTO).text
    client.post(fjern)
    assert not Authenticator.objects.filter(user=by.leder).exists()
    assert Log.objects.filter(haendelse="opsporing.totrin_fjernet", bruger=str(by.leder.pk)).exists()
    assert "fjernet fra din konto" in mail.outbox[-1].body


def test_uden_app_eller_koder_foeres_man_til_kontoen(by: By, log_ind: Ind) -> None:
    client = log_ind(by.leder)
    for navn in ("mfa_deactivate_totp", "mfa_view_recovery_codes"):
        assert client.get(reverse(navn)).url == KONTO


@pytest.mark.parametrize("svar", ["", "intet", "[]", "{}", '{"id": "x", "rawId": "x", "type": "public-key"}'])
def test_en_ukendt_noegle_afvises_i_ord_om_noegler(by: By, client: Client, svar: str) -> None:
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    response = client.post(reverse("mfa_login_webauthn"), {"credential": svar}, follow=True)
    assert response.redirect_chain[-1][0] == LOGIND
    assert "Koden" not in response.text
    assert 'role="alert"' in response.text
    assert "_auth_user_id" not in client.session


def test_alle_sider_om_login_er_i_vores_ramme(by: By, log_ind: Ind, client: Client) -> None:
    adgangsnoegle(by.leder)
    egen = log_ind(by.leder)
    _tilfoej_app(egen)
    sider = [
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_add_webauthn",
        "account_change_password",
    ]
    for navn in sider:
        side = egen.get(reverse(navn))
        assert side.status_code == 200, navn
        assert 'class="ops-top' in side.text, navn
        assert "{%" not in side.text, navn
    trin = client.post(LOGIND, {"login": "leder", "password": ADGANGSKODE}, follow=True)
    assert 'class="ops-top' in trin.text
    assert "Brug adgangsnøgle" in trin.text
