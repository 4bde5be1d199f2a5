"""Ages: completed months across month ends and leap days, corrected age, and the words for them."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from opsporing import alder

datoer = st.dates(date(1990, 1, 1), date(2060, 12, 31))
EN_DAG = timedelta(days=1)


@given(datoer, st.integers(0, 240))
@example(date(2024, 1, 31), 1)
@example(date(2023, 1, 31), 1)
@example(date(2024, 2, 29), 12)
@example(date(2024, 2, 29), 48)
@example(date(2023, 12, 31), 2)
@example(date(2024, 3, 31), 11)
def test_a_month_is_completed_on_its_day_and_not_the_day_before(foedt: date, antal: int) -> None:
    dag = alder.plus_maaneder(foedt, antal)
    assert alder.maaneder(foedt, dag) == antal
    if antal:
        assert alder.maaneder(foedt, dag - EN_DAG) == antal - 1


@given(datoer, st.integers(0, 4000))
@example(date(2024, 1, 30), 29)
@example(date(2024, 1, 31), 29)
def test_age_never_falls_and_rises_by_at_most_one_a_day(foedt: date, dage: int) -> None:
    i_dag = alder.maaneder(foedt, foedt + timedelta(days=dage))
    i_morgen = alder.maaneder(foedt, foedt + timedelta(days=dage + 1))
    assert i_dag <= i_morgen <= i_dag + 1


@given(datoer, st.integers(-300, 300))
@example(date(2024, 3, 31), -1)
@example(date(2024, 12, 31), 2)
def test_adding_months_keeps_the_day_or_takes_the_last(dag: date, antal: int) -> None:
    ny = alder.plus_maaneder(dag, antal)
    assert (ny.year * 12 + ny.month) - (dag.year * 12 + dag.month) == antal
    assert ny.day == dag.day or (ny.day < dag.day and (ny + EN_DAG).day == 1)


@pytest.mark.parametrize(
    ("foedt", "paa", "antal"),
    [
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2023, 1, 31), date(2023, 2, 28), 1),
        (date(2024, 2, 29), date(2025, 2, 27), 11),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2024, 8, 31), date(2024, 9, 29), 0),
        (date(2024, 8, 31), date(2024, 9, 30), 1),
        (date(2024, 10, 17), date(2026, 11, 17), 25),
        (date(2024, 10, 18), date(2026, 11, 17), 24),
    ],
)
def test_known_ages(foedt: date, paa: date, antal: int) -> None:
    assert alder.maaneder(foedt, paa) == antal


def test_before_birth_is_an_error() -> None:
    with pytest.raises(ValueError, match="ikke født"):
        alder.maaneder(date(2024, 1, 2), date(2024, 1, 1))


@given(datoer, st.integers(-30, 150), st.integers(0, 1500))
@example(date(2024, 1, 1), 21, 200)
@example(date(2024, 1, 1), 20, 200)
@example(date(2024, 1, 1), 90, 30)
def test_corrected_age_is_between_zero_and_the_ordinary_age(foedt: date, for_tidligt: int, dage: int) -> None:
    termin, paa = foedt + timedelta(days=for_tidligt), foedt + timedelta(days=dage)
    rettet, almindelig = alder.korrigeret(foedt, termin, paa), alder.maaneder(foedt, paa)
    assert 0 <= rettet <= almindelig
    if for_tidligt < 21 or almindelig >= 24:
        assert rettet == almindelig
    else:
        assert rettet == (alder.maaneder(termin, paa) if paa >= termin else 0)
    assert alder.korrigeret(foedt, termin, paa + EN_DAG) >= rettet


def test_corrected_age_boundaries() -> None:
    foedt = date(2024, 1, 1)
    termin = date(2024, 3, 1)
    assert alder.korrigeret(foedt, termin, date(2024, 2, 29)) == 0
    assert alder.korrigeret(foedt, termin, date(2024, 4, 1)) == 1
    assert alder.korrigeret(foedt, termin, date(2025, 12, 31)) == 21
    assert alder.korrigeret(foedt, termin, date(2026, 1, 1)) == 24
    assert alder.korrigeret(foedt, termin, date(2025, 12, 31), indtil_maaneder=12) == 23
    with pytest.raises(ValueError, match="ikke født"):
        alder.korrigeret(foedt, termin, date(2023, 12, 31))


def test_term_from_weeks_of_pregnancy() -> None:
    assert alder.termin_af(date(2024, 1, 1), 40) == date(2024, 1, 1)
    assert alder.termin_af(date(2024, 1, 1), 32) == date(2024, 2, 26)
    assert alder.termin_af(date(2024, 1, 15), 42) == date(2024, 1, 1)


@given(st.integers(0, 120), st.none() | st.integers(0, 120), st.none() | st.integers(0, 120))
@example(36, 36, 83)
@example(83, 36, 83)
@example(35, 36, 83)
@example(84, 36, 83)
def test_age_band_includes_both_ends(mdr: int, fra: int | None, til: int | None) -> None:
    assert alder.i_aldersbaand(mdr, fra, til) is (
        mdr in range(0 if fra is None else fra, 999 if til is None else til + 1)
    )


@pytest.mark.parametrize(
    ("foedt", "tekst"),
    [
        (date(2026, 11, 18), "ikke født"),
        (date(2026, 11, 17), "født i dag"),
        (date(2026, 11, 16), "1 dag"),
        (date(2026, 11, 11), "6 dage"),
        (date(2026, 11, 10), "1 uge"),
        (date(2026, 11, 4), "1 uge"),
        (date(2026, 11, 3), "2 uger"),
        (date(2026, 10, 13), "5 uger"),
        (date(2026, 8, 18), "13 uger"),
        (date(2026, 8, 17), "3 md."),
        (date(2025, 12, 17), "11 md."),
        (date(2025, 11, 17), "1 år"),
        (date(2024, 10, 17), "2 år 1 md."),
        (date(2024, 11, 18), "1 år 11 md."),
    ],
)
def test_age_in_words(foedt: date, tekst: str) -> None:
    assert alder.alder_tekst(foedt, date(2026, 11, 17)) == tekst


def test_unborn_and_unknown_in_words() -> None:
    paa = date(2026, 11, 17)
    assert alder.alder_tekst(None, paa, termin=date(2027, 3, 3)) == "termin 3. marts 2027"
    assert alder.alder_tekst(date(2025, 11, 17), paa, termin=date(2025, 12, 24)) == "1 år"
    assert alder.alder_tekst(None, paa) == "alder ukendt"


@given(datoer, st.integers(0, 3000))
def test_every_age_has_words_that_agree_with_the_months(foedt: date, dage: int) -> None:
    paa = foedt + timedelta(days=dage)
    tekst = alder.alder_tekst(foedt, paa)
    fundet = re.fullmatch(r"(?:(\d+) år)? ?(?:(\d+) md\.)?", tekst)
    if fundet:
        assert int(fundet[1] or 0) * 12 + int(fundet[2] or 0) == alder.maaneder(foedt, paa) >= 3
    else:
        assert alder.maaneder(foedt, paa) < 3
        assert re.fullmatch(r"født i dag|1 dag|[2-6] dage|1 uge|([2-9]|1[0-3]) uger", tekst)


def test_dates_in_words() -> None:
    assert [alder.dato_tekst(date(2027, m, 1)) for m in (1, 5, 12)] == [
        "1. januar 2027",
        "1. maj 2027",
        "1. december 2027",
    ]
