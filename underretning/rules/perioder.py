"""The periods numbers can be shown of. Pure.

The official numbers are of calendar years. The leader may also see the year that runs, and quarters. Others see whole
years only, and only once they are finished: of numbers that grow from day to day, or overlap, one can be subtracted
from another, and the difference is a child. A year is finished on 1 February; what is registered later is not in it.
"""

from datetime import date, timedelta

from underretning.rules.tal import Periode, aaret

#: How many years back there is anything to choose.
AAR = 5
KVARTALER = 4
#: What came in a year is registered before this day of the next: month and day.
FAERDIGT = (2, 1)


def til_lederen(i_dag: date, foerste: int) -> dict[str, Periode]:
    """By key: this year and those before back to `foerste`, then the last quarters that have begun; newest first."""
    valg = {str(aar): aaret(aar) for aar in range(i_dag.year, _tidligste(i_dag, foerste) - 1, -1)}
    aar, kvartal = i_dag.year, (i_dag.month - 1) // 3
    for _ in range(KVARTALER):
        if aar >= foerste:
            valg[f"{aar}-{kvartal + 1}"] = kvartalet(aar, kvartal + 1)
        aar, kvartal = (aar, kvartal - 1) if kvartal else (aar - 1, 3)
    return valg


def til_andre(i_dag: date, foerste: int) -> dict[str, Periode]:
    """By key: the finished years back to `foerste`, the newest first."""
    aarene = range(i_dag.year - 1, _tidligste(i_dag, foerste) - 1, -1)
    return {str(aar): aaret(aar) for aar in aarene if faerdigt_den(aar) <= i_dag}


def faerdigt_den(aar: int) -> date:
    """The day from which a year is shown to others; what is registered on it or later is not in the year."""
    return date(aar + 1, *FAERDIGT)


def kvartalet(aar: int, nr: int) -> Periode:
    """A quarter of a year, 1 to 4. Raises ValueError for any other number."""
    if nr not in range(1, 5):
        raise ValueError(f"ikke et kvartal: {nr}")
    naeste = date(aar + nr // 4, 3 * nr % 12 + 1, 1)
    return Periode(date(aar, 3 * nr - 2, 1), naeste - timedelta(days=1))


def aaret_foer(periode: Periode) -> Periode:
    """The same months a year earlier: what a period is compared with."""
    sidste = periode.til + timedelta(days=1)
    return Periode(
        periode.fra.replace(year=periode.fra.year - 1), sidste.replace(year=sidste.year - 1) - timedelta(days=1)
    )


def navn(periode: Periode) -> str:
    """As it is read: "2025", "3. kvartal 2026"."""
    for nr in range(1, 5):
        if periode == kvartalet(periode.fra.year, nr):
            return f"{nr}. kvartal {periode.fra.year}"
    return periode.navn


def _tidligste(i_dag: date, foerste: int) -> int:
    return max(foerste, i_dag.year - AAR + 1)
