"""The one way to make a PDF.

A letter is a template that extends `print/_base.html`; `render_pdf` makes it a tagged PDF (PDF/UA-1) in Danish with a
title, set in the fonts that lie among our own static files. WeasyPrint is given nothing else to read from: an address
in a text somebody has written can neither reach the network nor a file on the server.
"""

import mimetypes
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpResponse
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

#: The only host the printer knows. It is a name that never exists; paths on it are paths among the static files.
VAERT = "statisk.invalid"
BASE_URL = f"https://{VAERT}/print/"
STYLESHEET = "print/print.css"

# Pango's font map is shared by the process and not made for two threads at once.
_laas = threading.Lock()


class StatiskHenter(URLFetcher):
    """Reads static files and refuses everything else."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The static file at `url`; ValueError for any other host or scheme and for files that do not exist."""
        dele = urlsplit(url)
        fundet = None
        if (dele.scheme, dele.netloc) == ("https", VAERT):
            try:
                fundet = finders.find(unquote(dele.path).lstrip("/"))
            except SuspiciousFileOperation as fejl:
                raise ValueError("A path outside the static files") from fejl
        if not isinstance(fundet, str) or not Path(fundet).is_file():
            raise ValueError(f"Not one of our static files: {dele.scheme}")
        slags = mimetypes.guess_type(fundet)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(fundet).read_bytes(), {"Content-Type": slags})


@lru_cache(maxsize=1)
def _typografi() -> tuple[FontConfiguration, CSS]:
    """Fonts and stylesheet, read once per process: they take longer than a letter does."""
    skrifter = FontConfiguration()
    stil = CSS(url=f"https://{VAERT}/{STYLESHEET}", url_fetcher=StatiskHenter(), font_config=skrifter)
    return skrifter, stil


def render_pdf(template: str, context: dict[str, Any], *, titel: str, variant: str = "pdf/ua-1") -> bytes:
    """Render `template` with `context` and return the PDF.

    `titel` becomes the title of the document and is available as `titel`. `variant` is "pdf/ua-1" for what people are
    given and "pdf/a-3a" for archives.
    """
    kilde = render_to_string(template, {**context, "titel": titel})
    with _laas:
        skrifter, stil = _typografi()
        dokument = HTML(string=kilde, base_url=BASE_URL, url_fetcher=StatiskHenter())
        return dokument.write_pdf(stylesheets=[stil], font_config=skrifter, pdf_variant=variant)


def render_pdfer(template: str, kontekster: list[dict[str, Any]], *, titel: str, variant: str = "pdf/ua-1") -> bytes:
    """Several letters of one kind as one PDF, each beginning on a page of its own. Raises ValueError for none."""
    if not kontekster:
        raise ValueError("Der er ingen breve at udskrive.")
    with _laas:
        skrifter, stil = _typografi()
        dokumenter = [
            HTML(
                string=render_to_string(template, {**kontekst, "titel": titel}),
                base_url=BASE_URL,
                url_fetcher=StatiskHenter(),
            ).render(stylesheets=[stil], font_config=skrifter, pdf_variant=variant)
            for kontekst in kontekster
        ]
        sider = [side for dokument in dokumenter for side in dokument.pages]
        return dokumenter[0].copy(sider).write_pdf(pdf_variant=variant)


def pdf_svar(pdf: bytes, filnavn: str) -> HttpResponse:
    """The PDF as a response the browser shows; `filnavn` must not name a child."""
    svar = HttpResponse(pdf, content_type="application/pdf")
    svar.headers["Content-Disposition"] = f'inline; filename="{filnavn}"'
    return svar
