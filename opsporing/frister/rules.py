"""When somebody is reminded, and when an e-mail is decent. Pure: the time is handed in, nothing here knows Django.

Days are Danish calendar days, so a change of the clock moves no reminder to another day. Hours are hours that pass,
so a change of the clock makes them neither longer nor shorter.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from opsporing.frister.kalender import (
    UDSENDELSE_KLOKKEN,
    er_arbejdsdag,
    iso_uge,
    lokal_dato,
    lokalt_tidspunkt,
    timer_efter,
)

#: The occasions on which people are reminded. The first carries its number of days or hours: "foer_7", "foer_4t".
FOER = "foer_"
FORFALDEN = "forfalden"
#: Leaders are told: by itself so many days after the deadline; in a chain with its hours, "eskaleret_-6t".
ESKALERET = "eskaleret"
_I_KAEDEN = f"{ESKALERET}_"

#: How far up a step of a chain reaches that is for every leader there is.
ALLE = 1_000

#: After this time of day no e-mail is made; what comes later is told the next working day.
SIDSTE_UDSENDELSE = time(18, 0)

#: Pauses between attempts to send double from the first to this one; for what cannot wait to the shorter one.
LAENGSTE_PAUSE = timedelta(hours=4)
LAENGSTE_PAUSE_HASTER = timedelta(minutes=10)
#: An e-mail that could not be sent for so long tells nothing any more; a newer one has been made since.
OPGIVES_EFTER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Eskalering:
    """One step of a chain of leaders who are told about one deadline.

    timer: elapsed hours from the moment it is due; negative before, 0 as soon as it has passed, positive after.
    opad: how many leaders, counted upwards from the nearest who may see the matter; those below hear that it has gone
    further. More than there are means all of them, ALLE always does.
    til: their roles; empty stands for the kind's `eskaler_til`.
    chefer: whether those above whom the municipality's profile names are told too (`Praksisprofil.chefroller`), though
    they may not see the matter: that something in the unit is late, and nothing of what.
    """

    timer: float
    opad: int = 1
    til: frozenset[str] = frozenset()
    chefer: bool = False

    @property
    def slags(self) -> str:
        """The name of the occasion."""
        return f"{_I_KAEDEN}{_timer(self.timer)}"


@dataclass(frozen=True, slots=True)
class Varsling:
    """How early and how late people are told about one kind of deadline.

    foer, eskaler: in days. timer: elapsed hours before; kaede: hours from the due moment, negative before it.
    """

    foer: tuple[int, ...]
    eskaler: int | None
    timer: tuple[float, ...] = ()
    kaede: tuple[float, ...] = ()


def varsling(
    *,
    foer: Sequence[int],
    eskaler: int | None,
    kommunens: int,
    profil_foer: int,
    profil_eskaler: int,
    timer: Sequence[float] = (),
    kaede: Sequence[Eskalering] = (),
) -> Varsling:
    """What holds for one kind in one municipality: the number `kommunens` is replaced by the profile's.

    Reminders that the kind puts earlier than the municipality's first one stay where the kind wants them. A chain
    stands instead of the escalation in days.
    """
    dage = {profil_foer if dag == kommunens else dag for dag in foer}
    efter = profil_eskaler if eskaler == kommunens else eskaler
    return Varsling(
        tuple(sorted(dage, reverse=True)),
        None if kaede else efter,
        tuple(sorted(timer, reverse=True)),
        tuple(sorted(trin.timer for trin in kaede)),
    )


def er_eskalering(slags: str) -> bool:
    """Whether an occasion is told to leaders, of what others have to do."""
    return slags == ESKALERET or slags.startswith(_I_KAEDEN)


def tidspunkt(slags: str, forfalder_at: datetime) -> datetime:
    """When an occasion comes (UTC): a reminder in days with the Danish day it names, one in hours so many hours before,
    a step of a chain so many hours from the deadline, and "forfalden" with the deadline itself.

    Raises ValueError for a naive deadline.
    """
    if slags == FORFALDEN:
        return timer_efter(forfalder_at, 0)
    if slags.startswith(_I_KAEDEN):
        return timer_efter(forfalder_at, float(slags.removeprefix(_I_KAEDEN).removesuffix("t")))
    hvor_lang = slags.removeprefix(FOER)
    if hvor_lang.endswith("t"):
        return timer_efter(forfalder_at, -float(hvor_lang.removesuffix("t")))
    return lokalt_tidspunkt(lokal_dato(forfalder_at) - timedelta(days=int(hvor_lang)), time.min)


def eskaleringstidspunkt(dage: int, forfalder_at: datetime) -> datetime:
    """When the leader is told: with the Danish day that lies `dage` after the due one, never before it is due."""
    dag = lokalt_tidspunkt(lokal_dato(forfalder_at) + timedelta(days=dage), time.min)
    return max(dag, timer_efter(forfalder_at, 0))


def lejligheder(forfalder_at: datetime, varsling: Varsling, nu: datetime) -> tuple[str, ...]:
    """The occasions that have come at `nu`: the latest reminder and, by itself, the latest escalation.

    Earlier ones are not caught up with: after a standstill, or when the deadline was short or gone as it was made, one
    message says what counts now.
    """
    foer = [*(f"{FOER}{dage}" for dage in varsling.foer), *(f"{FOER}{_timer(timer)}" for timer in varsling.timer)]
    foer.sort(key=lambda slags: tidspunkt(slags, forfalder_at))
    kommet = [slags for slags in [*foer, FORFALDEN] if _er_kommet(slags, forfalder_at, nu)]
    kaede = [Eskalering(timer).slags for timer in sorted(varsling.kaede)]
    eskaleret = [slags for slags in kaede if _er_kommet(slags, forfalder_at, nu)]
    if varsling.eskaler is not None and eskaleringstidspunkt(varsling.eskaler, forfalder_at) < nu:
        eskaleret.append(ESKALERET)
    return (*kommet[-1:], *eskaleret[-1:])


def _er_kommet(slags: str, forfalder_at: datetime, nu: datetime) -> bool:
    kommer, nu = tidspunkt(slags, forfalder_at), timer_efter(nu, 0)
    # A deadline is kept until its last moment is over; what comes before it has come with its first.
    return nu >= kommer if kommer < timer_efter(forfalder_at, 0) else nu > kommer


def _timer(timer: float) -> str:
    """Hours as the name of an occasion has them: "4t", "-6t", "0.5t"."""
    return f"{timer + 0.0:g}t"


def tidligst_at_se_paa(varslinger: Collection[Varsling]) -> timedelta:
    """How far ahead of now a deadline can fall due and still be told of today; generous by a day for the clock."""
    dage = max((max(v.foer, default=0) for v in varslinger), default=0)
    timer = max((max(*v.timer, *(-t for t in v.kaede), 0, 0) for v in varslinger), default=0)
    return timedelta(days=1) + max(timedelta(days=dage), timedelta(hours=timer))


def er_ugebrevstid(nu: datetime) -> bool:
    """Whether the weekly e-mail may be made now: a Danish working day between 7 and 18."""
    dag = lokal_dato(nu)
    return er_arbejdsdag(dag) and (
        lokalt_tidspunkt(dag, UDSENDELSE_KLOKKEN) <= nu < lokalt_tidspunkt(dag, SIDSTE_UDSENDELSE)
    )


def ugenoegle(nu: datetime) -> str:
    """The name of the ISO week in Denmark: "uge-2026-47"."""
    aar, uge = iso_uge(lokal_dato(nu))
    return f"uge-{aar}-{uge:02d}"


def pause(forsoeg: int, foerste: timedelta, laengste: timedelta = LAENGSTE_PAUSE) -> timedelta:
    """How long to wait after attempt number `forsoeg` (from 1) failed: doubled each time, up to `laengste`."""
    return min(foerste * 2 ** min(forsoeg - 1, 20), laengste)
