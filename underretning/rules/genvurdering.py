"""Who has handled a child's case before, and whether a reassessment may end (barnets lov § 137, stk. 1).

When help runs already, an underretning is answered by looking at the case anew, and at least one of those who do it has
not taken part in it before. "The case" is the earlier underretninger about the child and its siblings, as far as this
product knows them; what somebody did in another system she says herself. Pure: no Django.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Del(StrEnum):
    """What somebody did in an earlier case, in words that follow her name."""

    ANSVARLIG = "var ansvarlig"
    VURDEREDE = "vurderede, om den var akut"
    AFGJORDE = "afgjorde, hvad den førte til"
    LUKKEDE = "lukkede den"
    AABNEDE_IGEN = "åbnede den igen"
    OVERSENDTE = "sendte den videre"
    GENVURDEREDE = "var med i genvurderingen"
    OVERDROG = "gav den videre"
    OVERTOG = "fik den overdraget"
    TALTE = "skrev om samtalen med barnet"
    SPAERREDE = "bekræftede eller ophævede en spærring"


@dataclass(frozen=True, slots=True)
class Spor:
    """That `user` took part in an earlier underretning, received on `modtaget`; `soeskende`: about a sibling."""

    user: int
    hvad: Del
    modtaget: date
    soeskende: bool = False


def tidligere(spor: Iterable[Spor]) -> dict[int, tuple[Spor, ...]]:
    """What each person did before, the newest first, each thing once."""
    fundet: dict[int, list[Spor]] = {}
    for et in sorted(set(spor), key=lambda s: (-s.modtaget.toordinal(), s.soeskende, list(Del).index(s.hvad))):
        fundet.setdefault(et.user, []).append(et)
    return {user: tuple(alle) for user, alle in fundet.items()}


def nye(
    deltagere: Iterable[int], foer: Collection[int] | Mapping[int, object], kendte: Collection[int] = ()
) -> set[int]:
    """Those of the participants who have not handled the case: neither here (`foer`) nor, as they say, elsewhere."""
    return {user for user in deltagere if user not in foer and user not in kendte}


def hvorfor_ikke(
    deltagere: Collection[int], foer: Collection[int] | Mapping[int, object], kendte: Collection[int] = ()
) -> str:
    """Why the reassessment cannot end; empty when it can: somebody takes part, and somebody new is among them."""
    if not deltagere:
        return "Vælg, hvem der er med i genvurderingen."
    if not nye(deltagere, foer, kendte):
        return "Mindst én, der ikke har behandlet sagen før, skal være med. Alle, der er valgt, har været med før."
    return ""
