"""The demo municipality shows both: switches that wait for an answer, and those that stand."""

from collections.abc import Callable
from typing import Any

from opsporing import tid
from opsporing.models import Frist, Spaerring, User
from tests.support.servers import connected_to


def test_one_waits_and_one_is_confirmed(ny_database: Callable[..., str], django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), connected_to(ny_database("demo")):
        nu = tid.nu()
        sofia = User.objects.get(username="socialraadgiver")
        user = sofia.vaelg(sofia.ansaettelser.select_related("enhed__kommune__profil").get())
        staaende = Spaerring.objects.for_user(user, nu).staaende()
        venter = list(staaende.filter(bekraeftet_at=None))
        bekraeftede = list(staaende.filter(bekraeftet_at__isnull=False))
        assert venter and bekraeftede
        # What is told from outside says why in its own words, and leaves the switch without.
        assert any(s.hvorfor for s in venter) and any(s.hvorfor for s in bekraeftede)
        for spaerring in venter:
            assert {f.kode for f in Frist.objects.aabne().for_user(user, nu) if f.anledning_id == spaerring.sag_id} == {
                "opsporing.spaerring_bekraeftes"
            }
        for spaerring in bekraeftede:
            assert spaerring.bekraeftet_grund
            assert spaerring.gennemses_den > tid.dato(nu) >= tid.dato(spaerring.sat_at)
