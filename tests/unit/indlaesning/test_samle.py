"""Lines become children and people, and lines that say against each other are found."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsporing.indlaesning.laes import BarnRaekke, Foraelder, MedarbejderRaekke
from opsporing.indlaesning.perioder import Kendt, Oensket, find_par, overlapper, sammenstoed
from opsporing.indlaesning.samle import samle
from opsporing.indlaesning.samle_medarbejdere import samle as samle_medarbejdere

MOR = Foraelder(1, "6101204248", "Merete", "Åkjær", None)
FAR = Foraelder(2, "6202191250", "Frank", "Åkjær", None)
IDA = BarnRaekke(
    linje=2,
    cpr="0208565246",
    erstatning=False,
    fornavn="Ida",
    efternavn="Åkjær",
    foedt_den=date(2056, 8, 2),
    koen="pige",
    beskyttet=None,
    gestationsuger=None,
    enhedskode="N",
    start=date(2056, 8, 2),
    slut=None,
    foraeldre=(MOR,),
)
UDEN = replace(IDA, cpr=None)


def test_several_lines_of_a_child_are_one_child_with_several_enrolments() -> None:
    [ida], fejl = samle(
        [IDA, replace(IDA, linje=3, enhedskode="S", fornavn="IDA", efternavn="Aakjær", foraeldre=(FAR,))]
    )
    assert not fejl
    assert [(p.linje, p.enhedskode) for p in ida.perioder] == [(2, "N"), (3, "S")]
    assert list(ida.foraeldre.values()) == [MOR, FAR]
    assert (ida.fornavn, ida.linje) == ("Ida", 2)


def test_one_line_per_custody_holder_is_one_enrolment() -> None:
    [ida], fejl = samle([IDA, replace(IDA, linje=3, foraeldre=(FAR,))])
    assert not fejl
    assert len(ida.perioder) == 1
    assert len(ida.foraeldre) == 2


def test_without_a_number_lines_are_one_child_when_name_date_and_family_agree() -> None:
    [ida], fejl = samle([UDEN, replace(UDEN, linje=3, enhedskode="S")])
    assert not fejl
    assert len(ida.perioder) == 2


@pytest.mark.parametrize(
    "anden",
    [
        replace(UDEN, foraeldre=(FAR,)),
        replace(UDEN, foedt_den=date(2056, 8, 3)),
        replace(UDEN, fornavn="Ada"),
        replace(UDEN, koen="dreng"),
        replace(IDA, cpr="0208565248"),
    ],
)
def test_anything_less_is_two_children(anden: BarnRaekke) -> None:
    grupper, _ = samle([UDEN, replace(anden, linje=3, enhedskode="S")])
    assert len(grupper) == 2
    uden_familie, _ = samle([replace(UDEN, foraeldre=()), replace(UDEN, foraeldre=(), linje=3, enhedskode="S")])
    assert len(uden_familie) == 2


@pytest.mark.parametrize(
    ("anden", "kolonne", "grund"),
    [
        ({"fornavn": "Bo"}, "barn_cpr", "et andet navn på linje 2"),
        ({"foedt_den": date(2056, 8, 3)}, "fødselsdato", "en anden fødselsdato på linje 2"),
        ({"koen": "dreng"}, "køn", "et andet køn på linje 2"),
        ({"start": date(2056, 9, 1)}, "startdato", "overlapper linje 2"),
        ({"foraeldre": (replace(MOR, fornavn="Mia"),)}, "forælder1_cpr", "et andet navn på linje 2"),
    ],
)
def test_lines_that_say_against_each_other(anden: dict[str, object], kolonne: str, grund: str) -> None:
    _, [fejl] = samle([IDA, replace(IDA, linje=3, **anden)])  # type: ignore[arg-type]
    assert (fejl.linje, fejl.kolonne) == (3, kolonne)
    assert grund in fejl.grund


def test_twins_without_names_must_be_told_apart() -> None:
    unavngivet = replace(UDEN, fornavn="")
    _, [fejl] = samle([unavngivet, replace(unavngivet, linje=3)])
    assert fejl.linje == 3
    assert "Tvilling A" in fejl.grund


def test_two_custody_holders_of_one_name_need_numbers() -> None:
    navnebroedre = (replace(MOR, cpr=None), replace(MOR, nr=2, cpr=None))
    _, [fejl] = samle([replace(IDA, foraeldre=navnebroedre)])
    assert fejl.kolonne == "forælder2_cpr"


def test_a_custody_holder_with_and_without_number_is_one() -> None:
    [ida], fejl = samle([replace(IDA, foraeldre=(replace(MOR, cpr=None),)), replace(IDA, linje=3, enhedskode="S")])
    assert not fejl
    assert list(ida.foraeldre.values()) == [MOR]


@pytest.mark.parametrize(
    ("siger", "gaelder"),
    [((None, None), None), ((False, None), False), ((True, False), True), ((False, True), True), ((None, True), True)],
)
def test_one_yes_to_protection_is_enough(siger: tuple[bool | None, bool | None], gaelder: bool | None) -> None:
    [ida], _ = samle([replace(IDA, beskyttet=siger[0]), replace(IDA, linje=3, enhedskode="S", beskyttet=siger[1])])
    assert ida.beskyttet is gaelder


@pytest.mark.parametrize(
    ("foerst", "saa", "gaelder"),
    [
        ((None, None), (34, 5), (34, 5)),
        ((34, None), (34, 5), (34, 5)),
        ((34, 5), (34, None), (34, 5)),
        ((34, 5), (None, None), (34, 5)),
    ],
)
def test_lines_fill_each_other_in_about_the_pregnancy(
    foerst: tuple[int | None, int | None], saa: tuple[int | None, int | None], gaelder: tuple[int, int]
) -> None:
    linjer = [
        replace(IDA, linje=nr, enhedskode=enhed, gestationsuger=uger, gestationsdage=dage)
        for nr, enhed, (uger, dage) in ((2, "N", foerst), (3, "S", saa))
    ]
    [ida], fejl = samle(linjer)
    assert not fejl
    assert (ida.gestationsuger, ida.gestationsdage) == gaelder


@pytest.mark.parametrize("andet", [(35, None), (34, 4)])
def test_lines_that_differ_about_the_pregnancy(andet: tuple[int, int | None]) -> None:
    ene = replace(IDA, gestationsuger=34, gestationsdage=5)
    _, [fejl] = samle([ene, replace(ene, linje=3, enhedskode="S", gestationsuger=andet[0], gestationsdage=andet[1])])
    assert (fejl.linje, fejl.kolonne) == (3, "svangerskabsuger")


def test_the_municipality_that_acts_is_said_once_and_not_in_two_ways() -> None:
    tavs, taler = IDA, replace(IDA, linje=3, enhedskode="S", handlekommune_kode="0217", handlekommune_navn="Nordby")
    [ida], fejl = samle([tavs, taler])
    assert (fejl, ida.handlekommune_kode, ida.handlekommune_navn) == ([], "0217", "Nordby")
    _, [fejlen] = samle([taler, replace(taler, linje=4, enhedskode="N", handlekommune_kode="0218")])
    assert (fejlen.linje, fejlen.kolonne) == (4, "handlekommunekode")


# Periods ------------------------------------------------------------------------------------------------------------

dage = st.dates(date(2056, 1, 1), date(2056, 3, 1))
slut = st.none() | dage


@st.composite
def perioder(draw: st.DrawFn, klasse: type) -> list:
    fundet = []
    for nr in range(1, draw(st.integers(0, 4)) + 1):
        a, b = draw(dage), draw(slut)
        fundet.append(klasse(nr, min(a, b) if b else a, max(a, b) if b else None))
    return fundet


@given(perioder(Oensket), perioder(Kendt))
def test_no_known_period_is_used_twice_and_the_same_again_changes_nothing(
    oenskede: list[Oensket], kendte: list[Kendt]
) -> None:
    par = find_par(oenskede, kendte)
    brugte = [k.pk for k in par.values() if k]
    assert len(brugte) == len(set(brugte))
    assert set(par) == {o.linje for o in oenskede}
    for oensket in oenskede:
        if (kendt := par[oensket.linje]) is not None:
            assert kendt.start == oensket.start or overlapper(kendt, oensket)
    starter = {o.start for o in oenskede}
    if len(starter) == len(oenskede):
        igen = find_par(oenskede, [Kendt(o.linje + 100, o.start, o.slut) for o in oenskede])
        assert {linje: k.pk - 100 for linje, k in igen.items() if k} == {o.linje: o.linje for o in oenskede}


@given(perioder(Oensket), perioder(Kendt))
def test_what_would_overlap_is_found(oenskede: list[Oensket], kendte: list[Kendt]) -> None:
    par = find_par(oenskede, kendte)
    brugte = {k.pk for k in par.values() if k}
    fundet = {(o.linje, k.pk) for o, k in sammenstoed(oenskede, kendte, par)}
    assert fundet == {(o.linje, k.pk) for o in oenskede for k in kendte if k.pk not in brugte and overlapper(o, k)}


def test_a_cancelled_period_is_never_taken_up_again() -> None:
    aflyst = Kendt(1, date(2056, 2, 1), date(2056, 1, 31))
    oensket = Oensket(5, date(2056, 2, 1), None)
    assert find_par([oensket], [aflyst]) == {5: None}
    assert not sammenstoed([oensket], [aflyst], {5: None})


# Staff --------------------------------------------------------------------------------------------------------------

MAJA = MedarbejderRaekke(2, "10482", "maho", "Maja Holm", "maja@x.example", "S", "paedagog", date(2054, 8, 1), None)


def test_lines_of_one_person_by_number_or_user_name() -> None:
    personer, fejl = samle_medarbejdere(
        [
            MAJA,
            replace(MAJA, linje=3, brugernavn="", email="", enhedskode="T"),
            replace(MAJA, linje=4, medarbejdernr="", rolle="dagtilbudsleder"),
        ]
    )
    assert not fejl
    [maja] = personer
    assert [p.linje for p in maja.poster] == [2, 3, 4]
    assert (maja.medarbejdernr, maja.brugernavn) == ("10482", "maho")


@pytest.mark.parametrize(
    ("anden", "kolonne"),
    [
        ({"navn": "Mia Holm", "enhedskode": "T"}, "navn"),
        ({"brugernavn": "mia", "enhedskode": "T"}, "brugernavn"),
        ({"email": "mia@x.example", "enhedskode": "T"}, "email"),
        ({"medarbejdernr": "7", "enhedskode": "T"}, "medarbejdernummer"),
        ({"start": date(2055, 1, 1)}, "startdato"),
        ({"medarbejdernr": "7", "brugernavn": "mia", "navn": "Mia"}, "email"),
    ],
)
def test_staff_lines_that_say_against_each_other(anden: dict[str, object], kolonne: str) -> None:
    _, fejl = samle_medarbejdere([MAJA, replace(MAJA, linje=3, **anden)])  # type: ignore[arg-type]
    assert [(f.linje, f.kolonne) for f in fejl] == [(3, kolonne)]
    assert "linje 2" in fejl[0].grund
