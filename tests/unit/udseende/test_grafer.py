"""Charts: the picture and the table say the same, and colour is never the only carrier."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsporing import dansk, gitter, grafer
from tests.support.html import laes, med_klasse, tekst

ORDENE = {"groen": "Trivsel", "gul": "Øget opmærksomhed", "roed": "Bekymring"}


def stakket(*vaerdier, **mere):
    raekker = [grafer.Stak(f"runde {nr}", v) for nr, v in enumerate(vaerdier)]
    return grafer.Stakket(id="s", titel="Samlet placering", ordene=ORDENE, raekker=raekker, **mere)


def forloeb(*koder, runder=None, **mere):
    runder = runder or [f"r{nr}" for nr in range(len(koder))]
    linjer = [grafer.Linje("Social", list(koder))]
    return grafer.Forloeb(id="f", titel="Over tid", runder=runder, linjer=linjer, ordene=ORDENE, **mere)


def celler(html):
    return [[tekst(c) for c in tr if c.tag in {"td", "th"}] for tr in laes(html).iter("tr")]


@given(st.tuples(*[st.integers(0, 400)] * 3))
def test_delene_fylder_hele_bjaelken(tal):
    dele = stakket(tal).tegning()["staenger"][0]["dele"]
    bredder = [float(d["bredde"]) for d in dele]
    assert len(bredder) == sum(1 for t in tal if t)
    if bredder:
        assert sum(bredder) == pytest.approx(100, abs=0.2)
        assert float(dele[0]["x"]) == 0


def test_tabellen_viser_de_samme_tal_som_bjaelken():
    html = stakket((41, 9, 3), (31, 9, 2)).render()
    assert celler(html)[1:] == [["runde 0", "41", "9", "3", "53"], ["runde 1", "31", "9", "2", "42"]]
    titler = [tekst(t) for t in laes(html).iter("title")]
    assert titler[0] == "runde 0: trivsel 41, øget opmærksomhed 9, bekymring 3."


def test_skjult_tal_kan_ikke_regnes_ud_af_laengden_eller_summen():
    html = stakket((41, None, 3)).render()
    doc = laes(html)
    assert "41" not in tekst(med_klasse(doc, "ops-stak__b")[0]).replace(tekst(next(doc.iter("title"))), "")
    assert stakket((41, None, 3)).tegning()["staenger"][0]["dele"] == []
    assert celler(html)[1] == ["runde 0", "41", "vises ikke", "3", "vises ikke"]


def test_tom_runde_siger_det():
    assert "ingen endnu" in stakket((0, 0, 0)).render()


def test_midterste_del_er_skraveret_med_og_uden_farver():
    for farver in (True, False):
        html = stakket((1, 1, 1), farver=farver).render()
        assert re.findall(r'fill="url\(#([^)]+)\)"', html) == re.findall(r'<pattern id="([^"]+)"', html)


def test_uden_farver_er_der_kun_graatoner_i_placeringerne():
    html = stakket((41, 9, 3), farver=False).render() + forloeb("groen", "gul", "roed", farver=False).render()
    for groen_gul_roed in ("#1d5e3d", "#cfe5d8", "#f0c95a", "#694700", "#8c2331", "#f7e3ab"):
        assert groen_gul_roed not in html


def test_linjen_er_stiplet_hen_over_en_runde_der_er_sprunget_over():
    (billede,) = forloeb("groen", None, "gul", "gul").tegning()["billeder"]
    assert [s["stiplet"] for s in billede["stykker"]] == [True, False]
    assert len(billede["former"]) == 3
    assert "Stiplet linje" in forloeb("groen", None, "gul").render()
    assert "Stiplet linje" not in forloeb(None, "groen", "gul").render()


def test_hver_placering_har_sin_form():
    (billede,) = forloeb("groen", "gul", "roed").tegning()["billeder"]
    assert [f.split()[0] for f in billede["former"]] == ["<circle", "<path", "<rect"]
    hoejder = [float(re.search(r'\b(?:cy|y)="([\d.]+)"', billede["former"][nr])[1]) for nr in (0, 2)]
    assert hoejder == sorted(hoejder), "trivsel is on top"


def test_tabellen_over_tid_har_ord_og_samlet():
    html = forloeb("groen", None, samlet=["gul", "gul"]).render()
    assert celler(html)[1:] == [
        ["Social", "Trivsel", "Ikke vurderet"],
        ["Samlet", "Øget opmærksomhed", "Øget opmærksomhed"],
    ]


def test_mange_runder_giver_faerre_labels_men_altid_den_sidste():
    runder = [f"r{n}" for n in range(15)]
    (billede,) = forloeb(*["groen"] * 15, runder=runder).tegning()["billeder"]
    assert len(billede["labels"]) <= 6
    assert billede["labels"][-1]["ord"] == "r14"


def test_en_enkelt_runde_staar_i_midten():
    (billede,) = forloeb("gul").tegning()["billeder"]
    assert billede["labels"][0]["x"] == "168"


def bjaelker(*vaerdier, **mere):
    raekker = [grafer.Bjaelke(f"b{nr}", v) for nr, v in enumerate(vaerdier)]
    return grafer.Bjaelker(id="b", titel="Aftaler", raekker=raekker, **mere)


def test_bjaelker_har_faelles_skala_fra_nul():
    assert [s["bredde"] for s in bjaelker(4, 2, 0, None).tegning()["staenger"]] == ["100", "50", "0", "0"]
    assert [s["bredde"] for s in bjaelker(4, 2, maks=8).tegning()["staenger"]] == ["50", "25"]
    assert [s["bredde"] for s in bjaelker(0, 0).tegning()["staenger"]] == ["0", "0"]


def test_tal_skrives_med_komma_og_koordinater_med_punktum():
    html = bjaelker(2.5, 3).render()
    assert celler(html)[1] == ["b0", "2,5"]
    assert 'width="83.3%"' in html


def fordelt(*raekker, **mere):
    alle = [gitter.Fordelt(f"r{nr}", v, antal, mod) for nr, (v, antal, mod) in enumerate(raekker)]
    return gitter.Gitter(id="g", titel="Summer", kolonner=["0", "1-4", "5+"], raekker=alle, enhed="I alt", **mere)


@given(st.lists(st.integers(0, 90), min_size=3, max_size=3).filter(any))
def test_gitterets_felter_har_faelles_skala_og_bliver_i_deres_kolonne(tal):
    felter = fordelt((tal, sum(tal), ())).tegning()["staenger"][0]["felter"]
    for nr, (felt, antal) in enumerate(zip(felter, tal, strict=True)):
        assert float(felt["bredde"]) == pytest.approx(float(felt["fuld"]) * antal / sum(tal), abs=0.1)
        assert float(felt["x"]) + float(felt["fuld"]) < 100 * (nr + 1) / 3


def test_et_skjult_tal_i_gitteret_er_en_tom_ramme_ogsaa_i_ord():
    graf = fordelt(((22, None, None), 30, (0.5, None, None)), mod_navn="Gruppen")
    html = graf.render()
    assert celler(html) == [["", "0", "1-4", "5+", "I alt"], ["r0", "22", "vises ikke", "vises ikke", "30"]]
    assert html.count("stroke-dasharray") == 3  # two frames and the legend
    assert "r0, 30 i alt. 0: 22, 1-4: vises ikke, 5+: vises ikke." in html
    assert [f["mod"] for f in graf.tegning()["staenger"][0]["felter"]] == ["14.7", "", ""]


def test_gitteret_forklarer_kun_det_der_er_at_se():
    uden = fordelt(((1, 2, 3), 6, ()), mod_navn="Gruppen").render()
    assert "Gruppen" not in uden and "Vises ikke" not in uden
    assert "Gruppen" in fordelt(((1, 2, 3), 6, (0.1, 0.2, 0.7)), mod_navn="Gruppen").render()


def test_tallene_bag_maerkerne_staar_i_tabellen():
    graf = fordelt(((9, 6, 5), 20, ()), mod_raekker=[gitter.Fordelt("alle", (30, None, None), 60)])
    assert celler(graf.render())[2] == ["alle", "30", "vises ikke", "vises ikke", "60"]


def radar(*spor, akser=("Rytme", "Små grupper", "Ro til leg")):
    alle = [grafer.Spor(f"s{nr}", s) for nr, s in enumerate(spor)]
    return grafer.Radar(id="r", titel="Miljø", akser=akser, spor=alle, maks=5)


def test_radarens_spor_er_lukket_naar_alt_er_besvaret():
    helt, delvist = radar([1, 2, 3], [1, None, 3]).tegning()["spor"]
    assert helt["d"].endswith("Z")
    assert not delvist["d"].endswith("Z")
    assert len(delvist["punkter"]) == 2
    assert helt["stiplet"] != delvist["stiplet"]


def test_radaren_begynder_oeverst_og_holder_skalaen():
    (spor,) = radar([5, 0, 0]).tegning()["spor"]
    bredde, hoejde = grafer.Radar.BREDDE / 2, grafer.Radar.HOEJDE / 2
    assert (float(spor["punkter"][0]["x"]), float(spor["punkter"][0]["y"])) == (bredde, hoejde - grafer.Radar.RADIUS)
    assert (float(spor["punkter"][1]["x"]), float(spor["punkter"][1]["y"])) == (bredde, hoejde)


def test_radaren_uden_svar_kan_tegnes():
    html = radar([None, None, None]).render()
    assert celler(html)[1] == ["Rytme", "–"]


ALLE = [
    stakket((41, 9, 3)),
    forloeb("groen", None, "gul"),
    bjaelker(4, 2),
    radar([1, 2, 3], [3, 2, 1]),
]


@pytest.mark.parametrize("graf", ALLE, ids=lambda g: g.skabelon)
def test_hver_svg_har_navn_og_intet_id_gaar_igen(graf):
    doc = laes(graf.render())
    ider = [e.get("id") for e in doc.iter() if e.get("id")]
    assert len(ider) == len(set(ider))
    billeder = [s for s in doc.iter("svg") if s.get("role") == "img"]
    assert billeder
    for svg in billeder:
        for ident in svg.get("aria-labelledby").split():
            assert ident in ider


@pytest.mark.parametrize("graf", ALLE, ids=lambda g: g.skabelon)
def test_intet_indlejret_stilark_eller_script(graf):
    html = graf.render()
    assert "style=" not in html
    assert "<style" not in html
    assert "<script" not in html


@pytest.mark.parametrize("graf", ALLE, ids=lambda g: g.skabelon)
def test_paa_papir_staar_tabellen_aaben(graf):
    assert list(laes(graf.render()).iter("details"))
    doc = laes(graf.render(papir=True))
    assert not list(doc.iter("details"))
    assert tekst(next(doc.iter("caption"))) == f"Tallene: {dansk.lille(graf.titel)}"


def test_ord_fra_kommunen_kan_ikke_blive_til_kode():
    html = grafer.Bjaelker(id="b", titel="<b>", raekker=[grafer.Bjaelke("<script>", 1)]).render()
    assert "<script>" not in html
    assert "<b>" not in html
