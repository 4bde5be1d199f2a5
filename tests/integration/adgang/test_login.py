"""Signing in and out: who gets in, what is said to who does not, and what the log keeps of it."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from opsporing.models import Log, User
from opsporing.organisation import actions
from tests.cast import ADGANGSKODE, NU, By

LOGIND = reverse("account_login")


def _prov(client: Client, navn: str, kode: str = ADGANGSKODE, **felter: str) -> object:
    return client.post(LOGIND, {"login": navn, "password": kode, **felter})


def _haendelser(user: User | None = None) -> list[str]:
    log = Log.objects.filter(haendelse__startswith="opsporing.log").order_by("id")
    return list((log.filter(bruger=str(user.pk)) if user else log).values_list("haendelse", flat=True))


@pytest.mark.parametrize(
    "navn", ["paedagog", "PAEDAGOG", " paedagog ", "paedagog@7999.example", "Paedagog@7999.Example"]
)
def test_brugernavn_og_email_giver_adgang(by: By, client: Client, navn: str) -> None:
    response = _prov(client, navn)
    assert response.status_code == 302
    assert response.url == "/"
    assert int(client.session["_auth_user_id"]) == by.paedagog.pk
    assert _haendelser(by.paedagog) == ["opsporing.logget_ind"]


def test_login_foerer_tilbage_til_siden(by: By, client: Client) -> None:
    assert client.get(reverse("konto")).url == f"{LOGIND}?next={reverse('konto')}"
    response = client.post(f"{LOGIND}?next={reverse('konto')}", {"login": "paedagog", "password": ADGANGSKODE})
    assert response.url == reverse("konto")


@pytest.mark.parametrize("naeste", ["https://ond.example/", "//ond.example/", "javascript:alert(1)"])
def test_login_foerer_ikke_ud_af_huset(by: By, client: Client, naeste: str) -> None:
    assert _prov(client, "paedagog", next=naeste).url == "/"


@pytest.mark.parametrize(
    ("navn", "kode"), [("paedagog", "forkert"), ("findes-ikke", ADGANGSKODE), ("x@y.example", "forkert-kode")]
)
def test_forkert_siger_det_samme_og_beholder_navnet(by: By, client: Client, navn: str, kode: str) -> None:
    response = _prov(client, navn, kode)
    assert response.status_code == 200
    assert "Brugernavn eller adgangskode passer ikke" in response.text
    assert f'value="{navn}"' in response.text
    assert kode not in response.text
    assert "_auth_user_id" not in client.session


def test_afvist_login_logges_uden_det_skrevne(by: By, client: Client) -> None:
    _prov(client, "paedagog", "forkert")
    _prov(client, "skrevet-forkert", "forkert")
    kendt, ukendt = Log.objects.filter(haendelse="opsporing.login_afvist").order_by("id")
    assert (kendt.objekt, kendt.kommune, kendt.bruger) == (f"opsporing.user:{by.paedagog.pk}", str(by.kommune.pk), "")
    assert (ukendt.objekt, ukendt.kommune, ukendt.bruger) == ("", "", "")
    assert not Log.objects.filter(formaal__contains="forkert").exists()


def test_for_mange_forsoeg_lukker_ogsaa_for_den_rigtige_kode(by: By, client: Client) -> None:
    for _ in range(5):
        _prov(client, "paedagog", "forkert")
    response = _prov(client, "paedagog")
    assert "for mange forkerte forsøg" in response.text
    assert "Vent fem minutter" in response.text
    assert "_auth_user_id" not in client.session
    # One account under attack does not shut its colleagues out.
    assert _prov(client, "paedagog2").status_code == 302


def test_stormloeb_fra_een_adresse_faar_429_paa_dansk(by: By, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ACCOUNT_RATE_LIMITS", {**settings.ACCOUNT_RATE_LIMITS, "login": "2/m/ip"})
    for _ in range(2):
        _prov(client, "paedagog", "forkert")
    response = _prov(client, "paedagog", "forkert")
    assert response.status_code == 429
    assert "Der har været for mange forsøg" in response.text


def test_lukket_konto_afvises_venligt(by: By, client: Client) -> None:
    actions.deaktiver_bruger(user=by.paedagog, by=by.administrator, nu=NU)
    response = client.post(LOGIND, {"login": "paedagog", "password": ADGANGSKODE}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("account_inactive")
    assert "Din konto er lukket" in response.text
    assert "administrator" in response.text
    assert "_auth_user_id" not in client.session
    assert Log.objects.filter(haendelse="opsporing.login_afvist", objekt=f"opsporing.user:{by.paedagog.pk}").exists()


def test_lukket_konto_roebes_ikke_uden_adgangskoden(by: By, client: Client) -> None:
    actions.deaktiver_bruger(user=by.paedagog, by=by.administrator, nu=NU)
    assert "Din konto er lukket" not in _prov(client, "paedagog", "forkert").text


def test_deaktiveret_er_ude_med_det_samme(by: By, log_ind: Callable[[User], Client]) -> None:
    client = log_ind(by.paedagog)
    assert client.get(reverse("konto")).status_code == 200
    actions.deaktiver_bruger(user=by.paedagog, by=by.administrator, nu=NU)
    response = client.get(reverse("konto"))
    assert response.status_code == 302
    assert response.url.startswith(LOGIND)


def test_log_ud_logges_og_siger_det(by: By, log_ind: Callable[[User], Client]) -> None:
    client = log_ind(by.paedagog)
    response = client.post(reverse("account_logout"), follow=True)
    assert "Du er logget ud." in response.text
    assert _haendelser(by.paedagog) == ["opsporing.logget_ud"]
    assert client.get(reverse("konto")).status_code == 302


def test_log_ud_paa_en_get_spoerger_foerst(by: By, log_ind: Callable[[User], Client]) -> None:
    client = log_ind(by.paedagog)
    assert "Vil du logge ud?" in client.get(reverse("account_logout")).text
    assert client.get(reverse("konto")).status_code == 200


def test_log_ud_overalt_lukker_alle_sessioner(by: By, log_ind: Callable[[User], Client]) -> None:
    tablet, computer, kollega = log_ind(by.paedagog), log_ind(by.paedagog), log_ind(by.paedagog2)
    response = computer.post(reverse("log_ud_overalt"), follow=True)
    assert "logget ud alle steder" in response.text
    for client in (tablet, computer):
        assert client.get(reverse("konto")).status_code == 302
    assert kollega.get(reverse("konto")).status_code == 200
    assert "opsporing.logget_ud_overalt" in _haendelser(by.paedagog)


def test_log_ud_overalt_kraever_post(by: By, log_ind: Callable[[User], Client]) -> None:
    client = log_ind(by.paedagog)
    assert client.get(reverse("log_ud_overalt")).status_code == 405
    assert client.get(reverse("konto")).status_code == 200


@pytest.mark.parametrize("sti", ["/konto/signup/", "/konto/opret/", "/konto/email/", "/konto/3rdparty/"])
def test_det_der_ikke_tilbydes_har_ingen_adresse(by: By, client: Client, sti: str) -> None:
    assert client.get(sti).status_code == 404


def test_glemt_adgangskode_hele_vejen(by: By, client: Client) -> None:
    response = client.post(reverse("account_reset_password"), {"email": "Paedagog@7999.example"}, follow=True)
    assert "Se i din mail" in response.text
    (brev,) = mail.outbox
    assert brev.to == ["paedagog@7999.example"]
    assert brev.subject == "Vælg en ny adgangskode til Opsporing"
    assert by.paedagog.navn not in brev.body
    assert "tre dage" in brev.body
    link = re.search(r"http://testserver(\S+)", brev.body)[1]
    side = client.get(link, follow=True)
    assert "Vælg adgangskode" in side.text
    ny = "en lang sætning om børn"
    svar = client.post(side.request["PATH_INFO"], {"password1": ny, "password2": ny}, follow=True)
    assert "Adgangskoden er gemt" in svar.text
    assert _prov(client, "paedagog", ny).status_code == 302
    assert Log.objects.filter(haendelse="opsporing.adgangskode_skiftet", bruger=str(by.paedagog.pk)).count() == 1
    # Its owner is told, and the link is used up.
    assert "skiftet med et link" in mail.outbox[1].body
    assert "Linket virker ikke længere" in Client().get(link, follow=True).text


def test_glemt_adgangskode_roeber_ikke_hvem_der_findes(by: By, client: Client) -> None:
    kendt = client.post(reverse("account_reset_password"), {"email": "paedagog@7999.example"}, follow=True)
    ukendt = client.post(reverse("account_reset_password"), {"email": "ingen@7999.example"}, follow=True)
    assert kendt.redirect_chain == ukendt.redirect_chain
    assert len(mail.outbox) == 1


def test_link_virker_i_tre_dage(by: By, client: Client, ur: object) -> None:
    client.post(reverse("account_reset_password"), {"email": "paedagog@7999.example"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    ur.shift(3 * 24 * 60 * 60 + 1)
    assert "Linket virker ikke længere" in client.get(link, follow=True).text


def test_skift_adgangskode_logger_ud_alle_steder(by: By, log_ind: Callable[[User], Client]) -> None:
    client, tablet = log_ind(by.paedagog), log_ind(by.paedagog)
    ny = "en lang sætning om børn"
    felter = {"oldpassword": ADGANGSKODE, "password1": ny, "password2": ny}
    forkert = client.post(reverse("account_change_password"), {**felter, "oldpassword": "x"})
    assert "Den nuværende adgangskode passer ikke" in forkert.text
    kort = client.post(reverse("account_change_password"), {**felter, "password1": "kort", "password2": "kort"})
    assert "12" in kort.text
    assert client.post(reverse("account_change_password"), felter).status_code == 302
    assert tablet.get(reverse("konto")).status_code == 302
    assert _prov(Client(), "paedagog", ny).status_code == 302


def test_adgangskoder_gemmes_med_argon2(by: By, settings: object) -> None:
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]
    by.paedagog.set_password("en lang sætning om børn")
    assert by.paedagog.password.startswith("argon2$")


def test_kontosiden_siger_hvem_jeg_er(by: By, log_ind: Callable[[User], Client]) -> None:
    side = log_ind(by.paedagog).get(reverse("konto")).text
    for tekst in ("Pia Bjerre", "paedagog@7999.example", "Egern", "pædagog", "Prøveby Kommune"):
        assert tekst in side
