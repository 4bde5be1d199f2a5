"""Who may have which letter, what must never stand in one, and that what is frozen stays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsporing import lov
from underretning.models import Brevart, Tilbagemelding
from underretning.rules import brev as regler
from underretning.rules.brev import Afsender, Modtagertype, Navn

ALMA = Navn("Alma", "Åkjær")
MOR = Navn("Merete", "Åkjær")
AFSENDER = Afsender("Sofie Kær", "Socialrådgiver", "Familieafdelingen", "Prøveby")
UDFYLD = {
    "modtaget": "14. oktober 2026",
    "nummer": "2026-K7M2P9Q",
    "telefon": "",
    "vagt": "",
    "svar": "",
    "tilfoejelse": "",
}
PLIGTER = ["fagperson", "alle", "flytning"]
KODER = ["1", "3", "5", "7", "8", "11", "12", "13", "99"]


def skriv(kode: str, **udfyld: str) -> regler.Brevord:
    lovene = {
        noegle: str(lov.henvisning(noegle, date(2026, 10, 14))) for noegle in regler.skabeloner()[kode].lovnoegler
    }
    return regler.skriv(
        kode, navn="Pia Bjerre", dato="16. oktober 2026", afsender=AFSENDER, udfyld=UDFYLD | udfyld, lov=lovene
    )


# ---- who ------------------------------------------------------------------------------------------------------------


@given(st.sampled_from(PLIGTER), st.booleans(), st.sampled_from(KODER), st.sampled_from(["Pia Bjerre", "Merete Åkjær"]))
def test_an_answer_goes_to_a_professional_and_to_nobody_of_the_family(
    pligt: str, anonym: bool, kode: str, navn: str
) -> None:
    type_ = regler.modtagertype(pligt=pligt, anonym=anonym, kode=kode, navn=navn, foraeldre=[MOR])
    if regler.skabelonkode("tilbagemelding", type_) is not None:
        assert pligt == "fagperson"
        assert not anonym
        assert kode not in regler.FAMILIE | {regler.ANONYM}
        assert navn == "Pia Bjerre"
    if anonym:
        assert type_ is Modtagertype.INGEN
    if not anonym and kode != regler.ANONYM and (kode in regler.FAMILIE or navn == "Merete Åkjær"):
        assert regler.skabelonkode("kvittering", type_) == "kvittering_borger"


def test_who_is_anonymous_gets_nothing() -> None:
    assert all(regler.skabelonkode(art, Modtagertype.INGEN) is None for art in Brevart.values)


@pytest.mark.parametrize(
    ("skrevet", "er_det"),
    [
        ("Merete Åkjær", True),
        ("merete  åkjær, mor til barnet", True),
        ("Åkjær, Merete", True),
        ("Merete Bjerre Åkjær", True),
        ("Merete Holm", False),
        ("Karen Åkjær", False),
        ("", False),
    ],
)
def test_a_name_is_a_parents_when_first_and_last_are_in_it(skrevet: str, er_det: bool) -> None:
    assert regler.ligner(skrevet, MOR) is er_det


def test_a_person_without_a_name_is_nobody() -> None:
    assert not regler.ligner("Merete Åkjær", Navn("", ""))


# ---- what -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tekst",
    [
        "Almas mor får støtte.",
        "ALMA får støtte.",
        "Familien åkjær får støtte.",
        "Hun hedder Alma's navn",
        "Barnet har 610924-4234.",
        "De bor på Birkevej 12.",
        "De bor i 4600 Køge.",
        "Storegade 3, 2. tv.",
    ],
)
def test_names_numbers_and_addresses_are_refused(tekst: str) -> None:
    assert regler.hvad_er_galt(tekst, [ALMA, MOR])


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "Familien får en familiebehandler hjem to gange om ugen i tre måneder.",
        "Det varer fra uge 43 til uge 51.",
        "I 2026 og frem, alle 3 børn, og børnehaven 2 gange om ugen.",
    ],
)
def test_kind_and_duration_are_fine(tekst: str) -> None:
    assert regler.hvad_er_galt(tekst, [ALMA, MOR]) == ""


def test_a_short_name_is_a_word_too() -> None:
    assert regler.hvad_er_galt("De skal bo sammen.", [Navn("Bo", "Ærebo")]) == ""
    assert "Bo" in regler.hvad_er_galt("Bo får støtte.", [Navn("Bo", "Ærebo")])


@given(
    st.sampled_from(Tilbagemelding.values),
    st.sampled_from(["ingen", "screening", "afdaekning", "undersoegelse"]),
    st.booleans(),
)
def test_what_is_told_is_what_was_decided(svar: str, udfald: str, hjaelp: bool) -> None:
    grund = regler.hvorfor_ikke_svar(svar, udfald=udfald, hjaelp_i_gang=hjaelp)
    forkert = (
        (svar == "igangsat" and udfald == "ingen")
        or (svar == "ikke_igangsat" and udfald == "undersoegelse")
        or (svar == "i_forvejen" and not hjaelp)
    )
    assert bool(grund) is forkert


@given(st.sampled_from(["ingen", "screening", "afdaekning", "undersoegelse"]), st.booleans())
def test_there_is_always_something_true_to_say(udfald: str, hjaelp: bool) -> None:
    mulige = [s for s in Tilbagemelding.values if not regler.hvorfor_ikke_svar(s, udfald=udfald, hjaelp_i_gang=hjaelp)]
    assert len(mulige) >= 2
    assert "saerlige_forhold" in mulige


# ---- the texts ------------------------------------------------------------------------------------------------------


def test_every_letter_there_can_be_has_a_text() -> None:
    koder = {regler.skabelonkode(art, type_) for art in Brevart.values for type_ in Modtagertype} - {None}
    assert koder == set(regler.skabeloner())
    assert set(regler.svartekster()) == set(Tilbagemelding.values)


@pytest.mark.parametrize("kode", sorted(regler.skabeloner()))
def test_the_texts_use_what_there_is(kode: str) -> None:
    skabelon = regler.skabeloner()[kode]
    assert {s.naar for s in skabelon.afsnit} <= regler.BETINGELSER
    assert {b for b in skabelon.blanke if not b.startswith("lov_")} <= set(UDFYLD)
    assert skabelon.lovnoegler <= set(lov.tabel())


@pytest.mark.parametrize("kode", sorted(regler.skabeloner()))
def test_no_letter_writes_a_paragraph_of_its_own(kode: str) -> None:
    """They come from the table of laws, by date."""
    for stykke in regler.skabeloner()[kode].afsnit:
        assert "§" not in "".join((stykke.tekst, *stykke.punkter))


@pytest.mark.parametrize("kode", sorted(regler.skabeloner()))
def test_a_letter_is_filled_in_and_holds_no_address(kode: str) -> None:
    brev = skriv(kode, telefon="12 34 56 78, hverdage 8-15", vagt="social vagt på 87 65 43 21")
    assert "{" not in brev.tekst
    assert regler.hvad_er_galt(brev.tekst, [ALMA, MOR]) == ""
    assert "barnets lov § 138" in brev.tekst
    assert "2026-K7M2P9Q" in brev.tekst


def test_a_citizen_is_told_nothing_of_a_case() -> None:
    tekst = skriv("kvittering_borger").tekst.lower()
    assert "eller om vi kender familien" in tekst
    for ord_ in ("sat i gang", "undersøgelse", "i forvejen", "hører fra os igen"):
        assert ord_ not in tekst


def test_without_a_number_to_call_the_letter_says_so_without_a_blank() -> None:
    uden, med = skriv("kvittering_fagperson"), skriv("kvittering_fagperson", telefon="12 34 56 78")
    assert "gennem kommunen" in uden.tekst
    assert "12 34 56 78" in med.tekst
    assert "gennem kommunen" not in med.tekst
    assert "112" in uden.tekst


def test_what_is_frozen_reads_the_same() -> None:
    brev = skriv("tilbagemelding", svar=regler.svartekster()["igangsat"], tilfoejelse="Støtte i tre måneder.")
    assert regler.fra_data(brev.til_data()) == brev


def test_a_form_from_another_time_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="version 2"):
        regler.fra_data(skriv("tilbagemelding").til_data() | {"version": 2})
