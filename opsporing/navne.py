"""When two names may be the same person's, and in which order names stand; never how they are written. Pure.

Registers spell one name in many ways: Åkjær and Aakjær, Søren and Soeren, a middle name left out, first name and
surname in each other's column. `noegle` says that two spellings are one name; `ligner` says that a person should look.
"""

import re
import unicodedata

_STAVET = str.maketrans(
    {"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "ı": "i"}
)
_IKKE_BOGSTAV = re.compile(r"[^\w]+|_")

#: What stands in the first name's place before a child has got one.
_UDEN_NAVN = frozenset({"", "pige", "dreng", "barn", "baby", "nyfoedt", "ukendt", "navnloes", "unavngivet", "udoebt"})
_TVILLING = re.compile(r"(tvilling|trilling)( \w)?")


def noegle(*dele: str) -> str:
    """The name with spelling taken away: small letters, æ, ø, å spelled out, no accents, one space between parts.

    Equal keys mean the same name, not the same person.
    """
    samlet = unicodedata.normalize("NFC", " ".join(dele)).casefold().translate(_STAVET)
    uden_accenter = "".join(c for c in unicodedata.normalize("NFKD", samlet) if not unicodedata.combining(c))
    # Once more: the letter under an accent may itself be spelled out (ǽ).
    return " ".join(_IKKE_BOGSTAV.sub(" ", uden_accenter.translate(_STAVET)).split())


def uden_fornavn(fornavn: str) -> bool:
    """Whether the child has no first name yet, or something that stands in for it."""
    n = noegle(fornavn)
    return n in _UDEN_NAVN or bool(_TVILLING.fullmatch(n))


def ligner(fornavn: str, efternavn: str, andet_fornavn: str, andet_efternavn: str) -> bool:
    """Whether two names may belong to one person. Symmetric. A child without a first name resembles every namesake.

    Generous on purpose: it decides whether somebody is asked, never what the answer is.
    """
    a, b = (noegle(fornavn), noegle(efternavn)), (noegle(andet_fornavn), noegle(andet_efternavn))
    if noegle(*a) == noegle(*b) or noegle(*a) == noegle(*reversed(b)):
        return True
    fornavne_ligner = uden_fornavn(fornavn) or uden_fornavn(andet_fornavn) or _fornavne_ligner(a[0], b[0])
    return fornavne_ligner and _efternavne_ligner(a[1], b[1])


def _fornavne_ligner(a: str, b: str) -> bool:
    dele_a, dele_b = a.split(), b.split()
    if set(dele_a) <= set(dele_b) or set(dele_b) <= set(dele_a):
        return True
    foerste_a, foerste_b = dele_a[0], dele_b[0]
    kortest, laengst = sorted((foerste_a, foerste_b), key=len)
    if len(kortest) >= 3 and laengst.startswith(kortest):
        return True
    return afstand(foerste_a, foerste_b) <= (1 if len(kortest) <= 5 else 2)


def _efternavne_ligner(a: str, b: str) -> bool:
    dele_a, dele_b = a.split(), b.split()
    if not dele_a or not dele_b:
        return True
    return any(x == y or (min(len(x), len(y)) > 3 and afstand(x, y) <= 1) for x in dele_a for y in dele_b)


def afstand(a: str, b: str) -> int:
    """How many letters must be put in, taken out, changed or swapped with their neighbour to make `a` into `b`."""
    forforrige: list[int] = []
    forrige = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        denne = [i]
        for j, y in enumerate(b, 1):
            pris = min(forrige[j] + 1, denne[j - 1] + 1, forrige[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                pris = min(pris, forforrige[j - 2] + 1)
            denne.append(pris)
        forforrige, forrige = forrige, denne
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
