"""What one cell says: dates, CPR numbers, names, codes. Pure; every refusal is a Danish sentence without the cell."""

import re
from datetime import date

from opsporing import cpr
from opsporing.alder import HOEJST_UGER, MINDST_UGER
from opsporing.cpr import Cpr, CprFejl
from opsporing.indlaesning.tekst import er_forvansket, har_styretegn

LAENGSTE_NAVN = 100


class Cellefejl(ValueError):
    """The cell cannot mean anything. The message is the reason, in Danish."""


_DMY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MIDNAT = re.compile(r"[ T]0?0[:.]00([:.]00([.,]0+)?)?$")
_KORT_AAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
#: Years that systems write for "no end".
_UENDELIGT = 2900


def dato(tekst: str) -> date | None:
    """A Danish or ISO date; None for an empty cell and for the far-off years that mean no end."""
    if not tekst:
        return None
    ren = _MIDNAT.sub("", tekst)
    if m := _DMY.fullmatch(ren):
        dag, maaned, aar = (int(del_) for del_ in m.groups())
    elif m := _ISO.fullmatch(ren):
        aar, maaned, dag = (int(del_) for del_ in m.groups())
    elif _KORT_AAR.fullmatch(ren):
        raise Cellefejl("Skriv årstallet med fire cifre.")
    else:
        raise Cellefejl("Det er ikke en dato. Skriv dag, måned og år, for eksempel 01-08-2025.")
    try:
        fundet = date(aar, maaned, dag)
    except ValueError:
        raise Cellefejl("Den dato findes ikke.") from None
    if aar >= _UENDELIGT:
        return None
    if not 1900 <= aar <= 2100:
        raise Cellefejl("Årstallet kan ikke passe.")
    return fundet


def cprnummer(tekst: str, *, nul_foran: bool, foedt_den: date | None) -> Cpr | None:
    """A CPR number; None for an empty cell.

    With `nul_foran` a zero that a spreadsheet took away is put back, but only where the birth date in the line agrees:
    nine digits alone may just as well be a typing mistake.
    """
    if not tekst:
        return None
    try:
        return cpr.parse(tekst)
    except CprFejl as fejl:
        if fejl.forslag is None:
            raise Cellefejl(fejl.besked) from None
        rettet = cpr.parse(fejl.forslag)
        if not nul_foran:
            raise Cellefejl(
                f"{fejl.besked} Vælg »Sæt nullet på igen«, når du indlæser filen, hvis det er grunden."
            ) from None
        if foedt_den is None or rettet.foedselsdato != foedt_den:
            raise Cellefejl(f"{fejl.besked} Det passer ikke med fødselsdatoen i linjen.") from None
        return rettet


_IKKE_I_NAVNE = re.compile(r"[<>=|{}\[\]\\^~\"@#$%&*+?!;:_]")


def navn(tekst: str) -> str:
    """A name of a person, in whatever letters; refuses what can only be something else."""
    if not tekst:
        return ""
    if len(tekst) > LAENGSTE_NAVN:
        raise Cellefejl(f"Navnet er længere end {LAENGSTE_NAVN} tegn.")
    if er_forvansket(tekst):
        raise Cellefejl("Bogstaverne i navnet er blevet ødelagt, før filen kom hertil. Hent filen igen.")
    if har_styretegn(tekst):
        raise Cellefejl("Navnet indeholder usynlige tegn.")
    if _IKKE_I_NAVNE.search(tekst) or not any(c.isalpha() for c in tekst):
        raise Cellefejl("Det ligner ikke et navn.")
    return tekst


def kode(tekst: str) -> str:
    """A unit's code, as it stands."""
    if len(tekst) > 50:
        raise Cellefejl("Koden er længere end 50 tegn.")
    if har_styretegn(tekst):
        raise Cellefejl("Koden indeholder usynlige tegn.")
    return tekst


def kommunekode(tekst: str) -> str:
    """The code of a municipality: four digits, of which a spreadsheet may have taken the zero in front."""
    if tekst and not re.fullmatch(r"0?\d{3}", tekst, re.ASCII):
        raise Cellefejl("En kommunekode har fire cifre, for eksempel 0101.")
    return tekst.zfill(4) if tekst else ""


def medarbejdernr(tekst: str) -> str:
    """A staff number. Staff are never known by their CPR number, so one is refused."""
    return _uden_cpr(kode(tekst))


def _uden_cpr(tekst: str) -> str:
    try:
        cpr.parse(tekst)
    except CprFejl:
        return tekst
    raise Cellefejl("Det ligner et CPR-nummer. Medarbejderes CPR-numre hører ikke til her.")


_JA = frozenset({"ja", "j", "1", "x", "true", "sand", "sandt", "yes", "y"})
_NEJ = frozenset({"nej", "n", "0", "false", "falsk", "no"})


def ja_nej(tekst: str) -> bool | None:
    """Yes, no, or None for an empty cell, which changes nothing."""
    ren = tekst.casefold()
    if not ren:
        return None
    if ren in _JA:
        return True
    if ren in _NEJ:
        return False
    raise Cellefejl("Skriv ja eller nej.")


_KOEN = {
    **dict.fromkeys(("pige", "p", "kvinde", "k", "f", "female"), "pige"),
    **dict.fromkeys(("dreng", "d", "mand", "m", "male"), "dreng"),
    **dict.fromkeys(("", "ukendt", "u", "ikke registreret", "-"), None),
}


def koen(tekst: str) -> str | None:
    """The code of a sex as registered, or None when the file does not say."""
    try:
        return _KOEN[tekst.casefold()]
    except KeyError:
        raise Cellefejl("Skriv pige eller dreng.") from None


def uger(tekst: str) -> tuple[int, int | None] | None:
    """Completed weeks of pregnancy at birth, 20 to 45, and the days where they are said ("34+5")."""
    if not tekst:
        return None
    m = re.fullmatch(r"(\d{1,2})(?:\s*\+\s*([0-6]))?", tekst, re.ASCII)
    if m is None or not MINDST_UGER <= int(m[1]) <= HOEJST_UGER:
        raise Cellefejl("Skriv uger mellem 20 og 45, gerne med dage, for eksempel 34+5.")
    return int(m[1]), int(m[2]) if m[2] else None


_BRUGERNAVN = re.compile(r"[a-z0-9][a-z0-9._@-]{0,99}")


def brugernavn(tekst: str) -> str:
    """A user name in small letters."""
    ren = tekst.lower()
    if ren and not _BRUGERNAVN.fullmatch(ren):
        raise Cellefejl("Et brugernavn består af bogstaver fra a til z, cifre og . _ @ - og har højst 100 tegn.")
    return _uden_cpr(ren)


_EMAIL = re.compile(r"[^@\s,;<>()\[\]\"\\]+@[^@\s,;<>()\[\]\"\\]+\.[^@\s.,;<>()\[\]\"\\]{2,}")


def email(tekst: str) -> str:
    """An e-mail address in small letters."""
    ren = tekst.lower()
    if ren and (len(ren) > 254 or ".." in ren or not _EMAIL.fullmatch(ren)):
        raise Cellefejl("Det er ikke en e-mailadresse.")
    return ren
