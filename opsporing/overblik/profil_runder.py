"""The year's rounds in the practice profile: when each arena's children are evaluated, as a formset."""

import re
from datetime import date
from typing import Any

from django import forms

from opsporing.alder import MAANEDER
from opsporing.models import Arena


class DagIAaret(forms.CharField):
    """A day of the year, typed "1-4", "01.04" or "1. april", stored as month-day ("04-01")."""

    default_error_messages = {"dag": "Skriv dag og måned, for eksempel 01-04 eller 1. april."}

    def prepare_value(self, value: Any) -> Any:
        fundet = re.fullmatch(r"(\d\d)-(\d\d)", str(value or ""))
        # A bound value is shown as it was typed; only a stored one is turned round.
        return f"{fundet[2]}-{fundet[1]}" if fundet and getattr(self, "gemt", True) else value

    def clean(self, value: Any) -> str:
        tekst = str(super().clean(value)).strip().lower().rstrip(".")
        if not tekst:
            return ""
        fundet = re.fullmatch(r"(\d{1,2})[-./ ]+(\d{1,2}|[a-zæøå]+)", tekst)
        if fundet:
            dag, maaned = fundet.groups()
            nr = int(maaned) if maaned.isdigit() else self._maaned(maaned)
            try:
                # An ordinary year, so that a round never begins on a day that most years lack.
                return date(2023, nr, int(dag)).strftime("%m-%d")
            except ValueError:
                pass
        raise forms.ValidationError(self.error_messages["dag"], code="dag")

    @staticmethod
    def _maaned(navn: str) -> int:
        return MAANEDER.index(navn) + 1 if navn in MAANEDER else 0


class RundeForm(forms.Form):
    """One of the year's rounds."""

    navn = forms.CharField(label="Navn", max_length=80)
    arena = forms.ChoiceField(label="Arena", choices=[("", "Vælg"), *((a.value, a.label.capitalize()) for a in Arena)])
    aabner = DagIAaret(label="Åbner", max_length=20, widget=forms.TextInput(attrs={"size": 8}))
    lukker = DagIAaret(label="Lukker", max_length=20, widget=forms.TextInput(attrs={"size": 8}))
    alder_fra_mdr = forms.IntegerField(label="Fra md.", min_value=0, max_value=95)
    alder_til_mdr = forms.IntegerField(label="Til md.", min_value=0, max_value=95)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for navn in ("aabner", "lukker"):
            self.fields[navn].gemt = not self.is_bound  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        fra, til = data.get("alder_fra_mdr"), data.get("alder_til_mdr")
        if fra is not None and til is not None and til < fra:
            self.add_error("alder_til_mdr", "Skal være mindst lige så høj som den laveste.")
        if data.get("aabner") and data.get("aabner") == data.get("lukker"):
            self.add_error("lukker", "Runden skal lukke en anden dag, end den åbner.")
        return data


class _Runder(forms.BaseFormSet):
    def clean(self) -> None:
        """Two rounds a year in each arena that has any, with names that tell them apart."""
        if any(self.errors):
            return
        per_arena: dict[str, list[str]] = {}
        for runde in som_runder(self):
            per_arena.setdefault(runde["arena"], []).append(runde["navn"].casefold())
        for arena, navne in per_arena.items():
            ord_ = Arena(arena).label
            if len(navne) < 2:
                raise forms.ValidationError(f"Modellen kræver mindst to runder om året. Der er kun én i {ord_}.")
            if len(set(navne)) < len(navne):
                raise forms.ValidationError(f"To runder i {ord_} har samme navn. Giv dem hver sit.")
        if not per_arena:
            raise forms.ValidationError("Der skal være runder. Uden dem bliver ingen børn vurderet.")


Runder = forms.formset_factory(
    RundeForm, formset=_Runder, extra=2, can_delete=True, max_num=24, validate_max=True, absolute_max=30
)


def som_runder(formset: forms.BaseFormSet) -> list[dict[str, Any]]:
    """The valid, kept rounds as the profile stores them."""
    return [
        {n: f.cleaned_data[n] for n in RundeForm.base_fields}
        for f in formset.forms
        if f.cleaned_data and not f.cleaned_data.get("DELETE")
    ]
