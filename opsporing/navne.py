"""Danish names: are two of them the same person's, and in which order do they stand?

Nothing here decides that two children are one. An import uses it to find the pairs a person should be asked about.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

# From here two names are so alike that somebody should be asked whether the child is the same.
LIGNER_FRA = 0.85

# Letters that only differ in how a system writes them. The Danish ones are spelled out, as old systems do.
_SKRIVEMAADER = str.maketrans({
    "æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "y",
    "ð": "d", "þ": "th", "ß": "ss", "ł": "l", "đ": "d", "ı": "i",
})  # fmt: skip
_APOSTROFFER = re.compile("['’‘`´ʼ]")
_IKKE_BOGSTAV = re.compile(r"[\W\d_]+")
# Spellings that sound alike in Danish names: Christian/Kristian, Sophie/Sofie, Mathias/Mattias.
_LYDE = (
    (re.compile("ch|ck|k"), "k"), (re.compile("ph"), "f"), (re.compile("th"), "t"), (re.compile("w"), "v"),
    (re.compile("z"), "s"), (re.compile("q"), "k"), (re.compile("c(?=[eiy])"), "s"), (re.compile("c"), "k"),
    (re.compile("x"), "ks"), (re.compile(r"j(?=$)|y"), "i"), (re.compile(r"([b-df-hj-np-tv-z])\1+"), r"\1"),
)  # fmt: skip

_LYDER_ENS = 0.95
_FORBOGSTAV = 0.9
# Only a first name to go by, or the first name stands among the middle names of the other.
_USIKKER = 0.9
_MELLEMNAVN_MANGLER = 0.3


class NavneForhold(StrEnum):
    """How the names of two children with the same birth date stand to each other."""

    ENS = "ens"
    LIGNER = "ligner"
    MULIG_TVILLING = "mulig_tvilling"
    ANDET_EFTERNAVN = "andet_efternavn"
    FORSKELLIGE = "forskellige"


def normaliser(navn: str) -> tuple[str, ...]:
    """The parts of a name as they are compared: small letters a-z, å as aa, without accents, hyphens and apostrophes.

    "Hansen, Bo" is read as Bo Hansen. Parts in other alphabets are kept as they are.
    """
    if navn.count(",") == 1:
        efternavn, fornavn = navn.split(",")
        navn = f"{fornavn} {efternavn}"
    tekst = unicodedata.normalize("NFC", navn).casefold().translate(_SKRIVEMAADER)
    tekst = _APOSTROFFER.sub("", tekst)
    uden_accent = "".join(c for c in unicodedata.normalize("NFD", tekst) if not unicodedata.combining(c))
    return tuple(_IKKE_BOGSTAV.sub(" ", uden_accent).split())


def ligner(a: str, b: str) -> float:
    """How alike two full names are, 0-1; 1 for names that differ only in writing (å/aa, hyphens, capitals).

    The first name weighs as much as the rest together, so that twins, who share the rest, are not alike. Middle names
    may be swapped at no cost and left out at a small one. Symmetric.
    """
    dele_a, dele_b = normaliser(a), normaliser(b)
    if not dele_a or not dele_b:
        return 0.0
    if sorted(dele_a) == sorted(dele_b) and dele_a[0] == dele_b[0]:
        return 1.0
    if "".join(dele_a) == "".join(dele_b):
        return 1.0
    dele_a, dele_b = _hoejst_otte(dele_a), _hoejst_otte(dele_b)
    fornavn = _del_lighed(dele_a[0], dele_b[0])
    byttet = _USIKKER * min(_bedste(dele_a[0], dele_b), _bedste(dele_b[0], dele_a), _parret(dele_a, dele_b))
    if len(dele_a) == 1 or len(dele_b) == 1:
        # Only one name is known: as much as it can say, but never certain.
        return _USIKKER * fornavn
    return max((fornavn + _parret(dele_a[1:], dele_b[1:])) / 2, byttet)


def sammenlign_navne(a: str, b: str) -> NavneForhold:
    """Why two children born on the same day might be one, or twins; for the question an import asks."""
    lighed = ligner(a, b)
    if lighed == 1:
        return NavneForhold.ENS
    if lighed >= LIGNER_FRA:
        return NavneForhold.LIGNER
    dele_a, dele_b = normaliser(a), normaliser(b)
    if len(dele_a) < 2 or len(dele_b) < 2:
        return NavneForhold.FORSKELLIGE
    if _del_lighed(dele_a[-1], dele_b[-1]) >= LIGNER_FRA:
        return NavneForhold.MULIG_TVILLING
    if _del_lighed(dele_a[0], dele_b[0]) >= LIGNER_FRA:
        return NavneForhold.ANDET_EFTERNAVN
    return NavneForhold.FORSKELLIGE


def _bedste(del_: str, andre: Sequence[str]) -> float:
    return max(_del_lighed(del_, anden) for anden in andre)


def _hoejst_otte(dele: tuple[str, ...]) -> tuple[str, ...]:
    # Pairing takes time that doubles with every part, and a ninth part tells nothing more.
    return dele if len(dele) <= 8 else (*dele[:7], dele[-1])


def _parret(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Likeness of the best pairing of parts; a part without a partner costs less than a wrong one."""
    kort, lang = sorted((a, b), key=lambda dele: (len(dele), dele))
    bedste = {0: 0.0}  # by the set of parts of `lang` that have a partner, as bits
    for del_ in kort:
        nye: dict[int, float] = {}
        for brugt, sum_ in bedste.items():
            for nr, anden in enumerate(lang):
                if not brugt & 1 << nr:
                    valg = brugt | 1 << nr
                    nye[valg] = max(nye.get(valg, 0.0), sum_ + _del_lighed(del_, anden))
        bedste = nye
    return max(bedste.values()) / (len(kort) + _MELLEMNAVN_MANGLER * (len(lang) - len(kort)))


@lru_cache(maxsize=20_000)
def _del_lighed(a: str, b: str) -> float:
    """How alike two single names are, 0-1."""
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return _FORBOGSTAV if a[0] == b[0] else 0.0
    if _lyd(a) == _lyd(b):
        return _LYDER_ENS
    return 1 - _afstand(a, b) / max(len(a), len(b))


def _lyd(navn: str) -> str:
    for moenster, ny in _LYDE:
        navn = moenster.sub(ny, navn)
    return navn


def _afstand(a: str, b: str) -> int:
    """Letters to insert, remove or change, or neighbours to swap, to make one name the other."""
    forforrige: list[int] = []
    forrige = list(range(len(b) + 1))
    for i, bogstav_a in enumerate(a, start=1):
        raekke = [i]
        for j, bogstav_b in enumerate(b, start=1):
            pris = min(forrige[j] + 1, raekke[j - 1] + 1, forrige[j - 1] + (bogstav_a != bogstav_b))
            if i > 1 and j > 1 and bogstav_a == b[j - 2] and a[i - 2] == bogstav_b:
                pris = min(pris, forforrige[j - 2] + 1)
            raekke.append(pris)
        forforrige, forrige = forrige, raekke
    return forrige[-1]


# The sort key, letter for letter the same as the database function `dansk_sortering` (a test holds them together). What
# comes after z in Danish is written with the characters that come after z in ASCII: æ as {, ø as |, å and aa as }.
_STORE = str.maketrans("ÆÄØÖÅÉÈÊËÁÀÂÍÌÎÏÓÒÔÚÙÛÜÝÇÑÐ", "æäøöåéèêëáàâíìîïóòôúùûüýçñð")
_NOEGLE = str.maketrans("æäøöåéèêëáàâíìîïóòôúùûüýçñð-", "{{||}eeeeaaaiiiiooouuuyycnd ", "'.")


def dansk_sortering(navn: str) -> str:
    """A key that sorts names in Danish order: aa as å; æ, ø, å after z; accents and capitals make no difference.

    Compare keys as plain text (in the database `COLLATE "C"`). Names with the same key (Åse and Aase) stand together;
    sort by something else as well where the order between them matters.
    """
    smaa = "".join(_lille(bogstav) for bogstav in navn.translate(_STORE))
    return smaa.replace("aa", "å").translate(_NOEGLE)


def _lille(bogstav: str) -> str:
    # One letter for one letter, as the database does it; Turkish İ is the only one that Python writes as two.
    lille = bogstav.lower()
    return lille if len(lille) == 1 else lille[0]
