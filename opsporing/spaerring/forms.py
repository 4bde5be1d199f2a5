"""The two decisions on a switch."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from opsporing.dkfds import DatoFelt, Hjaelper
from opsporing.spaerring.actions import LAENGST


class BekraeftForm(forms.Form):
    """Let it stand: why, and until when."""

    # The two stand on one page.
    prefix = "bekraeft"

    grund = forms.CharField(
        label="Hvorfor skal spærringen stå?",
        help_text="Det, du lægger vægt på. Enheden ser det ikke.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv, hvorfor spærringen skal stå."},
    )
    gennemses_den = DatoFelt(
        label="Hvornår ser du på den igen?",
        help_text="Højst tre måneder frem.",
        error_messages={"required": "Vælg den dag, du ser på den igen."},
    )
    stand = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, i_dag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.i_dag = i_dag
        widget = self.fields["gennemses_den"].widget
        widget.attrs |= {"min": i_dag.isoformat(), "max": (i_dag + LAENGST).isoformat()}
        self.helper = Hjaelper(
            self, gem="", form_tag=False, layout=Layout("grund", "gennemses_den", "stand"), kladde=False
        )

    def clean_gennemses_den(self) -> date:
        """Ahead, and not so far that it is forgotten."""
        den: date = self.cleaned_data["gennemses_den"]
        if not self.i_dag < den <= self.i_dag + LAENGST:
            raise forms.ValidationError("Vælg en dag efter i dag og højst tre måneder frem.")
        return den


class OphaevForm(forms.Form):
    """Lift it: why."""

    prefix = "ophaev"

    grund = forms.CharField(
        label="Hvorfor ophæves spærringen?",
        help_text="Det, du lægger vægt på. Enheden ser det ikke.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv, hvorfor spærringen ophæves."},
    )
    stand = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = Hjaelper(self, gem="", form_tag=False, layout=Layout("grund", "stand"), kladde=False)
