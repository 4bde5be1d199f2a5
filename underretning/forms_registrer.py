"""Registering what came by letter, telephone or otherwise: the child or children, who said it, and what was said."""

from datetime import date, datetime
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from opsporing import cpr
from opsporing.dkfds import Betinget, DatoFelt, DatoTidFelt, Hjaelper
from opsporing.models import Kommune
from opsporing.tid import dato
from underretning.actions.modtag import Barnedata, Underretter
from underretning.actions.registrer import Fortalt, Mistanke
from underretning.forms_mistanke import OVERGREB_HVEM, MedarbejderFelt, mistanken
from underretning.models import Kanal, Overgreb, Pligt
from underretning.rules import koder

#: Said of what somebody else has told.
OVERGREB = {Overgreb.NEJ: "Nej, ikke ud fra det, der er fortalt", Overgreb.TVIVL: "Der er tvivl om det"}
#: So many siblings can be registered along.
SOESKENDE = 4


class CprFelt(forms.CharField):
    """A CPR number as people write it; comes out as its ten digits. Never kept in the browser."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=20,
            widget=forms.TextInput(attrs={"autocomplete": "off", "data-ingen-kladde": True, "inputmode": "numeric"}),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        """Raises with the words of `opsporing.cpr`."""
        tekst = super().clean(value)
        if not tekst:
            return None
        try:
            return cpr.parse(tekst).nummer
        except cpr.CprFejl as fejl:
            raise forms.ValidationError(str(fejl)) from fejl


class BarnForm(forms.Form):
    """One child: with a CPR number, without one, or expected."""

    marker_valgfrit = False

    cpr = CprFelt(label="CPR-nummer", required=False, help_text="Tomt, hvis du ikke kender det.")
    fornavn = forms.CharField(label="Fornavn", required=False, max_length=100)
    efternavn = forms.CharField(label="Efternavn", required=False, max_length=100)
    foedt_den = DatoFelt(label="Født", required=False)

    def __init__(self, *args: Any, i_dag: date, tomt: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.i_dag, self.tomt = i_dag, tomt

    def udfyldt(self) -> bool:
        """Whether anything was written in it."""
        return any(str(self.data.get(self.add_prefix(navn), "")).strip() for navn in self.fields)

    def clean(self) -> dict[str, Any]:
        """Born on a day that has been, and known by a number or by name and day."""
        svar = super().clean() or {}
        if self.tomt and not self.udfyldt():
            return svar
        if svar.get("cpr") and not svar.get("foedt_den"):
            svar["foedt_den"] = cpr.parse(svar["cpr"]).foedselsdato
        if not svar.get("foedt_den") and "foedt_den" not in self.errors:
            self.add_error("foedt_den", "Skriv, hvornår barnet er født.")
        elif svar.get("foedt_den") and svar["foedt_den"] > self.i_dag:
            self.add_error("foedt_den", "Dagen er ikke kommet endnu. Vælg »Ufødt«, hvis barnet ventes.")
        if not svar.get("fornavn") and not svar.get("cpr"):
            self.add_error("fornavn", "Skriv barnets navn eller CPR-nummer.")
        return svar

    def data_om_barnet(self) -> Barnedata:
        """What was written, for the action."""
        s = self.cleaned_data
        return Barnedata(
            fornavn=s.get("fornavn", ""), efternavn=s.get("efternavn", ""), cpr=s["cpr"], foedt_den=s["foedt_den"]
        )


class RegistrerForm(BarnForm):
    """The whole of it; siblings come in forms of their own."""

    #: Asked only where the answer before them says so, and then not optional.
    skal_udfyldes = frozenset({"foedt_den", "termin", "sammenfatning"})

    ufoedt = forms.ChoiceField(
        label="Hvem handler det om?",
        choices=(("nej", "Et barn"), ("ja", "Et ufødt barn")),
        initial="nej",
        widget=forms.RadioSelect,
    )
    termin = DatoFelt(label="Termin", required=False)
    mor_fornavn = forms.CharField(label="Mors fornavn", required=False, max_length=100)
    mor_efternavn = forms.CharField(label="Mors efternavn", required=False, max_length=100)
    mor_cpr = CprFelt(label="Mors CPR-nummer", required=False)

    kanal = forms.ChoiceField(
        label="Hvordan kom den?",
        choices=[(k.value, k.label) for k in Kanal if k != Kanal.SYSTEM],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvordan den kom."},
    )
    modtaget_at = DatoTidFelt(
        label="Hvornår fik kommunen den?",
        help_text="De 24 timer tæller herfra, også om natten og i weekenden. Et brev er modtaget, da det kom.",
        error_messages={"required": "Skriv dag og klokkeslæt.", "incomplete": "Skriv både dag og klokkeslæt."},
    )
    pligt = forms.ChoiceField(
        label="Hvem underretter?",
        choices=(
            (Pligt.FAGPERSON.value, "En fagperson, for eksempel politi, sygehus, læge eller skole"),
            (Pligt.ALLE.value, "En borger"),
            (Pligt.FLYTNING.value, "En anden kommune, fordi familien flytter"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvem der underretter."},
    )
    kode = forms.ChoiceField(label="Til statistikken", error_messages={"required": "Vælg, hvem der underretter."})
    anonym = forms.BooleanField(
        label="Vil være anonym", required=False, help_text="Kun borgere kan være det. Så sendes der ingen kvittering."
    )
    navn = forms.CharField(label="Navn og arbejdssted", required=False, max_length=300)
    kontakt = forms.CharField(
        label="Kontakt",
        help_text="Adresse, e-mail eller telefon, så kvitteringen kan sendes.",
        required=False,
        max_length=300,
    )
    set_ = forms.CharField(
        label="Hvad er set og hørt?",
        help_text="Så ordret som muligt, med dage. Skriv hele brevet af, eller det, der blev sagt.",
        max_length=50000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Skriv, hvad der er set og hørt."},
    )
    barnets_ord = forms.CharField(
        label="Barnets egne ord", required=False, max_length=10000, widget=forms.Textarea(attrs={"rows": 3})
    )
    foraeldre = forms.CharField(
        label="Ved forældrene det, og hvad siger de?",
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sammenfatning = forms.CharField(
        label="Sammenfatning fra den anden kommune",
        help_text="Den skal følge med, når en familie flytter.",
        required=False,
        max_length=50000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    hastede = forms.BooleanField(label="Den, der underretter, siger, at det haster", required=False)
    overgreb = forms.ChoiceField(
        label="Er der mistanke om overgreb?",
        choices=[(o.value, OVERGREB.get(o, o.label)) for o in Overgreb],
        widget=forms.RadioSelect,
        help_text="Mod nogen hjemme, eller i tvivl: så får forældrene intet at vide, før I siger til.",
        error_messages={"required": "Tag stilling til mistanken."},
    )
    overgreb_hvem = forms.CharField(**OVERGREB_HVEM)
    mistaenkt = MedarbejderFelt()

    def __init__(self, *args: Any, kommune: Kommune, nu: datetime, **kwargs: Any) -> None:
        super().__init__(*args, i_dag=dato(nu), **kwargs)
        self.nu = nu
        self.fields["mistaenkt"].soeg_i(kommune, nu)  # type: ignore[attr-defined]
        koderne = koder.koder(koder.Liste.UNDERRETTER, dato(nu))
        self.fields["kode"].choices = [("", "Vælg"), *((k.kode, k.tekst) for k in koderne)]  # type: ignore[attr-defined]
        self.helper = Hjaelper(
            self,
            gem="",
            form_tag=False,
            layout=Layout(
                Fieldset("Hvornår og hvordan", "modtaget_at", "kanal"),
                Fieldset(
                    "Barnet",
                    "ufoedt",
                    Betinget("cpr", "fornavn", "efternavn", "foedt_den", felt="ufoedt", vaerdier=["nej"]),
                    Betinget("termin", "mor_fornavn", "mor_efternavn", "mor_cpr", felt="ufoedt", vaerdier=["ja"]),
                ),
                Fieldset("Hvem underretter", "pligt", "kode", "anonym", "navn", "kontakt"),
                Fieldset(
                    "Det, der er fortalt",
                    "set_",
                    "barnets_ord",
                    "foraeldre",
                    Betinget("sammenfatning", felt="pligt", vaerdier=[Pligt.FLYTNING.value]),
                    "overgreb",
                    mistanken("overgreb"),
                    "hastede",
                ),
            ),
        )

    def clean_modtaget_at(self) -> datetime:
        """Not after now."""
        at: datetime = self.cleaned_data["modtaget_at"]
        if at > self.nu:
            raise forms.ValidationError("Den kan ikke være modtaget senere end nu.")
        return at

    def clean(self) -> dict[str, Any]:
        """A child that is expected has a termin and a mother; one who is anonymous is a citizen without a name."""
        svar = self._barnet()
        if svar.get("anonym") and svar.get("pligt") not in (None, Pligt.ALLE):
            self.add_error("anonym", "Fagpersoner og kommuner kan ikke være anonyme.")
        if svar.get("anonym") and (svar.get("navn") or svar.get("kontakt")):
            self.add_error("navn", "Et navn hører ikke til en anonym underretning. Fjern navnet eller krydset.")
        if svar.get("pligt") in (Pligt.FAGPERSON, Pligt.FLYTNING) and not svar.get("navn"):
            self.add_error("navn", "Skriv, hvem der underretter, og hvorfra.")
        if svar.get("pligt") == Pligt.FLYTNING and not (svar.get("sammenfatning") or "").strip():
            self.add_error("sammenfatning", "Skriv den sammenfatning, kommunen har sendt.")
        return svar

    def _barnet(self) -> dict[str, Any]:
        if self.cleaned_data.get("ufoedt") != "ja":
            return super().clean()
        svar = self.cleaned_data
        if not svar.get("termin") and "termin" not in self.errors:
            self.add_error("termin", "Skriv, hvornår barnet ventes.")
        if not (svar.get("mor_fornavn") or svar.get("mor_cpr")):
            self.add_error("mor_fornavn", "Skriv mors navn eller CPR-nummer.")
        return svar

    def data_om_barnet(self) -> Barnedata:
        """What was written about the first child."""
        s = self.cleaned_data
        if s["ufoedt"] != "ja":
            return super().data_om_barnet()
        return Barnedata(
            termin=s["termin"], mor_fornavn=s["mor_fornavn"], mor_efternavn=s["mor_efternavn"], mor_cpr=s["mor_cpr"]
        )

    def felter(self) -> dict[str, Any]:
        """The rest as the action takes it."""
        s = self.cleaned_data
        return {
            "kanal": Kanal(s["kanal"]),
            "modtaget_at": s["modtaget_at"],
            "pligt": Pligt(s["pligt"]),
            "underretter": Underretter(s["kode"], s["navn"], s["kontakt"], s["anonym"]),
            "hastede": s["hastede"],
            "mistanke": Mistanke(Overgreb(s["overgreb"]), s["overgreb_hvem"], s["mistaenkt"]),
            "fortalt": Fortalt(s["set_"], s["barnets_ord"], s["foraeldre"], s["sammenfatning"]),
        }
