"""The demo municipality shows both: a switch that waits for an answer, and one that stands."""

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
        [venter] = staaende.filter(bekraeftet_at=None)
        [staar] = staaende.filter(bekraeftet_at__isnull=False)
        assert venter.hvorfor and staar.hvorfor and staar.bekraeftet_grund
        assert {f.kode for f in Frist.objects.aabne().for_user(user, nu) if f.anledning_id == venter.sag_id} == {
            "opsporing.spaerring_bekraeftes"
        }
        assert staar.gennemses_den > tid.dato(nu) >= tid.dato(venter.sat_at)
