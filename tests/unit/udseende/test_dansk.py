"""How dates, deadlines and lists are said."""

from datetime import UTC, date, datetime

import pytest

from opsporing import dansk

TIRSDAG = date(2026, 11, 17)


def test_datoer_i_alle_former():
    assert dansk.dato(TIRSDAG) == "17. november 2026"
    assert dansk.kort_dato(TIRSDAG) == "17. nov."
    assert dansk.kort_dato_aar(date(2026, 3, 3)) == "3. mar. 2026"
    assert dansk.dato_ord(TIRSDAG) == "tirsdag 17. november 2026"
    assert dansk.dag_ord(date(2026, 11, 16)) == "mandag 16. nov."
    assert dansk.maaned(date(2026, 5, 1)) == "maj 2026"


def test_klokken_har_punktum_og_to_cifre_i_minutterne():
    assert dansk.klokken(datetime(2026, 11, 17, 9, 5, tzinfo=UTC)) == "kl. 9.05"
    assert dansk.dato_klokken(datetime(2026, 1, 1, 0, 0, tzinfo=UTC)) == "1. januar 2026 kl. 0.00"


def test_hver_maaned_har_sit_korte_navn():
    assert len(dansk.KORTE_MAANEDER) == 12
    for langt, kort in zip(dansk.MAANEDER, dansk.KORTE_MAANEDER, strict=True):
        assert langt.startswith(kort.rstrip("."))
        assert (kort == langt) != kort.endswith(".")


@pytest.mark.parametrize(
    ("forfalder", "foerst", "saa", "forsinket"),
    [
        (date(2026, 11, 11), "6 dage over", "onsdag 11. nov.", True),
        (date(2026, 11, 16), "1 dag over", "mandag 16. nov.", True),
        (TIRSDAG, "I dag", "17. nov.", False),
        (datetime(2026, 11, 17, 12, 30, tzinfo=UTC), "I dag", "kl. 12.30", False),
        (date(2026, 11, 18), "I morgen", "18. nov.", False),
        (date(2026, 11, 20), "Fredag", "20. nov.", False),
        (date(2026, 11, 23), "Mandag", "23. nov.", False),
        (date(2026, 11, 24), "24. nov.", "om 1 uge", False),
        (date(2026, 12, 1), "1. dec.", "om 2 uger", False),
        (date(2027, 1, 15), "15. jan.", "om 8 uger", False),
        (date(2027, 5, 17), "17. maj 2027", "om 6 måneder", False),
    ],
)
def test_frister_siges_som_paa_en_arbejdsliste(forfalder, foerst, saa, forsinket):
    assert dansk.hvornaar(forfalder, TIRSDAG) == dansk.Hvornaar(foerst, saa, forsinket)


@pytest.mark.parametrize(
    ("sekunder", "tekst"),
    [
        (2 * 3600 + 40 * 60, "2 t. 40 min. tilbage"),
        (7200, "2 t. tilbage"),
        (59, "0 min. tilbage"),
        (-50 * 60, "50 min. over tiden"),
        (-3 * 86400, "3 dage over tiden"),
    ],
)
def test_tid_paa_et_ur(sekunder, tekst):
    assert dansk.tid_tilbage(sekunder) == tekst


def test_sted_faar_sit_forholdsord():
    assert dansk.sted("Egern", stue=True) == "på Egern"
    assert dansk.sted("Distrikt Nord", stue=False) == "i Distrikt Nord"
    assert dansk.sted("Hos Inger", stue=False) == "hos Inger"


def test_antal_boejer_ordet():
    assert [dansk.antal(n, "barn", "børn") for n in (0, 1, 2)] == ["ingen børn", "1 barn", "2 børn"]


def test_opregning_og_ejefald():
    assert dansk.opregning([]) == ""
    assert dansk.opregning(["Karla"]) == "Karla"
    assert dansk.opregning(["Karla", "Liam", "Sofie"]) == "Karla, Liam og Sofie"
    assert dansk.opregning(["gul", "rød"], sidste="eller") == "gul eller rød"
    assert [dansk.ejefald(n) for n in ("Ida", "Jonas", "Max", "Åse")] == ["Idas", "Jonas'", "Max'", "Åses"]
