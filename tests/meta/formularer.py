"""The forms of a page as somebody fills them in who means no good, or has her elbow on the keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tests.support.html import laes

#: One value for every field at once: nothing, a day no calendar ends with, and what is neither text nor number.
VRAEVL = (None, "9999-12-31", "0001-01-01", "\x00²" + "9" * 30)


@dataclass(frozen=True, slots=True)
class Formular:
    """Where a form is sent, how, and what its fields are called."""

    metode: str
    til: str
    felter: frozenset[str]

    def udfyldt(self, vaerdi: str | None) -> dict[str, str]:
        """Every field with this value; nothing at all for None."""
        return {} if vaerdi is None else dict.fromkeys(self.felter, vaerdi)


def formularer(html: bytes, adresse: str) -> Iterator[Formular]:
    """The forms in the content of a page, those that only leave the page (search, a button to a file) among them."""
    indhold = next((e for e in laes(html).iter("main")), None)
    for form in indhold.iter("form") if indhold is not None else ():
        felter = {e.get("name", "") for e in form.iter() if _er_felt(e)} - {"", "csrfmiddlewaretoken"}
        til = form.get("action") or adresse
        yield Formular((form.get("method") or "get").lower(), til.split("?")[0], frozenset(felter))


def _er_felt(element: Element) -> bool:
    return element.tag in {"input", "select", "textarea", "button"} and element.get("disabled") is None
