"""From the bytes of a file to its records, each with the line it begins on. Pure."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

#: Bytes. 20,000 lines with two custody holders are about 5 MB.
STOERST = 20 * 1024 * 1024
FLEST_LINJER = 100_000
SKILLETEGN = (";", ",", "\t")

_SIGNATURER = {
    b"PK\x03\x04": "et Excel-ark (xlsx)",
    b"\xd0\xcf\x11\xe0": "et Excel-ark (xls)",
    b"%PDF": "en PDF",
    b"\x1f\x8b": "en pakket fil",
}


class Filfejl(ValueError):
    """The file as a whole cannot be read. The message is Danish and can be shown as it is."""


@dataclass(frozen=True, slots=True)
class Fejl:
    """Something that must be mended before anything is written. `linje` counts as an editor does, from 1.

    `kolonne` is the column's title, or empty when the whole line is meant. `grund` never repeats the cell: it may hold
    a CPR number.
    """

    linje: int
    kolonne: str
    grund: str


@dataclass(frozen=True, slots=True)
class Post:
    """One record of the file: the line it begins on and its cells as they stand."""

    linje: int
    celler: list[str]


def afkod(data: bytes) -> str:
    """The text of the file: UTF-8 with or without a byte order mark, UTF-16 with one, otherwise Windows-1252.

    Raises `Filfejl` when it is no text, too large or empty.
    """
    if len(data) > STOERST:
        raise Filfejl(f"Filen er for stor. Den må højst fylde {STOERST // 1024 // 1024} MB. Del den i flere filer.")
    for signatur, hvad in _SIGNATURER.items():
        if data.startswith(signatur):
            raise Filfejl(f"Filen er {hvad}. Gem den som CSV, og prøv igen.")
    tekst = _til_tekst(data)
    if "\x00" in tekst:
        raise Filfejl("Filen indeholder tegn, som ikke findes i en tekstfil. Gem den som CSV, og prøv igen.")
    if not tekst.strip():
        raise Filfejl("Filen er tom.")
    return tekst


def _til_tekst(data: bytes) -> str:
    med_maerke = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for navn in ["utf-16"] if med_maerke else ["utf-8-sig", "cp1252"]:
        try:
            return data.decode(navn)
        except UnicodeDecodeError as fejl:
            linje = data.count(b"\n", 0, fejl.start) + 1
    raise Filfejl(
        f"Filens tegn kan ikke læses (første gang omkring linje {linje}). Gem den som CSV i UTF-8 eller Windows-1252."
    )


def poster(tekst: str, skilletegn: str) -> Iterator[Post | Fejl]:
    """The records that hold anything. A misplaced quotation mark gives one `Fejl`, and reading stops there."""
    laeser = csv.reader(io.StringIO(tekst, newline=""), delimiter=skilletegn, strict=True)
    foer = 0
    while True:
        try:
            celler = next(laeser)
        except StopIteration:
            return
        except csv.Error:
            yield Fejl(
                foer + 1,
                "",
                "Linjen har et anførselstegn, der ikke er lukket eller står forkert. Resten af filen er ikke læst.",
            )
            return
        if any(celle.strip() for celle in celler):
            yield Post(foer + 1, celler)
        foer = laeser.line_num


def rens(celle: str) -> str:
    """A cell as people mean it: composed letters, no invisible marks, one space between words, none around them."""
    if celle.isascii():
        return " ".join(celle.split())
    uden_maerker = "".join(c for c in unicodedata.normalize("NFC", celle) if unicodedata.category(c) != "Cf")
    return " ".join(uden_maerker.split())


def har_styretegn(tekst: str) -> bool:
    """Whether a cleaned cell still holds control characters, which no name or code does."""
    return any(unicodedata.category(c) in {"Cc", "Cs"} for c in tekst)


_FORVANSKET = ("Ã¦", "Ã¸", "Ã¥", "Ã†", "Ã˜", "Ã…", "Ã©", "\ufffd")


def er_forvansket(tekst: str) -> bool:
    """Whether letters have been through a wrong conversion before they reached the file ("SÃ¸rensen")."""
    return any(stump in tekst for stump in _FORVANSKET)
