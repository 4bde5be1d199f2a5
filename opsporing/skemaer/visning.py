"""Answers for reading: each section with its questions and what was answered, in words. For pages, prints and parents.

A position's code is never shown, nor is a sign's colour: a sign reads as the statement that was chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from opsporing.dansk import dato
from opsporing.skemaer.dele import IKKE_SET, Felt, Sektion, Skemadefinition
from opsporing.skemaer.iagttagelser import i_tidsorden
from opsporing.skemaer.noegler import Felttype
from opsporing.skemaer.pladsholdere import udfyld

IKKE_BESVARET = "Ikke besvaret"
IKKE_SET_TEKST = "Ikke set endnu"
UDEN_DATO = "Uden dato"


@dataclass(frozen=True)
class Linje:
    """One question and its answer. ``tekster`` holds one text per paragraph or repetition; empty when unanswered.

    ``ordret`` is a long text as it was written, with the empty lines between its paragraphs; empty for other answers.
    ``iagttagelser`` holds dated observations once more, part by part, for a page that sets them up.
    """

    felt: Felt
    spoergsmaal: str
    tekster: tuple[str, ...]
    ordret: str = ""
    iagttagelser: "tuple[LaestIagttagelse, ...]" = ()

    @property
    def besvaret(self) -> bool:
        """Was the question answered?"""
        return bool(self.tekster)

    @property
    def tekst(self) -> str:
        """The answer in one piece."""
        return "\n".join(self.tekster) if self.tekster else IKKE_BESVARET


@dataclass(frozen=True)
class LaestIagttagelse:
    """One observation in words; an empty part was not filled in."""

    dato: str
    sted: str
    kilde: str
    ordret: str

    @property
    def overskrift(self) -> str:
        """When, where and by whom, on one line."""
        return " · ".join(del_ for del_ in (self.dato or UDEN_DATO, self.sted, self.kilde) if del_)

    @property
    def linjer(self) -> tuple[str, ...]:
        """What was seen and heard, one text per paragraph."""
        return tuple(linje for linje in self.ordret.split("\n") if linje.strip())

    @property
    def tekst(self) -> str:
        """All of it in one piece, the words as they were written."""
        return f"{self.overskrift}: {self.ordret}" if self.ordret else self.overskrift


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
    kendte: Mapping[str, Any] | None = None,
) -> tuple[Afsnit, ...]:
    """The sections with something to read. ``foraeldre`` leaves out what is internal (``vises_ikke_foraeldre``).

    Questions that were hidden given the answers are left out; ``med_ubesvarede=False`` also leaves out unanswered ones.
    """
    udvalg = definition if alder_mdr is None else definition.for_alder(alder_mdr)
    vaerdier = pladsholdere or {}
    # Visibility is worked out on the whole form: an internal question may decide whether an open one was asked.
    synlige = udvalg.synlige_felter(svar, position=position, slags=slags, funktion=funktion, kendte=kendte)
    koder = {felt.kode for felt in synlige if felt.har_svar and not (foraeldre and felt.vises_ikke_foraeldre)}
    afsnit = []
    for sektion in udvalg.sektioner:
        linjer = []
        for felt in sektion.felter:
            if felt.kode not in koder or sektion.er_tegn_svar:
                continue
            vaerdi = svar.get(felt.kode)
            ordret = vaerdi if felt.type is Felttype.LANG_TEKST and isinstance(vaerdi, str) else ""
            iagttagelser = _iagttagelser(felt, vaerdi, vaerdier) if felt.type is Felttype.IAGTTAGELSER else ()
            laest = tekster(udvalg, felt, vaerdi, vaerdier)
            linje = Linje(felt, udfyld(felt.tekst, vaerdier), laest, ordret, iagttagelser)
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
        case Felttype.IAGTTAGELSER:
            return tuple(en.tekst for en in _iagttagelser(felt, vaerdi, ord_))
        case Felttype.LINEAL_TEGN:
            dele = (tekster(definition, del_, vaerdi.get(del_.kode), ord_) for del_ in definition.tegn_svar)
            return (" · ".join(tekst for del_ in dele for tekst in del_),)
        case Felttype.LANG_TEKST:
            return tuple(linje for linje in vaerdi.split("\n") if linje.strip())
        case _:
            return (_en_tekst(definition, felt, vaerdi, ord_),)


def _iagttagelser(felt: Felt, liste: Any, pladsholdere: Mapping[str, str]) -> tuple[LaestIagttagelse, ...]:
    return tuple(
        LaestIagttagelse(
            dato=dato(date.fromisoformat(en["dato"])) if "dato" in en else "",
            sted=en.get("sted", ""),
            kilde=_valgtekst(felt, en["kilde"], pladsholdere) if "kilde" in en else "",
            ordret=en.get("tekst", ""),
        )
        for en in i_tidsorden(liste or ())
    )


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
