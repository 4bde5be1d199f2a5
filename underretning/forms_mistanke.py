"""Whom a suspicion is about: in words, and the employee of the municipality who is to be shut out."""

from datetime import datetime
from typing import Any

from crispy_forms.layout import LayoutObject
from django import forms

from opsporing.dansk import stort
from opsporing.dkfds import Betinget, Hjaelper
from opsporing.models import Kommune, User
from underretning import mistaenkte
from underretning.models import Overgreb

OVERGREB_HVEM: dict[str, Any] = {
    "label": "Hvem retter mistanken sig mod?",
    "max_length": 300,
    "required": False,
    "help_text": "For eksempel faderen, morens kæreste eller en medarbejder på stuen. Kun hvis det er fortalt.",
}
MISTANKER = [vaerdi for vaerdi in Overgreb.values if vaerdi != Overgreb.NEJ]


class MedarbejderFelt(forms.CharField):
    """One employee, by name, user name or e-mail address; comes out as the User, or None. Never kept in the browser."""

    def __init__(self) -> None:
        super().__init__(
            label="Er det en, der er ansat i kommunen?",
            help_text="Skriv navnet, som det står i Opsporing. Så kan den ansatte ikke se sagen nogen steder, heller "
            "ikke når det er en forælder, der er ansat her.",
            required=False,
            max_length=200,
            widget=forms.TextInput(attrs={"autocomplete": "off", "data-ingen-kladde": True}),
        )
        self.kommune: Kommune | None = None
        self.nu: datetime | None = None

    def soeg_i(self, kommune: Kommune, nu: datetime) -> None:
        """Where and when to look; without it nobody is found."""
        self.kommune, self.nu = kommune, nu

    def clean(self, value: Any) -> User | None:
        """Raises where nobody has the name, or several have, with the words that tell them apart."""
        skrevet = super().clean(value).strip()
        if not skrevet or self.kommune is None or self.nu is None:
            return None
        fundne = mistaenkte.find(self.kommune, skrevet, self.nu)
        if len(fundne) == 1:
            return fundne[0].user
        if fundne:
            raise forms.ValidationError(
                "Flere hedder det. Skriv brugernavnet: "
                + "; ".join(f"{a.user.username} ({a.get_rolle_display()}, {a.enhed.navn})" for a in fundne)
            )
        raise forms.ValidationError("Ingen ansat hedder det. Ret navnet, eller skriv det kun i feltet ovenfor.")


def mistanken(felt: str) -> LayoutObject:
    """The fields of whom it is about, shown where `felt` says that something is suspected."""
    return Betinget("overgreb_hvem", "mistaenkt", felt=felt, vaerdier=MISTANKER)


def _ord(overgreb: Overgreb) -> str:
    """The answer to whom it is about, where nobody is asked whether there is anything."""
    if overgreb == Overgreb.TVIVL:
        return "Der er tvivl om det"
    return stort(str(overgreb.label).removeprefix("Ja, "))


class MistankeForm(forms.Form):
    """A suspicion that has come up, or one that turns out to be about somebody else."""

    marker_valgfrit = False

    rev = forms.IntegerField(widget=forms.HiddenInput)
    overgreb = forms.ChoiceField(
        label="Hvem retter mistanken sig mod?",
        widget=forms.RadioSelect,
        choices=[(vaerdi, _ord(Overgreb(vaerdi))) for vaerdi in MISTANKER],
        help_text="Mod nogen hjemme, eller i tvivl: så får forældrene intet at vide, før I siger til.",
        error_messages={"required": "Vælg, hvem mistanken retter sig mod."},
    )
    overgreb_hvem = forms.CharField(**OVERGREB_HVEM | {"label": "Hvem er det?"})
    mistaenkt = MedarbejderFelt()

    def __init__(self, *args: Any, kommune: Kommune, nu: datetime, fortryd: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mistaenkt"].soeg_i(kommune, nu)  # type: ignore[attr-defined]
        self.helper = Hjaelper(self, gem="Gem mistanken", fortryd=fortryd)
