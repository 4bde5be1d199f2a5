"""Who may read an item on an agenda, and how long. Pure.

A municipality was fined for minutes that most of its staff could open. So nothing follows from working in a unit or
from taking part in the meeting: each item is opened to each participant on a ground of its own, from the invitation
until a set time after, and closes the moment the ground is gone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dialogmoeder.rules.tilstande import Moedetilstand, Punkttilstand


class Grund(StrEnum):
    """What lets a participant have part in an item; see `models.valg.Punktgrundlag`."""

    EGEN = "egen"
    SAMTYKKE = "samtykke"
    SSD = "ssd"
    ANONYMT = "anonymt"
    FORAELDER = "foraelder"


#: Nobody but those who prepare it, and the leader, reads an item before the invitation.
INDKALDT = frozenset({Moedetilstand.INDKALDT, Moedetilstand.I_GANG, Moedetilstand.AFHOLDT})


@dataclass(frozen=True, slots=True)
class Deltagelse:
    """One employee's part in one item as things are.

    er_med: she is asked to the meeting, and has not been replaced. ja: every custody holder has said yes to her unit,
    and has not taken it back. fortalt: a custody holder has been told beforehand. maa_fortaelles: somebody may be told.
    """

    moede: str
    punkt: str
    planlagt_at: datetime
    adgang_dage: int
    er_med: bool
    grund: str | None
    ja: bool = False
    fortalt: bool = False
    maa_fortaelles: bool = True


def adgang_slutter(planlagt_at: datetime, adgang_dage: int) -> datetime:
    """The first moment after a meeting in which its items are closed to those who took part."""
    return planlagt_at + timedelta(days=adgang_dage)


def grunden_baerer(d: Deltagelse) -> bool:
    """Whether the ground holds now. The law's room for exchange (SSD) needs no yes, but the parents are told first; it
    stands alone only where nobody may be told (Roskilde and Køge tell the parents before the team meets).
    """
    if d.grund == Grund.SAMTYKKE:
        return d.ja
    if d.grund == Grund.SSD:
        return d.fortalt or not d.maa_fortaelles
    return d.grund in {Grund.EGEN, Grund.ANONYMT}


def aaben_til(d: Deltagelse) -> datetime | None:
    """Until when the item is open to her; None where it is closed. A parent has no access of her own in the system."""
    if d.moede not in INDKALDT or d.punkt == Punkttilstand.TRUKKET or not d.er_med or not grunden_baerer(d):
        return None
    return adgang_slutter(d.planlagt_at, d.adgang_dage)


def beholder_opgaven(d: Deltagelse) -> bool:
    """Whether one who has been given something to do with the item reads it while she has it to do, also when the set
    time after the meeting has run out: as long as she has part in it on a ground that holds, and not a moment more.
    """
    return aaben_til(d) is not None
