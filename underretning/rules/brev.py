"""The letters to the one who wrote: who may have which, and their words.

The law (barnets lov § 138; wording not verified, see `opsporing.lov`): everybody who gives a name gets a receipt within
six hverdage; a professional is told whether something was started, and which kind and for how long only where it
matters to her work; nobody who wrote is a party. A citizen is never told whether there is a case. Pure: no Django.

The words are `breve.toml` in the app, for the municipality's lawyer to read. A letter that has been made is plain data
(`Brevord.til_data`), so that it prints the same for ever, whatever the texts become.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from opsporing.frosset import uden_cpr

_TABEL = Path(__file__).parents[1] / "breve.toml"

#: The written form of a frozen letter.
VERSION = 1
#: Danmarks Statistik's codes for the child itself, its family and friends, and for somebody anonymous (`koder.toml`).
FAMILIE = frozenset({"7", "12", "13"})
ANONYM = "8"
#: What a name is told apart by.
_ORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
#: A street with a number, or a postal code with a town: what an address looks like.
_VEJ = re.compile(
    r"\b[^\W\d_]*(?:vej|gade|allé|stræde|vænge|vænget|torv|torvet|boulevard|toften)\s+\d+"
    r"|\b[^\W\d_]{2,}alle\s+\d+",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:DK-?)?\d{4}[ \u00a0]+[A-ZÆØÅ][a-zæøå]+")
#: As short as that a name may be a word ("bo", "gro"), and is looked for as names are written.
_KORT = 3


class Modtagertype(StrEnum):
    """As what somebody who wrote is answered."""

    FAGPERSON = "fagperson"
    BORGER = "borger"
    KOMMUNE = "kommune"
    INGEN = "ingen"


@dataclass(frozen=True, slots=True)
class Navn:
    """A person's name, as it is known here."""

    fornavn: str
    efternavn: str


def navneord(tekst: str) -> list[str]:
    """The words of a text a name could be made of, in lower case."""
    return [ordet.casefold() for ordet in _ORD.findall(tekst)]


def ligner(skrevet: str, person: Navn) -> bool:
    """Whether what somebody wrote as a name can be this person: her first name and her last are both in it."""
    fornavne, efternavne = navneord(person.fornavn), navneord(person.efternavn)
    ordene = set(navneord(skrevet))
    return bool(fornavne and efternavne) and fornavne[0] in ordene and efternavne[-1] in ordene


def modtagertype(*, pligt: str, anonym: bool, kode: str, navn: str, foraeldre: Iterable[Navn]) -> Modtagertype:
    """As what the one who wrote is answered: family, and whoever has the name of a custody holder, as a citizen.

    Whoever is anonymous gets nothing: nobody knows where to.
    """
    if anonym or kode == ANONYM:
        return Modtagertype.INGEN
    if kode in FAMILIE or any(ligner(navn, person) for person in foraeldre):
        return Modtagertype.BORGER
    return {"fagperson": Modtagertype.FAGPERSON, "flytning": Modtagertype.KOMMUNE}.get(pligt, Modtagertype.BORGER)


def hvorfor_ikke_svar(svar: str, *, udfald: str, hjaelp_i_gang: bool | None) -> str:
    """Why a professional cannot be told this, as it is not what was decided; empty when she can."""
    if svar == "igangsat" and udfald == "ingen":
        return "Det er afgjort, at der ikke sættes noget i gang. Vælg et andet svar."
    if svar == "ikke_igangsat" and udfald == "undersoegelse":
        return "Det er afgjort, at der laves en undersøgelse. Vælg et andet svar."
    if svar == "i_forvejen" and not hjaelp_i_gang:
        return "Det er ikke noteret, at der var hjælp i gang. Vælg et andet svar."
    return ""


def hvad_er_galt(tekst: str, navne: Collection[Navn]) -> str:
    """Why a text must not stand in a letter: it names the child or its family, or holds a CPR number or an address."""
    if uden_cpr(tekst) != tekst:
        return "Der står et CPR-nummer. Det må ikke stå i brevet."
    if _VEJ.search(tekst) or _BY.search(tekst):
        return "Det ligner en adresse. Der må aldrig stå en adresse i brevet."
    for ordet in dict.fromkeys(ordet for navn in navne for ordet in _ORD.findall(f"{navn.fornavn} {navn.efternavn}")):
        flag = re.IGNORECASE if len(ordet) > _KORT else 0
        if re.search(rf"(?<!\w){re.escape(ordet)}(?:['’]?s|['’])?(?!\w)", tekst, flag):
            return f"Navnet »{ordet}« må ikke stå i brevet. Skriv »barnet« eller »familien«."
    return ""


@dataclass(frozen=True, slots=True)
class Stykke:
    """A paragraph, and the points below it."""

    tekst: str
    punkter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Afsender:
    """Who signs: name, what she is employed as, and the unit and municipality above."""

    navn: str
    titel: str
    enhed: str
    kommune: str


@dataclass(frozen=True, slots=True)
class Brevord:
    """A letter as it is read: its words and nothing else. `dato` is the day in words."""

    titel: str
    til: str
    dato: str
    afsnit: tuple[Stykke, ...]
    afsender: Afsender

    def til_data(self) -> dict[str, Any]:
        """The letter as plain JSON: `fra_data(b.til_data()) == b`."""
        return {
            "version": VERSION,
            "titel": self.titel,
            "til": self.til,
            "dato": self.dato,
            "afsnit": [{"tekst": s.tekst, "punkter": list(s.punkter)} for s in self.afsnit],
            "afsender": {
                "navn": self.afsender.navn,
                "titel": self.afsender.titel,
                "enhed": self.afsender.enhed,
                "kommune": self.afsender.kommune,
            },
        }

    @property
    def tekst(self) -> str:
        """Everything in it, for those who look for what must not be there."""
        stykker = [del_ for s in self.afsnit for del_ in (s.tekst, *s.punkter)]
        a = self.afsender
        return "\n".join([self.titel, self.til, self.dato, *stykker, a.navn, a.titel, a.enhed, a.kommune])


def fra_data(data: Mapping[str, Any]) -> Brevord:
    """Read a stored letter. Raises ValueError for a form this product does not know."""
    if data.get("version") != VERSION:
        raise ValueError(f"Brevet er i version {data.get('version')!r}. Her kan version {VERSION} læses.")
    return Brevord(
        titel=data["titel"],
        til=data["til"],
        dato=data["dato"],
        afsnit=tuple(Stykke(s["tekst"], tuple(s["punkter"])) for s in data["afsnit"]),
        afsender=Afsender(**data["afsender"]),
    )


@dataclass(frozen=True, slots=True)
class _Skabelonstykke:
    tekst: str
    punkter: tuple[str, ...]
    naar: str


@dataclass(frozen=True, slots=True)
class Skabelon:
    """A letter with its blanks."""

    kode: str
    titel: str
    afsnit: tuple[_Skabelonstykke, ...]

    @property
    def blanke(self) -> frozenset[str]:
        """The names of what is filled in."""
        tekster = (del_ for s in self.afsnit for del_ in (s.tekst, *s.punkter))
        return frozenset(navn for del_ in tekster for _, navn, _, _ in Formatter().parse(del_) if navn)

    @property
    def lovnoegler(self) -> frozenset[str]:
        """The keys in `opsporing.lov` of the references it names."""
        return frozenset(navn.removeprefix("lov_") for navn in self.blanke if navn.startswith("lov_"))


#: What a paragraph can depend on.
BETINGELSER = frozenset({"", "telefon", "ingen_telefon", "vagt", "soeskende", "tilfoejelse"})


@cache
def skabeloner() -> Mapping[str, Skabelon]:
    """All letters by code. Read once."""
    data = tomllib.loads(_TABEL.read_text(encoding="utf-8"))
    return {
        brev["kode"]: Skabelon(
            brev["kode"],
            brev["titel"],
            tuple(_Skabelonstykke(s["tekst"], tuple(s.get("punkter", ())), s.get("naar", "")) for s in brev["afsnit"]),
        )
        for brev in data["brev"]
    }


@cache
def svartekster() -> Mapping[str, str]:
    """What a professional is told, by the code of the answer. Read once."""
    data = tomllib.loads(_TABEL.read_text(encoding="utf-8"))
    return {svar["kode"]: svar["tekst"] for svar in data["svar"]}


def skabelonkode(art: str, modtager: Modtagertype) -> str | None:
    """Which letter it is; None where the one who wrote gets none of that kind."""
    if modtager is Modtagertype.INGEN:
        return None
    if art == "kvittering":
        return f"kvittering_{modtager.value}"
    return "tilbagemelding" if modtager is Modtagertype.FAGPERSON else None


def skriv(
    kode: str,
    *,
    navn: str,
    dato: str,
    afsender: Afsender,
    udfyld: Mapping[str, str],
    lov: Mapping[str, str],
    gaelder: Collection[str] = (),
) -> Brevord:
    """Fill in the letter `kode`. `udfyld` holds the blanks, `lov` the references by key, `gaelder` what holds besides.

    A blank that is empty leaves out the paragraph that depends on it; every other one must be there (KeyError).
    """
    skabelon = skabeloner()[kode]
    har = {"telefon", "vagt", "tilfoejelse"} & {navn for navn, vaerdi in udfyld.items() if vaerdi} | set(gaelder)
    if "telefon" not in har:
        har.add("ingen_telefon")
    blanke = dict(udfyld) | {f"lov_{noegle}": tekst for noegle, tekst in lov.items()}
    return Brevord(
        titel=skabelon.titel,
        til=f"Kære {navn}" if navn else "Til dig, der har underrettet",
        dato=dato,
        afsnit=tuple(
            Stykke(s.tekst.format_map(blanke), tuple(p.format_map(blanke) for p in s.punkter))
            for s in skabelon.afsnit
            if not s.naar or s.naar in har
        ),
        afsender=afsender,
    )
