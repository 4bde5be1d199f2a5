"""The states as dictionaries: every state is in them, is reached, and the drawing in docs is theirs."""

import pytest

from underretning.rules.tilstande import (
    SKRIVEVEJE,
    VEJE,
    Skrivetilstand,
    Tilstand,
    UmuligOvergang,
    check_overgang,
    kan,
    tegning,
)
from underretning.tilstandstegning import FIL, tekst


@pytest.mark.parametrize(("veje", "slags"), [(SKRIVEVEJE, Skrivetilstand), (VEJE, Tilstand)])
def test_every_state_is_in_the_dictionary_and_can_be_reached(veje: dict, slags: type) -> None:
    assert list(veje) == list(slags)
    naaet, nye = set(), {next(iter(slags))}
    while nye:
        naaet |= nye
        nye = {til for fra in nye for til in veje[fra]} - naaet
    assert naaet == set(slags)


@pytest.mark.parametrize("til", list(Tilstand))
@pytest.mark.parametrize("fra", list(Tilstand))
def test_every_pair_is_possible_or_refused_by_name(fra: Tilstand, til: Tilstand) -> None:
    if til in VEJE[fra]:
        check_overgang(fra, til)
        assert kan(fra.value, til)
    else:
        with pytest.raises(UmuligOvergang) as nej:
            check_overgang(fra, til)
        assert (nej.value.fra, nej.value.til) == (fra, til)


def test_the_drawing_has_every_way_and_no_other() -> None:
    pile = {linje.strip() for linje in tegning(VEJE).splitlines() if "-->" in linje and "[*]" not in linje}
    assert pile == {f"{fra} --> {til}" for fra, alle in VEJE.items() for til in alle}


def test_the_document_is_up_to_date() -> None:
    assert FIL.read_text(encoding="utf-8") == tekst()
