"""The form of the underretning: what is asked when, what is required, and that every name in it is known."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

import underretning
from opsporing.skemaer.definition import Felttype, fra_toml
from opsporing.skemaer.pladsholdere import i_definition, udfyld
from opsporing.skemaer.skemaord import UDEN_NUMMER, skemaord
from opsporing.skemaer.skrivehjaelp import fund_i_svar, skriveord, vil_laeses
from opsporing.skemaer.svar import valider
from underretning.rules.skema import kendte

SKEMA = fra_toml((Path(underretning.__file__).parent / "skemaer" / "underretning.toml").read_text(encoding="utf-8"))
DAG = date(2026, 11, 22)
FJORDBY = SimpleNamespace(
    navn="Fjordby",
    modtagelse_telefon="11 22 33 44",
    modtagelse_aabningstid="hverdage kl. 9-15",
    vagttelefon="55 66 77 88",
    vagtnavn="Den sociale vagt",
)
IAGTTAGELSE = {"id": "a", "dato": "2026-11-20", "tekst": "Græd i 20 minutter.", "kilde": "selv"}
FAELLES = {
    "iagttagelser": [IAGTTAGELSE],
    "betydning": "Hun sover ikke til middag.",
    "proevet": "Fast voksen siden uge 40.",
    "trin_udvikling": "trin_2",
    "trin_omsorg": "ved_ikke_nok",
    "kontakt": "12 34 56 78, formiddag",
}


def kendt(**andet):
    almindelig = {"overgreb": "nej", "spaerret": False, "akut": False, "ufoedt": False, "pligt": "fagperson"}
    return kendte(**{**almindelig, **andet})


def mangler(svar, **andet):
    return set(valider(SKEMA, svar, kladde=False, kendte=kendt(**andet), i_dag=DAG).fejl)


def test_den_almindelige_kraever_styrker_og_foraeldrene_orienteret():
    assert mangler(FAELLES) == {"barnets_styrker", "foraeldre_orienteret"}
    svar = {**FAELLES, "barnets_styrker": "Bolde", "foraeldre_orienteret": "nej"}
    assert mangler(svar) == {"foraeldre_hvorfor_ikke"}
    svar["foraeldre_orienteret"] = "ja"
    assert mangler(svar) == {"foraeldre_dato", "foraeldre_af_hvem", "foraeldre_syn"}


def test_spaerret_spoerger_ikke_om_det_foraeldrene_har_faaet_at_vide():
    svar = {**FAELLES, "barnets_styrker": "Bolde", "foraeldre_orienteret": "ja"}
    resultat = valider(SKEMA, svar, kladde=False, kendte=kendt(spaerret=True, overgreb="tvivl"), i_dag=DAG)
    assert resultat.gyldig
    assert "foraeldre_orienteret" not in resultat.renset
    synlige = {felt.kode for felt in SKEMA.synlige_felter(svar, kendte=kendt(spaerret=True))}
    assert {"spaerret_vejledning", "spaerret_aftalt"} <= synlige
    assert not synlige & {"foraeldre_orienteret", "foraeldre_dato", "foraeldre_syn", "foraeldre_hvorfor_ikke"}


def test_et_barn_der_ventes_har_ingen_ord_og_ingen_styrker_endnu():
    assert mangler(FAELLES, ufoedt=True) == {"foraeldre_orienteret"}
    assert "barnets_ord" not in {felt.kode for felt in SKEMA.synlige_felter({}, kendte=kendt(ufoedt=True))}


def test_en_flytning_kraever_sammendraget():
    assert "flytning_sammendrag" in mangler(FAELLES, pligt="flytning")
    assert "flytning_sammendrag" not in mangler(FAELLES)


def test_det_der_staar_paa_foerste_side_er_ikke_felter_her():
    assert not {"akut", "overgreb", "overgreb_hvem", "pligt", "termin"} & {felt.kode for felt in SKEMA.felter}


def test_alle_pladsholdere_kendes_og_loven_er_den_paa_dagen():
    ord_ = skemaord(FJORDBY, DAG)
    assert i_definition(SKEMA) <= set(ord_)
    pligten = udfyld(SKEMA.egenskaber["pligt"], ord_)
    assert "§ 133" in pligten
    assert "[" not in pligten
    assert "55 66 77 88" in udfyld(SKEMA.egenskaber["akut"], ord_)


def test_et_manglende_nummer_giver_ingen_huller():
    tom = SimpleNamespace(navn="Fjordby", modtagelse_telefon="", modtagelse_aabningstid="", vagttelefon="", vagtnavn="")
    assert UDEN_NUMMER in udfyld(SKEMA.egenskaber["overgreb_spor"], skemaord(tom, DAG))


def test_trinene_er_de_samme_i_begge_raekker_og_foreslaas_ikke():
    udvikling, omsorg = SKEMA.felt("trin_udvikling"), SKEMA.felt("trin_omsorg")
    assert udvikling.koder == omsorg.koder == ("trin_1", "trin_2", "trin_3", "trin_4", "trin_5", "ved_ikke_nok")
    assert [en.tekst for en in udvikling.valg] == [en.tekst for en in omsorg.valg]
    assert not SKEMA.dimensioner


@pytest.mark.parametrize(
    "felt", [felt for felt in SKEMA.felter if felt.egenskaber.get("eksempler")], ids=lambda f: f.kode
)
def test_de_gode_eksempler_bruger_ikke_selv_ordene(felt):
    for eksempel in felt.egenskaber["eksempler"]:
        proeve = SKEMA.felt("varighed")
        assert fund_i_svar(proeve, eksempel["skriv"], skriveord(SKEMA)) == ()


def test_kun_der_hvor_der_skal_iagttages_peges_der_paa_ord():
    laest = {felt.kode for felt in SKEMA.felter if vil_laeses(felt)}
    assert "iagttagelser" in laest
    assert not laest & {"betydning", "fortolkning", "barnets_ord", "foraeldre_syn"}
    (iagttagelser,) = [felt for felt in SKEMA.felter if felt.type is Felttype.IAGTTAGELSER]
    fundne = fund_i_svar(iagttagelser, [{**IAGTTAGELSE, "tekst": "Han er tit aggressiv"}], skriveord(SKEMA))
    assert [en.kode for en in fundne] == ["hyppighed", "vaesen"]
