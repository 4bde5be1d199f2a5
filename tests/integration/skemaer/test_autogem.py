"""What skema.js sends and gets back."""

import json
from functools import partial

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage

from opsporing.adgang.permissions import Denied
from opsporing.skemaer.autogem import autogem_svar, konflikter_i_ord, loes_svar
from opsporing.skemaer.gem import gem_felter, loes_konflikt
from tests.factories.tid import NU


@pytest.fixture
def ane(ansat):
    return ansat()


@pytest.fixture
def send(rf, besvarelse, ane):
    """`send({"felter": ...})` saves as a page does; `send(body=b"...")` sends anything."""

    def lav(data=None, *, body=None, by=ane, gem=None):
        request = rf.post("/gem/", body if body is not None else json.dumps(data), content_type="application/json")
        request.user = by

        def gem_nu(gemning):
            return gem_felter(
                besvarelse, gemning.aendringer, gemning.rev, by=by, nu=NU, alder_mdr=20, klient=gemning.klient
            )

        svar = autogem_svar(request, gem or gem_nu, nu=NU, loes_url="/loes/")
        return svar.status_code, json.loads(svar.content)

    return lav


def test_gemt(send, besvarelse):
    status, svar = send({"rev": 0, "klient": "a", "felter": {"troest": "gul", "score": "ni"}})
    assert status == 200
    assert svar == {
        "rev": 1,
        "tid": "10.00",
        "fejl": {"score": "Skriv et helt tal, fx 3."},
        "konflikter": [],
        "html": "",
    }
    besvarelse.refresh_from_db()
    assert besvarelse.svar == {"troest": "gul"}


def test_konflikten_vises_med_begge_udgaver(send, besvarelse, ansat):
    bo = ansat()
    bo.navn = "Bo <Vang>"
    bo.save()
    send({"rev": 0, "klient": "a", "felter": {"aabent": "Anes <b>tekst"}})
    status, svar = send({"rev": 0, "klient": "b", "felter": {"aabent": "Bos\n\ntekst"}}, by=bo)
    assert (status, svar["konflikter"]) == (200, ["aabent"])
    assert "Anes &lt;b&gt;tekst" in svar["html"]
    assert "<span>Bos</span><span>tekst</span>" in svar["html"]
    assert "Bo &lt;Vang&gt; skrev kl. 10.00" in svar["html"]
    assert 'action="/loes/"' in svar["html"]
    assert "csrfmiddlewaretoken" in svar["html"]
    besvarelse.refresh_from_db()
    (konflikt,) = konflikter_i_ord(besvarelse)
    assert (konflikt.gemt, konflikt.kan_begge) == (("Anes <b>tekst",), True)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"rev": 0}',
        b'{"rev": "0", "felter": {}}',
        b'{"rev": true, "felter": {}}',
        b'{"rev": -1, "felter": {}}',
        b'{"rev": 99999999999, "felter": {}}',
        b'{"rev": 0, "felter": []}',
        b'{"rev": 0, "klient": 3, "felter": {}}',
        b"[" * 100_000,
        json.dumps({"rev": 0, "felter": {str(n): 1 for n in range(401)}}).encode(),
    ],
)
def test_ulaeseligt(send, body):
    status, svar = send(body=body)
    assert status == 400
    assert svar["besked"]


def test_afvist_af_appen(send):
    def lukket(gemning):
        raise Denied("Vurderingen er afsluttet.")

    assert send({"rev": 0, "klient": "", "felter": {}}, gem=lukket) == (403, {"besked": "Vurderingen er afsluttet."})


@pytest.fixture
def loes(rf, besvarelse, ane):
    def lav(data, **mere):
        request = rf.post("/loes/", data, headers={"referer": mere.pop("referer", "http://testserver/barn/1/")})
        request.user, request.session = ane, {}
        request._messages = FallbackStorage(request)
        svar = loes_svar(request, partial(loes_konflikt, besvarelse, by=ane, nu=NU), **mere)
        return svar.url, [str(besked) for besked in get_messages(request)]

    return lav


@pytest.fixture
def konflikt(besvarelse, ane):
    gem_felter(besvarelse, {"aabent": "Et", "troest": "gul"}, 0, by=ane, nu=NU, klient="a")
    return gem_felter(besvarelse, {"aabent": "To", "troest": "roed"}, 0, by=ane, nu=NU, klient="b").konflikter


def test_konflikt_loeses_fra_siden(loes, konflikt, besvarelse):
    data = {"konflikt": konflikt[0]["id"], "loesning": "begge"}
    assert loes(data) == ("http://testserver/barn/1/", ["Valget er gemt."])
    besvarelse.refresh_from_db()
    assert besvarelse.svar["aabent"] == "Et\n\nTo"
    assert loes(data, tilbage="/barnet/") == ("/barnet/", ["Der er allerede valgt mellem de to udgaver."])


def test_forkerte_valg(loes, konflikt):
    assert loes({"konflikt": konflikt[0]["id"], "loesning": "x"})[1] == ["Vælg, hvad der skal stå."]
    assert loes({})[1] == ["Vælg, hvad der skal stå."]
    assert loes({"konflikt": konflikt[1]["id"], "loesning": "begge"})[1] == [
        "De to svar kan ikke stå sammen. Vælg et af dem."
    ]


def test_tilbage_gaar_aldrig_til_et_andet_sted(loes, konflikt):
    data = {"konflikt": konflikt[0]["id"], "loesning": "gemt"}
    assert loes(data, referer="https://andetsteds.example/")[0] == "/"
