"""How long a sign-in lasts. Rules only: the times are handed in, the session is a mapping.

Two limits: 30 minutes of silence, counted from when the server last heard from the person, and 12 hours after signing
in however busy she is (the tablets are shared, and a day's work is shorter than that).
"""

from collections.abc import MutableMapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

STILLE = timedelta(minutes=30)
GRAENSE = timedelta(hours=12)
#: The session row is written at most this often, so that a page that saves itself does not write it at every tap.
SKRIVES_HVERT = timedelta(minutes=1)

LOGGET_IND = "logget_ind_at"
SIDST_SET = "sidst_set_at"
#: Marks a session begun with one click in the demo; such a session is never asked for a second factor.
ETKLIK = "demo_etklik"


class Udloeb(StrEnum):
    """Why a session is over."""

    STILLE = "stille"
    GRAENSE = "graense"


BESKEDER = {
    Udloeb.STILLE: "Du er logget ud, fordi der ikke skete noget i 30 minutter. Log ind igen, så kommer du tilbage til "
    "det, du var i gang med.",
    Udloeb.GRAENSE: "Du har været logget ind i 12 timer og skal logge ind igen. Bagefter kommer du tilbage til det, du "
    "var i gang med.",
}


def begynd(session: MutableMapping[str, Any], nu: datetime) -> None:
    """Start both clocks."""
    session[LOGGET_IND] = session[SIDST_SET] = nu.timestamp()


def er_begyndt(session: MutableMapping[str, Any]) -> bool:
    """Whether the clocks of this session have been started."""
    return LOGGET_IND in session and SIDST_SET in session


def set_nu(session: MutableMapping[str, Any], nu: datetime, *, straks: bool = False) -> None:
    """Note that the person is here; unless `straks`, only when the last note is a minute old."""
    if straks or nu - _hvornaar(session, SIDST_SET) >= SKRIVES_HVERT:
        session[SIDST_SET] = nu.timestamp()


def udloebet(session: MutableMapping[str, Any], nu: datetime) -> Udloeb | None:
    """Why the session is over at `nu`, or None while it lasts."""
    if nu - _hvornaar(session, LOGGET_IND) >= GRAENSE:
        return Udloeb.GRAENSE
    if nu - _hvornaar(session, SIDST_SET) >= STILLE:
        return Udloeb.STILLE
    return None


def rest(session: MutableMapping[str, Any], nu: datetime) -> dict[str, int]:
    """Whole seconds the browser may count on from a contact at `nu`: of silence (`stille`), and until the limit.

    A contact is noted at most once a minute, so the silence promised is that minute shorter than what is allowed: a
    browser that counts down from any contact never promises more than the server keeps.
    """
    graense = _hvornaar(session, LOGGET_IND) + GRAENSE
    return {
        "stille": int((STILLE - SKRIVES_HVERT).total_seconds()),
        "tilbage": max(0, int((graense - nu).total_seconds())),
    }


def _hvornaar(session: MutableMapping[str, Any], noegle: str) -> datetime:
    return datetime.fromtimestamp(session[noegle], UTC)
