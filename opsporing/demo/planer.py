"""When colleagues get round to things: one plan per vurdering, and a delay per deadline. Pure.

In the open round about half is done a month after it opened. In the own stue of `paedagog` the children stand at every
step there is, until what is left falls due; then it is done there too, so that a demo that is kept does not drown.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from opsporing.demo.tilfaelde import andel, heltal

#: Own views fall due so long before the team's, as in the profile.
EGNE_FOER_FAELLES = 14
#: Above 1, more children are evaluated early in the round than late.
TIDLIGT = 1.35


@dataclass(frozen=True, slots=True)
class Plan:
    """The days on which each own view (by number) and the team's vurdering are done.

    halvt: the day the first rater answers half of it. faelles_begyndt: the day the team begins, when it does not finish
    the same day. fritaget: the day the leader releases the second rater. gul and groen: the raters see enough for
    that. uenige: they see two tegn differently.
    """

    egne: tuple[date, ...]
    faelles: date
    halvt: date | None = None
    faelles_begyndt: date | None = None
    fritaget: date | None = None
    gul: bool = False
    groen: bool = False
    uenige: bool = False
    anden_er_ny: bool = False


@dataclass(frozen=True, slots=True)
class Runden:
    """The days that matter to a vurdering: when it began, when own views fall due, and the team's."""

    begynder: date
    egne_senest: date
    faelles_senest: date

    @classmethod
    def fra(cls, begynder: date, faelles_senest: date) -> "Runden":
        return cls(begynder, faelles_senest - timedelta(days=EGNE_FOER_FAELLES), faelles_senest)

    def dag(self, nr: int) -> date:
        """So many days into it."""
        return self.begynder + timedelta(days=nr)

    def sent(self, *noegle: object) -> date:
        """Some days after own views fell due."""
        return self.egne_senest + timedelta(days=heltal(2, 7, "sent", *noegle))

    def for_sent(self, *noegle: object) -> date:
        """Some days after the team's vurdering fell due."""
        return self.faelles_senest + timedelta(days=heltal(2, 6, "for sent", *noegle))


def almindelig(runden: Runden, noegle: str) -> Plan:
    """As it goes most places: each child on its own day, the colleague within the week, the team soon after."""
    rum = max(1, (runden.egne_senest - runden.begynder).days - 4)
    foerste = runden.dag(2 + int(andel("dag", noegle) ** TIDLIGT * rum))
    anden = foerste + timedelta(days=heltal(0, 6, "kollega", noegle))
    faelles = anden + timedelta(days=heltal(1, 9, "fælles", noegle))
    fritaget = anden if andel("fritaget", noegle) < 0.03 else None
    return Plan((foerste, anden), faelles, fritaget=fritaget)


def egen_stue(runden: Runden, noegle: str, nr: int) -> Plan:
    """The child with this number in the own stue: every step of the way is to be seen there.

    Something is begun and something waits on any day of the round, and some of it is done only when the next has begun.
    """
    sent, for_sent = runden.sent(noegle), runden.for_sent(noegle)
    senere = Plan((sent, sent), for_sent)
    til_sidst = runden.faelles_senest + timedelta(days=10)
    trin = (
        replace(senere, egne=(runden.dag(5), runden.dag(8)), faelles=runden.dag(12), gul=True),
        replace(senere, halvt=runden.dag(14)),
        replace(senere, egne=(runden.dag(13), runden.dag(15)), uenige=True),
        replace(senere, egne=(runden.dag(15), sent), halvt=runden.dag(1)),
        replace(senere, egne=(runden.dag(8), runden.dag(10)), faelles=runden.dag(18), gul=True),
        replace(senere, egne=(runden.dag(12), runden.dag(14))),
        replace(senere, egne=(for_sent, runden.dag(13)), faelles=for_sent),
        replace(senere, egne=(til_sidst, til_sidst), halvt=runden.sent() - timedelta(days=2), faelles=til_sidst),
        replace(senere, egne=(runden.dag(9), runden.dag(10)), faelles_begyndt=runden.dag(16)),
        replace(senere, egne=(runden.dag(6), sent), faelles=runden.dag(11), fritaget=runden.dag(7), groen=True),
        replace(senere, egne=(runden.dag(4), runden.dag(6)), faelles=runden.dag(10), anden_er_ny=True, groen=True),
        replace(senere, egne=(runden.dag(3), runden.dag(5)), faelles=runden.dag(9), groen=True),
    )
    return trin[nr] if nr < len(trin) else senere


def ny_i_egen_stue(runden: Runden, noegle: str) -> Plan:
    """The newest child of the own stue: its parents are not informed until late."""
    sent = runden.sent(noegle)
    return Plan((sent, sent), runden.for_sent(noegle))


def ved_besoeg(besoeg: date) -> Plan:
    """Sundhedsplejersken's vurdering is made at the visit, by her alone."""
    return Plan((besoeg,), besoeg)


def efter_frist(forfalder: date, oprettet: date, noegle: str) -> date:
    """The day a duty is done: mostly in good time, sometimes a few weeks late, never the day it arose."""
    if andel("glemt", noegle) < 0.10:
        return forfalder + timedelta(days=heltal(9, 24, "glemt", noegle))
    tidlig = heltal(0, max(1, (forfalder - oprettet).days - 2), "i tide", noegle)
    return max(forfalder - timedelta(days=tidlig), oprettet + timedelta(days=1))


def i_egen_stue(forfalder: date, oprettet: date, runden_begyndte: date) -> date:
    """In the own stue what arose early in the round is done at once, and what arose later waits to be seen."""
    if (oprettet - runden_begyndte).days <= 14:
        return oprettet + timedelta(days=2)
    return forfalder + timedelta(days=4)


def ved_opfoelgning(forfalder: date, noegle: str) -> date:
    """The day an agreement is followed up: around the day that was set, or some weeks late."""
    if andel("glemt", noegle) < 0.12:
        return forfalder + timedelta(days=heltal(14, 30, "glemt", noegle))
    return forfalder + timedelta(days=heltal(-3, 3, "opfølgning", noegle))
