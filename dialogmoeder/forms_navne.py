"""What is asked about a child without a name: that the name does not slip into the text."""

from collections.abc import Iterable
from typing import Any

from django import forms

from dialogmoeder.rules.sparring import navne_i
from opsporing.dansk import opregning


class UdenNavne(forms.Form):
    """A form with a text in which no child the writer knows may be named. What she means in another way she can send
    anyhow: then she is asked once.
    """

    #: The field with the text.
    teksten = "tekst"

    alligevel = forms.BooleanField(label="Det er ikke et navn. Gem alligevel.", required=False)

    def spoerg_om_navne(self, kendte: Iterable[str]) -> list[str]:
        """Say which names must not be there; gives what the layout shows, which is nothing until one is found."""
        self.kendte_navne = list(kendte)
        if (
            self.is_bound
            and self.er_uden_navn(self.data)
            and self._fundne(self.data.get(self.add_prefix(self.teksten)))
        ):
            return ["alligevel"]
        del self.fields["alligevel"]
        return []

    def er_uden_navn(self, data: Any) -> bool:
        """Whether what is sent is about a child without a name."""
        return True

    def _fundne(self, tekst: object) -> list[str]:
        return navne_i(str(tekst or ""), self.kendte_navne)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        navne = self._fundne(data.get(self.teksten)) if self.er_uden_navn(data) else []
        if navne and not data.get("alligevel"):
            self.add_error(self.teksten, f"Der står {opregning(navne)} i teksten. Skriv det uden navn.")
        return data
