"""A file comes in, is tried and carried out, as an administrator does it in the browser."""

from contextlib import nullcontext
from datetime import datetime

from opsporing.indlaesning import actions
from opsporing.indlaesning.plan import stille
from opsporing.models import Indlaesning, Indlaesningsart, Indlaesningsstatus, Kommune, User


def indlaes(kommune: Kommune, art: Indlaesningsart, data: bytes, *, by: User, nu: datetime) -> Indlaesning:
    """Carry the file out. Raises ValueError when it has faults or leaves something to ask: the demo's files do not."""
    navn = f"{art.value}-{nu:%Y-%m-%d}.csv"
    ny = actions.opret(kommune=kommune, art=art.value, filnavn=navn, data=data, by=by, nu=nu)
    proevet = _arbejd(ny, nu)
    if proevet.status != Indlaesningsstatus.PROVET:
        raise ValueError(f"{navn}: {proevet.fejl or proevet.resultat}")
    actions.udfoer(indlaesning=proevet, aftryk=proevet.aftryk, by=by, nu=nu)
    udfoert = _arbejd(proevet, nu)
    if udfoert.status != Indlaesningsstatus.UDFOERT:
        raise ValueError(f"{navn}: {udfoert.fejl or udfoert.resultat}")
    return udfoert


def _arbejd(indlaesning: Indlaesning, nu: datetime) -> Indlaesning:
    # Nobody watches the progress of these.
    return actions.arbejd(indlaesning_id=indlaesning.pk, nu=nu, maaler=lambda pk: nullcontext(stille))
