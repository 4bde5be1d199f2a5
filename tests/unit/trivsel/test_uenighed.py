"""The team's agenda, and a suggestion that waits exactly for what could change it."""

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trivsel.rules import (
    Aarsag,
    HoejesteTegn,
    Position,
    Regel,
    Taerskler,
    TegnSvar,
    Uafklaret,
    foreslaa,
    foreslaa_med_uenighed,
    muligheder,
    saml,
    sammenlign,
)

GROEN, GUL, ROED, IKKE_SET = TegnSvar
TEGN = ["leg", "venner", "regler", "sprog"]
alle_svar = st.sampled_from(TegnSvar)
egne_svar = st.dictionaries(st.sampled_from(TEGN), st.none() | alle_svar)
ratere = st.dictionaries(st.sampled_from(["maja", "jonas", "sara"]), egne_svar, min_size=1)
regler: st.SearchStrategy[Regel] = st.one_of(
    st.builds(HoejesteTegn),
    st.builds(
        Taerskler,
        gule_i_dimension=st.integers(1, 3),
        gule_samlet=st.integers(1, 4),
        roede_til_gul=st.integers(1, 2),
        roede_i_dimension=st.integers(1, 3),
        roede_samlet=st.integers(1, 3),
    ),
)


@given(ratere)
def test_every_tegn_is_either_agreed_or_on_the_agenda(svar: dict[str, dict[str, TegnSvar | None]]) -> None:
    resultat = sammenlign(svar, TEGN)
    assert sorted([u.tegn for u in resultat.uenige] + [e.tegn for e in resultat.enige]) == sorted(TEGN)
    for e in resultat.enige:
        sete = {s for egne in svar.values() if (s := egne.get(e.tegn)) and s.er_set}
        assert sete <= {e.svar}
        assert e.svar.er_set is bool(sete)
        assert not e.svar.bekymring or not e.ikke_set_af
    for u in resultat.uenige:
        assert len(set(u.svar.values())) > 1
        assert max(s.bekymring for s in u.svar.values()) > 0
        assert set(u.svar) == set(svar)


@given(ratere, st.permutations(["maja", "jonas", "sara"]))
def test_the_order_of_the_raters_does_not_matter(svar: dict[str, dict[str, TegnSvar | None]], orden: list[str]) -> None:
    assert sammenlign(svar, TEGN) == sammenlign({rater: svar[rater] for rater in orden if rater in svar}, TEGN)


@given(ratere)
def test_the_agenda_begins_with_the_largest_distance(svar: dict[str, dict[str, TegnSvar | None]]) -> None:
    afstande = [u.afstand for u in sammenlign(svar, TEGN).uenige]
    assert afstande == sorted(afstande, reverse=True)
    assert all(afstand > 0 for afstand in afstande)


def test_agenda_by_example() -> None:
    maja = {"leg": GROEN, "venner": GROEN, "regler": GUL, "sprog": IKKE_SET}
    jonas = {"leg": ROED, "venner": GUL, "regler": ROED, "sprog": GUL}
    resultat = sammenlign({"maja": maja, "jonas": jonas}, TEGN)
    assert [(u.tegn, u.afstand) for u in resultat.uenige] == [("leg", 4), ("regler", 2), ("venner", 2), ("sprog", 1)]
    assert resultat.uenige[0].svar == {"maja": GROEN, "jonas": ROED}
    assert resultat.enige == ()


def test_green_and_not_seen_ask_nothing_of_the_team_but_a_concern_does() -> None:
    resultat = sammenlign({"maja": {"leg": GROEN, "regler": ROED}, "jonas": {}}, ["leg", "venner", "regler"])
    assert [(e.tegn, e.svar, e.ikke_set_af) for e in resultat.enige] == [
        ("leg", GROEN, ("jonas",)),
        ("venner", IKKE_SET, ()),
    ]
    assert resultat.ingen_har_set == ("venner",)
    assert [u.tegn for u in resultat.uenige] == ["regler"]


def test_one_rater_agrees_with_herself() -> None:
    resultat = sammenlign({"maja": {"leg": ROED, "venner": "gul"}}, ["leg", "venner"])
    assert [(e.tegn, e.svar) for e in resultat.enige] == [("leg", ROED), ("venner", GUL)]
    with pytest.raises(ValueError, match="ingen egne"):
        sammenlign({}, TEGN)


@given(st.lists(alle_svar, min_size=1))
@example([GROEN, ROED])
@example([IKKE_SET, GUL])
@example([IKKE_SET])
def test_a_disagreement_may_end_anywhere_between_the_answers(svar: list[TegnSvar]) -> None:
    fundne = muligheder(svar)
    assert set(svar) <= fundne
    assert (IKKE_SET in fundne) is (IKKE_SET in svar)
    trin = [s.bekymring for s in svar if s.er_set]
    assert {s.bekymring for s in fundne if s.er_set} == (set(range(min(trin), max(trin) + 1)) if trin else set())


def test_answers_are_gathered_from_raters_and_team() -> None:
    svar = saml(
        {"social": ["leg", "venner"], "kognitiv": ["sprog"]},
        {
            "maja": {"leg": GROEN, "venner": GROEN, "sprog": GROEN},
            "jonas": {"leg": ROED, "venner": GUL, "sprog": GROEN},
        },
        {"venner": "gul", "leg": "", "sprog": None, "findes_ikke": "roed"},
    )
    assert svar == {
        "social": {"leg": Uafklaret(frozenset({GROEN, GUL, ROED})), "venner": GUL},
        "kognitiv": {"sprog": GROEN},
    }


def test_the_team_may_see_it_differently_than_all_of_its_members() -> None:
    svar = saml({"social": ["leg"]}, {"maja": {"leg": GROEN}, "jonas": {"leg": GROEN}}, {"leg": "gul"})
    assert svar == {"social": {"leg": GUL}}


aabne_svar = st.one_of(alle_svar, alle_svar, st.lists(alle_svar, min_size=2).map(muligheder).map(Uafklaret))
aabne_skemaer = st.fixed_dictionaries(
    {d: st.lists(aabne_svar, min_size=1, max_size=4).map(lambda svar, d=d: {f"{d}{n}": s for n, s in enumerate(svar)})
     for d in ("social", "kognitiv")}
)  # fmt: skip
Skema = dict[str, dict[str, TegnSvar | Uafklaret]]


def udfald(svar: Skema, fast: dict[tuple[str, str], TegnSvar]) -> list[dict[str, dict[str, TegnSvar]]]:
    """Every way the team may settle what is open, with some tegn held."""
    steder = [(d, t) for d, tegn in svar.items() for t in tegn]

    def valg(sted: tuple[str, str]) -> list[TegnSvar]:
        s = svar[sted[0]][sted[1]]
        if sted in fast:
            return [fast[sted]]
        return sorted(s.muligheder) if isinstance(s, Uafklaret) else [s]

    fundne = []
    for kombination in product(*(valg(sted) for sted in steder)):
        skema: dict[str, dict[str, TegnSvar]] = {d: {} for d in svar}
        for (d, t), s in zip(steder, kombination, strict=True):
            skema[d][t] = s
        fundne.append(skema)
    return fundne


def positioner(skema: Skema, regel: Regel) -> dict[str, Position | None]:
    forslag = foreslaa(skema, regel)
    return {d: f.position for d, f in forslag.dimensioner.items()} | {"samlet": forslag.samlet.position}


def afgoer(svar: Skema, regel: Regel, sted: tuple[str, str]) -> set[str]:
    """Where the open tegn makes a difference for some outcome of all the others (found by trying them all)."""
    valg = svar[sted[0]][sted[1]]
    assert isinstance(valg, Uafklaret)
    raekker = [[positioner(s, regel) for s in udfald(svar, {sted: v})] for v in sorted(valg.muligheder)]
    return {navn for andre in zip(*raekker, strict=True) for navn in andre[0] if len({p[navn] for p in andre}) > 1}


@given(aabne_skemaer, regler)
def test_a_suggestion_waits_exactly_for_what_could_change_it(svar: Skema, regel: Regel) -> None:
    aabne = [(d, t) for d, tegn in svar.items() for t, s in tegn.items() if isinstance(s, Uafklaret)][:4]
    # At most four tegn open, so that all outcomes can be tried.
    svar = {
        d: {t: GUL if isinstance(s, Uafklaret) and (d, t) not in aabne else s for t, s in tegn.items()}
        for d, tegn in svar.items()
    }
    forslag = foreslaa_med_uenighed(svar, regel)
    alle = [positioner(s, regel) for s in udfald(svar, {})]
    flytter = {sted: afgoer(svar, regel, sted) for sted in aabne}
    for navn, del_ in [*forslag.dimensioner.items(), ("samlet", forslag.samlet)]:
        mulige = {p[navn] for p in alle}
        assert set(del_.afventer) == {sted for sted, navne in flytter.items() if navn in navne}
        assert del_.foreloebig is (len(mulige) > 1)
        if len(mulige) == 1:
            assert {del_.position} == mulige
        elif navn == "samlet":
            sikker = min((p.alvor if p else 0) for p in mulige)
            assert (del_.position.alvor if del_.position else 0) == sikker
        else:
            assert del_.position is None
            assert del_.aarsag is Aarsag.AFVENTER
            assert del_.grunde == ()


@given(aabne_skemaer, regler)
def test_with_nothing_open_it_is_the_plain_suggestion(svar: Skema, regel: Regel) -> None:
    afklaret = udfald(svar, {(d, t): GUL for d, tegn in svar.items() for t in tegn if isinstance(tegn[t], Uafklaret)})
    assert foreslaa_med_uenighed(afklaret[0], regel) == foreslaa(afklaret[0], regel)


def test_waiting_by_example() -> None:
    """Emil: all green in one dimension but one tegn open, three yellow agreed in another."""
    svar: Skema = {
        "psykisk": {"nyt": Uafklaret(muligheder([IKKE_SET, GUL])), "start": GROEN, "ro": GROEN, "glaede": GROEN},
        "social": {"leg": GUL, "plads": GUL, "voksne": GUL, "boern": GROEN},
    }
    hoejeste = foreslaa_med_uenighed(svar, HoejesteTegn())
    assert hoejeste.dimensioner["psykisk"].aarsag is Aarsag.AFVENTER
    assert hoejeste.dimensioner["psykisk"].afventer == (("psykisk", "nyt"),)
    assert hoejeste.dimensioner["social"].position is Position.GUL
    assert hoejeste.samlet.position is Position.GUL
    assert not hoejeste.samlet.foreloebig

    taerskler = foreslaa_med_uenighed(svar, Taerskler())
    assert taerskler.dimensioner["psykisk"].position is Position.GROEN
    assert taerskler.dimensioner["psykisk"].afventer == ()


def test_overall_is_provisional_while_it_may_still_rise() -> None:
    svar: Skema = {
        "social": {"leg": ROED, "plads": Uafklaret(muligheder([GUL, ROED])), "voksne": GROEN},
        "kognitiv": {"sprog": GROEN, "fordybelse": Uafklaret(muligheder([GROEN, GUL]))},
    }
    samlet = foreslaa_med_uenighed(svar, Taerskler()).samlet
    assert samlet.position is Position.GUL
    assert samlet.foreloebig
    assert samlet.afventer == (("social", "plads"),)
    assert [g.tegn for g in samlet.grunde] == ["leg"]
