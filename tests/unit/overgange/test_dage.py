"""The days of an overgang, over month ends, leap days and holidays."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from opsporing.frister.kalender import er_arbejdsdag
from overgange.rules import dage

DAGE = st.dates(min_value=date(2024, 1, 1), max_value=date(2034, 12, 31))
FOER = st.integers(min_value=0, max_value=120)


@given(DAGE, FOER, DAGE)
def test_skemaet_forfalder_paa_en_arbejdsdag_og_ikke_foer_nogen_ved_det(start: date, foer: int, kendt: date) -> None:
    senest = dage.senest_foer(start, foer, kendt)
    assert er_arbejdsdag(senest)
    assert senest >= kendt
    seneste_dag = start - timedelta(days=foer)
    if senest > seneste_dag:
        # Later than it should only because the start became known so late: no working day lies between.
        assert not any(
            er_arbejdsdag(kendt + timedelta(days=n))
            for n in range((seneste_dag - kendt).days + 1)
            if seneste_dag >= kendt
        )


@given(DAGE, FOER, DAGE)
def test_skemaet_forfalder_saa_sent_som_muligt(start: date, foer: int, kendt: date) -> None:
    senest = dage.senest_foer(start, foer, kendt)
    seneste_dag = start - timedelta(days=foer)
    mellem = [senest + timedelta(days=n) for n in range(1, max(0, (seneste_dag - senest).days) + 1)]
    assert not any(er_arbejdsdag(dag) for dag in mellem)


@given(DAGE, FOER, FOER, DAGE)
def test_en_senere_start_giver_aldrig_en_tidligere_frist(start: date, mere: int, foer: int, kendt: date) -> None:
    senere = start + timedelta(days=mere)
    assert dage.senest_foer(senere, foer, kendt) >= dage.senest_foer(start, foer, kendt)
    assert dage.laeses_fra(senere, foer, kendt) >= dage.laeses_fra(start, foer, kendt)
    assert dage.opfoelgning_senest(senere, foer, kendt) >= dage.opfoelgning_senest(start, foer, kendt)


@given(DAGE, FOER, DAGE)
def test_der_laeses_aldrig_foer_overleveringen_og_kun_saa_mange_dage_foer(start: date, foer: int, givet: date) -> None:
    fra = dage.laeses_fra(start, foer, givet)
    assert fra >= givet
    assert fra >= start - timedelta(days=foer)
    assert fra in {givet, start - timedelta(days=foer)}


@given(DAGE, FOER)
def test_der_kvitteres_paa_en_arbejdsdag_hvor_der_kan_laeses(fra: date, antal: int) -> None:
    senest = dage.kvittering_senest(fra, antal)
    assert er_arbejdsdag(senest)
    assert senest >= fra


@given(DAGE, FOER, DAGE)
def test_der_foelges_op_efter_starten_og_efter_overleveringen(start: date, antal: int, givet: date) -> None:
    senest = dage.opfoelgning_senest(start, antal, givet)
    assert er_arbejdsdag(senest)
    assert senest >= max(start, givet)


@given(DAGE)
def test_et_spoergsmaal_besvares_inden_for_en_uge(stillet: date) -> None:
    senest = dage.svar_senest(stillet)
    assert er_arbejdsdag(senest)
    assert stillet <= senest <= stillet + timedelta(days=7)


def test_over_jul_paaske_og_skuddag() -> None:
    # Three weeks before 14 January is Christmas Eve, when offices are closed: the day before.
    assert dage.senest_foer(date(2027, 1, 14), 21, date(2026, 10, 14)) == date(2026, 12, 23)
    # Two weeks before Monday 12 April 2027 is Easter Monday: the last working day before Maundy Thursday.
    assert dage.senest_foer(date(2027, 4, 12), 14, date(2026, 10, 14)) == date(2027, 3, 24)
    # 29 February 2028 is a Tuesday.
    assert dage.senest_foer(date(2028, 3, 21), 21, date(2028, 1, 3)) == date(2028, 2, 29)
    # 1 January is the first day of a month and closed.
    assert dage.opfoelgning_senest(date(2026, 10, 3), 90, date(2026, 9, 1)) == date(2026, 12, 30)
    # A start known on a Saturday for the Monday after is due on that Monday.
    assert dage.senest_foer(date(2026, 10, 19), 21, date(2026, 10, 17)) == date(2026, 10, 19)
