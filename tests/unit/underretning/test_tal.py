"""Counting underretninger: merged by day, aged by the rule, nothing lost and nothing counted twice."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsporing import alder
from underretning.rules import koder, tal
from underretning.rules.koder import Liste
from underretning.rules.tal import (
    BAAND,
    SENEST_EFTER_TERMIN,
    SMAA,
    Aldersregel,
    Periode,
    Raekke,
    Trin,
    Udeladt,
    aaret,
    alderskode,
    opgoer,
    slaa_sammen,
)

ALLE_ALDRE = [k.kode for k in koder.koder(Liste.ALDER, date(2025, 1, 1))]
AARET = aaret(2025)
dage = st.dates(date(2025, 1, 1), date(2025, 1, 6))
raekker = st.lists(
    st.builds(
        Raekke,
        barn=st.sampled_from("abc"),
        kommune=st.sampled_from(["x", "y"]),
        modtaget_den=dage,
        foedt_den=st.none() | st.dates(date(2005, 1, 1), date(2025, 6, 1)),
        termin=st.none() | st.dates(date(2024, 10, 1), date(2025, 10, 1)),
        ufoedt=st.booleans(),
        koen=st.sampled_from(["D", "P", "9"]),
        underretter=st.sampled_from(["1", "4", "13", "99"]),
        aarsager=st.lists(st.sampled_from(["1", "13", "14", "18"]), unique=True).map(tuple),
        trin=st.none() | st.integers(0, 6),
        gyldigt_pnr=st.booleans(),
        sendt_videre=st.booleans(),
        nr=st.integers(0, 3),
        af=st.integers(1, 2),
    ),
    max_size=14,
)


def raekke(dag: date = date(2025, 3, 10), foedt: date | None = date(2022, 5, 1), barn: str = "a", **mere) -> Raekke:
    return Raekke(**{"barn": barn, "kommune": "x", "modtaget_den": dag, "foedt_den": foedt, "underretter": "4"} | mere)


def noegle(r: Raekke) -> tuple[str, str, date]:
    return r.kommune, r.barn, r.modtaget_den


# ---- merging ------------------------------------------------------------------------------------------------------


@given(raekker)
def test_a_child_has_one_row_a_day_in_a_municipality(alle: list[Raekke]) -> None:
    samlede = slaa_sammen(alle)
    assert sorted(map(noegle, samlede)) == sorted({noegle(r) for r in alle})
    assert sum(r.af for r in samlede) == sum(r.af for r in alle)


@given(raekker, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter_and_merging_again_changes_nothing(
    alle: list[Raekke], tilfaeldig
) -> None:
    blandet = list(alle)
    tilfaeldig.shuffle(blandet)
    assert slaa_sammen(blandet) == slaa_sammen(alle) == slaa_sammen(slaa_sammen(alle))


@given(raekker)
def test_causes_are_united_and_the_highest_step_is_kept(alle: list[Raekke]) -> None:
    for samlet in slaa_sammen(alle):
        gruppe = [r for r in alle if noegle(r) == noegle(samlet)]
        assert set(samlet.aarsager) == {a for r in gruppe for a in r.aarsager}
        assert samlet.trin == max((r.trin for r in gruppe if r.trin is not None), default=None)
        assert samlet.gyldigt_pnr == any(r.gyldigt_pnr for r in gruppe)
        kendte = [r for r in gruppe if r.underretter != "99"]
        foerste = min((r.nr for r in kendte), default=None)
        assert samlet.underretter in ({r.underretter for r in kendte if r.nr == foerste} if kendte else {"99"})


def test_the_first_known_notifier_of_the_day_wins() -> None:
    uoplyst, plejen, politiet = (
        raekke(underretter=kode, nr=nr, aarsager=(aarsag,))
        for nr, (kode, aarsag) in enumerate([("99", "1"), ("5", "13"), ("6", "13")])
    )
    (samlet,) = slaa_sammen([politiet, plejen, uoplyst])
    assert (samlet.underretter, samlet.aarsager, samlet.af) == ("5", ("1", "13"), 3)


def test_siblings_other_days_and_other_municipalities_are_not_merged() -> None:
    en = raekke()
    andre = [replace(en, barn="b"), replace(en, kommune="y"), replace(en, modtaget_den=date(2025, 3, 11))]
    assert len(slaa_sammen([en, *andre])) == 4


def test_what_is_known_in_one_of_the_rows_of_the_day_is_known() -> None:
    uden = raekke(foedt=None, ufoedt=True, termin=date(2025, 3, 8), koen="9", gyldigt_pnr=False)
    med = raekke(foedt=date(2025, 3, 9), koen="P", nr=1)
    (samlet,) = slaa_sammen([uden, med])
    assert (samlet.foedt_den, samlet.ufoedt, samlet.koen, samlet.gyldigt_pnr) == (date(2025, 3, 9), False, "P", True)


# ---- ages ---------------------------------------------------------------------------------------------------------


@given(st.dates(date(2004, 1, 1), date(2027, 12, 31)), st.integers(0, 17))
def test_the_age_changes_on_the_birthday_and_only_then(foedt: date, aar: int) -> None:
    dag = alder.plus_maaneder(foedt, 12 * aar)
    assert alderskode(raekke(dag, foedt), dag) == str(aar)
    if aar:
        assert alderskode(raekke(dag - timedelta(days=1), foedt), dag - timedelta(days=1)) == str(aar - 1)


@pytest.mark.parametrize(
    ("dag", "kode"),
    [
        (date(2021, 2, 27), "0"),
        (date(2021, 2, 28), "1"),
        (date(2024, 2, 28), "3"),
        (date(2024, 2, 29), "4"),
        (date(2025, 2, 28), "5"),
    ],
)
def test_a_child_of_the_leap_day(dag: date, kode: str) -> None:
    assert alderskode(raekke(dag, date(2020, 2, 29)), dag) == kode


@given(st.dates(date(2004, 1, 1), date(2025, 12, 31)), st.dates(date(2025, 1, 1), date(2025, 12, 31)))
def test_the_last_day_of_the_year_makes_a_child_the_year_minus_its_birth_year(foedt: date, dag: date) -> None:
    r = raekke(dag, foedt)
    ved_slut = alderskode(r, date(2025, 12, 31))
    assert ved_slut == ("U0" if foedt > dag else str(min(2025 - foedt.year, 18)))
    if foedt <= dag:
        assert int(ved_slut) - int(alderskode(r, dag)) in {0, 1}


@given(st.dates(date(2025, 1, 1), date(2025, 12, 31)), st.integers(0, 366))
def test_who_was_unborn_that_day_is_counted_as_unborn_also_when_born_before_the_period_ends(
    dag: date, efter: int
) -> None:
    foedt = dag + timedelta(days=efter)
    for ufoedt in (True, False):
        kode = alderskode(raekke(dag, foedt, ufoedt=ufoedt), dag + timedelta(days=400))
        assert (kode == "U0") == (efter > 0)


@given(st.integers(-280, 200))
def test_an_unborn_child_whose_term_has_passed_is_unborn_for_four_weeks_and_then_unknown(over: int) -> None:
    termin = date(2025, 6, 1)
    dag = termin + timedelta(days=over)
    kode = alderskode(raekke(dag, None, ufoedt=True, termin=termin), AARET.til + timedelta(days=1))
    assert kode == ("U0" if over <= SENEST_EFTER_TERMIN.days else "999")


@pytest.mark.parametrize(("ufoedt", "kode"), [(True, "U0"), (False, "999")])
def test_without_any_date_only_an_unborn_child_has_an_age(ufoedt: bool, kode: str) -> None:
    assert alderskode(raekke(foedt=None, ufoedt=ufoedt), AARET.til) == kode


def test_no_age_before_the_receipt() -> None:
    with pytest.raises(ValueError, match="før modtagelsen"):
        alderskode(raekke(date(2025, 3, 10)), date(2025, 3, 9))


def test_both_rules_of_age() -> None:
    fylder_seks = raekke(date(2025, 3, 10), date(2019, 9, 1))
    ved_slut, paa_dagen = opgoer([fylder_seks], AARET), opgoer([fylder_seks], AARET, regel=Aldersregel.DAGEN)
    assert (ved_slut.antal, dict(ved_slut.udeladt)) == (0, {Udeladt.ANDEN_ALDER: 1})
    assert tal.efter_alder(paa_dagen)["5"] == 1 and not paa_dagen.udeladt


def test_the_sex_of_an_unborn_child_is_not_told() -> None:
    ufoedt = raekke(foedt=date(2025, 5, 1), koen="D")
    assert [tal.koenskode(r) for r in (ufoedt, raekke(koen="D"), raekke(koen="9"))] == ["U", "D", "9"]


# ---- the tables ---------------------------------------------------------------------------------------------------


@given(raekker, st.sampled_from(Aldersregel), st.sampled_from([SMAA, tuple(ALLE_ALDRE)]))
def test_every_row_is_counted_once_or_left_out_for_a_reason(alle: list[Raekke], regel, aldre) -> None:
    periode = Periode(date(2025, 1, 2), date(2025, 1, 31))
    o = opgoer(alle, periode, regel=regel, aldre=aldre)
    assert o.antal + sum(o.udeladt.values()) == sum(r.af for r in alle)
    assert sum(tal.efter_alder(o, aldre).values()) == o.antal
    assert sum(tal.efter_underretter(o).values()) == sum(tal.efter_koen(o).values()) == o.antal
    assert sum(tal.efter_trin(o).values()) == o.antal
    boern = tal.boern_efter_antal(o)
    assert sum(boern.values()) == o.boern and sum(n * b for n, b in boern.items()) <= o.antal
    aarsager = tal.efter_aarsag(o)
    assert sum(aarsager.kun.values()) + aarsager.flere + aarsager.uden == o.antal
    assert sum(aarsager.antal.values()) == sum(len(set(r.aarsager)) for r, _ in o.raekker)


def test_an_underretning_is_in_as_many_rows_as_it_has_causes() -> None:
    o = opgoer([raekke(aarsager=("13", "14")), raekke(barn="b", aarsager=("13",)), raekke(barn="c")], AARET)
    t = tal.efter_aarsag(o)
    assert {k.kode: n for k, n in t.antal.items() if n} == {"13": 2, "14": 1}
    assert {k.kode: n for k, n in t.kun.items() if n} == {"13": 1}
    assert (t.flere, t.uden) == (1, 1)


def test_seven_underretninger_are_six_or_more() -> None:
    dagene = [date(2025, 3, 1) + timedelta(days=n) for n in range(7)]
    o = opgoer([*map(raekke, dagene), raekke(barn="b"), raekke(barn="b"), raekke(barn="c")], AARET)
    assert tal.boern_efter_antal(o) == {1: 2, 2: 0, 3: 0, 4: 0, 5: 0, 6: 1}
    assert (o.boern, o.antal, o.sammenlagte) == (3, 9, 1)


@pytest.mark.parametrize(
    ("trin", "gruppe"),
    [(None, Trin.UOPLYST), (0, Trin.LAVT), (2, Trin.LAVT), (3, Trin.FAMILIEN), (4, Trin.ANBRAGT), (6, Trin.ANBRAGT)],
)
def test_steps(trin: int | None, gruppe: Trin) -> None:
    assert tal.efter_trin(opgoer([raekke(trin=trin)], AARET))[gruppe] == 1


@pytest.mark.parametrize("trin", [-1, 7])
def test_what_is_no_step_is_refused(trin: int) -> None:
    with pytest.raises(ValueError, match="ikke et trin"):
        tal.tringruppe(trin)


def test_a_year_that_sees_the_list_change_has_the_rows_of_both() -> None:
    skiftet = Periode(date(2023, 7, 1), date(2024, 6, 30))
    alle = [raekke(date(2023, 12, 31), underretter="7"), raekke(date(2024, 1, 1), underretter="13")]
    talt = {k.kode: n for k, n in tal.efter_underretter(opgoer(alle, skiftet)).items()}
    assert (talt["7"], talt["12"], talt["13"], talt["4"]) == (1, 0, 1, 0)


@pytest.mark.parametrize("fejl", [{"underretter": "7"}, {"aarsager": ("13", "19")}, {"koen": "X"}])
def test_a_code_that_does_not_hold_that_day_is_not_counted_as_anything(fejl: dict[str, Any]) -> None:
    o = opgoer([raekke(date(2024, 1, 1), **fejl), raekke(date(2024, 1, 1), barn="b")], aaret(2024))
    assert (o.antal, dict(o.udeladt)) == (1, {Udeladt.UGYLDIG_KODE: 1})


def test_what_was_sent_on_is_counted_where_it_was_sent() -> None:
    o = opgoer([raekke(sendt_videre=True), raekke(nr=1)], AARET)
    assert (o.antal, o.sammenlagte, dict(o.udeladt)) == (1, 0, {Udeladt.SENDT_VIDERE: 1})


def test_bands_of_age() -> None:
    o = opgoer([raekke(barn=str(aar), foedt=date(aar, 1, 1)) for aar in range(2006, 2026)], AARET, aldre=ALLE_ALDRE)
    assert tal.efter_baand(o) == dict(zip(BAAND, (6, 8, 4), strict=True))  # the youngest was born that year
    assert tal.efter_alder(o, ALLE_ALDRE)["18"] == 2


def test_periods() -> None:
    assert aaret(2025).navn == "2025"
    assert Periode(date(2025, 1, 1), date(2025, 3, 31)).navn == "1. januar 2025 til 31. marts 2025"
    with pytest.raises(ValueError, match="slutter"):
        Periode(date(2025, 1, 2), date(2025, 1, 1))


# ---- percentages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("antal", "af", "pct"),
    [
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 2000, "0.1"),
        (1, 2001, "0.0"),
        (1, 1, "100.0"),
        (0, 7, "0.0"),
        (1, 800, "0.1"),
    ],
)
def test_percent_with_one_decimal(antal: int, af: int, pct: str) -> None:
    assert tal.procent(antal, af) == Decimal(pct)


def test_nothing_has_no_percentages() -> None:
    assert tal.procent(0, 0) is None and tal.aendring(0, 5) is None
    assert tal.andele({"a": 0, "b": 0}) == {"a": None, "b": None}


def test_shares_are_not_adjusted_to_make_a_hundred() -> None:
    assert set(tal.andele({"a": 1, "b": 1, "c": 1}).values()) == {Decimal("33.3")}


@pytest.mark.parametrize(
    ("foer", "efter", "pct"),
    [(4, 5, "25.0"), (4, 3, "-25.0"), (3, 3, "0.0"), (3001, 3000, "0.0"), (2000, 1999, "-0.1")],
)
def test_change(foer: int, efter: int, pct: str) -> None:
    assert str(tal.aendring(foer, efter)) == pct


@given(st.dictionaries(st.integers(), st.integers(0, 10_000), min_size=1, max_size=9))
def test_shares_are_within_half_a_tenth_each(antal: dict[int, int]) -> None:
    i_alt = sum(antal.values())
    for n, andel in tal.andele(antal).items():
        assert andel is None or abs(andel - Decimal(100 * antal[n]) / i_alt) <= Decimal("0.05")


def test_counters_of_the_merged_day_are_not_lost() -> None:
    to_paa_dagen = [raekke(underretter="6", nr=1), raekke(underretter="4", nr=0)]
    o = opgoer(to_paa_dagen, AARET)
    assert Counter({k.kode: n for k, n in tal.efter_underretter(o).items() if n}) == Counter({"4": 1})
    assert dict(o.udeladt) == {Udeladt.SAMME_DAG: 1}
