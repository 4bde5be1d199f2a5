"""Conditions on what the form does not ask itself: the app that owns it knows the answer."""

import pytest

from opsporing.skemaer.definition import Skemafejl, fra_dict, fra_toml, til_dict
from opsporing.skemaer.svar import mangler, valider
from opsporing.skemaer.visning import laesning
from tests.factories.skematekst import FULDT_SVAR, TOML, definition

SKEMA = definition()
SVAR = {**FULDT_SVAR, "foraeldres_ord": "De har set det samme."}


def sektioner(**kendte):
    return {del_.sektion.kode for del_ in laesning(SKEMA, SVAR, alder_mdr=20, kendte=kendte)}


def test_afsnittet_foelger_det_kendte():
    assert "fortalt" in sektioner(maa_orienteres="ja")
    assert "fortalt" in sektioner(maa_orienteres=True)
    assert "fortalt" not in sektioner(maa_orienteres="nej")
    assert "fortalt" not in sektioner()


@pytest.mark.parametrize(("svar", "kommer_med"), [("ja", True), ("nej", False), (None, False)])
def test_det_skjulte_bliver_i_kladden_men_ikke_ved_afslutning(svar, kommer_med):
    kendte = {"maa_orienteres": svar}
    assert "foraeldres_ord" in valider(SKEMA, SVAR, kladde=True, alder_mdr=20, kendte=kendte).renset
    afsluttet = valider(SKEMA, SVAR, kladde=False, alder_mdr=20, position="groen", kendte=kendte)
    assert afsluttet.gyldig
    assert ("foraeldres_ord" in afsluttet.renset) is kommer_med


def test_et_paakraevet_felt_kraeves_kun_naar_det_vises():
    skema = fra_toml(TOML.replace('kode = "foraeldres_ord"', 'kode = "foraeldres_ord"\npaakraevet = true'))
    for svar, ventet in (("ja", ["foraeldres_ord"]), ("nej", [])):
        kendte = {"maa_orienteres": svar}
        assert list(mangler(skema, FULDT_SVAR, alder_mdr=20, position="groen", kendte=kendte)) == ventet


def test_det_kendte_kan_ikke_besvares_i_skemaet():
    assert "maa_orienteres" in valider(SKEMA, {"maa_orienteres": "ja"}, kladde=True).fejl


def test_overlever_at_blive_gemt():
    assert fra_dict(til_dict(SKEMA)) == SKEMA
    assert SKEMA.kendte["maa_orienteres"].koder == ("ja", "nej")


@pytest.mark.parametrize(
    ("fra", "til", "besked"),
    [
        ("maa_orienteres == ja", "maa_orienteres == maaske", "som ikke er et svar i „maa_orienteres“"),
        ("maa_orienteres == ja", "maa_orienteres indeholder ja", "har kun ét svar"),
        ("maa_orienteres == ja", "maa_ikke == ja", "som ikke findes"),
        ('kode = "maa_orienteres"', 'kode = "styrker"', "er også et felt i skemaet"),
        ('kode = "maa_orienteres", tekst', 'navn = "maa_orienteres", tekst', "mindst to valg"),
    ],
)
def test_fejl_i_det_kendte_siges(fra, til, besked):
    assert fra in TOML
    with pytest.raises(Skemafejl, match=besked):
        fra_toml(TOML.replace(fra, til))
