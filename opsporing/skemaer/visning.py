"""Answers for reading: each section with its questions and what was answered, in words. For pages, prints and parents.

A position's code is never shown, nor is a sign's colour: a sign reads as the statement that was chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from opsporing.dansk import dato
from opsporing.skemaer.dele import IKKE_SET, Felt, Sektion, Skemadefinition
from opsporing.skemaer.noegler import Felttype
from opsporing.skemaer.pladsholdere import udfyld

IKKE_BESVARET = "Ikke besvaret"
IKKE_SET_TEKST = "Ikke set endnu"


@dataclass(frozen=True)
class Linje:
    """One question and its answer. ``tekster`` holds one text per paragraph or repetition; empty when unanswered.

    ``ordret`` is a long text as it was written, with the empty lines between its paragraphs; empty for other answers.
    """

    felt: Felt
    spoergsmaal: str
    tekster: tuple[str, ...]
    ordret: str = ""

    @property
    def besvaret(self) -> bool:
        """Was the question answered?"""
        return bool(self.tekster)

    @property
    def tekst(self) -> str:
        """The answer in one piece."""
        return "\n".join(self.tekster) if self.tekster else IKKE_BESVARET


@dataclass(frozen=True)
class Afsnit:
    """One section with its lines."""

    sektion: Sektion
    titel: str
    linjer: tuple[Linje, ...]


def laesning(
    definition: Skemadefinition,
    svar: Mapping[str, Any],
    *,
    foraeldre: bool = False,
    alder_mdr: int | None = None,
    position: str | None = None,
    slags: str | None = None,
    funktion: str | None = None,
    med_ubesvarede: bool = True,
    pladsholdere: Mapping[str, str] | None = None,
) -> tuple[Afsnit, ...]:
    """The sections with something to read. ``foraeldre`` leaves out what is internal (``vises_ikke_foraeldre``).

    Questions that were hidden given the answers are left out; ``med_ubesvarede=False`` also leaves out unanswered ones.
    """
    udvalg = definition if alder_mdr is None else definition.for_alder(alder_mdr)
    vaerdier = pladsholdere or {}
    # Visibility is worked out on the whole form: an internal question may decide whether an open one was asked.
    synlige = udvalg.synlige_felter(svar, position=position, slags=slags, funktion=funktion)
    koder = {felt.kode for felt in synlige if felt.har_svar and not (foraeldre and felt.vises_ikke_foraeldre)}
    afsnit = []
    for sektion in udvalg.sektioner:
        linjer = []
        for felt in sektion.felter:
            if felt.kode not in koder or sektion.er_tegn_svar:
                continue
            vaerdi = svar.get(felt.kode)
            ordret = vaerdi if felt.type is Felttype.LANG_TEKST and isinstance(vaerdi, str) else ""
            linje = Linje(felt, udfyld(felt.tekst, vaerdier), tekster(udvalg, felt, vaerdi, vaerdier), ordret)
            if med_ubesvarede or linje.besvaret:
                linjer.append(linje)
        if linjer:
            afsnit.append(Afsnit(sektion, udfyld(sektion.titel, vaerdier), tuple(linjer)))
    return tuple(afsnit)


def tekster(
    definition: Skemadefinition, felt: Felt, vaerdi: Any, pladsholdere: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """A cleaned answer in words: one text per part, none when there is no answer."""
    if vaerdi is None:
        return ()
    ord_ = pladsholdere or {}
    if felt.pr_person:
        return tuple(f"{en['navn']}: {en.get('vaerdi', IKKE_BESVARET.lower())}" for en in vaerdi)
    if felt.gentages:
        return tuple(vaerdi)
    match felt.type:
        case Felttype.FLERVALG:
            return tuple(_valgtekst(felt, kode, ord_) for kode in vaerdi)
        case Felttype.LINEAL_TEGN:
            dele = (tekster(definition, del_, vaerdi.get(del_.kode), ord_) for del_ in definition.tegn_svar)
            return (" · ".join(tekst for del_ in dele for tekst in del_),)
        case Felttype.LANG_TEKST:
            return tuple(linje for linje in vaerdi.split("\n") if linje.strip())
        case _:
            return (_en_tekst(definition, felt, vaerdi, ord_),)


def _en_tekst(definition: Skemadefinition, felt: Felt, vaerdi: Any, pladsholdere: Mapping[str, str]) -> str:
    match felt.type:
        case Felttype.TEGN if vaerdi == IKKE_SET:
            return udfyld(str(definition.egenskaber.get("ikke_set", IKKE_SET_TEKST)), pladsholdere)
        case Felttype.TEGN:
            return udfyld(felt.ankre.get(vaerdi, vaerdi), pladsholdere)
        case Felttype.VALG | Felttype.SKALA:
            return _valgtekst(felt, vaerdi, pladsholdere)
        case Felttype.JA_NEJ:
            return "Ja" if vaerdi else "Nej"
        case Felttype.DATO:
            return dato(date.fromisoformat(vaerdi))
        case _:
            return str(vaerdi)


def _valgtekst(felt: Felt, kode: str, pladsholdere: Mapping[str, str]) -> str:
    return next((udfyld(valg.tekst, pladsholdere) for valg in felt.valg if valg.kode == kode), kode)
