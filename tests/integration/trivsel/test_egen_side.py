"""One's own vurdering through the real client: open, save as one goes, be done, go on."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opsporing import tid
from opsporing.models import Log
from tests.cast import By
from trivsel.actions import egne
from trivsel.models import EgenVurdering, Runde, Vurdering


@pytest.fixture(autouse=True)
def _da(by: By, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tid, "nu", lambda: by.nu)


@pytest.fixture
def som(client: Client) -> Callable[[Any], Client]:
    """Sign somebody in."""

    def som(user: Any) -> Client:
        client.force_login(user)
        return client

    return som


def _gem(client: Client, vurdering: Vurdering, felter: dict[str, Any], rev: int = 0, klient: str = "a1") -> Any:
    return client.post(
        reverse("trivsel:egen_gem", args=[vurdering.pk]),
        json.dumps({"rev": rev, "klient": klient, "felter": felter}),
        content_type="application/json",
    )


def _koder(vurdering: Vurdering) -> list[str]:
    return [f.kode for f in egne.tegn_felter(EgenVurdering(vurdering=vurdering))]


def test_looking_takes_no_place_and_is_logged(by: By, vurdering: Vurdering, som: Callable[..., Client]) -> None:
    svar = som(by.paedagog).get(reverse("trivsel:egen", args=[vurdering.pk]))
    assert svar.status_code == 200
    assert "Åkjær" in svar.content.decode()
    assert not vurdering.egne.exclude(vurderer=None).exists()
    assert Log.objects.filter(haendelse="trivsel.egen_set", boern__contains=[str(by.barn.pk)]).count() == 1


def test_the_first_answer_takes_the_place_and_is_saved(
    by: By, vurdering: Vurdering, som: Callable[..., Client]
) -> None:
    kode = _koder(vurdering)[0]
    svar = _gem(som(by.paedagog), vurdering, {kode: "gul"})
    assert svar.status_code == 200 and svar.json()["fejl"] == {}
    egen = vurdering.egne.get(vurderer=by.paedagog)
    assert (egen.svar, egen.antal_besvaret) == ({kode: "gul"}, 1)


def test_a_wrong_value_is_refused_and_the_rest_kept(by: By, vurdering: Vurdering, som: Callable[..., Client]) -> None:
    a, b = _koder(vurdering)[:2]
    svar = _gem(som(by.paedagog), vurdering, {a: "lilla", b: "groen"})
    assert list(svar.json()["fejl"]) == [a]
    assert vurdering.egne.get(vurderer=by.paedagog).svar == {b: "groen"}


@pytest.mark.parametrize("krop", [b"", b"[]", b"{", b'{"rev": "x"}', b'{"rev": 0, "felter": []}', b"\xff"])
def test_nonsense_is_answered_kindly(by: By, vurdering: Vurdering, som: Callable[..., Client], krop: bytes) -> None:
    svar = som(by.paedagog).post(
        reverse("trivsel:egen_gem", args=[vurdering.pk]), krop, content_type="application/json"
    )
    assert svar.status_code == 400


def test_done_leads_to_the_next_child(by: By, runde: Runde, vurdering: Vurdering, som: Callable[..., Client]) -> None:
    client = som(by.paedagog)
    _gem(client, vurdering, dict.fromkeys(_koder(vurdering), "groen"))
    egen = vurdering.egne.get(vurderer=by.paedagog)
    svar = client.post(
        reverse("trivsel:egen", args=[vurdering.pk]),
        {**egen.svar, "rev": egen.rev, "klient": "a1", "foer": "{}", "handling": "faerdig"},
    )
    naeste = Vurdering.objects.get(barn=by.boern["bo"], runde=runde)
    assert svar.status_code == 302 and svar["Location"] == reverse("trivsel:egen", args=[naeste.pk])


def test_without_script_the_whole_page_is_saved_and_done(
    by: By, vurdering: Vurdering, som: Callable[..., Client]
) -> None:
    svar = som(by.paedagog).post(
        reverse("trivsel:egen", args=[vurdering.pk]),
        {**dict.fromkeys(_koder(vurdering), "groen"), "rev": "0", "klient": "", "foer": "{}", "handling": "faerdig"},
    )
    assert svar.status_code == 302
    assert vurdering.egne.get(vurderer=by.paedagog).faerdig_at == by.nu


def test_what_is_missing_is_said_and_what_was_given_is_kept(
    by: By, vurdering: Vurdering, som: Callable[..., Client]
) -> None:
    koder = _koder(vurdering)
    svar = som(by.paedagog).post(
        reverse("trivsel:egen", args=[vurdering.pk]),
        {**dict.fromkeys(koder[1:], "groen"), "rev": "0", "klient": "", "foer": "{}", "handling": "faerdig"},
    )
    assert svar.status_code == 422
    egen = vurdering.egne.get(vurderer=by.paedagog)
    assert egen.faerdig_at is None and len(egen.svar) == len(koder) - 1
    assert "Vælg et udsagn" in svar.content.decode()


def test_a_colleagues_answers_stay_hidden_until_all_are_done(
    by: By, vurdering: Vurdering, som: Callable[..., Client], besvar: Callable[..., Any]
) -> None:
    besvar(vurdering, by.paedagog, kommentar="Et kendetegn, ingen må se")
    client = som(by.paedagog2)
    for navn in ("trivsel:egen", "trivsel:vurdering"):
        assert "Et kendetegn" not in client.get(reverse(navn, args=[vurdering.pk])).content.decode()
    assert client.get(reverse("trivsel:faelles", args=[vurdering.pk])).status_code == 403


def test_an_outsider_finds_nothing(by: By, vurdering: Vurdering, som: Callable[..., Client]) -> None:
    for user in (by.paedagog_eg, by.paedagog_ugle, by.naboby.paedagog, by.sundhedsplejerske):
        client = som(user)
        assert client.get(reverse("trivsel:egen", args=[vurdering.pk])).status_code == 404
        assert _gem(client, vurdering, {}).status_code == 404


def test_the_leader_may_read_but_not_rate(by: By, vurdering: Vurdering, som: Callable[..., Client]) -> None:
    client = som(by.leder)
    assert client.get(reverse("trivsel:egen", args=[vurdering.pk])).status_code == 403
    assert client.get(reverse("trivsel:vurdering", args=[vurdering.pk])).status_code == 200


def test_parents_first(by: By, vurdering: Vurdering, som: Callable[..., Client]) -> None:
    by.barn.orienteringer.filter(person=by.mor).update(fortrudt_at=by.nu)
    svar = som(by.paedagog).get(reverse("trivsel:egen", args=[vurdering.pk]))
    assert svar.status_code == 403 and "orienteret" in svar.content.decode()
    assert _gem(som(by.paedagog), vurdering, {}).status_code == 403
