"""The definition as a web form: drawn, filled, judged."""

import re
from html.parser import HTMLParser

import pytest
from django.http import QueryDict
from django.template import Context, Template

from opsporing.skemaer.definition import fra_toml
from opsporing.skemaer.formular import Skemaformular, Tidligere, koder_pr_stamme
from opsporing.skemaer.pladsholdere import positionsord
from opsporing.skemaer.visning import laesning
from tests.factories.skematekst import FULDT_SVAR, TOML, definition

SKEMA = definition()
ORD = positionsord({"groen": "Trivsel", "gul": "Øget opmærksomhed", "roed": "Bekymring"})
SVAR = {
    **FULDT_SVAR,
    "forhold": ["sygdom"],
    "sygdom_hvilken": "Feber",
    "overgreb": "ja",
    "f_stille": {"set": "ja", "hyppighed": "dagligt"},
    "orienteret": True,
    "orienteret_dato": "2026-03-24",
    "score": 3,
    "niveau": "2",
    "observationer": ["Et", "To"],
    "streg": [{"navn": "Mor", "vaerdi": 7}],
}


def tegn(formular):
    return Template("{% load crispy_forms_tags %}{% crispy f %}").render(Context({"f": formular}))


class Felter(HTMLParser):
    """What a browser without script would send from a page, and whether every tag is closed."""

    TOMME = frozenset({"input", "br", "img", "meta", "link"})

    def __init__(self, html):
        super().__init__()
        self.sendt, self.aabne, self.ider = [], [], []
        self._tekstfelt = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if "id" in a:
            self.ider.append(a["id"])
        if tag not in self.TOMME:
            self.aabne.append(tag)
        if tag == "textarea":
            self._tekstfelt = a["name"]
            self.sendt.append((a["name"], ""))
        if tag == "input" and (a.get("type") not in ("radio", "checkbox") or "checked" in a):
            self.sendt.append((a["name"], a.get("value", "")))

    def handle_data(self, data):
        if self._tekstfelt:
            navn, foer = self.sendt[-1]
            self.sendt[-1] = (navn, foer + data)

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._tekstfelt = None
        assert self.aabne.pop() == tag


def post(html):
    data = QueryDict(mutable=True)
    for navn, vaerdi in Felter(html).sendt:
        data.appendlist(navn, vaerdi)
    return data


def test_hvad_der_vises_kommer_uaendret_tilbage():
    """Draw the form with answers, send it as a browser does, and get the same answers."""
    html = tegn(Skemaformular(SKEMA, svar=SVAR, alder_mdr=20, pladsholdere=ORD))
    tilbage = Skemaformular(SKEMA, data=post(html), alder_mdr=20, kladde=False, position="groen")
    assert tilbage.is_valid(), tilbage.errors
    assert tilbage.renset == SVAR


def test_siden_er_velformet_og_har_entydige_ider():
    felter = Felter(tegn(Skemaformular(SKEMA, svar=SVAR, alder_mdr=20)))
    assert felter.aabne == []
    assert len(felter.ider) == len(set(felter.ider))


def test_en_tom_formular_kan_sendes_som_kladde_men_ikke_afsluttes():
    html = tegn(Skemaformular(SKEMA, alder_mdr=20))
    assert Skemaformular(SKEMA, data=post(html), alder_mdr=20).is_valid()
    afslut = Skemaformular(SKEMA, data=post(html), alder_mdr=20, kladde=False, position="groen")
    assert not afslut.is_valid()
    assert list(afslut.errors) == ["styrker", "leg_fra_18", "troest", "barn_ord"]


def test_fejl_staar_ved_feltet_og_det_skrevne_bliver():
    data = QueryDict(
        "score=ni&styrker=" + "x" * 301 + "&orienteret_dato=31-02-2026&orienteret=ja&f_stille__set=forkert"
    )
    formular = Skemaformular(SKEMA, data=data, alder_mdr=20)
    assert not formular.is_valid()
    html = tegn(formular)
    assert "Skriv et helt tal, fx 3." in html
    assert 'value="ni"' in html
    assert "x" * 301 in html
    assert "Den dato findes ikke i kalenderen." in html
    assert 'value="31-02-2026"' in html
    assert formular.renset == {"orienteret": True}
    assert "Vælg et af svarene på listen." in html


def test_ubesvaret_tegn_markeres_og_fejlen_foerer_til_foerste_svar():
    html = tegn(Skemaformular(SKEMA, data=QueryDict(""), alder_mdr=20, kladde=False))
    assert re.search(r'class="ops-tegn is-missing" id="id_troest"', html)
    assert 'id="id_troest_0"' in html


def test_alder_og_position_vaelger_felterne():
    assert "leg_til_17" in Skemaformular(SKEMA, alder_mdr=17).fields
    assert "leg_fra_18" not in Skemaformular(SKEMA, alder_mdr=17).fields
    assert "forklaringer" not in Skemaformular(SKEMA, position="groen").fields
    assert "forklaringer" in Skemaformular(SKEMA, position="gul").fields
    assert "laege" not in Skemaformular(SKEMA, funktion="paedagog").fields


def test_ord_fra_profilen_indsaettes_uden_at_blive_til_kode():
    toml = TOML.replace("Rammen", "Ramme {{ position.gul }} <b>").replace(
        "Søger selv de andre.", "<i>{{ position.gul }}"
    )
    html = tegn(Skemaformular(fra_toml(toml), alder_mdr=12, pladsholdere=ORD))
    assert "Ramme Øget opmærksomhed &lt;b&gt;" in html
    assert "&lt;i&gt;Øget opmærksomhed" in html
    onde = {"position.gul": "<script>alert(1)</script>"}
    assert "<script>" not in tegn(Skemaformular(fra_toml(toml), alder_mdr=12, pladsholdere=onde))


@pytest.mark.parametrize("noegle", ["tekst", "hjaelp"])
def test_kommunens_egne_tekster_bliver_ikke_til_kode(noegle):
    ondt = "<script>alert(1)</script>"
    toml = re.sub(
        r'(kode = "(score|overgreb|forhold|aabent|niveau|f_stille|streg|observationer|vejledning|troest)"\n)',
        rf'\1hjaelp = "{ondt}"\n',
        TOML,
    )
    if noegle == "tekst":
        toml = re.sub(r'\ntekst = "([^"]+)"', rf'\ntekst = "\1 {ondt}"', TOML)
    html = tegn(Skemaformular(fra_toml(toml), alder_mdr=20))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_betingelser_staar_paa_elementet():
    html = tegn(Skemaformular(SKEMA, alder_mdr=20, prefix="p"))
    assert 'data-vises-naar-felt="p-orienteret" data-vises-naar-vaerdi="ja"' in html
    assert 'data-vises-naar-felt="p-overgreb" data-vises-naar-vaerdi="tvivl|ja"' in html
    assert 'data-vises-naar-felt="p-f_stille__set" data-vises-naar-vaerdi="ja"' in html
    assert 'data-felt="score" data-slags="tekst"' in html
    assert 'data-felt="vejledning"' not in html


def test_sidste_gang_staar_paa_det_samme_tegn_ogsaa_over_en_alder():
    sidst = Tidligere("maj 2026", koder_pr_stamme(SKEMA, {"leg_til_17": "gul"}))
    html = tegn(Skemaformular(SKEMA, alder_mdr=20, tidligere=sidst))
    assert html.count("maj 2026") == 1
    assert re.search(
        r'value="gul"[^>]*><span class="ops-answer__t"><span>Finder ind med hjælp\.</span></span>'
        r'<span class="ops-answer__last">maj 2026',
        html,
    )


def test_dimensionstal():
    (tal,) = Skemaformular(SKEMA, svar={"troest": "ikke_set"}, alder_mdr=20).dimensionstal
    assert (tal.anker, tal.kort, tal.besvaret, tal.i_alt) == ("sektion-social", "Social", 1, 2)


def test_laesning_som_side():
    html = Template("{% include 'skemaer/laesning.html' %}").render(
        Context({"afsnit": laesning(SKEMA, SVAR, alder_mdr=20, foraeldre=True)})
    )
    assert "Feber" in html
    assert "24. marts 2026" in html
    assert Felter(html).aabne == []


# What was touched -----------------------------------------------------------------------------------------------------


def sendt(formular, **aendret):
    """A page as it would come back, with some fields changed by the user (None: left out)."""
    hoved = Template("{% include 'skemaer/form_hoved.html' %}").render(Context({"formular": formular}))
    data = post(hoved + tegn(formular))
    for navn, vaerdi in aendret.items():
        if vaerdi is None:
            data.pop(navn, None)
        else:
            data.setlist(navn, vaerdi if isinstance(vaerdi, list) else [vaerdi])
    return Skemaformular(SKEMA, data=data, svar={}, alder_mdr=20)


def side():
    return Skemaformular(SKEMA, svar=SVAR, rev=7, alder_mdr=20)


def test_en_uroert_side_har_ingen_aendringer():
    tilbage = sendt(side())
    assert tilbage.aendringer() == {}
    assert tilbage.rev == 7


def test_kun_det_roerte_er_aendret():
    formular = side()
    tilbage = sendt(formular, styrker="Gynger", score="4", forhold=["sygdom", "flytning"], uger=" ")
    assert tilbage.aendringer() == {"styrker": "Gynger", "score": "4", "forhold": ["sygdom", "flytning"]}
    assert tilbage.klient == formular.klient != ""


def test_et_slettet_svar_er_en_aendring():
    assert sendt(side(), barn_ord="").aendringer() == {"barn_ord": ""}
    assert sendt(side(), forhold=None, sygdom_hvilken=None).aendringer() == {"forhold": []}


def test_et_forkert_svar_er_en_aendring():
    assert sendt(side(), score="ni").aendringer() == {"score": "ni"}


def test_det_der_skjules_bliver_i_kladden():
    """Sickness is taken back; the text about it is hidden and not sent, and must not be taken away for that."""
    assert "sygdom_hvilken" not in sendt(side(), forhold=["flytning"], sygdom_hvilken=None).aendringer()


@pytest.mark.parametrize("foer", [None, "", "{", "[]", "null", '{"styrker":'])
def test_uden_maerker_er_alt_roert(foer):
    aendringer = sendt(side(), foer=foer).aendringer()
    assert aendringer["styrker"] == "Bolde"
    assert aendringer["troest"] == "ikke_set"


@pytest.mark.parametrize("rev", ["", "x", "-1", "1" * 30, "²"])
def test_et_forkert_rev_er_nul(rev):
    assert sendt(side(), rev=rev).rev == 0


def test_en_side_der_vises_igen_beholder_hvad_den_har_vist():
    """Shown again with faults, the page must not pretend to have shown what a colleague stored meanwhile."""
    foerst = side()
    igen = Skemaformular(
        SKEMA, data=sendt(foerst, score="ni").data, svar={**SVAR, "styrker": "Bos ord"}, rev=9, alder_mdr=20
    )
    assert (igen.rev, igen.foer, igen.klient) == (7, foerst.foer, foerst.klient)
