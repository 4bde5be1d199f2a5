"""The days of an overgang. Pure: no Django, every day is handed in.

What is due before a start falls due on the last working day that is early enough, so that nobody finds it on a
Saturday. What comes after it is counted in calendar days and falls due on a working day too, never before it could be
done. Days of the municipality (`overgang_*` of the practice profile) are calendar days.
"""

from datetime import date, timedelta

from opsporing.frister.kalender import forrige_arbejdsdag, naeste_arbejdsdag


def senest_foer(start: date, dage_foer: int, kendt_den: date) -> date:
    """The last working day that leaves `dage_foer` days until the start.

    A start that becomes known (`kendt_den`) later than that leaves the first working day there is: late from the
    beginning helps nobody.
    """
    return max(forrige_arbejdsdag(start - timedelta(days=dage_foer)), naeste_arbejdsdag(kendt_den))


def igen_senest(start: date, dage_foer: int, genaabnet_den: date) -> date:
    """When what is corrected should be handed over again: as the first time, and within a week where that is over."""
    return max(senest_foer(start, dage_foer, genaabnet_den), forrige_arbejdsdag(genaabnet_den + timedelta(days=7)))


def laeses_fra(start: date, dage_foer: int, overleveret_den: date) -> date:
    """The first day the next place may read: the start or as many days before as the profile says, not before the
    hand-over.
    """
    return max(start - timedelta(days=dage_foer), overleveret_den)


def kvittering_senest(kan_laeses_fra: date, dage: int) -> date:
    """When the next place should have said that it has read: `dage` after the first day it could."""
    return max(forrige_arbejdsdag(kan_laeses_fra + timedelta(days=dage)), naeste_arbejdsdag(kan_laeses_fra))


def opfoelgning_senest(start: date, dage: int, overleveret_den: date) -> date:
    """When the next place should have told how it began: `dage` after the start, not before it had the hand-over."""
    return max(forrige_arbejdsdag(start + timedelta(days=dage)), naeste_arbejdsdag(max(start, overleveret_den)))


def svar_senest(stillet_den: date) -> date:
    """When a question from the next place should be answered: within a week, on a working day."""
    return forrige_arbejdsdag(stillet_den + timedelta(days=7))
