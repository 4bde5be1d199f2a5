"""Chance that comes out the same every time: drawn from names of things instead of from a running sequence. Pure.

So a start tomorrow tells the same story as one today would have gone on to tell, and nothing depends on the order in
which things are asked about, or on primary keys.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

FROE = "fjordby-1"


def terning(*navne: object) -> Random:
    """A source of chance that belongs to these names alone."""
    return Random("|".join((FROE, *map(str, navne))))


def andel(*navne: object) -> float:
    """A number from 0 up to 1."""
    return terning(*navne).random()


def heltal(fra: int, til: int, *navne: object) -> int:
    """A whole number, both ends included."""
    return terning(*navne).randint(fra, til)


def valg(muligheder: Sequence[T], *navne: object) -> T:
    """One of the possibilities."""
    return terning(*navne).choice(muligheder)


def blandet(ting: Sequence[T], *navne: object) -> list[T]:
    """All of them in an order of their own."""
    kopi = list(ting)
    terning(*navne).shuffle(kopi)
    return kopi
