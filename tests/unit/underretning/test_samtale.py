"""What a talk with the child may be left out for, and advice at every age."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underretning.rules import krav, samtale
from underretning.rules.krav import Fakta, Mangel


def test_one_that_must_be_held_is_never_unnecessary() -> None:
    assert samtale.Grund.UNOEDIG not in samtale.grunde(skal=True)
    assert set(samtale.grunde(skal=False)) == set(samtale.Grund) == set(samtale.GRUNDE)


@given(st.none() | st.integers(0, 83))
def test_there_is_advice_at_every_age(alder: int | None) -> None:
    raad = samtale.raad(alder)
    assert raad
    assert all(et.endswith((".", "?«")) for et in raad)


@pytest.mark.parametrize(("yngre", "aeldre"), [(11, 12), (35, 36), (59, 60)])
def test_the_advice_changes_with_the_age(yngre: int, aeldre: int) -> None:
    assert samtale.raad(yngre) != samtale.raad(aeldre)


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_a_talk_with_suspected_parents_there_does_not_do(
    overgreb: bool, mistaenkt: bool, ufoedt: bool, holdt: bool, uden: bool, undladt: bool
) -> None:
    f = Fakta(
        overgreb=overgreb,
        foraeldre_mistaenkt=overgreb and mistaenkt,
        ufoedt=ufoedt,
        samtale=holdt,
        uden_foraeldre=holdt and uden,
        samtale_undladt=undladt,
    )
    mangler = krav.om_samtalen(f)
    if not overgreb or ufoedt or undladt:
        assert mangler == ()
    elif not holdt:
        assert mangler == (Mangel.SAMTALE,)
    elif mistaenkt and not uden:
        assert mangler == (Mangel.SAMTALE_UDEN_FORAELDRE,)
    else:
        assert mangler == ()
