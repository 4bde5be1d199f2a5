"""Accounts, employments and certificates as the administrator works on them."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.urls import reverse

from opsporing.models import Ansaettelse, Barn, Certificering, Log, User
from opsporing.organisation import actions
from opsporing.profil import Praksisprofil
from tests.cast import NU, By

Ind = Callable[[User], Client]
NY = {"navn": "Åse Ny", "username": "aany", "email": "Aase@7999.example", "medarbejdernr": "4711"}


@pytest.fixture
def admin(by: By, log_ind: Ind) -> Client:
    return log_ind(by.administrator)


def _log(haendelse: str) -> list[str]:
    return list(Log.objects.filter(haendelse=haendelse, bruger__gt="").values_list("objekt", flat=True))


def _gem(client: Client, user: User, **felter: str) -> Any:
    url = reverse("bruger", args=[user.pk])
    gemt = {"navn": user.navn, "email": user.email, "medarbejdernr": user.medarbejdernr}
    return client.post(url, {**gemt, **felter, "version": client.get(url).context["r"].version}, follow=True)


def test_ny_bruger_faar_et_link_og_vaelger_selv_adgangskode(by: By, admin: Client) -> None:
    svar = admin.post(reverse("bruger_opret"), NY, follow=True)
    user = User.objects.get(username="aany")
    assert svar.redirect_chain == [(reverse("bruger", args=[user.pk]), 302)]
    assert "Et link til at vælge adgangskode er sendt til aase@7999.example" in svar.text
    assert (user.kommune, user.email, user.has_usable_password()) == (by.kommune, "aase@7999.example", False)
    (brev,) = mail.outbox
    assert "Prøveby Kommune" in brev.body
    assert "Åse" not in brev.body + brev.subject
    link = re.search(r"http://testserver(\S+)", brev.body)[1]
    hun = Client()
    side = hun.get(link, follow=True)
    kode = "en lang sætning om børn"
    hun.post(side.request["PATH_INFO"], {"password1": kode, "password2": kode})
    assert hun.post(reverse("account_login"), {"login": "aany", "password": kode}).status_code == 302
    # Without an employment there is nothing to see.
    assert hun.get(reverse("enheder")).status_code == 403
    assert _log("opsporing.bruger_oprettet") == _log("opsporing.loginlink_sendt") == [f"opsporing.user:{user.pk}"]


@pytest.mark.parametrize(
    ("felter", "fejl"),
    [
        ({"username": "PAEDAGOG"}, "Brugernavnet er taget"),
        ({"username": "to ord"}, "Brug kun små bogstaver"),
        ({"username": "6101901234"}, "ligner et CPR-nummer"),
        ({"email": "Leder@7999.example"}, "E-mailen bruges allerede"),
        ({"email": "ikke-en-mail"}, "gyldig e-mail"),
        ({"email": ""}, "Udfyld feltet"),
        ({"medarbejdernr": "610190-1234"}, "ligner et CPR-nummer"),
        ({"navn": ""}, "Udfyld feltet"),
    ],
)
def test_forkert_opretter_intet_og_beholder_det_skrevne(
    by: By, admin: Client, felter: dict[str, str], fejl: str
) -> None:
    antal = User.objects.count()
    svar = admin.post(reverse("bruger_opret"), {**NY, **felter})
    assert svar.status_code == 200
    assert fejl in svar.text
    for navn, vaerdi in {**NY, **felter}.items():
        assert vaerdi in svar.text, navn
    assert User.objects.count() == antal
    assert not mail.outbox


def test_kan_posten_ikke_sendes_er_kontoen_der_og_fejlen_siges(
    by: By, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doed(*args: Any, **kwargs: Any) -> None:
        raise SMTPException("mail server is down")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", doed)
    svar = admin.post(reverse("bruger_opret"), NY, follow=True)
    assert "kunne ikke sendes lige nu" in svar.text
    assert User.objects.filter(username="aany").exists()
    assert not _log("opsporing.loginlink_sendt")


def test_ret_oplysninger_og_en_ny_email_aabner_og_den_gamle_lukkes(by: By, admin: Client) -> None:
    Client().post(reverse("account_reset_password"), {"email": by.leder.email})
    gammelt_link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    assert EmailAddress.objects.filter(user=by.leder).exists()
    gammel = by.leder.email
    _gem(admin, by.leder, email="ny@7999.example", navn="Lone Nyt Navn")
    by.leder.refresh_from_db()
    assert (by.leder.email, by.leder.navn) == ("ny@7999.example", "Lone Nyt Navn")
    assert sorted(Log.objects.get(haendelse="opsporing.bruger_rettet").felter) == ["email", "navn"]
    # She is told at the former address, where no link works any longer.
    assert mail.outbox[-1].to == [gammel]
    assert "e-mail" in mail.outbox[-1].body
    mail.outbox.clear()
    Client().post(reverse("account_reset_password"), {"email": gammel})
    assert not mail.outbox
    assert "Linket virker ikke længere" in Client().get(gammelt_link, follow=True).text


def test_to_der_retter_samme_bruger_mister_intet(by: By, admin: Client) -> None:
    url = reverse("bruger", args=[by.leder.pk])
    version = admin.get(url).context["r"].version
    actions.ret_bruger(user=by.leder, navn="Deres Navn", by=by.administrator, nu=NU)
    svar = admin.post(url, {"navn": "Mit Navn", "email": by.leder.email, "medarbejdernr": "", "version": version})
    assert "har gemt, mens du skrev" in svar.text
    admin.post(url, {"version": svar.context["r"].konflikt.version, "konflikt_navn": "deres", "min_navn": "Mit Navn"})
    by.leder.refresh_from_db()
    assert by.leder.navn == "Deres Navn"


def test_ansaettelse_giver_adgang_samme_sekund(by: By, admin: Client, log_ind: Ind) -> None:
    url = reverse("bruger_ansaet", args=[by.paedagog_eg.pk])
    felter = {"rolle": "paedagog", "enhed": by.egern.pk, "fra": "2026-10-14", "til": "2026-10-31"}
    svar = admin.post(url, felter, follow=True)
    assert "Emil Vang er pædagog i Egern" in svar.text
    ansaettelse = Ansaettelse.objects.get(user=by.paedagog_eg, enhed=by.egern)
    assert ansaettelse.fra == NU
    assert ansaettelse.til.isoformat() == "2026-10-31T23:00:00+00:00"
    gaeldende = Ansaettelse.objects.for_bruger(by.paedagog_eg, NU)
    assert by.barn in Barn.objects.for_user(by.paedagog_eg.vaelg(gaeldende.get(pk=ansaettelse.pk)), NU)
    assert ansaettelse not in Ansaettelse.objects.for_bruger(by.paedagog_eg, ansaettelse.til)
    assert _log("opsporing.ansaettelse_oprettet") == [f"opsporing.ansaettelse:{ansaettelse.pk}"]


@pytest.mark.parametrize(
    ("felter", "fejl"),
    [
        ({"rolle": "paedagog", "enhed": "birken"}, "Rollen pædagog har man i: stue"),
        ({"rolle": "administrator", "enhed": "egern"}, "Rollen administrator har man i: kommune"),
        ({"rolle": "", "enhed": "egern"}, "Vælg en af mulighederne"),
        ({"fra": "2026-11-02", "til": "2026-11-01"}, "efter den første"),
        ({"fra": "2026-10-01", "til": "2026-10-13"}, "Den dag er gået"),
        ({"fra": "i morgen"}, "Skriv en dato"),
        ({"enhed": "nabo"}, "gyldig valgmulighed"),
    ],
)
def test_forkert_ansaettelse_gives_ikke(by: By, admin: Client, felter: dict[str, str], fejl: str) -> None:
    antal = Ansaettelse.objects.count()
    data = {"rolle": "paedagog", "enhed": "egern", "fra": "2026-10-14", "til": "", **felter}
    data["enhed"] = by.naboby.stue.pk if data["enhed"] == "nabo" else by.enhed[data["enhed"]].pk
    svar = admin.post(reverse("bruger_ansaet", args=[by.paedagog_eg.pk]), data)
    assert svar.status_code == 200
    assert fejl in svar.text
    assert f'value="{data["fra"]}"' in svar.text
    assert Ansaettelse.objects.count() == antal


def test_samme_ansaettelse_gives_ikke_to_gange(by: By, admin: Client) -> None:
    data = {"rolle": "paedagog", "enhed": by.egern.pk, "fra": "2026-10-14", "til": ""}
    assert "er allerede pædagog i Egern" in admin.post(reverse("bruger_ansaet", args=[by.paedagog.pk]), data).text


def test_paedagog_i_hele_huset_kun_naar_profilen_siger_det(by: By, admin: Client) -> None:
    data = {"rolle": "paedagog", "enhed": by.birken.pk, "fra": "2026-10-14", "til": ""}
    url = reverse("bruger_ansaet", args=[by.paedagog_eg.pk])
    admin.post(url, data)
    assert not Ansaettelse.objects.filter(user=by.paedagog_eg, enhed=by.birken).exists()
    profil = Praksisprofil(paedagog_ser_hele_institutionen=True)
    actions.gem_profil(kommune=by.kommune, profil=profil, grund="prøve", by=by.administrator, nu=NU)
    admin.post(url, data)
    assert Ansaettelse.objects.filter(user=by.paedagog_eg, enhed=by.birken).exists()


def test_ingen_giver_sig_selv_rettigheder(by: By, admin: Client) -> None:
    data = {"rolle": "paedagog", "enhed": by.egern.pk, "fra": "2026-10-14", "til": ""}
    svar = admin.post(reverse("bruger_ansaet", args=[by.administrator.pk]), data)
    assert svar.status_code == 403
    assert "give dig selv en ansættelse" in svar.text
    assert Ansaettelse.objects.filter(user=by.administrator).count() == 1
    assert (
        reverse("bruger_ansaet", args=[by.administrator.pk])
        not in admin.get(reverse("bruger", args=[by.administrator.pk])).text
    )


@pytest.mark.parametrize("navn", ["bruger_deaktiver", "bruger_nulstil_totrin"])
def test_ingen_lukker_eller_nulstiller_sig_selv(by: By, admin: Client, navn: str) -> None:
    assert admin.post(reverse(navn, args=[by.administrator.pk])).status_code == 403
    by.administrator.refresh_from_db()
    assert by.administrator.is_active
    assert not _log("opsporing.bruger_deaktiveret")


def test_den_sidste_administrator_kan_ikke_forsvinde(by: By, admin: Client) -> None:
    egen = Ansaettelse.objects.get(user=by.administrator)
    assert admin.post(reverse("ansaettelse_afslut", args=[egen.pk]), {"til": ""}).status_code == 403
    egen.refresh_from_db()
    assert egen.til is None


def test_afslut_ansaettelse_nu_lukker_straks(by: By, admin: Client, log_ind: Ind, ur: time_machine.Traveller) -> None:
    leder = log_ind(by.leder)
    assert leder.get(reverse("konto")).context["ansaettelse"] is not None
    egen = Ansaettelse.objects.get(user=by.leder)
    url = reverse("ansaettelse_afslut", args=[egen.pk])
    assert "Børnehuset Birken" in admin.get(url).text
    assert "er afsluttet" in admin.post(url, {"til": ""}, follow=True).text
    assert leder.get(reverse("enheder")).status_code == 403
    assert leder.get(reverse("konto")).context["ansaettelse"] is None
    assert _log("opsporing.ansaettelse_afsluttet") == [f"opsporing.ansaettelse:{egen.pk}"]
    assert admin.get(url).status_code == 404


def test_afslut_ansaettelse_paa_en_dag(by: By, admin: Client) -> None:
    egen = Ansaettelse.objects.get(user=by.leder)
    url = reverse("ansaettelse_afslut", args=[egen.pk])
    for dag, fejl in (("2026-10-13", "Den dag er gået"), ("31. okt", "Skriv en dato")):
        svar = admin.post(url, {"til": dag})
        assert fejl in svar.text
        assert f'value="{dag}"' in svar.text
    admin.post(url, {"til": "31-10-2026"})
    egen.refresh_from_db()
    assert egen.til.isoformat() == "2026-10-31T23:00:00+00:00"
    assert "slutter før det" in admin.post(url, {"til": "2026-11-05"}).text


def test_luk_og_aabn_konto(by: By, admin: Client, log_ind: Ind) -> None:
    leder = log_ind(by.leder)
    svar = admin.post(reverse("bruger_deaktiver", args=[by.leder.pk]), follow=True)
    assert "kontoen er lukket" in svar.text
    assert leder.get(reverse("konto")).status_code == 302
    assert "Lone Ågård" not in admin.get(reverse("brugere")).text
    assert "Lone Ågård" in admin.get(reverse("brugere") + "?vis=lukkede").text
    admin.post(reverse("bruger_genaktiver", args=[by.leder.pk]))
    by.leder.refresh_from_db()
    assert by.leder.is_active
    assert by.leder.deaktiveret_at is None
    # The old session does not come back to life.
    assert leder.get(reverse("konto")).status_code == 302


def test_nulstil_ekstra_trin_logger_ud_og_siger_det(by: By, admin: Client, log_ind: Ind) -> None:
    TOTP.activate(by.leder, "JBSWY3DPEHPK3PXP")
    leder = log_ind(by.leder)
    assert "Fjern ekstra trin" in admin.get(reverse("bruger", args=[by.leder.pk])).text
    admin.post(reverse("bruger_nulstil_totrin", args=[by.leder.pk]))
    assert not by.leder.authenticator_set.exists()
    assert leder.get(reverse("konto")).status_code == 302
    assert "fjernet alle ekstra trin" in mail.outbox[-1].body
    assert _log("opsporing.totrin_nulstillet") == [f"opsporing.user:{by.leder.pk}"]


def test_send_link_igen(by: By, admin: Client) -> None:
    url = reverse("bruger_send_link", args=[by.leder.pk])
    assert "er sendt til" in admin.post(url, follow=True).text
    assert mail.outbox[-1].to == [by.leder.email]
    actions.ret_bruger(user=by.leder, email="", by=None, nu=NU)
    assert "ingen e-mail på kontoen" in admin.post(url, follow=True).text


def test_certificering_registreres_og_afsluttes(by: By, admin: Client) -> None:
    url = reverse("bruger_certificer", args=[by.sundhedsplejerske.pk])
    felter = {"metode": "adbb", "udstedt_den": "2026-01-15", "udloeber_den": "2028-01-15", "supervisor": "Lis Bæk"}
    assert "er registreret" in admin.post(url, felter, follow=True).text
    certifikat = Certificering.objects.get(user=by.sundhedsplejerske)
    assert (certifikat.udloeber_den, certifikat.supervisor) == (date(2028, 1, 15), "Lis Bæk")
    assert "allerede registreret" in admin.post(url, felter).text
    admin.post(reverse("certificering_afslut", args=[certifikat.pk]))
    certifikat.refresh_from_db()
    assert certifikat.udloeber_den == date(2026, 10, 13)  # yesterday was its last day
    assert _log("opsporing.certificering_afsluttet") == [f"opsporing.certificering:{certifikat.pk}"]


@pytest.mark.parametrize(
    ("felter", "fejl"),
    [
        ({"udstedt_den": "2026-10-15"}, "ude i fremtiden"),
        ({"udloeber_den": "2026-01-15"}, "udløbe efter den dag"),
        ({"metode": "ukendt"}, "gyldig valgmulighed"),
        ({"udstedt_den": ""}, "Vælg en dato"),
    ],
)
def test_forkert_certificering_registreres_ikke(by: By, admin: Client, felter: dict[str, str], fejl: str) -> None:
    data = {"metode": "adbb", "udstedt_den": "2026-01-15", "udloeber_den": "", "supervisor": "Lis Bæk", **felter}
    svar = admin.post(reverse("bruger_certificer", args=[by.sundhedsplejerske.pk]), data)
    assert fejl in svar.text
    assert 'value="Lis Bæk"' in svar.text
    assert not Certificering.objects.exists()


def test_soeg_og_filtre(by: By, admin: Client) -> None:
    actions.afslut_ansaettelse(ansaettelse=Ansaettelse.objects.get(user=by.ppr), til=NU, by=None, nu=NU)

    def fundet(**foresp: str) -> list[str]:
        return [u.username for u, _ in admin.get(reverse("brugere"), foresp).context["raekker"]]

    assert fundet(soeg="ågård") == ["leder"]
    assert fundet(soeg="lone åg") == ["leder"]
    assert fundet(soeg="7999.example", vis="uden") == ["ppr"]
    assert fundet(soeg="findes ikke") == []
    assert len(fundet()) == User.objects.filter(kommune=by.kommune).count()
    assert "nabo_leder" not in fundet(vis="alle")


def test_listen_har_samme_antal_forespoergsler_uanset_laengde(
    by: By, admin: Client, django_assert_max_num_queries: Any
) -> None:
    for nr in range(60):
        user = actions.opret_bruger(kommune=by.kommune, username=f"x{nr}", navn=f"X {nr}", by=None, nu=NU)
        actions.ansaet(user=user, enhed=by.egern, rolle="paedagog", by=None, nu=NU)
    with django_assert_max_num_queries(12):
        side = admin.get(reverse("brugere"))
    assert len(side.context["raekker"]) == 50
    assert "Viser 1–50 af" in side.text


def test_siden_viser_perioder(by: By, admin: Client) -> None:
    actions.ansaet(user=by.leder, enhed=by.egen, rolle="dagtilbudsleder", fra=NU + timedelta(days=40), by=None, nu=NU)
    side = admin.get(reverse("bruger", args=[by.leder.pk])).text
    assert "Begynder 23. nov. 2026" in side
    assert "Siden 15. aug. 2026" in side


URLER = [
    "bruger",
    "bruger_ansaet",
    "bruger_certificer",
    "bruger_deaktiver",
    "bruger_genaktiver",
    "bruger_nulstil_totrin",
    "bruger_send_link",
]


@pytest.mark.parametrize("navn", URLER)
def test_en_anden_kommunes_bruger_findes_ikke(by: By, admin: Client, navn: str) -> None:
    url = reverse(navn, args=[by.naboby.leder.pk])
    assert admin.post(url, NY).status_code == 404
    assert admin.get(url).status_code in {404, 405}
    by.naboby.leder.refresh_from_db()
    assert (by.naboby.leder.navn, by.naboby.leder.is_active) == ("Niels Nabo", True)
    assert not mail.outbox


def test_en_anden_kommunes_ansaettelse_og_certificering_findes_ikke(by: By, admin: Client) -> None:
    egen = Ansaettelse.objects.get(user=by.naboby.leder)
    certifikat = actions.certificer(
        user=by.naboby.leder, metode="adbb", udstedt_den=date(2026, 1, 1), udloeber_den=None, by=None, nu=NU
    )
    assert admin.post(reverse("ansaettelse_afslut", args=[egen.pk])).status_code == 404
    assert admin.post(reverse("certificering_afslut", args=[certifikat.pk])).status_code == 404


@pytest.mark.parametrize("navn", URLER[1:])
def test_det_der_aendrer_kraever_post(by: By, admin: Client, navn: str) -> None:
    assert admin.get(reverse(navn, args=[by.leder.pk])).status_code == 405
