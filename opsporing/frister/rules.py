"""When somebody is reminded, and when an e-mail is decent. Pure: the time is handed in, nothing here knows Django.

Days are Danish calendar days, so a change of the clock moves no reminder to another day.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from opsporing.frister.kalender import UDSENDELSE_KLOKKEN, er_arbejdsdag, iso_uge, lokal_dato, lokalt_tidspunkt

#: The occasions on which people are reminded. The first carries its number of days: "foer_7".
FOER = "foer_"
FORFALDEN = "forfalden"
ESKALERET = "eskaleret"

#: After this time of day no e-mail is made; what comes later is told the next working day.
SIDSTE_UDSENDELSE = time(18, 0)

#: Pauses between attempts to send double from the first to this one.
LAENGSTE_PAUSE = timedelta(hours=4)
#: An e-mail that could not be sent for so long tells nothing any more; a newer one has been made since.
OPGIVES_EFTER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Varsling:
    """How early and how late people are told about one kind of deadline, in days."""

    foer: tuple[int, ...]
    eskaler: int | None


def varsling(
    *, foer: Sequence[int], eskaler: int | None, kommunens: int, profil_foer: int, profil_eskaler: int
) -> Varsling:
    """What holds for one kind in one municipality: the number `kommunens` is replaced by the profile's.

    Reminders that the kind puts earlier than the municipality's first one stay where the kind wants them.
    """
    dage = {profil_foer if dag == kommunens else dag for dag in foer}
    return Varsling(tuple(sorted(dage, reverse=True)), profil_eskaler if eskaler == kommunens else eskaler)


def tidspunkt(slags: str, forfalder_at: datetime) -> datetime:
    """When an occasion comes: a reminder with the Danish day it names, "forfalden" with the deadline itself."""
    if slags == FORFALDEN:
        return forfalder_at
    dage = int(slags.removeprefix(FOER))
    return lokalt_tidspunkt(lokal_dato(forfalder_at) - timedelta(days=dage), time.min)


def eskaleringstidspunkt(dage: int, forfalder_at: datetime) -> datetime:
    """When the leader is told: with the Danish day that lies `dage` after the due one, never before it is due."""
    dag = lokalt_tidspunkt(lokal_dato(forfalder_at) + timedelta(days=dage), time.min)
    return max(dag, forfalder_at)


def lejligheder(forfalder_at: datetime, varsling: Varsling, nu: datetime) -> tuple[str, ...]:
    """The occasions that have come at `nu`: the latest reminder and, by itself, the escalation.

    Earlier reminders are not caught up with: after a standstill one message says what counts now.
    """
    moegligt = [*(f"{FOER}{dage}" for dage in varsling.foer), FORFALDEN]
    kommet = [slags for slags in moegligt if _er_kommet(slags, forfalder_at, nu)]
    fundet = kommet[-1:]
    if varsling.eskaler is not None and eskaleringstidspunkt(varsling.eskaler, forfalder_at) < nu:
        fundet.append(ESKALERET)
    return tuple(fundet)


def _er_kommet(slags: str, forfalder_at: datetime, nu: datetime) -> bool:
    # A deadline is kept until its last moment is over; a day has begun with its first.
    return nu > forfalder_at if slags == FORFALDEN else nu >= tidspunkt(slags, forfalder_at)


def tidligst_at_se_paa(varslinger: Collection[Varsling]) -> timedelta:
    """How far ahead of now a deadline can fall due and still be reminded of today; generous by a day for the clock."""
    return timedelta(days=1 + max((max(v.foer, default=0) for v in varslinger), default=0))


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


def pause(forsoeg: int, foerste: timedelta) -> timedelta:
    """How long to wait after attempt number `forsoeg` (from 1) failed: doubled each time, up to LAENGSTE_PAUSE."""
    return min(foerste * 2 ** min(forsoeg - 1, 20), LAENGSTE_PAUSE)
