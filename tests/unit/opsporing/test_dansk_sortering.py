"""Danish alphabetical order of names: aa as å, and æ, ø, å after z."""

from hypothesis import given
from hypothesis import strategies as st

from opsporing.navne import dansk_sortering


def test_danish_order() -> None:
    raekke = [
        "Anders", "Anne", "Anne Bo", "Anne-Lise", "Annelise", "Bo", "Émile", "Emilie", "Muller", "Müller", "Zenia",
        "Æble", "Ærø", "Ødis", "Østen", "Aage", "Åkjær", "Åse", "Aase Lund",
    ]  # fmt: skip
    assert sorted(set(raekke), key=lambda navn: (dansk_sortering(navn), navn != "Émile", navn)) == raekke


@given(st.text(st.sampled_from("abyzæøåäöü"), max_size=8), st.text(st.sampled_from("abyzæøåäöü"), max_size=8))
def test_order_follows_the_danish_alphabet(a: str, b: str) -> None:
    alfabet = {bogstav: nr for nr, bogstav in enumerate("abcdefghijklmnopqrstuvwxyzæøå")} | {"ä": 26, "ö": 27, "ü": 24}

    def plads(navn: str) -> list[int]:
        return [alfabet[bogstav] for bogstav in navn.replace("aa", "å")]

    assert (dansk_sortering(a) < dansk_sortering(b)) == (plads(a) < plads(b))


@given(st.text(st.sampled_from("abcdåæøAÅÉé -'.,Žß3"), max_size=14))
def test_capitals_and_points_do_not_move_a_name(navn: str) -> None:
    assert dansk_sortering(navn.upper().replace("SS", "ß")) == dansk_sortering(navn)
    uden_tegn = navn.replace("'", "").replace(".", "")
    assert "aa" in uden_tegn.lower() or dansk_sortering(uden_tegn) == dansk_sortering(navn)


def test_the_key_of_known_names() -> None:
    assert dansk_sortering("Østergaard-Åkjær") == "|sterg}rd }kj{r"
    assert dansk_sortering("AAGE") == dansk_sortering("Åge") == "}ge"
    assert dansk_sortering("Özil Çelik İpek") == "|zil celik ipek"
    assert dansk_sortering("O'Brien Jr.") == "obrien jr"
