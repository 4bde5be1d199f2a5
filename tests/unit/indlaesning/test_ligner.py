"""Near matches: who is asked about, who never, and that likeness is symmetric."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsporing.cpr import Koen, demo_cpr
from opsporing.indlaesning.laes import Foraelder
from opsporing.indlaesning.ligner import Kendetegn, er_samme, kan_vaere_samme, kan_vaere_ventet, par_i_filen
from opsporing.indlaesning.samle import Gruppe, Periode

#: A number from 2056 is nobody's yet, and no replacement number either.
FOEDT = date(2056, 8, 2)
RIGTIG, ANDEN_RIGTIG = "0208565246", "0208565248"
ERSTATNING, ANDEN_ERSTATNING = (demo_cpr(FOEDT, nr, Koen.PIGE) for nr in (0, 1))
MOR = frozenset({"navn:merete krog"})
IDA = Kendetegn(None, "Ida", "Krog", "pige", MOR)


@pytest.mark.parametrize(
    ("en", "anden", "spoerg"),
    [
        # A number came, or is missing, or was a stand-in.
        ({"cpr": RIGTIG}, {}, True),
        ({}, {}, True),
        ({"cpr": RIGTIG}, {"cpr": ERSTATNING}, True),
        ({"cpr": RIGTIG}, {"cpr": ERSTATNING, "fornavn": "Ada"}, True),
        ({"cpr": RIGTIG}, {"fornavn": "Ida Marie"}, True),
        # A newborn gets a name, and perhaps the other parent's surname.
        ({"cpr": RIGTIG}, {"fornavn": ""}, True),
        ({"cpr": RIGTIG}, {"fornavn": "Pige", "efternavn": "Lund"}, True),
        ({"cpr": RIGTIG, "foraeldre": frozenset()}, {"fornavn": "Pige", "efternavn": "Lund"}, False),
        # Two numbers of one kind are two children, unless the name is the very same.
        ({"cpr": RIGTIG}, {"cpr": ANDEN_RIGTIG}, True),
        ({"cpr": RIGTIG}, {"cpr": ANDEN_RIGTIG, "fornavn": "Ada"}, False),
        ({"cpr": ERSTATNING}, {"cpr": ANDEN_ERSTATNING, "fornavn": "Ada"}, False),
        # Twins: alike where a number is missing is asked about; a boy and a girl are not.
        ({}, {"fornavn": "Ada"}, True),
        ({}, {"fornavn": "Ib", "koen": "dreng"}, False),
        ({}, {"fornavn": "Ada", "koen": "dreng"}, False),
        ({}, {"koen": "dreng"}, True),
        ({"fornavn": ""}, {"fornavn": "", "koen": "dreng"}, False),
        ({}, {"fornavn": "Victor"}, False),
        ({}, {"efternavn": "Lund"}, False),
    ],
)
def test_who_is_asked_about(en: dict[str, object], anden: dict[str, object], spoerg: bool) -> None:
    a, b = replace(IDA, **en), replace(IDA, **anden)  # type: ignore[arg-type]
    assert kan_vaere_samme(a, b) is spoerg
    assert kan_vaere_samme(b, a) is spoerg


tegn = st.builds(
    Kendetegn,
    st.sampled_from([None, RIGTIG, ANDEN_RIGTIG, ERSTATNING, ANDEN_ERSTATNING]),
    st.sampled_from(["Ida", "Ada", "Ida Marie", "", "Pige", "Victor", "Åse"]),
    st.sampled_from(["Krog", "Kroog", "Lund", "Krog Lund"]),
    st.sampled_from([None, "pige", "dreng"]),
    st.sets(st.sampled_from(["navn:merete krog", "navn:frank lund"])).map(frozenset),
    st.sets(st.sampled_from([(1, FOEDT), (2, FOEDT)])).map(frozenset),
)


@given(tegn, tegn)
def test_likeness_is_symmetric_and_sureness_implies_it(a: Kendetegn, b: Kendetegn) -> None:
    assert kan_vaere_samme(a, b) == kan_vaere_samme(b, a)
    if er_samme(a, b):
        assert a.cpr is None
        assert kan_vaere_samme(a, b)


@pytest.mark.parametrize(
    ("fil", "kendt", "sikkert"),
    [
        ({}, {}, True),
        ({"fornavn": "IDA"}, {"cpr": RIGTIG}, True),
        ({"cpr": RIGTIG}, {}, False),
        ({"foraeldre": frozenset()}, {}, False),
        ({"foraeldre": frozenset(), "steder": frozenset({(1, FOEDT)})}, {"steder": frozenset({(1, FOEDT)})}, True),
        ({"koen": "dreng"}, {}, False),
        ({"koen": None}, {}, True),
        ({"fornavn": "Ada"}, {}, False),
    ],
)
def test_who_is_known_without_asking(fil: dict[str, object], kendt: dict[str, object], sikkert: bool) -> None:
    assert er_samme(replace(IDA, **fil), replace(IDA, **kendt)) is sikkert  # type: ignore[arg-type]


@pytest.mark.parametrize(("dage", "passer"), [(0, True), (-119, True), (-120, False), (21, True), (22, False)])
def test_a_birth_fits_an_expected_day(dage: int, passer: bool) -> None:
    assert kan_vaere_ventet(FOEDT + timedelta(days=dage), FOEDT) is passer


def gruppe(linje: int, cpr: str | None, fornavn: str, enhed: str = "N") -> Gruppe:
    mor = Foraelder(1, None, "Merete", "Krog", None)
    periode = Periode(linje, enhed, FOEDT, None)
    return Gruppe(linje, cpr, False, fornavn, "Krog", FOEDT, None, None, None, [periode], {"navn:merete krog": mor})


@pytest.mark.parametrize(
    ("grupper", "par"),
    [
        # The same child twice, once without number.
        ([gruppe(2, RIGTIG, "Ida"), gruppe(3, None, "Ida")], {3: [2]}),
        ([gruppe(2, None, "Ida"), gruppe(3, None, "Ida Marie", "S")], {3: [2]}),
        # Twins side by side in one stue, or with a number each.
        ([gruppe(2, None, "Ida"), gruppe(3, None, "Ada")], {}),
        ([gruppe(2, RIGTIG, "Ida"), gruppe(3, ANDEN_RIGTIG, "Ada", "S")], {}),
        # Twins in two houses, without numbers: somebody must say.
        ([gruppe(2, None, "Ida"), gruppe(3, None, "Ada", "S")], {3: [2]}),
    ],
)
def test_pairs_within_a_file(grupper: list[Gruppe], par: dict[int, list[int]]) -> None:
    assert {linje: [a.linje for a in andre] for linje, andre in par_i_filen(grupper).items()} == par
