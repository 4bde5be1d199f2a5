"""One answer: from whatever was sent to the one way it is stored. Raises Ugyldig with a Danish message."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from opsporing.skemaer.dele import IKKE_SET, JA, NEJ, POSITIONER, STOERSTE_TAL, Felt, Skemadefinition
from opsporing.skemaer.noegler import Felttype

MAKS_GENTAGELSER = 50
MAKS_NAVN = 120
AAR_FRA, AAR_TIL = 1900, 2199
# Left out of stored text: control characters (NUL cannot be stored at all) and halves of surrogate pairs.
_USYNLIGE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_HELTAL = re.compile(r"[+-]?[0-9]{1,12}")
_DANSK_DATO = re.compile(r"([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ]([0-9]{4})")
_ISO_DATO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
VAELG_FRA_LISTEN = "Vælg et af svarene på listen."


class Ugyldig(ValueError):
    """The value is no answer to the field. The message tells the user what to do (Danish)."""


def rens(felt: Felt, raa: object, definition: Skemadefinition) -> Any:
    """The value as it is stored, or None for no answer. Raises Ugyldig."""
    if raa is None:
        return None
    if felt.gentages:
        return _gentaget(felt, raa)
    if felt.pr_person:
        return _pr_person(felt, raa)
    return _enkelt(felt, raa, definition)


def _enkelt(felt: Felt, raa: object, definition: Skemadefinition) -> Any:
    match felt.type:
        case Felttype.TEGN:
            return en_af((*POSITIONER, IKKE_SET), raa)
        case Felttype.VALG | Felttype.SKALA:
            return en_af(felt.koder, raa)
        case Felttype.FLERVALG:
            return _flere_af(felt, raa)
        case Felttype.JA_NEJ:
            return _ja_nej(raa)
        case Felttype.LINEAL_TEGN:
            return _lineal_tegn(definition, raa)
        case _:
            return _frit(felt, raa)


def _frit(felt: Felt, raa: object) -> int | str | None:
    match felt.type:
        case Felttype.TAL:
            return _tal(felt, raa)
        case Felttype.DATO:
            return dato(raa)
        case _:
            return tekst(raa, maks=felt.laengde, linjer=felt.type is Felttype.LANG_TEKST)


def tekst(raa: object, *, maks: int, linjer: bool) -> str | None:
    """A text with ordinary line ends, composed letters and no invisible characters; None when nothing is left."""
    if not isinstance(raa, str):
        raise Ugyldig("Skriv en tekst.")
    ren = unicodedata.normalize("NFC", _USYNLIGE.sub("", raa.replace("\r\n", "\n").replace("\r", "\n"))).strip()
    if not linjer:
        ren = re.sub(r"\s+", " ", ren)
    if len(ren) > maks:
        raise Ugyldig(f"Teksten er {len(ren)} tegn lang. Der er plads til {maks}. Kort den af.")
    return ren or None


def _tal(felt: Felt, raa: object) -> int | None:
    if isinstance(raa, str):
        raa = raa.strip()
        if not raa:
            return None
        if not _HELTAL.fullmatch(raa):
            raise Ugyldig("Skriv et helt tal, fx 3.")
        raa = int(raa)
    if isinstance(raa, float) and raa.is_integer():
        raa = int(raa)
    if isinstance(raa, bool) or not isinstance(raa, int):
        raise Ugyldig("Skriv et helt tal, fx 3.")
    mindst = -STOERSTE_TAL if felt.min is None else felt.min
    hoejst = STOERSTE_TAL if felt.maks is None else felt.maks
    if not mindst <= raa <= hoejst:
        if felt.min is not None and felt.maks is not None:
            raise Ugyldig(f"Tallet skal være mellem {felt.min} og {felt.maks}.")
        raise Ugyldig(f"Tallet skal være mindst {mindst}." if raa < mindst else f"Tallet må højst være {hoejst}.")
    return raa


def dato(raa: object) -> str | None:
    """A day as ISO, from that or from dd-mm-åååå; None for an empty text. Raises Ugyldig."""
    besked = "Skriv datoen som dag, måned og år, fx 24-03-2026."
    if not isinstance(raa, str):
        raise Ugyldig(besked)
    raa = raa.strip()
    if not raa:
        return None
    if fund := _ISO_DATO.fullmatch(raa):
        aar, maaned, dag = (int(del_) for del_ in fund.groups())
    elif fund := _DANSK_DATO.fullmatch(raa):
        dag, maaned, aar = (int(del_) for del_ in fund.groups())
    else:
        raise Ugyldig(besked)
    try:
        dagen = date(aar, maaned, dag)
    except ValueError as grund:
        raise Ugyldig("Den dato findes ikke i kalenderen.") from grund
    if not AAR_FRA <= aar <= AAR_TIL:
        raise Ugyldig("Kontrollér årstallet.")
    return dagen.isoformat()


def en_af(koder: tuple[str, ...], raa: object) -> str | None:
    """One of the codes, None for an empty text. Raises Ugyldig."""
    if raa == "":
        return None
    if not isinstance(raa, str) or raa not in koder:
        raise Ugyldig(VAELG_FRA_LISTEN)
    return raa


def _flere_af(felt: Felt, raa: object) -> list[str] | None:
    valgte = [raa] if isinstance(raa, str) else raa
    if not isinstance(valgte, list) or any(not isinstance(en, str) for en in valgte):
        raise Ugyldig(VAELG_FRA_LISTEN)
    valgte = [en for en in valgte if en]
    if any(en not in felt.koder for en in valgte):
        raise Ugyldig(VAELG_FRA_LISTEN)
    udelukkende = next((valg for valg in felt.valg if valg.udelukker and valg.kode in valgte), None)
    if udelukkende and set(valgte) != {udelukkende.kode}:
        raise Ugyldig(f"„{udelukkende.tekst}“ kan ikke vælges sammen med andre svar.")
    return [kode for kode in felt.koder if kode in valgte] or None


def _ja_nej(raa: object) -> bool | None:
    if raa == "":
        return None
    if isinstance(raa, bool):
        return raa
    if raa in (JA, NEJ):
        return raa == JA
    raise Ugyldig("Vælg ja eller nej.")


def _lineal_tegn(definition: Skemadefinition, raa: object) -> dict[str, Any] | None:
    if raa == "":
        return None
    if not isinstance(raa, Mapping):
        raise Ugyldig(VAELG_FRA_LISTEN)
    kendte = {felt.kode for felt in definition.tegn_svar}
    if any(kode not in kendte for kode in raa):
        raise Ugyldig(VAELG_FRA_LISTEN)
    svar: dict[str, Any] = {}
    for felt in definition.tegn_svar:
        vaerdi = None if raa.get(felt.kode) is None else _enkelt(felt, raa[felt.kode], definition)
        if vaerdi is not None and (felt.vises_naar is None or felt.vises_naar.opfyldt(svar.get(felt.vises_naar.felt))):
            svar[felt.kode] = vaerdi
    return svar or None


def _gentaget(felt: Felt, raa: object) -> list[Any] | None:
    dele = raa if isinstance(raa, list) else [raa]
    if len(dele) > MAKS_GENTAGELSER:
        raise Ugyldig(f"Der er plads til {MAKS_GENTAGELSER}. Saml nogle af dem.")
    rensede = [None if en is None else _frit(felt, en) for en in dele]
    return [en for en in rensede if en is not None] or None


def _pr_person(felt: Felt, raa: object) -> list[dict[str, Any]] | None:
    if not isinstance(raa, list) or any(not isinstance(en, Mapping) or set(en) - {"navn", "vaerdi"} for en in raa):
        raise Ugyldig("Skriv et navn og et svar for hver person.")
    if len(raa) > MAKS_GENTAGELSER:
        raise Ugyldig(f"Der er plads til {MAKS_GENTAGELSER} personer.")
    rensede = []
    for en in raa:
        navn = tekst(en.get("navn") if en.get("navn") is not None else "", maks=MAKS_NAVN, linjer=False)
        vaerdi = None if en.get("vaerdi") is None else _frit(felt, en["vaerdi"])
        if navn is None and vaerdi is None:
            continue
        if navn is None:
            raise Ugyldig("Skriv, hvem svaret er fra.")
        rensede.append({"navn": navn} if vaerdi is None else {"navn": navn, "vaerdi": vaerdi})
    return rensede or None
