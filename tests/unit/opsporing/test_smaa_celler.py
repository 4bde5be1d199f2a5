"""Small cells: attacked by every sum a reader can see, in tables and in trees of units."""

from collections.abc import Hashable, Iterator, Mapping
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from opsporing.smaa_celler import I_ALT, Celle, KanIkkeSkjules, skjul_tabel, skjul_traee

Blade = dict[Hashable, dict[Hashable, int]]
Traee = dict[Hashable, Hashable]

smaa_tal = st.integers(0, 9)
alle_tal = st.one_of(smaa_tal, st.integers(0, 60))


def tabeller(raekker: int, kolonner: int, tal: st.SearchStrategy[int]) -> st.SearchStrategy[list[list[int]]]:
    return st.integers(1, kolonner).flatmap(
        lambda k: st.lists(st.lists(tal, min_size=k, max_size=k), min_size=1, max_size=raekker)
    )


# Kommune > areas > units; an area may hold a single unit, and a unit may lie right under the kommune.
TRAEER: list[Traee] = [
    {"a": "kommune", "b": "kommune", "c": "kommune"},
    {"a": "nord", "b": "nord", "c": "syd", "nord": "kommune", "syd": "kommune"},
    {"a": "nord", "b": "kommune", "c": "kommune", "nord": "kommune"},
    {"a": "hus", "b": "hus", "hus": "nord", "nord": "kommune", "c": "kommune"},
    {"a": "kommune"},
]


@st.composite
def traeer(draw: st.DrawFn, tal: st.SearchStrategy[int] = smaa_tal, kolonner: int = 3) -> tuple[Blade, Traee]:
    traee = draw(st.sampled_from(TRAEER))
    koder = ["groen", "gul", "roed"][: draw(st.integers(1, kolonner))]
    blade = sorted(set(traee) - set(traee.values()), key=str)
    return {blad: {kode: draw(tal) for kode in koder} for blad in blade}, traee


def summer(blade: Mapping[Hashable, Mapping[Hashable, int]], traee: Traee) -> dict[Celle, int]:
    """Every count of the table, added up without the help of the code under test."""
    tal: dict[Celle, int] = {}
    for blad, raekke in blade.items():
        enhed: Hashable | None = blad
        while enhed is not None:
            for kode, n in raekke.items():
                tal[enhed, kode] = tal.get((enhed, kode), 0) + n
                tal[enhed, I_ALT] = tal.get((enhed, I_ALT), 0) + n
            enhed = traee.get(enhed)
    return tal


def naboverdener(blade: Blade, traee: Traee, skjulte: set[Celle], mindst: int) -> Iterator[dict[Celle, int]]:
    """Tables a reader cannot tell from the true one: published counts the same, each leaf at most one off."""
    steder = [(blad, kode) for blad, raekke in blade.items() for kode in raekke if (blad, kode) in skjulte]
    sandt = summer(blade, traee)
    for skridt in product((-1, 0, 1), repeat=len(steder)):
        nye: Blade = {blad: dict(raekke) for blad, raekke in blade.items()}
        for (blad, kode), n in zip(steder, skridt, strict=True):
            nye[blad][kode] += n
        tal = summer(nye, traee)
        if all(tal[c] == sandt[c] for c in tal if c not in skjulte) and all(tal[c] >= mindst for c in skjulte):
            yield tal


def afsloerede(blade: Blade, traee: Traee, skjulte: set[Celle], mindst: int = 0) -> set[Celle]:
    """Withheld counts that have the same value in every table found; empty proves that nothing can be derived."""
    sandt = summer(blade, traee)
    sikre: set[Celle] = set()
    for tal in naboverdener(blade, traee, skjulte, mindst):
        sikre |= {c for c in skjulte if tal[c] != sandt[c]}
        if sikre == skjulte:
            break
    return skjulte - sikre


def ved_ligninger(blade: Blade, traee: Traee, skjulte: set[Celle]) -> set[Celle]:
    """Withheld counts determined by the sums alone, by exact elimination: an attack that also works on large tables."""
    ukendte = sorted(skjulte, key=str)
    plads = {celle: nr for nr, celle in enumerate(ukendte)}
    enheder = {*traee, *traee.values()}
    kolonner = list(next(iter(blade.values())))
    ligninger = [[(enhed, k) for k in kolonner] + [(enhed, I_ALT)] for enhed in enheder]
    for op in set(traee.values()):
        for k in [*kolonner, I_ALT]:
            ligninger.append([(under, k) for under in traee if traee[under] == op] + [(op, k)])
    matrix = []
    for *led, sum_ in ligninger:
        raekke = [Fraction(0)] * len(ukendte)
        for celle, fortegn in [*((c, 1) for c in led), (sum_, -1)]:
            if celle in plads:
                raekke[plads[celle]] += fortegn
        matrix.append(raekke)
    rang = 0
    for kolonne in range(len(ukendte)):
        drejer = next((r for r in range(rang, len(matrix)) if matrix[r][kolonne]), None)
        if drejer is None:
            continue
        matrix[rang], matrix[drejer] = matrix[drejer], matrix[rang]
        matrix[rang] = [x / matrix[rang][kolonne] for x in matrix[rang]]
        for r in range(len(matrix)):
            if r != rang and (faktor := matrix[r][kolonne]):
                matrix[r] = [x - faktor * y for x, y in zip(matrix[r], matrix[rang], strict=True)]
        rang += 1
    alene = [raekke for raekke in matrix if sum(map(bool, raekke)) == 1]
    return {ukendte[next(nr for nr, x in enumerate(raekke) if x)] for raekke in alene}


@given(traeer())
@example(({"a": {"groen": 40, "gul": 6, "roed": 0}, "b": {"groen": 30, "gul": 7, "roed": 9}}, {"a": "k", "b": "k"}))
@example(({"a": {"groen": 0, "gul": 0, "roed": 0}}, {"a": "k"}))
@example(({"a": {"groen": 5}, "b": {"groen": 4}}, {"a": "k", "b": "k"}))
def test_no_withheld_count_can_be_derived(par: tuple[Blade, Traee]) -> None:
    blade, traee = par
    sikre = skjul_traee(blade, traee)
    skjulte = {c for c, n in sikre.items() if n is None}
    assert afsloerede(blade, traee, skjulte) == set()
    assert ved_ligninger(blade, traee, skjulte) == set()


@given(traeer())
def test_no_withheld_count_can_be_derived_when_zeros_are_shown(par: tuple[Blade, Traee]) -> None:
    blade, traee = par
    sikre = skjul_traee(blade, traee, nul_vises=True)
    skjulte = {c for c, n in sikre.items() if n is None}
    assert afsloerede(blade, traee, skjulte, mindst=1) == set()
    assert all((sikre[c] == 0) for c, n in summer(blade, traee).items() if n == 0)


@given(traeer(alle_tal), st.booleans(), st.integers(1, 11))
def test_all_small_counts_are_withheld_and_the_rest_is_true(
    par: tuple[Blade, Traee], nul_vises: bool, graense: int
) -> None:
    blade, traee = par
    tal = summer(blade, traee)
    sikre = skjul_traee(blade, traee, nul_vises=nul_vises, graense=graense)
    assert set(sikre) == set(tal)
    for celle, vist in sikre.items():
        if vist is None:
            continue
        assert vist == tal[celle]
        assert vist >= graense or (nul_vises and vist == 0)


@given(traeer(st.integers(5, 60)))
def test_nothing_is_withheld_without_need(par: tuple[Blade, Traee]) -> None:
    blade, traee = par
    assert skjul_traee(blade, traee) == summer(blade, traee)


@given(traeer(alle_tal))
def test_counts_that_another_table_withholds_are_protected_too(par: tuple[Blade, Traee]) -> None:
    blade, traee = par
    valgt = sorted(summer(blade, traee), key=str)[::3]
    sikre = skjul_traee(blade, traee, ogsaa_skjult=valgt)
    skjulte = {c for c, n in sikre.items() if n is None}
    assert set(valgt) <= skjulte
    assert ved_ligninger(blade, traee, skjulte) == set()


@given(traeer(), st.booleans())
@example(({"a": {"groen": 9, "gul": 3}, "b": {"groen": 8, "gul": 4}}, {"a": "k", "b": "k"}), True)
def test_nothing_is_hidden_behind_what_the_reader_knows(par: tuple[Blade, Traee], nul_vises: bool) -> None:
    """The first column's sums stand in another table: they are shown, and no blank can be found with their help."""
    blade, traee = par
    tal = summer(blade, traee)
    kendte = {c for c in tal if c[0] in set(traee.values()) and c[1] == "groen"}
    try:
        sikre = skjul_traee(blade, traee, nul_vises=nul_vises, kendte=kendte)
    except KanIkkeSkjules:
        return
    skjulte = {c for c, n in sikre.items() if n is None}
    assert not skjulte & kendte
    assert all(tal[c] >= 5 or c in skjulte | kendte or (nul_vises and tal[c] == 0) for c in tal)
    assert ved_ligninger(blade, traee, skjulte) == set()
    assert afsloerede(blade, traee, skjulte, mindst=1 if nul_vises else 0) == set()


def test_what_follows_from_the_known_is_refused() -> None:
    """Five units, a known sum of five, and no blank can be nought: everybody has one."""
    blade: Blade = {enhed: {"faerdig": 1, "mangler": 9} for enhed in "abcde"}
    traee: Traee = dict.fromkeys("abcde", "k")
    with pytest.raises(KanIkkeSkjules, match="faerdig"):
        skjul_traee(blade, traee, nul_vises=True, kendte={("k", "faerdig")})
    sikre = skjul_traee(blade, traee, kendte={("k", "faerdig")})  # where a blank may be nought, they can be hidden
    assert sikre["k", "faerdig"] == 5 and all(sikre[e, "faerdig"] is None for e in "abcde")


@given(tabeller(12, 4, alle_tal))
def test_large_tables_stand_against_the_sums(raekker: list[list[int]]) -> None:
    celler = skjul_tabel(raekker).celler
    assert len(celler) == len(raekker) + 1
    blade: Blade = {nr: dict(enumerate(raekke)) for nr, raekke in enumerate(raekker)}
    traee: Traee = dict.fromkeys(blade, I_ALT)
    navne = [[(enhed, k) for k in [*range(len(raekker[0])), I_ALT]] for enhed in [*blade, I_ALT]]
    skjulte = {
        navn
        for linje, vist in zip(navne, celler, strict=True)
        for navn, n in zip(linje, vist, strict=True)
        if n is None
    }
    assert skjul_tabel(raekker).antal_skjulte == len(skjulte)
    assert ved_ligninger(blade, traee, skjulte) == set()
    tal = summer(blade, traee)
    assert all(
        n in (None, tal[navn])
        for linje, vist in zip(navne, celler, strict=True)
        for navn, n in zip(linje, vist, strict=True)
    )
    assert all(tal[navn] >= 5 or navn in skjulte for navn in tal)


def test_the_attacks_find_what_plain_suppression_leaks() -> None:
    """Only the small count withheld: the row gives it away, and so does the column. Zeros give themselves away."""
    blade: Blade = {"a": {"groen": 40, "gul": 6, "roed": 3}, "b": {"groen": 30, "gul": 7, "roed": 9}}
    traee: Traee = {"a": "k", "b": "k"}
    assert ved_ligninger(blade, traee, {("a", "roed")}) == {("a", "roed")}
    assert afsloerede(blade, traee, {("a", "roed")}) == {("a", "roed")}
    to_i_raekken = {("a", "roed"), ("a", "gul")}
    assert afsloerede(blade, traee, to_i_raekken) == ved_ligninger(blade, traee, to_i_raekken) == to_i_raekken
    nuller: Blade = {"a": {"groen": 0, "gul": 0}, "b": {"groen": 0, "gul": 0}}
    hele = {(e, k) for e in "ab" for k in ("groen", "gul")}
    assert ved_ligninger(nuller, traee, hele) == set()
    assert afsloerede(nuller, traee, hele) == hele


def test_a_kommune_keeps_its_totals() -> None:
    """Four ordinary institutions with one small count: three more are lost at the bottom, every total stays."""
    tabel = skjul_tabel([[44, 9, 6], [38, 8, 7], [25, 9, 3], [41, 12, 5]]).celler
    assert tabel[2][2] is None
    assert tabel[-1] == (148, 38, 21, 207)
    assert [raekke[-1] for raekke in tabel[:-1]] == [59, 53, 37, 58]
    assert sum(n is None for raekke in tabel for n in raekke) == 4


def test_a_small_count_may_be_hidden_by_being_lower_or_higher() -> None:
    """A way round that lowers one of the small counts costs fewer blanks here than those that raise it."""
    assert skjul_tabel([[0, 3, 20], [6, 2, 20]]).antal_skjulte == 4
    assert skjul_tabel([[1, 0, 6], [8, 40, 40]]).antal_skjulte == 4


def test_the_order_of_rows_and_columns_does_not_change_what_is_small() -> None:
    en = skjul_tabel([[44, 2], [38, 8], [25, 9]])
    to = skjul_tabel([[25, 9], [38, 8], [44, 2]])
    assert sorted(en.celler[:-1], key=str) == sorted(to.celler[:-1], key=str)
    assert en.celler[-1] == to.celler[-1]


def test_boundary_of_the_limit() -> None:
    assert skjul_tabel([[5, 5], [5, 5]]).antal_skjulte == 0
    assert skjul_tabel([[4, 5], [5, 5]]).celler[0][0] is None
    assert skjul_tabel([[4, 5], [5, 5]], graense=4).antal_skjulte == 0
    assert skjul_tabel([[3, 5], [5, 5]], graense=4).celler[0][0] is None


def test_zeros_by_choice() -> None:
    assert skjul_tabel([[25, 0], [30, 0]], nul_vises=True).antal_skjulte == 0
    assert skjul_tabel([[25, 0], [30, 0]]).celler[0][1] is None
    with pytest.raises(ValueError, match="nul"):
        skjul_traee({"a": {"x": 0}}, {"a": "k"}, nul_vises=True, ogsaa_skjult=[("a", "x")])


@pytest.mark.parametrize("raekker", [[], [[]], [[1, 2], [3]], [[-1, 2]]])
def test_what_is_no_table_is_refused(raekker: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"rækker|kolonner|negativt"):
        skjul_tabel(raekker)


@pytest.mark.parametrize(
    ("blade", "traee"),
    [
        ({}, {}),
        ({"a": {"x": 1}}, {}),
        ({"a": {"x": 1}, "b": {"x": 1}}, {"a": "k", "b": "l"}),
        ({"a": {"x": 1}}, {"a": "k", "b": "k"}),
        ({"a": {"x": 1}, "k": {"x": 1}}, {"a": "k"}),
        ({"a": {"x": 1}}, {"a": "k", "l": "m", "m": "l"}),
        ({"a": {"x": 1}, "b": {"y": 1}}, {"a": "k", "b": "k"}),
        ({"a": {I_ALT: 1}}, {"a": "k"}),
    ],
)
def test_what_is_no_tree_is_refused(blade: Blade, traee: Traee) -> None:
    with pytest.raises(ValueError, match="enheder"):
        skjul_traee(blade, traee)
