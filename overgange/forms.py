"""The sender's ordinary forms. The overgangsskema is a Skema, not one of these."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet

from opsporing.cprfelt import intet_cpr
from opsporing.dansk import dato, stort
from opsporing.dkfds import DatoFelt
from opsporing.models import Enhed, Person
from overgange.kopi import Del
from overgange.models import Art, SagtMaade
from overgange.rules import arter
from overgange.tidligere import Tidligere


class _Form(forms.Form):
    """Drawn inside the page's own <form>."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class UdeladForm(_Form):
    """Why nothing is handed over."""

    grund = forms.CharField(
        label="Hvorfor gives der ikke noget videre?",
        help_text="Fx at forældrene siger nej tak. Et nej kræver ingen begrundelse, så skriv ikke en.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class _Startdag(_Form):
    """A first day that has not been."""

    def __init__(self, *args: Any, i_dag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.i_dag = i_dag

    def clean_start_den(self) -> date:
        """The day; one that is over cannot be chosen."""
        den: date = self.cleaned_data["start_den"]
        if den < self.i_dag:
            raise forms.ValidationError("Dagen er gået.")
        return den


class FlytForm(_Startdag):
    """Another first day."""

    start_den = DatoFelt(label="Hvornår begynder barnet nu?")


class SvarForm(_Form):
    """An answer to the next place."""

    svar = forms.CharField(
        label="Dit svar",
        help_text="Svar kun på det, forældrene har sagt ja til at dele. Begge steder kan læse det.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SagtForm(_Form):
    """That a place outside has been told what it must use no more."""

    maade = forms.ChoiceField(
        label="Hvordan er det sagt?",
        choices=[
            (SagtMaade.TELEFON.value, "Vi ringede"),
            (SagtMaade.MOEDE.value, "Vi sagde det, da vi mødtes"),
            (SagtMaade.SIKKER_POST.value, "Vi skrev det med sikker post"),
            (SagtMaade.IKKE_AFLEVERET.value, "De har ikke fået det endnu, og vi har makuleret det"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvordan det er sagt."},
    )
    den = DatoFelt(label="Hvornår?", error_messages={"required": "Vælg den dag, det blev sagt."})


class _Sted(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """The house first, so that its stuer stand together."""
        hus = obj.journalenhed
        return str(obj.navn) if hus is None or hus.pk == obj.pk else f"{hus.navn}, {obj.navn}"


class NyForm(_Startdag):
    """An overgang by hand: which, where to, and from which day."""

    #: One of them.
    skal_udfyldes = ("til_enhed", "til_navn")

    art = forms.ChoiceField(
        label="Hvilken overgang er det?",
        choices=(),
        widget=forms.RadioSelect,
    )
    til_enhed = _Sted(
        label="Det nye sted, når det er i kommunen",
        queryset=Enhed.objects.none(),
        required=False,
        empty_label="Vælg",
    )
    til_navn = forms.CharField(
        label="Eller navnet på skolen, eller stedet i en anden kommune",
        help_text="Kun navnet, ingen adresse. De får det på papir eller som en fil, som I selv afleverer.",
        required=False,
        max_length=150,
        validators=[intet_cpr],
    )
    start_den = DatoFelt(label="Hvornår begynder barnet?")

    def __init__(self, *args: Any, steder: QuerySet[Enhed], fra: Enhed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mulige = arter.mulige(fra.arena)
        self.fields["art"].choices = [  # type: ignore[attr-defined]
            (kode, stort(ordet)) for kode, ordet in Art.choices if kode in mulige
        ]
        self.fields["til_enhed"].queryset = steder  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("til_enhed")) == bool((data.get("til_navn") or "").strip()):
            self.add_error("til_enhed", "Vælg et sted på listen, eller skriv et navn. Kun én af delene.")
        elif data.get("art") == Art.BOERNEHAVE_SKOLE and data.get("til_enhed"):
            self.add_error("til_enhed", "Skolen er ikke på listen. Skriv dens navn nedenfor.")
        return data


class VurderingerForm(_Form):
    """Which earlier vurderinger the parents are asked about."""

    vurderinger = forms.MultipleChoiceField(
        label="Hvilke skal I spørges om?",
        help_text="Vælg dem, det nye sted har brug for, og ikke flere.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "En af dem er rettet, eller du kan ikke give den videre. Vælg igen."},
    )

    def __init__(self, *args: Any, fundet: Tidligere, **kwargs: Any) -> None:
        super().__init__(*args, initial={"vurderinger": list(fundet.valgte)}, **kwargs)
        self.fields["vurderinger"].choices = [  # type: ignore[attr-defined]
            (valg.noegle, f"{stort(dato(valg.dag))} · {valg.om}") for valg in fundet.valg
        ]


class SamtykkeForm(forms.Form):
    """What one custody holder says to each part: yes, no, or nothing yet.

    Each part carries what stood there when the page was made (`vist_<code>`). What stands as it was shown is no answer:
    it may have been taken back since.
    """

    def __init__(self, *args: Any, dele: list[Del], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dele = dele
        for en in dele:
            self.fields[en.om.kode] = forms.ChoiceField(
                choices=[("ja", "Ja, giv videre"), ("nej", "Nej")], required=False, widget=forms.RadioSelect
            )

    @property
    def svar(self) -> dict[str, bool]:
        """The answers that are given, by the code of the part."""
        return {
            kode: vaerdi == "ja"
            for kode, vaerdi in self.cleaned_data.items()
            if vaerdi and vaerdi != self.data.get(f"vist_{kode}")
        }

    def aendret_imens(self, person: Person) -> bool:
        """Whether the person's answer to a part is another now than the one that was shown."""
        staar = {
            en.om.kode: {True: "ja", False: "nej", None: ""}[svar.ja]
            for en in self.dele
            for svar in en.svar
            if svar.person == person
        }
        return any(self.data.get(f"vist_{kode}", svar) != svar for kode, svar in staar.items())
