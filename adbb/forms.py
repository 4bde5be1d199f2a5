"""Ordinary forms of adbb. Screenings and the team's case are Skemaer, not one of these."""

from crispy_forms.helper import FormHelper
from django import forms

from adbb.rules.ord import hvad_er_galt


class _Form(forms.Form):
    """Drawn inside the page's own <form>."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.helper = FormHelper()
        self.helper.form_tag = False


class UndladForm(_Form):
    """Why no screening is made."""

    grund = forms.CharField(
        label="Hvorfor bliver ADBB ikke lavet?",
        help_text="Fx at forældrene har sagt nej tak, eller at barnet er indlagt.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RetForm(_Form):
    """Why a completed screening is corrected."""

    grund = forms.CharField(
        label="Hvorfor skal screeningen rettes?",
        help_text="Den gamle version bliver stående og kan læses. Begrundelsen står ved den nye.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OrdForm(_Form):
    """The words for the parents."""

    tekst = forms.CharField(
        label="Ord til forældrene",
        help_text="Begynd med det, der lykkedes. Skriv som du taler, og uden tal.",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def clean_tekst(self) -> str:
        """Refuse what must never reach parents in writing."""
        tekst: str = self.cleaned_data["tekst"].strip()
        galt = hvad_er_galt(tekst)
        if galt:
            raise forms.ValidationError(galt)
        return tekst
