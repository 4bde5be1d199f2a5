"""A frozen copy: kept to the letter, read back strictly, known by its fingerprint, and without anybody's CPR number."""

import copy
import hashlib
import json
from dataclasses import FrozenInstanceError
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsporing.cpr import Koen, demo_cpr
from opsporing.frosset import Afsnit, Frosset, Frossetfejl, Linje, Slags, fra_data, fra_laesning, uden_cpr
from opsporing.skemaer.visning import laesning
from tests.factories.skematekst import definition

LANG = "Første linje.\n\n  - indrykket\ttab\r\nSidste  linje \u00ad\u2028 æøå 👶"
KOPI = Frosset(
    "Trivselsvurdering af Alma",
    "Egern · 3. november 2026",
    (
        Afsnit("Placering", (Linje("Samlet", ("Trivsel", "Vi er enige."), Slags.KORT), Linje("Social", ()))),
        Afsnit("Med ord", (Linje("Det talte vi om", (LANG,)), Linje("", ("Mor!",), Slags.CITAT))),
        Afsnit("", ()),
    ),
)

_tekster = st.text(max_size=60)
_linjer = st.builds(Linje, _tekster, st.lists(_tekster, max_size=3).map(tuple), st.sampled_from(Slags))
_afsnit = st.builds(Afsnit, _tekster, st.lists(_linjer, max_size=3).map(tuple))
KOPIER = st.builds(Frosset, _tekster, _tekster, st.lists(_afsnit, max_size=3).map(tuple))


@given(KOPIER)
def test_a_copy_is_the_same_when_it_has_been_stored_and_read(kopi: Frosset) -> None:
    gemt = json.loads(json.dumps(kopi.til_data()))
    assert fra_data(gemt) == kopi
    assert fra_data(gemt).fingeraftryk == kopi.fingeraftryk


@given(KOPIER, KOPIER)
def test_only_the_same_words_have_the_same_fingerprint(ene: Frosset, anden: Frosset) -> None:
    assert (ene.fingeraftryk == anden.fingeraftryk) is (ene == anden)


def test_texts_are_kept_to_the_letter() -> None:
    assert fra_data(json.loads(json.dumps(KOPI.til_data()))).afsnit[1].linjer[0].tekster == (LANG,)


def test_nobody_changes_a_copy() -> None:
    with pytest.raises(FrozenInstanceError):
        KOPI.titel = "En anden"  # type: ignore[misc]


def test_the_fingerprint_can_be_worked_out_without_us() -> None:
    """The bytes of RFC 8785, written by hand, so that a change of them is noticed: old copies must keep theirs."""
    enkel = Frosset("Tæt", "Her", (Afsnit("A", (Linje("B", ("C\n\u0001",), Slags.LISTE),)),))
    kanonisk = (
        '{"afsnit":[{"linjer":[{"etiket":"B","slags":"liste","tekster":["C\\n\\u0001"]}],"titel":"A"}],'
        '"om":"Her","titel":"Tæt","version":1}'
    )
    assert enkel.fingeraftryk == hashlib.sha256(kanonisk.encode()).hexdigest()
    assert enkel.fingeraftryk_i_grupper.replace(" ", "") == enkel.fingeraftryk
    assert {len(gruppe) for gruppe in enkel.fingeraftryk_i_grupper.split()} == {8}


def test_the_order_of_the_keys_means_nothing() -> None:
    data = KOPI.til_data()
    vendt = dict(reversed(data.items()))
    assert fra_data(vendt).fingeraftryk == KOPI.fingeraftryk


def _uden(sti: str) -> Any:
    def vaek(data: dict[str, Any]) -> None:
        data.pop(sti)

    return vaek


@pytest.mark.parametrize(
    ("roer", "besked"),
    [
        (lambda d: d.update(version=2), "version 2"),
        (lambda d: d.update(version=True), "version True"),
        (lambda d: d.update(version="1"), "version '1'"),
        (_uden("version"), "version None"),
        (_uden("om"), "mangler »om«"),
        (lambda d: d.update(cpr="x"), "ukendt i kopien: »cpr«"),
        (lambda d: d.update(titel=1), "titel er ikke en tekst"),
        (lambda d: d.update(afsnit={}), "afsnit er ikke en liste"),
        (lambda d: d["afsnit"].append("x"), "afsnit 4 er ikke en tabel"),
        (lambda d: d["afsnit"][0].update(farve="gul"), "ukendt i afsnit 1: »farve«"),
        (lambda d: d["afsnit"][0]["linjer"][1].pop("slags"), "mangler »slags« i afsnit 1, linje 2"),
        (lambda d: d["afsnit"][0]["linjer"][1].update(slags="html"), "ukendt slags i afsnit 1, linje 2: html"),
        (lambda d: d["afsnit"][1]["linjer"][0].update(tekster="Hej"), "tekster er ikke en liste"),
        (lambda d: d["afsnit"][1]["linjer"][0]["tekster"].append(None), "tekst 2 er ikke en tekst"),
    ],
)
def test_what_is_not_a_copy_to_the_letter_is_refused(roer: Any, besked: str) -> None:
    data = copy.deepcopy(KOPI.til_data())
    roer(data)
    with pytest.raises(Frossetfejl, match=besked):
        fra_data(data)


@pytest.mark.parametrize("data", [None, [], "x", 1])
def test_what_is_no_table_is_refused(data: object) -> None:
    with pytest.raises(Frossetfejl, match="ikke en tabel"):
        fra_data(data)


NUMMER = demo_cpr(date(2024, 9, 1), 0, Koen.PIGE)
SKREVET = [NUMMER, f"{NUMMER[:6]}-{NUMMER[6:]}", f"{NUMMER[:6]} {NUMMER[6:]}", f"{NUMMER[:6]} \u2013 {NUMMER[6:]}"]


@pytest.mark.parametrize("skrevet", SKREVET)
def test_no_cpr_number_ends_in_a_copy(skrevet: str) -> None:
    kopi = Frosset(f"Om {skrevet}", f"{skrevet}.", (Afsnit(f"({skrevet})", (Linje(skrevet, (f"a\n{skrevet}\nb",)),)),))
    skjult = f"{NUMMER[:6]}-••••"
    assert NUMMER[6:] not in json.dumps(kopi.til_data())
    assert kopi.afsnit[0].linjer[0].tekster == (f"a\n{skjult}\nb",)
    assert (kopi.titel, kopi.om, kopi.afsnit[0].titel) == (f"Om {skjult}", f"{skjult}.", f"({skjult})")
    data = KOPI.til_data() | {"om": skrevet}
    with pytest.raises(Frossetfejl, match="CPR"):
        fra_data(data)


@pytest.mark.parametrize(
    "tekst",
    ["12345678", "tlf. 70 10 20 30", "+45 70102030", f"sag {NUMMER}7", "999999-9999", "1.9.2024-1030", "240901"],
)
def test_other_numbers_stay(tekst: str) -> None:
    assert uden_cpr(tekst) == tekst


def test_an_answered_form_is_frozen_as_it_is_read() -> None:
    skema = definition()
    svar = {
        "styrker": "Bolde\n\n\nog  biler",
        "forhold": ["sygdom", "flytning"],
        "leg_fra_18": "gul",
        "overgreb": "ja",
        "hvem": "En voksen",
        "observationer": ["Et", "To"],
        "streg": [{"navn": "Mor", "vaerdi": 7}],
        "orienteret": False,
    }
    laest = laesning(skema, svar, alder_mdr=20)
    frosset = fra_laesning(laest, citater={"hvem"})
    assert [a.titel for a in frosset] == [a.titel for a in laest]
    assert [[ln.etiket for ln in a.linjer] for a in frosset] == [[ln.spoergsmaal for ln in a.linjer] for a in laest]
    spurgt = {
        ln.felt.kode: frossen
        for a, b in zip(laest, frosset, strict=True)
        for ln, frossen in zip(a.linjer, b.linjer, strict=True)
    }
    assert spurgt["styrker"].tekster == ("Bolde\n\n\nog  biler",)
    assert (spurgt["forhold"].slags, spurgt["forhold"].tekster) == (Slags.LISTE, ("Sygdom", "Flytning"))
    assert (spurgt["observationer"].slags, spurgt["streg"].slags) == (Slags.LISTE, Slags.TEKST)
    assert spurgt["streg"].tekster == ("Mor: 7",)
    assert (spurgt["leg_fra_18"].slags, spurgt["leg_fra_18"].tekster) == (Slags.KORT, ("Finder ind med hjælp.",))
    assert (spurgt["orienteret"].slags, spurgt["orienteret"].tekster) == (Slags.TEKST, ("Nej",))
    assert spurgt["hvem"].slags is Slags.CITAT
    assert spurgt["score"].tekster == ()
    foraeldre = fra_laesning(laesning(skema, svar, alder_mdr=20, foraeldre=True))
    assert "En voksen" not in json.dumps([Frosset("", "", foraeldre).til_data()])


def test_short_lines_stand_together() -> None:
    grupper = Afsnit(
        "A",
        (
            Linje("1", ("x",), Slags.KORT),
            Linje("2", (), Slags.KORT),
            Linje("3", ("y",)),
            Linje("4", ("z",), Slags.CITAT),
            Linje("5", ("w",), Slags.KORT),
        ),
    ).grupper
    assert [(g.korte, [ln.etiket for ln in g.linjer]) for g in grupper] == [
        (True, ["1", "2"]),
        (False, ["3", "4"]),
        (True, ["5"]),
    ]
