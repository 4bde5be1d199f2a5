"""What falls due when an underretning is received, at whatever moment: weekends, holidays, both changes of the clock.

The days are counted here once more and in another way than the product does, from Easter itself.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from opsporing.models import Frist
from opsporing.organisation import actions as organisation
from opsporing.profil import Praksisprofil
from tests.cast import By
from tests.factories.modtaget import indkommet
from underretning.models import Overgreb, Pligt

DANMARK = ZoneInfo("Europe/Copenhagen")
FRA = datetime(2024, 1, 1, tzinfo=UTC)
OEJEBLIKKE = st.timedeltas(timedelta(0), timedelta(days=6 * 365)).map(lambda efter: FRA + efter)


def paaskedag(aar: int) -> date:
    """Easter Sunday (Meeus, Jones and Butcher)."""
    a, b, c = aar % 19, aar // 100, aar % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    maaned, dag = divmod(h + m - 7 * n + 114, 31)
    return date(aar, maaned, dag + 1)


def er_helligdag(dag: date) -> bool:
    fra_paaske = (dag - paaskedag(dag.year)).days
    return fra_paaske in {-3, -2, 0, 1, 39, 49, 50} or (dag.month, dag.day) in {(1, 1), (12, 25), (12, 26)}


def taeller(dag: date) -> bool:
    """Whether the cautious count takes the day: Saturdays and the days that are only customarily off too."""
    return dag.weekday() != 6 and not er_helligdag(dag)


def nogen_er_der(dag: date) -> bool:
    return dag.weekday() < 5 and not er_helligdag(dag) and (dag.month, dag.day) not in {(6, 5), (12, 24), (12, 31)}


def kvitteres_senest(modtaget: date, hverdage: int) -> date:
    """The last day on which somebody is there among the first so many that count."""
    talte: list[date] = []
    dag = modtaget
    while len(talte) < hverdage:
        dag += timedelta(days=1)
        if taeller(dag):
            talte.append(dag)
    moder = [dag for dag in talte if nogen_er_der(dag)]
    return moder[-1] if moder else talte[-1]


def i_danmark(hvornaar: datetime) -> date:
    return hvornaar.astimezone(DANMARK).date()


@pytest.mark.parametrize("hverdage", [6, 2, 9])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(modtaget_at=OEJEBLIKKE)
@example(modtaget_at=datetime(2026, 3, 28, 12, tzinfo=UTC))
@example(modtaget_at=datetime(2026, 10, 24, 22, 30, tzinfo=UTC))
@example(modtaget_at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
@example(modtaget_at=datetime(2026, 12, 23, 22, 59, tzinfo=UTC))
@example(modtaget_at=datetime(2026, 12, 23, 23, 1, tzinfo=UTC))
@example(modtaget_at=datetime(2026, 12, 31, 22, 59, tzinfo=UTC))
@example(modtaget_at=datetime(2027, 3, 24, 21, tzinfo=UTC))
@example(modtaget_at=datetime(2028, 6, 3, 9, tzinfo=UTC))
def test_every_deadline_follows_from_the_moment_it_was_received(by: By, hverdage: int, modtaget_at: datetime) -> None:
    """Also where it is registered two days late, and where a profile that asks for more than the law lets it."""
    profil = Praksisprofil(underretning_kvittering_hverdage=hverdage)
    with transaction.atomic():
        organisation.gem_profil(kommune=by.kommune, profil=profil, grund="Prøve", by=None, nu=modtaget_at)
        by.myndighed.kommune.refresh_from_db()
        en = indkommet(
            by.barn,
            by.myndighed,
            nu=modtaget_at + timedelta(days=2),
            for_timer_siden=48,
            overgreb=Overgreb.ANDEN_VOKSEN,
            pligt=Pligt.FAGPERSON,
        )
        frister: dict[str, Any] = {f.kode.partition(".")[2]: f for f in Frist.objects.filter(anledning=en.anledning_id)}
        transaction.set_rollback(True)
    assert set(frister) == {"vurder", "afgoer", "kvitter", "tilbagemeld", "samtale"}
    assert (frister["vurder"].forfalder_at, frister["vurder"].heldag) == (modtaget_at + timedelta(hours=24), False)
    dagen = i_danmark(modtaget_at)
    assert i_danmark(frister["kvitter"].forfalder_at) == kvitteres_senest(dagen, min(hverdage, 6))
    for kode, dage in (("afgoer", 7), ("samtale", 14), ("tilbagemeld", 28)):
        assert i_danmark(frister[kode].forfalder_at) == dagen + timedelta(days=dage)
    for kode in set(frister) - {"vurder"}:
        # A whole day lasts until it is over in Denmark, whatever the clock did since.
        klokken = frister[kode].forfalder_at.astimezone(DANMARK).time()
        assert (frister[kode].heldag, klokken.hour, klokken.minute) == (True, 23, 59)
