"""Overgange follow the file of places: it plans a start, and the next file moves it."""

from datetime import date

from overgange.models import Overgang, Status
from tests.cast import By
from tests.integration.indlaesning.conftest import Indlaes, gennemfoer, indlaes, proev

__all__ = ["gennemfoer", "indlaes", "proev"]

ALMA = "6109244234;Alma;Åkjær;01-09-2024;;;"


def _filen(by: By, start: date, sidste: date) -> tuple[str, str]:
    begyndt = by.barn.tilknytninger.order_by("pk")[0].fra.astimezone().strftime("%d-%m-%Y")
    rest = ";;;;;;;"
    return (
        f"{ALMA}egern;{begyndt};{sidste:%d-%m-%Y}{rest}",
        f"{ALMA}ulv;{start:%d-%m-%Y};{rest}",
    )


def test_filen_planlaegger_og_flytter(by: By, indlaes: Indlaes) -> None:
    indlaes(*_filen(by, date(2027, 1, 4), date(2027, 1, 3)))
    o = Overgang.objects.get()
    assert (o.barn, o.fra_enhed, o.til_enhed, o.start_den) == (by.barn, by.egern, by.ulv, date(2027, 1, 4))
    indlaes(*_filen(by, date(2027, 2, 1), date(2027, 1, 31)))
    o = Overgang.objects.get()
    assert (o.start_den, o.status) == (date(2027, 2, 1), Status.PLANLAGT)
