"""Letters are tagged PDF in Danish with a title, in our own fonts, and can read nothing but our static files."""

import time
from io import BytesIO
from pathlib import Path

import pytest
from django.template import engines
from django.test import override_settings
from pypdf import PdfReader

from opsporing import grafer, printer
from opsporing.print import render_pdf
from opsporing.printer import StatiskHenter

BREV = """{% extends "print/_base.html" %}{% load ops %}
{% block modtager %}<p>{{ modtager }}</p>{% endblock %}
{% block bund %}<p>Fjordby Kommune</p>{% endblock %}
{% block indhold %}{{ tekst }}
  {% for n in afsnit %}<h2>Afsnit {{ n }}</h2><p>{{ prosa }}</p>{% endfor %}
  {% if graf %}{% graf graf papir=True %}{% endif %}
{% endblock %}"""

PROSA = "Oskar leger længe med biler og vand. Han søger de voksne, når noget er svært, og falder hurtigt til ro. " * 4


@pytest.fixture
def brev(tmp_path, settings):
    """Renders the letter above with a context; returns the PDF."""
    (tmp_path / "brev.html").write_text(BREV)
    skabeloner = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    with override_settings(TEMPLATES=skabeloner):
        yield lambda titel="Brev", **context: render_pdf("brev.html", context, titel=titel)
    engines._templates = None


def laes(pdf):
    return PdfReader(BytesIO(pdf))


def test_pdf_er_maerket_op_med_titel_og_sprog(brev):
    rod = (pdf := laes(brev("Orientering om trivselsvurdering"))).trailer["/Root"]
    assert rod["/MarkInfo"]["/Marked"].value
    assert rod["/StructTreeRoot"]
    assert rod["/Lang"] == "da"
    assert rod["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert pdf.metadata.title == "Orientering om trivselsvurdering"
    assert b"pdfuaid:part" in rod["/Metadata"].get_data()


def test_danske_og_fremmede_bogstaver_og_sidetal_staar_i_brevet(brev):
    tekst = laes(brev(modtager="Åse Ærø og Łukasz Şahin")).pages[0].extract_text()
    assert "Åse Ærø og Łukasz Şahin" in tekst
    assert "Side 1 af 1" in tekst
    assert "Fjordby Kommune" in tekst


def test_skrifterne_er_vore_egne_og_lagt_ind(brev):
    skrifter = [f.get_object() for f in laes(brev(tekst="x")).pages[0]["/Resources"]["/Font"].values()]
    assert skrifter
    for skrift in skrifter:
        assert "Plex" in skrift["/BaseFont"]
        beskrivelse = skrift["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert any(k.startswith("/FontFile") for k in beskrivelse)


def test_tekst_fra_brugere_er_tekst(brev):
    assert "<b>fed</b>" in laes(brev(tekst="<b>fed</b>")).pages[0].extract_text()


def test_grafer_kan_staa_i_et_brev(brev):
    graf = grafer.Bjaelker(id="a", titel="Åbne aftaler", raekker=[grafer.Bjaelke("Mariehønen", 2)])
    tekst = laes(brev(graf=graf)).pages[0].extract_text()
    assert "Tallene: åbne aftaler" in tekst
    assert "Mariehønen" in tekst


def test_et_brev_paa_tre_sider_tager_under_et_sekund(brev):
    brev()
    begyndt = time.process_time()
    pdf = brev(afsnit=range(16), prosa=PROSA)
    assert time.process_time() - begyndt < 1
    assert len(laes(pdf).pages) >= 3


def test_henteren_laeser_statiske_filer():
    svar = StatiskHenter().fetch(f"https://{printer.VAERT}/print/print.css")
    assert svar.content_type == "text/css"
    assert b"@page" in svar.read()


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x.png",
        "http://127.0.0.1:8000/",
        f"http://{printer.VAERT}/print/print.css",
        f"https://{printer.VAERT}/../../opsporing/settings.py",
        f"https://{printer.VAERT}/%2e%2e/%2e%2e/manage.py",
        f"https://{printer.VAERT}/print/",
        f"https://{printer.VAERT}:80/print/print.css",
        f"https://x@{printer.VAERT}/print/print.css",
        Path(__file__).as_uri(),
        "data:text/plain,x",
        "ftp://example.org/x",
    ],
)
def test_henteren_afviser_alt_andet(url):
    with pytest.raises(ValueError, match="static files"):
        StatiskHenter().fetch(url).read()


def test_billede_udefra_hentes_ikke_selv_om_nogen_faar_skrevet_det_ind(brev, monkeypatch):
    spurgt = []

    def husk(self, url, headers=None):
        spurgt.append(url)
        raise ValueError(url)

    monkeypatch.setattr(StatiskHenter, "fetch", husk)
    from django.utils.safestring import mark_safe

    assert brev(tekst=mark_safe('<img src="https://example.org/spor.png" alt="x">')).startswith(b"%PDF")
    assert spurgt == ["https://example.org/spor.png"]
