"""Words for the parents: a suggestion made of everyday sentences, and what must not stand in them.

Parents are told what was seen, with examples, not a number (»Seks år med ADBB i Danmark«, Sundhedsplejersken).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: From this score an item is told as something that was difficult that day; below it as something that succeeded.
#: Ours: the method has no words for parents.
SVAERT_FRA = 2
#: So many sentences of what succeeded; more would drown the rest.
HOEJST_LYKKEDES = 3


@dataclass(frozen=True, slots=True)
class Saetninger:
    """What the form says about one item: seen that day, or seen only a little."""

    lav: str
    hoej: str


def foreslaa(point: Mapping[str, int], saetninger: Mapping[str, Saetninger], slutning: str) -> str:
    """A text to edit: first what succeeded, then what was difficult, then what happens now.

    `point` are the assessed items, in the order of the form; one that was not assessed is not mentioned.
    """
    lykkedes = [saetninger[kode].lav for kode, p in point.items() if p < SVAERT_FRA][:HOEJST_LYKKEDES]
    svaert = [saetninger[kode].hoej for kode, p in point.items() if p >= SVAERT_FRA]
    afsnit = [" ".join(lykkedes), " ".join(svaert), slutning]
    return "\n\n".join(del_ for del_ in afsnit if del_)


_TAL = re.compile(r"\d")
_FAGORD = re.compile(
    r"\b(adbb|score\w*|scoring\w*|point\w*|summen|cut.?off|gr[æa]nsev[æa]rdi\w*|diagnose\w*|tilbagetrækning\w*"
    r"|tilbagetrukken\w*|depress\w*|autis\w*)\b",
    re.IGNORECASE,
)


def hvad_er_galt(tekst: str) -> str:
    """Why this text cannot be given to parents (Danish), or empty when it can."""
    if _TAL.search(tekst):
        return "Skriv uden tal. Brug ord, også om tid: »om to uger«."
    fundet = _FAGORD.search(tekst)
    if fundet:
        return f"Ordet »{fundet.group()}« siger ikke forældrene, hvad du så. Beskriv det med hverdagsord."
    return ""
