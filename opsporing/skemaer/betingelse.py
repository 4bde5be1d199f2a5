"""Conditions on fields: when is a question shown?

The grammar is one comparison of one other field with one or more of its codes::

    overgreb != nej
    gaelder == ufoedt
    foraeldre_orienteret in ja, delvist
    temaer indeholder foelelser, samspil

``==`` and ``!=`` take one code; ``in`` takes several and is true for any of them; ``indeholder`` is for fields with
several answers (flervalg) and is true when any of the codes is among them. ``ja`` and ``nej`` are the codes of a
ja_nej field. A field nobody has answered fulfils no condition, not even ``!=``: nothing is asked on the strength of an
answer that was never given.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_GRAMMATIK = re.compile(
    r"^\s*(?P<felt>[a-z][a-z0-9_]*)\s*(?P<operator>==|!=|\bin\b|\bindeholder\b)\s*(?P<vaerdier>.*)$"
)
_KODE = re.compile(r"^[a-z0-9][a-z0-9_]*$")


class Operator(StrEnum):
    """The four comparisons of the grammar."""

    LIG = "=="
    FORSKELLIG = "!="
    EN_AF = "in"
    INDEHOLDER = "indeholder"


class Betingelsesfejl(ValueError):
    """The condition cannot be read. The message is Danish and meant for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Betingelse:
    """``felt`` must have an answer that stands in ``operator`` relation to ``vaerdier``."""

    felt: str
    operator: Operator
    vaerdier: tuple[str, ...]

    @classmethod
    def fra_tekst(cls, tekst: str) -> "Betingelse":
        """Read a condition as written in TOML. Raises Betingelsesfejl."""
        fund = _GRAMMATIK.fullmatch(tekst)
        if fund is None:
            raise Betingelsesfejl(
                f"Betingelsen „{tekst}“ kan ikke læses. Skriv fx „felt == kode“, „felt != kode“, "
                "„felt in kode, kode“ eller „felt indeholder kode“."
            )
        operator = Operator(fund["operator"])
        vaerdier = tuple(del_.strip() for del_ in fund["vaerdier"].split(","))
        if not all(_KODE.fullmatch(vaerdi) for vaerdi in vaerdier):
            raise Betingelsesfejl(f"Betingelsen „{tekst}“ mangler en gyldig kode efter „{operator}“.")
        if operator in (Operator.LIG, Operator.FORSKELLIG) and len(vaerdier) > 1:
            raise Betingelsesfejl(f"Betingelsen „{tekst}“ har flere koder. Brug „in“, når der er flere.")
        if len(set(vaerdier)) != len(vaerdier):
            raise Betingelsesfejl(f"Betingelsen „{tekst}“ nævner den samme kode to gange.")
        return cls(fund["felt"], operator, vaerdier)

    def __str__(self) -> str:
        return f"{self.felt} {self.operator} {', '.join(self.vaerdier)}"

    def opfyldt(self, svar: object) -> bool:
        """Is the condition true for this (cleaned) answer? None and empty answers never fulfil it."""
        koder = som_koder(svar)
        if not koder:
            return False
        if self.operator is Operator.FORSKELLIG:
            return self.vaerdier[0] not in koder
        return not koder.isdisjoint(self.vaerdier)

    def koder_der_viser(self, mulige: tuple[str, ...]) -> tuple[str, ...]:
        """The codes among ``mulige`` that make the question appear: what the browser needs to know."""
        if self.operator is Operator.FORSKELLIG:
            return tuple(kode for kode in mulige if kode not in self.vaerdier)
        return tuple(kode for kode in mulige if kode in self.vaerdier)


def som_koder(svar: object) -> frozenset[str]:
    """An answer as the set of its codes; empty when there is no answer."""
    if isinstance(svar, bool):
        return frozenset(("ja" if svar else "nej",))
    if isinstance(svar, str):
        return frozenset((svar,)) if svar else frozenset()
    if isinstance(svar, (list, tuple)):
        return frozenset(del_ for del_ in svar if isinstance(del_, str))
    return frozenset()
