"""WeasyPrint with our fonts and our stylesheet; see `opsporing.print`.

It is given nothing else to read from than our own static files: an address in a text somebody has written can neither
reach the network nor a file on the server.
"""

import mimetypes
import threading
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
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


def skriv(kilde: str, variant: str) -> bytes:
    """The PDF of one HTML document."""
    with _laas:
        skrifter, stil = _typografi()
        return _dokument(kilde).write_pdf(stylesheets=[stil], font_config=skrifter, pdf_variant=variant)


def skriv_flere(kilder: list[str], variant: str) -> bytes:
    """One PDF of at least one HTML document, each from a page of its own."""
    with _laas:
        skrifter, stil = _typografi()
        dokumenter = [
            _dokument(kilde).render(stylesheets=[stil], font_config=skrifter, pdf_variant=variant) for kilde in kilder
        ]
        sider = [side for dokument in dokumenter for side in dokument.pages]
        return dokumenter[0].copy(sider).write_pdf(pdf_variant=variant)


def _dokument(kilde: str) -> HTML:
    return HTML(string=kilde, base_url=BASE_URL, url_fetcher=StatiskHenter())
