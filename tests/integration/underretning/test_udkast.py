"""What a receiver writes and has not decided is kept on the server, for her alone."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opsporing.models import Log, User
from tests.cast import NU, By
from tests.factories.modtaget import afgjort, indkommet, vurderet
from underretning.actions import behandl
from underretning.actions.udkast import gem_udkast
from underretning.models import Modtaget, Udkast, Udkastform

ORDENE = "Hun er tryg hos mormor i nat, og vi ses i morgen kl. 8."


def gem(klient: Client, en: Modtaget, form: str = "vurder", **felter: Any) -> Any:
    data = {"form": form, "felter": felter}
    return klient.post(reverse("underretning:udkast", args=[en.pk]), json.dumps(data), content_type="application/json")


def siden(klient: Client, en: Modtaget) -> str:
    return klient.get(reverse("underretning:modtaget", args=[en.pk])).content.decode()


def test_she_finds_her_words_again_on_another_machine_and_nobody_else_does(by: By, kollega: User, log_ind: Any) -> None:
    en = indkommet(by.alma, by.myndighed)
    svar = gem(log_ind(by.socialraadgiver), en, akut="nej", vurdering=ORDENE, ukendt="x", rev="7")
    assert (svar.status_code, svar.json()) == (200, {"gemt": "kl. 10.00"})
    assert Udkast.objects.get().felter == {"akut": "nej", "vurdering": ORDENE}
    side = siden(log_ind(by.socialraadgiver), en)
    assert ORDENE in side and 'value="nej" checked' in " ".join(side.split())
    for anden in (kollega, by.myndighedsleder):
        assert ORDENE not in siden(log_ind(anden), en)
    assert Log.objects.get(haendelse="underretning.udkast_gemt").felter == ["akut", "vurdering"]
    # The same again is no change, and nothing at all takes it away.
    gem(log_ind(by.socialraadgiver), en, akut="nej", vurdering=ORDENE)
    assert Log.objects.filter(haendelse="underretning.udkast_gemt").count() == 1
    gem(log_ind(by.socialraadgiver), en, vurdering="  ")
    assert not Udkast.objects.exists()


def test_it_goes_when_she_decides_and_a_colleagues_when_it_is_closed(by: By, kollega: User, log_ind: Any) -> None:
    en = indkommet(by.alma, by.myndighed)
    klient = log_ind(by.socialraadgiver)
    gem(log_ind(kollega), en, vurdering="Jeg nåede at skrive det her.")
    gem(klient, en, vurdering=ORDENE)
    svar = klient.post(
        reverse("underretning:vurder", args=[en.pk]),
        {"vurder-rev": en.rev, "vurder-akut": "nej", "vurder-vurdering": ORDENE, "vurder-hjaelp": "nej"},
    )
    assert svar.status_code == 302
    assert list(Udkast.objects.values_list("user", flat=True)) == [kollega.pk]
    assert "En kollega har været her imens." in gem(klient, en, vurdering="Mere.").json()["imens"]
    # She who was writing too is told who was first, and nothing of the case.
    svar = gem(log_ind(kollega), en, vurdering="Jeg skriver stadig.")
    assert svar.json() == {"imens": "Sofie Kær har vurderet den imens. Tal sammen."}
    assert gem(klient, en, "afgoer", udfald="screening", afgoerelse="Vi ser på det.").status_code == 200
    assert "Vi ser på det." in siden(klient, en)
    en.refresh_from_db()
    en = behandl.afgoer(modtaget=en, rev=en.rev, udfald="ingen", afgoerelse="Nej.", by=by.socialraadgiver, nu=NU)
    Modtaget.objects.filter(pk=en.pk).update(anonym=True, underretter_navn="", underretter_kontakt="")
    behandl.luk(modtaget=en, rev=en.rev, by=by.socialraadgiver, nu=NU + timedelta(days=1))
    assert not Udkast.objects.exists()


@pytest.mark.parametrize("krop", ["", "[]", "{", '{"form": "luk", "felter": {}}', '{"form": "vurder", "felter": 3}'])
def test_what_cannot_be_read_is_refused(by: By, log_ind: Any, krop: str) -> None:
    en = indkommet(by.alma, by.myndighed)
    svar = log_ind(by.socialraadgiver).post(
        reverse("underretning:udkast", args=[en.pk]), krop, content_type="application/json"
    )
    assert svar.status_code == 400


def test_too_much_is_left_out_and_who_cannot_decide_keeps_nothing(by: By, kollega: User, log_ind: Any) -> None:
    en = indkommet(by.alma, by.myndighed)
    for vurdering in ("x" * 5001, "Et nul\x00tegn", "Et halvt \ud800 tegn"):
        felter = {"vurdering": vurdering, "akut": 3}
        form = Udkastform.VURDER
        assert gem_udkast(modtaget=en, form=form, felter=felter, by=by.socialraadgiver, nu=NU) is None
    for andens in (vurderet(by.bo, by.myndighed, kollega), afgjort(by.clara, by.myndighed, by.myndighedsleder)):
        Modtaget.objects.filter(pk=andens.pk).update(vurderet_at=NU - timedelta(hours=13))
        assert gem(log_ind(by.socialraadgiver), andens, "afgoer", afgoerelse="Nej.").status_code == 404
    assert not Udkast.objects.exists()
