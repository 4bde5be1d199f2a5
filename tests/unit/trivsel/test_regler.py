"""Rules as a profile stores them, and what any rule must hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trivsel.rules import HoejesteTegn, RegelFejl, Taerskler, regel_fra_data, regel_til_data

gyldige = st.one_of(
    st.builds(HoejesteTegn, mindst_set_procent=st.integers(0, 100)),
    st.integers(1, 30).flatmap(
        lambda i_dimension: st.builds(
            Taerskler,
            gule_i_dimension=st.integers(1, 30),
            gule_samlet=st.integers(1, 30),
            roede_til_gul=st.integers(1, i_dimension),
            roede_i_dimension=st.just(i_dimension),
            roede_samlet=st.integers(1, 30),
            mindst_set_procent=st.integers(0, 100),
        )
    ),
)


@given(gyldige, st.integers(0, 12), st.integers(0, 12))
def test_one_more_concern_or_a_redder_one_never_gives_less(
    regel: HoejesteTegn | Taerskler, gule: int, roede: int
) -> None:
    for niveau in (regel.i_dimension, regel.samlet):
        assert niveau(gule, roede) <= niveau(gule + 1, roede) <= niveau(gule, roede + 1)
        assert niveau(0, 0) == "groen"


@given(gyldige)
def test_a_rule_survives_being_stored(regel: HoejesteTegn | Taerskler) -> None:
    assert regel_fra_data(regel_til_data(regel)) == regel


def test_missing_numbers_are_the_defaults() -> None:
    assert regel_fra_data({}) == regel_fra_data({"art": "taerskler"}) == Taerskler()
    assert regel_fra_data({"art": "hoejeste_tegn"}) == HoejesteTegn()
    assert regel_fra_data({"gule_samlet": 6, "noget_nyt": 1}) == Taerskler(gule_samlet=6)


@pytest.mark.parametrize("vaerdi", [0, -1, 31, 2.0, "2", True, None])
def test_every_bad_number_is_named(vaerdi: object) -> None:
    with pytest.raises(RegelFejl, match="helt tal") as fanget:
        regel_fra_data({"gule_i_dimension": vaerdi, "roede_samlet": vaerdi, "mindst_set_procent": 101})
    assert set(fanget.value.fejl) == {"gule_i_dimension", "roede_samlet", "mindst_set_procent"}


def test_boundaries_of_the_numbers() -> None:
    assert regel_fra_data({"gule_samlet": 1}).samlet(1, 0) == "gul"
    assert regel_fra_data({"gule_samlet": 30}).samlet(29, 0) == "groen"
    assert regel_fra_data({"mindst_set_procent": 0}).mindst_set_procent == 0
    assert regel_fra_data({"mindst_set_procent": 100}).mindst_set_procent == 100


def test_an_unknown_kind_and_a_twisted_rule_are_refused() -> None:
    with pytest.raises(RegelFejl) as fanget:
        regel_fra_data({"art": "mavefornemmelse"})
    assert set(fanget.value.fejl) == {"art"}
    with pytest.raises(RegelFejl) as fanget:
        regel_fra_data({"roede_til_gul": 3, "roede_i_dimension": 2})
    assert set(fanget.value.fejl) == {"roede_til_gul"}
    assert regel_fra_data({"roede_til_gul": 2, "roede_i_dimension": 2}).i_dimension(0, 2) == "roed"
