"""What may be shown: everything to the leader, and to others nothing small, and nothing it could be worked out from."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsporing.smaa_celler import GRAENSE
from underretning.rules import tal
from underretning.rules.tal import Opgoerelse, Raekke, Udeladt, aaret, opgoer
from underretning.rules.visning import (
    AFRUND,
    MINDST,
    MINDST_TIDER,
    SPILLERUM,
    Emne,
    Linje,
    Tabel,
    Visning,
    til_tiden,
    vis,
)

AARET = aaret(2025)
FOEDT = {"U0": date(2025, 12, 1)} | {str(n): date(2025 - n, 1, 1) for n in range(6)}


def raekker(antal: int, barn: str = "b", alder: str = "3", **mere) -> list[Raekke]:
    """So many underretninger about as many children."""
    felter = {"underretter": "4", "aarsager": ("13",), "trin": 0} | mere
    return [Raekke(f"{barn}{nr}", "k", date(2025, 5, 1), FOEDT[alder], **felter) for nr in range(antal)]


def gange(antal: int, boern: int, barn: str) -> list[Raekke]:
    """So many underretninger about each of so many children."""
    return [
        Raekke(f"{barn}{nr}", "k", date(2025, 5, 1) + timedelta(days=gang), FOEDT["3"], underretter="4", trin=0)
        for nr in range(boern)
        for gang in range(antal)
    ]


def opgjort(*alle: list[Raekke]) -> Opgoerelse:
    return opgoer([r for gruppe in alle for r in gruppe], AARET)


def linjer(visning: Visning, emne: Emne) -> dict[str, int | None]:
    return {linje.kode: linje.antal for linje in visning.tabeller[emne].linjer}


# ---- the leader ---------------------------------------------------------------------------------------------------


def test_the_leader_sees_every_number_also_in_a_small_year() -> None:
    v = vis(opgjort(raekker(2, alder="U0"), raekker(1, "c", trin=4, aarsager=("13", "14"))), sikker=False)
    assert (v.antal, v.boern, v.antal_skjulte) == (3, 3, 0)
    assert list(v.tabeller) == list(Emne) and not v.mangler
    assert linjer(v, Emne.ALDER) == {"U0": 2, "0": 0, "1": 0, "2": 0, "3": 1, "4": 0, "5": 0}
    assert linjer(v, Emne.BOERN) == {"1": 3, "2": 0, "3": 0, "4": 0, "5": 0, "6": 0}
    assert linjer(v, Emne.KOEN)["U"] == 2
    assert (v.flere, v.uden, v.i_hjaelp) == (1, 0, Decimal("33.3"))
    assert v.tabeller[Emne.ALDER].linjer[0] == Linje("Ufødt", 2, Decimal("66.7"), "U0")
    assert [linje.navn for linje in v.tabeller[Emne.BOERN].linjer] == [
        "1 underretning",
        *(f"{n} underretninger" for n in range(2, 6)),
        "6 eller flere",
    ]


def test_nothing_at_all_has_no_shares() -> None:
    v = vis(opgjort(), sikker=False)
    assert (v.antal, v.boern, v.i_hjaelp) == (0, 0, None)
    assert all(linje.andel is None for tabel in v.tabeller.values() for linje in tabel.linjer)


# ---- others -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("antal", "vist"), [(0, None), (4, None), (5, 5), (MINDST - 1, MINDST - 1)])
def test_a_small_year_is_not_divided(antal: int, vist: int | None) -> None:
    v = vis(opgjort(raekker(antal)), sikker=True)
    assert (v.antal, v.boern, v.tabeller, v.flere, v.uden, v.i_hjaelp) == (vist, None, {}, None, None, None)


def test_small_ages_are_withheld_and_a_lone_one_takes_the_cheapest_other_with_it() -> None:
    faelles = [raekker(12, "b", "1"), raekker(60, "c", "2"), raekker(9, "d", "3")]
    v = vis(opgjort(*faelles, raekker(3, "a", "0")), sikker=True)
    assert linjer(v, Emne.ALDER) == {"U0": None, "0": None, "1": 12, "2": 60, "3": 9, "4": None, "5": None}
    assert v.tabeller[Emne.ALDER].antal_skjulte == 4 and v.antal == 84
    assert all(linje.andel is None for linje in v.tabeller[Emne.ALDER].linjer if linje.antal is None)
    store = [raekker(10, f"{alder}-", alder) for alder in ("U0", "0", "4", "5")]
    v = vis(opgjort(*faelles[:2], *store, raekker(3, "a", "3")), sikker=True)
    assert {kode for kode, antal in linjer(v, Emne.ALDER).items() if antal is None} in [{"3", k} for k in "045"] + [
        {"3", "U0"}
    ]


def test_a_lone_age_is_not_told() -> None:
    """All are three years: the noughts are withheld, and with them the one count they would give away."""
    assert set(linjer(vis(opgjort(raekker(40)), sikker=True), Emne.ALDER).values()) == {None}


def test_sex_is_not_shown_to_others() -> None:
    v = vis(opgjort(raekker(40), raekker(40, "c", "U0")), sikker=True)
    assert Emne.KOEN not in v.tabeller and Emne.KOEN not in v.mangler


def test_a_cause_is_withheld_when_few_have_it_and_when_few_have_it_not() -> None:
    v = vis(
        opgjort(raekker(30, aarsager=("13", "14")), raekker(6, "c", aarsager=("13",)), raekker(4, "d")), sikker=True
    )
    aarsager = linjer(v, Emne.AARSAG)
    assert (aarsager["13"], aarsager["14"], aarsager["1"]) == (None, 30, None)  # every one of the 40 has 13
    assert (v.flere, v.uden) == (None, None)


def test_steps_nobody_wrote_down_are_told() -> None:
    v = vis(
        opgjort(raekker(30), raekker(9, "c", trin=3), raekker(7, "d", trin=5), raekker(2, "e", trin=None)), sikker=True
    )
    assert linjer(v, Emne.TRIN) == {"0-2": 30, "3": 9, "4-6": 7, "uoplyst": 2}
    assert v.i_hjaelp == Decimal("33.3")
    v = vis(opgjort(raekker(30), raekker(9, "c", trin=3), raekker(2, "d", trin=5)), sikker=True)
    assert linjer(v, Emne.TRIN) == {"0-2": 30, "3": None, "4-6": None, "uoplyst": 0}
    assert v.i_hjaelp == Decimal("26.8")  # what the open rows leave can be worked out anyway
    v = vis(opgjort(raekker(30), raekker(2, "c", trin=3), raekker(2, "d", trin=5)), sikker=True)
    assert v.i_hjaelp is None
    v = vis(opgjort(raekker(19), raekker(30, "c", trin=None)), sikker=True)
    assert v.mangler == (Emne.BOERN, Emne.TRIN)


def test_children_are_put_together_until_every_row_is_large() -> None:
    v = vis(opgjort(gange(1, 30, "a"), gange(2, 9, "b"), gange(3, 2, "c"), gange(4, 4, "d")), sikker=True)
    assert linjer(v, Emne.BOERN) == {"1": 30, "2": 9, "3": 6}
    assert [linje.navn for linje in v.tabeller[Emne.BOERN].linjer] == [
        "1 underretning",
        "2 underretninger",
        "3 eller flere",
    ]
    assert (v.boern, v.tabeller[Emne.BOERN].i_alt) == (45, 45)


def test_a_last_row_whose_spread_would_follow_is_put_together() -> None:
    """Six children with exactly two: "two or more" would say, with the sums, that none has three."""
    v = vis(opgjort(gange(1, 30, "a"), gange(2, 6, "b")), sikker=True)
    assert linjer(v, Emne.BOERN) == {"1": 36} and v.boern == 36
    v = vis(opgjort(gange(1, 30, "a"), gange(2, 1, "b")), sikker=True)
    assert v.mangler == (Emne.BOERN,) and v.boern is None


@pytest.mark.parametrize(("antal", "vist"), [(4, None), (5, 5)])
def test_few_left_out_are_told_as_few(antal: int, vist: int | None) -> None:
    v = vis(opgjort(raekker(30), raekker(antal, "x", gyldigt_pnr=False)), sikker=True)
    assert dict(v.udeladt) == {Udeladt.UGYLDIGT_PNR: vist}
    uden_for = [Raekke("f", "k", date(2024, 12, 31), None)]
    assert vis(opgjort(raekker(30), uden_for), sikker=False).udeladt == {}


# ---- attacked -----------------------------------------------------------------------------------------------------

tilfaeldige = st.lists(
    st.tuples(
        st.integers(1, 30),
        st.sampled_from(list(FOEDT)),
        st.sampled_from(["1", "3", "4", "13"]),
        st.sampled_from([(), ("13",), ("14",), ("13", "14")]),
        st.sampled_from([None, 0, 3, 5]),
    ),
    max_size=8,
)


def _alle(tabel: Tabel) -> Iterator[int]:
    return (linje.antal for linje in tabel.linjer if linje.antal is not None)


@given(tilfaeldige)
def test_no_small_number_and_none_that_follows(grupper) -> None:
    o = opgjort(
        *[raekker(n, f"g{nr}-", a, underretter=u, aarsager=k, trin=t) for nr, (n, a, u, k, t) in enumerate(grupper)]
    )
    v = vis(o, sikker=True)
    for emne, tabel in v.tabeller.items():
        aabne = [linje for linje in tabel.linjer if linje.kode != "uoplyst"]
        assert all(linje.antal is None or linje.antal >= GRAENSE for linje in aabne), emne
        if emne is Emne.AARSAG:
            assert all(o.antal - n >= GRAENSE for n in _alle(tabel))
        elif skjulte := tabel.antal_skjulte:
            # What is missing up to the known sum lies in at least two rows, and is not nothing.
            assert skjulte >= 2 and (tabel.i_alt or 0) - sum(_alle(tabel)) >= 1, emne


def _spredninger(boern: int, tilovers: int, mindst: int) -> set[tuple[int, ...]]:
    """The ways so many children can have `mindst` each and `tilovers` more between them, largest first."""

    def dele(rest: int, plads: int, hoejst: int) -> Iterator[tuple[int, ...]]:
        if rest == 0 or plads == 0:
            if rest == 0:
                yield ()
            return
        for n in range(min(rest, hoejst), 0, -1):
            for hale in dele(rest - n, plads - 1, n):
                yield (n, *hale)

    return {tuple(sorted((mindst + n for n in d), reverse=True)) for d in dele(tilovers, boern, tilovers)}


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 12)), min_size=1, max_size=5))
def test_how_the_last_row_of_children_is_spread_does_not_follow(grupper: list[tuple[int, int]]) -> None:
    v = vis(opgjort(*[gange(antal, boern, f"g{nr}-") for nr, (antal, boern) in enumerate(grupper)]), sikker=True)
    if Emne.BOERN not in v.tabeller:
        assert v.boern is None
        return
    *egne, sidste = [linje.antal or 0 for linje in v.tabeller[Emne.BOERN].linjer]
    assert min([*egne, sidste]) >= GRAENSE and sum(egne) + sidste == v.boern
    tilovers = (v.antal or 0) - sum(nr * n for nr, n in enumerate(egne, 1)) - (len(egne) + 1) * sidste
    assert tilovers >= SPILLERUM
    mindre = min(tilovers, 6)  # more left over only makes more ways
    assert len(_spredninger(sidste, mindre, len(egne) + 1)) >= 2


# ---- in time ------------------------------------------------------------------------------------------------------


def test_in_time() -> None:
    assert til_tiden(2, 3, sikker=False) == Decimal("66.7")
    assert til_tiden(0, 0, sikker=False) is None
    assert til_tiden(19, MINDST_TIDER - 1, sikker=True) is None
    assert til_tiden(33, 40, sikker=True) == 80 and AFRUND == 10
    assert tal.procent(33, 40) == Decimal("82.5")
