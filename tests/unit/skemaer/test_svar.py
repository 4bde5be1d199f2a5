"""Checking answers: every type, draft and completion, and anything a browser can send."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opsporing.skemaer.definition import TEGN_KODER, Felttype
from opsporing.skemaer.svar import FREMMED_ALDER, HELE_SKEMAET, UKENDT_FELT, Aendring, diff, mangler, valider
from tests.factories.skematekst import FULDT_SVAR, definition

SKEMA = definition()
KODER = [felt.kode for felt in SKEMA.felter]

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        [kode for felt in SKEMA.felter for kode in felt.koder] + ["2026-02-30", "24-03-2026", "\ud800", "\x00"]
    ),
    lambda dele: (
        st.lists(dele, max_size=3)
        | st.dictionaries(
            st.sampled_from(["set", "hyppighed", "navn", "vaerdi", "id", "dato", "tekst", "kilde", "uroert"])
            | st.text(max_size=5),
            dele,
            max_size=3,
        )
    ),
    max_leaves=6,
)
SVAR = st.dictionaries(st.sampled_from(KODER) | st.text(max_size=8), JSON, max_size=8)


def iagttagelser(tekst):
    """A list of observations, some of them half written, each with an id of its own."""
    dele = {
        "dato": st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(lambda d: f"{d.day:02}-{d.month:02}-{d.year}"),
        "sted": tekst,
        "tekst": tekst,
        "kilde": st.sampled_from(["selv", "kollega"]),
    }
    en = st.fixed_dictionaries({"id": st.from_regex(r"[a-z0-9]{6,12}", fullmatch=True)}, optional=dele)
    return st.lists(en.filter(lambda e: len(e) > 1), min_size=1, max_size=3, unique_by=lambda e: e["id"])


def gode_svar():
    """Answers that are right for their field."""
    tekst = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(str.strip)
    efter_type = {
        Felttype.TEGN: lambda felt: st.sampled_from(TEGN_KODER),
        Felttype.VALG: lambda felt: st.sampled_from(felt.koder),
        Felttype.SKALA: lambda felt: st.sampled_from(felt.koder),
        Felttype.FLERVALG: lambda felt: st.lists(st.sampled_from(felt.koder[:-1]), min_size=1, unique=True),
        Felttype.JA_NEJ: lambda felt: st.booleans() | st.sampled_from(["ja", "nej"]),
        Felttype.TAL: lambda felt: st.integers(felt.min or 0, felt.maks or 1000),
        Felttype.DATO: lambda felt: st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(
            lambda d: f"{d.day}-{d.month}-{d.year}"
        ),
        Felttype.LINEAL_TEGN: lambda felt: st.just({"set": "ja", "hyppighed": "dagligt"}),
        Felttype.IAGTTAGELSER: lambda felt: iagttagelser(tekst),
        Felttype.KORT_TEKST: lambda felt: tekst,
        Felttype.LANG_TEKST: lambda felt: tekst,
    }

    def for_felt(felt):
        svar = efter_type[felt.type](felt)
        if felt.gentages:
            return st.lists(svar, min_size=1, max_size=3)
        if felt.pr_person:
            return st.lists(st.fixed_dictionaries({"navn": tekst, "vaerdi": svar}), min_size=1, max_size=3)
        return svar

    return st.fixed_dictionaries({}, optional={felt.kode: for_felt(felt) for felt in SKEMA.felter if felt.har_svar})


@pytest.mark.parametrize(
    ("felt", "raa", "renset"),
    [
        ("troest", "groen", "groen"),
        ("troest", "ikke_set", "ikke_set"),
        ("troest", "", None),
        ("troest", None, None),
        ("overgreb", "tvivl", "tvivl"),
        ("niveau", "3", "3"),
        ("forhold", ["flytning", "sygdom", "flytning"], ["sygdom", "flytning"]),
        ("forhold", "sygdom", ["sygdom"]),
        ("forhold", [], None),
        ("forhold", ["ingen"], ["ingen"]),
        ("orienteret", "ja", True),
        ("orienteret", False, False),
        ("orienteret", "", None),
        ("score", "3", 3),
        ("score", " 0 ", 0),
        ("score", 4.0, 4),
        ("score", "", None),
        ("uger", "-12", -12),
        ("orienteret_dato", "24-03-2026", "2026-03-24"),
        ("orienteret_dato", "4.3.2026", "2026-03-04"),
        ("orienteret_dato", " 2026-03-24 ", "2026-03-24"),
        ("orienteret_dato", "29-02-2024", "2024-02-29"),
        ("styrker", "  To\u0000 ord\nher ", "To ord her"),
        ("sygdom_hvilken", " a\r\nb\rc \n", "a\nb\nc"),
        ("styrker", "a\u030a", "å"),
        ("styrker", "\ud800", None),
        ("styrker", " \n ", None),
        ("f_stille", {"set": "ja", "hyppighed": "dagligt"}, {"set": "ja", "hyppighed": "dagligt"}),
        ("f_stille", {"set": "nej", "hyppighed": "dagligt"}, {"set": "nej"}),
        ("f_stille", {}, None),
        ("observationer", ["  a ", "", None, "b"], ["a", "b"]),
        ("observationer", "a", ["a"]),
        ("streg", [{"navn": " Mor ", "vaerdi": "7"}, {"navn": "", "vaerdi": ""}], [{"navn": "Mor", "vaerdi": 7}]),
        ("streg", [{"navn": "Mor", "vaerdi": None}], [{"navn": "Mor"}]),
    ],
)
def test_gyldige_svar_renses(felt, raa, renset):
    resultat = valider(SKEMA, {felt: raa}, kladde=True)
    assert resultat.fejl == {}
    assert resultat.renset.get(felt) == renset
    assert (felt in resultat.renset) is (renset is not None)


@pytest.mark.parametrize(
    ("felt", "raa", "besked"),
    [
        ("troest", "grøn", "Vælg et af svarene"),
        ("troest", 1, "Vælg et af svarene"),
        ("troest", ["groen"], "Vælg et af svarene"),
        ("overgreb", "maaske", "Vælg et af svarene"),
        ("forhold", ["sygdom", "andet"], "Vælg et af svarene"),
        ("forhold", [["sygdom"]], "Vælg et af svarene"),
        ("forhold", {"sygdom": True}, "Vælg et af svarene"),
        ("forhold", ["ingen", "sygdom"], "„Ingen af delene“ kan ikke vælges sammen med andre svar."),
        ("orienteret", 1, "Vælg ja eller nej."),
        ("orienteret", "true", "Vælg ja eller nej."),
        ("score", "5", "Tallet skal være mellem 0 og 4."),
        ("score", -1, "Tallet skal være mellem 0 og 4."),
        ("score", True, "Skriv et helt tal, fx 3."),
        ("score", "2,5", "Skriv et helt tal, fx 3."),
        ("score", 2.5, "Skriv et helt tal, fx 3."),
        ("score", float("nan"), "Skriv et helt tal, fx 3."),
        ("score", "٣", "Skriv et helt tal, fx 3."),
        ("score", "9" * 5000, "Skriv et helt tal, fx 3."),
        ("uger", 10**10, "Tallet må højst være 1000000000."),
        ("orienteret_dato", "31-04-2026", "Den dato findes ikke i kalenderen."),
        ("orienteret_dato", "24-03-26", "Skriv datoen som dag, måned og år, fx 24-03-2026."),
        ("orienteret_dato", "24-03-0026", "Kontrollér årstallet."),
        ("orienteret_dato", 20260324, "Skriv datoen som dag, måned og år, fx 24-03-2026."),
        ("styrker", "x" * 301, "Teksten er 301 tegn lang. Der er plads til 300. Kort den af."),
        ("styrker", ["x"], "Skriv en tekst."),
        ("f_stille", {"set": "måske"}, "Vælg et af svarene"),
        ("f_stille", {"andet": "ja"}, "Vælg et af svarene"),
        ("f_stille", "ja", "Vælg et af svarene"),
        ("observationer", ["a"] * 51, "Der er plads til 50"),
        ("observationer", [{"a": 1}], "Skriv en tekst."),
        ("streg", [{"navn": "Mor", "vaerdi": "11"}], "Tallet skal være mellem 0 og 10."),
        ("streg", [{"navn": "", "vaerdi": "7"}], "Skriv, hvem svaret er fra."),
        ("streg", [{"hvem": "Mor"}], "Skriv et navn og et svar for hver person."),
        ("streg", "7", "Skriv et navn og et svar for hver person."),
        ("findes_ikke", "x", UKENDT_FELT),
        ("vejledning", "x", UKENDT_FELT),
        ("set", "ja", UKENDT_FELT),
    ],
)
def test_ugyldige_svar_faar_en_besked_og_gemmes_ikke(felt, raa, besked):
    for kladde in (True, False):
        svar = {"overgreb": "ja", "orienteret": True, "forhold": ["sygdom"]} | {felt: raa}
        resultat = valider(SKEMA, svar, kladde=kladde)
        assert resultat.fejl[felt].startswith(besked)
        assert felt not in resultat.renset


@pytest.mark.parametrize("raa", [None, [], "x", 1, True])
def test_svar_der_slet_ikke_er_svar(raa):
    resultat = valider(SKEMA, raa, kladde=True)
    assert resultat.renset == {}
    assert HELE_SKEMAET in resultat.fejl


def test_kladde_maa_vaere_tom():
    assert valider(SKEMA, {}, kladde=True).gyldig


def test_afslutning_naevner_alt_der_mangler_i_skemaets_raekkefoelge():
    fejl = valider(SKEMA, {}, kladde=False, alder_mdr=20, position="groen").fejl
    assert list(fejl) == ["styrker", "leg_fra_18", "troest", "barn_ord"]
    assert fejl["troest"] == "Vælg et udsagn, eller vælg „ikke set endnu“."
    assert fejl["barn_ord"] == "Udfyld mindst ét af de 2 felter, der hører sammen her."
    assert list(mangler(SKEMA, {}, alder_mdr=20, position="groen")) == list(fejl)


def test_fuldt_svar_kan_afsluttes():
    resultat = valider(SKEMA, FULDT_SVAR, kladde=False, alder_mdr=20, position="groen")
    assert resultat.gyldig
    assert resultat.renset == FULDT_SVAR


def test_mindst_en_kan_vaere_den_anden():
    svar = {**FULDT_SVAR, "barn_uden_ord": "Peger"}
    del svar["barn_ord"]
    assert valider(SKEMA, svar, kladde=False, alder_mdr=20, position="groen").gyldig


def test_paakraevet_ved_gaelder_kun_det_trin():
    assert "aabent" in valider(SKEMA, FULDT_SVAR, kladde=False, alder_mdr=20, position="groen", ved="faelles").fejl
    assert "aabent" not in valider(SKEMA, FULDT_SVAR, kladde=False, alder_mdr=20, position="groen", ved="egen").fejl


def test_position_afgoer_hvad_der_kraeves():
    assert list(valider(SKEMA, FULDT_SVAR, kladde=False, alder_mdr=20, position="roed").fejl) == ["forklaringer"]


def test_felt_for_en_anden_alder_afvises():
    resultat = valider(SKEMA, {"leg_til_17": "groen"}, kladde=True, alder_mdr=20)
    assert resultat.fejl == {"leg_til_17": FREMMED_ALDER}
    assert resultat.renset == {}


def test_skjult_betinget_svar_bliver_i_kladden_men_ikke_ved_afslutning():
    svar = {**FULDT_SVAR, "overgreb": "nej", "hvem": "En nabo"}
    assert valider(SKEMA, svar, kladde=True, alder_mdr=20).renset["hvem"] == "En nabo"
    afsluttet = valider(SKEMA, svar, kladde=False, alder_mdr=20, position="groen")
    assert afsluttet.gyldig
    assert "hvem" not in afsluttet.renset


def test_fejl_i_et_skjult_felt_holder_ingen_tilbage():
    svar = {**FULDT_SVAR, "overgreb": "nej", "hvem": "x" * 301}
    assert "hvem" in valider(SKEMA, svar, kladde=True, alder_mdr=20).fejl
    assert valider(SKEMA, svar, kladde=False, alder_mdr=20, position="groen").gyldig


def test_betinget_felt_er_kun_paakraevet_naar_det_vises():
    svar = {**FULDT_SVAR, "forhold": ["sygdom"]}
    assert list(valider(SKEMA, svar, kladde=False, alder_mdr=20, position="groen").fejl) == ["sygdom_hvilken"]


def test_diff():
    assert diff({"a": 1, "b": 2, "c": 3}, {"b": 2, "c": 4, "d": 5}) == (
        Aendring("a", 1, None),
        Aendring("c", 3, 4),
        Aendring("d", None, 5),
    )
    assert diff({"a": [1]}, {"a": [1]}) == ()


@given(SVAR, st.booleans(), st.none() | st.integers(0, 90), st.sampled_from([None, "", "groen", "roed"]))
@settings(max_examples=300, deadline=None)
def test_rejser_aldrig_og_gemmer_kun_det_der_kan_gemmes(svar, kladde, alder, position):
    resultat = valider(SKEMA, svar, kladde=kladde, alder_mdr=alder, position=position)
    assert set(resultat.renset).isdisjoint(resultat.fejl)
    assert set(resultat.renset) <= {felt.kode for felt in SKEMA.felter if felt.har_svar}
    tekst = json.dumps(resultat.renset, ensure_ascii=False, allow_nan=False)
    assert "\x00" not in tekst
    tekst.encode("utf-8")


@given(JSON)
@settings(max_examples=100, deadline=None)
def test_rejser_aldrig_paa_vilkaarlig_json(svar):
    valider(SKEMA, svar, kladde=True)
    valider(SKEMA, svar, kladde=False)


@given(SVAR | gode_svar())
@settings(max_examples=200, deadline=None)
def test_rensning_er_idempotent(svar):
    foerste = valider(SKEMA, svar, kladde=True).renset
    anden = valider(SKEMA, foerste, kladde=True)
    assert anden.fejl == {}
    assert anden.renset == foerste
    afsluttet = valider(SKEMA, svar, kladde=False).renset
    assert valider(SKEMA, afsluttet, kladde=False).renset == afsluttet


@given(gode_svar())
@settings(max_examples=100, deadline=None)
def test_gode_svar_er_gyldige_og_overlever_json(svar):
    resultat = valider(SKEMA, svar, kladde=True)
    assert resultat.fejl == {}
    assert set(resultat.renset) == set(svar)
    assert json.loads(json.dumps(resultat.renset)) == resultat.renset


@given(gode_svar())
@settings(max_examples=100, deadline=None)
def test_kladden_taber_intet_ved_afslutning_ud_over_det_skjulte(svar):
    kladde = valider(SKEMA, svar, kladde=True).renset
    synlige = {felt.kode for felt in SKEMA.synlige_felter(kladde)}
    assert valider(SKEMA, svar, kladde=False).renset == {k: v for k, v in kladde.items() if k in synlige}
