"""The code lists by date: what may be chosen on a day, and what is an error."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from opsporing.lov import Sikkerhed, Tabelfejl
from underretning.rules import koder
from underretning.rules.koder import Kode, Liste, UkendtKode

SIDSTE_I_2023, FOERSTE_I_2024 = date(2023, 12, 31), date(2024, 1, 1)
I_DAG = date(2026, 11, 22)

PROEVE = Kode(
    liste=Liste.UNDERRETTER,
    kode="7",
    tekst="Prøve",
    gaelder_fra=date(2020, 1, 1),
    gaelder_til=date(2020, 12, 31),
    kilde="opdigtet",
    sikkerhed=Sikkerhed.UEFTERPROEVET,
)


def valg(liste: Liste, dato: date) -> list[str]:
    return [k.kode for k in koder.koder(liste, dato)]


def test_the_notifiers_of_2023_and_of_2024() -> None:
    faelles = {*map(str, [1, 2, 3, 4, 5, 6, 8, 9, 10, 11]), "99"}
    assert set(valg(Liste.UNDERRETTER, SIDSTE_I_2023)) == faelles | {"7"}
    assert set(valg(Liste.UNDERRETTER, FOERSTE_I_2024)) == faelles | {"12", "13"}


@pytest.mark.parametrize(
    ("kode", "dag"),
    [("7", FOERSTE_I_2024), ("12", SIDSTE_I_2023), ("13", SIDSTE_I_2023), ("0", I_DAG), ("14", I_DAG), ("", I_DAG)],
)
def test_a_code_that_does_not_hold_on_the_day_is_an_error(kode: str, dag: date) -> None:
    with pytest.raises(UkendtKode, match=dag.isoformat()):
        koder.kode(Liste.UNDERRETTER, kode, dag)
    with pytest.raises(UkendtKode):
        koder.tjek(dag, underretter=kode, aarsager=())


def test_every_code_of_an_underretning_is_checked() -> None:
    koder.tjek(I_DAG, underretter="4", aarsager=("13", "14"), koen="P")
    with pytest.raises(UkendtKode, match="aarsag"):
        koder.tjek(I_DAG, underretter="4", aarsager=("13", "19"))
    with pytest.raises(UkendtKode, match="koen"):
        koder.tjek(I_DAG, underretter="4", aarsager=(), koen="X")


def test_ages_and_sexes() -> None:
    assert valg(Liste.ALDER, I_DAG) == ["U0", *map(str, range(19)), "999"]
    assert set(valg(Liste.KOEN, I_DAG)) == {"D", "P", "9", "U"}


def test_a_period_has_every_code_that_held_on_one_of_its_days() -> None:
    def i_perioden(fra: date, til: date) -> set[str]:
        return {k.kode for k in koder.koder_i_perioden(Liste.UNDERRETTER, fra, til)} & {"7", "12", "13"}

    assert i_perioden(date(2023, 1, 1), SIDSTE_I_2023) == {"7"}
    assert i_perioden(SIDSTE_I_2023, FOERSTE_I_2024) == {"7", "12", "13"}
    assert i_perioden(FOERSTE_I_2024, date(2024, 12, 31)) == {"12", "13"}


def test_the_administrator_can_be_told_which_lists_nobody_has_checked() -> None:
    assert koder.uefterproevede(I_DAG) == (Liste.AARSAG,)
    assert all(k.kilde for poster in koder.tabel().values() for k in poster)


@pytest.mark.parametrize("liste", Liste)
def test_what_may_be_chosen_on_a_day_has_one_text_each(liste: Liste) -> None:
    for dag in (date(2015, 1, 1), SIDSTE_I_2023, FOERSTE_I_2024, I_DAG):
        poster = koder.koder(liste, dag)
        assert poster and len({k.kode for k in poster}) == len({k.tekst for k in poster}) == len(poster)


def test_a_changed_list_costs_one_entry() -> None:
    ny = replace(PROEVE, tekst="Ny prøve", gaelder_fra=date(2021, 1, 1), gaelder_til=None)
    poster = koder.ordnet([PROEVE, ny])[Liste.UNDERRETTER]
    dage = [date(2020, 12, 31), date(2021, 1, 1)]
    assert [[str(k) for k in poster if k.gaelder(dag)] for dag in dage] == [["Prøve"], ["Ny prøve"]]


@pytest.mark.parametrize(
    "fejlagtig",
    [
        [replace(PROEVE, gaelder_til=PROEVE.gaelder_fra - timedelta(days=1))],
        [PROEVE, replace(PROEVE, gaelder_fra=date(2020, 12, 31), gaelder_til=None)],
        [replace(PROEVE, gaelder_fra=date(2021, 1, 1)), replace(PROEVE, gaelder_til=None)],
    ],
    ids=["ends before it begins", "shares a day", "the old one never ends"],
)
def test_a_faulty_table_is_refused(fejlagtig: list[Kode]) -> None:
    with pytest.raises(Tabelfejl):
        koder.ordnet(fejlagtig)


def test_the_same_code_may_stand_in_two_lists() -> None:
    assert koder.ordnet([PROEVE, replace(PROEVE, liste=Liste.AARSAG)])[Liste.AARSAG]
