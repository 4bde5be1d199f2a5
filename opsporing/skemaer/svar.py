"""Answers to a form: are they right, what do they look like when cleaned, and what has changed?

Answers are plain JSON, field code to value; a field without an answer is left out.

=============  =======================================================================================================
tegn           "groen", "gul", "roed" or "ikke_set"
lineal_tegn    {"set": "ja", "hyppighed": "ugentligt", ...}: one answer per question of the form's tegn_svar
skala, valg    the code of the choice
flervalg       the codes of the choices, in the order of the form
ja_nej         true or false
tal            a whole number
dato           "2026-11-22"
texts          a text with "\\n" between lines, no blank ends
iagttagelser   a list of {"id": "...", "dato": "2026-11-20", "sted": "...", "tekst": "...", "kilde": "selv"}
gentages       a list of the above; pr_person: a list of {"navn": "...", "vaerdi": ...}
=============  =======================================================================================================

Pure: no Django, no clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from opsporing.skemaer import iagttagelser
from opsporing.skemaer.dele import MINDST_EN, Felt, Skemadefinition
from opsporing.skemaer.noegler import Felttype
from opsporing.skemaer.vaerdi import Ugyldig, rens

HELE_SKEMAET = ""
UKENDT_FELT = "Feltet findes ikke i skemaet."
FREMMED_ALDER = "Spørgsmålet hører ikke til barnets alder."


@dataclass(frozen=True)
class Resultat:
    """Cleaned answers, and one Danish message per field that is not right (or missing, at completion).

    ``renset`` never holds an invalid value. The key HELE_SKEMAET ("") carries a message about the answers as a whole.
    """

    renset: dict[str, Any]
    fejl: dict[str, str]

    @property
    def gyldig(self) -> bool:
        """No messages at all?"""
        return not self.fejl


@dataclass(frozen=True)
class Aendring:
    """One field's answer before and after; None is no answer."""

    felt: str
    gammel: Any
    ny: Any


def valider(
    definition: Skemadefinition,
    svar: object,
    *,
    kladde: bool,
    alder_mdr: int | None = None,
    position: str | None = None,
    slags: str | None = None,
    funktion: str | None = None,
    ved: str = "",
    kendte: Mapping[str, Any] | None = None,
    i_dag: date | None = None,
) -> Resultat:
    """Check and clean ``svar``, which may be anything a browser can send.

    A draft (``kladde``) may be incomplete and keeps answers to questions that are hidden for the moment. At completion
    what is required must be there and what is hidden is dropped. ``ved`` names the step being completed, for fields
    that are required at some steps only. Fields for another age than ``alder_mdr`` are refused, as are unknown ones.
    ``kendte`` are the answers the form's conditions may rest on, but does not ask for; with ``i_dag`` no observation
    may be of a later day.
    """
    if not isinstance(svar, Mapping):
        return Resultat({}, {HELE_SKEMAET: "Svarene kunne ikke læses. Hent siden igen."})
    tilladt = definition if alder_mdr is None else definition.for_alder(alder_mdr)
    fejl: dict[str, str] = {}
    fundet: dict[str, Any] = {}
    for kode, raa in svar.items():
        felt = tilladt.felt(kode) if isinstance(kode, str) else None
        if felt is None or not felt.har_svar:
            fejl[str(kode)] = FREMMED_ALDER if felt is None and definition.felt(str(kode)) else UKENDT_FELT
            continue
        try:
            er_liste = felt.type is Felttype.IAGTTAGELSER
            vaerdi = iagttagelser.rens(felt, raa, i_dag) if er_liste else rens(felt, raa, tilladt)
        except Ugyldig as grund:
            fejl[felt.kode] = str(grund)
            continue
        if vaerdi is not None:
            fundet[felt.kode] = vaerdi
    renset = {felt.kode: fundet[felt.kode] for felt in tilladt.felter if felt.kode in fundet}
    if kladde:
        return Resultat(renset, fejl)
    synlige = tilladt.synlige_felter(renset, position=position, slags=slags, funktion=funktion, kendte=kendte)
    koder = {felt.kode for felt in synlige}
    renset = {kode: vaerdi for kode, vaerdi in renset.items() if kode in koder}
    # A fault in a question that is not asked any more must not keep anybody from finishing.
    fejl = {kode: besked for kode, besked in fejl.items() if kode in koder or tilladt.felt(kode) is None}
    return Resultat(renset, _mangler(tilladt, synlige, renset, fejl, ved) | fejl)


def mangler(
    definition: Skemadefinition,
    svar: Mapping[str, Any],
    *,
    alder_mdr: int | None = None,
    position: str | None = None,
    slags: str | None = None,
    funktion: str | None = None,
    ved: str = "",
    kendte: Mapping[str, Any] | None = None,
) -> dict[str, str]:
    """What must still be answered before completion: one message per field, in the order of the form."""
    tilladt = definition if alder_mdr is None else definition.for_alder(alder_mdr)
    synlige = tilladt.synlige_felter(svar, position=position, slags=slags, funktion=funktion, kendte=kendte)
    return _mangler(tilladt, synlige, svar, {}, ved)


def _mangler(
    definition: Skemadefinition,
    synlige: tuple[Felt, ...],
    svar: Mapping[str, Any],
    fejl: Mapping[str, str],
    ved: str,
) -> dict[str, str]:
    mangler: dict[str, str] = {}
    grupper: dict[str, list[Felt]] = {}
    for felt in synlige:
        if felt.gruppe_krav == MINDST_EN:
            sektion = definition.sektion_for(felt.kode)
            grupper.setdefault(sektion.kode if sektion else "", []).append(felt)
        elif (felt.paakraevet or (ved and ved in felt.paakraevet_ved)) and felt.kode not in svar:
            mangler[felt.kode] = _besked_om_manglende(felt)
        if felt.type is Felttype.IAGTTAGELSER and (besked := iagttagelser.mangler(svar.get(felt.kode, ()))):
            mangler[felt.kode] = besked
    for felter in grupper.values():
        if not any(felt.kode in svar or felt.kode in fejl for felt in felter):
            mangler[felter[0].kode] = (
                f"Udfyld mindst ét af de {len(felter)} felter, der hører sammen her."
                if felter[1:]
                else _besked_om_manglende(felter[0])
            )
    return {felt.kode: mangler[felt.kode] for felt in synlige if felt.kode in mangler and felt.kode not in fejl}


def _besked_om_manglende(felt: Felt) -> str:
    match felt.type:
        case Felttype.TEGN:
            return "Vælg et udsagn, eller vælg „ikke set endnu“."
        case Felttype.VALG | Felttype.SKALA | Felttype.JA_NEJ | Felttype.LINEAL_TEGN:
            return "Vælg et svar."
        case Felttype.FLERVALG:
            return "Vælg mindst ét svar."
        case Felttype.DATO:
            return "Skriv en dato."
        case Felttype.TAL:
            return "Skriv et tal."
        case Felttype.IAGTTAGELSER:
            return "Skriv mindst én iagttagelse."
        case _:
            return "Skriv et svar."


def diff(gammel: Mapping[str, Any], ny: Mapping[str, Any]) -> tuple[Aendring, ...]:
    """What is different between two sets of cleaned answers, old fields first, in their order."""
    koder = list(gammel) + [kode for kode in ny if kode not in gammel]
    return tuple(Aendring(kode, gammel.get(kode), ny.get(kode)) for kode in koder if gammel.get(kode) != ny.get(kode))
