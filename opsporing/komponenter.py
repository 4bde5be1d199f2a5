"""The gallery of components at /komponenter/, for those who build pages. It exists outside production only.

Everything shown is invented. Forms really validate, the session warning really counts down (`?session=stille`,
`?session=graense`), and the page about a stale save is made with the same function as the real ones.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from crispy_forms.bootstrap import AppendedText, FormActions
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages.constants import ERROR, INFO, SUCCESS, WARNING
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import get_default_timezone

from opsporing import gitter, grafer, konflikt
from opsporing.dkfds import Betinget, DatoFelt, DatoTidFelt, Hjaelper, Knap, Kontakt, Segment
from opsporing.frosset import Afsnit, Frosset, Linje, Slags

I_DAG = date(2026, 11, 17)
NU = datetime.combine(I_DAG, time(9, 42), tzinfo=get_default_timezone())
ORDENE = {"groen": "Trivsel", "gul": "Øget opmærksomhed", "roed": "Bekymring"}


@dataclass
class Enhed:
    """An invented unit, as the header reads it."""

    navn: str
    kommune: str = "Fjordby Kommune"


@dataclass
class Ansaettelse:
    """An invented employment, as the header reads it."""

    pk: int
    enhed: Enhed
    get_rolle_display: str = "pædagog"


@dataclass
class Person:
    """An invented person, as the header reads her."""

    navn: str
    ansaettelser_nu: list[Ansaettelse] = field(default_factory=list)
    pk: int = 0
    is_authenticated: bool = True

    def __str__(self) -> str:
        return self.navn


class AftaleForm(forms.Form):
    """A form with every kind of field."""

    hvad = forms.CharField(label="Hvad gør I?", max_length=120, help_text="Én ting, som kan ses om fire uger.")
    hvordan = forms.CharField(label="Hvordan?", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    ansvarlig = forms.ChoiceField(
        label="Ansvarlig", choices=[("", "Vælg"), ("maja", "Maja Holm"), ("jonas", "Jonas Kjær")]
    )
    trin = forms.ChoiceField(
        label="Trin på indsatstrappen",
        choices=[("1", "Hverdagen på stuen"), ("2", "Hele institutionen hjælper"), ("3", "Andre fagpersoner er med")],
        widget=forms.RadioSelect,
    )
    effekt = forms.ChoiceField(
        label="Hvordan går det?",
        choices=[("bedre", "Bedre"), ("uaendret", "Som før"), ("vaerre", "Sværere")],
        widget=forms.RadioSelect,
        required=False,
    )
    aendring = forms.CharField(label="Hvad vil I ændre?", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    temaer = forms.MultipleChoiceField(
        label="Læreplanens temaer",
        choices=[
            ("sprog", "Kommunikation og sprog"),
            ("krop", "Krop, sanser og bevægelse"),
            ("social", "Social udvikling"),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text="Vælg dem, aftalen handler om.",
    )
    foelges_op = DatoFelt(label="Følges op")
    samtale = DatoTidFelt(label="Samtale med forældrene", required=False)
    uger = forms.IntegerField(label="Gentages", min_value=1, max_value=12, required=False)
    bilag = forms.FileField(label="Bilag", required=False, help_text="PDF, højst 5 MB.")
    faelles = forms.BooleanField(label="Forældrene er med i aftalen", required=False)
    paamind = forms.BooleanField(label="Mind mig om det", required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = Hjaelper(
            self,
            gem="",
            layout=Layout(
                "hvad",
                "hvordan",
                "ansvarlig",
                "trin",
                Segment("effekt"),
                Betinget("aendring", felt="effekt", vaerdier=["uaendret", "vaerre"]),
                "temaer",
                Fieldset("Hvornår", Row("foelges_op", "samtale"), AppendedText("uger", "uger")),
                "bilag",
                "faelles",
                Kontakt("paamind"),
                FormActions(
                    Knap("Gem aftalen"),
                    Knap("Gem som kladde", slags="secondary", navn="handling", vaerdi="kladde"),
                    Knap("Fortryd", slags="tertiary", url="#formularer"),
                ),
            ),
        )
        self.helper.form_action = f"{reverse('komponenter')}#formularer"
        self.helper.form_id = "aftale"

    def clean_foelges_op(self) -> date:
        """A follow-up lies ahead."""
        dag = self.cleaned_data["foelges_op"]
        if dag <= I_DAG:
            raise forms.ValidationError("Vælg en dag efter i dag.")
        return dag


class SoegForm(forms.Form):
    """A search form: everything is optional, so nothing says so."""

    helper: Hjaelper
    marker_valgfrit = False
    q = forms.CharField(label="Navn")
    stue = forms.ChoiceField(label="Stue", choices=[("", "Alle"), ("m", "Mariehønen")], required=False)


class ForloebForm(forms.Form):
    """One row of a formset."""

    rolle = forms.CharField(label="Rolle")
    antal = forms.IntegerField(label="Antal", min_value=1)


ForloebFormset = forms.formset_factory(ForloebForm, extra=0)


def _formularer(request: HttpRequest) -> dict[str, Any]:
    fejl = AftaleForm({"hvad": "", "foelges_op": "2026-11-01", "trin": "9"}, auto_id="fejl_%s")
    fejl.helper.form_id = "aftale-fejl"
    # A form that came back with errors warns before it is left; this one always has.
    del fejl.helper.attrs["data-kladde"]
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    data |= {"form-0-rolle": "Pædagog", "form-0-antal": "2", "form-1-rolle": "", "form-1-antal": "0"}
    soeg = SoegForm(auto_id="soeg_%s")
    soeg.helper = Hjaelper(soeg, gem="", metode="get")
    soeg.helper.layout.append(FormActions(Knap("Søg", slags="secondary")))
    soeg.helper.form_class = "ops-filter"
    return {
        "aftale": AftaleForm(request.POST or None, request.FILES or None),
        "aftale_fejl": fejl,
        "formset": ForloebFormset(data),
        "soeg": soeg,
    }


def _grafer_over_placeringer() -> dict[str, Any]:
    runder = [("forår 24", 41, 9, 3), ("efterår 24", 43, 10, 2), ("forår 25", 44, 8, 4), ("efterår 25", 42, 12, 4)]
    runder += [("forår 26", 45, 11, 3)]
    staenger = [grafer.Stak(navn, tal) for navn, *tal in runder]
    staenger.append(grafer.Stak("efterår 26", (31, 9, 2), fed=True))
    linjer = [
        grafer.Linje("Psykisk og emotionel", ["gul", "groen", "groen", "groen", "groen"]),
        grafer.Linje("Kognitiv", ["groen", "groen", None, "groen", "groen"]),
        grafer.Linje("Social", ["groen", "gul", "roed", "gul", "groen"]),
        grafer.Linje("Fysisk og sansemotorisk", ["groen"] * 5),
    ]
    maaneder = ["maj 25", "nov. 25", "maj 26", "sep. 26", "nov. 26"]
    samlet = ["gul", "gul", "roed", "gul", "groen"]
    return {
        "stakket": grafer.Stakket(id="g1", titel="Samlet placering i seks runder", ordene=ORDENE, raekker=staenger),
        "stakket_uden": grafer.Stakket(
            id="g2",
            titel="Uden farver, og med et skjult tal",
            ordene=ORDENE,
            raekker=[*staenger[:2], grafer.Stak("forår 25", (44, None, 4)), grafer.Stak("efterår 25", (0, 0, 0))],
            farver=False,
        ),
        "forloeb": grafer.Forloeb(
            id="g3", titel="Trivsel over tid", runder=maaneder, linjer=linjer, ordene=ORDENE, samlet=samlet
        ),
        "forloeb_uden": grafer.Forloeb(
            id="g4",
            titel="Trivsel over tid, uden farver",
            runder=maaneder,
            linjer=linjer[1:3],
            ordene=ORDENE,
            farver=False,
        ),
    }


def _grafer_over_tal() -> dict[str, Any]:
    return {
        "bjaelker": grafer.Bjaelker(
            id="g5",
            titel="Børn med en åben aftale",
            enhed="Antal børn",
            raekker=[
                grafer.Bjaelke("Blæksprutten", 4),
                grafer.Bjaelke("Mariehønen", 2, fed=True),
                grafer.Bjaelke("Søstjernen", 0),
                grafer.Bjaelke("Tangloppen", None, note="færre end 5"),
            ],
        ),
        "gitter": gitter.Gitter(
            id="g7",
            titel="Summer ved 2-3 måneder",
            kolonner=["0", "1-2", "3-4", "5-9", "10+"],
            enhed="Screeninger",
            mod_navn="Hele gruppen",
            raekker=[
                gitter.Fordelt("Signe", (22, 12, 9, None, None), 51, (0.54, 0.21, 0.14, None, None), "51"),
                gitter.Fordelt("Tove", (30, 8, 5, None, None), 46, (0.54, 0.21, 0.14, None, None), "46"),
                gitter.Fordelt("Hele gruppen", (52, 20, 14, None, None), 97, (), "97", fed=True),
            ],
        ),
        "radar": grafer.Radar(
            id="g6",
            titel="Læringsmiljøet, som I ser det",
            akser=[
                "Rytme og skift",
                "Små grupper",
                "Voksne i nærheden",
                "Ro til leg",
                "Sprog hele dagen",
                "Forældre med",
            ],
            spor=[grafer.Spor("Nu", [3, 4, 2, 3, 5, 4]), grafer.Spor("Maj 2026", [2, 2, 2, 4, 4, 3])],
            maks=5,
        ),
    }


def _konflikt() -> konflikt.Konflikt:
    felter = [
        konflikt.Felt("samtale", "Det talte vi om", tekst=True),
        konflikt.Felt("social", "Social trivsel", ordene=ORDENE),
        konflikt.Felt("aftale", "Aftalen"),
    ]
    mine = {"samtale": "I små grupper tager Emil selv kontakt.", "social": "gul", "aftale": "En voksen er med ude"}
    deres = {**mine, "samtale": "Når der er mange, venter han på en voksen.\nDet ser vi mest ude.", "social": "groen"}
    return konflikt.find(felter, mine, deres, hvem="Jonas", hvornaar=NU, version=4)


def _session(request: HttpRequest) -> dict[str, Any] | None:
    """Numbers that make the warning come after five seconds."""
    valg = request.GET.get("session")
    if valg not in {"stille", "graense"}:
        return None
    hold = f"{reverse('komponenter')}?hold=1"
    return {
        "stille": 125 if valg == "stille" else 1800,
        "tilbage": 125 if valg == "graense" else 39000,
        "hold_url": hold,
    }


def _svar(valgt: str = "") -> list[dict[str, Any]]:
    return [
        {"vaerdi": "1", "tekst": "Er med i små lege på sin egen måde", "hvem": ["Maja"] if valgt else []},
        {"vaerdi": "2", "tekst": "Er med kort tid, når en voksen hjælper", "forrige": "" if valgt else "maj 2026"},
        {"vaerdi": "3", "tekst": "Er næsten aldrig med i leg", "hvem": ["Jonas"] if valgt else []},
        {"vaerdi": "0", "tekst": "Ikke set endnu", "uset": True},
    ]


def _frosset() -> Frosset:
    """A copy with every kind of line."""
    return Frosset(
        "Fælles vurdering",
        "Skovmyren · maj 2026",
        (
            Afsnit(
                "Placering",
                (
                    Linje(
                        "Samlet",
                        ("Øget opmærksomhed", "Forslaget var trivsel. Vi har set mere, end tegnene viser."),
                        Slags.KORT,
                    ),
                    Linje("Social", ("Øget opmærksomhed",), Slags.KORT),
                    Linje("Kognitiv", (), Slags.KORT),
                ),
            ),
            Afsnit(
                "Med ord",
                (
                    Linje("Det talte vi om", ("I små grupper tager Emil selv kontakt.\n\nUde:\n- går langs hegnet",)),
                    Linje("Barnets ord", ("Jeg vil også være med.",), Slags.CITAT),
                    Linje("Hvad er prøvet?", ("Små grupper", "En voksen er med ude"), Slags.LISTE),
                    Linje("Andet", ()),
                ),
            ),
        ),
    )


def _eksempler() -> dict[str, Any]:
    return {
        "frosset": _frosset(),
        "ordene": ORDENE.items(),
        "svar": _svar(),
        "svar_uenig": _svar("uenig"),
        "noter": [("Jonas", "På legepladsen går han rundt for sig selv, 9. november.")],
        "frister": [date(2026, 11, 16), NU.replace(hour=12, minute=30), date(2026, 11, 20), date(2026, 12, 1)],
        "foedt": [date(2024, 10, 3), date(2026, 9, 1), date(2025, 12, 1)],
        "trin": [
            {"label": "Om barnet", "url": "#trin", "tilstand": "done"},
            {"label": "Jeres ja", "url": "#trin", "tilstand": "current"},
            {"label": "Overlever"},
        ],
        "faner": [
            {"label": "Skal vurderes", "url": "#faner", "antal": 5, "aktuel": True},
            {"label": "Kvittering", "url": "#faner", "antal": 3},
            {"label": "Vurderet i dag", "url": "#faner", "antal": 0},
        ],
        "fakta": [("Alder", "2 år 10 md."), ("Stue", "Mariehønen"), ("Forældremyndighed", "Mette Friis, Anders Friis")],
        "tidslinje": [
            {"dag": date(2026, 12, 10), "titel": "Overgangsbesøg", "tekst": "Aftalt kl. 9.30", "slags": "future"},
            {"dag": date(2026, 11, 16), "titel": "Opfølgning er over tiden", "slags": "late"},
            {
                "dag": date(2026, 11, 12),
                "titel": "Fælles vurdering: trivsel",
                "tekst": "Maja og Jonas.",
                "url": "#tidslinje",
            },
        ],
        "personer": [
            {"navn": "Mariehønen", "note": "Indskrevet siden 1. november 2024", "til_hoejre": "Maja, Jonas"},
            {"navn": "PPR, psykolog", "note": "Sparring til 26. januar 2027", "til_hoejre": "Søren"},
            {"navn": "Line Brix", "note": "sundhedsplejerske, Distrikt Nord", "url": "#personer", "knap": "Vælg"},
        ],
        "beskeder": [
            Message(SUCCESS, "Aftalen er gemt. Den følges op 8. december."),
            Message(INFO, "Runden lukker fredag 27. november."),
            Message(WARNING, "To børns forældre er ikke orienteret endnu."),
            Message(ERROR, "Filen kunne ikke læses. Intet er ændret."),
        ],
        "til_fem": range(5),
    }


@login_not_required
def vis(request: HttpRequest) -> HttpResponse:
    """Show every component in each of its states; 404 in production."""
    if not settings.VIS_KOMPONENTER:
        raise Http404
    if request.method == "POST" and "hold" in request.GET:
        return JsonResponse({"stille": 125, "tilbage": 39000})
    enheder = [Ansaettelse(nr, Enhed(navn)) for nr, navn in enumerate(["Mariehønen", "Søstjernen"])]
    nummer = request.GET.get("side", "")
    context = {
        "navigation": [
            {"label": "I dag", "url": "#indhold", "current": False},
            {"label": "Stuen", "url": "#indhold", "current": True},
            {"label": "Børn", "url": "#indhold", "current": False},
        ],
        "user": Person("Maja Holm", enheder),
        "ansaettelse": enheder[0],
        "DEMO": settings.DEMO,
        "i_dag": I_DAG,
        "nu": NU,
        "session_frist": _session(request),
        "side": Paginator(range(480), 25).get_page(nummer or 7),
        "konflikt": _konflikt(),
        **_eksempler(),
        **_formularer(request),
        **_grafer_over_placeringer(),
        **_grafer_over_tal(),
    }
    return render(request, "komponenter.html", context)
