"""What is asked about a child without a name: that nothing slips into the text on which it can be known."""

from typing import Any

from django import forms

from dialogmoeder.rules.navne import Kendetegn, kendetegn_i
from opsporing.dansk import opregning


class UdenNavne(forms.Form):
    """A form with a text in which no child or parent of the writer's house may be named. What she means in another way
    she can send anyhow: then she is asked once. It is a warning: what it does not know it does not find.
    """

    #: The field with the text.
    teksten = "tekst"

    alligevel = forms.BooleanField(label="Barnet kan ikke kendes på det. Gem alligevel.", required=False)

    def spoerg_om_navne(self, kendte: Kendetegn) -> list[str]:
        """Say what must not be there; gives what the layout shows, which is nothing until something is found."""
        self.kendte = kendte
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
        return kendetegn_i(str(tekst or ""), self.kendte)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        fundne = self._fundne(data.get(self.teksten)) if self.er_uden_navn(data) else []
        if fundne and not data.get("alligevel"):
            self.add_error(
                self.teksten, f"Der står {opregning(fundne)} i teksten. Skriv det, så barnet ikke kan kendes."
            )
        return data
