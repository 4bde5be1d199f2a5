"""The forms of data protection: searching, finding a child, printing, deleting, holding back."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from opsporing import cpr
from opsporing.dansk import stort
from opsporing.databeskyttelse.soegning import Soegning
from opsporing.dkfds import DatoFelt, Hjaelper, Knap
from opsporing.log.haendelser import AFVIST, haendelser
from opsporing.models import Enhed, Holdegrund, Kommune
from opsporing.models.sql import DanskSortering

#: What is looked for most, before the single events.
GRUPPER = [
    ("opsporing.cpr_vist", "Fik vist et CPR-nummer"),
    ("opsporing.arkiv_", "Arkiv om børn, der er stoppet"),
    (AFVIST, "Opslag, der blev afvist"),
    ("opsporing.login_afvist", "Login, der blev afvist"),
    ("opsporing.log_", "Opslag i loggen"),
    ("opsporing.spaerring", "Spærringer"),
    ("trivsel.", "Alt om trivselsvurderinger"),
]


def _haendelser() -> list[Any]:
    enkelte = sorted(haendelser().items(), key=lambda en: en[1])
    return [("", "Alle"), ("Ofte brugt", GRUPPER), ("Alle hændelser", enkelte)]


class SoegForm(forms.Form):
    """Filters on the log. The child is chosen in a form of its own, since a CPR number must never be in an address."""

    marker_valgfrit = False

    fra = DatoFelt(label="Fra", required=False)
    til = DatoFelt(label="Til og med", required=False)
    haendelse = forms.ChoiceField(label="Hændelse", required=False)
    medarbejder = forms.CharField(label="Medarbejder", required=False, max_length=100)
    enhed = forms.ModelChoiceField(label="Enhed", queryset=Enhed.objects.none(), required=False, empty_label="Alle")
    barn = forms.IntegerField(required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput)
    anledning = forms.IntegerField(required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kommune: Kommune, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["haendelse"].choices = _haendelser()  # type: ignore[attr-defined]
        self.fields["enhed"].queryset = Enhed.objects.filter(kommune=kommune).order_by(  # type: ignore[attr-defined]
            DanskSortering("navn"), "pk"
        )
        felter = Layout("fra", "til", "haendelse", "medarbejder", "enhed", "barn", "anledning", Knap("Søg"))
        self.helper = Hjaelper(self, gem="", metode="get", layout=felter)
        self.helper.form_class = "ops-filter"

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        svar = super().clean() or {}
        if svar.get("fra") and svar.get("til") and svar["fra"] > svar["til"]:
            self.add_error("til", "Den sidste dag skal ligge efter den første.")
        return svar

    def soegning(self) -> Soegning:
        """What the valid form asks for."""
        svar = self.cleaned_data
        return Soegning(
            fra=svar["fra"],
            til=svar["til"],
            haendelse=svar["haendelse"],
            medarbejder=svar["medarbejder"],
            enhed=svar["enhed"].pk if svar["enhed"] else None,
            barn=svar["barn"],
            anledning=svar["anledning"],
        )


class CprInput(forms.TextInput):
    """A field that is empty again after an error, so that the number does not stand on the screen."""

    def format_value(self, value: Any) -> None:
        return None


class CprFelt(forms.CharField):
    """A CPR number; gives ten digits. What was typed is never shown again."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "inputmode": "numeric", "data-ingen-kladde": True}
        super().__init__(label="Barnets CPR-nummer", max_length=20, widget=CprInput(attrs), **kwargs)

    def clean(self, value: Any) -> str:
        try:
            return cpr.parse(super().clean(value)).nummer
        except cpr.CprFejl as fejl:
            raise forms.ValidationError(fejl.besked) from fejl


class FindBarnForm(forms.Form):
    """Which child the log is to be about."""

    cpr = CprFelt()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = Hjaelper(self, gem="Find barnet", kladde=False, form_tag=False)


class UdskrivForm(forms.Form):
    """The period of the print; nothing means everything that is kept."""

    fra = DatoFelt(label="Fra", required=False)
    til = DatoFelt(label="Til og med", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = Hjaelper(self, gem="Udskriv til forældrene", kladde=False)

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        svar = super().clean() or {}
        if svar.get("fra") and svar.get("til") and svar["fra"] > svar["til"]:
            self.add_error("til", "Den sidste dag skal ligge efter den første.")
        return svar


class SletForm(forms.Form):
    """The number of records, typed by the one who deletes them."""

    antal = forms.IntegerField(
        label="Skriv antallet for at bekræfte",
        help_text="Det, der slettes, kan ikke hentes tilbage.",
        min_value=1,
        error_messages={"invalid": "Skriv antallet med tal.", "min_value": "Skriv antallet, som det står ovenfor."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = Hjaelper(self, gem="Slet nu", kladde=False, form_tag=False)


class TilbageholdForm(forms.Form):
    """Which child, and why."""

    cpr = CprFelt()
    grund = forms.ChoiceField(
        label="Hvorfor?", choices=[(g.value, stort(str(g.label))) for g in Holdegrund], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = Hjaelper(self, gem="Hold tilbage", kladde=False, form_tag=False)
