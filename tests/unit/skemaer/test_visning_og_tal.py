"""Reading view, placeholders and counting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsporing.skemaer.pladsholdere import i_definition, navne, udfyld, ufuldstaendig
from opsporing.skemaer.tal import fordelinger, fordelinger_pr_tegn
from opsporing.skemaer.visning import IKKE_BESVARET, laesning, tekster
from tests.factories.skematekst import definition

SKEMA = definition()
SVAR = {
    "styrker": "Bolde",
    "forhold": ["sygdom", "flytning"],
    "sygdom_hvilken": "Feber\n\nHoste",
    "leg_fra_18": "gul",
    "troest": "ikke_set",
    "overgreb": "ja",
    "f_stille": {"set": "ja", "hyppighed": "dagligt"},
    "hvem": "En voksen",
    "orienteret": False,
    "orienteret_dato": "2026-03-24",
    "score": 0,
    "niveau": "3",
    "placering": "trin_2",
    "observationer": ["Et", "To"],
    "streg": [{"navn": "Mor", "vaerdi": 7}, {"navn": "Far"}],
}


def linjer(**valg):
    return {linje.felt.kode: linje for afsnit in laesning(SKEMA, SVAR, alder_mdr=20, **valg) for linje in afsnit.linjer}


def test_svar_laeses_med_ord():
    laest = {kode: linje.tekst for kode, linje in linjer().items()}
    assert laest["styrker"] == "Bolde"
    assert laest["forhold"] == "Sygdom\nFlytning"
    assert laest["leg_fra_18"] == "Finder ind med hjælp."
    assert laest["troest"] == "Ikke set endnu"
    assert laest["f_stille"] == "Ja · Hver dag"
    assert laest["orienteret"] == "Nej"
    assert laest["score"] == "0"
    assert laest["niveau"] == "3"
    assert laest["placering"] == "Opmærksomhed"
    assert laest["observationer"] == "Et\nTo"
    assert laest["streg"] == "Mor: 7\nFar: ikke besvaret"
    assert laest["uger"] == IKKE_BESVARET
    assert linjer()["sygdom_hvilken"].tekster == ("Feber", "Hoste")


def test_skjulte_og_uspurgte_felter_vises_ikke():
    laest = linjer()
    assert "orienteret_dato" not in laest
    assert "leg_til_17" not in laest
    assert "vejledning" not in laest
    assert "set" not in laest


def test_foraeldre_ser_ikke_det_interne():
    assert "hvem" in linjer()
    assert "hvem" not in linjer(foraeldre=True)


def test_det_interne_afgoer_stadig_hvad_der_blev_spurgt_om():
    toml_skema = SKEMA.uden_interne()
    assert toml_skema.felt("hvem") is None
    afsnit = [en.sektion.kode for en in laesning(SKEMA, SVAR, foraeldre=True, alder_mdr=20)]
    assert "mere" in afsnit


def test_uden_ubesvarede():
    assert "uger" not in linjer(med_ubesvarede=False)
    assert all(linje.besvaret for linje in linjer(med_ubesvarede=False).values())


def test_dato_laeses_med_maanedens_navn():
    assert tekster(SKEMA, SKEMA.felt("orienteret_dato"), "2026-03-04") == ("4. marts 2026",)


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("Vælg {{ position.gul }}.", "Vælg Opmærksom."),
        ("{{position.gul}}{{ position.gul}}", "OpmærksomOpmærksom"),
        ("{{ lov.x }}", "[lov.x]"),
        ("{{ position.gul|safe }}", "{{ position.gul|safe }}"),
        ("{% if x %}", "{% if x %}"),
        ("ingen", "ingen"),
    ],
)
def test_pladsholdere(tekst, ventet):
    assert udfyld(tekst, {"position.gul": "Opmærksom"}) == ventet


def test_en_indsat_tekst_udfyldes_ikke_igen():
    assert udfyld("{{ a }}", {"a": "{{ b }}", "b": "x"}) == "{{ b }}"


def test_pladsholdere_i_hele_skemaet():
    assert i_definition(SKEMA) == {"position.gul", "position.roed"}
    assert navne("{{ a.b }} {{c}}") == {"a.b", "c"}


@pytest.mark.parametrize("tekst", ["{{ a", "a }}", "{{ A }}", "{{}}", "{{ a.b | c }}"])
def test_ufuldstaendige_pladsholdere_findes(tekst):
    assert ufuldstaendig(tekst)


@given(st.text(), st.dictionaries(st.from_regex("[a-z]{1,3}", fullmatch=True), st.text(), max_size=3))
def test_udfyldning_rejser_aldrig(tekst, vaerdier):
    assert isinstance(udfyld(tekst, vaerdier), str)


def test_fordelinger():
    besvarede = [
        ({"troest": "groen", "leg_til_17": "gul", "forhold": ["sygdom", "flytning"], "score": 3}, 12),
        ({"troest": "groen", "leg_fra_18": "roed", "orienteret": True, "styrker": "x"}, 20),
        ({"troest": "ikke_set", "leg_fra_18": "gul", "f_stille": {"set": "ja"}}, 22),
        ({}, 22),
    ]
    tal = fordelinger(SKEMA, besvarede)
    assert tal["troest"].antal == {"groen": 2, "gul": 0, "roed": 0, "ikke_set": 1}
    assert (tal["troest"].spurgt, tal["troest"].besvaret, tal["troest"].ubesvaret) == (4, 3, 1)
    assert (tal["leg_til_17"].spurgt, tal["leg_fra_18"].spurgt) == (1, 3)
    assert tal["forhold"].antal == {"sygdom": 1, "flytning": 1, "ingen": 0}
    assert tal["forhold"].besvaret == 1
    assert tal["orienteret"].antal == {"ja": 1, "nej": 0}
    assert tal["score"].antal == {"3": 1}
    assert tal["styrker"].antal == {}
    assert tal["styrker"].besvaret == 1
    assert tal["f_stille"].antal == {"set=ja": 1}
    assert "vejledning" not in tal
    pr_tegn = fordelinger_pr_tegn(SKEMA, besvarede)
    assert pr_tegn["leg"].antal == {"groen": 0, "gul": 2, "roed": 1, "ikke_set": 0}
    assert pr_tegn["leg"].spurgt == 4


@given(st.lists(st.sampled_from(["groen", "gul", "roed", "ikke_set", None]), max_size=30))
def test_taelling_gaar_op(svar):
    besvarede = [({} if kode is None else {"troest": kode}, 20) for kode in svar]
    tal = fordelinger(SKEMA, besvarede)["troest"]
    assert sum(tal.antal.values()) == tal.besvaret == len(svar) - svar.count(None)
    assert tal.spurgt == len(svar)
