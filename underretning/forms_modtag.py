"""What the receiver fills in: the assessment, the facts, the decision, and where it goes on to."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict

from opsporing.dkfds import Betinget, Hjaelper
from opsporing.models import Ansaettelse, Kommune
from underretning.rules import koder
from underretning.sagside import Soester, Valg

JA_NEJ = (("ja", "Ja"), ("nej", "Nej"))
VED_IKKE = ("", "Det ved jeg ikke endnu")
#: Another municipality that is not in the installation.
UDENFOR = "udenfor"

#: Indsatstrappen (social.dk); the sixth is the highest.
TRIN = (
    ("", "Ikke oplyst"),
    ("0", "Ingen hjælp"),
    ("1", "1. Tidlig indsats i almenområdet"),
    ("2", "2. Forebyggende indsats"),
    ("3", "3. Hjælp i hjemmet og familien"),
    ("4", "4. Anbragt i slægt eller netværk"),
    ("5", "5. Anbragt i plejefamilie"),
    ("6", "6. Anbragt på institution"),
)


def som_bool(svar: str) -> bool | None:
    """Ja and nej as the truth they are; None for what nobody knows."""
    return {"ja": True, "nej": False}.get(svar)


def _paa_siden(form: forms.Form, *felter: Any) -> Hjaelper:
    """The form tag and buttons are the template's."""
    return Hjaelper(form, gem="", form_tag=False, layout=Layout(*felter))


class _Revideret(forms.Form):
    """A form that builds on what the person saw: `rev` is the revision of it."""

    # Nothing says »(valgfrit)« beside questions that can wait.
    marker_valgfrit = False
    rev = forms.IntegerField(widget=forms.HiddenInput)


class VurderForm(_Revideret):
    """Acute or not, within 24 hours."""

    prefix = "vurder"

    akut = forms.ChoiceField(
        label="Er barnets sundhed eller udvikling i fare, så der skal handles nu?",
        choices=(("ja", "Ja, der skal handles nu"), ("nej", "Nej, ikke akut")),
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om der skal handles nu."},
    )
    akut_handling = forms.CharField(
        label="Hvad har du gjort nu?",
        help_text="Hvem har du talt med, og hvad er aftalt?",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    vurdering = forms.CharField(
        label="Begrundelse",
        help_text="Hvad bygger du på? Én linje er nok nu.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv, hvad du bygger vurderingen på."},
    )
    hjaelp = forms.ChoiceField(
        label="Er der hjælp i gang til barnet i forvejen?",
        choices=(*JA_NEJ, VED_IKKE),
        required=False,
        widget=forms.RadioSelect,
    )
    soeskende = forms.MultipleChoiceField(
        label="Gælder også", required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, soeskende: Sequence[Soester] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        venter = [(str(s.pk), s.navn) for s in soeskende if s.venter]
        self.fields["soeskende"].choices = venter  # type: ignore[attr-defined]
        self.vaek = self._tag_vaek({pk for pk, _ in venter})
        if not venter:
            del self.fields["soeskende"]
        self.helper = _paa_siden(
            self,
            "akut",
            Betinget("akut_handling", felt="vurder-akut", vaerdier=["ja"]),
            "vurdering",
            *(["soeskende"] if venter else []),
            "hjaelp",
            "rev",
        )

    def _tag_vaek(self, venter: set[str]) -> bool:
        """Whether siblings were chosen that do not wait any more; the form goes on without them."""
        navn = self.add_prefix("soeskende")
        valgt = self.data.getlist(navn) if isinstance(self.data, QueryDict) else []
        if not set(valgt) - venter:
            return False
        data = self.data.copy()  # type: ignore[attr-defined]
        data.setlist(navn, [pk for pk in valgt if pk in venter])
        self.data = data
        return True

    def clean(self) -> dict[str, Any]:
        """One that is acute says what was done; nobody believes that a sibling was assessed along which was not."""
        svar = super().clean() or {}
        if self.vaek:
            self.add_error(
                None,
                "En kollega har vurderet en af søskende, siden du åbnede siden. Din vurdering gælder kun dem, der står "
                "her nu. Se den igennem, og afslut igen.",
            )
        if svar.get("akut") == "ja" and not (svar.get("akut_handling") or "").strip():
            self.add_error("akut_handling", "Skriv, hvad der er gjort nu.")
        return svar


class OplysForm(_Revideret):
    """Facts about the case, as they become known: help that runs, causes, step, police or health service."""

    prefix = "oplys"

    hjaelp = forms.ChoiceField(
        label="Er der hjælp i gang til barnet i forvejen?",
        help_text="Støttende indsatser eller anbringelse. Så skal hjælpen vurderes igen.",
        choices=(*JA_NEJ, VED_IKKE),
        required=False,
        widget=forms.RadioSelect,
    )
    politi = forms.ChoiceField(
        label="Er politiet eller sundhedsvæsenet med i sagen?",
        choices=(*JA_NEJ, VED_IKKE),
        required=False,
        widget=forms.RadioSelect,
    )
    trin = forms.ChoiceField(label="Højeste trin på indsatstrappen nu", choices=TRIN, required=False)
    aarsager = forms.MultipleChoiceField(
        label="Årsager",
        help_text="Dem, underretningen nævner. De bruges til statistikken.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, den: date, overgreb: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aarsager"].choices = [(k.kode, k.tekst) for k in koder.koder(koder.Liste.AARSAG, den)]  # type: ignore[attr-defined]
        if not overgreb:
            del self.fields["politi"]
        self.helper = _paa_siden(
            self,
            "hjaelp",
            *(["politi"] if overgreb else []),
            "trin",
            "aarsager",
            "rev",
        )


class AfgoerForm(_Revideret):
    """What follows, with a reason."""

    prefix = "afgoer"

    udfald = forms.ChoiceField(
        label="Hvad skal der ske?",
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad der skal ske."},
    )
    afgoerelse = forms.CharField(
        label="Begrundelse",
        help_text="Det, du lægger vægt på, også når der ikke sættes noget i gang.",
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Skriv, hvorfor."},
    )

    def __init__(self, *args: Any, valg: Sequence[Valg], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["udfald"].choices = [(v.kode, f"{v.navn} ({v.lov})" if v.lov else v.navn) for v in valg]  # type: ignore[attr-defined]
        self.helper = _paa_siden(self, "udfald", "afgoerelse", "rev")


class AabnIgenForm(_Revideret):
    """Why what was closed is opened again."""

    grund = forms.CharField(
        label="Hvorfor åbner du den igen?",
        help_text="For eksempel noget nyt, I har fået at vide.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv, hvorfor underretningen skal åbnes igen."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _paa_siden(self, "grund", "rev")


class OverdragForm(_Revideret):
    """To whom, and what she must know."""

    til = forms.ChoiceField(label="Hvem tager over?", error_messages={"required": "Vælg en kollega."})
    besked = forms.CharField(
        label="Det skal din kollega vide",
        help_text="Aftaler, der ikke står i sagen endnu. Alt andet følger med.",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, kolleger: Sequence[Ansaettelse], fortryd: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        navne = {a.user_id: f"{a.user.navn}, {a.get_rolle_display()}" for a in kolleger}
        self.fields["til"].choices = [("", "Vælg"), *((str(pk), navn) for pk, navn in navne.items())]  # type: ignore[attr-defined]
        self.helper = Hjaelper(self, gem="Giv videre", fortryd=fortryd)


class OversendForm(_Revideret):
    """Which municipality acts, and the summary it needs."""

    til = forms.ChoiceField(label="Hvilken kommune skal handle?", error_messages={"required": "Vælg en kommune."})
    navn = forms.CharField(label="Kommunens navn", required=False, max_length=150)
    sammenfatning = forms.CharField(
        label="Sammenfatning",
        help_text="Det, I ved om barnet, det, I har vurderet, og det, der er sat i gang.",
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Skriv en sammenfatning."},
    )

    def __init__(self, *args: Any, kommuner: Sequence[Kommune], fortryd: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["til"].choices = [  # type: ignore[attr-defined]
            ("", "Vælg"),
            *((str(k.pk), k.navn) for k in kommuner),
            (UDENFOR, "En anden kommune"),
        ]
        self.helper = Hjaelper(
            self,
            gem="Send til kommunen",
            fortryd=fortryd,
            layout=Layout("til", Betinget("navn", felt="til", vaerdier=[UDENFOR]), "sammenfatning", "rev"),
        )

    def clean(self) -> dict[str, Any]:
        """One outside has a name."""
        svar = super().clean() or {}
        if svar.get("til") == UDENFOR and not (svar.get("navn") or "").strip():
            self.add_error("navn", "Skriv kommunens navn.")
        return svar


class EfterladtForm(forms.Form):
    """What was agreed with one who left before she sent what she had begun."""

    grund = forms.CharField(
        label="Hvad har I aftalt?",
        help_text="Skriv ikke navne på børn eller forældre. Er der en bekymring, så registrér den først.",
        max_length=450,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv, hvad I har aftalt."},
    )

    def __init__(self, *args: Any, fortryd: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = Hjaelper(self, gem="Tag den af listen", fortryd=fortryd)
