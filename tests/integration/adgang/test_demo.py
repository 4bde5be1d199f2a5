"""One click in the demo, and nothing of it anywhere else."""

from typing import Any

from django.test import Client
from django.urls import reverse

from opsporing.adgang import sessioner
from opsporing.models import Log, Profilversion
from opsporing.organisation import actions
from opsporing.profil import Praksisprofil
from tests.cast import NU, By

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
