"""One click in the demo, and nothing of it anywhere else."""

import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from opsporing.adgang import sessioner
from opsporing.models import Log, Profilversion
from opsporing.organisation import actions
from opsporing.profil import Praksisprofil
from tests.cast import NU, By

ROD = Path(__file__).resolve().parents[3]
LOGIND = reverse("account_login")
DEMO = reverse("demo_login")
KONTO = reverse("konto")


def test_uden_for_demoen_findes_det_ikke(by: By, client: Client, settings: Any) -> None:
    assert settings.DEMO is False
    assert client.post(DEMO, {"som": "paedagog"}).status_code == 404
    assert "_auth_user_id" not in client.session
    side = client.get(LOGIND).text
    assert "Prøv som" not in side
    assert "adgangskoden <strong>demo" not in side
    assert "Demo. Alle" not in side
    assert by.paedagog.navn not in side


def test_demoen_har_liste_og_banner(by: By, client: Client, settings: Any) -> None:
    settings.DEMO = True
    side = client.get(LOGIND)
    assert "Demo. Alle børn og voksne er opdigtede." in side.text
    grupper = side.context["demopersoner"]()
    assert grupper[0].titel == "Børnehuset Birken"
    assert [p.username for p in grupper[0].personer] == ["paedagog", "paedagog2", "leder"]
    assert all(p.proev for g in grupper for p in g.personer)
    andre = {p.username for g in side.context["andre_demopersoner"]() for p in g.personer}
    assert andre == {
        "paedagog_ugle",
        "paedagog_eg",
        *(f"nabo_{r}" for r in ("leder", "paedagog", "administrator", "databeskyttelse")),
    }
    for user in (by.paedagog, by.forvaltning, by.naboby.leder):
        assert user.navn in side.text


def test_et_tryk_logger_ind_og_skriver_det_i_loggen(by: By, client: Client, settings: Any) -> None:
    settings.DEMO = True
    assert client.post(DEMO, {"som": "leder"}).url == "/"
    assert int(client.session["_auth_user_id"]) == by.leder.pk
    assert Log.objects.filter(haendelse="opsporing.logget_ind", bruger=str(by.leder.pk)).count() == 1
    # The next one takes over from her without anything of hers.
    client.post(DEMO, {"som": "forvaltning"})
    assert int(client.session["_auth_user_id"]) == by.forvaltning.pk


def test_kun_dem_paa_listen(by: By, client: Client, settings: Any) -> None:
    settings.DEMO = True
    actions.deaktiver_bruger(user=by.leder, by=by.administrator, nu=NU)
    for navn in ("leder", "findes-ikke", "", "system"):
        assert client.post(DEMO, {"som": navn}).status_code == 404, navn
    assert client.get(DEMO).status_code == 405


def test_et_tryk_er_fritaget_for_ekstra_trin_kun_i_demoen(by: By, client: Client, settings: Any) -> None:
    profil = Praksisprofil(mfa_roller=["dagtilbudsleder"])
    actions.gem_profil(kommune=by.kommune, profil=profil, grund="prøve", by=by.administrator, nu=NU)
    assert Profilversion.objects.filter(kommune=by.kommune).count() == 2
    settings.DEMO = True
    client.post(DEMO, {"som": "leder"})
    assert client.get(KONTO).status_code == 200
    # A session carried into production would not be exempt there.
    settings.DEMO = False
    assert client.session[sessioner.ETKLIK] is True
    assert client.get(KONTO).url == reverse("totrin_kraeves")


PROEV_I_PRODUKTION = """
import django; django.setup()
from django.conf import settings
from django.http import Http404
from django.test import RequestFactory
from opsporing.adgang.demo import demo_login, med_demopersoner
from django.template.response import TemplateResponse
request = RequestFactory().post("/konto/demo/", {"som": "paedagog"})
request._dont_enforce_csrf_checks = True
try:
    demo_login(request)
except Http404:
    print("404", settings.DEMO, settings.SESSION_COOKIE_SECURE)
side = med_demopersoner(lambda request: TemplateResponse(request, "account/login.html", {}))(request)
print(sorted(side.context_data))
"""


def test_i_produktion_er_der_hverken_adresse_eller_liste() -> None:
    """With the settings of production, read from an environment of production."""
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "opsporing.settings",
        "OPSPORING_TILSTAND": "produktion",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "opsporing.example",
        "OPSPORING_ADRESSE": "https://opsporing.example",
        "DATABASE_URL": "postgresql://opsporing_app:x@127.0.0.1:1/findes-ikke",
        "EMAIL_URL": "smtp+tls://x:y@127.0.0.1:1",
        "DEFAULT_FROM_EMAIL": "opsporing@opsporing.example",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    svar = subprocess.run(
        [sys.executable, "-c", PROEV_I_PRODUKTION], cwd=ROD, env=env, capture_output=True, text=True, check=False
    )
    assert svar.stdout.split("\n")[:2] == ["404 False True", "[]"], svar.stderr
