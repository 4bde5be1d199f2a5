"""Pages about the system itself are open to everybody and reachable from the foot of every page."""

import pytest
from django.urls import reverse

from tests.support.html import laes, med_klasse, tekst


@pytest.mark.parametrize("navn", ["hvad_logges", "tilgaengelighed", "hjaelp"])
def test_siden_kan_ses_uden_at_logge_ind(client, navn):
    svar = client.get(reverse(navn))
    assert svar.status_code == 200
    doc = laes(svar.content)
    assert len(list(doc.iter("h1"))) == 1
    foden = {a.get("href") for a in med_klasse(doc, "ops-foot")[0].iter("a")}
    assert foden == {reverse("hvad_logges"), reverse("tilgaengelighed")}


def test_ingen_af_siderne_kan_aendre_noget(client):
    assert client.post(reverse("hjaelp")).status_code in {403, 405}


def test_forsiden_om_loggen_siger_hvad_der_ikke_staar_i_den(client):
    assert "CPR-numre" in tekst(laes(client.get(reverse("hvad_logges")).content))
