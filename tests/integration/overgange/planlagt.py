"""A place that is planned: what brings an overgang into being."""

from datetime import date, datetime, time

from opsporing.boern import actions as boern
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.models import Barn, Enhed, Tilknytning

#: Alma begins in Ulv, Børnehuset Egen, on a Monday.
START = date(2027, 1, 4)


def midnat(dag: date) -> datetime:
    """The first moment of a Danish day."""
    return lokalt_tidspunkt(dag, time(0))


def plan(barn: Barn, enhed: Enhed, start: date, nu: datetime) -> Tilknytning:
    """A place somewhere else from a day to come; where the child is now ends then."""
    nuvaerende = Tilknytning.objects.gaeldende(nu).indskrivninger().filter(barn=barn, grundlag="indskrivning").first()
    if nuvaerende:
        boern.udskriv(tilknytning=nuvaerende, by=None, nu=nu, til=midnat(start))
    return boern.indskriv(barn=barn, enhed=enhed, by=None, nu=nu, fra=midnat(start))
