"""The four forms as they ship: what they must ask, what may leave, and what a municipality cannot take out."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import overgange
from opsporing.skemaer.definition import BILLEDKORT, Felttype, Skemadefinition, fra_toml
from opsporing.skemaer.pladsholdere import i_definition
from opsporing.skemaer.skemaord import skemaord
from opsporing.skemaer.svar import valider
from overgange.rules.arter import art, mulige
from overgange.rules.skema import dele, deles, fejl_i_skema

MAPPE = Path(overgange.__file__).parent / "skemaer"
FILER = sorted(MAPPE.glob("overgangsskema-*.toml"))


class _Kommune:
    navn = "Prøveby"
    modtagelse_telefon = modtagelse_aabningstid = vagttelefon = vagtnavn = ""


@pytest.fixture(params=FILER, ids=lambda fil: fil.stem)
def skema(request: pytest.FixtureRequest) -> Skemadefinition:
    return fra_toml(request.param.read_text(encoding="utf-8"))


def test_der_er_eet_til_hver_art() -> None:
    assert {fil.stem for fil in FILER} == {
        "overgangsskema-hjem-dagtilbud",
        "overgangsskema-dagtilbud-boernehave",
        "overgangsskema-boernehave-skole",
        "overgangsskema-flytning",
    }


def test_skemaet_holder_sine_egne_regler(skema: Skemadefinition) -> None:
    assert list(fejl_i_skema(skema)) == []
    assert len(dele(skema)) == 8


#: What each form has room for, and which part of the parents' answer it goes with.
EMNER = {
    "hvem_er_barnet": "styrker",
    "glad_for": "styrker",
    "svaert": "hjaelper",
    "hvad_hjaelper": "hjaelper",
    "samspil": "udvikling",
    "sprog_udtryk": "udvikling",
    "krop": "udvikling",
    "soevn": "helbred",
    "mad": "helbred",
    "helbred_viden": "helbred",
    "i_gang": "stoette",
    "oensker": "start",
}


def test_skemaet_spoerger_til_det_det_nye_sted_har_brug_for(skema: Skemadefinition) -> None:
    """The parents' account, strengths, challenges, what helps, social life, language, body, sleep, food, health, help
    under way and wishes; only the voice of the child and what helps must be filled in.
    """
    hvor = {felt.kode: deles(sektion) for sektion in skema.sektioner for felt in sektion.felter}
    assert {kode: hvor.get(kode) for kode in EMNER} == EMNER
    kraevede = {felt.kode for sektion in skema.sektioner for felt in sektion.felter if felt.paakraevet}
    assert kraevede & EMNER.keys() == {"hvad_hjaelper"}


def test_ordene_i_skemaet_findes(skema: Skemadefinition) -> None:
    assert i_definition(skema) <= set(skemaord(_Kommune(), date(2026, 10, 14)))


def test_barnets_stemme_kommer_foerst_og_er_paakraevet(skema: Skemadefinition) -> None:
    assert deles(skema.sektioner[0]) == "stemme"
    fejl = valider(skema, {"hvad_hjaelper": "Farvel i vinduet"}, kladde=False).fejl
    assert set(fejl) & {felt.kode for felt in skema.sektioner[0].felter}
    assert "hvad_hjaelper" in valider(skema, {}, kladde=False).fejl


def test_boernene_spoerges_efter_alder(skema: Skemadefinition) -> None:
    """Play and pictures for the smallest; what is nice and what is hard for those with words."""
    koder = {felt.kode: felt for felt in skema.sektioner[0].felter}
    kort = [felt for felt in koder.values() if felt.rolle == BILLEDKORT]
    if skema.kode == "overgangsskema-boernehave-skole":
        assert not kort
    else:
        assert all(felt.type is Felttype.FLERVALG and len(felt.valg) >= 6 for felt in kort)
        assert kort
    if skema.kode == "overgangsskema-hjem-dagtilbud":
        assert koder["barnets_tegn"].paakraevet
    else:
        assert koder["barnets_ord"].paakraevet or koder["barnets_ord"].gruppe_krav
        assert "barnets_bekymring" in koder
        assert list(koder).index("barnets_ord") < list(koder).index("barnets_bekymring")


def test_en_finger_paa_et_billede_er_nok() -> None:
    skema = next(s for fil in FILER if (s := fra_toml(fil.read_text(encoding="utf-8"))).kode.endswith("boernehave"))
    svar = {"hvad_hjaelper": "Farvel i vinduet", "peger_rart": ["dyr", "favn"]}
    assert not valider(skema, svar, kladde=False).fejl
    # What is hard is never asked for, and alone it is not the child's whole voice.
    alene = {"hvad_hjaelper": "Farvel i vinduet", "peger_svaert": ["larm"]}
    assert valider(skema, alene, kladde=False).fejl


def test_kompetencerne_er_der_kun_hvor_kommunen_bruger_dem(skema: Skemadefinition) -> None:
    def koder(bruger: bool) -> set[str]:
        return {felt.kode for felt in skema.synlige_felter({}, kendte={"kompetencer": bruger})}

    ekstra = koder(True) - koder(False)
    assert len(ekstra) == 7
    assert all(kode.startswith("k7_") for kode in ekstra)


def test_et_skema_uden_barnets_stemme_afvises(skema: Skemadefinition) -> None:
    uden = replace(skema, sektioner=tuple(s for s in skema.sektioner if deles(s) != "stemme"))
    assert any("barnets eget perspektiv" in str(fejl) for fejl in fejl_i_skema(uden))


def test_en_sektion_der_deles_uden_at_foraeldrene_kan_sige_nej_afvises(skema: Skemadefinition) -> None:
    sektion = replace(skema.sektioner[1], egenskaber={**skema.sektioner[1].egenskaber, "samtykke_del": "andet"})
    andet = replace(skema, sektioner=(skema.sektioner[0], sektion, *skema.sektioner[2:]))
    assert any("samtykke_del" in str(fejl) for fejl in fejl_i_skema(andet))


@pytest.mark.parametrize("arena", ["sundhedspleje", "dagpleje", "vuggestue", "boernehave", ""])
def test_i_haanden_kan_kun_vaelges_det_der_kan_vaere_der_hvor_barnet_er(arena: str) -> None:
    assert set(mulige(arena)) <= {fil.stem.removeprefix("overgangsskema-").replace("-", "_") for fil in FILER}
    assert "flytning" in mulige(arena)
    assert ("hjem_dagtilbud" in mulige(arena)) == (arena == "sundhedspleje")
    for til in ("dagpleje", "vuggestue", "boernehave"):
        assert art(arena, til) in mulige(arena)


@pytest.mark.parametrize(
    ("fra", "til", "ventet"),
    [
        ("sundhedspleje", "dagpleje", "hjem_dagtilbud"),
        ("sundhedspleje", "boernehave", "hjem_dagtilbud"),
        ("dagpleje", "boernehave", "dagtilbud_boernehave"),
        ("vuggestue", "boernehave", "dagtilbud_boernehave"),
        ("dagpleje", "vuggestue", "flytning"),
        ("boernehave", "boernehave", "flytning"),
        ("vuggestue", "", "flytning"),
    ],
)
def test_arten_foelger_af_hvor_barnet_er_og_skal_hen(fra: str, til: str, ventet: str) -> None:
    assert art(fra, til) == ventet
