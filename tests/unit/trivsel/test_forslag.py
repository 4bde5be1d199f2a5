"""The suggestion: never lowered by a worry, blind to order, and naming exactly the tegn that decide."""

import random
from itertools import chain, combinations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from trivsel.rules import Aarsag, Forslag, Grund, HoejesteTegn, Position, Regel, Taerskler, TegnSvar, foreslaa

GROEN, GUL, ROED, IKKE_SET = TegnSvar
Svar = dict[str, dict[str, TegnSvar]]

DIMENSIONER = ("psykisk", "kognitiv", "social", "fysisk")
alle_svar = st.sampled_from(TegnSvar)
regler: st.SearchStrategy[Regel] = st.one_of(
    st.builds(HoejesteTegn, mindst_set_procent=st.integers(0, 100)),
    st.builds(
        Taerskler,
        gule_i_dimension=st.integers(1, 5),
        gule_samlet=st.integers(1, 8),
        roede_til_gul=st.integers(1, 4),
        roede_i_dimension=st.integers(1, 4),
        roede_samlet=st.integers(1, 6),
        mindst_set_procent=st.integers(0, 100),
    ),
)


@st.composite
def skemasvar(draw: st.DrawFn, hoejst_tegn: int = 5, dimensioner: int = 4) -> Svar:
    antal = draw(st.integers(1, dimensioner))
    return {
        kode: {f"{kode}{n}": draw(alle_svar) for n in range(draw(st.integers(1, hoejst_tegn)))}
        for kode in DIMENSIONER[:antal]
    }


def med(svar: Svar, sted: tuple[str, str], nyt: TegnSvar) -> Svar:
    return {d: {t: nyt if (d, t) == sted else s for t, s in tegn.items()} for d, tegn in svar.items()}


def kun(svar: Svar, beholdt: set[tuple[str, str]]) -> Svar:
    """Every concern outside `beholdt` turned green; what nobody has seen stays so."""
    return {
        d: {t: s if (d, t) in beholdt or not s.bekymring else GROEN for t, s in tegn.items()}
        for d, tegn in svar.items()
    }


def steder(grunde: tuple[Grund, ...]) -> set[tuple[str, str]]:
    return {(g.dimension, g.tegn) for g in grunde}


def alvor(position: Position | None) -> int:
    """None is not a place on the scale; where a test compares, it stands with green: no concern is suggested."""
    return position.alvor if position else 0


def positioner(forslag: Forslag) -> dict[str, Position | None]:
    return {d: f.position for d, f in forslag.dimensioner.items()} | {"samlet": forslag.samlet.position}


def ensartet(**farver: str) -> Svar:
    """E.g. social="gur-" is one green, one yellow (u), one red and one not seen."""
    koder = {"g": GROEN, "u": GUL, "r": ROED, "-": IKKE_SET}
    return {d: {f"{d}{n}": koder[f] for n, f in enumerate(tekst)} for d, tekst in farver.items()}


TRAPPE = [GROEN, GUL, ROED]


@given(skemasvar(), regler)
@example(ensartet(social="ug--"), Taerskler())
@example(ensartet(social="g---", kognitiv="guu-"), Taerskler())
def test_raising_a_concern_never_lowers_a_position(svar: Svar, regel: Regel) -> None:
    foer = positioner(foreslaa(svar, regel))
    for sted in [(d, t) for d, tegn in svar.items() for t in tegn]:
        nu = svar[sted[0]][sted[1]]
        for hoejere in [s for s in TRAPPE if s.bekymring > nu.bekymring]:
            efter = positioner(foreslaa(med(svar, sted, hoejere), regel))
            assert all(alvor(efter[d]) >= alvor(foer[d]) for d in foer)
            # Nothing settled becomes unknown because somebody saw a concern.
            assert all(efter[d] is not None for d in foer if foer[d] is not None)


@given(skemasvar(), regler, st.randoms(use_true_random=False))
def test_order_does_not_matter(svar: Svar, regel: Regel, tilfaeldig: random.Random) -> None:
    def blandet(ting: dict) -> dict:
        par = list(ting.items())
        tilfaeldig.shuffle(par)
        return dict(par)

    andet = blandet({d: blandet(tegn) for d, tegn in svar.items()})
    et, to = foreslaa(svar, regel), foreslaa(andet, regel)
    assert positioner(et) == positioner(to)
    assert steder(et.samlet.grunde) == steder(to.samlet.grunde)
    for d in svar:
        assert steder(et.dimensioner[d].grunde) == steder(to.dimensioner[d].grunde)


@given(skemasvar(), regler)
def test_reasons_alone_give_the_position_and_without_them_it_falls(svar: Svar, regel: Regel) -> None:
    forslag = foreslaa(svar, regel)
    for navn, del_ in [*forslag.dimensioner.items(), ("samlet", forslag.samlet)]:
        if alvor(del_.position) == 0:
            assert del_.grunde == ()
            continue
        grunde = steder(del_.grunde)
        assert positioner(foreslaa(kun(svar, grunde), regel))[navn] == del_.position
        andre = {(d, t) for d, tegn in svar.items() for t in tegn} - grunde
        assert alvor(positioner(foreslaa(kun(svar, andre), regel))[navn]) < alvor(del_.position)


def mindste_maengder(svar: Svar, regel: Regel, navn: str) -> list[set[tuple[str, str]]]:
    """All smallest sets of concerns that are enough for the position, found by trying every set."""
    maal = alvor(positioner(foreslaa(svar, regel))[navn])
    bekymringer = [(d, t) for d, tegn in svar.items() for t, s in tegn.items() if s.bekymring]
    fundne: list[set[tuple[str, str]]] = []
    for valg in chain.from_iterable(combinations(bekymringer, n) for n in range(len(bekymringer) + 1)):
        if any(mindre <= set(valg) for mindre in fundne):
            continue
        if alvor(positioner(foreslaa(kun(svar, set(valg)), regel))[navn]) >= maal:
            fundne.append(set(valg))
    return fundne


@given(skemasvar(hoejst_tegn=4, dimensioner=3), regler)
@example(ensartet(social="ur"), Taerskler(gule_i_dimension=2, roede_til_gul=1))
@example(ensartet(social="uur"), Taerskler(gule_i_dimension=2, roede_til_gul=1))
@example(ensartet(psykisk="ug", kognitiv="ug", social="uu"), Taerskler(gule_samlet=3))
@example(ensartet(psykisk="rg", kognitiv="rg", social="ru"), Taerskler(roede_samlet=3, roede_i_dimension=2))
@example(ensartet(psykisk="rg", kognitiv="ug", social="ug"), Taerskler(roede_til_gul=2, gule_samlet=3))
def test_reasons_are_exactly_the_tegn_of_the_smallest_enough_sets(svar: Svar, regel: Regel) -> None:
    assume(sum(bool(s.bekymring) for tegn in svar.values() for s in tegn.values()) <= 7)
    forslag = foreslaa(svar, regel)
    for navn, del_ in [*forslag.dimensioner.items(), ("samlet", forslag.samlet)]:
        if alvor(del_.position):
            assert steder(del_.grunde) == set().union(*mindste_maengder(svar, regel, navn))


@given(skemasvar(), regler)
def test_every_concern_is_either_a_reason_or_said_not_to_decide(svar: Svar, regel: Regel) -> None:
    forslag = foreslaa(svar, regel)
    bekymringer = {Grund(d, t, s) for d, tegn in svar.items() for t, s in tegn.items() if s.bekymring}
    assert {*forslag.samlet.grunde, *forslag.samlet.ikke_afgoerende} == bekymringer
    for d, del_ in forslag.dimensioner.items():
        assert {*del_.grunde, *del_.ikke_afgoerende} == {g for g in bekymringer if g.dimension == d}
        assert not set(del_.grunde) & set(del_.ikke_afgoerende)
        assert del_.antal == len(svar[d])
        assert del_.antal_set == sum(s != IKKE_SET for s in svar[d].values())


@given(skemasvar(), regler)
def test_what_nobody_has_seen_is_never_a_concern(svar: Svar, regel: Regel) -> None:
    uset = {d: {t: s if s.bekymring else IKKE_SET for t, s in tegn.items()} for d, tegn in svar.items()}
    foer, efter = positioner(foreslaa(svar, regel)), positioner(foreslaa(uset, regel))
    assert {d: alvor(p) for d, p in foer.items()} == {d: alvor(p) for d, p in efter.items()}
    forslag = foreslaa({d: dict.fromkeys(tegn, IKKE_SET) for d, tegn in svar.items()}, regel)
    assert set(positioner(forslag).values()) == {None}
    assert {f.aarsag for f in forslag.dimensioner.values()} == {Aarsag.FOR_LIDT_SET}


@given(skemasvar(), regler)
def test_overall_is_at_least_the_highest_dimension(svar: Svar, regel: Regel) -> None:
    forslag = foreslaa(svar, regel)
    hoejeste = max(alvor(d.position) for d in forslag.dimensioner.values())
    assert alvor(forslag.samlet.position) >= hoejeste
    if forslag.samlet.position is Position.GROEN:
        assert all(d.position is Position.GROEN for d in forslag.dimensioner.values())
    for kode in forslag.hoejeste_dimensioner:
        assert forslag.dimensioner[kode].position == forslag.samlet.position


@given(skemasvar(), st.integers(0, 100))
def test_highest_tegn_is_the_worst_answer(svar: Svar, procent: int) -> None:
    forslag = foreslaa(svar, HoejesteTegn(procent))
    for d, tegn in svar.items():
        assert alvor(forslag.dimensioner[d].position) == max(s.bekymring for s in tegn.values())
    assert alvor(forslag.samlet.position) == max(s.bekymring for tegn in svar.values() for s in tegn.values())


@pytest.mark.parametrize(
    ("svar", "dimension", "samlet"),
    [
        (ensartet(social="ggggg"), "groen", "groen"),
        (ensartet(social="ugggg"), "groen", "groen"),
        (ensartet(social="uuggg"), "groen", "groen"),
        (ensartet(social="uuugg"), "gul", "gul"),
        (ensartet(social="rgggg"), "gul", "gul"),
        (ensartet(social="rrggg"), "roed", "roed"),
        (ensartet(social="ruggg"), "gul", "gul"),
        (ensartet(social="ugggg", psykisk="ugggg", kognitiv="ugggg"), "groen", "groen"),
        (ensartet(social="ugggg", psykisk="ugggg", kognitiv="ugggg", fysisk="ugggg"), "groen", "gul"),
        (ensartet(social="rgggg", psykisk="rgggg", kognitiv="ggggg"), "gul", "gul"),
        (ensartet(social="rgggg", psykisk="rgggg", kognitiv="rgggg"), "gul", "roed"),
        (ensartet(social="gg--"), "groen", "groen"),
        (ensartet(social="gg---"), None, None),
        (ensartet(social="g---"), None, None),
        (ensartet(social="u---"), None, None),
        (ensartet(social="uu--"), "groen", "groen"),
        (ensartet(social="uuu----"), "gul", "gul"),
        (ensartet(social="r---"), "gul", "gul"),
        (ensartet(social="gggg", psykisk="----"), "groen", None),
        (ensartet(social="uuug", psykisk="----"), "gul", "gul"),
        (ensartet(social="uugg", psykisk="uugg"), "groen", "gul"),
    ],
)
def test_default_thresholds_by_example(svar: Svar, dimension: str | None, samlet: str | None) -> None:
    forslag = foreslaa(svar, Taerskler())
    assert forslag.dimensioner["social"].position == dimension
    assert forslag.samlet.position == samlet


def test_why_in_one_word() -> None:
    def aarsag(tekst: str) -> Aarsag:
        return foreslaa(ensartet(social=tekst), Taerskler()).dimensioner["social"].aarsag

    assert aarsag("gggg") is Aarsag.ALLE_GROENNE
    assert aarsag("uggg") is Aarsag.UNDER_GRAENSEN
    assert aarsag("uuug") is Aarsag.GRUNDE
    assert aarsag("u---") is Aarsag.FOR_LIDT_SET


def test_reasons_come_in_the_order_of_the_form_and_stored_codes_are_read() -> None:
    svar = {"social": {"leg": "gul", "venner": "groen", "regler": "roed", "plads": "roed"}, "kognitiv": {"sprog": None}}
    forslag = foreslaa(svar, Taerskler())
    assert [g.tegn for g in forslag.dimensioner["social"].grunde] == ["regler", "plads"]
    assert [g.tegn for g in forslag.dimensioner["social"].ikke_afgoerende] == ["leg"]
    assert forslag.hoejeste_dimensioner == ("social",)
    assert forslag.dimensioner["kognitiv"].aarsag is Aarsag.FOR_LIDT_SET


def test_unknown_answers_are_refused_and_empty_dimensions_left_out() -> None:
    with pytest.raises(ValueError, match="lilla"):
        foreslaa({"social": {"leg": "lilla"}}, HoejesteTegn())
    assert foreslaa({"social": {}, "kognitiv": {"sprog": "groen"}}, HoejesteTegn()).samlet.position == "groen"
    assert foreslaa({}, HoejesteTegn()).samlet.position is None
