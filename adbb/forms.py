"""Ordinary forms of adbb. Screenings and the team's case are Skemaer, not one of these."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet

from adbb.models import Supervisionsform
from adbb.rules.ord import hvad_er_galt
from opsporing.cprfelt import intet_cpr
from opsporing.dansk import stort
from opsporing.dkfds import DatoFelt
from opsporing.models import User


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
    """The words for the parents, and the count of saves the page was made from."""

    rev = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
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


class SupervisionForm(_Form):
    """An hour of supervision: when, how, with whom, and what about."""

    den = DatoFelt(label="Hvornår var det?")
    form = forms.ChoiceField(
        label="Hvordan?",
        choices=[(kode, stort(ordet)) for kode, ordet in Supervisionsform.choices],
        widget=forms.RadioSelect,
    )
    supervisor = forms.CharField(
        label="Hvem var supervisor?",
        help_text="Navnet på den ADBB-supervisor, I havde.",
        max_length=150,
        validators=[intet_cpr],
    )
    deltagere = forms.ModelMultipleChoiceField(
        label="Hvem var med?",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én, der var med."},
    )
    emne = forms.CharField(
        label="Hvad handlede det om?",
        help_text="Om metoden, fx »øjenkontakt hos de mindste«. Skriv ikke noget om et bestemt barn.",
        required=False,
        max_length=200,
        validators=[intet_cpr],
    )

    def __init__(self, *args: Any, kolleger: QuerySet[User], i_dag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.i_dag = i_dag
        self.fields["deltagere"].queryset = kolleger  # type: ignore[attr-defined]

    def clean_den(self) -> date:
        """A day that has been."""
        den: date = self.cleaned_data["den"]
        if den > self.i_dag:
            raise forms.ValidationError("Dagen er ikke kommet endnu.")
        return den
