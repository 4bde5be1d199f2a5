"""Words for the parents."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adbb.rules.ord import HOEJST_LYKKEDES, Saetninger, foreslaa, hvad_er_galt
from adbb.rules.score import PUNKTER

SKEMA = tomllib.loads((Path(__file__).resolve().parents[3] / "adbb" / "skemaer" / "adbb.toml").read_text())
FELTER = {f["kode"]: f for s in SKEMA["sektion"] for f in s.get("felt", ())}
SLUTNINGER = {u["kode"]: u["tekst"] for s in SKEMA["sektion"] for u in s.get("udsagn", ())}
EGNE = {k: Saetninger(FELTER[k]["foraeldretekst_lav"], FELTER[k]["foraeldretekst_hoej"]) for k in PUNKTER}


def test_the_form_has_the_eight_items_in_order_and_their_names_only() -> None:
    punkter = [f for f in FELTER.values() if f.get("rolle") == "punkt"]
    assert [f["kode"] for f in punkter] == list(PUNKTER)
    for felt in punkter:
        assert [v["tekst"] for v in felt["valg"]] == ["0", "1", "2", "3", "4", "Ikke vurderet"]
        assert "hjaelp" not in felt


@given(st.fixed_dictionaries({k: st.integers(0, 4) for k in PUNKTER}), st.sampled_from(sorted(SLUTNINGER)))
def test_no_suggestion_holds_a_number_or_a_word_of_the_method(point: dict[str, int], slutning: str) -> None:
    tekst = foreslaa(point, EGNE, SLUTNINGER[slutning])
    assert hvad_er_galt(tekst) == ""
    assert tekst.endswith(SLUTNINGER[slutning])
    lave = sum(EGNE[k].lav in tekst for k in PUNKTER)
    assert lave == min(HOEJST_LYKKEDES, sum(p < 2 for p in point.values()))
    for kode, p in point.items():
        assert (EGNE[kode].hoej in tekst) == (p >= 2)


def test_what_was_not_assessed_is_not_mentioned() -> None:
    assert foreslaa({}, EGNE, SLUTNINGER["ikke_vurderet"]) == SLUTNINGER["ikke_vurderet"]


@pytest.mark.parametrize(
    "tekst",
    [
        "Summen var 6.",
        "Han fik 2 i øjenkontakt",
        "Scoren var høj",
        "over grænseværdien",
        "ADBB viste noget",
        "Det er ikke en diagnose",
        "flere point end sidst",
    ],
)
def test_what_must_never_reach_parents_is_refused(tekst: str) -> None:
    assert hvad_er_galt(tekst)


def test_everyday_words_are_let_through() -> None:
    assert hvad_er_galt("Asta kiggede på dig, da du sang. Jeg kommer igen om to uger.") == ""
