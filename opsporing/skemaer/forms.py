"""The administrator's forms: the text of a municipality's own version, and how a form is looked at."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.http import QueryDict

from opsporing.dkfds import Hjaelper
from opsporing.skemaer.definition import Skemadefinition, Skemafejl
from opsporing.skemaer.fortolkning import MAKS_TOML_TEGN


class TomlForm(forms.Form):
    """The text of a version, typed or uploaded. An uploaded file takes the place of the text, which stays on the page
    when something is wrong with it."""

    marker_valgfrit = False

    fil = forms.FileField(
        label="Hent teksten fra en fil",
        required=False,
        help_text="En fil i formatet TOML, gemt som UTF-8. Den erstatter teksten herunder.",
    )
    toml = forms.CharField(
        label="Skemaets tekst",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "is-kode"}),
        help_text="Ret ord, tegn og alder. Kode, type, arena og dimensioner skal stå, som de står.",
    )

    #: Which saved text the page was made from.
    aftryk = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, gem: str, fortryd: str, til: str, **kwargs: Any) -> None:
        """`til` is the address the text is sent to, which need not be that of the page it is shown on again."""
        super().__init__(*args, **kwargs)
        self.helper = Hjaelper(self, gem=gem, fortryd=fortryd)
        self.helper.form_action = til

    def saml(self, besked: str, aftryk: str) -> None:
        """Keep what was written, say why it was not saved, and let the next try build on what stands there now."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data.setlist("aftryk", [aftryk])
        self.data = data
        self.add_error("toml", besked)

    def clean(self) -> dict[str, Any]:
        """Put the file's text in place of the typed one."""
        data = super().clean() or {}
        fil = data.get("fil")
        if fil is not None:
            if fil.size > 4 * MAKS_TOML_TEGN:
                self.add_error("fil", "Filen er for stor til at være et skema.")
            else:
                self._brug_fil(fil.read())
        elif not data.get("toml", "").strip() and "fil" not in self.errors:
            self.add_error("toml", "Skriv skemaets tekst, eller vælg en fil.")
        return data

    def _brug_fil(self, raa: bytes) -> None:
        try:
            tekst = raa.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            self.add_error("fil", "Filen er ikke gemt som UTF-8. Gem den igen med den tegnkodning.")
            return
        self.cleaned_data["toml"] = tekst
        # The page that is shown again holds what was uploaded, as a file cannot be put back into its field.
        data = QueryDict(mutable=True)
        data.update(self.data)
        data.setlist("toml", [tekst])
        self.data = data

    def tilfoej_skemafejl(self, grund: Skemafejl) -> None:
        """Show every fault of the text, each with its place."""
        for fejl in grund.fejl:
            self.add_error("toml", str(fejl))


class SomForm(forms.Form):
    """For whom a form is shown: age, position."""

    marker_valgfrit = False

    def __init__(self, *args: Any, definition: Skemadefinition, positioner: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        fra, til = definition.alder_fra_mdr or 0, definition.alder_til_mdr
        self.fields["alder"] = forms.IntegerField(
            label="Alder i fyldte måneder",
            required=False,
            help_text="" if til is None else f"Skemaet gælder fra {fra} til {til} måneder.",
            error_messages={"invalid": "Skriv et helt tal, fx 26."},
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        )
        if any(felt.vises_ved for felt in definition.felter):
            valg = [("", "Alle"), *positioner.items()]
            self.fields["position"] = forms.ChoiceField(label="Placering", required=False, choices=valg)
        for kendt in definition.kendte.values():
            valg = [("", "Ikke besvaret"), *kendt.valg]
            self.fields[kendt.kode] = forms.ChoiceField(label=kendt.tekst, choices=valg, required=False)
        self.helper = Hjaelper(self, layout=Layout(Row(*self.fields)), gem="Vis", metode="get", kladde=False)

    def clean_alder(self) -> int | None:
        """Only ages the form is meant for."""
        alder = self.cleaned_data.get("alder")
        if alder is not None and (alder < 0 or not self.definition.daekker_alder(alder)):
            raise forms.ValidationError("Skemaet er ikke til børn i den alder.")
        return alder
