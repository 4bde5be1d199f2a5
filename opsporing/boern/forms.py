"""The search for a child."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from opsporing.alder import HOEJST_UGER, MINDST_UGER
from opsporing.dkfds import Hjaelper


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


class SvangerskabForm(forms.Form):
    """How far the pregnancy had come at the birth: completed weeks and days, as in 34+5. Empty when it is not known."""

    uger = forms.IntegerField(
        label="Hele uger", required=False, min_value=MINDST_UGER, max_value=HOEJST_UGER, widget=forms.NumberInput()
    )
    dage = forms.IntegerField(label="Og dage", required=False, min_value=0, max_value=6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = Hjaelper(self, gem="", form_tag=False, layout=Layout(Row("uger", "dage")))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("dage") is not None and data.get("uger") is None and "uger" not in self.errors:
            self.add_error("uger", "Skriv også ugerne.")
        return data
