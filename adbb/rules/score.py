"""What a score says, and what follows. The score is never changed by corrected age or anything else.

Eight items of 0 to 4 give a sum of 0 to 32; 5 or more is over the cut-off (Guedeney & Fermanian 2001). Over it the
observation is made again within one to two weeks (»Seks år med ADBB i Danmark«, Sundhedsplejersken), and a second time
over it goes to the tværfaglige team (Hvidovre, Socialstyrelsen 2022). A result is a reason to look, not a diagnosis.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: The items by code, in the order of the form. Their names follow the common municipal standard (KL); the descriptions
#: of what each point means belong to the holders of the method and are not here.
PUNKTER = (
    "ansigtsudtryk",
    "oejenkontakt",
    "aktivitetsniveau",
    "selvstimulation",
    "vokalisering",
    "respons",
    "relation",
    "attraktion",
)
HOEJST_POINT = 4
HOEJEST_SUM = HOEJST_POINT * len(PUNKTER)
IKKE_VURDERET = "ikke_vurderet"


@dataclass(frozen=True, slots=True)
class Resultat:
    """What the answers so far amount to.

    `sum` is None while an item is missing or was not assessed: then no sum is claimed. `mindst` is the sum of what was
    assessed. `over` is True as soon as that reaches the cut-off, whatever the rest would have been; False only with all
    items; otherwise None.
    """

    point: Mapping[str, int]
    ikke_vurderet: tuple[str, ...]
    mangler: tuple[str, ...]
    mindst: int
    sum: int | None
    over: bool | None


def resultat(svar: Mapping[str, object], graense: int) -> Resultat:
    """Read the eight answers: "0" to "4" (or numbers), `IKKE_VURDERET`, or nothing yet.

    Raises ValueError for anything else.
    """
    point: dict[str, int] = {}
    ikke_vurderet, mangler = [], []
    for kode in PUNKTER:
        vaerdi = svar.get(kode)
        if vaerdi in (None, ""):
            mangler.append(kode)
        elif vaerdi == IKKE_VURDERET:
            ikke_vurderet.append(kode)
        else:
            point[kode] = int(str(vaerdi))
            if not 0 <= point[kode] <= HOEJST_POINT:
                raise ValueError(f"{kode}: {vaerdi}")
    mindst = sum(point.values())
    hele = len(point) == len(PUNKTER)
    over = True if mindst >= graense else False if hele else None
    return Resultat(point, tuple(ikke_vurderet), tuple(mangler), mindst, mindst if hele else None, over)


class Udfald(StrEnum):
    """What one completed screening came to, seen with those before it in the course."""

    UNDER = "under"
    OVER_FOERSTE = "over_foerste"
    OVER_ANDEN = "over_anden"
    NORMALISERET = "normaliseret"
    IKKE_VURDERET = "ikke_vurderet"


class Skridt(StrEnum):
    """Where a course stands: what is to be done next."""

    FOERSTE = "foerste"
    NY_DAG = "ny_dag"
    GENTAG = "gentag"
    TEAM = "team"
    FAERDIG = "faerdig"


@dataclass(frozen=True, slots=True)
class Gennemfoert:
    """A completed screening that counts: the day of the observation, and whether it was over (None: not assessed)."""

    den: date
    over: bool | None


@dataclass(frozen=True, slots=True)
class Handlevej:
    """The municipality's days: until a screening is repeated, and until the team has dealt with the second result."""

    gentag_dage: int
    team_dage: int


@dataclass(frozen=True, slots=True)
class Stand:
    """The next step and its last day; the day is None when there is nothing left, or the window sets it."""

    skridt: Skridt
    senest: date | None


def udfald(over: bool | None, antal_over_foer: int) -> Udfald:
    """What a completed screening came to, after so many over the cut-off in the same course."""
    if over is None:
        return Udfald.IKKE_VURDERET
    if over:
        return Udfald.OVER_ANDEN if antal_over_foer else Udfald.OVER_FOERSTE
    return Udfald.NORMALISERET if antal_over_foer else Udfald.UNDER


def stand(gennemfoerte: Sequence[Gennemfoert], vej: Handlevej) -> Stand:
    """Where a course stands after these screenings, in the order they were made.

    A screening that could not be assessed asks for a new day and never puts off a repetition that is already due.
    """
    over = [g for g in gennemfoerte if g.over]
    if len(over) >= 2:
        return Stand(Skridt.TEAM, over[1].den + timedelta(days=vej.team_dage))
    if any(g.over is False for g in gennemfoerte):
        return Stand(Skridt.FAERDIG, None)
    if over:
        return Stand(Skridt.GENTAG, over[0].den + timedelta(days=vej.gentag_dage))
    if gennemfoerte:
        return Stand(Skridt.NY_DAG, gennemfoerte[-1].den + timedelta(days=vej.gentag_dage))
    return Stand(Skridt.FOERSTE, None)
