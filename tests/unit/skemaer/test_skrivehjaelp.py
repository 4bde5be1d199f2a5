"""Words that often stand for a reading: found whole, in their endings, and never in somebody else's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsporing.skemaer.definition import Skemafejl, fra_toml
from opsporing.skemaer.skrivehjaelp import Skriveord, boejet, fund, fund_i_svar, skriveord
from tests.factories.skematekst import TOML, definition

SKEMA = definition()
GRUPPER = (
    Skriveord("hyppighed", ("tit", "altid", "hele tiden"), "Skriv, hvor mange gange."),
    Skriveord(
        "person", ("aggressiv", "doven", "umoden", "sikker", "slem", "krævende", "grænseløs"), "Skriv, hvad der skete."
    ),
)
BOGSTAVER = "abcdefghijklmnopqrstuvwxyzæøåéü"


def ord_i(tekst: str) -> list[str]:
    return [et for en in fund(tekst, GRUPPER) for et in en.ord]


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("Hun græder tit.", ["tit"]),
        ("TIT, tit og Tit", ["tit"]),
        ("Titlen er god; gratitude, fortit, tit_tit, tit2", []),
        ("Aggressivt, aggressive og mere aggressiv", ["aggressivt", "aggressive", "aggressiv"]),
        ("dovne børn, den umodne dreng, sikre, slemme", ["dovne", "umodne", "sikre", "slemme"]),
        ("grænseløst og KRÆVENDE", ["grænseløst", "krævende"]),
        ("græ\u0308nseløs gr\u00e6nsel\u00f8s", ["grænseløs"]),
        ("Hele\n tiden, heletiden", ["hele tiden"]),
        ('Han sagde: "Mor er altid sur." og slog', []),
        ("»Altid mig«, „altid“, “altid” og altid", ["altid"]),
        ('Et " uden slut er ikke et citat: altid', ["altid"]),
        ("måltidet, selvsikker, slemt", ["slemt"]),
        ("", []),
    ],
)
def test_finder_hele_ord_i_deres_former(tekst, ventet):
    assert ord_i(tekst) == ventet


def test_hvert_raad_een_gang_i_skemaets_orden():
    assert [(en.kode, en.ord) for en in fund("Doven og altid slem, altid", GRUPPER)] == [
        ("hyppighed", ("altid",)),
        ("person", ("doven", "slem")),
    ]


@given(st.text(BOGSTAVER, min_size=1, max_size=12))
def test_et_ord_findes_i_sin_egen_grundform(ordet):
    assert fund(f"og {ordet}, der", [Skriveord("k", (ordet,), "r")])
    assert ordet in boejet(ordet)


@given(
    st.sampled_from(sorted({form for g in GRUPPER for form in g.former})), st.text(BOGSTAVER, min_size=1, max_size=3)
)
def test_findes_aldrig_inde_i_et_andet_ord(form, mere):
    alle = {f for g in GRUPPER for f in g.former}
    for ordet in (mere + form, form + mere):
        if ordet not in alle and " " not in ordet:
            assert ord_i(ordet) == []


@given(st.text(max_size=60))
def test_vaelter_aldrig_og_finder_kun_ord_paa_listen(tekst):
    alle = {f for g in GRUPPER for f in g.former}
    assert set(ord_i(tekst)) <= alle


@given(st.text(BOGSTAVER + " ,.", max_size=30))
def test_det_citerede_lades_i_fred(tekst):
    assert ord_i(f"Barnet sagde: „{tekst} altid“") == []


def test_kun_felter_der_beder_om_det_laeses():
    iagttagelser = [{"id": "a", "tekst": "Altid vred"}, {"id": "b", "dato": "2026-11-01"}]
    assert [en.ord for en in fund_i_svar(SKEMA.felt("set_hoert"), iagttagelser, skriveord(SKEMA))] == [("altid",)]
    assert fund_i_svar(SKEMA.felt("styrker"), "Altid glad", skriveord(SKEMA)) == ()
    assert fund_i_svar(SKEMA.felt("set_hoert"), None, skriveord(SKEMA)) == ()


@pytest.mark.parametrize(
    ("fra", "til", "besked"),
    [
        ('ord = ["tit", "altid"]', 'ord = ["tit.*"]', "Et ord er bogstaver"),
        ('ord = ["tit", "altid"]', "ord = []", "Et ord er bogstaver"),
        ('kode = "hyppighed", ord', 'navn = "hyppighed", ord', "Skriv kode, raad"),
        ('skriv = "Græd to gange"', 'ret = "Græd to gange"', "Et eksempel er to tekster"),
    ],
)
def test_fejl_i_ordlisten_siges(fra, til, besked):
    assert fra in TOML
    with pytest.raises(Skemafejl, match=besked):
        fra_toml(TOML.replace(fra, til))
