"""Counting answers: how many chose what. Pure; who may see which numbers, however small, is decided above."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from opsporing.skemaer.betingelse import som_koder
from opsporing.skemaer.dele import TEGN_KODER, Felt, Skemadefinition
from opsporing.skemaer.noegler import Felttype

# One answered form: its cleaned answers and the age in months it was made for (None: every question was asked).
Besvaret = tuple[Mapping[str, Any], int | None]


@dataclass(frozen=True)
class Fordeling:
    """How one question was answered.

    ``spurgt`` forms asked it and ``besvaret`` of them hold an answer. ``antal`` counts each code in the form's order,
    zeros included; for flervalg the counts may add up to more than ``besvaret``. Numbers are counted by their value;
    of free texts only whether there is one.
    """

    spurgt: int
    besvaret: int
    antal: Mapping[str, int]

    @property
    def ubesvaret(self) -> int:
        """Asked, but not answered."""
        return self.spurgt - self.besvaret


def fordelinger(definition: Skemadefinition, besvarede: Iterable[Besvaret]) -> dict[str, Fordeling]:
    """The distribution of every question that takes an answer, by field code."""
    rows = list(besvarede)
    return {felt.kode: _fordeling((felt,), rows) for felt in definition.felter if felt.har_svar}


def fordelinger_pr_tegn(definition: Skemadefinition, besvarede: Iterable[Besvaret]) -> dict[str, Fordeling]:
    """The distribution of every sign, its age variants taken together, by stem."""
    rows = list(besvarede)
    stammer: dict[str, list[Felt]] = {}
    for felt in definition.felter:
        if felt.type is Felttype.TEGN:
            stammer.setdefault(felt.tegn, []).append(felt)
    return {stamme: _fordeling(tuple(varianter), rows) for stamme, varianter in stammer.items()}


def _fordeling(varianter: tuple[Felt, ...], rows: list[Besvaret]) -> Fordeling:
    spurgt = besvaret = 0
    antal: Counter[str] = Counter()
    for svar, alder in rows:
        relevante = [felt for felt in varianter if alder is None or felt.passer_alder(alder)]
        if not relevante:
            continue
        spurgt += 1
        svarene = [(felt, svar[felt.kode]) for felt in relevante if svar.get(felt.kode) is not None]
        besvaret += bool(svarene)
        for felt, vaerdi in svarene:
            antal.update(_koder(felt, vaerdi))
    koder = TEGN_KODER if varianter[0].type is Felttype.TEGN else varianter[0].koder
    andre = sorted(set(antal) - set(koder), key=lambda kode: (len(kode), kode))
    return Fordeling(spurgt, besvaret, {kode: antal[kode] for kode in (*koder, *andre)})


def _koder(felt: Felt, vaerdi: Any) -> frozenset[str]:
    if felt.pr_person or felt.gentages:
        return frozenset()
    match felt.type:
        case Felttype.TAL:
            return frozenset((str(vaerdi),))
        case Felttype.LINEAL_TEGN:
            return frozenset(f"{del_}={kode}" for del_, svar in vaerdi.items() for kode in som_koder(svar))
        case Felttype.KORT_TEKST | Felttype.LANG_TEKST | Felttype.DATO | Felttype.IAGTTAGELSER:
            return frozenset()
        case _:
            return som_koder(vaerdi)
