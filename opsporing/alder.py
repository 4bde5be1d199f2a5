"""A child's age in completed months, as the forms and the pages use it. Pure: the day is always handed in.

A month is completed on the same day of the month as the birth, or on the last day of a month that is too short: a child
born on 31 January is one month old on 28 (29) February, and one born on 29 February is a year old on 28 February.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MAANEDER = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip

# Weeks are how health visitors and parents speak of a baby until about three months.
_UGER_INDTIL_MAANEDER = 3
_SVANGERSKAB_UGER = 40


def plus_maaneder(dag: date, antal: int) -> date:
    """The day `antal` months later (or earlier, when negative), on the last day of a month that is too short."""
    maaned = dag.year * 12 + dag.month - 1 + antal
    aar, nul_maaned = divmod(maaned, 12)
    return date(aar, nul_maaned + 1, min(dag.day, monthrange(aar, nul_maaned + 1)[1]))


def maaneder(foedt: date, paa: date) -> int:
    """Completed months from birth to the day `paa`. Raises ValueError before birth."""
    if paa < foedt:
        raise ValueError("barnet er ikke født den dag")
    antal = (paa.year - foedt.year) * 12 + paa.month - foedt.month
    # The last day of a short month completes the month also for a child born on a later day of the month.
    return antal if paa.day >= min(foedt.day, monthrange(paa.year, paa.month)[1]) else antal - 1


def aldersvindue(foedt: date, fra_mdr: int, til_mdr: int) -> tuple[date, date]:
    """The first and the last day on which a child has an age of so many completed months, both ends included."""
    return plus_maaneder(foedt, fra_mdr), plus_maaneder(foedt, til_mdr + 1) - timedelta(days=1)


#: Fewer or more weeks of pregnancy at birth than these are a slip of the pen.
MINDST_UGER, HOEJST_UGER = 20, 45


def termin_af(foedt: date, gestationsuger: int, gestationsdage: int = 0) -> date:
    """The expected date of birth, counted from the weeks and days of pregnancy at birth (term is 40 weeks)."""
    return foedt + timedelta(weeks=_SVANGERSKAB_UGER - gestationsuger) - timedelta(days=gestationsdage)


def svangerskab_af(foedt: date, termin: date) -> tuple[int, int] | None:
    """Weeks and days of pregnancy at birth, counted back from the expected day; None when they make no sense."""
    uger, dage = divmod(_SVANGERSKAB_UGER * 7 - (termin - foedt).days, 7)
    return (uger, dage) if MINDST_UGER <= uger <= HOEJST_UGER else None


def uge_tekst(gestationsuger: int, gestationsdage: int | None) -> str:
    """Weeks of pregnancy as they are written: "34+5", or "34" where the days are not known."""
    return str(gestationsuger) if gestationsdage is None else f"{gestationsuger}+{gestationsdage}"


#: Born before 37+0 is too early (WHO): more than three weeks before the expected day.
FOR_TIDLIGT_DAGE = 22
#: Common practice, not law: from two years the difference no longer matters.
KORRIGERES_INDTIL_MAANEDER = 24


def er_for_tidligt(foedt: date, termin: date) -> bool:
    """Whether the child was born before 37 completed weeks of pregnancy."""
    return (termin - foedt).days >= FOR_TIDLIGT_DAGE


def korrigeret(
    foedt: date,
    termin: date,
    paa: date,
    *,
    for_tidligt_dage: int = FOR_TIDLIGT_DAGE,
    indtil_maaneder: int = KORRIGERES_INDTIL_MAANEDER,
) -> int:
    """Age in completed months counted from the expected date for a child born too early; 0 until that date.

    Applies to children born at least `for_tidligt_dage` before term (default: before week 37) until they are
    `indtil_maaneder` old; otherwise the ordinary age. Both limits are common practice, not law, and can be changed.
    Raises ValueError before birth.
    """
    alder = maaneder(foedt, paa)
    if (termin - foedt).days < for_tidligt_dage or alder >= indtil_maaneder:
        return alder
    return maaneder(termin, paa) if paa >= termin else 0


@dataclass(frozen=True, slots=True)
class Alder:
    """A child's age in words: since birth, corrected (empty unless it was born too early), and the week of birth."""

    alder: str
    korrigeret: str = ""
    uge: str = ""

    def __str__(self) -> str:
        return f"{self.alder}, korrigeret {self.korrigeret}" if self.korrigeret else self.alder


def i_begge_aldre(
    foedt: date | None,
    paa: date,
    *,
    termin: date | None = None,
    gestationsuger: int | None = None,
    gestationsdage: int | None = None,
) -> Alder:
    """The age and, for a child born before week 37 and not yet two years old, the corrected age.

    What is registered about the pregnancy counts; an expected day known from before the birth gives it where nothing is
    registered, and the days where only the weeks are. The corrected age is for the eye: it never changes a score.
    """
    almindelig = alder_tekst(foedt, paa, termin=termin)
    if foedt is None:
        return Alder(almindelig)
    fra_termin = svangerskab_af(foedt, termin) if termin else None
    if gestationsuger is None and fra_termin:
        gestationsuger, gestationsdage = fra_termin
    elif gestationsdage is None and fra_termin and fra_termin[0] == gestationsuger:
        gestationsdage = fra_termin[1]
    if gestationsuger is None:
        return Alder(almindelig)
    uge = uge_tekst(gestationsuger, gestationsdage)
    regnet = termin_af(foedt, gestationsuger, gestationsdage or 0)
    if paa < foedt or not er_for_tidligt(foedt, regnet) or maaneder(foedt, paa) >= KORRIGERES_INDTIL_MAANEDER:
        return Alder(almindelig, "", uge)
    return Alder(almindelig, alder_tekst(regnet, paa) if paa >= regnet else "før termin", uge)


def i_aldersbaand(alder: int, fra: int | None, til: int | None) -> bool:
    """Whether an age in months lies in a band whose ends are both included; a missing end is open."""
    return (fra is None or alder >= fra) and (til is None or alder <= til)


def alder_tekst(foedt: date | None, paa: date, *, termin: date | None = None) -> str:
    """The age in Danish: "3 dage", "5 uger", "7 md.", "2 år 1 md.", or "termin 3. marts 2027" for an unborn child.

    A birth date counts before a `termin`. A birth date after `paa` reads "ikke født".
    """
    if foedt is None:
        return f"termin {dato_tekst(termin)}" if termin else "alder ukendt"
    if paa < foedt:
        return "ikke født"
    antal = maaneder(foedt, paa)
    if antal < _UGER_INDTIL_MAANEDER:
        return _dage_eller_uger((paa - foedt).days)
    aar, rest = divmod(antal, 12)
    return " ".join(del_ for del_ in (f"{aar} år" if aar else "", f"{rest} md." if rest else "") if del_)


def dato_tekst(dag: date) -> str:
    """A date as Danish prose writes it: "3. marts 2027"."""
    return f"{dag.day}. {MAANEDER[dag.month - 1]} {dag.year}"


def _dage_eller_uger(dage: int) -> str:
    if dage == 0:
        return "født i dag"
    if dage < 7:
        return "1 dag" if dage == 1 else f"{dage} dage"
    return "1 uge" if dage < 14 else f"{dage // 7} uger"
