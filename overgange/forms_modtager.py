"""What the receiver writes about a hand-over."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms


class _Tekstform(forms.Form):
    """One text, drawn inside the page's own <form>."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class SpoergForm(_Tekstform):
    """A question to the former place."""

    tekst = forms.CharField(
        label="Hvad vil I gerne vide?",
        help_text="Spørg om noget, der hjælper jer med at tage imod barnet. Begge steder kan læse det.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OpfoelgningForm(_Tekstform):
    """How the start went."""

    tekst = forms.CharField(
        label="Hvordan har barnet det hos jer, og hvad af det, I fik at vide, har I brugt?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
