"""The wording of the trivsel forms and guide, held to what makes them usable at twice a year for every child.

Two colleagues must choose the same statement, a statement must fit two lines on a tablet, and every child must be asked
the same amount at every age. None of this is known to the form engine; it is a promise of the content.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from trivsel.rules.forloeb import STANDARDREGLER
from trivsel.rules.positioner import Position

TRIVSEL = Path(__file__).resolve().parents[3] / "trivsel"
ARENAER = ("sundhedspleje", "dagpleje", "vuggestue", "boernehave")
DIMENSIONER = ("psykisk_emotionel", "kognitiv", "social", "fysisk_sansemotorisk")
SVAR = ("groen", "gul", "roed")
#: How a vurdering is concluded: by a team, and by one person.
SLUTNINGER = ("faelles-vurdering", "vurdering-alene")

MAKS_UDSAGN = 48
MAKS_HJAELP = 80
MAKS_NAVN = 28
#: Statements that are longer than two lines on purpose, as "<arena>.<field>.<answer>". At most five.
LANGE_UDSAGN: frozenset[str] = frozenset()

#: Words that judge the child instead of telling what was seen, or that belong to examinations of another kind.
FORBUDTE_ORD = (
    r"u?normal\w*",
    r"afvig\w*",
    r"diagnos\w*",
    r"symptom\w*",
    r"forsinke\w*",
    r"bagud",
    r"svag\w*",
    r"dårlig\w*",
    r"forstyrre\w*",
    r"problem\w*",
    r"adfærd\w*",
    r"umoden\w*",
    r"aggressiv\w*",
    r"besværlig\w*",
    r"utilpasset\w*",
    r"mangl\w*",
    r"alderssvarende",
    r"barnet",
)
#: How many of five each anchor names: if one statement counts, all three do, so that no child falls between them.
TAELLEDE = {"groen": r"\b4-5 (gange|dage|stunder|måltider|forsøg)\b", "gul": r"\b2-3 \w+", "roed": r"\bhøjst 1 \w+"}


@cache
def _laes(sti: str) -> dict[str, Any]:
    return tomllib.loads((TRIVSEL / sti).read_text(encoding="utf-8"))


def _skema(arena: str) -> dict[str, Any]:
    return _laes(f"skemaer/trivsel-{arena}.toml")


def _felter(skema: dict[str, Any]) -> list[dict[str, Any]]:
    return [felt for sektion in skema["sektion"] for felt in sektion["felt"]]


def _tegn(arena: str) -> list[dict[str, Any]]:
    return [felt for felt in _felter(_skema(arena)) if felt["type"] == "tegn"]


def _udsagn(*arenaer: str) -> list[tuple[str, str]]:
    return [
        (f"{arena}.{tegn['kode']}.{svar}", tegn[svar]) for arena in arenaer for tegn in _tegn(arena) for svar in SVAR
    ]


def _aldre(felt: dict[str, Any]) -> range:
    return range(felt.get("alder_fra_mdr", 0), felt.get("alder_til_mdr", 120) + 1)


def _maaneder(arena: str) -> list[int]:
    skema = _skema(arena)["skema"]
    return list(range(skema["alder_fra_mdr"], skema["alder_til_mdr"] + 1))


def test_every_form_of_the_folder_is_known_here() -> None:
    filer = {sti.name for sti in (TRIVSEL / "skemaer").glob("*.toml")}
    assert {f"trivsel-{arena}.toml" for arena in ARENAER} | {f"{kode}.toml" for kode in SLUTNINGER} == filer


@pytest.mark.parametrize("arena", ARENAER)
def test_codes_are_unique_and_match_the_file(arena: str) -> None:
    skema = _skema(arena)
    koder = [felt["kode"] for felt in _felter(skema)]
    assert skema["skema"]["kode"] == f"trivsel-{arena}"
    assert skema["skema"]["arena"] == arena
    assert skema["skema"]["version"] == "1.0"
    assert len(koder) == len(set(koder))


@pytest.mark.parametrize("arena", ARENAER)
def test_the_four_dimensions_come_first_and_words_last(arena: str) -> None:
    sektioner = _skema(arena)["sektion"]
    assert tuple(s["kode"] for s in sektioner if s.get("dimension")) == DIMENSIONER
    assert tuple(s["kode"] for s in sektioner[:4]) == DIMENSIONER
    assert sektioner[-1]["kode"] == "med_ord"
    assert sektioner[-1]["felt"][-1]["kode"] == "kommentar"


@pytest.mark.parametrize("arena", ARENAER)
def test_only_tegn_must_be_answered_in_an_egen_vurdering(arena: str) -> None:
    """And in sundhedsplejen whether the parents took part, which is how it is meant to be made, and then their view."""
    ogsaa = [f["kode"] for f in _felter(_skema(arena)) if f["type"] != "tegn" and f.get("paakraevet")]
    assert ogsaa == (["lavet_med", "foraeldrenes_syn"] if arena == "sundhedspleje" else [])


@pytest.mark.parametrize("arena", ARENAER)
def test_every_age_has_four_to_five_tegn_in_each_dimension(arena: str) -> None:
    for alder in _maaneder(arena):
        antal = {
            sektion["kode"]: sum(felt["type"] == "tegn" and alder in _aldre(felt) for felt in sektion["felt"])
            for sektion in _skema(arena)["sektion"]
            if sektion.get("dimension")
        }
        assert all(4 <= n <= 5 for n in antal.values()), (arena, alder, antal)
        assert 16 <= sum(antal.values()) <= 24, (arena, alder, antal)


@pytest.mark.parametrize("arena", ARENAER)
def test_every_age_has_exactly_one_variant_of_each_tegn(arena: str) -> None:
    staemmer: dict[str, list[dict[str, Any]]] = {}
    for felt in _tegn(arena):
        staemmer.setdefault(felt["tegn"], []).append(felt)
    for stamme, varianter in staemmer.items():
        for alder in _maaneder(arena):
            passer = [felt["kode"] for felt in varianter if alder in _aldre(felt)]
            assert len(passer) == 1, (arena, stamme, alder, passer)


@pytest.mark.parametrize("arena", ARENAER)
def test_every_age_is_asked_for_the_childs_own_voice_once(arena: str) -> None:
    stemmer = [felt for felt in _felter(_skema(arena)) if felt["kode"].startswith("barnets_stemme")]
    for alder in _maaneder(arena):
        assert sum(alder in _aldre(felt) for felt in stemmer) == 1, (arena, alder)


@pytest.mark.parametrize("arena", ARENAER)
def test_the_rules_the_anchors_rest_on_are_there(arena: str) -> None:
    skema = _skema(arena)["skema"]
    for noegle in ("intro", "ophav", "ikke_set", "genvej", "roed_regel", "akut", "foer_du_begynder", "ordforklaring"):
        assert skema[noegle], (arena, noegle)
    assert "ikke Socialstyrelsens" in skema["ophav"]
    assert "ikke afprøvet videnskabeligt" in skema["ophav"]
    # A health visitor sees the child at visits, not day by day: two visits, or the parents' word for the week.
    ventet = ("to besøg",) if arena == "sundhedspleje" else ("fire uger", "tre forskellige dage")
    assert all(krav in skema["roed_regel"] for krav in ventet)


@pytest.mark.parametrize("arena", ARENAER)
def test_a_statement_can_be_read_at_a_glance(arena: str) -> None:
    for sted, udsagn in _udsagn(arena):
        assert len(udsagn) <= MAKS_UDSAGN or sted in LANGE_UDSAGN, (sted, len(udsagn), udsagn)
        assert udsagn[0].isupper(), (sted, udsagn)
        assert udsagn[-1] not in ".;:,", (sted, udsagn)


@pytest.mark.parametrize("arena", ARENAER)
def test_a_statement_tells_what_was_seen_and_judges_nobody(arena: str) -> None:
    for sted, udsagn in _udsagn(arena):
        assert not re.search(rf"\b({'|'.join(FORBUDTE_ORD)})\b", udsagn, re.IGNORECASE), (sted, udsagn)


def test_long_statements_stay_the_exception() -> None:
    lange = {sted for sted, udsagn in _udsagn(*ARENAER) if len(udsagn) > MAKS_UDSAGN}
    assert lange == LANGE_UDSAGN
    assert len(LANGE_UDSAGN) <= 5


@pytest.mark.parametrize("arena", ARENAER)
def test_names_and_yardsticks_are_short(arena: str) -> None:
    for felt in _tegn(arena):
        assert len(felt["tekst"]) <= MAKS_NAVN, felt
        assert 0 < len(felt["hjaelp"]) <= MAKS_HJAELP, (len(felt["hjaelp"]), felt)


@pytest.mark.parametrize("arena", ARENAER)
def test_counted_statements_leave_no_gap(arena: str) -> None:
    for felt in _tegn(arena):
        if re.search(TAELLEDE["groen"], felt["groen"]):
            for svar, moenster in TAELLEDE.items():
                assert re.search(moenster, felt[svar]), (arena, felt["kode"], felt[svar])


@pytest.mark.parametrize("arena", ARENAER)
def test_counted_statements_have_their_yardstick_above_them(arena: str) -> None:
    for felt in _tegn(arena):
        if re.search(TAELLEDE["groen"], felt["groen"]):
            assert re.match(r"(Seneste )?5 ", felt["hjaelp"]), (arena, felt["kode"], felt["hjaelp"])


@pytest.mark.parametrize("arena", ARENAER)
def test_the_three_statements_of_a_tegn_differ(arena: str) -> None:
    for felt in _tegn(arena):
        assert len({felt[svar] for svar in SVAR}) == 3, felt


@pytest.mark.parametrize("skema", SLUTNINGER)
def test_the_joint_form_asks_about_abuse_when_the_position_obliges(skema: str) -> None:
    felter = {felt["kode"]: felt for felt in _felter(_laes(f"skemaer/{skema}.toml"))}
    for kode in ("overgreb", "overgreb_hvorfor"):
        assert felter[kode]["vises_ved"] == ["gul", "roed"]
        assert felter[kode]["paakraevet"]
        assert felter[kode]["vises_ikke_foraeldre"]
    assert [v["kode"] for v in felter["overgreb"]["valg"]] == ["mistanke", "tvivl", "intet_peger"]


@pytest.mark.parametrize("skema", SLUTNINGER)
def test_the_joint_form_turns_the_view_for_every_dimension(skema: str) -> None:
    felter = {felt["kode"]: felt for felt in _felter(_laes(f"skemaer/{skema}.toml"))}
    for kode in ("barn", "omgivelser", *DIMENSIONER):
        assert felter[f"vend_{kode}"]["type"] == "information"


@pytest.mark.parametrize("skema", SLUTNINGER)
def test_the_joint_form_holds_no_position(skema: str) -> None:
    """The final positions are columns of the vurdering; a second place for them would drift apart from it."""
    for felt in _felter(_laes(f"skemaer/{skema}.toml")):
        assert {v["kode"] for v in felt.get("valg", [])}.isdisjoint(SVAR)


def test_one_who_concludes_alone_is_asked_the_same_in_words_that_fit_one() -> None:
    team, alene = (_laes(f"skemaer/{kode}.toml") for kode in SLUTNINGER)

    def form(skema: dict[str, Any]) -> list[tuple[str, list[tuple[Any, ...]]]]:
        noegler = ("kode", "type", "paakraevet", "vises_ved", "vises_naar", "vises_ikke_foraeldre")
        return [(s["kode"], [tuple(str(f.get(n)) for n in noegler) for f in s["felt"]]) for s in skema["sektion"]]

    assert form(alene) == form(team)
    tekster = [alene["skema"]["intro"], *(f"{f['tekst']} {f['hjaelp']}" for f in _felter(alene) if "hjaelp" in f)]
    for tekst in tekster:
        assert not re.search(r"\b(vi|os|teamet|kolleger|fælles|kollegers)\b", tekst, re.IGNORECASE), tekst


HVEM = {"fagperson", "leder", "team", "kendskab"}
FORAELDRE = {"mundtligt_foerst", "sammen", "orienteret", "ingen", "maa_ikke"}


def _guide() -> dict[str, Any]:
    return _laes("indhold/handleguide.toml")


def _skridt() -> list[tuple[str, dict[str, Any]]]:
    guide = _guide()
    fra_positioner = [(position["kode"], skridt) for position in guide["position"] for skridt in position["skridt"]]
    return fra_positioner + [("overgreb", skridt) for skridt in guide["overgreb"]["skridt"]]


def test_the_guide_knows_every_position_and_arena() -> None:
    assert tuple(position["kode"] for position in _guide()["position"]) == SVAR
    assert {arena["kode"] for arena in _guide()["arena"]} == set(ARENAER)
    assert all(set(arena["hvem"]) == HVEM for arena in _guide()["arena"])


def test_every_step_says_what_who_and_on_what_ground() -> None:
    for sted, skridt in _skridt():
        her = (sted, skridt["kode"])
        assert 0 < len(skridt["titel"]) <= 60, her
        assert skridt["forklaring"], her
        assert skridt["hvem"] in HVEM, her
        assert skridt["foraeldre"] in FORAELDRE, her
        assert skridt["grundlag"] in {"lov", "praksis", "standard"}, her
        assert ("lov" in skridt) == (skridt["grundlag"] == "lov"), her
        assert ("kilde" in skridt) == (skridt["grundlag"] == "praksis"), her
        assert isinstance(skridt["obligatorisk"], bool), her
        assert skridt.get("frist_dage", 0) >= 0, her
        for arena in set(skridt) & set(ARENAER):
            assert set(skridt[arena]) <= {"titel", "forklaring"}, her
            assert len(skridt[arena].get("titel", "")) <= 60, her


def test_a_health_visitor_is_told_what_fits_one_person_in_a_home() -> None:
    """What is said to staff who work side by side all day says nothing to her."""
    for sted, skridt in _skridt():
        egne = skridt | skridt.get("sundhedspleje", {})
        for tekst in (egne["titel"], egne["forklaring"]):
            fremmede = re.search(r"hinanden|aflevering|hentning|[Ss]var sammen|jeres egen hverdag", tekst)
            assert not fremmede, (sted, tekst)


def test_codes_are_unique_within_each_path() -> None:
    for position in _guide()["position"]:
        koder = [skridt["kode"] for skridt in position["skridt"]]
        assert len(koder) == len(set(koder)), position["kode"]


@pytest.mark.parametrize("position", ["gul", "roed"])
def test_a_position_that_obliges_names_its_duties(position: str) -> None:
    skridt = {s["kode"]: s for sted, s in _skridt() if sted == position}
    for kode in ("overgreb", "foraeldre", "handling", "opfoelgning"):
        assert skridt[kode]["obligatorisk"], kode
        assert "frist_dage" in skridt[kode], kode
    assert skridt["foraeldre"]["foraeldre"] == "mundtligt_foerst"
    assert skridt["overgreb"]["frist_dage"] == 0


@pytest.mark.parametrize("position", [Position.GUL, Position.ROED])
def test_the_guide_promises_the_same_days_as_the_rules(position: Position) -> None:
    dage = {s["kode"]: s.get("frist_dage") for sted, s in _skridt() if sted == position}
    regler = STANDARDREGLER[position]
    assert (dage["foraeldre"], dage["handling"], dage["opfoelgning"]) == (
        regler.foraeldre_dage,
        regler.handling_dage,
        regler.opfoelgning_dage,
    )


def test_green_obliges_to_nothing() -> None:
    assert not [s["kode"] for sted, s in _skridt() if sted == "groen" and s["obligatorisk"]]


def test_nothing_in_the_abuse_track_reaches_the_parents_by_itself() -> None:
    til_foraeldre = {s["kode"] for s in _guide()["overgreb"]["skridt"] if s["foraeldre"] != "maa_ikke"}
    assert til_foraeldre == {"barn_barn"}
    assert "Tal ikke med forældrene" in _guide()["overgreb"]["stop"]


def test_a_duty_in_law_never_waits_for_the_parents() -> None:
    """Blocking the parents pauses the steps that reach them; it must never pause an underretning."""
    assert {s["foraeldre"] for _, s in _skridt() if s["grundlag"] == "lov"} <= {"ingen", "maa_ikke"}


def test_the_acute_advice_has_words_also_without_a_number() -> None:
    akut = _guide()["akut"]
    assert "112" in akut["nu"]
    assert "{{ kommune.vagttelefon }}" in akut["lukket"]
    assert "{{" not in akut["lukket_uden_nummer"]
