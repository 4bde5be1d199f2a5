"""What a municipality's own version of the form must keep."""

import re
from pathlib import Path

import pytest

from adbb.rules.score import PUNKTER, Udfald
from adbb.rules.skema import fejl_i_skema, fejl_i_teamskema
from opsporing.skemaer.definition import fra_toml

MAPPE = Path(__file__).resolve().parents[3] / "adbb" / "skemaer"
TOML, TEAM = ((MAPPE / f"{kode}.toml").read_text(encoding="utf-8") for kode in ("adbb", "adbb-team"))
LAV = 'foraeldretekst_lav = "Dit barn så på os og blev lidt i blikket, før det kiggede videre."\n'


def _fejl(toml: str) -> list[str]:
    assert toml != TOML
    return [str(fejl) for fejl in fejl_i_skema(fra_toml(toml))]


def test_the_common_form_keeps_it_all() -> None:
    assert list(fejl_i_skema(fra_toml(TOML))) == []
    assert list(fejl_i_teamskema(fra_toml(TEAM))) == []


def test_other_everyday_words_are_the_municipalitys() -> None:
    assert _fejl(TOML.replace("blev lidt i blikket", "holdt blikket en stund")) == []


@pytest.mark.parametrize("galt", ["2 gange", "scoren var fin", "ADBB", "en diagnose"])
def test_a_sentence_for_parents_holds_no_number_and_no_word_of_the_method(galt: str) -> None:
    [fejl] = _fejl(TOML.replace("blev lidt i blikket", galt))
    assert "oejenkontakt" in fejl and "foraeldretekst_lav" in fejl
    [fejl] = _fejl(TOML.replace("I dag var der ikke den rette ro", f"I dag: {galt}"))
    assert "ikke_vurderet" in fejl


def test_no_item_is_without_words() -> None:
    [fejl] = _fejl(TOML.replace(LAV, ""))
    assert "oejenkontakt" in fejl and "mangler" in fejl


@pytest.mark.parametrize("kode", PUNKTER)
def test_each_item_must_be_there_with_its_points(kode: str) -> None:
    omdoebt = TOML.replace(f'kode = "{kode}"', f'kode = "{kode}_vores"').replace(f'"{kode} ==', f'"{kode}_vores ==')
    assert _fejl(omdoebt) == [f"Punktet „{kode}“ mangler. Summen regnes af alle otte."]
    hoved, hale = TOML.split(f'kode = "{kode}"', 1)
    fem = hale.replace('{ kode = "4", tekst = "4", vaerdi = 4 },', "", 1)
    [fejl] = _fejl(f'{hoved}kode = "{kode}"{fem}')
    assert kode in fejl and "0 til 4" in fejl
    frivillig = hale.replace("paakraevet = true", "paakraevet = false", 1)
    [fejl] = _fejl(f'{hoved}kode = "{kode}"{frivillig}')
    assert kode in fejl and "påkrævet" in fejl


@pytest.mark.parametrize("udfald", Udfald)
def test_each_outcome_has_its_closing_sentence(udfald: Udfald) -> None:
    hoved, hale = TOML.split('kode = "slutninger"')
    omdoebt = hale.replace(f'kode = "{udfald}"', f'kode = "{udfald}_vores"')
    [fejl] = _fejl(f'{hoved}kode = "slutninger"{omdoebt}')
    assert udfald in fejl and "mangler" in fejl


def test_the_team_has_outcomes_of_its_own_but_always_some() -> None:
    andre = TEAM.replace("egen_laege", "familiehuset").replace("Egen læge", "Familiehuset")
    assert andre != TEAM and list(fejl_i_teamskema(fra_toml(andre))) == []
    omdoebt = TEAM.replace('kode = "udfald"', 'kode = "udveje"')
    assert [str(f) for f in fejl_i_teamskema(fra_toml(omdoebt))] == [
        "Feltet „udfald“ mangler. ADBB kan ikke bruges uden."
    ]
    hoved, hale = TEAM.split('kode = "udfald"')
    frivilligt = hale.replace("paakraevet = true", "paakraevet = false", 1)
    [fejl] = fejl_i_teamskema(fra_toml(f'{hoved}kode = "udfald"{frivilligt}'))
    assert "påkrævet" in str(fejl)


def test_the_question_of_abuse_stays() -> None:
    for toml, regel in ((TOML, fejl_i_skema), (TEAM, fejl_i_teamskema)):
        [fejl] = regel(fra_toml(re.sub(r"\btvivl(?=[\",])", "maaske", toml)))
        assert "overgreb" in str(fejl) and "mistanke og tvivl" in str(fejl)


def test_a_day_is_a_date() -> None:
    for toml, regel, kode in ((TOML, fejl_i_skema, "observeret_den"), (TEAM, fejl_i_teamskema, "moede_den")):
        som_ord = toml.replace(f'kode = "{kode}"\ntype = "dato"', f'kode = "{kode}"\ntype = "kort_tekst"')
        assert [str(f) for f in regel(fra_toml(som_ord))] == [f"felt „{kode}“: Typen skal være dato."]
