"""What different rules suggest for a believable population of children: the ground for docs/adr/0003-taerskler.md.

Run with `python -m tools.simuler_taerskler [number of children] [seed]` from the repository. The population is
invented: no child, no municipality and no validation study stands behind it. Its assumptions are the constants below.

A tegn is answered as the forms ask: how many of the last five occasions went well (4-5 green, 2-3 yellow, at most
1 red; red also demands that it has lasted four weeks and was seen on three days). A child has a share of occasions that
go well in each dimension; a child with difficulties has a lower one in some dimensions.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from trivsel.rules import HoejesteTegn, Regel, Taerskler, TegnSvar, fordeling

TEGN_PER_DIMENSION = {"psykisk_emotionel": 5, "kognitiv": 4, "social": 4, "fysisk_sansemotorisk": 5}
GANGE = 5


@dataclass(frozen=True)
class Gruppe:
    """A share of all children, how many dimensions are hard for them, and how occasions go there (beta)."""

    navn: str
    andel: float
    ramte: tuple[int, int]
    lykkes_alfa_beta: tuple[float, float]


# About 10 % of children need special support and another 5-10 % have lesser difficulties; at least 16 % have
# considerable difficulties (Socialstyrelsen 2022, Vidensråd for Forebyggelse 2021).
GRUPPER = (
    Gruppe("ingen særlige vanskeligheder", 0.84, (0, 0), (1, 1)),
    Gruppe("mindre vanskeligheder", 0.06, (1, 1), (9, 4)),
    Gruppe("behov for særlig støtte", 0.10, (1, 3), (8, 7)),
)
# How occasions go for an ordinary child, under three beliefs: on average 0.3, 0.8 or 1.1 yellow tegn per child.
LYKKES_ELLERS = {"calm": (50, 2), "middle": (30, 2), "restless": (24, 2)}
IKKE_SET = 0.05
ROED_HOLDER = 0.6

Barn = dict[str, dict[str, TegnSvar]]


def population(antal: int, froe: int, ellers_alfa_beta: tuple[float, float]) -> Iterator[tuple[str, Barn]]:
    """Invented children as (group, answers by dimension and tegn); the same seed gives the same children."""
    tilfaeldig = random.Random(froe)
    for _ in range(antal):
        gruppe = tilfaeldig.choices(GRUPPER, [g.andel for g in GRUPPER])[0]
        ramte = tilfaeldig.sample(list(TEGN_PER_DIMENSION), tilfaeldig.randint(*gruppe.ramte))
        ellers = tilfaeldig.betavariate(*ellers_alfa_beta)
        yield (
            gruppe.navn,
            {
                dimension: _dimension(
                    tilfaeldig, tegn, tilfaeldig.betavariate(*gruppe.lykkes_alfa_beta) if dimension in ramte else ellers
                )
                for dimension, tegn in TEGN_PER_DIMENSION.items()
            },
        )


def _dimension(tilfaeldig: random.Random, tegn: int, lykkes: float) -> dict[str, TegnSvar]:
    return {f"tegn_{nr}": _svar(tilfaeldig, lykkes) for nr in range(tegn)}


def _svar(tilfaeldig: random.Random, lykkes: float) -> TegnSvar:
    if tilfaeldig.random() < IKKE_SET:
        return TegnSvar.IKKE_SET
    gange = sum(tilfaeldig.random() < lykkes for _ in range(GANGE))
    if gange >= 4:
        return TegnSvar.GROEN
    return TegnSvar.ROED if gange <= 1 and tilfaeldig.random() < ROED_HOLDER else TegnSvar.GUL


STANDARD = Taerskler()
REGLER: dict[str, Regel] = {
    "highest tegn": HoejesteTegn(),
    "defaults": STANDARD,
    "2 yellow in a dimension": replace(STANDARD, gule_i_dimension=2),
    "3 yellow overall": replace(STANDARD, gule_samlet=3),
    "5 yellow overall": replace(STANDARD, gule_samlet=5),
    "2 red for yellow": replace(STANDARD, roede_til_gul=2),
    "1 red for red": replace(STANDARD, roede_i_dimension=1),
}


def main(antal: int = 10_000, froe: int = 2026) -> None:
    """Print the tables of the decision record."""
    boern = {navn: list(population(antal, froe, ellers)) for navn, ellers in LYKKES_ELLERS.items()}
    print("Tegn with concern per child without difficulties")
    for navn, alle in boern.items():
        typiske = [barn for gruppe, barn in alle if gruppe == GRUPPER[0].navn]
        tal = Counter(sum(bool(s.bekymring) for tegn in barn.values() for s in tegn.values()) for barn in typiske)
        fire_plus = sum(andel for n, andel in tal.items() if n >= 4) / len(typiske)
        print(
            f"  {navn:<10}"
            + ", ".join(f"{n}: {tal[n] / len(typiske):.0%}" for n in range(4))
            + f", 4+: {fire_plus:.0%}"
        )
    print("\nShare yellow or red; then, in the middle population, red, and yellow or red in each group")
    for regelnavn, regel in REGLER.items():
        andele = [fordeling((barn for _, barn in alle), regel).andel_opmaerksomhed or 0 for alle in boern.values()]
        roed = fordeling((barn for _, barn in boern["middle"]), regel).roed / antal
        grupper = [
            fordeling((barn for gruppe, barn in boern["middle"] if gruppe == g.navn), regel).andel_opmaerksomhed or 0
            for g in GRUPPER
        ]
        print(
            f"  {regelnavn:<24}",
            *(f"{a:>6.1%}" for a in andele),
            f" | {roed:>5.1%} | ",
            *(f"{a:>5.0%}" for a in grupper),
        )


if __name__ == "__main__":
    main(*(int(tal) for tal in sys.argv[1:]))
