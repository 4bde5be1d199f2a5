"""The states of an overgang. The dictionary is the whole truth. Pure: no Django."""

from collections.abc import Mapping
from enum import StrEnum


class Tilstand(StrEnum):
    """Where an overgang is.

    PLANLAGT: nobody has begun the form. UDFYLDES: it is being filled in with the parents. OVERLEVERET: the next place
    has it. KVITTERET: the next place has read it. AFSLUTTET: the next place has told how it began. AFLYST: the child
    did not change place after all.
    """

    PLANLAGT = "planlagt"
    UDFYLDES = "udfyldes"
    OVERLEVERET = "overleveret"
    KVITTERET = "kvitteret"
    AFSLUTTET = "afsluttet"
    AFLYST = "aflyst"


#: A child that starts after all takes its overgang up again where it was. What is handed over can be handed over anew.
#: A place outside cannot say here that it has read.
VEJE: Mapping[Tilstand, frozenset[Tilstand]] = {
    Tilstand.PLANLAGT: frozenset({Tilstand.UDFYLDES, Tilstand.AFLYST, Tilstand.AFSLUTTET}),
    Tilstand.UDFYLDES: frozenset({Tilstand.OVERLEVERET, Tilstand.AFLYST, Tilstand.AFSLUTTET}),
    Tilstand.OVERLEVERET: frozenset({Tilstand.KVITTERET, Tilstand.UDFYLDES, Tilstand.AFLYST, Tilstand.AFSLUTTET}),
    Tilstand.KVITTERET: frozenset({Tilstand.AFSLUTTET, Tilstand.UDFYLDES, Tilstand.AFLYST}),
    Tilstand.AFSLUTTET: frozenset(),
    Tilstand.AFLYST: frozenset({Tilstand.PLANLAGT, Tilstand.UDFYLDES}),
}


class UmuligOvergang(ValueError):
    """There is no way from the one state to the other."""

    def __init__(self, fra: Tilstand, til: Tilstand) -> None:
        super().__init__(f"{fra} -> {til}")
        self.fra, self.til = fra, til


def check_overgang(fra: str, til: Tilstand) -> None:
    """Raises UmuligOvergang where there is no way from the state to the other."""
    if til not in VEJE[Tilstand(fra)]:
        raise UmuligOvergang(Tilstand(fra), til)
