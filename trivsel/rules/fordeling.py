"""What a rule gives in a population: for the profile page ("what another threshold would have given in the last round")
and for choosing the defaults."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from trivsel.rules.forslag import Svar, laes, optael, samlet_position
from trivsel.rules.positioner import Position
from trivsel.rules.regler import Regel


@dataclass(frozen=True, slots=True)
class Fordeling:
    """Number of children per suggested overall position; `uden_forslag` are those of whom too little was seen."""

    groen: int
    gul: int
    roed: int
    uden_forslag: int

    @property
    def antal(self) -> int:
        """All children, also those without a suggestion."""
        return self.groen + self.gul + self.roed + self.uden_forslag

    @property
    def andel_opmaerksomhed(self) -> float | None:
        """Share (0-1) that is yellow or red among the children with a suggestion; None when there are none."""
        med_forslag = self.antal - self.uden_forslag
        return (self.gul + self.roed) / med_forslag if med_forslag else None


def fordeling(population: Iterable[Svar], regel: Regel) -> Fordeling:
    """Count the overall positions the rule suggests for children's settled answers (by dimension, then tegn)."""
    tal = Counter(
        samlet_position([optael(svar.values()) for svar in laes(barn).values()], regel) for barn in population
    )
    return Fordeling(tal[Position.GROEN], tal[Position.GUL], tal[Position.ROED], tal[None])
