"""The course of a vurdering: states, hindrances, duties, and what the team still lacks."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trivsel.rules import (
    EgenTilstand,
    FaellesTilstand,
    FaellesUdkast,
    Mangel,
    Mangelkode,
    OvergrebSvar,
    Pligtkode,
    Pligtregler,
    Position,
    Taerskler,
    Vurderingstilstand,
    antal_egne_kraevet,
    foreslaa,
    hindringer_for_at_begynde,
    kan_begynde,
    maa_sendes_skriftligt,
    mangler_ved_afslutning,
    pligter,
    status_for,
)

IKKE_BEGYNDT, I_GANG, FAERDIG, FRITAGET = EgenTilstand
GROEN, GUL, ROED = Position
F = FaellesTilstand
V = Vurderingstilstand


@given(st.integers(1, 5), st.integers(0, 6))
@example(2, 1)
@example(2, 2)
@example(1, 0)
def test_somebody_always_looks_at_the_child(kraevet: int, fritagne: int) -> None:
    antal = antal_egne_kraevet(kraevet, fritagne)
    assert antal >= 1
    assert antal == kraevet - fritagne or (antal == 1 and fritagne >= kraevet)


@pytest.mark.parametrize(
    ("egne", "faelles", "orienteret", "kraevet", "ventet"),
    [
        ([], F.IKKE_BEGYNDT, True, 2, V.IKKE_BEGYNDT),
        ([IKKE_BEGYNDT, IKKE_BEGYNDT], F.IKKE_BEGYNDT, True, 2, V.IKKE_BEGYNDT),
        ([IKKE_BEGYNDT, IKKE_BEGYNDT], F.IKKE_BEGYNDT, False, 2, V.AFVENTER_ORIENTERING),
        ([FAERDIG, FAERDIG], F.IKKE_BEGYNDT, False, 2, V.AFVENTER_ORIENTERING),
        ([I_GANG, IKKE_BEGYNDT], F.IKKE_BEGYNDT, True, 2, V.I_GANG),
        ([FAERDIG, IKKE_BEGYNDT], F.IKKE_BEGYNDT, True, 2, V.I_GANG),
        ([FAERDIG, I_GANG], F.IKKE_BEGYNDT, True, 2, V.I_GANG),
        ([FAERDIG, FAERDIG], F.IKKE_BEGYNDT, True, 2, V.KLAR_TIL_FAELLES),
        ([FAERDIG, FAERDIG, I_GANG], F.IKKE_BEGYNDT, True, 2, V.I_GANG),
        ([FAERDIG, FAERDIG, IKKE_BEGYNDT], F.IKKE_BEGYNDT, True, 2, V.KLAR_TIL_FAELLES),
        ([FAERDIG, FRITAGET], F.IKKE_BEGYNDT, True, 1, V.KLAR_TIL_FAELLES),
        ([FAERDIG, FRITAGET], F.IKKE_BEGYNDT, True, 2, V.I_GANG),
        ([IKKE_BEGYNDT, FRITAGET], F.IKKE_BEGYNDT, True, 1, V.IKKE_BEGYNDT),
        ([FAERDIG], F.IKKE_BEGYNDT, True, 1, V.KLAR_TIL_FAELLES),
        ([FAERDIG, FAERDIG], F.I_GANG, True, 2, V.FAELLES_I_GANG),
        ([FAERDIG, FAERDIG], F.I_GANG, False, 2, V.FAELLES_I_GANG),
        ([FAERDIG, FAERDIG], F.AFSLUTTET, True, 2, V.AFSLUTTET),
        ([], F.AFSLUTTET, False, 2, V.AFSLUTTET),
    ],
)
def test_where_a_vurdering_stands(
    egne: list[EgenTilstand], faelles: FaellesTilstand, orienteret: bool, kraevet: int, ventet: Vurderingstilstand
) -> None:
    assert status_for(egne, faelles, kraevet=kraevet, orienteret=orienteret) is ventet


@given(st.lists(st.sampled_from(EgenTilstand), max_size=4), st.sampled_from(F), st.integers(1, 3), st.booleans())
def test_states_hold_their_promises(
    egne: list[EgenTilstand], faelles: FaellesTilstand, kraevet: int, orienteret: bool
) -> None:
    tilstand = status_for(egne, faelles, kraevet=kraevet, orienteret=orienteret)
    assert tilstand is status_for(egne[::-1], faelles, kraevet=kraevet, orienteret=orienteret)
    assert tilstand is status_for([*egne, FRITAGET], faelles, kraevet=kraevet, orienteret=orienteret)
    if tilstand is V.KLAR_TIL_FAELLES:
        assert orienteret
        assert egne.count(FAERDIG) >= kraevet
        assert I_GANG not in egne


def test_what_stands_in_the_way_of_beginning() -> None:
    alt_i_orden = {
        "orienteret": True,
        "orientering_kraeves": True,
        "indskrevet": True,
        "skema_passer": True,
        "afsluttet": False,
    }
    assert kan_begynde(**alt_i_orden)
    for aendret, ord_ in (
        ({"orienteret": False}, "orienteret"),
        ({"indskrevet": False}, "indskrevet"),
        ({"skema_passer": False}, "skema"),
        ({"afsluttet": True}, "afsluttet"),
    ):
        (tekst,) = hindringer_for_at_begynde(**alt_i_orden | aendret)
        assert ord_ in tekst
        assert not kan_begynde(**alt_i_orden | aendret)
    assert kan_begynde(**alt_i_orden | {"orienteret": False, "orientering_kraeves": False})


def test_nothing_follows_from_green() -> None:
    assert pligter("groen") == ()


@pytest.mark.parametrize("position", [GUL, ROED])
def test_yellow_and_red_oblige(position: Position) -> None:
    fulgt = pligter(position)
    assert {p.kode for p in fulgt} == set(Pligtkode)
    assert (fulgt[0].kode, fulgt[0].dage) == (Pligtkode.OVERGREB_OVERVEJET, 0)
    assert [p.dage for p in fulgt] == sorted(p.dage for p in fulgt)
    assert not any(p.paa_pause for p in fulgt)


def test_red_never_gives_longer_time_than_yellow() -> None:
    gul, roed = ({p.kode: p.dage for p in pligter(position)} for position in (GUL, ROED))
    assert all(roed[kode] <= gul[kode] for kode in Pligtkode)


def test_the_municipality_sets_the_days() -> None:
    fulgt = pligter("roed", {ROED: Pligtregler(foraeldre_dage=3, handling_dage=2, opfoelgning_dage=9)})
    assert [(p.kode, p.dage) for p in fulgt[1:]] == [
        (Pligtkode.HANDLING, 2),
        (Pligtkode.FORAELDRE_MUNDTLIGT, 3),
        (Pligtkode.OPFOELGNING, 9),
    ]


def test_duties_to_inform_pause_while_parents_must_not_be_told() -> None:
    paa_pause = {p.kode for p in pligter(ROED, foraeldre_maa_ikke_orienteres=True) if p.paa_pause}
    assert paa_pause == {Pligtkode.FORAELDRE_MUNDTLIGT}


@pytest.mark.parametrize(("mundtligt", "spaerret"), list(product([False, True], repeat=2)))
def test_nothing_in_writing_before_the_talk(mundtligt: bool, spaerret: bool) -> None:
    opfyldt = {Pligtkode.HANDLING} | ({Pligtkode.FORAELDRE_MUNDTLIGT} if mundtligt else set())
    assert maa_sendes_skriftligt(opfyldt, foraeldre_maa_ikke_orienteres=spaerret) is (mundtligt and not spaerret)


GROENT = foreslaa({"social": {"leg": "groen", "plads": "groen"}, "kognitiv": {"sprog": "groen"}}, Taerskler())
GULT = foreslaa({"social": {"leg": "gul", "plads": "roed"}, "kognitiv": {"sprog": "groen"}}, Taerskler())
USET = foreslaa({"social": {"leg": "groen", "plads": None}, "kognitiv": {"sprog": None}}, Taerskler())
FAERDIGT_GROENT = FaellesUdkast(GROENT, positioner={"social": GROEN, "kognitiv": GROEN}, samlet=GROEN)
FAERDIGT_GULT = FaellesUdkast(
    GULT,
    positioner={"social": "gul", "kognitiv": "groen"},
    samlet="gul",
    forklaringer="Ny lillesøster, og han sover uroligt.",
    overgreb="intet_peger",
    overgreb_hvorfor="Han er glad og fri, når han bliver hentet.",
)


def koder(udkast: FaellesUdkast) -> list[tuple[Mangelkode, str | None]]:
    return [(m.kode, m.sted) for m in mangler_ved_afslutning(udkast)]


def test_a_finished_one_lacks_nothing() -> None:
    assert mangler_ved_afslutning(FAERDIGT_GROENT) == ()
    assert mangler_ved_afslutning(FAERDIGT_GULT) == ()


def test_an_empty_one_lacks_every_position() -> None:
    assert koder(FaellesUdkast(GROENT)) == [
        (Mangelkode.POSITION, "social"),
        (Mangelkode.POSITION, "kognitiv"),
        (Mangelkode.POSITION, "samlet"),
    ]


def test_open_disagreements_come_first_and_are_named() -> None:
    udkast = replace(FAERDIGT_GROENT, uafklarede=(("social", "plads"),), samlet=None)
    assert mangler_ved_afslutning(udkast) == (
        Mangel(Mangelkode.UAFKLARET, "social", "plads"),
        Mangel(Mangelkode.POSITION, "samlet"),
    )


@given(st.sampled_from(Position), st.sampled_from(Position), st.sampled_from(["", "  \n", "Gælder kun larm."]))
def test_a_reason_is_asked_exactly_where_the_team_differs(social: Position, samlet: Position, grund: str) -> None:
    udkast = replace(
        FAERDIGT_GULT,
        positioner={"social": social, "kognitiv": GROEN},
        samlet=samlet,
        begrundelser={"social": grund, "samlet": grund},
    )
    ventet = [
        (Mangelkode.BEGRUNDELSE, sted)
        for sted, valgt in (("social", social), ("samlet", samlet))
        if valgt is not GUL and not grund.strip()
    ]
    assert koder(udkast) == ventet


@pytest.mark.parametrize(
    ("uden", "kode"),
    [
        ({"forklaringer": " "}, Mangelkode.FORKLARINGER),
        ({"overgreb": None}, Mangelkode.OVERGREB),
        ({"overgreb": ""}, Mangelkode.OVERGREB),
        ({"overgreb_hvorfor": ""}, Mangelkode.OVERGREB_HVORFOR),
    ],
)
@pytest.mark.parametrize("samlet", Position)
def test_abuse_and_other_explanations_are_asked_at_yellow_and_red(
    uden: dict[str, str | None], kode: Mangelkode, samlet: Position
) -> None:
    udkast = replace(FAERDIGT_GULT, samlet=samlet, begrundelser={"samlet": "Derfor."}, **uden)
    assert koder(udkast) == ([] if samlet is GROEN else [(kode, None)])


@pytest.mark.parametrize("svar", OvergrebSvar)
def test_every_answer_about_abuse_counts_as_an_answer(svar: OvergrebSvar) -> None:
    assert mangler_ved_afslutning(replace(FAERDIGT_GULT, overgreb=svar)) == ()


def test_where_too_little_was_seen_the_team_says_what_it_builds_on() -> None:
    udkast = FaellesUdkast(USET, positioner={"social": GROEN, "kognitiv": GROEN}, samlet=GROEN)
    assert koder(udkast) == [(Mangelkode.GRUNDLAG, "kognitiv")]
    med_grund = replace(udkast, begrundelser={"kognitiv": "Forældrene fortæller det samme."})
    assert koder(med_grund) == []
    hoejere = replace(med_grund, samlet=GUL, forklaringer="x", overgreb="tvivl", overgreb_hvorfor="x")
    assert koder(hoejere) == [(Mangelkode.GRUNDLAG, "samlet")]
    assert koder(replace(udkast, samlet=None))[-1] == (Mangelkode.POSITION, "samlet")


def test_unknown_codes_are_refused() -> None:
    for forkert in ({"samlet": "blaa"}, {"positioner": {"social": "blaa"}}, {"overgreb": "maaske"}):
        with pytest.raises(ValueError, match=r"blaa|maaske"):
            mangler_ved_afslutning(replace(FAERDIGT_GULT, **forkert))


def test_every_lack_says_what_to_do() -> None:
    tekster = [Mangel(kode).tekst for kode in Mangelkode]
    assert len(set(tekster)) == len(Mangelkode)
    assert all(tekst[0].isupper() and tekst.endswith(".") for tekst in tekster)
