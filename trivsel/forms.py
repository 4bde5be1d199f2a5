"""Ordinary forms of trivsel. The vurdering itself is a Skema, not one of these."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from opsporing.dkfds import DatoFelt
from opsporing.models import Arena
from trivsel.models import Runde


class _Form(forms.Form):
    """Drawn inside the page's own <form>."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.helper = FormHelper()
        self.helper.form_tag = False


class FritagForm(_Form):
    """Why a rater is released."""

    grund = forms.CharField(
        label="Hvorfor er kollegaen fritaget?",
        help_text="Fx sygdom eller ferie i hele perioden. Skriv ikke helbredsoplysninger om kollegaen.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RetForm(_Form):
    """Why a concluded vurdering is corrected."""

    grund = forms.CharField(
        label="Hvorfor skal vurderingen rettes?",
        help_text="Begrundelsen står ved den nye version.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RundeForm(forms.ModelForm):
    """A round as the administrator plans it."""

    aabner = DatoFelt(label="Åbner")
    lukker = DatoFelt(label="Lukker")

    class Meta:
        model = Runde
        fields = ["navn", "arena", "alder_fra_mdr", "alder_til_mdr", "aabner", "lukker"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("navn", "arena", Row("alder_fra_mdr", "alder_til_mdr"), Row("aabner", "lukker"))
        self.fields["arena"].choices = [("", "Vælg"), *Arena.choices]  # type: ignore[attr-defined]
        if self.instance.aabnet_at:
            for felt in ("arena", "alder_fra_mdr", "alder_til_mdr", "aabner"):
                self.fields[felt].disabled = True
