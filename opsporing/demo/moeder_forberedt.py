"""What is written before a meeting: most of it in time, one at once, one half, and a little too late."""

from datetime import datetime, timedelta

from dialogmoeder.actions import forberedelse
from dialogmoeder.models import Moedestatus, Punkt
from opsporing.demo import besvarelse
from opsporing.demo import moedefaelles as faelles
from opsporing.demo.tilfaelde import andel
from opsporing.demo.verden import Verden
from opsporing.tid import dato

#: How large a part of the preparations comes late.
SENT = 0.2


def forbered_foerst(verden: Verden, pk: int, nu: datetime) -> None:
    """One is sent at once, and the next is begun."""
    for nr, punkt in enumerate(faelles.punkter(faelles.hent(pk, Moedestatus.INDKALDT))[:2]):
        _skriv(verden, punkt, nu, send=nr == 0)


def forbered(verden: Verden, pk: int, nu: datetime) -> None:
    """Most are sent in time."""
    for nr, punkt in enumerate(faelles.punkter(faelles.hent(pk, Moedestatus.INDKALDT))):
        if nr and andel("sent", str(dato(punkt.moede.planlagt_at)), nr) < SENT:
            continue
        _skriv(verden, punkt, nu)


def forbered_resten(verden: Verden, pk: int, nu: datetime) -> None:
    for punkt in faelles.punkter(faelles.hent(pk, Moedestatus.INDKALDT)):
        _skriv(verden, punkt, nu)


def _skriv(verden: Verden, punkt: Punkt, nu: datetime, *, send: bool = True) -> None:
    by = faelles.hende(verden, punkt, nu)
    if by is None:
        return
    skrevet = forberedelse.begynd(punkt=punkt, by=by, nu=nu)
    if skrevet.sendt_at is not None:
        return
    noegle = (besvarelse.noegle(punkt.barn) if punkt.barn else punkt.overskrift, dato(punkt.moede.planlagt_at))
    svar = faelles.udfyldt(skrevet.definition(), faelles.ord_om(punkt.moede, "forberedelse"), punkt.barn, *noegle)
    if not send:
        svar = dict(list(svar.items())[:3])
    forberedelse.gem(punkt=punkt, aendringer=svar, set_rev=skrevet.rev, by=by, nu=nu)
    if send:
        forberedelse.send(punkt=punkt, by=by, nu=nu + timedelta(minutes=15))
