"""Which employment a person acts under, and what happens without one."""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from django.test import Client
from django.urls import reverse

from opsporing.adgang.roller import Rolle
from opsporing.models import Ansaettelse, Log, User
from opsporing.organisation import actions
from tests.cast import NU, By

Ind = Callable[[User], Client]
Ur = time_machine.Traveller
KONTO = reverse("konto")
SKIFT = reverse("skift_enhed")


def _to_ansaettelser(by: By) -> tuple[Ansaettelse, Ansaettelse]:
    foerste = Ansaettelse.objects.get(user=by.paedagog)
    anden = actions.ansaet(user=by.paedagog, enhed=by.ugle, rolle=Rolle.PAEDAGOG, by=None, nu=NU)
    return foerste, anden


def test_skift_gaelder_i_sessionen_og_logges(by: By, log_ind: Ind) -> None:
    _, anden = _to_ansaettelser(by)
    client = log_ind(by.paedagog)
    response = client.post(SKIFT, {"ansaettelse": anden.pk, "next": KONTO}, follow=True)
    assert response.redirect_chain == [(KONTO, 302)]
    assert "Du handler nu for Ugle" in response.text
    assert client.get(KONTO).context["ansaettelse"] == anden
    (post,) = Log.objects.filter(haendelse="opsporing.enhed_skiftet")
    assert (post.bruger, post.enhed) == (str(by.paedagog.pk), str(by.ugle.pk))


def test_kun_egne_og_kun_gaeldende(by: By, log_ind: Ind) -> None:
    _, anden = _to_ansaettelser(by)
    actions.afslut_ansaettelse(ansaettelse=anden, til=NU, by=None, nu=NU)
    kollegas = Ansaettelse.objects.get(user=by.leder)
    client = log_ind(by.paedagog)
    for valg in (anden.pk, kollegas.pk, 0, 10**30, "x", "1 or 1=1"):
        assert client.post(SKIFT, {"ansaettelse": valg}).status_code == 404, valg
    assert not Log.objects.filter(haendelse="opsporing.enhed_skiftet").exists()
    assert client.get(KONTO).context["ansaettelse"].enhed == by.egern


def test_skift_kraever_post_og_foerer_ikke_ud_af_huset(by: By, log_ind: Ind) -> None:
    foerste, _ = _to_ansaettelser(by)
    client = log_ind(by.paedagog)
    assert client.get(SKIFT).status_code == 405
    assert client.post(SKIFT, {"ansaettelse": foerste.pk, "next": "https://ond.example/"}).url == "/"
    assert client.post(SKIFT).url == "/"


def test_naar_den_valgte_slutter_falder_hun_tilbage(by: By, log_ind: Ind, ur: Ur) -> None:
    foerste, anden = _to_ansaettelser(by)
    client = log_ind(by.paedagog)
    client.post(SKIFT, {"ansaettelse": anden.pk})
    actions.afslut_ansaettelse(ansaettelse=anden, til=NU + timedelta(minutes=5), by=None, nu=NU)
    assert client.get(KONTO).context["ansaettelse"] == anden
    ur.shift(timedelta(minutes=5))
    assert client.get(KONTO).context["ansaettelse"] == foerste


def test_uden_ansaettelse_er_der_kun_kontoen(by: By, log_ind: Ind) -> None:
    actions.afslut_ansaettelse(ansaettelse=Ansaettelse.objects.get(user=by.paedagog), til=NU, by=None, nu=NU)
    client = log_ind(by.paedagog)
    response = client.get(reverse("enheder"))
    assert response.status_code == 403
    assert "Du har ingen ansættelse her lige nu" in response.text
    for aaben in ("konto", "account_change_password", "mfa_activate_totp"):
        assert client.get(reverse(aaben)).status_code in {200, 302}, aaben
    assert client.post(SKIFT, {"ansaettelse": 1}).status_code == 403
    assert client.post(reverse("account_logout")).status_code == 302


def test_menuen_viser_kun_skift_for_den_der_har_flere(by: By, log_ind: Ind) -> None:
    assert f'action="{SKIFT}"' not in log_ind(by.leder).get(KONTO).text
    _to_ansaettelser(by)
    assert f'action="{SKIFT}"' in log_ind(by.paedagog).get(KONTO).text
