"""How long is long enough. Pure: the day is handed in, nothing here knows Django."""

from datetime import date

from opsporing.alder import plus_maaneder


def skaeringsdag(i_dag: date, maaneder: int) -> date:
    """The first day on which what ended must still be kept; what ended before it has been kept `maaneder` months.

    Raises ValueError for a negative number: nothing is kept for less than no time.
    """
    if maaneder < 0:
        raise ValueError("opbevaringstiden kan ikke være negativ")
    return plus_maaneder(i_dag, -maaneder)


def saa_laenge(maaneder: int) -> str:
    """A period in words: `2 år`, `18 måneder`, `1 måned`, `ikke`."""
    if maaneder == 0:
        return "ikke"
    if maaneder % 12 == 0:
        return f"{maaneder // 12} år"
    return f"{maaneder} måned{'er' if maaneder > 1 else ''}"
