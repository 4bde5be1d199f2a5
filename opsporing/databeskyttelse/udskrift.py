"""A child's log for its parents: when, where, in which role, what and for what purpose; never which employee.

The right of access covers dates and purposes of look-ups, not the names of those who made them (EU Court C-579/21 and
the Danish practice after it). What a switch hides from the parents is left out here too, and so is the authority's
interest in the child while one stands: a line about it would tell them. What somebody asked for and was not given is no
look-up and is left out too: nothing was shown, and what was asked for may be what they must not know of.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from opsporing.adgang.roller import Rolle
from opsporing.databeskyttelse.soegning import Soegning, find
from opsporing.log.haendelser import AFVIST, formaal, haendelser
from opsporing.models import Barn, Enhed, Kommune, Log, Spaerring
from opsporing.tid import dato

_ROLLER = dict(Rolle.choices)
_MYNDIGHED = frozenset({Rolle.SOCIALRAADGIVER.value, Rolle.MYNDIGHEDSLEDER.value})
#: What else is not for the parents yet: apps add theirs in AppConfig.ready. Called as f(barn, posts), gives the keys of
#: the posts to leave out.
SKJULER: list[Callable[[Barn, Sequence[Log]], set[int]]] = []
#: Events that are about the switch itself.
_OM_SPAERRING = "opsporing.spaerring"


@dataclass(frozen=True, slots=True)
class Opslag:
    """What was done from one unit in one role on one day, and how many times."""

    enhed: str
    rolle: str
    hvad: str
    formaal: str
    gange: int


@dataclass(frozen=True, slots=True)
class Dag:
    """One day with its look-ups."""

    dato: date
    opslag: list[Opslag]


@dataclass(frozen=True, slots=True)
class Udskrift:
    """The whole print. `noget_udeladt` is for whoever prints it, and must not stand on the paper."""

    dage: list[Dag]
    noget_udeladt: bool

    @property
    def antal(self) -> int:
        return sum(opslag.gange for dag in self.dage for opslag in dag.opslag)


def udskrift(kommune: Kommune, barn: Barn, fra: date | None, til: date | None) -> Udskrift:
    """The child's log between two Danish days (both included, None for no limit), the oldest day first."""
    fundne = find(kommune, Soegning(fra=fra, til=til, barn=barn.pk)).exclude(haendelse__startswith=AFVIST)
    poster = list(fundne.reverse())
    skjult = {pk for skjul in SKJULER for pk in skjul(barn, poster)}
    vises = [p for p in _uden_spaerrede(barn, poster) if p.pk not in skjult]
    enheder = {
        str(e.pk): e.navn for e in Enhed.objects.filter(kommune=kommune, pk__in={p.enhed for p in vises if p.enhed})
    }
    dage = [Dag(dag, _opslag(dagens, enheder)) for dag, dagens in groupby(vises, key=lambda p: dato(p.nu))]
    return Udskrift(dage, noget_udeladt=len(vises) < len(poster))


def _uden_spaerrede(barn: Barn, poster: Iterable[Log]) -> list[Log]:
    """Also after a switch is lifted, what myndighed did while it stood is left for a lawyer to judge."""
    alle = list(Spaerring.objects.filter(anledning__barn=barn))
    spaerrede = {str(pk) for s in alle if s.ophaevet_at is None for pk in (s.anledning_id, s.sag_id)}
    return [
        p
        for p in poster
        if not p.haendelse.startswith(_OM_SPAERRING)
        and p.anledning not in spaerrede
        and not (p.rolle in _MYNDIGHED and any(_stod(s, p.nu) for s in alle))
    ]


def _stod(spaerring: Spaerring, hvornaar: datetime) -> bool:
    """Whether the switch stood at the moment, or stands still: then later lines tell of it too."""
    return spaerring.ophaevet_at is None or spaerring.sat_at <= hvornaar <= spaerring.ophaevet_at


def _opslag(poster: Iterable[Log], enheder: dict[str, str]) -> list[Opslag]:
    talt = Counter(
        (
            enheder.get(p.enhed, "") if p.enhed else "Kommunens system",
            _ROLLER.get(p.rolle, ""),
            haendelser().get(p.haendelse, p.haendelse),
            formaal(p.haendelse),
        )
        for p in poster
    )
    return [Opslag(*hvad, gange) for hvad, gange in talt.items()]
