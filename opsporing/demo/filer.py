"""The files that the institution system and the payroll would send, and what each new one says that the last did not.

A file of children is sent every second month, and one of staff when somebody comes or goes. Starts and ends are known
some weeks ahead, as they are in real life, and a house is in the files from the day it began with the model. Of
sundhedsplejen's children only those are in a file who were born before it began: the others it hears of itself. Pure.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from opsporing.cpr import Koen, demo_cpr
from opsporing.demo.befolkning import DISTRIKTER, DemoBarn, Ophold, maaned
from opsporing.demo.personale import BEGYNDTE, HISTORIE_DAGE, Medarbejder
from opsporing.frister.kalender import naeste_arbejdsdag

#: Days between two files, and how far ahead starts and ends are known.
INTERVAL = 61
KENDT_FOER = 75

BOERN = [
    "barn_cpr",
    "fornavn",
    "efternavn",
    "fødselsdato",
    "køn",
    "beskyttet",
    "enhedskode",
    "startdato",
    "slutdato",
    "svangerskabsuger",
    "forælder1_cpr",
    "forælder1_fornavn",
    "forælder1_efternavn",
    "forælder1_beskyttet",
    "forælder2_cpr",
    "forælder2_fornavn",
    "forælder2_efternavn",
    "forælder2_beskyttet",
]
MEDARBEJDERE = ["medarbejdernummer", "brugernavn", "navn", "email", "enhedskode", "rolle", "startdato", "slutdato"]

Raekke = tuple[str, ...]


def dato(dag: date | None) -> str:
    """As institution systems write it."""
    return f"{dag:%d-%m-%Y}" if dag else ""


def ja_nej(ja: bool) -> str:
    return "ja" if ja else "nej"


def fil(overskrifter: Iterable[str], raekker: Iterable[Raekke]) -> bytes:
    """A file in the encoding they still use most."""
    tekst = io.StringIO()
    csv.writer(tekst, delimiter=";", lineterminator="\r\n").writerows([tuple(overskrifter), *raekker])
    return tekst.getvalue().encode()


def filens_dage(udgangsdag: date, til: date) -> Iterator[date]:
    """The working days on which a file of children was sent, up to and including `til`."""
    dag = udgangsdag - timedelta(days=HISTORIE_DAGE)
    huse = {udgangsdag - timedelta(days=dage) for dage in BEGYNDTE.values()}
    while naeste_arbejdsdag(dag) <= til:
        yield naeste_arbejdsdag(dag)
        naeste = dag + timedelta(days=INTERVAL)
        dag = min([naeste, *(hus for hus in huse if dag < hus < naeste)])


def boerneraekker(boern: Iterable[DemoBarn], paa: date, udgangsdag: date) -> dict[Raekke, None]:
    """Every line about children that is known on the day, in a steady order."""
    return {
        _barn(barn, ophold, paa): None
        for barn in boern
        if barn.foedt <= paa
        for ophold in barn.ophold
        if _er_med(barn, ophold, paa, udgangsdag)
    }


def nye_boerneraekker(boern: list[DemoBarn], paa: date, sidst: date | None, udgangsdag: date) -> list[Raekke]:
    """The lines that the file of `sidst` did not have."""
    foer = boerneraekker(boern, sidst, udgangsdag) if sidst else {}
    return [raekke for raekke in boerneraekker(boern, paa, udgangsdag) if raekke not in foer]


def _er_med(barn: DemoBarn, ophold: Ophold, paa: date, udgangsdag: date) -> bool:
    hus = udgangsdag - timedelta(days=BEGYNDTE[ophold.kode[:3]])
    if paa < hus or (ophold.til is not None and ophold.til < hus):
        return False
    if ophold.kode in DISTRIKTER and ophold.fra >= hus:
        return False
    return ophold.fra <= paa + timedelta(days=KENDT_FOER)


def _barn(barn: DemoBarn, ophold: Ophold, paa: date) -> Raekke:
    til = ophold.til
    # That a family moves to another municipality is not in the files: the administrator is told.
    if til is None or til > paa + timedelta(days=KENDT_FOER) or til == barn.fraflyttet:
        til = None
    return (
        barn.cpr,
        barn.fornavn,
        barn.efternavn,
        dato(barn.foedt),
        barn.koen.value,
        ja_nej(barn.beskyttet),
        ophold.kode,
        dato(ophold.fra),
        dato(til),
        str(barn.gestationsuger or ""),
        *_foraeldre(barn),
    )


def _foraeldre(barn: DemoBarn) -> Iterator[str]:
    for nr in range(2):
        if nr < len(barn.foraeldre):
            voksen = barn.foraeldre[nr]
            yield from (voksen.cpr, voksen.fornavn, voksen.efternavn, ja_nej(voksen.beskyttet))
        else:
            yield from ("", "", "", "")


def medarbejderraekker(personale: Iterable[Medarbejder], udgangsdag: date, paa: date, domaene: str) -> list[Raekke]:
    """Everybody a payroll file may bring who has begun on the day or soon will."""
    kendt = paa + timedelta(days=KENDT_FOER)
    raekker: list[Raekke] = []
    for nr, m in enumerate(personale):
        slutter = m.slutter(udgangsdag)
        if m.begynder(udgangsdag) <= kendt:
            raekker.append(
                (
                    f"{10_400 + nr}",
                    m.brugernavn,
                    m.navn,
                    f"{m.brugernavn}@{domaene}",
                    m.enhed or "KOM",
                    str(m.rolle),
                    dato(m.begynder(udgangsdag)),
                    dato(slutter if slutter and slutter <= kendt else None),
                )
            )
    return raekker


def nye_medarbejderraekker(personale: Iterable[Medarbejder], udgangsdag: date, paa: date, domaene: str) -> list[Raekke]:
    """The lines that the payroll's file of a month before did not have; it sends none when there are none."""
    foer = set(medarbejderraekker(personale, udgangsdag, maaned(paa, -1), domaene))
    return [r for r in medarbejderraekker(personale, udgangsdag, paa, domaene) if r not in foer]


def bakkebys_boern(udgangsdag: date) -> list[Raekke]:
    """The eight children of the small neighbour; not a name or a number from the municipality beside it."""
    raekker: list[Raekke] = []
    for nr, (fornavn, efternavn, koen, alder_mdr) in enumerate(BAKKEBYS_BOERN):
        foedt = udgangsdag - timedelta(days=alder_mdr * 30 + nr)
        mor_foedt = udgangsdag - timedelta(days=31 * 365 + 97 * nr)
        raekker.append(
            (
                demo_cpr(foedt, 700 + nr, koen),
                fornavn,
                efternavn,
                dato(foedt),
                koen.value,
                "nej",
                "BAK-SOL",
                dato(udgangsdag - timedelta(days=min(alder_mdr * 30 - 300, 700))),
                "",
                "",
                demo_cpr(mor_foedt, 700 + nr, Koen.PIGE),
                BAKKEBYS_MOEDRE[nr],
                efternavn,
                "nej",
                *("", "", "", ""),
            )
        )
    return raekker


BAKKEBYS_BOERN = (
    ("Elvira", "Bakdal", Koen.PIGE, 34),
    ("Jens-Åge", "Overby", Koen.DRENG, 32),
    ("Maia", "Bakdal Krog", Koen.PIGE, 29),
    ("Sander", "Højlund", Koen.DRENG, 26),
    ("Mynte", "Sønderbæk", Koen.PIGE, 23),
    ("Abel", "Ådal", Koen.DRENG, 21),
    ("Rosemarie", "Vad", Koen.PIGE, 17),
    ("Thorvald", "Bakke", Koen.DRENG, 14),
)
BAKKEBYS_MOEDRE = ("Eva", "Karen", "Lis", "Tanja", "Ruth", "Gerd", "Heidi", "Inga")
