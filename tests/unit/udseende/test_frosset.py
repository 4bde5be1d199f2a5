"""A frozen copy on a page and on paper."""

from io import BytesIO

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import override_settings
from pypdf import PdfReader

from opsporing.frosset import Afsnit, Frosset, Linje, Slags
from opsporing.print import render_pdf
from tests.support.html import laes, med_klasse, tekst

LANG = "Første linje.\n\n  - indrykket <b>ikke fed</b>\nSidste linje."
KOPI = Frosset(
    "Trivselsvurdering af Alma",
    "Egern · 3. november 2026",
    (
        Afsnit(
            "Placering", (Linje("Samlet", ("Trivsel", "Vi er enige."), Slags.KORT), Linje("Social", (), Slags.KORT))
        ),
        Afsnit(
            "Med ord",
            (
                Linje("Det talte vi om", (LANG,)),
                Linje("Barnets ord", ("Også mig!",), Slags.CITAT),
                Linje("Prøvet", ("Ro", "Små grupper"), Slags.LISTE),
                Linje("Andet", ()),
            ),
        ),
    ),
)


def vis(**valg):
    return laes(render_to_string("_components/frosset.html", {"f": KOPI, **valg}))


def test_everything_stands_as_it_was_written():
    doc = vis()
    assert [tekst(h) for h in doc.iter("h2")] == ["Trivselsvurdering af Alma"]
    assert [tekst(h) for h in doc.iter("h3")] == ["Placering", "Med ord"]
    assert [tekst(th) for th in doc.iter("th")] == ["Samlet", "Social"]
    assert [tekst(td) for td in doc.iter("td")] == ["Trivsel Vi er enige.", "Ikke besvaret"]
    assert "".join(next(doc.iter("dd")).itertext()) == LANG
    assert [tekst(q) for q in doc.iter("blockquote")] == ["Også mig!"]
    assert [tekst(li) for li in doc.iter("li")] == ["Ro", "Små grupper"]
    assert tekst(list(doc.iter("dd"))[-1]) == "Ikke besvaret"
    assert not med_klasse(doc, "ops-left-out")


def test_inside_a_fold_the_heading_is_not_said_twice_and_the_fingerprint_can_be_shown():
    doc = vis(uden_hoved=True, niveau=3, aftryk=True)
    assert not list(doc.iter("h3"))
    assert [tekst(h) for h in doc.iter("h4")] == ["Placering", "Med ord"]
    assert KOPI.fingeraftryk_i_grupper in tekst(med_klasse(doc, "ops-left-out")[0])


BREV = """{% extends "print/_base.html" %}
{% block indhold %}
  {% for f in bilag %}{% include "print/_frosset.html" with f=f niveau=2 ny_side=True only %}{% endfor %}
{% endblock %}"""


@pytest.fixture
def pdf(tmp_path, settings):
    (tmp_path / "bilag.html").write_text(BREV)
    skabeloner = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    with override_settings(TEMPLATES=skabeloner):
        yield PdfReader(BytesIO(render_pdf("bilag.html", {"bilag": [KOPI, KOPI]}, titel="Bilag")))
    engines._templates = None


def _overskrifter(knude, fundet):
    knude = knude.get_object() if hasattr(knude, "get_object") else knude
    if isinstance(knude, dict):
        if str(knude.get("/S", "")) in {"/H1", "/H2", "/H3", "/H4"}:
            fundet.append(str(knude["/S"]))
        boern = knude.get("/K", [])
        boern = boern.get_object() if hasattr(boern, "get_object") else boern
        for barn in boern if isinstance(boern, list) else [boern]:
            _overskrifter(barn, fundet)
    return fundet


def test_in_a_letter_it_is_tagged_with_its_headings_in_order(pdf):
    rod = pdf.trailer["/Root"]
    assert rod["/MarkInfo"]["/Marked"].value
    assert _overskrifter(rod["/StructTreeRoot"], []) == ["/H1", *["/H2", "/H3", "/H3"] * 2]
    assert len(pdf.pages) == 3
    side = pdf.pages[1].extract_text()
    for ord_ in ("Trivselsvurdering af Alma", "Egern", "Placering", "Vi er enige.", "<b>ikke fed</b>", "Også mig!"):
        assert ord_ in side
    assert KOPI.fingeraftryk[:8] in side
