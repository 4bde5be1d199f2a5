"""What holds for every template and stylesheet: it compiles, asks for nothing that is not there, and keeps the CSP."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import engines
from django.template.loader import get_template

from opsporing.templatetags import ops
from tests.support.html import laes, med_klasse, tekst

SKABELONER = Path(settings.BASE_DIR) / "templates"
STATISK = Path(settings.BASE_DIR) / "static"
ALLE = sorted(p.relative_to(SKABELONER).as_posix() for p in SKABELONER.rglob("*.html"))
#: Mail programs read no stylesheets, so letters sent by e-mail carry their few rules themselves.
MAIL = re.compile(r"(^|/)(email|brev\.html)")


def kilde(navn):
    return (SKABELONER / navn).read_text()


@pytest.mark.parametrize("navn", ALLE)
def test_skabelonen_kan_oversaettes(navn):
    get_template(navn)


@pytest.mark.parametrize("navn", [n for n in ALLE if not MAIL.search(n)])
def test_ingen_indlejret_stil_eller_kode_og_intet_udefra(navn):
    tekst_ = kilde(navn)
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|hx-on", tekst_)
    assert not re.search(r"""(?:src|href|action)=["']?(?:https?:)?//""", tekst_)


@pytest.mark.parametrize("navn", ALLE)
def test_det_der_hentes_ind_findes(navn):
    for fundet in re.findall(r"""{% (?:include|extends) ["']([^"']+)["']""", kilde(navn)):
        get_template(fundet)
    for fundet in re.findall(r"""{% static ["']([^"']+)["']""", kilde(navn)):
        assert finders.find(fundet), fundet


def test_alle_ikoner_findes():
    sprite = (STATISK / ops.IKONER).read_text()
    findes = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    brugt = {i for n in ALLE for i in re.findall(r'{% ikon "([^"]+)"', kilde(n))}
    assert brugt - findes == set()


def test_alle_egne_klasser_staar_i_et_stilark():
    stil = "".join(p.read_text() for p in STATISK.rglob("*.css"))
    findes = set(re.findall(r"\.([a-z][\w-]*)", stil))
    mangler = {
        f"{navn}: {klasse}"
        for navn in ALLE
        for attribut in re.findall(r'class="([^"]*)"', re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", kilde(navn)))
        for klasse in attribut.split()
        if klasse.startswith(("ops-", "form-", "brev-")) and not klasse.endswith("-") and klasse not in findes
    }
    assert mangler == set()


def test_stilark_henviser_kun_til_filer_der_findes():
    for stilark in STATISK.rglob("*.css"):
        for adresse in re.findall(r"url\(\"?([^)\"]+)\"?\)", stilark.read_text()):
            assert (stilark.parent / adresse).resolve().is_file(), f"{stilark}: {adresse}"


@pytest.mark.parametrize("navn", ["400", "403_csrf", "429", "500"])
def test_fejlsider_uden_noget_at_vide_kan_vises(navn):
    """Django shows these without a request, sometimes after everything else has failed."""
    doc = laes(engines["django"].get_template(f"{navn}.html").render({}))
    assert doc.get("lang") == "da"
    assert tekst(next(doc.iter("h1")))
    assert [a.get("href") for a in med_klasse(doc, "button")] == ["/"]
    assert [e for e in doc.iter() if e.get("data-kladde-beholdes") is not None]


@pytest.mark.parametrize("navn", ["403", "404"])
def test_fejlsider_beholder_kladder_og_har_vej_videre(navn, rf):
    doc = laes(get_template(f"{navn}.html").render({}, None))
    assert [e for e in doc.iter() if e.get("data-kladde-beholdes") is not None]
    assert [a.get("href") for a in med_klasse(doc, "button")] == ["/"]


def test_siden_har_springlink_og_et_hovedindhold():
    doc = laes(get_template("404.html").render({}, None))
    (spring,) = med_klasse(doc, "skipnav")
    (hoved,) = doc.iter("main")
    assert spring.get("href") == f"#{hoved.get('id')}"
    assert hoved.get("tabindex") == "-1"
