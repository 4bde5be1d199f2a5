"""From raw rows to the national picture of small children, as Socialstyrelsen published it in January 2022.

The rows are made up, the numbers are not: they are those of the article (tables A and B, and what its text says of
figures 5 and 6). The rows come as a municipality has them: with several underretninger about a child on one day, older
children, and personnumre that are not valid. Everything that is asserted is computed by the product.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from underretning.rules import tal
from underretning.rules.tal import SMAA, Opgoerelse, Raekke, Trin, Udeladt, aaret, opgoer

TABEL_A = dict(zip(SMAA, map(Decimal, ["9.5", "7.5", "13.4", "15.4", "17.3", "18.2", "18.7"]), strict=True))
#: Highest step at the time: none or steps 1 and 2; step 3; steps 4 to 6; all.
TABEL_B = {2016: (19_926, 1_809, 758, 22_493), 2019: (26_826, 2_688, 955, 30_469)}
#: About so many children, of whom so many percent with one underretning and with six or more (the shares are of 2019).
BOERN = {2016: 14_000, 2019: 18_000}
EN, SEKS_ELLER_FLERE = 66, 3

GENTAGET_SAMME_DAG, UGYLDIGE, AELDRE = 1_500, 400, 2_000


def fordelt(antal: int, andele: Mapping[str, Decimal]) -> dict[str, int]:
    """Whole numbers with these shares that add up to `antal`: the largest remainders are rounded up."""
    praecist = {noegle: antal * andel / 100 for noegle, andel in andele.items()}
    hele = {noegle: int(tal_) for noegle, tal_ in praecist.items()}
    mangler = antal - sum(hele.values())
    for noegle in sorted(praecist, key=lambda n: hele[n] - praecist[n])[:mangler]:
        hele[noegle] += 1
    return hele


def underretninger_pr_barn(antal: int, boern: int) -> list[int]:
    """How many underretninger there are about each child, the most first."""
    en, mange = boern * EN // 100, boern * SEKS_ELLER_FLERE // 100
    resten = boern - en - mange
    pr_barn = [7] * mange + [2] * resten + [1] * en
    mangler = antal - sum(pr_barn)
    for _ in range(3):  # those with two get a third, a fourth and a fifth until there are enough
        flere = min(resten, mangler)
        for nr in range(mange, mange + flere):
            pr_barn[nr] += 1
        mangler -= flere
    assert mangler == 0
    return pr_barn


def foedselsdag(aar: int, kode: str) -> date:
    """Born so that the child has the age on the last day of the year (an unborn one: in the next year)."""
    return date(aar + 1, 2, 1) if kode == "U0" else date(aar - int(kode), 1, 1)


def smaa_boern(aar: int) -> Iterator[Raekke]:
    """One row for each counted underretning, on a day of its own for each child; ages and steps as in the tables."""
    lavt, familien, anbragt, i_alt = TABEL_B[aar]
    trin = [*[0, 1, 2] * (lavt // 3 + 1)][:lavt] + [3] * familien + [4, 5, 6, *[4] * anbragt][:anbragt]
    Random(aar).shuffle(trin)
    plads = fordelt(i_alt, TABEL_A)
    koe = deque(underretninger_pr_barn(i_alt, BOERN[aar]))
    for nr in range(len(koe)):
        antal = koe.popleft()
        kode = max(plads, key=lambda k: plads[k])
        assert plads[kode] >= antal
        plads[kode] -= antal
        foedt = foedselsdag(aar, kode)
        for gang in range(antal):
            dag = date(aar, 1, 2) + timedelta(days=40 * gang + nr % 30)
            yield Raekke(
                f"b{nr}", "k", dag, foedt, ufoedt=kode == "U0", underretter="4", aarsager=("13",), trin=trin.pop()
            )


def indberettet(aar: int) -> list[Raekke]:
    """The year as a municipality would have it, in no order."""
    talte = list(smaa_boern(aar))
    tilfaeldig = Random(aar)
    # A second one on the same day, from somebody else, for something else, by whom the step was not known.
    samme_dag = [
        replace(r, underretter="3", aarsager=("11",), trin=None, nr=1)
        for r in tilfaeldig.sample(talte, GENTAGET_SAMME_DAG)
    ]
    ugyldige = [replace(talte[nr], barn=f"ugyldig{nr}", gyldigt_pnr=False) for nr in range(UGYLDIGE)]
    aeldre = [replace(talte[nr], barn=f"stor{nr}", foedt_den=date(aar - 6 - nr % 12, 12, 31)) for nr in range(AELDRE)]
    nabo_aaret = [replace(r, barn=f"f{r.barn}", modtaget_den=date(aar - 1, 12, 31)) for r in talte[:100]]
    alle = [*talte, *samme_dag, *ugyldige, *aeldre, *nabo_aaret]
    tilfaeldig.shuffle(alle)
    return alle


@pytest.fixture(scope="module")
def opgoerelser() -> dict[int, Opgoerelse]:
    return {aar: opgoer(indberettet(aar), aaret(aar)) for aar in TABEL_B}


def test_table_a(opgoerelser: dict[int, Opgoerelse]) -> None:
    andele = tal.andele(tal.efter_alder(opgoerelser[2019]))
    assert andele == TABEL_A and list(andele) == list(SMAA)
    assert sum(andel for andel in andele.values() if andel) == 100


@pytest.mark.parametrize("aar", TABEL_B)
def test_table_b(opgoerelser: dict[int, Opgoerelse], aar: int) -> None:
    efter_trin = tal.efter_trin(opgoerelser[aar])
    *raekker, i_alt = TABEL_B[aar]
    assert efter_trin == {Trin.LAVT: raekker[0], Trin.FAMILIEN: raekker[1], Trin.ANBRAGT: raekker[2], Trin.UOPLYST: 0}
    assert opgoerelser[aar].antal == i_alt == sum(raekker)


@pytest.mark.parametrize(("aar", "pct"), [(2016, "11.4"), (2019, "12.0")])
def test_about_twelve_percent_already_had_help_in_the_family_or_outside(opgoerelser, aar: int, pct: str) -> None:
    efter_trin = tal.efter_trin(opgoerelser[aar])
    assert tal.procent(efter_trin[Trin.FAMILIEN] + efter_trin[Trin.ANBRAGT], opgoerelser[aar].antal) == Decimal(pct)


def test_the_growth_is_35_percent(opgoerelser: dict[int, Opgoerelse]) -> None:
    assert tal.aendring(opgoerelser[2016].antal, opgoerelser[2019].antal) == Decimal("35.5")


@pytest.mark.parametrize("aar", TABEL_B)
def test_two_of_three_children_have_one_and_three_in_a_hundred_six_or_more(opgoerelser, aar: int) -> None:
    boern = tal.boern_efter_antal(opgoerelser[aar])
    assert sum(boern.values()) == opgoerelser[aar].boern == BOERN[aar]
    andele = tal.andele(boern)
    assert (andele[1], andele[6]) == (Decimal("66.0"), Decimal("3.0"))


@pytest.mark.parametrize("aar", TABEL_B)
def test_what_is_left_out_is_told(opgoerelser: dict[int, Opgoerelse], aar: int) -> None:
    assert opgoerelser[aar].udeladt == {
        Udeladt.UDEN_FOR_PERIODEN: 100,
        Udeladt.UGYLDIGT_PNR: UGYLDIGE,
        Udeladt.SAMME_DAG: GENTAGET_SAMME_DAG,
        Udeladt.ANDEN_ALDER: AELDRE,
    }
    assert opgoerelser[aar].sammenlagte == GENTAGET_SAMME_DAG


def test_merged_days_keep_the_first_notifier_and_both_causes(opgoerelser: dict[int, Opgoerelse]) -> None:
    o = opgoerelser[2019]
    assert {k.kode: n for k, n in tal.efter_underretter(o).items() if n} == {"4": o.antal}
    aarsager = tal.efter_aarsag(o)
    assert {k.kode: n for k, n in aarsager.antal.items() if n} == {"13": o.antal, "11": GENTAGET_SAMME_DAG}
    assert (aarsager.flere, aarsager.uden) == (GENTAGET_SAMME_DAG, 0)


def test_the_bands_of_figure_5() -> None:
    """24, 44 and 32 percent in 2019: with as many rows as percent."""
    alle = [
        Raekke(f"{kode}-{nr}", "k", date(2019, 5, 1), date(2019 - int(kode), 3, 1), underretter="2")
        for kode, antal in (("4", 24), ("9", 44), ("16", 32))
        for nr in range(antal)
    ]
    o = opgoer(alle, aaret(2019), aldre=[kode for koder in tal.BAAND.values() for kode in koder])
    assert list(tal.andele(tal.efter_baand(o)).values()) == [Decimal(24), Decimal(44), Decimal(32)]
