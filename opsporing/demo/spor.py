"""What colleagues leave in the log by being there: they sign in, and they read."""

from datetime import datetime, timedelta

from opsporing import log
from opsporing.demo.tilfaelde import heltal
from opsporing.demo.verden import Verden
from opsporing.models import Enhed, User
from opsporing.tid import dato
from trivsel.models import Vurdering


def moeder(verden: Verden, user: User, enhed: Enhed, nu: datetime) -> None:
    """She signs in before the first thing she does in the unit that day."""
    noegle = (user.pk, enhed.pk, dato(nu))
    if noegle not in verden.moedt:
        verden.moedt.add(noegle)
        log.record("opsporing.logget_ind", by=user, nu=nu - timedelta(seconds=heltal(20, 400, user.username, nu)))


def ser(verden: Verden, haendelse: str, vurdering: Vurdering, by: User, nu: datetime) -> None:
    """She opens a page about the vurdering."""
    moeder(verden, by, vurdering.enhed, nu)
    log.record(haendelse, by=by, nu=nu, barn=vurdering.barn, anledning=vurdering.anledning_id, objekt=vurdering)
