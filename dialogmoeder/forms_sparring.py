"""What is asked and answered in a sparring."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet

from dialogmoeder.forms_navne import UdenNavne
from dialogmoeder.kendetegn import KUN_EN_ADVARSEL
from dialogmoeder.models import Moede, Sparringsgrundlag
from dialogmoeder.rules.navne import Kendetegn
from opsporing.dansk import dag_ord, klokken, opregning
from opsporing.dkfds import Betinget, Hjaelper
from opsporing.models import Barn, Enhed, Person
from opsporing.tid import DANMARK

LAENGST = 4000
INGEN = Kendetegn()


def _alligevel() -> forms.BooleanField:
    return forms.BooleanField(label="Barnet kan ikke kendes på det. Send alligevel.", required=False)


class SpoergForm(UdenNavne):
    """A doubt, to whom, and on what ground the child is named. Without a child nothing of a child's name may be said.

    `kendte` is what the writer might let slip. What she means in another way she can send anyhow.
    """

    til_enhed = forms.ModelChoiceField(label="Hvem vil du spørge?", queryset=Enhed.objects.none(), empty_label=None)
    tekst = forms.CharField(label="Hvad er du i tvivl om?", max_length=LAENGST, widget=forms.Textarea({"rows": 6}))
    alder_mdr = forms.IntegerField(
        label="Barnets alder i måneder",
        help_text="Cirka: 30 er to et halvt år.",
        required=False,
        min_value=0,
        max_value=83,
    )
    grundlag = forms.ChoiceField(
        label="Må rådgiveren vide, hvem barnet er?",
        choices=[
            (Sparringsgrundlag.SAMTYKKE.value, "Ja, forældrene har sagt ja"),
            (Sparringsgrundlag.SSD.value, "Ja, det er nødvendigt for at hjælpe tidligt, og loven giver adgang til det"),
        ],
        widget=forms.RadioSelect,
    )
    ja_fra = forms.ModelMultipleChoiceField(
        label="Hvem har sagt ja?",
        help_text="Alle med forældremyndighed skal have sagt ja.",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    begrundelse = forms.CharField(
        label="Hvorfor er det nødvendigt at nævne barnet?",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    alligevel = _alligevel()

    def __init__(
        self,
        *args: Any,
        enheder: QuerySet[Enhed],
        barn: Barn | None,
        indehavere: Sequence[Person],
        kendte: Kendetegn,
        svar_dage: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        alligevel = self.spoerg_om_navne(kendte if barn is None else INGEN)
        til = self.fields["til_enhed"]
        til.queryset = enheder  # type: ignore[attr-defined]
        til.help_text = f"Du får svar inden for {svar_dage} hverdage."
        self.fields["tekst"].help_text = (
            "Skriv, hvad du ser, og hvad I har prøvet."
            if barn
            else "Skriv, hvad du ser, og hvad I har prøvet. Skriv ikke navne eller andet, barnet kan kendes på. "
            + KUN_EN_ADVARSEL
        )
        navngivet = ("grundlag", "ja_fra", "begrundelse")
        for felt in ("alder_mdr",) if barn else navngivet:
            del self.fields[felt]
        if barn:
            self.fields["ja_fra"].queryset = Person.objects.filter(pk__in=[p.pk for p in indehavere])  # type: ignore[attr-defined]
        layout = (
            Layout(
                "til_enhed",
                "tekst",
                "grundlag",
                Betinget("ja_fra", felt="grundlag", vaerdier="samtykke"),
                Betinget("begrundelse", felt="grundlag", vaerdier="ssd"),
            )
            if barn
            else Layout("til_enhed", "tekst", "alder_mdr", *alligevel)
        )
        self.helper = Hjaelper(self, gem="Send spørgsmålet", layout=layout)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("grundlag") == Sparringsgrundlag.SSD and not data.get("begrundelse", "").strip():
            self.add_error("begrundelse", "Skriv, hvorfor det er nødvendigt.")
        if data.get("grundlag") == Sparringsgrundlag.SAMTYKKE:
            mangler = [p.fornavn for p in self.fields["ja_fra"].queryset if p not in data.get("ja_fra", [])]  # type: ignore[attr-defined]
            if mangler or not data.get("ja_fra"):
                self.add_error("ja_fra", self._uden_ja(mangler))
        return data

    @staticmethod
    def _uden_ja(mangler: Sequence[str]) -> str:
        if not mangler:
            return "Der står ingen med forældremyndighed på barnet. Spørg uden navn, og sig det til din leder."
        return f"{opregning(mangler)} har ikke sagt ja. Spørg dem først, eller spørg uden navn."


class TekstForm(UdenNavne):
    """One text, drawn inside the page's own <form>. `kendte` must not be in it."""

    tekst = forms.CharField(label="Dit svar", max_length=LAENGST, widget=forms.Textarea({"rows": 6}))
    alligevel = _alligevel()

    def __init__(self, *args: Any, label: str, hjaelp: str = "", kendte: Kendetegn = INGEN, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tekst"].label, self.fields["tekst"].help_text = label, hjaelp
        alligevel = self.spoerg_om_navne(kendte)
        self.helper = FormHelper(self)
        self.helper.layout = Layout("tekst", *alligevel)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class Moedevalg(forms.ModelChoiceField):
    """Meetings by what they are and when."""

    def label_from_instance(self, obj: Any) -> str:
        tid = obj.planlagt_at.astimezone(DANMARK)
        return f"{obj.team or obj.get_slags_display().capitalize()}, {dag_ord(tid.date())} {klokken(tid)}"


class DagsordenForm(UdenNavne):
    """Which meeting it is taken to, and what is asked of it; without what is `kendte`."""

    teksten = "overskrift"

    moede = Moedevalg(label="Hvilket møde?", queryset=Moede.objects.none(), empty_label=None)
    overskrift = forms.CharField(
        label="Hvad vil du have hjælp til?", help_text="Ét spørgsmål, uden navne.", max_length=200
    )

    def __init__(
        self, *args: Any, moeder: QuerySet[Moede], fortryd: str, kendte: Kendetegn = INGEN, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        alligevel = self.spoerg_om_navne(kendte)
        self.fields["moede"].queryset = moeder  # type: ignore[attr-defined]
        self.helper = Hjaelper(
            self, gem="Sæt på dagsordenen", fortryd=fortryd, layout=Layout("moede", "overskrift", *alligevel)
        )
