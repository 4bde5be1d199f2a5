"""Reads HTML the way a browser does, so that tests ask for elements instead of strings."""

from io import BytesIO
from xml.etree.ElementTree import Element

import tinyhtml5


def laes(html: str | bytes) -> Element:
    """The document or fragment as an element tree without namespaces; missing end tags are as HTML has them."""
    raa = html if isinstance(html, bytes) else str(html).encode()
    rod = tinyhtml5.parse(BytesIO(raa), namespace_html_elements=False, override_encoding="utf-8")
    for element in rod.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return rod


def tekst(element: Element) -> str:
    """All text inside an element, with runs of white space as one space."""
    return " ".join("".join(element.itertext()).split())


def ved_id(rod: Element, ident: str) -> Element:
    """The element with this id; it must be there exactly once."""
    fundet = [e for e in rod.iter() if e.get("id") == ident]
    assert len(fundet) == 1, f"{ident}: {len(fundet)} elements"
    return fundet[0]


def med_klasse(rod: Element, klasse: str) -> list[Element]:
    """All elements with a class, in the order of the page."""
    return [e for e in rod.iter() if klasse in (e.get("class") or "").split()]
