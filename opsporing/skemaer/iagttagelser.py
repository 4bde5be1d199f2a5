"""Dated observations: when, where, what was seen or heard, and by whom. A list of them is one answer.

Each has an id of its own, given by the page it was written on, so that two people can write in the same list without
being in each other's way. A page sends every row it shows; a row it does not show is not touched, a row that comes
back empty is taken away, and a row marked ``uroert`` stands as it did when the page was made. Pure: the day of today
is handed in.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from opsporing.dansk import opregning
from opsporing.skemaer.dele import MAKS_KORT_TEKST, Felt
from opsporing.skemaer.vaerdi import Ugyldig, dato, en_af, tekst

#: The parts of one observation, as they are stored. ``sted`` (time of day and place) may always be left out.
DELE = ("dato", "sted", "tekst", "kilde")
MAKS_ANTAL = 50
_MAKS_SENDT = 4 * MAKS_ANTAL
_ID = re.compile(r"[a-z0-9-]{1,40}")
_MANGLER = {"dato": "en dato", "tekst": "det, der blev set eller hørt", "kilde": "hvem der så eller hørte det"}
_ULAESELIG = "Iagttagelserne kunne ikke læses. Hent siden igen."
FREMTID = "Datoen ligger i fremtiden. Skriv den dag, det blev set eller hørt."

Iagttagelse = dict[str, str]


@dataclass(frozen=True)
class Raekke:
    """One row as it was sent: its place on the page (from 1), what is right of it, and a message per part that is not.

    ``uroert``: the page has not changed it since it was made, or since it was last saved.
    """

    nr: int
    id: str
    dele: Mapping[str, str]
    fejl: Mapping[str, str]
    uroert: bool

    @property
    def tom(self) -> bool:
        """Nothing in it, right or wrong?"""
        return not self.dele and not self.fejl


@dataclass(frozen=True)
class Fletning:
    """What two versions of a list come to: the list to store, the ids that changed in it, and the rows that lost."""

    liste: list[Iagttagelse]
    skrevet: tuple[str, ...]
    tabt: tuple[Iagttagelse, ...]


def laes(felt: Felt, raa: object, i_dag: date | None) -> tuple[Raekke, ...]:
    """Every row that was sent, empty ones too. Raises Ugyldig when it is no list of rows, or far too many."""
    if raa is None or raa == "":
        return ()
    if not isinstance(raa, list) or any(not isinstance(en, Mapping) or not _kendte(en) for en in raa):
        raise Ugyldig(_ULAESELIG)
    if len(raa) > _MAKS_SENDT:
        raise Ugyldig(f"Der er plads til {MAKS_ANTAL} iagttagelser. Saml nogle af dem.")
    raekker: list[Raekke] = []
    brugte: set[str] = set()
    for nr, en in enumerate(raa, 1):
        dele, fejl = _dele(felt, en, i_dag)
        id_ = _entydigt(en.get("id"), dele, nr, brugte)
        brugte.add(id_)
        raekker.append(Raekke(nr, id_, dele, fejl, en.get("uroert") is True))
    if sum(not raekke.tom for raekke in raekker) > MAKS_ANTAL:
        raise Ugyldig(f"Der er plads til {MAKS_ANTAL} iagttagelser. Saml nogle af dem.")
    return tuple(raekker)


def rens(felt: Felt, raa: object, i_dag: date | None) -> list[Iagttagelse] | None:
    """The list as it is stored, without empty rows; None when nothing is left. Raises Ugyldig, naming every fault."""
    raekker = laes(felt, raa, i_dag)
    if besked := fejlbesked(raekker):
        raise Ugyldig(besked)
    return [{"id": raekke.id, **raekke.dele} for raekke in raekker if raekke.dele] or None


def fejlbesked(raekker: Sequence[Raekke]) -> str:
    """Every fault in one message, each with its row; empty when there is none."""
    return " ".join(f"Iagttagelse {raekke.nr}: {besked}" for raekke in raekker for besked in raekke.fejl.values())


def mangler(liste: Sequence[Mapping[str, str]]) -> str:
    """What is missing before the list can be completed; empty when nothing is."""
    beskeder = []
    for nr, en in enumerate(liste, 1):
        savnet = [ordene for del_, ordene in _MANGLER.items() if del_ not in en]
        if savnet:
            beskeder.append(f"Iagttagelse {nr} mangler {opregning(savnet)}.")
    return " ".join(beskeder)


def i_tidsorden(liste: Sequence[Iagttagelse]) -> list[Iagttagelse]:
    """For reading: the earliest first, what has no date last, otherwise as written."""
    return sorted(liste, key=lambda en: en.get("dato", "9999"))


def flet(
    gemt: Sequence[Iagttagelse],
    raekker: Sequence[Raekke],
    *,
    er_fremmed: Callable[[str], bool],
    er_kendt: Callable[[str], bool],
) -> Fletning:
    """Put the rows of one page into the stored list.

    ``er_fremmed(id)``: has another page changed that observation after this one was made? ``er_kendt(id)``: has it ever
    been stored? What another has changed stays, and a row that wants something else is among ``tabt``. What another
    took away comes back when this page has written in it. A part with a fault keeps what is stored of it.
    """
    nye: dict[str, Iagttagelse] = {en["id"]: en for en in gemt}
    skrevet, tabt = [], []
    for raekke in raekker:
        foer = nye.get(raekke.id)
        if raekke.uroert and (foer is not None or er_kendt(raekke.id)):
            continue
        beholdt = {del_: foer[del_] for del_ in raekke.fejl if foer and del_ in foer}
        dele = {**raekke.dele, **beholdt}
        ny = {"id": raekke.id, **{del_: dele[del_] for del_ in DELE if del_ in dele}} if dele else None
        if ny == foer:
            continue
        if foer is not None and er_fremmed(raekke.id):
            if ny is not None:
                tabt.append(ny)
            continue
        if ny is None:
            del nye[raekke.id]
        else:
            nye[raekke.id] = ny
        skrevet.append(raekke.id)
    return Fletning(list(nye.values()), tuple(skrevet), tuple(tabt))


def begge(gemt: Sequence[Iagttagelse], andre: Sequence[Iagttagelse], rev: int) -> list[Iagttagelse]:
    """Both versions after each other: what differs comes in as observations of their own."""
    samlet, brugte = list(gemt), {en["id"] for en in gemt}
    staar = [_uden_id(en) for en in gemt]
    for en in andre:
        if _uden_id(en) in staar:
            continue
        id_ = en["id"] if en["id"] not in brugte else _entydigt(None, _uden_id(en), rev, brugte)
        brugte.add(id_)
        samlet.append({**en, "id": id_})
    return samlet


def i_stedet(gemt: Sequence[Iagttagelse], andre: Sequence[Iagttagelse]) -> list[Iagttagelse]:
    """The other version in place of the stored one, observation by observation."""
    nye = {en["id"]: en for en in andre}
    return [nye.pop(en["id"], en) for en in gemt] + list(nye.values())


def _uden_id(en: Mapping[str, str]) -> dict[str, str]:
    return {del_: en[del_] for del_ in DELE if del_ in en}


def _kendte(en: Mapping[Any, Any]) -> bool:
    return all(noegle in (*DELE, "id", "uroert") for noegle in en)


def _dele(felt: Felt, en: Mapping[str, Any], i_dag: date | None) -> tuple[dict[str, str], dict[str, str]]:
    dele: dict[str, str] = {}
    fejl: dict[str, str] = {}
    for del_ in DELE:
        raa = en.get(del_)
        if raa is None:
            continue
        try:
            vaerdi = _del(felt, del_, raa, i_dag)
        except Ugyldig as grund:
            fejl[del_] = str(grund)
        else:
            if vaerdi is not None:
                dele[del_] = vaerdi
    return dele, fejl


def _del(felt: Felt, del_: str, raa: object, i_dag: date | None) -> str | None:
    match del_:
        case "dato":
            vaerdi = dato(raa)
            if vaerdi is not None and i_dag is not None and vaerdi > i_dag.isoformat():
                raise Ugyldig(FREMTID)
            return vaerdi
        case "kilde":
            return en_af(tuple(valg.kode for valg in felt.valg), raa)
        case "sted":
            return tekst(raa, maks=MAKS_KORT_TEKST, linjer=False)
        case _:
            return tekst(raa, maks=felt.laengde, linjer=True)


def _entydigt(id_: object, dele: Mapping[str, str], nr: int, brugte: set[str]) -> str:
    """The id that was sent, or one made from the words where there is none or it is taken."""
    if isinstance(id_, str) and _ID.fullmatch(id_) and id_ not in brugte:
        return id_
    while True:
        nyt = hashlib.sha256(json.dumps([nr, dict(dele)], sort_keys=True).encode()).hexdigest()[:12]
        if nyt not in brugte:
            return nyt
        nr += MAKS_ANTAL
