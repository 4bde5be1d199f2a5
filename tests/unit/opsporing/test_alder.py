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
@example(date(2024, 1, 1), 22, 200)
@example(date(2024, 1, 1), 21, 200)
@example(date(2024, 1, 1), 90, 30)
def test_corrected_age_is_between_zero_and_the_ordinary_age(foedt: date, for_tidligt: int, dage: int) -> None:
    termin, paa = foedt + timedelta(days=for_tidligt), foedt + timedelta(days=dage)
    rettet, almindelig = alder.korrigeret(foedt, termin, paa), alder.maaneder(foedt, paa)
    assert 0 <= rettet <= almindelig
    if for_tidligt < 22 or almindelig >= 24:
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


def test_days_of_the_week_of_birth_count() -> None:
    foedt = date(2024, 1, 1)
    assert alder.termin_af(foedt, 34, 5) == alder.termin_af(foedt, 34) - timedelta(days=5)
    assert alder.svangerskab_af(foedt, alder.termin_af(foedt, 34, 5)) == (34, 5)
    assert alder.svangerskab_af(foedt, date(2025, 1, 1)) is None
    assert alder.svangerskab_af(foedt, date(2023, 11, 1)) is None


@pytest.mark.parametrize(
    ("uger", "dage", "for_tidligt"),
    [(36, 6, True), (36, None, True), (37, 0, False), (37, None, False), (41, 3, False)],
)
def test_before_37_weeks_is_too_early(uger: int, dage: int | None, for_tidligt: bool) -> None:
    foedt = date(2024, 1, 1)
    vist = alder.i_begge_aldre(foedt, date(2024, 6, 1), gestationsuger=uger, gestationsdage=dage)
    assert bool(vist.korrigeret) is for_tidligt
    assert vist.uge == (f"{uger}+{dage}" if dage is not None else str(uger))


def test_the_corrected_age_stands_beside_the_ordinary_one() -> None:
    """As on the sketch: eleven weeks after the birth in week 34+5 it is five weeks and some days since the term."""
    foedt = date(2026, 9, 1)
    vist = alder.i_begge_aldre(foedt, date(2026, 11, 17), gestationsuger=34, gestationsdage=5)
    assert (vist.alder, vist.korrigeret, vist.uge) == ("11 uger", "5 uger", "34+5")
    assert str(vist) == "11 uger, korrigeret 5 uger"
    assert alder.i_begge_aldre(foedt, date(2026, 10, 1), gestationsuger=34).korrigeret == "før termin"
    assert alder.i_begge_aldre(foedt, date(2028, 8, 31), gestationsuger=34).korrigeret == "1 år 10 md."
    assert alder.i_begge_aldre(foedt, date(2028, 9, 1), gestationsuger=34) == alder.Alder("2 år", "", "34")
    assert alder.i_begge_aldre(foedt, date(2026, 8, 1), gestationsuger=34).korrigeret == ""


def test_what_is_registered_counts_before_what_was_expected() -> None:
    foedt, termin = date(2026, 9, 1), date(2026, 10, 8)
    paa = date(2026, 12, 1)
    assert alder.i_begge_aldre(foedt, paa, termin=termin).uge == "34+5"
    assert alder.i_begge_aldre(foedt, paa, termin=termin, gestationsuger=34).uge == "34+5"
    assert alder.i_begge_aldre(foedt, paa, termin=termin, gestationsuger=34, gestationsdage=2).uge == "34+2"
    rettet = alder.i_begge_aldre(foedt, paa, termin=termin, gestationsuger=38)
    assert (rettet.uge, rettet.korrigeret) == ("38", "")
    assert alder.i_begge_aldre(foedt, paa) == alder.Alder("3 md.")
    assert alder.i_begge_aldre(None, paa, termin=termin) == alder.Alder("termin 8. oktober 2026")


@given(datoer, st.integers(0, 60), st.integers(0, 30))
def test_the_window_of_an_age_is_its_days_and_no_other(foedt: date, fra: int, laengde: int) -> None:
    foerste, sidste = alder.aldersvindue(foedt, fra, fra + laengde)
    assert alder.maaneder(foedt, foerste) == fra
    assert alder.maaneder(foedt, sidste) == fra + laengde
    assert alder.maaneder(foedt, sidste + EN_DAG) == fra + laengde + 1
    if foerste > foedt:
        assert alder.maaneder(foedt, foerste - EN_DAG) == fra - 1


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
