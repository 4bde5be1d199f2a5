"""The tags and filters of every page."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from tests.support.html import laes, med_klasse, tekst

I_DAG = date(2026, 11, 17)


def vis(kilde, **context):
    return Template("{% load ops %}" + kilde).render(Context({"i_dag": I_DAG, **context})).strip()


def test_placering_er_form_og_ord_ogsaa_uden_farver():
    med, uden = (laes(vis('{% placering "gul" "Øget opmærksomhed" farver %}', farver=f)) for f in (True, False))
    for doc in (med, uden):
        (maerke,) = med_klasse(doc, "ops-pos")
        assert tekst(maerke) == "Øget opmærksomhed"
        assert maerke.find("svg/path") is not None
    assert "is-uden-farve" not in med_klasse(med, "ops-pos")[0].get("class")
    assert "is-uden-farve" in med_klasse(uden, "ops-pos")[0].get("class")


@pytest.mark.parametrize("kode", ["", None, "lilla"])
def test_ukendt_placering_er_ikke_sat(kode):
    (maerke,) = med_klasse(laes(vis("{% placering kode %}", kode=kode)), "ops-pos")
    assert (maerke.get("class"), tekst(maerke)) == ("ops-pos is-none", "Ikke sat")


def test_de_tre_former_er_forskellige():
    former = {vis("{% placeringsform kode %}", kode=k) for k in ("groen", "gul", "roed", "")}
    assert len(former) == 4


def test_kommunens_ord_kan_ikke_blive_til_kode():
    html = vis('{% placering "groen" ordet %}{% tilstand "done" ordet %}{% flag ordet "info" %}', ordet="<script>")
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 3


@pytest.mark.parametrize("kode", ["none", "half", "ready", "done", "stop"])
def test_arbejdets_tilstand_har_altid_et_ord(kode):
    (tilstand,) = med_klasse(laes(vis("{% tilstand kode %}", kode=kode)), "ops-state")
    assert tekst(tilstand)


def bredde(html):
    return float(med_klasse(laes(html), "ops-bar__fg")[0].get("width"))


@pytest.mark.parametrize(("vaerdi", "af", "procent"), [(7, 12, 58.3), (0, 12, 0), (15, 12, 100), (3, 0, 0), (-1, 5, 0)])
def test_bjaelken_bliver_i_sin_ramme(vaerdi, af, procent):
    assert bredde(vis("{% bjaelke v af %}", v=vaerdi, af=af)) == procent


def test_tal_i_svg_har_punktum_ogsaa_paa_dansk():
    assert 'width="58.3"' in vis("{% bjaelke 7 12 %}")


def test_gemt_siger_klokken_i_dansk_tid():
    (linje,) = med_klasse(laes(vis("{% gemt t id='gemt' %}", t=datetime(2026, 11, 17, 8, 42, tzinfo=UTC))), "ops-saved")
    assert tekst(linje) == "Gemt kl. 9.42"
    assert (linje.get("role"), linje.get("id")) == ("status", "gemt")


def test_gemt_uden_net_siger_det():
    assert "Intet net" in vis('{% gemt slags="offline" %}')


def test_datofiltre_er_i_dansk_tid_og_taaler_ingenting():
    sent = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)
    assert vis("{{ t|dato }} {{ t|klokken }}", t=sent) == "17. november 2026 kl. 0.30"
    assert vis("[{{ t|dato }}{{ t|kort_dato }}{{ t|alder:i_dag }}]", t=None) == "[]"


def test_hvornaar_giver_dele_til_opgaven():
    assert vis("{% with h=d|hvornaar:i_dag %}{{ h.foerst }}/{{ h.saa }}{% endwith %}", d=date(2026, 11, 16)) == (
        "1 dag over/mandag 16. nov."
    )


@pytest.mark.parametrize(
    ("forfalder", "ventet"),
    [
        # The clock is put back in the night between: the time on the wall says twelve hours.
        (datetime(2026, 10, 25, 6, 0, tzinfo=UTC), "13 t. tilbage/i morgen kl. 7.00/False"),
        (datetime(2026, 10, 24, 15, 55, tzinfo=UTC), "1 t. 5 min. over tiden/i dag kl. 17.55/True"),
        (date(2026, 10, 25), "I morgen/25. okt./False"),
        (date(2026, 10, 23), "1 dag over/fredag 23. okt./True"),
    ],
)
def test_hvornaar_set_fra_et_oejeblik_taeller_timer_hvor_der_er_et_klokkeslaet(forfalder, ventet):
    aften = datetime(2026, 10, 24, 17, 0, tzinfo=UTC)
    vist = "{% with h=d|hvornaar:nu %}{{ h.foerst }}/{{ h.saa }}/{{ h.forsinket }}{% endwith %}"
    assert vis(vist, d=forfalder, nu=aften) == ventet


def test_kort_har_overskrift_der_navngiver_det():
    doc = laes(vis('{% kort "Børnene i runden" note="12" niveau=3 id="boern" %}<p>a & b</p>{% endkort %}'))
    (kort,) = med_klasse(doc, "ops-card")
    assert (kort.tag, kort.get("id"), kort.get("aria-labelledby")) == ("section", "boern", "boern-h")
    assert kort.find(".//h3").get("id") == "boern-h"


def test_blokke_escaper_titlen_og_beholder_indholdet():
    html = vis("{% eftertanke t %}<a href='/x/'>y</a>{% endeftertanke %}{% bilag t %}z{% endbilag %}", t="<b>")
    assert "<b>" not in html
    assert "<a href='/x/'>y</a>" in html


def test_eftertanke_stopper_kun_naar_man_beder_om_det():
    assert "is-stop" not in vis("{% eftertanke 'a' %}b{% endeftertanke %}")
    assert "is-stop" in vis("{% eftertanke 'a' slags='stop' %}b{% endeftertanke %}")


def test_en_titel_i_en_eftertanke_er_en_saetning():
    assert "<strong>Mod barnet.</strong> Hvad" in vis("{% eftertanke 'Mod barnet' %}Hvad{% endeftertanke %}")
    for slut in ".:?!":
        assert f"<strong>a{slut}</strong>" in vis("{% eftertanke t %}b{% endeftertanke %}", t=f"a{slut}")


def test_udeladt_uden_ord_er_ingenting():
    assert "ops-left-out" in vis("{% udeladt %} Viser alt. {% endudeladt %}")
    assert vis("{% udeladt %}  {% if nej %}x{% endif %} {% endudeladt %}").strip() == ""


def test_et_interval_bliver_samlet_og_resten_escapet():
    assert vis("{{ t|samlet }}", t="Er med 4-5 gange <b>") == (
        'Er med <span class="ops-nowrap">4-5</span> gange &lt;b&gt;'
    )


def test_sted_siges_efter_enhedens_slags():
    enheder = [SimpleNamespace(navn="Egern", type="stue"), SimpleNamespace(navn="Hos Inga", type="dagplejer")]
    assert vis("{% for e in enheder %}{{ e|sted }} {% endfor %}", enheder=enheder) == "på Egern hos Inga"


def test_sidelink_beholder_filtre_og_bytter_side():
    request = RequestFactory().get("/boern/", {"q": "Åse & Bo", "side": "3"})
    assert vis("{% sidelink 4 %}", request=request) == "?q=%C3%85se+%26+Bo&amp;side=4"
    assert vis("{% sidelink 4 %}", request=RequestFactory().get("/boern/?side=2")) == "?side=4"


def paginering(nummer, antal):
    side = Paginator(range(antal), 25).get_page(nummer)
    request = RequestFactory().get("/boern/")
    skabelon = "{% include '_components/paginering.html' with ental='barn' flertal='børn' %}"
    return laes(vis(skabelon, side=side, request=request))


def test_paginering_siger_hvad_der_vises():
    doc = paginering(7, 480)
    assert "Viser 151–175 af 480 børn" in tekst(doc)
    (aktuel,) = [a for a in doc.iter("a") if a.get("aria-current")]
    assert tekst(aktuel) == "Side 7"
    assert [a.get("rel") for a in doc.iter("a") if a.get("rel")] == ["prev", "next"]


def test_en_side_har_ingen_links_og_ingen_linjer_intet():
    assert not list(paginering(1, 3).iter("a"))
    assert tekst(paginering(1, 3)) == "3 børn i alt"
    assert not med_klasse(paginering(1, 0), "ops-pages")
