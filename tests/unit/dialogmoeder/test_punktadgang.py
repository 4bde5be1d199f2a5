"""The pure rules of who reads an item, and of what must be in order before the parents are invited."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogmoeder.models import Punktgrundlag
from dialogmoeder.rules.adgang import INDKALDT, Deltagelse, Grund, aaben_til, adgang_slutter, beholder_opgaven
from dialogmoeder.rules.klar import (
    FORBI,
    FORST_INDKALD,
    MAA_IKKE,
    MOEDET,
    RESULTAT,
    UDEN_BARN,
    UDEN_FORAELDRE,
    Punktstand,
    foraeldre_senest,
    hindrer_brev,
    hindringer,
    sendes_senest,
)
from dialogmoeder.rules.slags import Slagskode
from dialogmoeder.rules.tilstande import Moedetilstand, Punkttilstand
from opsporing.frister.kalender import er_arbejdsdag

MOEDET_ER = datetime(2026, 12, 1, 9, tzinfo=UTC)
MED = Deltagelse(
    moede=Moedetilstand.INDKALDT,
    punkt=Punkttilstand.PAA_DAGSORDEN,
    planlagt_at=MOEDET_ER,
    adgang_dage=28,
    er_med=True,
    grund=Grund.EGEN,
)
GRUNDE = [None, *Grund]


def test_the_words_of_the_database_are_those_of_the_rule() -> None:
    assert {g.value for g in Grund} == set(Punktgrundlag.values)


@given(
    moede=st.sampled_from(list(Moedetilstand)),
    punkt=st.sampled_from(list(Punkttilstand)),
    grund=st.sampled_from(GRUNDE),
    er_med=st.booleans(),
    ja=st.booleans(),
    fortalt=st.booleans(),
    maa_fortaelles=st.booleans(),
)
def test_nothing_opens_without_invitation_place_and_ground(
    moede: Moedetilstand,
    punkt: Punkttilstand,
    grund: Grund | None,
    er_med: bool,
    ja: bool,
    fortalt: bool,
    maa_fortaelles: bool,
) -> None:
    d = Deltagelse(moede, punkt, MOEDET_ER, 28, er_med, grund, ja, fortalt, maa_fortaelles)
    til = aaben_til(d)
    # Something to do keeps it open past that time, and opens nothing by itself.
    assert beholder_opgaven(d) == (til is not None)
    if til is None:
        return
    assert til == adgang_slutter(MOEDET_ER, 28) == MOEDET_ER + timedelta(days=28)
    assert moede in INDKALDT and punkt != Punkttilstand.TRUKKET and er_med
    assert grund not in {None, Grund.FORAELDER}
    assert grund != Grund.SAMTYKKE or ja
    assert grund != Grund.SSD or fortalt or not maa_fortaelles


@pytest.mark.parametrize(
    ("hvad", "aaben"),
    [
        ({}, True),
        ({"moede": Moedetilstand.PLANLAGT}, False),
        ({"moede": Moedetilstand.AFHOLDT, "punkt": Punkttilstand.BEHANDLET}, True),
        ({"moede": Moedetilstand.AFLYST}, False),
        ({"punkt": Punkttilstand.TRUKKET}, False),
        ({"punkt": Punkttilstand.UDSAT}, True),
        ({"er_med": False}, False),
        ({"grund": None}, False),
        ({"grund": Grund.ANONYMT}, True),
        ({"grund": Grund.SAMTYKKE}, False),
        ({"grund": Grund.SAMTYKKE, "ja": True}, True),
        ({"grund": Grund.SSD}, False),
        ({"grund": Grund.SSD, "fortalt": True}, True),
        ({"grund": Grund.SSD, "maa_fortaelles": False}, True),
    ],
)
def test_each_ground_at_its_time(hvad: dict[str, object], aaben: bool) -> None:
    assert (aaben_til(replace(MED, **hvad)) is not None) == aaben  # type: ignore[arg-type]


KLAR = Punktstand(fortalt=True, maa_fortaelles=True, resultat_mangler=False)


@pytest.mark.parametrize(
    ("slags", "boern", "foraeldre_med", "ventet"),
    [
        (Slagskode.DIALOGMOEDE, [KLAR], True, []),
        (Slagskode.DIALOGMOEDE, [], True, [UDEN_BARN]),
        (Slagskode.DIALOGMOEDE, [replace(KLAR, resultat_mangler=True)], True, [RESULTAT]),
        (Slagskode.DIALOGMOEDE, [replace(KLAR, fortalt=False)], False, [MOEDET]),
        (Slagskode.DIALOGMOEDE, [replace(KLAR, maa_fortaelles=False, fortalt=False)], True, [MAA_IKKE]),
        (Slagskode.DIALOGMOEDE, [replace(KLAR, spaerret_deltager=True)], True, [MAA_IKKE]),
        (Slagskode.NETVAERKSMOEDE, [replace(KLAR, resultat_mangler=True)], True, []),
        (Slagskode.NETVAERKSMOEDE, [replace(KLAR, maa_fortaelles=False, fortalt=False)], False, []),
        (Slagskode.RESSOURCETEAM, [replace(KLAR, fortalt=False, resultat_mangler=True)], False, []),
    ],
)
def test_what_holds_the_invitations_back(
    slags: Slagskode, boern: list[Punktstand], foraeldre_med: bool, ventet: list[str]
) -> None:
    assert hindringer(slags, boern, foraeldre_med=foraeldre_med) == ventet


@given(den=st.dates(date(2026, 1, 1), date(2028, 12, 31)), dage=st.integers(0, 30))
def test_the_preparation_is_out_in_time_on_a_day_when_people_work(den: date, dage: int) -> None:
    senest = sendes_senest(den, dage)
    assert er_arbejdsdag(senest)
    assert senest <= den - timedelta(days=dage)
    assert foraeldre_senest(Slagskode.DIALOGMOEDE, den, indkald_dage=dage + 7, forberedelse_dage=dage) <= senest


@pytest.mark.parametrize(
    ("slags", "moede", "aendret", "ventet"),
    [
        (Slagskode.DIALOGMOEDE, Moedetilstand.INDKALDT, {}, []),
        (Slagskode.NETVAERKSMOEDE, Moedetilstand.INDKALDT, {"resultat_mangler": True}, []),
        (Slagskode.NETVAERKSMOEDE, Moedetilstand.INDKALDT, {"fortalt": False}, [MOEDET]),
        (Slagskode.DIALOGMOEDE, Moedetilstand.PLANLAGT, {}, [FORST_INDKALD]),
        (Slagskode.DIALOGMOEDE, Moedetilstand.INDKALDT, {"resultat_mangler": True}, [RESULTAT]),
        (Slagskode.DIALOGMOEDE, Moedetilstand.INDKALDT, {"maa_fortaelles": False}, [MAA_IKKE]),
        (Slagskode.DIALOGMOEDE, Moedetilstand.INDKALDT, {"spaerret_deltager": True}, [MAA_IKKE]),
        (Slagskode.DIALOGMOEDE, Moedetilstand.I_GANG, {}, [FORBI]),
        (Slagskode.DIALOGMOEDE, Moedetilstand.AFLYST, {}, [FORBI]),
        (Slagskode.RESSOURCETEAM, Moedetilstand.INDKALDT, {}, [UDEN_FORAELDRE]),
    ],
)
def test_the_letter_waits_for_the_talk_and_the_call(
    slags: str, moede: str, aendret: dict[str, bool], ventet: list[str]
) -> None:
    stand = Punktstand(**{"fortalt": True, "maa_fortaelles": True, "resultat_mangler": False} | aendret)
    assert hindrer_brev(slags, moede, stand) == ventet
