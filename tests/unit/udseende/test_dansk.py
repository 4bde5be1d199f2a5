"""How dates, deadlines and lists are said."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

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


DANMARK = ZoneInfo("Europe/Copenhagen")
NU = datetime(2026, 11, 17, 10, 0, tzinfo=DANMARK)
#: 02.00 becomes 03.00, and 03.00 becomes 02.00.
FORAAR, EFTERAAR = datetime(2026, 3, 29, 1, 0, tzinfo=UTC), datetime(2026, 10, 25, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("om", "foerst", "saa", "forsinket"),
    [
        (timedelta(hours=4, minutes=10), "4 t. 10 min. tilbage", "i dag kl. 14.10", False),
        (timedelta(0), "0 min. tilbage", "i dag kl. 10.00", False),
        (timedelta(seconds=-1), "0 min. over tiden", "i dag kl. 9.59", True),
        (timedelta(minutes=-65), "1 t. 5 min. over tiden", "i dag kl. 8.55", True),
        (timedelta(hours=-11), "11 t. over tiden", "i går kl. 23.00", True),
        (timedelta(days=-4), "4 dage over tiden", "fredag 13. nov. kl. 10.00", True),
        (timedelta(hours=23, minutes=20), "23 t. 20 min. tilbage", "i morgen kl. 9.20", False),
        (timedelta(hours=47), "47 t. tilbage", "torsdag 19. nov. kl. 9.00", False),
        (timedelta(hours=48), "Torsdag", "19. nov. kl. 10.00", False),
        (timedelta(days=8), "25. nov.", "om 1 uge", False),
    ],
)
def test_en_frist_paa_uret_siger_timer_og_minutter(om, foerst, saa, forsinket):
    assert dansk.paa_uret(NU + om, NU) == dansk.Hvornaar(foerst, saa, forsinket)
    assert dansk.paa_uret(NU + om, NU.astimezone(UTC)) == dansk.Hvornaar(foerst, saa, forsinket)


@pytest.mark.parametrize(
    ("forfalder", "nu", "foerst", "saa"),
    [
        # From seven in the evening to seven in the morning it is eleven hours in March and thirteen in October.
        (FORAAR + timedelta(hours=4), FORAAR - timedelta(hours=7), "11 t. tilbage", "i morgen kl. 7.00"),
        (EFTERAAR + timedelta(hours=5), EFTERAAR - timedelta(hours=8), "13 t. tilbage", "i morgen kl. 7.00"),
        # The same time on the wall twice.
        (
            EFTERAAR - timedelta(minutes=30),
            EFTERAAR - timedelta(hours=1),
            "30 min. tilbage",
            "i dag kl. 2.30 sommertid",
        ),
        (
            EFTERAAR + timedelta(minutes=30),
            EFTERAAR - timedelta(minutes=30),
            "1 t. tilbage",
            "i dag kl. 2.30 vintertid",
        ),
        (
            EFTERAAR - timedelta(minutes=30),
            EFTERAAR + timedelta(minutes=30),
            "1 t. over tiden",
            "i dag kl. 2.30 sommertid",
        ),
    ],
)
def test_uret_taeller_det_der_gaar_ogsaa_naar_det_stilles(forfalder, nu, foerst, saa):
    h = dansk.paa_uret(forfalder.astimezone(DANMARK), nu.astimezone(DANMARK))
    assert (h.foerst, h.saa) == (foerst, saa)


@given(st.sampled_from([FORAAR, EFTERAAR, NU]), st.integers(-3000, 3000), st.integers(-2879, 2879))
@example(EFTERAAR, -30, 60)
def test_tid_tilbage_er_den_tid_der_gaar(omkring, fra, minutter):
    nu = omkring + timedelta(minutes=fra)
    h = dansk.paa_uret((nu.astimezone(UTC) + timedelta(minutes=minutter)).astimezone(DANMARK), nu.astimezone(DANMARK))
    tal = h.foerst.split()
    timer = int(tal[tal.index("t.") - 1]) if "t." in tal else 0
    rest = int(tal[tal.index("min.") - 1]) if "min." in tal else 0
    dage = int(tal[0]) if "dage" in tal else 0
    assert 1440 * dage + 60 * timer + rest == abs(minutter)
    assert h.forsinket is (minutter < 0)


def test_kun_den_dobbelte_time_siger_hvilken_den_er():
    dag = datetime(2026, 10, 25, tzinfo=DANMARK)
    siger = {t: dansk.klokken(dag.replace(hour=t, minute=15)) for t in (1, 2, 3)}
    assert siger == {1: "kl. 1.15", 2: "kl. 2.15 sommertid", 3: "kl. 3.15"}
    assert dansk.klokken(dag.replace(hour=2, minute=15, fold=1)) == "kl. 2.15 vintertid"
    assert dansk.klokken(datetime(2026, 3, 29, 3, 15, tzinfo=DANMARK)) == "kl. 3.15"


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
