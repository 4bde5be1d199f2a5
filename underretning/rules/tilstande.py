"""The states of an underretning, for the one who writes it and for the one who receives it.

The two dictionaries are the whole truth: actions ask `check_overgang`, `tegning` draws them for docs/, and a test tries
every pair. Pure: no Django.
"""

from collections.abc import Mapping
from enum import StrEnum


class Skrivetilstand(StrEnum):
    """Where what somebody writes is."""

    KLADDE = "kladde"
    SENDT = "sendt"
    KASSERET = "kasseret"


class Tilstand(StrEnum):
    """Where a received underretning about one child is.

    VURDERET: somebody has said whether it is acute (due within 24 hours). AFGJORT: it is decided what follows. LUKKET:
    nothing more is to be done about it here. OVERSENDT: another municipality acts.
    """

    MODTAGET = "modtaget"
    VURDERET = "vurderet"
    AFGJORT = "afgjort"
    LUKKET = "lukket"
    OVERSENDT = "oversendt"


#: What is sent can neither be taken back nor thrown away; what was thrown away can be taken up again.
SKRIVEVEJE: Mapping[Skrivetilstand, frozenset[Skrivetilstand]] = {
    Skrivetilstand.KLADDE: frozenset({Skrivetilstand.SENDT, Skrivetilstand.KASSERET}),
    Skrivetilstand.SENDT: frozenset(),
    Skrivetilstand.KASSERET: frozenset({Skrivetilstand.KLADDE}),
}

#: A decision may be made again on new knowledge, and what was closed too early is opened again.
VEJE: Mapping[Tilstand, frozenset[Tilstand]] = {
    Tilstand.MODTAGET: frozenset({Tilstand.VURDERET, Tilstand.OVERSENDT}),
    Tilstand.VURDERET: frozenset({Tilstand.AFGJORT, Tilstand.OVERSENDT}),
    Tilstand.AFGJORT: frozenset({Tilstand.VURDERET, Tilstand.LUKKET, Tilstand.OVERSENDT}),
    Tilstand.LUKKET: frozenset({Tilstand.AFGJORT}),
    Tilstand.OVERSENDT: frozenset(),
}


class UmuligOvergang(ValueError):
    """There is no way from the one state to the other."""

    def __init__(self, fra: StrEnum, til: StrEnum) -> None:
        super().__init__(f"{fra} -> {til}")
        self.fra, self.til = fra, til


def kan(fra: StrEnum | str, til: Skrivetilstand | Tilstand) -> bool:
    """Whether there is a way from the state to the other of the same kind."""
    if isinstance(til, Skrivetilstand):
        return til in SKRIVEVEJE[Skrivetilstand(fra)]
    return til in VEJE[Tilstand(fra)]


def check_overgang(fra: StrEnum | str, til: Skrivetilstand | Tilstand) -> None:
    """Raises UmuligOvergang where there is no way from the state to the other."""
    if not kan(fra, til):
        raise UmuligOvergang(type(til)(fra), til)


def tegning(veje: Mapping[Skrivetilstand, frozenset[Skrivetilstand]] | Mapping[Tilstand, frozenset[Tilstand]]) -> str:
    """The dictionary as a Mermaid state diagram, in the order it is written."""
    tilstande = list(veje)
    linjer = ["stateDiagram-v2", f"    [*] --> {tilstande[0]}"]
    for fra, alle in veje.items():
        linjer += [f"    {fra} --> {til}" for til in tilstande if til in alle]
        if not alle:
            linjer.append(f"    {fra} --> [*]")
    return "\n".join(linjer) + "\n"
