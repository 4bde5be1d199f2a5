"""Forms about the parents, and about who has part in an item."""

from collections.abc import Iterable
from typing import Any

from django import forms

from dialogmoeder.models import Deltager, Punktgrundlag
from dialogmoeder.punktside import svarfelt
from opsporing.models import Person
from opsporing.orientering.forms import SamtaleForm

SVAR = (("ja", "Ja"), ("nej", "Nej"))


class FortalForm(SamtaleForm):
    """Whom they have told about the meeting, how and when."""

    spoergsmaal = "Hvem har du fortalt det?"


class JaForm(forms.Form):
    """What each custody holder says to each unit's part in the item: yes, no, or nothing yet."""

    def __init__(self, *args: Any, deltagere: Iterable[Deltager], personer: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        personer = list(personer)
        self.spoergsmaal = {svarfelt(d, p): (d, p) for d in deltagere for p in personer}
        for navn in self.spoergsmaal:
            self.fields[navn] = forms.ChoiceField(choices=SVAR, required=False)

    @property
    def svar(self) -> list[tuple[Deltager, Person, bool]]:
        """The answers that are given."""
        return [
            (*om, self.cleaned_data[navn] == "ja") for navn, om in self.spoergsmaal.items() if self.cleaned_data[navn]
        ]


class GrundlagForm(forms.Form):
    """A ground that somebody gives by hand, and why."""

    grundlag = forms.ChoiceField(choices=[(g.value, g.label) for g in (Punktgrundlag.EGEN, Punktgrundlag.SSD)])
    begrundelse = forms.CharField(required=False, max_length=500)
