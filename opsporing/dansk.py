"""How dates, ages, deadlines and lists are said in Danish.

Pure: the day or the moment is always handed in, and nothing here knows Django. Django's own date filter takes some
35 microseconds a call in Danish, which is most of the time of a long list; these take less than one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from opsporing.alder import MAANEDER, alder_tekst, dato_tekst

KORTE_MAANEDER = ["jan.", "feb.", "mar.", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."]
UGEDAGE = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]


def dato(d: date) -> str:
    """The date in full: `17. november 2026`."""
    return dato_tekst(d)


def kort_dato(d: date) -> str:
    """The date where the year is plain from the context: `17. nov.`."""
    return f"{d.day}. {KORTE_MAANEDER[d.month - 1]}"


def kort_dato_aar(d: date) -> str:
    """The short date with its year, for tables over several years: `17. nov. 2026`."""
    return f"{d.day}. {KORTE_MAANEDER[d.month - 1]} {d.year}"


def maaned(d: date) -> str:
    """The month of a round: `maj 2026`."""
    return f"{MAANEDER[d.month - 1]} {d.year}"


def dato_ord(d: date) -> str:
    """The date with its weekday: `tirsdag 17. november 2026`."""
    return f"{UGEDAGE[d.weekday()]} {dato(d)}"


def dag_ord(d: date) -> str:
    """The weekday with a short date, for deadlines of the season: `mandag 16. nov.`."""
    return f"{UGEDAGE[d.weekday()]} {kort_dato(d)}"


def klokken(t: datetime) -> str:
    """The time of day with a full stop, as Danish writes it: `kl. 9.42`. The caller hands in local time.

    In the hour of October that comes twice it says which: `kl. 2.30 sommertid`.
    """
    skift = ""
    if t.tzinfo is not None and t.replace(fold=0).utcoffset() != t.replace(fold=1).utcoffset():
        skift = " vintertid" if t.fold else " sommertid"
    return f"kl. {t.hour}.{t.minute:02d}{skift}"


def dato_klokken(t: datetime) -> str:
    """Date and time of day: `17. november 2026 kl. 9.42`."""
    return f"{dato(t)} {klokken(t)}"


def alder(foedt: date, dag: date) -> str:
    """The age on `dag` as staff say it: `3 dage`, `5 uger`, `11 md.`, `2 år 1 md.`; `ikke født` before the birth."""
    return alder_tekst(foedt, dag)


def antal(n: int, ental: str, flertal: str) -> str:
    """A number with the right form of its noun: `1 barn`, `2 børn`, `ingen børn`."""
    if not n:
        return f"ingen {flertal}"
    return f"{n} {ental if n == 1 else flertal}"


#: The numbers that are written in letters.
_BOGSTAVER = ("nul", "én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv")


def hverdage(n: int) -> str:
    """A deadline in hverdage in running text: `én hverdag`, `seks hverdage`, `14 hverdage`."""
    ord_ = _BOGSTAVER[n] if n < len(_BOGSTAVER) else str(n)
    return f"{ord_} {'hverdag' if n == 1 else 'hverdage'}"


def opregning(dele: Sequence[str], *, sidste: str = "og") -> str:
    """Items in a sentence: `Karla`, `Karla og Liam`, `Karla, Liam og Sofie`."""
    if len(dele) < 2:
        return "".join(dele)
    return f"{', '.join(dele[:-1])} {sidste} {dele[-1]}"


def forkort(tekst: str, tegn: int) -> str:
    """A text on one line, cut with an ellipsis where it is longer than so many characters."""
    linje = " ".join(tekst.split())
    return linje if len(linje) <= tegn else f"{linje[: tegn - 1].rstrip()}…"


def ejefald(navn: str) -> str:
    """The genitive of a name: `Idas`, `Jonas'`. Names ending in s, x or z take an apostrophe."""
    return f"{navn}'" if navn[-1:].lower() in {"s", "x", "z"} else f"{navn}s"


def lille(tekst: str) -> str:
    """The text with a small first letter and the rest left as it stands."""
    return tekst[:1].lower() + tekst[1:]


def sted(navn: str, *, stue: bool) -> str:
    """Where something is, with its preposition: `på Egern`, `i Distrikt Nord`, `hos Inger`.

    `stue` is whether the unit is a stue, which one is »on«; a dagplejer's place is named after her (`Hos Inger`).
    """
    if navn.startswith("Hos "):
        return f"hos {navn[4:]}"
    return f"{'på' if stue else 'i'} {navn}"


def uden_hos(navn: str) -> str:
    """What a unit is called after another preposition: `til Inger`, where her place is `Hos Inger`."""
    return navn.removeprefix("Hos ")


def stort(tekst: str) -> str:
    """The text with a capital first letter and the rest left as it stands."""
    return tekst[:1].upper() + tekst[1:]


@dataclass(frozen=True, slots=True)
class Hvornaar:
    """A deadline as a work list says it: what is told first, what is added, and whether it is late."""

    foerst: str
    saa: str
    forsinket: bool


def hvornaar(forfalder: date, dag: date) -> Hvornaar:
    """Say on `dag` when something falls due.

    A datetime is taken as local time and adds the time of day when it falls due today. Past: how many days over. The
    next six days: the weekday. Later: the date and how far away.
    """
    forfaldsdag = forfalder.date() if isinstance(forfalder, datetime) else forfalder
    dage = (forfaldsdag - dag).days
    if dage < 0:
        return Hvornaar(f"{antal(-dage, 'dag', 'dage')} over", dag_ord(forfaldsdag), True)
    if dage == 0:
        return Hvornaar("I dag", klokken(forfalder) if isinstance(forfalder, datetime) else kort_dato(dag), False)
    if dage == 1:
        return Hvornaar("I morgen", kort_dato(forfaldsdag), False)
    if dage < 7:
        return Hvornaar(stort(UGEDAGE[forfaldsdag.weekday()]), kort_dato(forfaldsdag), False)
    if dage < 14:
        return Hvornaar(kort_dato(forfaldsdag), "om 1 uge", False)
    if dage < 60:
        return Hvornaar(kort_dato(forfaldsdag), f"om {dage // 7} uger", False)
    return Hvornaar(kort_dato_aar(forfaldsdag), f"om {round(dage / 30.4)} måneder", False)


def paa_uret(forfalder: datetime, nu: datetime) -> Hvornaar:
    """Say at the moment `nu` when something falls due that goes by the clock: the time left or over, and the hour.

    `forfalder` is local time, `nu` any aware one. The time is what really passes, also in a night in which the clock is
    moved. With two days or more left the day says more than the hours.
    """
    sekunder = (forfalder.astimezone(UTC) - nu.astimezone(UTC)).total_seconds()
    dag = nu.astimezone(forfalder.tzinfo).date()
    if sekunder >= 48 * 3600:
        h = hvornaar(forfalder.date(), dag)
        er_naer = (forfalder.date() - dag).days < 7
        return Hvornaar(h.foerst, f"{h.saa} {klokken(forfalder)}" if er_naer else h.saa, False)
    naer = {-1: "i går", 0: "i dag", 1: "i morgen"}.get((forfalder.date() - dag).days)
    return Hvornaar(tid_tilbage(sekunder), f"{naer or dag_ord(forfalder)} {klokken(forfalder)}", sekunder < 0)


def tid_tilbage(sekunder: float) -> str:
    """Time left or over on a clock: `2 t. 40 min. tilbage`, `50 min. over tiden`, `3 dage over tiden`."""
    rest = "tilbage" if sekunder >= 0 else "over tiden"
    minutter = int(abs(sekunder) // 60)
    timer, minutter = divmod(minutter, 60)
    if timer >= 48:
        return f"{timer // 24} dage {rest}"
    if timer:
        return f"{timer} t. {minutter} min. {rest}" if minutter else f"{timer} t. {rest}"
    return f"{minutter} min. {rest}"
