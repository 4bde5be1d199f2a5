"""The forms of what myndighed does around an underretning: letters, reassessment, the talk with the child, steps."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from opsporing.dkfds import Betinget, DatoFelt, Hjaelper
from opsporing.models import User
from underretning.actions.brev import MED_TILFOEJELSE
from underretning.models import Sendemaade, Skridt, Tilbagemelding
from underretning.rules import samtale


def _tekst(raekker: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": raekker})


class _Form(forms.Form):
    """Drawn inside the page's own <form>."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = Hjaelper(self, gem="", form_tag=False, layout=self.opstilling(), kladde=False)

    def opstilling(self) -> Layout | None:
        """The layout; None for the fields one under the other."""
        return None


class SvarForm(_Form):
    """What a professional is told."""

    valg = forms.ChoiceField(
        label="Hvad svarer du?",
        choices=Tilbagemelding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad du vil svare."},
    )
    tilfoejelse = forms.CharField(
        label="Hjælpens art, og hvor længe den varer",
        help_text="Kun når det betyder noget for underretterens arbejde med barnet. Ingen navne, og ikke hvorfor.",
        max_length=1000,
        required=False,
        widget=_tekst(3),
    )

    def opstilling(self) -> Layout:
        """The addition only where something runs."""
        return Layout("valg", Betinget("tilfoejelse", felt="valg", vaerdier=sorted(MED_TILFOEJELSE)))

    def clean(self) -> dict[str, Any]:
        """Leave out what does not belong to the answer."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("valg") not in MED_TILFOEJELSE:
            data["tilfoejelse"] = ""
        return data


class SendtForm(_Form):
    """How the letter left the house."""

    prefix = "sendt"

    maade = forms.ChoiceField(
        label="Hvordan er det sendt?",
        choices=Sendemaade.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvordan brevet er sendt."},
    )


class UndladBrevForm(_Form):
    """Why no letter is sent."""

    prefix = "undlad"

    grund = forms.CharField(
        label="Hvorfor sendes der ikke et brev?",
        max_length=500,
        widget=_tekst(2),
        error_messages={"required": "Skriv, hvorfor der ikke sendes et brev."},
    )


class Deltagervalg(forms.ModelMultipleChoiceField):
    """People who can take part, each with whether she is new to the case."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, ordene: dict[int, str], **kwargs: Any) -> None:
        self.ordene = ordene
        super().__init__(User.objects.filter(pk__in=ordene), **kwargs)

    def label_from_instance(self, obj: User) -> str:
        """Her name and what she has done in the case before."""
        return self.ordene[obj.pk]


class DeltagereForm(_Form):
    """Who takes part in a reassessment, and who of them knows the family's case from elsewhere."""

    prefix = "hvem"

    def __init__(self, *args: Any, ordene: dict[int, str], navne: dict[int, str], **kwargs: Any) -> None:
        self.ordene, self.navne = ordene, navne
        super().__init__(*args, **kwargs)
        self.fields["deltagere"] = Deltagervalg(
            ordene,
            label="Hvem er med?",
            help_text="Mindst én, der ikke har behandlet sagen før. De kan læse underretningen, indtil I er færdige.",
            error_messages={"required": "Vælg, hvem der er med i genvurderingen."},
        )
        self.fields["kendte"] = Deltagervalg(
            navne,
            label="Har nogen af dem arbejdet med familiens sag i et andet system?",
            help_text="Opsporing kender kun underretningerne. De, du sætter kryds ved, regnes ikke for nye i sagen.",
            required=False,
        )


class KonklusionForm(_Form):
    """How a reassessment ends."""

    prefix = "slut"

    passer = forms.TypedChoiceField(
        label="Passer hjælpen stadig?",
        choices=[("ja", "Ja, den fortsætter"), ("nej", "Nej, der skal noget andet til")],
        coerce=lambda svar: svar == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om hjælpen passer."},
    )
    konklusion = forms.CharField(
        label="Hvad er I nået frem til, og hvorfor?",
        help_text="Det nye i underretningen, hvad hjælpen har ført til, og hvad der skal ske nu.",
        max_length=10_000,
        widget=_tekst(6),
        error_messages={"required": "Skriv, hvad I er nået frem til, og hvorfor."},
    )
    rev = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SamtaleForm(_Form):
    """A talk that was held."""

    prefix = "holdt"

    holdt_den = DatoFelt(label="Hvornår talte du med barnet?")
    uden_foraeldre = forms.TypedChoiceField(
        label="Var forældrene med?",
        choices=[("uden", "Nej, de var der ikke"), ("med", "Ja, mindst en af dem")],
        coerce=lambda svar: svar == "uden",
        widget=forms.RadioSelect,
    )
    hvem = forms.CharField(label="Hvem var der?", help_text="Fx dig og pædagogen, barnet kender.", max_length=300)
    notat = forms.CharField(
        label="Hvad fortalte barnet, og hvad viste det?",
        help_text="Barnets egne ord, som de faldt, og dit eget spørgsmål foran. Hold det, du så, for sig.",
        max_length=10_000,
        widget=_tekst(8),
    )

    def __init__(self, *args: Any, fra: date, til: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holdt_den"].widget.attrs |= {"min": fra.isoformat(), "max": til.isoformat()}


class UndladSamtaleForm(_Form):
    """Why there is no talk."""

    prefix = "ikke"

    grund = forms.ChoiceField(label="Hvad taler imod?", widget=forms.RadioSelect)
    hvorfor = forms.CharField(
        label="Hvorfor?",
        help_text="Det, du ved om barnet, fx hvor mange ord det bruger, og hvem du har spurgt.",
        max_length=2000,
        widget=_tekst(3),
        error_messages={"required": "Skriv, hvorfor du ikke taler med barnet."},
    )

    def __init__(self, *args: Any, skal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grund"].choices = [  # type: ignore[attr-defined]
            (grund.value, samtale.GRUNDE[grund]) for grund in samtale.grunde(skal=skal)
        ]


class SkridtForm(_Form):
    """One step agreed with the parents."""

    tekst = forms.CharField(
        label="Hvad har I aftalt?",
        help_text="Én ting, i ord, familien selv ville bruge. Forældrene kan få listen med hjem.",
        max_length=Skridt._meta.get_field("tekst").max_length,
        error_messages={"required": "Skriv, hvad I har aftalt."},
    )
    hvem = forms.CharField(label="Hvem gør det?", max_length=150, required=False)
    senest_den = DatoFelt(label="Hvornår senest?", required=False)

    def __init__(self, *args: Any, i_dag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.i_dag = i_dag
        self.fields["senest_den"].widget.attrs["min"] = i_dag.isoformat()

    def clean_senest_den(self) -> date | None:
        """Today or later."""
        den: date | None = self.cleaned_data["senest_den"]
        if den is not None and den < self.i_dag:
            raise forms.ValidationError("Dagen er gået. Vælg en, der kommer.")
        return den
