"""What is asked for before deciding and closing: each rule by example, and what holds for all facts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underretning.rules import krav
from underretning.rules.krav import Fakta, Mangel

INTET = Fakta(hjaelp_i_gang=False, skal_kvitteres=False)
FAKTA = st.builds(
    Fakta,
    **{
        navn: st.none() | st.booleans() if navn == "hjaelp_i_gang" else st.booleans()
        for navn in Fakta.__dataclass_fields__
    },
)
UDFALD = st.sampled_from(["", "ingen", "screening", "afdaekning", "undersoegelse"])


def test_nothing_is_missing_where_nothing_is_asked_for() -> None:
    assert krav.foer_afgoerelse(INTET, "ingen") == ()
    assert krav.foer_lukning(INTET) == ()


def test_somebody_must_have_said_whether_help_runs() -> None:
    assert krav.foer_afgoerelse(replace(INTET, hjaelp_i_gang=None), "undersoegelse") == (Mangel.HJAELP,)


@pytest.mark.parametrize(
    ("genvurderet", "ny", "mangler"),
    [
        (False, False, (Mangel.GENVURDERING,)),
        (False, True, (Mangel.GENVURDERING,)),
        (True, False, (Mangel.NY_DELTAGER,)),
        (True, True, ()),
    ],
)
def test_help_that_runs_is_assessed_anew_by_somebody_new(genvurderet: bool, ny: bool, mangler: tuple) -> None:
    f = replace(INTET, hjaelp_i_gang=True, genvurderet=genvurderet, ny_deltager=ny)
    assert krav.foer_afgoerelse(f, "screening") == mangler
    assert krav.foer_lukning(f) == mangler


def test_an_examination_does_not_wait_for_the_talk_but_closing_does() -> None:
    f = replace(INTET, overgreb=True)
    assert krav.foer_afgoerelse(f, "ingen") == (Mangel.SAMTALE,)
    assert krav.foer_afgoerelse(f, "screening") == (Mangel.SAMTALE,)
    assert krav.foer_afgoerelse(f, "afdaekning") == krav.foer_afgoerelse(f, "undersoegelse") == ()
    assert krav.foer_lukning(f) == (Mangel.SAMTALE,)


def test_suspected_parents_are_not_at_the_talk() -> None:
    f = replace(INTET, overgreb=True, foraeldre_mistaenkt=True, samtale=True)
    assert krav.foer_lukning(f) == (Mangel.SAMTALE_UDEN_FORAELDRE,)
    assert krav.foer_lukning(replace(f, uden_foraeldre=True)) == ()


@given(FAKTA, UDFALD)
def test_a_talk_is_never_asked_for_without_abuse_or_before_the_birth_or_when_it_is_written_why_not(
    f: Fakta, udfald: str
) -> None:
    om_samtalen = {Mangel.SAMTALE, Mangel.SAMTALE_UDEN_FORAELDRE}
    if not f.overgreb or f.ufoedt or f.samtale_undladt:
        assert not om_samtalen & {*krav.foer_afgoerelse(f, udfald), *krav.foer_lukning(f)}


@given(FAKTA, UDFALD)
def test_whatever_stands_in_the_way_of_deciding_stands_in_the_way_of_closing(f: Fakta, udfald: str) -> None:
    assert set(krav.foer_afgoerelse(f, udfald)) <= set(krav.foer_lukning(f))


@given(FAKTA, st.sampled_from(["genvurderet", "ny_deltager", "samtale", "uden_foraeldre", "kvitteret", "svaret"]))
def test_doing_a_thing_never_asks_for_more_than_the_next_step(f: Fakta, gjort: str) -> None:
    gjort_nu = krav.foer_lukning(replace(f, **{gjort: True}))
    assert len(gjort_nu) <= len(krav.foer_lukning(f))


@given(FAKTA)
def test_every_want_has_words(f: Fakta) -> None:
    assert all(krav.ORD[mangel] for mangel in krav.foer_lukning(f))


@given(st.booleans(), UDFALD, st.none() | st.booleans())
def test_boernehus_needs_all_three(overgreb: bool, udfald: str, med: bool | None) -> None:
    skal = krav.boernehus_skal_bruges(overgreb=overgreb, udfald=udfald, politi_eller_sundhed=med)
    assert skal == (overgreb and udfald == "undersoegelse" and med is True)
    assert not skal or krav.boernehus_kan_gaelde(overgreb=overgreb, udfald=udfald)
