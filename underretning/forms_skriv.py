"""Forms of the writer: who and what it is about, what is enclosed, why it is put away."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms

from opsporing import lov
from opsporing.cpr import CprFejl, parse
from opsporing.dkfds import Betinget, DatoFelt, Hjaelper, Segment
from opsporing.models import Ansaettelse, Barn, Enhed, Kommune, User
from opsporing.tid import dato
from underretning.actions.modtag import Barnedata
from underretning.actions.skriv import Ramme
from underretning.indhold import LOV
from underretning.models import Overgreb, Pligt, Underretning, Underretningsbarn
from underretning.permissions_skriv import er_flyttet, kan_deles, lederrolle

INGEN, FOEDT, VENTET = "ingen", "foedt", "ventet"
EGEN, ANDEN = "egen", "anden"
VED_IKKE = "ved_ikke"


def _ja_nej(label: str, hjaelp: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=hjaelp, choices=[("ja", "Ja"), ("nej", "Nej")], widget=forms.RadioSelect
    )


class RammeForm(forms.Form):
    """Everything that steers who sees it and where it goes. Not saved as one goes: it takes effect on »Fortsæt«."""

    #: Asked only where the answer before them says so, and then not optional.
    skal_udfyldes = frozenset(
        {
            *("boern", "ny_fornavn", "ny_foedt_den", "ny_termin", "ny_mor_fornavn", "ny_mor_efternavn"),
            *("mistaenkt", "modtager_navn"),
        }
    )

    stand = forms.CharField(widget=forms.HiddenInput, required=False)
    boern = forms.TypedMultipleChoiceField(
        label="Børn, du kan se",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Søskende er med, når du også kan se dem.",
    )
    behold = forms.TypedMultipleChoiceField(
        label="Børn, du har skrevet ind", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    ny = forms.ChoiceField(
        label="Er der et barn, som ikke står på listen?",
        choices=[(INGEN, "Nej"), (FOEDT, "Ja, et barn, der er født"), (VENTET, "Ja, et barn, der ventes")],
        widget=forms.RadioSelect,
        initial=INGEN,
    )
    ny_fornavn = forms.CharField(label="Barnets fornavn", max_length=100, required=False)
    ny_efternavn = forms.CharField(label="Barnets efternavn", max_length=100, required=False)
    ny_foedt_den = DatoFelt(label="Født", required=False)
    ny_cpr = forms.CharField(
        label="CPR-nummer",
        max_length=20,
        required=False,
        help_text="Kun hvis du kender det.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-ingen-kladde": True}),
    )
    ny_termin = DatoFelt(label="Termin", required=False)
    ny_mor_fornavn = forms.CharField(label="Den gravides fornavn", max_length=100, required=False)
    ny_mor_efternavn = forms.CharField(label="Den gravides efternavn", max_length=100, required=False)
    ny_mor_cpr = forms.CharField(
        label="Den gravides CPR-nummer",
        max_length=20,
        required=False,
        help_text="Kun hvis du kender det.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-ingen-kladde": True}),
    )
    akut = _ja_nej("Haster det?", "Kan barnet komme til skade i dag eller i nat? Så ring, før du skriver.")
    overgreb = forms.ChoiceField(
        label="Er der mistanke om vold eller overgreb?",
        help_text="En mistanke er nok, og tvivl er også nok. Du skal ikke bevise noget.",
        choices=Overgreb.choices,
        widget=forms.RadioSelect,
    )
    overgreb_hvem = forms.CharField(
        label="Hvem retter mistanken sig mod?",
        max_length=300,
        required=False,
        help_text="Kun hvis du ved det. Gæt ikke.",
    )
    mistaenkt = forms.ChoiceField(
        label="Hvilken kollega er det?",
        required=False,
        help_text="Den, du vælger, kan ikke se sagen nogen steder, heller ikke bagefter.",
    )
    pligt = forms.ChoiceField(
        label="Hvorfor underretter du?", choices=Pligt.choices, widget=forms.RadioSelect, initial=Pligt.FAGPERSON
    )
    hvorhen = forms.ChoiceField(label="Hvor skal underretningen hen?", widget=forms.RadioSelect)
    modtager_navn = forms.CharField(
        label="Hvilken kommune?",
        max_length=150,
        required=False,
        help_text="Den er ikke med i Opsporing. Du får en PDF, som du selv sender.",
    )
    leder = forms.ChoiceField(
        label="Må din leder læse med?",
        help_text="Du kan spørge lederen til råds. Pligten er din, og ingen skal godkende det, du sender.",
        choices=[
            ("nej", "Nej, kun jeg ser den"),
            ("laeser", "Ja, lederen må læse med"),
            ("enhed", "Ja, og den sendes i enhedens navn"),
        ],
        widget=forms.RadioSelect,
        initial="nej",
    )

    def __init__(
        self,
        *args: Any,
        user: User,
        enhed: Enhed,
        kan_vaelges: Sequence[Barn],
        oplyste: Sequence[Underretningsbarn] = (),
        kolleger: Sequence[Ansaettelse] = (),
        mistaenkt: User | None = None,
        kommuner: Sequence[Kommune] = (),
        nu: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.nu = user, nu
        self.kan_vaelges = {barn.pk: barn for barn in kan_vaelges}
        self.kolleger = {str(a.user_id): a.user for a in kolleger}
        # One who has left since is named still.
        andre = [mistaenkt] if mistaenkt and str(mistaenkt.pk) not in self.kolleger else []
        self.kolleger |= {str(en.pk): en for en in andre}
        self.kommuner = {str(k.pk): k for k in kommuner}
        self._felt("boern").choices = [(barn.pk, barn.navn) for barn in kan_vaelges]
        self._felt("behold").choices = [(barn.pk, barn.navn) for barn in oplyste]
        self._felt("mistaenkt").choices = [
            ("", "Vælg"),
            *((str(a.user_id), f"{a.user.navn}, {a.get_rolle_display()}, {a.enhed.navn}") for a in kolleger),
            *((str(en.pk), en.navn) for en in andre),
            (VED_IKKE, "Jeg ved ikke, hvem det er, eller personen står ikke her"),
        ]
        love = lov.henvisninger(dato(nu))
        self._felt("pligt").choices = [(p.value, f"{p.label} ({love[LOV[p]]})") for p in Pligt]
        self._felt("hvorhen").choices = [
            *((str(k.pk), k.navn) for k in kommuner),
            (ANDEN, "En anden kommune"),
        ]
        if not self.kan_vaelges:
            del self.fields["boern"]
        if not oplyste:
            del self.fields["behold"]
        if lederrolle(user, enhed) is None:
            del self.fields["leder"]
        elif er_flyttet(user, enhed):
            self._felt("leder").choices = [valg for valg in self._felt("leder").choices if valg[0] != "enhed"]
        self.helper = Hjaelper(self, gem="", form_tag=False, layout=self._layout())

    def _felt(self, navn: str) -> Any:
        return self.fields[navn]

    def _layout(self) -> Layout:
        boern = [navn for navn in ("boern", "behold") if navn in self.fields]
        return Layout(
            Fieldset(
                "Hvem handler det om?",
                *boern,
                "ny",
                Betinget("ny_fornavn", "ny_efternavn", "ny_foedt_den", "ny_cpr", felt="ny", vaerdier=FOEDT),
                Betinget("ny_termin", "ny_mor_fornavn", "ny_mor_efternavn", "ny_mor_cpr", felt="ny", vaerdier=VENTET),
            ),
            Fieldset(
                "Hvor alvorligt er det?",
                Segment("akut"),
                "overgreb",
                Betinget(
                    HTML("{% include 'underretning/_ved_mistanke.html' %}"),
                    felt="overgreb",
                    vaerdier=[Overgreb.TVIVL, Overgreb.HJEMMET],
                ),
                Betinget(
                    HTML("{% include 'underretning/_ved_ansat.html' %}"),
                    "mistaenkt",
                    felt="overgreb",
                    vaerdier=[Overgreb.MEDARBEJDER, Overgreb.LEDER],
                ),
                Betinget("overgreb_hvem", felt="overgreb", vaerdier=[v for v in Overgreb.values if v != Overgreb.NEJ]),
            ),
            Fieldset(
                "Hvorfor og hvorhen?",
                "pligt",
                "hvorhen",
                Betinget("modtager_navn", felt="hvorhen", vaerdier=ANDEN),
                *(["leder"] if "leder" in self.fields else []),
            ),
            "stand",
        )

    def _cpr(self, navn: str) -> str | None:
        raa = self.cleaned_data.get(navn, "").strip()
        if not raa:
            return None
        try:
            return parse(raa).nummer
        except CprFejl as fejl:
            self.add_error(navn, str(fejl))
            return None

    def _skal(self, data: dict[str, Any], navn: str, besked: str) -> None:
        if not data.get(navn) and navn not in self.errors:
            self.add_error(navn, besked)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        i_dag = dato(self.nu)
        if data.get("ny") == FOEDT:
            self._skal(
                data, "ny_fornavn", "Skriv barnets navn. Har det intet navn endnu, så skriv »pige« eller »dreng«."
            )
            self._skal(data, "ny_foedt_den", "Skriv, hvornår barnet er født. Ved du det ikke, så skriv dit bedste bud.")
            if data.get("ny_foedt_den") and data["ny_foedt_den"] > i_dag:
                self.add_error("ny_foedt_den", "Dagen er ikke kommet endnu. Er barnet ikke født, så vælg det ovenfor.")
        elif data.get("ny") == VENTET:
            self._skal(data, "ny_termin", "Skriv termin. Ved du den ikke, så skriv dit bedste bud.")
            self._skal(data, "ny_mor_fornavn", "Skriv den gravides navn.")
            self._skal(data, "ny_mor_efternavn", "Skriv den gravides navn.")
        elif not (data.get("boern") or data.get("behold")) and not {"boern", "behold"} & self.errors.keys():
            self.add_error("ny", "Vælg, hvem underretningen handler om.")
        data["cpr"] = self._cpr("ny_cpr") if data.get("ny") == FOEDT else None
        data["mor_cpr"] = self._cpr("ny_mor_cpr") if data.get("ny") == VENTET else None
        if data.get("overgreb") in {Overgreb.MEDARBEJDER, Overgreb.LEDER}:
            self._skal(data, "mistaenkt", "Vælg kollegaen, eller vælg, at du ikke ved, hvem det er.")
        if data.get("hvorhen") == ANDEN:
            self._skal(data, "modtager_navn", "Skriv, hvilken kommune underretningen skal til.")
        if data.get("leder", "nej") != "nej" and not kan_deles(data.get("overgreb", "")):
            self.add_error("leder", "Når mistanken gælder en leder, kan underretningen ikke deles med lederen.")
        return data

    def valgte(self) -> list[Barn]:
        """The children of hers that are chosen."""
        return [self.kan_vaelges[pk] for pk in self.cleaned_data.get("boern", []) if pk in self.kan_vaelges]

    def oplyst(self) -> list[Barnedata]:
        """The one she tells of, if any."""
        data = self.cleaned_data
        if data["ny"] == FOEDT:
            return [
                Barnedata(
                    fornavn=data["ny_fornavn"],
                    efternavn=data["ny_efternavn"],
                    cpr=data["cpr"],
                    foedt_den=data["ny_foedt_den"],
                )
            ]
        if data["ny"] == VENTET:
            return [
                Barnedata(
                    termin=data["ny_termin"],
                    mor_fornavn=data["ny_mor_fornavn"],
                    mor_efternavn=data["ny_mor_efternavn"],
                    mor_cpr=data["mor_cpr"],
                )
            ]
        return []

    def ramme(self) -> Ramme:
        """The answers as the actions know them."""
        data = self.cleaned_data
        leder = data.get("leder", "nej")
        return Ramme(
            akut=data["akut"] == "ja",
            overgreb=Overgreb(data["overgreb"]),
            overgreb_hvem=data["overgreb_hvem"],
            mistaenkt=self.kolleger.get(data["mistaenkt"]),
            pligt=Pligt(data["pligt"]),
            modtager_kommune=self.kommuner.get(data["hvorhen"]),
            modtager_navn=data["modtager_navn"],
            deles_med_leder=leder in {"laeser", "enhed"},
            i_enhedens_navn=leder == "enhed",
        )


def begyndelse(underretning: Underretning) -> dict[str, Any]:
    """What the form starts with for a draft."""
    boern = list(underretning.boern.all())
    mistaenkt = str(underretning.mistaenkt_id) if underretning.mistaenkt_id else VED_IKKE
    return {
        "stand": underretning.stand,
        "boern": [barn.barn_id for barn in boern if not barn.er_oplyst],
        "behold": [barn.pk for barn in boern if barn.er_oplyst],
        "akut": "ja" if underretning.akut else "nej",
        "overgreb": underretning.overgreb,
        "overgreb_hvem": underretning.overgreb_hvem,
        "mistaenkt": mistaenkt if underretning.overgreb in {Overgreb.MEDARBEJDER, Overgreb.LEDER} else "",
        "pligt": underretning.pligt,
        "hvorhen": str(underretning.modtager_kommune_id or ANDEN),
        "modtager_navn": underretning.modtager_navn,
        "leder": "enhed" if underretning.i_enhedens_navn else "laeser" if underretning.deles_med_leder else "nej",
    }


class KasserForm(forms.Form):
    """Why a draft is put away."""

    grund = forms.CharField(
        label="Hvorfor kasserer du underretningen?",
        help_text="Kun du ser det.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv, hvorfor du kasserer underretningen."},
    )

    def __init__(self, *args: Any, fortryd: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = Hjaelper(self, gem="Kassér underretningen", fortryd=fortryd)
