"""How long a sign-in lasts."""

from datetime import UTC, datetime, timedelta

import pytest

from opsporing.adgang import sessioner
from opsporing.adgang.sessioner import GRAENSE, STILLE, Udloeb

NU = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
SEKUND = timedelta(seconds=1)


@pytest.fixture
def session() -> dict[str, float]:
    begyndt: dict[str, float] = {}
    sessioner.begynd(begyndt, NU)
    return begyndt


def test_en_ny_session_gaelder(session: dict[str, float]) -> None:
    assert sessioner.er_begyndt(session)
    assert not sessioner.er_begyndt({})
    assert sessioner.udloebet(session, NU) is None


def test_stilhed_slutter_efter_netop_30_minutter(session: dict[str, float]) -> None:
    assert sessioner.udloebet(session, NU + STILLE - SEKUND) is None
    assert sessioner.udloebet(session, NU + STILLE) is Udloeb.STILLE


def test_graensen_gaelder_ogsaa_den_flittige(session: dict[str, float]) -> None:
    nu = NU
    while nu < NU + GRAENSE - timedelta(minutes=20):
        nu += timedelta(minutes=20)
        sessioner.set_nu(session, nu)
        assert sessioner.udloebet(session, nu) is None
    assert sessioner.udloebet(session, NU + GRAENSE - SEKUND) is None
    assert sessioner.udloebet(session, NU + GRAENSE) is Udloeb.GRAENSE


def test_kontakt_skrives_hoejst_en_gang_i_minuttet(session: dict[str, float]) -> None:
    foer = dict(session)
    sessioner.set_nu(session, NU + timedelta(seconds=59))
    assert session == foer
    sessioner.set_nu(session, NU + timedelta(seconds=60))
    assert session != foer


def test_bliv_skrives_straks(session: dict[str, float]) -> None:
    sessioner.set_nu(session, NU + timedelta(seconds=5), straks=True)
    assert sessioner.udloebet(session, NU + STILLE) is None


@pytest.mark.parametrize("sekunder_efter_kontakt", [0, 1, 59])
def test_browseren_loves_aldrig_mere_end_der_holdes(session: dict[str, float], sekunder_efter_kontakt: int) -> None:
    """Whenever the last contact was, also one that was not noted, the promised silence is kept."""
    kontakt = NU + timedelta(seconds=sekunder_efter_kontakt)
    sessioner.set_nu(session, kontakt)
    lovet = sessioner.rest(session, kontakt)["stille"]
    assert sessioner.udloebet(session, kontakt + timedelta(seconds=lovet)) is None


def test_rest_til_graensen_bliver_aldrig_negativ(session: dict[str, float]) -> None:
    assert sessioner.rest(session, NU)["tilbage"] == 12 * 3600
    assert sessioner.rest(session, NU + GRAENSE + SEKUND)["tilbage"] == 0
