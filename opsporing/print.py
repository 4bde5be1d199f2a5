"""The one way to make a PDF.

A letter is a template that extends `print/_base.html`; `render_pdf` makes it a tagged PDF (PDF/UA-1) in Danish with a
title. What sets the letters (`opsporing.printer`) is read when the first one is made: most processes never make any,
and it takes as long to read as all our own code.
"""

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string


def render_pdf(template: str, context: dict[str, Any], *, titel: str, variant: str = "pdf/ua-1") -> bytes:
    """Render `template` with `context` and return the PDF.

    `titel` becomes the title of the document and is available as `titel`. `variant` is "pdf/ua-1" for what people are
    given and "pdf/a-3a" for archives.
    """
    from opsporing.printer import skriv

    return skriv(render_to_string(template, {**context, "titel": titel}), variant)


def render_pdfer(template: str, kontekster: list[dict[str, Any]], *, titel: str, variant: str = "pdf/ua-1") -> bytes:
    """Several letters of one kind as one PDF, each beginning on a page of its own. Raises ValueError for none."""
    from opsporing.printer import skriv_flere

    if not kontekster:
        raise ValueError("Der er ingen breve at udskrive.")
    return skriv_flere([render_to_string(template, {**kontekst, "titel": titel}) for kontekst in kontekster], variant)


def pdf_svar(pdf: bytes, filnavn: str) -> HttpResponse:
    """The PDF as a response the browser shows; `filnavn` must not name a child."""
    svar = HttpResponse(pdf, content_type="application/pdf")
    svar.headers["Content-Disposition"] = f'inline; filename="{filnavn}"'
    return svar
