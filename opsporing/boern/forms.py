"""The search for a child."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms


class SoegForm(forms.Form):
    """A name or a CPR number. It is posted, so that neither stands in an address or a server's log."""

    q = forms.CharField(
        label="Navn eller CPR-nummer",
        help_text="Skriv mindst to bogstaver af navnet eller hele CPR-nummeret.",
        min_length=2,
        max_length=100,
        error_messages={"min_length": "Skriv mindst to bogstaver eller tal."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
