"""Dated observations: what is taken in, what is missing, how two versions of the list become one, how it is read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsporing.skemaer.definition import Skemafejl, fra_toml
from opsporing.skemaer.iagttagelser import FREMTID, begge, flet, i_stedet, i_tidsorden, laes, mangler, rens
from opsporing.skemaer.svar import valider
from opsporing.skemaer.tal import fordelinger
from opsporing.skemaer.vaerdi import Ugyldig
from opsporing.skemaer.visning import laesning, tekster
from tests.factories.skematekst import FULDT_SVAR, TOML, definition

SKEMA = definition()
FELT = SKEMA.felt("set_hoert")
I_DAG = date(2026, 11, 22)
HEL = {"id": "a1", "dato": "2026-11-20", "sted": "kl. 8.30, garderoben", "tekst": "Græd i 20 min.", "kilde": "selv"}


def test_en_hel_iagttagelse_gemmes_som_den_er_skrevet():
    sendt = {**HEL, "dato": "20-11-2026", "sted": " kl. 8.30,\n garderoben ", "uroert": False}
    assert rens(FELT, [sendt, {"id": "b2"}, {"id": "c3", "tekst": "  "}], I_DAG) == [HEL]
    assert rens(FELT, [], I_DAG) is rens(FELT, None, I_DAG) is rens(FELT, "", I_DAG) is None


@pytest.mark.parametrize(
    ("raa", "besked"),
    [
        ("x", "Iagttagelserne kunne ikke læses"),
        (["x"], "Iagttagelserne kunne ikke læses"),
        ([{"id": "a", "andet": "x"}], "Iagttagelserne kunne ikke læses"),
        ([{"id": str(n), "tekst": "x"} for n in range(51)], "Der er plads til 50 iagttagelser."),
        ([{"id": str(n)} for n in range(201)], "Der er plads til 50 iagttagelser."),
        ([{"id": "a", "tekst": "x"}, {"id": "b", "dato": "23-11-2026"}], f"Iagttagelse 2: {FREMTID}"),
        ([{"id": "a", "dato": "31-11-2026"}], "Iagttagelse 1: Den dato findes ikke i kalenderen."),
        ([{"id": "a", "kilde": "naboen"}], "Iagttagelse 1: Vælg et af svarene"),
        ([{"id": "a", "tekst": "x" * 10_001}], "Iagttagelse 1: Teksten er 10001 tegn lang."),
        ([{"id": "a", "tekst": 7}], "Iagttagelse 1: Skriv en tekst."),
    ],
)
def test_det_der_ikke_kan_gemmes_siges_med_nummer(raa, besked):
    with pytest.raises(Ugyldig, match="^" + besked.replace(".", r"\.").split(":")[0]):
        rens(FELT, raa, I_DAG)
    fejl = valider(SKEMA, {"set_hoert": raa}, kladde=True, i_dag=I_DAG).fejl
    assert fejl["set_hoert"].startswith(besked)


def test_i_dag_er_ikke_fremtid_og_uden_i_dag_ved_reglen_intet():
    i_dag, i_morgen = [{"id": "a", "dato": "22-11-2026"}], [{"id": "a", "dato": "23-11-2026"}]
    assert rens(FELT, i_dag, I_DAG) == [{"id": "a", "dato": "2026-11-22"}]
    assert rens(FELT, i_morgen, None) == [{"id": "a", "dato": "2026-11-23"}]


def test_ens_og_manglende_numre_bliver_entydige_og_staar_fast():
    sendt = [
        {"tekst": "x"},
        {"tekst": "x"},
        {"id": "a", "tekst": "1"},
        {"id": "a", "tekst": "2"},
        {"id": "Å", "tekst": "3"},
    ]
    renset = rens(FELT, sendt, I_DAG)
    assert len({en["id"] for en in renset}) == 5
    assert rens(FELT, renset, I_DAG) == renset


def test_kladden_maa_mangle_men_ikke_det_faerdige():
    halv = [HEL, {"id": "b2", "tekst": "Sagde ingenting"}]
    assert valider(SKEMA, {"set_hoert": halv}, kladde=True, i_dag=I_DAG).gyldig
    svar = {**FULDT_SVAR, "set_hoert": halv}
    fejl = valider(SKEMA, svar, kladde=False, alder_mdr=20, position="groen", i_dag=I_DAG).fejl
    assert fejl == {"set_hoert": "Iagttagelse 2 mangler en dato og hvem der så eller hørte det."}
    assert mangler([HEL]) == ""


def test_laeses_i_tidsorden_med_ord():
    sidst = {"id": "b2", "dato": "2026-11-21", "tekst": "Faldt til ro\n\ni favnen", "kilde": "kollega"}
    assert tekster(SKEMA, FELT, [{"id": "c3", "tekst": "Engang"}, sidst, HEL]) == (
        "20. november 2026 · kl. 8.30, garderoben · Set eller hørt af mig: Græd i 20 min.",
        "21. november 2026 · Set eller hørt af en kollega: Faldt til ro\n\ni favnen",
        "Uden dato: Engang",
    )
    linjer = {linje.felt.kode: linje for del_ in laesning(SKEMA, {"set_hoert": [sidst]}) for linje in del_.linjer}
    assert linjer["set_hoert"].iagttagelser[0].linjer == ("Faldt til ro", "i favnen")
    assert linjer["styrker"].iagttagelser == ()


def test_taelles_kun_som_besvaret():
    fordeling = fordelinger(SKEMA, [({"set_hoert": [HEL]}, None), ({}, None)])["set_hoert"]
    assert (fordeling.spurgt, fordeling.besvaret, fordeling.antal) == (2, 1, {})


def test_hvem_der_saa_det_skal_staa_i_skemaet():
    uden = TOML[: TOML.index('valg = [\n  { kode = "selv"')] + TOML[TOML.index('[[sektion]]\nkode = "fortalt"') :]
    with pytest.raises(Skemafejl, match="mindst to svar"):
        fra_toml(uden)


# ---- two versions of one list ----

IDER = ["a", "b", "c", "d"]
TEKST = st.text("xyz ", min_size=1, max_size=4).filter(str.strip).map(str.strip)
LISTE = st.lists(
    st.builds(lambda i, t: {"id": i, "tekst": t}, st.sampled_from(IDER), TEKST), unique_by=lambda e: e["id"]
)


def raekker(liste):
    return laes(FELT, list(liste), I_DAG)


@given(LISTE, LISTE, st.sets(st.sampled_from(IDER)))
def test_fletning_taber_ingen_raekke(gemt, sendt, fremmede):
    ud = flet(gemt, raekker(sendt), er_fremmed=fremmede.__contains__, er_kendt=lambda id_: False)
    efter = {en["id"]: en for en in ud.liste}
    for en in sendt:  # what was sent is stored or kept beside it
        assert efter.get(en["id"]) == en or en in ud.tabt
    for en in gemt:  # what others wrote, and what the page did not show, stands
        if en["id"] in fremmede or en["id"] not in {e["id"] for e in sendt}:
            assert en in ud.liste
    assert [en["id"] for en in ud.liste][: len(gemt)] == [en["id"] for en in gemt]


@given(LISTE, st.sampled_from(IDER), st.booleans())
def test_en_tom_raekke_tages_bort_undtagen_naar_en_anden_har_skrevet_i_den(gemt, id_, fremmed):
    ud = flet(gemt, raekker([{"id": id_}]), er_fremmed=lambda i: fremmed, er_kendt=lambda i: True)
    assert ud.tabt == ()
    assert ud.liste == (gemt if fremmed else [en for en in gemt if en["id"] != id_])


@given(LISTE, LISTE)
def test_uroerte_raekker_aendrer_intet(gemt, sendt):
    ud = flet(
        gemt, raekker([{**en, "uroert": True} for en in sendt]), er_fremmed=lambda i: True, er_kendt=lambda i: True
    )
    assert (ud.liste, ud.skrevet, ud.tabt) == (gemt, (), ())


@given(LISTE, LISTE, st.integers(1, 99))
def test_begge_beholder_alle_ord_og_i_stedet_giver_den_andens(gemt, andre, rev):
    samlet = begge(gemt, andre, rev)
    assert {en["tekst"] for en in samlet} == {en["tekst"] for en in [*gemt, *andre]}
    assert len({en["id"] for en in samlet}) == len(samlet)
    nye = {en["id"]: en for en in i_stedet(gemt, andre)}
    assert all(nye[en["id"]] == en for en in andre)
    assert set(nye) == {en["id"] for en in [*gemt, *andre]}


def test_en_forkert_del_sletter_ikke_det_der_staar():
    ud = flet(
        [HEL],
        raekker([{**HEL, "dato": "20-1", "tekst": "Græd i 25 min."}]),
        er_fremmed=lambda i: False,
        er_kendt=lambda i: True,
    )
    assert ud.liste == [{**HEL, "tekst": "Græd i 25 min."}]


def test_tidsordenen_lader_resten_staa():
    assert [
        en["id"]
        for en in i_tidsorden([{"id": "u"}, {"id": "b", "dato": "2026-02-01"}, {"id": "a", "dato": "2026-01-01"}])
    ] == [
        "a",
        "b",
        "u",
    ]
