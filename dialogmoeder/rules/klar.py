"""What must be in order before a meeting is called, and when it is to be prepared. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dialogmoeder.rules.slags import MED_FORAELDRE, Slagskode
from dialogmoeder.rules.tilstande import Moedetilstand
from opsporing.frister.kalender import forrige_arbejdsdag

MAA_IKKE = "Forældrene må ikke få noget at vide, før myndigheden siger til. Derfor kan de ikke indbydes nu."
RESULTAT = "Forældrene har ikke hørt hovedresultatet mundtligt. Tal med dem, og notér samtalen, før de indbydes."
MOEDET = "Forældrene er ikke fortalt om mødet. Fortæl dem, hvem der er med, og hvad I vil tale om, før de indbydes."
UDEN_FORAELDRE = "Mødet er ikke med forældrene, så der er ingen at indbyde."
FORST_INDKALD = "Brevet kan gives, når der er indkaldt til mødet."
FORBI = "Mødet er i gang, holdt eller aflyst, så der er ikke noget at indbyde til."
UDEN_BARN = "Der er ikke noget barn på dagsordenen. Sæt barnet på, før forældrene indbydes."


@dataclass(frozen=True, slots=True)
class Punktstand:
    """How far one child on the agenda is with its parents.

    fortalt: a custody holder has been told about the meeting. maa_fortaelles: somebody may be told. resultat_mangler: a
    result of the child's unit has not been told by mouth to those who may know it. spaerret_deltager: one who must not
    be told is asked to the meeting.
    """

    fortalt: bool
    maa_fortaelles: bool
    resultat_mangler: bool
    spaerret_deltager: bool = False


def hindringer(slags: str, boern: Iterable[Punktstand], *, foraeldre_med: bool) -> list[str]:
    """Why the invitations must not go yet, as Danish sentences; empty when they may.

    Only a meeting with the parents is held back: of the others each item stays closed to whoever lacks a ground. For a
    dialogmøde the parents know the main result beforehand, by mouth (Aalborg's practice, Socialstyrelsen 2022).
    """
    if slags not in MED_FORAELDRE or not (foraeldre_med or slags == Slagskode.DIALOGMOEDE):
        return []
    boern = list(boern)
    if not boern:
        return [UDEN_BARN]
    fundne = []
    if any(b.spaerret_deltager or not b.maa_fortaelles for b in boern):
        fundne.append(MAA_IKKE)
    if slags == Slagskode.DIALOGMOEDE and any(b.resultat_mangler and b.maa_fortaelles for b in boern):
        fundne.append(RESULTAT)
    if any(b.maa_fortaelles and not b.fortalt for b in boern):
        fundne.append(MOEDET)
    return fundne


def hindrer_brev(slags: str, moede: str, barn: Punktstand) -> list[str]:
    """Why no parent can have the letter about the meeting now, as Danish sentences; empty when they may.

    It says on paper what they have been told, so it waits for the talk, and for the meeting to be called; what holds
    the meeting back holds the letter back too, also when it came after the meeting was called.
    """
    if slags not in MED_FORAELDRE:
        return [UDEN_FORAELDRE]
    if moede not in {Moedetilstand.PLANLAGT, Moedetilstand.INDKALDT}:
        return [FORBI]
    fundne = hindringer(slags, [barn], foraeldre_med=True)
    return fundne if moede == Moedetilstand.INDKALDT else [*fundne, FORST_INDKALD]


def sendes_senest(moede_den: date, dage: int) -> date:
    """The last day to send the preparation so that everybody has it `dage` days before the meeting (Roskilde: three); a
    day on which nobody works is moved back."""
    return forrige_arbejdsdag(moede_den - timedelta(days=dage))


def foraeldre_senest(slags: str, moede_den: date, *, indkald_dage: int, forberedelse_dage: int) -> date:
    """The last day to tell the parents: before they are invited where they take part, else before the preparation goes
    round."""
    return sendes_senest(moede_den, indkald_dage if slags in MED_FORAELDRE else forberedelse_dage)
