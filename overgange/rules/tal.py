"""What the numbers of overgange are made of. Pure: no Django.

**Participation** is the share of the visits that were held with somebody of the family there, of all that were to be
offered: every overgang of the period that was not called off and whose child has begun (or whose visit is decided
earlier). Those where nobody got round to it count against it, so that a place cannot look good by not asking.
(Hedensted tells 88, 86 and 99 % of 565 visits, Socialstyrelsen 2022, and not how it counted.)

**Withheld.** Others than the place's own leader are given shares alone (`opsporing.andele.maa_vises`). There is no line
for all kinds together: each kind stands alone, so that nothing can be worked out by subtraction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from opsporing.andele import Andel, Tid, til_tiden


class Art(StrEnum):
    """The kinds of overgang, in the order they are shown."""

    HJEM_DAGTILBUD = "hjem_dagtilbud"
    DAGTILBUD_BOERNEHAVE = "dagtilbud_boernehave"
    BOERNEHAVE_SKOLE = "boernehave_skole"
    FLYTNING = "flytning"


class Besoeg(StrEnum):
    """What became of the visit, as it is counted."""

    MED_FAMILIEN = "med_familien"
    UDEN_FAMILIEN = "uden_familien"
    NEJ_TAK = "nej_tak"
    IKKE_MULIGT = "ikke_muligt"
    IKKE_AFKLARET = "ikke_afklaret"
    #: Not decided, and the child has not begun: not judged yet.
    VENTER = "venter"


HOLDT = frozenset({Besoeg.MED_FAMILIEN, Besoeg.UDEN_FAMILIEN})


class Svar(StrEnum):
    """Whether the parents, who were asked, let something go on to the next place."""

    NOGET = "noget"
    INTET = "intet"
    #: Nobody was asked, or it is not handed over yet: not judged.
    VENTER = "venter"


@dataclass(frozen=True, slots=True)
class Raekke:
    """One overgang that was not called off, whose start is in the period."""

    art: Art
    overlevering: Tid
    besoeg: Besoeg
    svar: Svar
    kvittering: Tid


@dataclass(frozen=True, slots=True)
class Tal:
    """One line: a kind of overgang, or all of them."""

    antal: int
    til_tiden: Andel
    holdt: Andel
    deltagelse: Andel
    samtykke: Andel
    kvitteret: Andel


def optael(raekker: Iterable[Raekke]) -> Tal:
    """Count the rows together."""
    alle = list(raekker)
    besoegte = [r.besoeg for r in alle if r.besoeg is not Besoeg.VENTER]
    spurgte = [r.svar for r in alle if r.svar is not Svar.VENTER]
    return Tal(
        antal=len(alle),
        til_tiden=til_tiden([r.overlevering for r in alle]),
        holdt=Andel(sum(b in HOLDT for b in besoegte), len(besoegte)),
        deltagelse=Andel(besoegte.count(Besoeg.MED_FAMILIEN), len(besoegte)),
        samtykke=Andel(spurgte.count(Svar.NOGET), len(spurgte)),
        kvitteret=til_tiden([r.kvittering for r in alle]),
    )


def pr_art(raekker: Sequence[Raekke]) -> dict[Art, Tal]:
    """The kinds that occur, each counted by itself."""
    return {art: optael(r for r in raekker if r.art is art) for art in Art if any(r.art is art for r in raekker)}


def besoeg(status: str, *, familien: bool, begyndt: bool) -> Besoeg:
    """The visit as it is counted: its stored status, whether somebody of the family was there, and whether the child
    has begun.
    """
    if status == "holdt":
        return Besoeg.MED_FAMILIEN if familien else Besoeg.UDEN_FAMILIEN
    uafklaret = Besoeg.IKKE_AFKLARET if begyndt else Besoeg.VENTER
    return {"afslaaet": Besoeg.NEJ_TAK, "ikke_muligt": Besoeg.IKKE_MULIGT}.get(status, uafklaret)
