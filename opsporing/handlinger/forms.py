"""The forms of an agreement."""

from datetime import date, datetime, timedelta
from typing import Any

from crispy_forms.bootstrap import InlineCheckboxes
from crispy_forms.layout import Layout
from django import forms

from opsporing.dkfds import Betinget, DatoFelt, Hjaelper, Segment
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.handlinger.ansvarlige import ansvarlige
from opsporing.models import Anledning, Indsatstrin, Laereplanstema, User, Virkning


class AnsvarligFelt(forms.ModelChoiceField):
    """Who sees to it; the unit is said of one who comes from outside."""

    def label_from_instance(self, obj: Any) -> str:
        fra = getattr(obj, "fra", None)
        return f"{obj.navn}, {fra}" if fra else str(obj.navn)


class HandlingForm(forms.Form):
    """What, who, when."""

    hvad = forms.CharField(
        label="Hvad gør I?",
        help_text="Én ting, som I voksne gør, og som kan ses, når I følger op.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv, hvad I gør."},
    )
    ansvarlig = AnsvarligFelt(
        queryset=User.objects.none(),
        label="Hvem sørger for det?",
        empty_label="Vælg en kollega",
        error_messages={"required": "Vælg den, der sørger for det."},
    )
    opfoelgning_den = DatoFelt(label="Hvornår følger I op?", error_messages={"required": "Vælg den dag, I følger op."})
    indsatstrin = forms.TypedChoiceField(
        label="Trin på indsatstrappen", choices=Indsatstrin.choices, coerce=int, initial=Indsatstrin.ALMEN
    )
    laereplan = forms.MultipleChoiceField(
        label="Temaer i den pædagogiske læreplan",
        choices=Laereplanstema.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        anledning: Anledning,
        nu: datetime,
        i_dag: date,
        opfoelgning_dage: int,
        fortryd: str,
        gem: str,
        ansvarlig: User | None = None,
        **kwargs: Any,
    ) -> None:
        """`ansvarlig` is the present one, who can stay although she has left."""
        super().__init__(*args, **kwargs)
        valg = ansvarlige(anledning, nu)
        if ansvarlig is not None:
            valg = valg | User.objects.filter(pk=ansvarlig.pk)
        self.fields["ansvarlig"].queryset = valg  # type: ignore[attr-defined]
        self.fields["opfoelgning_den"].initial = naeste_arbejdsdag(i_dag + timedelta(days=opfoelgning_dage))
        self.fields["opfoelgning_den"].widget.attrs["min"] = i_dag.isoformat()
        self.helper = Hjaelper(
            self,
            gem=gem,
            fortryd=fortryd,
            layout=Layout(
                "hvad", "ansvarlig", "opfoelgning_den", "indsatstrin", InlineCheckboxes("laereplan"), "version"
            ),
        )


class FoelgOpForm(forms.Form):
    """How it went, and what happens next."""

    IGEN, SLUT = "igen", "slut"

    virkning = forms.ChoiceField(
        label="Hjalp det?",
        choices=Virkning.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om det hjalp."},
    )
    tekst = forms.CharField(
        label="Hvordan gik det?",
        help_text="Hvad så I, og hvad gjorde I voksne?",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    videre = forms.ChoiceField(
        label="Hvad så nu?",
        choices=[(IGEN, "Vi bliver ved og følger op igen"), (SLUT, "Aftalen er færdig")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad der nu skal ske."},
    )
    naeste_den = DatoFelt(label="Hvornår følger I op igen?", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, i_dag: date, opfoelgning_dage: int, fortryd: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["naeste_den"].initial = naeste_arbejdsdag(i_dag + timedelta(days=opfoelgning_dage))
        self.fields["naeste_den"].widget.attrs["min"] = i_dag.isoformat()
        self.helper = Hjaelper(
            self,
            gem="Gem opfølgningen",
            fortryd=fortryd,
            layout=Layout(
                Segment("virkning"),
                "tekst",
                "videre",
                Betinget("naeste_den", felt="videre", vaerdier=self.IGEN),
                "version",
            ),
        )

    def clean(self) -> dict[str, Any]:
        """A new follow-up needs its date; an ended agreement has none."""
        svar = super().clean() or {}
        if svar.get("videre") == self.SLUT:
            svar["naeste_den"] = None
            self.errors.pop("naeste_den", None)
        elif svar.get("videre") == self.IGEN and not svar.get("naeste_den") and "naeste_den" not in self.errors:
            self.add_error("naeste_den", "Vælg den dag, I følger op igen.")
        return svar
