"""Handing a file in, and answering who is the same child."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile

from opsporing.dkfds import Betinget, DatoFelt, Hjaelper
from opsporing.indlaesning.tekst import STOERST
from opsporing.models import Indlaesningsart


class IndlaesningForm(forms.Form):
    """A file, what it holds, and how what it leaves out is to be understood."""

    art = forms.ChoiceField(
        label="Hvad er der i filen?",
        choices=[(a.value, a.label.capitalize()) for a in Indlaesningsart],
        widget=forms.RadioSelect(),
        initial=Indlaesningsart.BOERN,
    )
    fil = forms.FileField(
        label="Fil",
        help_text=f"CSV med overskrifter i første linje. Højst {STOERST // 1024 // 1024} MB.",
        allow_empty_file=True,
        error_messages={"required": "Vælg en fil.", "missing": "Vælg en fil."},
    )
    fuld_liste = forms.BooleanField(
        label="Filen er hele listen",
        required=False,
        help_text="Den, der mangler i filen, men er i en af filens enheder, bliver afsluttet. "
        "Uden kryds betyder det intet, at nogen mangler.",
    )
    ophoer_den = DatoFelt(label="Sidste dag for dem, der mangler", required=False)
    nul_foran = forms.BooleanField(
        label="Sæt nullet på igen",
        required=False,
        help_text="Til filer, hvor et regneark har fjernet nullet forrest i CPR-numre. "
        "Det bliver kun sat på, hvor fødselsdatoen i linjen passer.",
    )
    marker_valgfrit = False

    def __init__(self, data: Any = None, files: Any = None, *, i_dag: date) -> None:
        if data is not None and "ophoer_den" not in data:
            # The field is not sent while it is hidden; shown again it should offer today, as it did at first.
            data = data.copy()
            data["ophoer_den"] = i_dag.isoformat()
        super().__init__(data, files, initial={"ophoer_den": i_dag})
        layout = Layout(
            "art", "fil", "fuld_liste", Betinget("ophoer_den", felt="fuld_liste", vaerdier=["on"]), "nul_foran"
        )
        self.helper = Hjaelper(self, gem="Prøv filen", fortryd="", layout=layout, kladde=False)

    def clean_fil(self) -> UploadedFile:
        fil = self.cleaned_data["fil"]
        if fil.size > STOERST:
            raise forms.ValidationError(f"Filen må højst fylde {STOERST // 1024 // 1024} MB. Del den i flere filer.")
        if not fil.size:
            raise forms.ValidationError("Filen er tom.")
        return fil

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("fuld_liste"):
            data["ophoer_den"] = None
        elif not data.get("ophoer_den") and "ophoer_den" not in self.errors:
            self.add_error("ophoer_den", "Skriv den sidste dag for dem, der mangler i filen.")
        return data
