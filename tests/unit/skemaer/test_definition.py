"""Reading a definition: everything right is kept, everything wrong is named with its place."""

import json
from pathlib import Path

import pytest

from opsporing.skemaer.definition import Felttype, Skemafejl, fra_dict, fra_toml, til_dict
from tests.factories.skematekst import TOML, definition

ROD = Path(__file__).parents[3]


def fejl_i(toml: str) -> list[str]:
    with pytest.raises(Skemafejl) as fanget:
        fra_toml(toml)
    return [str(fejl) for fejl in fanget.value.fejl]


def test_alle_felttyper_er_med_i_proeven():
    skema = definition()
    assert {felt.type for felt in skema.felter} == set(Felttype)


def test_skrives_som_json_og_laeses_ens():
    skema = definition()
    data = json.loads(json.dumps(til_dict(skema)))
    assert fra_dict(data) == skema
    assert til_dict(fra_dict(data)) == data


def test_egenskaber_bevares():
    skema = definition()
    assert skema.egenskaber["graensevaerdi"] == 5
    assert skema.egenskaber["ikke_set"] == "Ikke set endnu"


def test_skala_faar_trin_fra_tal_eller_sektion():
    skema = definition()
    assert [valg.kode for valg in skema.felt("niveau").valg] == ["1", "2", "3", "4", "5"]
    assert [(valg.kode, valg.vaerdi, valg.tekst) for valg in skema.felt("placering").valg] == [
        ("trin_1", 1, "I trivsel"),
        ("trin_2", 2, "Opmærksomhed"),
    ]


def test_tegn_er_paakraevet_og_har_stamme():
    felt = definition().felt("troest")
    assert felt.paakraevet
    assert felt.tegn == "troest"


def test_tegn_svar_er_ikke_almindelige_felter():
    skema = definition()
    assert skema.felt("set") is None
    assert [felt.kode for felt in skema.tegn_svar] == ["set", "hyppighed"]


@pytest.mark.parametrize(("mdr", "ventet"), [(17, "leg_til_17"), (18, "leg_fra_18")])
def test_for_alder_vaelger_variant(mdr, ventet):
    tegn = [felt.kode for felt in definition().for_alder(mdr).felter if felt.type is Felttype.TEGN]
    assert tegn == [ventet, "troest"]


def test_for_alder_fjerner_tomme_sektioner():
    toml = TOML.replace('kode = "styrker"', 'kode = "styrker"\nalder_til_mdr = 10').replace(
        'kode = "forhold"', 'kode = "forhold"\nalder_til_mdr = 10'
    )
    toml = toml.replace('kode = "sygdom_hvilken"', 'kode = "sygdom_hvilken"\nalder_til_mdr = 10')
    skema = fra_toml(toml)
    assert skema.for_alder(10).sektion("ramme") is not None
    assert skema.for_alder(11).sektion("ramme") is None
    assert skema.for_alder(11).sektion("trin") is not None


def test_for_position_slags_og_funktion():
    skema = definition()

    def har(kode, **valg):
        return skema.for_(**valg).felt(kode) is not None

    assert har("forklaringer")
    assert har("forklaringer", position="gul")
    assert not har("forklaringer", position="groen")
    assert not har("forklaringer", position="")
    assert har("kun_anonymt", position="gul")
    assert har("kun_anonymt", slags="anonymt")
    assert not har("kun_anonymt", slags="barn")
    assert har("forklaringer", slags="barn")
    assert har("laege", funktion="sundhedsplejerske")
    assert not har("laege", funktion="paedagog")


def test_synlige_felter_foelger_svarene():
    skema = definition()

    def synlige(svar):
        return {felt.kode for felt in skema.synlige_felter(svar)}

    assert not {"vejledning", "hvem", "f_stille", "orienteret_dato", "sygdom_hvilken"} & synlige({})
    assert {"vejledning", "hvem", "f_stille"} <= synlige({"overgreb": "tvivl"})
    assert "hvem" not in synlige({"overgreb": "nej"})
    assert "orienteret_dato" in synlige({"orienteret": True})
    assert "orienteret_dato" not in synlige({"orienteret": False})
    assert "sygdom_hvilken" in synlige({"forhold": ["sygdom"]})


def test_skjult_felt_kan_ikke_vise_andre():
    toml = TOML.replace('kode = "orienteret"\n', 'kode = "orienteret"\nvises_naar = "overgreb == ja"\n')
    skema = fra_toml(toml)
    svar = {"overgreb": "nej", "orienteret": True}
    assert "orienteret_dato" not in {felt.kode for felt in skema.synlige_felter(svar)}
    assert "orienteret_dato" in {felt.kode for felt in skema.synlige_felter({**svar, "overgreb": "ja"})}


def test_daekker_alder():
    skema = definition()
    assert [skema.daekker_alder(mdr) for mdr in (5, 6, 35, 36)] == [False, True, True, False]


def test_uden_interne():
    assert definition().uden_interne().felt("hvem") is None


@pytest.mark.parametrize(
    ("gammel", "ny", "ventet"),
    [
        (
            'navn = "Prøveskema"',
            'navm = "Prøveskema"',
            ["skema: Nøglen „navm“ er ukendt. Mener du „navn“?", "„navn“ mangler"],
        ),
        ('navn = "Prøveskema"', 'navn = ""', ["skema: „navn“ mangler."]),
        ('kode = "proeve"', 'kode = "Prøve"', ["skema: Koden „Prøve“"]),
        ("alder_til_mdr = 35", "alder_til_mdr = 3", ["skema: „alder_fra_mdr“ (6) er efter „alder_til_mdr“ (3)."]),
        ("alder_til_mdr = 35", "alder_til_mdr = 900", ["skema: „alder_til_mdr“ skal være mellem"]),
        ("alder_til_mdr = 35", 'alder_til_mdr = "35"', ["skema: „alder_til_mdr“ skal være et helt tal."]),
        ("alder_til_mdr = 35", "alder_til_mdr = true", ["skema: „alder_til_mdr“ skal være et helt tal."]),
        ('kode = "forhold"', 'kode = "styrker"', ["felt: Koden „styrker“ er brugt 2 gange"]),
        ('kode = "mere"', 'kode = "ramme"', ["sektion: Koden „ramme“ er brugt 2 gange"]),
        (
            'type = "kort_tekst"',
            'type = "korttekst"',
            ["felt „styrker“: Typen „korttekst“ findes ikke. Mener du „kort_tekst“?"],
        ),
        ('type = "flervalg"', 'type = "dato"', ["felt „forhold“: „valg“ kan ikke bruges ved typen dato."]),
        (
            'vises_naar = "orienteret == ja"',
            'vises_naar = "orientert == ja"',
            ["peger på feltet „orientert“, som ikke findes"],
        ),
        ('vises_naar = "orienteret == ja"', 'vises_naar = "orienteret == jo"', ["nævner „jo“, som ikke er et svar"]),
        ('vises_naar = "orienteret == ja"', 'vises_naar = "orienteret = ja"', ["kan ikke læses"]),
        ('vises_naar = "orienteret == ja"', 'vises_naar = "styrker == ja"', ["fordi feltet ikke har faste svar"]),
        ('vises_naar = "orienteret == ja"', 'vises_naar = "forhold == sygdom"', ["kan have flere svar"]),
        ('vises_naar = "orienteret == ja"', 'vises_naar = "orienteret indeholder ja"', ["har kun ét svar"]),
        ('vises_naar = "forhold indeholder sygdom"', 'vises_naar = "hyppighed == dagligt"', ["som ikke findes"]),
        ("alder_fra_mdr = 18", "alder_fra_mdr = 17", ["tegn „leg“: „leg_til_17“ og „leg_fra_18“ gælder begge ved 17"]),
        ("alder_fra_mdr = 18", "alder_fra_mdr = 20", ["tegn „leg“: Der er intet udsagn fra 18 til 19 måneder."]),
        ("alder_fra_mdr = 18", "alder_fra_mdr = 60", ["Feltet vises aldrig"]),
        ('roed = "Lader sig ikke trøste."', "", ["felt „troest“: Udsagnet „roed“ mangler."]),
        ('gruppe_krav = "mindst_en"', 'gruppe_krav = "alle"', ["„gruppe_krav“ kan kun være „mindst_en“"]),
        ("min = 0\nmaks = 4", "min = 5\nmaks = 4", ["„min“ (5) er større end „maks“ (4)."]),
        ("min = 0\nmaks = 4", "maks_laengde = 4", ["„maks_laengde“ kan ikke bruges ved typen tal."]),
        ('skala = "trin"', 'skala = "andre"', ["felt „placering“: Der skal være mindst to svar"]),
        (
            '{ kode = "flytning", tekst = "Flytning" }',
            '{ kode = "sygdom", tekst = "Flytning" }',
            ["valg: Koden „sygdom“ er brugt 2"],
        ),
        ('{ kode = "flytning", tekst = "Flytning" }', '{ kode = "flytning" }', ["valg „flytning“: „tekst“ mangler."]),
        ('{ kode = "flytning", tekst = "Flytning" }', '{ kode = "fly-t", tekst = "Flytning" }', ["små bogstaver a-z"]),
        ('tekst = "I tvivl"', 'tekst = "I tvivl", udelukker = true', ["„udelukker“ har kun mening ved flervalg"]),
        (
            '{ kode = "flytning", tekst = "Flytning" }',
            '{ kode = "flytning", tekst = "Flytning", billede = "bold" }',
            ["„billede“ vises kun, når feltet har rolle = „billedkort“."],
        ),
        ('kode = "forhold"', 'kode = "forhold"\nrolle = "billedkort"', ["valg „sygdom“: Skriv „billede“ som et af: a"]),
        ('tekst = "Ring nu."', 'tekst = "Ring nu."\npaakraevet = true', ["Et felt uden svar kan ikke være påkrævet."]),
        ('tekst = "Ring nu."', 'tekst = "Ring {{ position.gul nu."', ["har en pladsholder, der ikke kan læses"]),
        ('tekst = "Ring nu."', 'tekst = "Ring\\u0000 nu."', ["indeholder et tegn, der ikke kan vises"]),
        ('kode = "uger"', 'kode = "rev"', ["Koden „rev“ er optaget"]),
        ('kode = "uger"', 'kode = "uger__set"', ["Koden skal begynde med et lille bogstav"]),
        ('kode = "uger"', 'kode = "Uger"', ["Koden skal begynde med et lille bogstav"]),
        ("gentages = true", "gentages = true\npr_person = true", ["ikke både gentages og udfyldes pr. person"]),
        ('kode = "tegn_svar"', 'kode = "andre_svar"', ["kræver en sektion „tegn_svar“"]),
        ('titel = "Trinene"', 'titel = "Trinene"\ndimension = true', ["En dimension skal have mindst ét tegn."]),
        ('vises_naar = "overgreb != nej"', 'vises_naar = "score == 3"', ["fordi feltet ikke har faste svar"]),
        ("graensevaerdi = 5", "graensevaerdi = 5.0", ["„graensevaerdi“ skal være et helt tal."]),
        ("graensevaerdi = 5", "egne = { dag = 2026-01-01 }", ["„egne“ må ikke være en dato"]),
    ],
)
def test_fejl_naevnes_med_sted(gammel, ny, ventet):
    assert gammel in TOML
    fejl = fejl_i(TOML.replace(gammel, ny, 1))
    for del_ in ventet:
        assert any(del_ in en for en in fejl), fejl


def test_alle_fejl_paa_en_gang():
    toml = TOML.replace('titel = "Rammen"', "").replace("maks = 4", 'maks = "fire"').replace("troest", "Troest")
    assert len(fejl_i(toml)) >= 3


def test_betingelser_maa_ikke_gaa_i_ring():
    toml = TOML.replace('kode = "orienteret"\n', 'kode = "orienteret"\nvises_naar = "overgreb == ja"\n').replace(
        'kode = "overgreb"\n', 'kode = "overgreb"\nvises_naar = "orienteret == ja"\n'
    )
    assert any("går i ring" in fejl for fejl in fejl_i(toml))


def test_sektion_maa_ikke_styres_af_sig_selv():
    toml = TOML.replace('titel = "Andre svar"', 'titel = "Andre svar"\nvises_naar = "overgreb == ja"')
    assert any("i sektionen selv" in fejl for fejl in fejl_i(toml))


def test_samme_tegn_i_to_sektioner():
    toml = TOML + (
        '\n[[sektion]]\nkode = "x"\ntitel = "X"\n[[sektion.felt]]\nkode = "leg_x"\ntype = "tegn"\ntegn = "leg"\n'
        'tekst = "L"\ngroen = "a"\ngul = "b"\nroed = "c"\n'
    )
    assert any("flere sektioner: social, x" in fejl for fejl in fejl_i(toml))


@pytest.mark.parametrize(
    ("toml", "ventet"),
    [
        ("", "Skemaet har ingen sektioner"),
        ("[skema", "slutningen af filen"),
        ("[skema\nx = 1", "linje 1"),
        ('[skema]\nkode = "a', "TOML"),
        ('[skema]\nkode = "a"\nkode = "b"\n', "linje 3"),
        ('sektion = "a"', "„sektion“ skal være en liste af tabeller"),
        ("[skema]\n[[sektion]]\nfelt = [1]", "„felt“ skal være en liste af tabeller"),
        ("a" * 400_001, "for stor"),
    ],
)
def test_det_der_slet_ikke_er_et_skema(toml, ventet):
    assert any(ventet in fejl for fejl in fejl_i(toml))


@pytest.mark.parametrize("data", [None, [], "x", 3, {"skema": []}, {"sektion": [None]}, {"skema": {}, "sektion": [[]]}])
def test_fra_dict_med_andet_end_et_skema(data):
    with pytest.raises(Skemafejl):
        fra_dict(data)


def test_gamle_versioner_kan_laeses_selv_om_reglerne_er_blevet_strengere():
    data = til_dict(definition())
    data["skema"]["noget_gammelt"] = "ja"
    data["sektion"][0]["felt"][0]["vises_naar"] = "findes_ikke == ja"
    with pytest.raises(Skemafejl):
        fra_dict(data)
    skema = fra_dict(data, streng=False)
    assert skema.egenskaber["noget_gammelt"] == "ja"
    assert skema.felt("styrker") not in skema.synlige_felter({})


def test_husets_egne_skemaer_kan_laeses():
    filer = sorted(ROD.glob("*/skemaer/*.toml"))
    assert filer
    for fil in filer:
        skema = fra_toml(fil.read_text(encoding="utf-8"))
        assert skema.kode == fil.stem
        assert fra_dict(til_dict(skema)) == skema
