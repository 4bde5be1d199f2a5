"""The part of the practice profile that is sundhedsplejens: at which visits ADBB is made, and the first vurdering."""

from itertools import pairwise
from typing import Any

from django import forms

from opsporing import dansk

#: ADBB is made for children of these ages in months, both ends included (Guedeney & Fermanian 2001).
ADBB_FRA_MDR, ADBB_TIL_MDR = 2, 24
#: Days until something is done after a screening are a matter of weeks.
HOEJST_DAGE = 90

#: Whole numbers of the profile: label, help, and the highest that makes sense.
ADBB_TAL = {
    "adbb_graense": (
        "Grænsen for summen",
        "Når summen når den, gentages ADBB. Den er 5 i undersøgelsen bag metoden; summen kan højst blive 32.",
        32,
    ),
    "adbb_gentag_dage": ("Gentag ADBB", "Dage efter en screening, der når grænsen.", HOEJST_DAGE),
    "adbb_team_dage": ("Det tværfaglige team", "Dage efter en screening, der når grænsen igen.", HOEJST_DAGE),
    "adbb_samtale_dage": ("Samtale med forældrene om ADBB", "Dage efter screeningen.", HOEJST_DAGE),
}


def _mdr(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=ADBB_FRA_MDR, max_value=ADBB_TIL_MDR)


class BesoegForm(forms.Form):
    """One visit at which every child gets ADBB; without a name it is called by its ages."""

    navn = forms.CharField(label="Navn", max_length=80, required=False)
    fra_mdr = _mdr("Fra md.")
    til_mdr = _mdr("Til md.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        fra, til = data.get("fra_mdr"), data.get("til_mdr")
        if fra is not None and til is not None and til < fra:
            self.add_error("til_mdr", "Skal være mindst lige så høj som den laveste.")
        return data


class _Besoeg(forms.BaseFormSet):
    def clean(self) -> None:
        """A child is seen once at an age, so the visits lie apart, and each has a name of its own."""
        if any(self.errors):
            return
        alle = som_besoeg(self)
        for et, naeste in pairwise(alle):
            if naeste["fra_mdr"] <= et["til_mdr"]:
                raise forms.ValidationError(f"Besøgene {et['navn']} og {naeste['navn']} overlapper hinanden.")
        if len({b["navn"].casefold() for b in alle}) < len(alle):
            raise forms.ValidationError("To besøg har samme navn. Giv dem hver sit.")


Besoeg = forms.formset_factory(
    BesoegForm, formset=_Besoeg, extra=1, can_delete=True, max_num=8, validate_max=True, absolute_max=12
)


def _alder(fra: int, til: int) -> str:
    return dansk.antal(fra, "måned", "måneder") if fra == til else f"{fra}-{til} måneder"


def som_besoeg(formset: forms.BaseFormSet) -> list[dict[str, Any]]:
    """The valid, kept visits as the profile stores them, youngest first.

    The code follows from the ages, so that a visit that only gets another name stays the same visit.
    """
    fundet = []
    for form in formset.forms:
        data = form.cleaned_data
        if not data or data.get("DELETE"):
            continue
        fra, til = data["fra_mdr"], data["til_mdr"]
        navn = data["navn"] or _alder(fra, til)
        fundet.append({"kode": f"{fra}-{til}", "navn": navn, "fra_mdr": fra, "til_mdr": til})
    return sorted(fundet, key=lambda b: b["fra_mdr"])


def besoeg_i_ord(alle: list[dict[str, Any]]) -> str:
    """The visits in one line; the ages stand with a name that does not say them."""

    def et(b: dict[str, Any]) -> str:
        alder = _alder(b["fra_mdr"], b["til_mdr"])
        return b["navn"] if b["navn"] == alder else f"{b['navn']} ({alder})"

    return "; ".join(et(b) for b in alle) if alle else "Ingen"


def besoegsvurdering_i_ord(alder: dict[str, int]) -> str:
    """The ages of the first vurdering, or that none is made by age."""
    return _alder(alder["fra_mdr"], alder["til_mdr"]) if alder else "Laves ikke efter alder"
