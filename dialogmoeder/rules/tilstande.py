"""The states of a meeting, of one item on its agenda, and of a sparring. The dictionaries are the whole truth. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class Moedetilstand(StrEnum):
    """Where a meeting is.

    PLANLAGT: it has a day, nobody is asked. INDKALDT: the invitations are sent, and those who take part may read their
    items. I_GANG: minutes are being written. AFHOLDT: the minutes are closed. AFLYST: it is called off.
    """

    PLANLAGT = "planlagt"
    INDKALDT = "indkaldt"
    I_GANG = "i_gang"
    AFHOLDT = "afholdt"
    AFLYST = "aflyst"


class Punkttilstand(StrEnum):
    """Where an item is. UDSAT: there was no time, and it goes on to the next agenda. TRUKKET: it was taken off.

    Both can be a slip of the hand, so there is a way back while the meeting is not over.
    """

    PAA_DAGSORDEN = "paa_dagsorden"
    BEHANDLET = "behandlet"
    UDSAT = "udsat"
    TRUKKET = "trukket"


class Sparringstilstand(StrEnum):
    """Where a question to an adviser is. What is answered can be asked about again until it is closed."""

    STILLET = "stillet"
    BESVARET = "besvaret"
    AFSLUTTET = "afsluttet"


MOEDE_VEJE: Mapping[StrEnum, frozenset[StrEnum]] = {
    Moedetilstand.PLANLAGT: frozenset({Moedetilstand.INDKALDT, Moedetilstand.AFLYST}),
    Moedetilstand.INDKALDT: frozenset({Moedetilstand.I_GANG, Moedetilstand.AFLYST}),
    Moedetilstand.I_GANG: frozenset({Moedetilstand.AFHOLDT}),
    Moedetilstand.AFHOLDT: frozenset(),
    Moedetilstand.AFLYST: frozenset(),
}
PUNKT_VEJE: Mapping[StrEnum, frozenset[StrEnum]] = {
    Punkttilstand.PAA_DAGSORDEN: frozenset({Punkttilstand.BEHANDLET, Punkttilstand.UDSAT, Punkttilstand.TRUKKET}),
    Punkttilstand.BEHANDLET: frozenset(),
    Punkttilstand.UDSAT: frozenset({Punkttilstand.PAA_DAGSORDEN}),
    Punkttilstand.TRUKKET: frozenset({Punkttilstand.PAA_DAGSORDEN}),
}
SPARRING_VEJE: Mapping[StrEnum, frozenset[StrEnum]] = {
    Sparringstilstand.STILLET: frozenset({Sparringstilstand.BESVARET, Sparringstilstand.AFSLUTTET}),
    Sparringstilstand.BESVARET: frozenset({Sparringstilstand.STILLET, Sparringstilstand.AFSLUTTET}),
    Sparringstilstand.AFSLUTTET: frozenset(),
}
_VEJE = {**MOEDE_VEJE, **PUNKT_VEJE, **SPARRING_VEJE}


class UmuligTilstand(ValueError):
    """There is no way from the one state to the other."""

    def __init__(self, fra: StrEnum, til: StrEnum) -> None:
        super().__init__(f"{fra} -> {til}")
        self.fra, self.til = fra, til


def check_vej(fra: str, til: StrEnum) -> None:
    """Raises UmuligTilstand where there is no way from the state to the other, of the same kind."""
    nu = type(til)(fra)
    if til not in _VEJE[nu]:
        raise UmuligTilstand(nu, til)
