"""The printed notice to custody holders: what is registered, why, on what ground, how long, and whom to ask."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from opsporing import lov
from opsporing.models import Arena, Barn, Enhed
from opsporing.opbevaring.tekster import opbevaringstekster

SKABELONER = {Arena.SUNDHEDSPLEJE: "orientering/brev_sundhedspleje.html"}
SKABELON = "orientering/brev_dagtilbud.html"


def skabelon(enhed: Enhed) -> str:
    """The letter of the unit's arena."""
    return SKABELONER.get(Arena(enhed.arena), SKABELON) if enhed.arena else SKABELON


def brev_kontekst(barn: Barn | None, enhed: Enhed, dag: date) -> dict[str, Any]:
    """What the letter says. No CPR number, no address, nothing of another child, and no name of a custody holder:
    both get the same text, so that nothing about the one reaches the other.
    """
    kommune = enhed.kommune
    return {
        "kommune": kommune,
        "enhed": enhed,
        "barn": barn,
        "dag": dag,
        "lov": lov.henvisninger(dag),
        "opbevaring": opbevaringstekster(kommune, dag, enhed.arena),
        "kontakt": kommune.kontakt,
        "dpo": kommune.dpo,
    }


def breve_kontekst(boern: Iterable[Barn], enhed: Enhed, dag: date) -> dict[str, Any]:
    """Letters for several children in one document, each beginning on its own page."""
    return {"breve": [brev_kontekst(barn, enhed, dag) for barn in boern], "skabelon": skabelon(enhed)}
