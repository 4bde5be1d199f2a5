"""Forms for noting what the parents know."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.text import capfirst

from opsporing.dkfds import DatoFelt
from opsporing.models import Barn, Maade, Person


class NavngivneValg(forms.ModelMultipleChoiceField):
    """A choice among rows that are called what `navne` says (primary key to words)."""

    navne: Mapping[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        return self.navne[obj.pk]


class _Orienteringsform(forms.Form):
    """How and when; who or which children is added by the subclasses."""

    maade = forms.ChoiceField(
        label="Hvordan?",
        choices=[(maade.value, capfirst(maade.label)) for maade in Maade],
        initial=Maade.SKRIFTLIGT,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvordan I fortalte det."},
    )
    givet_den = DatoFelt(label="Hvornår?", error_messages={"required": "Vælg den dag, I fortalte det."})

    def __init__(self, *args: Any, i_dag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["givet_den"].initial = i_dag
        self.helper = FormHelper()
        self.helper.form_tag = False


class BarnForm(_Orienteringsform):
    """Which custody holders of one child were told."""

    field_order = ["personer", "maade", "givet_den"]
    personer = NavngivneValg(
        label="Hvem er orienteret?",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én, der har forældremyndigheden."},
    )

    def __init__(self, *args: Any, personer: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        valg = list(personer)
        felt = cast(NavngivneValg, self.fields["personer"])
        felt.queryset = Person.objects.filter(pk__in=[p.pk for p in valg])
        felt.navne = {p.pk: p.navn for p in valg}
        felt.initial = [p.pk for p in valg]


class SamtaleForm(BarnForm):
    """Whom somebody has talked with. It is often one of two, so which one is hers to say."""

    spoergsmaal = "Hvem har I talt med?"

    def __init__(self, *args: Any, personer: Iterable[Person], **kwargs: Any) -> None:
        valg = list(personer)
        super().__init__(*args, personer=valg, **kwargs)
        self.fields["maade"].initial = Maade.MUNDTLIGT
        self.fields["personer"].label = self.spoergsmaal
        if len(valg) > 1:
            self.fields["personer"].initial = []


class StueForm(_Orienteringsform):
    """Which children of a stue, all custody holders of each."""

    field_order = ["boern", "maade", "givet_den"]
    boern = NavngivneValg(
        label="Hvis forældre er orienteret?",
        help_text="Det noteres for dem, der står i parentes. Har I kun nået den ene, så notér det på barnets side.",
        queryset=Barn.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst ét barn."},
    )

    def __init__(self, *args: Any, boern: Iterable[tuple[Barn, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        navne = {barn.pk: f"{barn.navn} ({foraeldre})" for barn, foraeldre in boern}
        felt = cast(NavngivneValg, self.fields["boern"])
        felt.queryset = Barn.objects.filter(pk__in=navne).efter_navn()
        felt.navne = navne
