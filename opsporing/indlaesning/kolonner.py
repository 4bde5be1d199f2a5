"""The columns of the two kinds of file, as the reader knows them and as the product documents them. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from opsporing.indlaesning.tekst import SKILLETEGN, Fejl, Filfejl, Post, poster, rens


class Art(StrEnum):
    """What a file holds."""

    BOERN = "boern"
    MEDARBEJDERE = "medarbejdere"


@dataclass(frozen=True, slots=True)
class Kolonne:
    """One column: its key in code, the title we write, what it means, an example, and other titles we recognise."""

    noegle: str
    titel: str
    forklaring: str
    eksempel: str = ""
    paakraevet: bool = False
    ogsaa: tuple[str, ...] = ()


_DATO = "Dag, måned og år med fire cifre: 01-08-2025, 01/08/2025, 01.08.2025 eller 2025-08-01."
_JA_NEJ = "ja eller nej. Tom betyder, at det ikke ændres."


def _foraelder(nr: int, rolle: str) -> tuple[Kolonne, ...]:
    ordet = f"{nr}. forældremyndighedsindehaver"
    return (
        Kolonne(
            f"foraelder{nr}_cpr",
            f"forælder{nr}_cpr",
            f"CPR-nummer på {ordet}. Søskende deler forælder, når nummeret er det samme.",
            "",
            ogsaa=(f"forælder {nr} cpr-nr", f"forælder {nr} personnummer", f"{rolle}s cpr", f"{rolle} cpr"),
        ),
        Kolonne(
            f"foraelder{nr}_fornavn",
            f"forælder{nr}_fornavn",
            "Fornavn. Skal stå, når noget andet om forælderen står.",
            "Mette" if nr == 1 else "Anders",
            ogsaa=(f"{rolle}s fornavn", f"{rolle} fornavn"),
        ),
        Kolonne(
            f"foraelder{nr}_efternavn",
            f"forælder{nr}_efternavn",
            "Efternavn. Skal stå, når noget andet om forælderen står.",
            "Friis",
            ogsaa=(f"{rolle}s efternavn", f"{rolle} efternavn"),
        ),
        Kolonne(
            f"foraelder{nr}_beskyttet",
            f"forælder{nr}_beskyttet",
            f"Navne- og adressebeskyttelse: {_JA_NEJ}",
            "nej",
            ogsaa=(f"{rolle}s beskyttelse", f"{rolle} beskyttet", f"forælder {nr} adressebeskyttelse"),
        ),
    )


BOERN = (
    Kolonne(
        "cpr",
        "barn_cpr",
        "Barnets CPR-nummer, ti cifre med eller uden bindestreg. Tom, indtil et nyfødt barn har fået et nummer. "
        "Numre, der ikke består modulus 11, og erstatningsnumre er gyldige.",
        "",
        ogsaa=("cpr", "cpr-nummer", "cpr-nr", "cprnr", "personnummer", "barnets cpr", "barnets cpr-nummer", "barn cpr"),
    ),
    Kolonne(
        "fornavn",
        "fornavn",
        "Barnets fornavn. Tomt, hvis barnet ikke har fået navn endnu.",
        "Oskar",
        ogsaa=("barnets fornavn", "barn fornavn", "fornavne", "fornavn(e)"),
    ),
    Kolonne(
        "efternavn",
        "efternavn",
        "Barnets efternavn.",
        "Friis",
        paakraevet=True,
        ogsaa=("barnets efternavn", "barn efternavn", "efternavne"),
    ),
    Kolonne(
        "foedt_den",
        "fødselsdato",
        f"{_DATO} Kan være tom, når CPR-nummeret står der. Står begge, skal de passe sammen.",
        "09-01-2024",
        ogsaa=("født", "født den", "fødselsdag", "barnets fødselsdato", "fødsdato"),
    ),
    Kolonne("koen", "køn", "pige eller dreng. Tom, når CPR-nummeret står der.", "dreng", ogsaa=("barnets køn",)),
    Kolonne(
        "beskyttet",
        "beskyttet",
        f"Navne- og adressebeskyttelse: {_JA_NEJ}",
        "nej",
        ogsaa=(
            "adressebeskyttelse",
            "navne- og adressebeskyttelse",
            "navnebeskyttelse",
            "adressebeskyttet",
            "beskyttet adresse",
            "barn beskyttet",
            "hemmelig adresse",
        ),
    ),
    Kolonne(
        "enhedskode",
        "enhedskode",
        "Koden på stuen, dagplejeren eller distriktet, som den står under Enheder.",
        "STR-MARI",
        paakraevet=True,
        ogsaa=("enhed", "kode", "stue kode", "stuekode", "institutionskode", "afdelingskode", "gruppekode"),
    ),
    Kolonne(
        "start",
        "startdato",
        f"Første dag i enheden. {_DATO}",
        "01-11-2024",
        paakraevet=True,
        ogsaa=("start", "indskrevet fra", "indmeldt", "indmeldelsesdato", "indskrivningsdato", "fra", "fra dato"),
    ),
    Kolonne(
        "slut",
        "slutdato",
        "Sidste dag i enheden. Tom, så længe barnet går der. År 9999 læses som tom.",
        "",
        ogsaa=("slut", "indskrevet til", "udmeldt", "udmeldelsesdato", "udskrivningsdato", "til", "til dato"),
    ),
    Kolonne(
        "gestationsuger",
        "svangerskabsuger",
        "Uger ved fødslen, 20 til 45, gerne med dage (34+5). Bruges til korrigeret alder for børn født for tidligt. "
        "Det, sundhedsplejen har skrevet på barnets side, bliver stående.",
        "40+1",
        ogsaa=("gestationsuger", "gestationsalder", "svangerskabsuge", "ga uger"),
    ),
    *_foraelder(1, "mor"),
    *_foraelder(2, "far"),
    Kolonne(
        "handlekommune_kode",
        "handlekommunekode",
        "Fire cifre for den kommune, der handler for barnet, når det er en anden end jeres (fx et barn, der er anbragt "
        "hos jer). En underretning om barnet går til den. Skriv jeres egen kode, når det er jer igen.",
        "",
        ogsaa=("handlekommune kode", "handlekommunenr", "handlekommunenummer"),
    ),
    Kolonne(
        "handlekommune_navn",
        "handlekommune",
        "Navnet på den kommune. Bruges, når den ikke selv er i systemet.",
        "",
        ogsaa=("handlekommunens navn", "handlekommunenavn"),
    ),
)

MEDARBEJDERE = (
    Kolonne(
        "medarbejdernr",
        "medarbejdernummer",
        "Nummeret i lønsystemet. Med det kendes personen igen, også når navn eller e-mail er ændret.",
        "10482",
        ogsaa=("medarbejdernr", "medarbejder nr", "tjenestenummer", "lønnummer", "medarbejder-id"),
    ),
    Kolonne(
        "brugernavn",
        "brugernavn",
        "Det, personen logger ind med: bogstaver fra a til z, cifre og . _ @ -. Skal stå for nye personer.",
        "maho",
        ogsaa=("bruger-id", "brugerid", "login", "initialer"),
    ),
    Kolonne("navn", "navn", "Fulde navn.", "Maja Holm", paakraevet=True, ogsaa=("fulde navn", "medarbejder")),
    Kolonne("email", "email", "Arbejdets e-mail.", "", ogsaa=("e-mail", "mail", "e-mailadresse", "arbejdsmail")),
    Kolonne(
        "enhedskode",
        "enhedskode",
        "Koden på den enhed, personen arbejder i, som den står under Enheder.",
        "STR-MARI",
        paakraevet=True,
        ogsaa=("enhed", "kode", "afdelingskode", "institutionskode"),
    ),
    Kolonne(
        "rolle",
        "rolle",
        "Et af rollenavnene nedenfor. En person med flere roller har en linje for hver.",
        "pædagog",
        paakraevet=True,
        ogsaa=("stilling", "funktion"),
    ),
    Kolonne(
        "start",
        "startdato",
        f"Første arbejdsdag i enheden. {_DATO}",
        "01-08-2024",
        paakraevet=True,
        ogsaa=("start", "ansat fra", "ansættelsesdato", "fra", "fra dato"),
    ),
    Kolonne(
        "slut",
        "slutdato",
        "Sidste arbejdsdag i enheden. Tom, så længe personen er der. År 9999 læses som tom.",
        "",
        ogsaa=("slut", "ansat til", "fratrædelsesdato", "fratrådt", "til", "til dato"),
    ),
)

KOLONNER: dict[Art, tuple[Kolonne, ...]] = {Art.BOERN: BOERN, Art.MEDARBEJDERE: MEDARBEJDERE}

_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "é": "e", "ü": "u"})


def hovednoegle(titel: str) -> str:
    """A heading with what people write differently taken away: case, spaces, hyphens, and æ, ø, å spelled out."""
    return re.sub(r"[^a-z0-9]", "", rens(titel).casefold().translate(_ASCII))


def _kendte(art: Art) -> dict[str, Kolonne]:
    return {hovednoegle(navn): k for k in KOLONNER[art] for navn in (k.noegle, k.titel, *k.ogsaa)}


@dataclass(frozen=True, slots=True)
class Hoved:
    """What the first line says: which cell holds which column, and what we do not use.

    `linje` is where the heading stands, `bredde` how many cells it has.
    """

    linje: int
    bredde: int
    pladser: dict[str, int]
    ubrugte: tuple[str, ...]
    skilletegn: str


def find_hoved(tekst: str, art: Art) -> Hoved:
    """Read the heading with the separator that makes most of its columns known.

    Raises `Filfejl` when the first line is no heading, or a column is missing or stands twice.
    """
    kendte = _kendte(art)
    bedst: tuple[int, str, Post] | None = None
    for skilletegn in SKILLETEGN:
        post = _foerste(tekst, skilletegn)
        if post is None:
            continue
        traef = sum(1 for celle in post.celler if hovednoegle(celle) in kendte)
        if bedst is None or traef > bedst[0]:
            bedst = (traef, skilletegn, post)
    if bedst is None or bedst[0] == 0:
        raise Filfejl(
            "Den første linje skal være overskrifter, for eksempel "
            f"»{'; '.join(k.titel for k in KOLONNER[art] if k.paakraevet)}«. Ingen af dem blev fundet."
        )
    _, skilletegn, post = bedst
    return _hoved(post, skilletegn, art, kendte)


def _foerste(tekst: str, skilletegn: str) -> Post | None:
    for post in poster(tekst, skilletegn):
        if isinstance(post, Fejl):
            return None
        # Excel writes this line to tell itself which separator follows.
        if post.celler[0].strip().lower().startswith("sep="):
            continue
        return post
    return None


def _hoved(post: Post, skilletegn: str, art: Art, kendte: dict[str, Kolonne]) -> Hoved:
    pladser: dict[str, int] = {}
    ubrugte = []
    for plads, celle in enumerate(post.celler):
        kolonne = kendte.get(hovednoegle(celle))
        if kolonne is None:
            if celle.strip():
                ubrugte.append(rens(celle)[:60])
        elif kolonne.noegle in pladser:
            raise Filfejl(f"Kolonnen »{kolonne.titel}« står to gange i overskriften.")
        else:
            pladser[kolonne.noegle] = plads
    mangler = [k.titel for k in KOLONNER[art] if k.paakraevet and k.noegle not in pladser]
    if art is Art.BOERN and not {"cpr", "foedt_den"} & pladser.keys():
        mangler.append("barn_cpr eller fødselsdato")
    if art is Art.MEDARBEJDERE and not {"medarbejdernr", "brugernavn"} & pladser.keys():
        mangler.append("medarbejdernummer eller brugernavn")
    if mangler:
        raise Filfejl(f"Filen mangler {'kolonnen' if len(mangler) == 1 else 'kolonnerne'} {', '.join(mangler)}.")
    return Hoved(post.linje, len(post.celler), pladser, tuple(ubrugte), skilletegn)


def titel(art: Art, noegle: str) -> str:
    """The title of a column, as the table of bad lines names it; empty for a whole line."""
    return next(k.titel for k in KOLONNER[art] if k.noegle == noegle) if noegle else ""


def eksempel(art: Art) -> str:
    """A file with the headings and one invented line, for people to start from."""
    kolonner = KOLONNER[art]
    return "".join(f"{';'.join(linje)}\r\n" for linje in ([k.titel for k in kolonner], [k.eksempel for k in kolonner]))
