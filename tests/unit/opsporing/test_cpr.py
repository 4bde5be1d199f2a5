"""CPR numbers: century table, replacement numbers, no refusal on modulus 11, and nothing that leaks the number."""

from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from opsporing import cpr
from opsporing.cpr import Cpr, CprFejl, Koen

# The table as CPR prints it, written out once more so that the code is held against something other than itself.
TABEL = {
    **{(ciffer, aar): 1900 + aar for ciffer in (0, 1, 2, 3) for aar in range(100)},
    **{(ciffer, aar): 2000 + aar for ciffer in (4, 9) for aar in range(37)},
    **{(ciffer, aar): 1900 + aar for ciffer in (4, 9) for aar in range(37, 100)},
    **{(ciffer, aar): 2000 + aar for ciffer in (5, 6, 7, 8) for aar in range(58)},
    **{(ciffer, aar): 1800 + aar for ciffer in (5, 6, 7, 8) for aar in range(58, 100)},
}

# Numbers written out here are nobody's: the day of a replacement number, or somebody who is born in the 2050s.
datoer = st.dates(date(1858, 1, 1), date(2057, 12, 31))
cifre10 = st.text("0123456789", min_size=10, max_size=10)


def nummer_for(dato: date, syvende: int, rest: int, tillaeg: int = 0) -> str:
    return f"{dato.day + tillaeg:02d}{dato:%m%y}{syvende}{rest:03d}"


@st.composite
def rigtige_numre(draw: st.DrawFn) -> tuple[str, date]:
    dato = draw(datoer)
    syvende = draw(st.sampled_from([c for c in range(10) if TABEL[c, dato.year % 100] == dato.year]))
    return nummer_for(dato, syvende, draw(st.integers(0, 999))), dato


def test_century_by_the_table() -> None:
    assert {(ciffer, aar): cpr.aarhundrede(ciffer, aar) + aar for ciffer, aar in TABEL} == TABEL
    assert len(TABEL) == 1000


@given(rigtige_numre())
@example(("2902525234", date(2052, 2, 29)))
@example(("3112575000", date(2057, 12, 31)))
def test_birth_date_and_sex_are_read_back(par: tuple[str, date]) -> None:
    nummer, dato = par
    fundet = cpr.parse(nummer)
    assert fundet.nummer == nummer
    assert fundet.foedselsdato == dato
    assert fundet.koen == (Koen.DRENG if nummer[-1] in "13579" else Koen.PIGE)
    assert not fundet.erstatning


@pytest.mark.parametrize(
    ("nummer", "dato"),
    [
        ("9112364999", date(2036, 12, 31)),
        ("6101374999", date(1937, 1, 1)),
        ("9112575000", date(2057, 12, 31)),
        ("6101585000", date(1858, 1, 1)),
    ],
)
def test_the_edges_of_the_table(nummer: str, dato: date) -> None:
    """With the day of a replacement number, so that they are nobody's; the century is read the same way."""
    assert cpr.parse(nummer).foedselsdato == dato


@given(rigtige_numre())
def test_modulus_11_never_refuses(par: tuple[str, date]) -> None:
    nummer, _ = par
    numre = [nummer[:-1] + str(sidste) for sidste in range(10)]
    fundne = [cpr.parse(n) for n in numre]
    assert sum(f.modulus11_ok for f in fundne) <= 1
    assert any(not f.modulus11_ok for f in fundne)


def test_modulus_11_known_numbers() -> None:
    # 4·6 + 3·9 + 2·0 + 7·1 + 6·2 + 5·4 + 4·4 + 3·0 + 2·0 + 1·4 = 110 = 10·11
    assert cpr.modulus11("6901244004")
    assert cpr.modulus11("7312565018")
    assert not cpr.modulus11("7312565019")


@given(rigtige_numre(), st.sampled_from(["-", " ", " - ", "\u2011", "\u2013", "\u2212", "\u00a0", ""]))
@example(("0901565234", date(2056, 1, 9)), "-")
def test_hyphens_and_spaces_change_nothing(par: tuple[str, date], skille: str) -> None:
    nummer, _ = par
    skrevet = f"  {nummer[:6]}{skille}{nummer[6:]}\t"
    assert cpr.parse(skrevet) == cpr.parse(nummer)
    assert cpr.parse(f"'{nummer}") == cpr.parse(nummer)
    assert cpr.parse(cpr.parse(nummer).formateret).nummer == nummer


@given(datoer, st.integers(0, 999), st.data())
def test_replacement_numbers_add_sixty_to_the_day(dato: date, rest: int, data: st.DataObject) -> None:
    syvende = data.draw(st.sampled_from([c for c in range(10) if TABEL[c, dato.year % 100] == dato.year]))
    fundet = cpr.parse(nummer_for(dato, syvende, rest, tillaeg=60))
    assert fundet.erstatning
    assert fundet.foedselsdato == dato


@pytest.mark.parametrize("nummer", ["6001244234", "6100244234", "9002244234", "8902230123"])
def test_replacement_number_without_a_real_date_has_none(nummer: str) -> None:
    fundet = cpr.parse(nummer)
    assert fundet.erstatning
    assert fundet.foedselsdato is None
    assert fundet.passer_med(date(2024, 1, 1))


@pytest.mark.parametrize(
    "nummer",
    [
        "3201241234",
        "5901241234",
        "0013241234",
        "0113241234",
        "0100241234",
        "0001241234",
        "2902231234",
        "2902000123",
        "9201241234",
        "9901241234",
        "6113241234",
        "9199241234",
    ],
)
def test_impossible_dates_are_refused(nummer: str) -> None:
    with pytest.raises(CprFejl, match="ikke en dato"):
        cpr.parse(nummer)


@given(cifre10)
@example("0000000000")
@example("9999999999")
@example("9112991234")
@example("9212991234")
def test_any_ten_digits_give_a_number_or_a_danish_refusal(nummer: str) -> None:
    try:
        fundet = cpr.parse(nummer)
    except CprFejl as fejl:
        assert fejl.forslag is None
        assert "ikke en dato" in fejl.besked
    else:
        assert fundet.nummer == nummer
        assert fundet.erstatning is (60 <= int(nummer[:2]) <= 91)
        assert fundet.erstatning or fundet.foedselsdato is not None


@pytest.mark.parametrize(
    ("tekst", "besked"),
    [
        ("", "mangler"),
        (" - ", "mangler"),
        ("12345678", "Her er 8"),
        ("09012412345", "Her er 11"),
        ("09012A1234", "kun af cifre"),
        ("9.01E+08", "kun af cifre"),
        ("٠٩٠١٢٤١٢٣٤", "kun af cifre"),
        ("³²0124123", "kun af cifre"),
        ("320124123", "Her er 9."),
    ],
)
def test_refusals_say_what_is_wrong(tekst: str, besked: str) -> None:
    with pytest.raises(CprFejl, match=besked) as fanget:
        cpr.parse(tekst)
    assert fanget.value.forslag is None


@given(rigtige_numre())
@example(("0901565234", date(2056, 1, 9)))
def test_nine_digits_are_refused_with_a_suggestion(par: tuple[str, date]) -> None:
    nummer, _ = par
    assume(nummer[0] == "0")
    with pytest.raises(CprFejl, match="regneark") as fanget:
        cpr.parse(nummer[1:])
    assert fanget.value.forslag == nummer
    assert nummer[1:] not in str(fanget.value)


@given(st.text(max_size=14))
@example("0901565234")
@example("090156-5234")
@example("not a number 1234")
@example("901565234")
def test_masking_never_shows_the_last_four(tekst: str) -> None:
    maskeret = cpr.masker(tekst)
    assert maskeret.endswith("-••••")
    assert len(maskeret) == 11
    foerste = maskeret[:6]
    assert foerste == "••••••" or cpr.masker(foerste + "0000") == maskeret


def test_masking_examples() -> None:
    assert cpr.masker("0901565234") == "090156-••••"
    assert cpr.masker("090156-5234") == "090156-••••"
    assert cpr.masker("901565234") == "••••••-••••"


def test_repr_str_and_errors_hide_the_number() -> None:
    fundet = cpr.parse("0901565234")
    for tekst in (repr(fundet), str(fundet), f"{fundet}", f"{[fundet]}"):
        assert "5234" not in tekst
    with pytest.raises(CprFejl) as fanget:
        cpr.parse("3901241234")
    assert "1234" not in repr(fanget.value)


@given(datoer, st.integers(0, 1999), st.sampled_from(Koen))
@example(date(2024, 2, 29), 0, Koen.PIGE)
@example(date(1858, 1, 1), 1999, Koen.DRENG)
def test_demo_numbers_belong_to_nobody_and_read_back(dato: date, loebenr: int, koen: Koen) -> None:
    fundet = cpr.parse(cpr.demo_cpr(dato, loebenr, koen))
    assert fundet.erstatning
    assert int(fundet.nummer[:2]) > 60
    assert fundet.foedselsdato == dato
    assert fundet.koen is koen


def test_demo_numbers_of_a_day_are_all_different() -> None:
    numre = [cpr.demo_cpr(date(2024, 3, 1), nr, koen) for nr in range(3000) for koen in Koen]
    assert len(set(numre)) == 6000
    with pytest.raises(ValueError, match="løbenummer"):
        cpr.demo_cpr(date(2024, 3, 1), 3000, Koen.PIGE)


@pytest.mark.parametrize(("dato", "loebenr"), [(date(1857, 12, 31), 0), (date(2058, 1, 1), 0), (date(2024, 1, 1), -1)])
def test_demo_numbers_outside_the_table_are_refused(dato: date, loebenr: int) -> None:
    with pytest.raises(ValueError, match="demonummer"):
        cpr.demo_cpr(dato, loebenr, Koen.DRENG)


def test_stated_birth_date_is_compared() -> None:
    fundet = cpr.parse("0901565234")
    assert fundet.passer_med(date(2056, 1, 9))
    assert not fundet.passer_med(date(2056, 1, 10))


def test_warnings_are_soft_and_named() -> None:
    paa = date(2056, 11, 17)
    gyldig = next(c for c in (cpr.parse(f"090156{n:04d}") for n in range(5000, 6000)) if c.modulus11_ok)
    assert gyldig.advarsler(paa=paa) == []
    uden = Cpr(gyldig.nummer, gyldig.foedselsdato, gyldig.koen, erstatning=False, modulus11_ok=False)
    assert ["modulus 11" in tekst for tekst in uden.advarsler(paa=paa)] == [True]
    assert any("erstatningsnummer" in tekst for tekst in cpr.parse("6901244234").advarsler(paa=paa))
    assert any("fremtiden" in tekst for tekst in gyldig.advarsler(paa=date(2056, 1, 8)))
    assert gyldig.advarsler(paa=date(2056, 1, 9)) == []
