"""Forms about the parents, and about who has part in an item."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from dialogmoeder.models import Punktgrundlag
from opsporing.models import Maade, Person
from opsporing.orientering.forms import BarnForm

SVAR = (("ja", "Ja"), ("nej", "Nej"))


class FortalForm(BarnForm):
    """Whom they have told about the meeting, how and when."""

    def __init__(self, *args: Any, personer: Iterable[Person], i_dag: date, **kwargs: Any) -> None:
        super().__init__(*args, personer=personer, i_dag=i_dag, **kwargs)
        self.fields["maade"].initial = Maade.MUNDTLIGT
        self.fields["personer"].label = "Hvem har du fortalt det?"


class JaForm(forms.Form):
    """What each custody holder says to one unit's part in the item: yes, no, or nothing yet."""

    def __init__(self, *args: Any, personer: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.personer = list(personer)
        for person in self.personer:
            self.fields[f"person-{person.pk}"] = forms.ChoiceField(choices=SVAR, required=False)

    @property
    def svar(self) -> list[tuple[Person, bool]]:
        """The answers that are given."""
        par = ((p, self.cleaned_data.get(f"person-{p.pk}")) for p in self.personer)
        return [(person, vaerdi == "ja") for person, vaerdi in par if vaerdi]


class GrundlagForm(forms.Form):
    """A ground that somebody gives by hand, and why."""

    grundlag = forms.ChoiceField(choices=[(g.value, g.label) for g in (Punktgrundlag.EGEN, Punktgrundlag.SSD)])
    begrundelse = forms.CharField(required=False, max_length=500)
