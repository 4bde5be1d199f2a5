"""An agenda: how its minutes add up, when each item begins, and in which order proposals come. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from opsporing.alder import maaneder

#: Children under so many months have time of their own at a meeting (Køge: the older ones filled the agendas).
SMAA_TIL_MDR = 36
#: Minutes an item can have.
MINDST_MINUTTER, FLEST_MINUTTER = 5, 120

#: What is proposed first. What was not reached last time has waited longest.
RAEKKEFOELGE = ("udsat", "aftale", "roed", "opfoelgning", "adbb", "sparring", "gul", "valgt")


@dataclass(frozen=True, slots=True)
class Post:
    """An item as its minutes are reckoned."""

    minutter: int
    smaa: bool


@dataclass(frozen=True, slots=True)
class Tidsplan:
    """The minutes of an agenda. `smaa` are kept for children under three: others cannot take them, used or not.

    `over` are minutes that do not fit into the meeting.
    """

    varer: int
    smaa: int
    brugt: int
    smaa_brugt: int

    @property
    def over(self) -> int:
        """Minutes too many: what the older take beyond their part counts though the little ones' time stands empty."""
        return max(0, max(self.smaa, self.smaa_brugt) + self.brugt - self.smaa_brugt - self.varer)

    @property
    def tilbage(self) -> int:
        """Minutes left in all."""
        return max(0, self.varer - self.brugt)

    @property
    def smaa_tilbage(self) -> int:
        """Minutes left of those kept for children under three."""
        return max(0, self.smaa - self.smaa_brugt)

    @property
    def andre_tilbage(self) -> int:
        """Minutes left for everybody else."""
        return max(0, self.varer - max(self.smaa, self.smaa_brugt) - (self.brugt - self.smaa_brugt))


def tidsplan(varer: int, smaa: int, poster: Iterable[Post]) -> Tidsplan:
    """How the items fill a meeting of so many minutes, of which some are kept for children under three."""
    poster = list(poster)
    return Tidsplan(
        varer=varer,
        smaa=smaa,
        brugt=sum(post.minutter for post in poster),
        smaa_brugt=sum(post.minutter for post in poster if post.smaa),
    )


def tider(begynder: datetime, minutter: Sequence[int]) -> list[datetime]:
    """When each item begins, one after the other."""
    brugt, alle = 0, []
    for antal in minutter:
        alle.append(begynder + timedelta(minutes=brugt))
        brugt += antal
    return alle


def flyt(raekke: Sequence[int], en: int, skridt: int) -> list[int]:
    """The keys with one of them moved so many places (negative is earlier); it stops at the ends.

    Raises ValueError when it is not among them.
    """
    fra = raekke.index(en)
    uden = [noegle for noegle in raekke if noegle != en]
    til = min(max(fra + skridt, 0), len(uden))
    return [*uden[:til], en, *uden[til:]]


def er_smaa(foedt: date | None, dag: date) -> bool:
    """Whether a child takes of the time kept for the 0-2-year-olds: not born yet, or under three on the day."""
    return foedt is None or maaneder(foedt, dag) < SMAA_TIL_MDR


def orden(grund: str) -> int:
    """Where a proposal stands by why it is made; unknown reasons come last."""
    return RAEKKEFOELGE.index(grund) if grund in RAEKKEFOELGE else len(RAEKKEFOELGE)
