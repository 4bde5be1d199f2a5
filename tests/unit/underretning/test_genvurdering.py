"""Who is new to a case, for any set of people and any history of it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from underretning.rules import genvurdering as regler
from underretning.rules.genvurdering import Del, Spor

FOLK = st.integers(1, 8)
SPOR = st.builds(Spor, FOLK, st.sampled_from(list(Del)), st.dates(date(2024, 1, 1), date(2026, 10, 1)), st.booleans())


@given(st.sets(FOLK), st.lists(SPOR), st.sets(FOLK))
def test_it_ends_only_with_somebody_who_has_no_trace_and_says_so(
    deltagere: set[int], spor: list[Spor], kendte: set[int]
) -> None:
    kan = not regler.hvorfor_ikke(deltagere, regler.tidligere(spor), kendte)
    assert kan is any(en not in {s.user for s in spor} and en not in kendte for en in deltagere)


@given(st.sets(FOLK, min_size=1), st.lists(SPOR), st.sets(FOLK), SPOR)
def test_more_history_never_makes_anybody_new(
    deltagere: set[int], spor: list[Spor], kendte: set[int], et_til: Spor
) -> None:
    foer = regler.nye(deltagere, regler.tidligere(spor), kendte)
    efter = regler.nye(deltagere, regler.tidligere([*spor, et_til]), kendte)
    assert efter <= foer
    assert et_til.user not in efter


@given(st.lists(SPOR))
def test_nothing_of_the_history_is_lost_and_the_newest_comes_first(spor: list[Spor]) -> None:
    fundet = regler.tidligere(spor)
    assert {s for alle in fundet.values() for s in alle} == set(spor)
    for user, alle in fundet.items():
        assert {s.user for s in alle} == {user}
        assert [s.modtaget for s in alle] == sorted((s.modtaget for s in alle), reverse=True)


def test_the_reason_says_what_is_wanting() -> None:
    assert regler.hvorfor_ikke(set(), {}) == "Vælg, hvem der er med i genvurderingen."
    gammel = regler.tidligere([Spor(1, Del.VURDEREDE, date(2026, 3, 1))])
    assert "ikke har behandlet sagen før" in regler.hvorfor_ikke({1}, gammel)
    assert regler.hvorfor_ikke({1, 2}, gammel) == ""
    assert regler.hvorfor_ikke({1, 2}, gammel, kendte={2})
