"""The dated table of law: the right paragraph for the day, and never a paragraph of a law that no longer holds."""

import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from opsporing import lov
from opsporing.lov import Henvisning, Sikkerhed, Tabelfejl, UkendtHenvisning
from opsporing.profil import Praksisprofil

ROD = Path(__file__).resolve().parents[3]
I_DAG = date(2026, 11, 22)
BARNETS_LOV = date(2024, 1, 1)
GDPR = date(2018, 5, 25)

PROEVE = Henvisning(
    noegle="proeve",
    tekst="prøveloven § 1",
    om="En regel",
    gaelder_fra=date(2020, 1, 1),
    gaelder_til=date(2020, 12, 31),
    kilde="opdigtet",
    sikkerhed=Sikkerhed.UEFTERPROEVET,
)


@pytest.mark.parametrize(
    ("noegle", "tekst"),
    [
        ("dagtilbud_formaal", "dagtilbudsloven § 1, stk. 1"),
        ("gdpr_grundlag", "databeskyttelsesforordningen artikel 6, stk. 1, litra e"),
        ("foelsomme_oplysninger", "databeskyttelsesloven § 7, stk. 4"),
        ("personnummer", "databeskyttelsesloven § 11, stk. 1"),
        ("underretning_fagperson", "barnets lov § 133"),
        ("vurdering_24_timer", "barnets lov § 136"),
    ],
)
def test_the_reference_reads_as_in_a_sentence(noegle: str, tekst: str) -> None:
    assert str(lov.henvisning(noegle, I_DAG)) == tekst


def test_the_first_day_belongs_to_the_period_and_the_day_before_does_not() -> None:
    assert lov.henvisning("underretning_fagperson", BARNETS_LOV).tekst == "barnets lov § 133"
    assert lov.henvisning("underretning_fagperson", BARNETS_LOV - timedelta(days=1)).tekst == "serviceloven § 153"
    with pytest.raises(UkendtHenvisning):
        lov.henvisning("underretning_fagperson", GDPR - timedelta(days=1))


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(UkendtHenvisning, match="findes_ikke"):
        lov.henvisning("findes_ikke", I_DAG)


def test_a_day_is_given_what_held_on_that_day() -> None:
    assert set(lov.henvisninger(I_DAG)) == set(lov.tabel())
    foer_barnets_lov = lov.henvisninger(BARNETS_LOV - timedelta(days=1))
    assert "gdpr_grundlag" in foer_barnets_lov
    # What was not a rule of its own before has no reference then.
    assert "screening" not in foer_barnets_lov and "afdaekning" not in foer_barnets_lov
    assert lov.henvisninger(GDPR - timedelta(days=1)) == {}


def test_a_new_paragraph_takes_over_from_the_old_on_its_first_day() -> None:
    ny = replace(PROEVE, tekst="prøveloven § 2", gaelder_fra=date(2021, 1, 1), gaelder_til=None)
    perioder = lov.ordnet([ny, PROEVE])["proeve"]
    assert [en.tekst for en in perioder] == ["prøveloven § 1", "prøveloven § 2"]
    assert [en.tekst for en in perioder if en.gaelder(date(2020, 12, 31))] == ["prøveloven § 1"]
    assert [en.tekst for en in perioder if en.gaelder(date(2021, 1, 1))] == ["prøveloven § 2"]


@pytest.mark.parametrize(
    "fejlagtig",
    [
        [replace(PROEVE, gaelder_til=date(2019, 12, 31))],
        [PROEVE, replace(PROEVE, gaelder_fra=date(2020, 12, 31), gaelder_til=None)],
        [replace(PROEVE, gaelder_til=None), replace(PROEVE, gaelder_fra=date(2021, 1, 1))],
    ],
    ids=["ends before it begins", "shares a day", "the old one never ends"],
)
def test_a_faulty_table_is_refused(fejlagtig: list[Henvisning]) -> None:
    with pytest.raises(Tabelfejl):
        lov.ordnet(fejlagtig)


def test_every_entry_says_where_it_is_from() -> None:
    for perioder in lov.tabel().values():
        for en in perioder:
            assert en.om and en.kilde, en.noegle
            assert not en.tekst.endswith("."), en.noegle


def test_what_is_not_verified_names_no_paragraph() -> None:
    """A wrong paragraph in a letter to parents is worse than none."""
    for perioder in lov.tabel().values():
        for en in perioder:
            assert en.sikkerhed is not Sikkerhed.UEFTERPROEVET or "§" not in en.tekst, en.noegle


def test_each_law_is_cited_about_its_own_days_alone() -> None:
    for perioder in lov.tabel().values():
        for en in perioder:
            if "serviceloven" in en.tekst.lower():
                assert en.gaelder_til == BARNETS_LOV - timedelta(days=1), en.noegle
            if "barnets lov" in en.tekst.lower():
                assert en.gaelder_fra >= BARNETS_LOV, en.noegle


@pytest.mark.parametrize(("oensket", "gaelder"), [(1, 1), (5, 5), (6, 6), (7, 6), (400, 6)])
def test_a_municipality_can_be_quicker_than_the_law_and_never_slower(oensket: int, gaelder: int) -> None:
    """Also where a number was stored before the law was, or by hand."""
    profil = Praksisprofil.fra_data({"underretning_kvittering_hverdage": oensket})
    for dag in (I_DAG, BARNETS_LOV, BARNETS_LOV - timedelta(days=1)):
        assert profil.kvitteres_inden(dag) == gaelder


def test_letters_and_guide_only_cite_what_is_in_the_table() -> None:
    noegler = set(lov.henvisninger(I_DAG))
    citeret: dict[str, set[str]] = {}
    for sti in (ROD / "templates").rglob("*.html"):
        fund = set(re.findall(r"\{\{ lov\.([a-z_]+)", sti.read_text(encoding="utf-8")))
        if fund:
            citeret[sti.name] = fund
    guide = tomllib.loads((ROD / "trivsel/indhold/handleguide.toml").read_text(encoding="utf-8"))
    skridt = [s for del_ in (*guide["position"], guide["overgreb"]) for s in del_["skridt"]]
    citeret["handleguide.toml"] = {s["lov"] for s in skridt if "lov" in s}
    assert {"brev_dagtilbud.html", "brev_sundhedspleje.html", "handleguide.toml"} <= set(citeret)
    for sted, fund in citeret.items():
        assert fund <= noegler, (sted, fund - noegler)
