"""Forms about units, people and the municipality."""

from datetime import date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from crispy_forms.layout import Layout
from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from opsporing import cpr, dansk
from opsporing.adgang.roller import Rolle
from opsporing.dkfds import Betinget, DatoFelt, Hjaelper, Knap
from opsporing.models import Ansaettelse, Arena, Certificering, Enhed, Enhedstype, Kommune, User
from opsporing.models.sql import DanskSortering
from opsporing.organisation import struktur
from opsporing.organisation.metoder import METODER
from opsporing.profil import Praksisprofil

DANMARK = ZoneInfo("Europe/Copenhagen")

_BRUGERNAVN = RegexValidator(
    r"^[a-z0-9][a-z0-9._@-]*\Z", "Brug kun små bogstaver fra a til z, tal, punktum, bindestreg, understregning og @."
)


def intet_cpr(tekst: str) -> None:
    """Refuse a CPR number: staff are never registered by theirs."""
    try:
        cpr.parse(tekst)
    except ValueError:
        return
    raise forms.ValidationError("Det ligner et CPR-nummer. Medarbejderes CPR-numre hører ikke til her.")


class EnhedForm(forms.Form):
    """A unit: its kind and arena when it is made, its name, its code, and for a stue its arena later too."""

    type = forms.ChoiceField(label="Hvad er det?", choices=Enhedstype)
    arena = forms.ChoiceField(label="Arena", required=False, help_text="Bestemmer, hvilket skema børnene vurderes med.")
    navn = forms.CharField(label="Navn", max_length=150)
    kode = forms.CharField(
        label="Kode i andre systemer",
        max_length=50,
        required=False,
        validators=[intet_cpr],
        help_text="Den kode, enheden har i de filer, I indlæser.",
    )

    def __init__(
        self, *args: Any, kommune: Kommune, enhed: Enhed | None = None, under: Enhed | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kommune, self.enhed = kommune, enhed
        if under is not None:
            self._ny(under)
        else:
            self._kendt(enhed)
        layout: list[Any] = [n for n in ("type", "navn", "kode") if n in self.fields]
        if "arena" in self.fields:
            felt = Betinget("arena", felt="type", vaerdier=[Enhedstype.STUE]) if under is not None else "arena"
            layout.insert(1 if under is not None else 0, felt)
        self.helper = Hjaelper(self, gem="", layout=Layout(*layout), form_tag=False)
        self.helper.disable_csrf = True

    def _ny(self, under: Enhed) -> None:
        typer = struktur.UNDER.get(under.type, ())
        cast(forms.ChoiceField, self.fields["type"]).choices = [(t.value, t.label.capitalize()) for t in typer]
        vaelger = [t for t in typer if len(struktur.ARENAER.get(t, ())) > 1]
        self._arenaer({a for t in vaelger for a in struktur.ARENAER[t]}, altid=len(vaelger) == len(typer))
        if len(typer) == 1:
            self.fields["type"].initial = typer[0].value
            self.fields["type"].widget = forms.HiddenInput()

    def _kendt(self, enhed: Enhed | None) -> None:
        del self.fields["type"]
        mulige = struktur.ARENAER.get(enhed.type, ()) if enhed else ()
        self._arenaer(set(mulige) if len(mulige) > 1 else set(), altid=True)

    def _arenaer(self, mulige: set[Arena], *, altid: bool) -> None:
        if mulige:
            valg = [(a.value, a.label.capitalize()) for a in Arena if a in mulige]
            felt = cast(forms.ChoiceField, self.fields["arena"])
            felt.widget = forms.RadioSelect()
            felt.choices = valg
            felt.required = altid
        else:
            del self.fields["arena"]

    def clean_kode(self) -> str:
        kode = self.cleaned_data["kode"].strip()
        andre = Enhed.objects.filter(kommune=self.kommune, kode=kode)
        if self.enhed is not None:
            andre = andre.exclude(pk=self.enhed.pk)
        if kode and (anden := andre.first()):
            raise forms.ValidationError(f"Koden bruges allerede af {anden}.")
        return kode

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        type_ = self.enhed.type if self.enhed else data.get("type")
        if type_ and "arena" not in self.errors:
            try:
                data["arena"] = struktur.arena_for(type_, data.get("arena", ""))
            except ValueError as fejl:
                self.add_error("arena", str(fejl))
        return data


class KommuneForm(forms.Form):
    """What letters and pages say about the municipality."""

    navn = forms.CharField(label="Kommunens navn", max_length=100)
    kontakt = forms.CharField(
        label="Hvem kan forældre spørge?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Står i informationsbrevet: sted, telefon og e-mail.",
    )
    dpo = forms.CharField(
        label="Databeskyttelsesrådgiver",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Navn eller funktion, telefon og e-mail. Står i informationsbrevet.",
    )
    modtagelse_telefon = forms.CharField(
        label="Telefon til modtagelsen af underretninger",
        max_length=50,
        required=False,
        help_text="Står på alle sider om underretning og i kvitteringen.",
    )
    modtagelse_aabningstid = forms.CharField(
        label="Modtagelsens åbningstid",
        max_length=200,
        required=False,
        help_text="Som det skal læses, for eksempel »mandag til fredag kl. 9-15«.",
    )
    vagttelefon = forms.CharField(
        label="Social vagt uden for åbningstid",
        max_length=50,
        required=False,
        help_text="Det nummer, personalet ringer til, når et barn skal hjælpes nu.",
    )
    vagtnavn = forms.CharField(
        label="Hvad den sociale vagt hedder",
        max_length=100,
        required=False,
        help_text="For eksempel »Døgnvagten«. Uden navn står der »Den sociale vagt«.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = Hjaelper(self, gem="", form_tag=False)
        self.helper.disable_csrf = True


class BrugerForm(forms.Form):
    """A person: user name when she is made, and what is known about her."""

    navn = forms.CharField(label="Navn", max_length=150, validators=[intet_cpr])
    username = forms.CharField(
        label="Brugernavn",
        max_length=100,
        help_text="Kan ikke ændres senere. Små bogstaver og tal, for eksempel initialer.",
    )
    email = forms.EmailField(label="E-mail", help_text="Her sendes linket til at vælge adgangskode, og påmindelser.")
    medarbejdernr = forms.CharField(
        label="Medarbejdernummer",
        max_length=50,
        required=False,
        validators=[intet_cpr],
        help_text="Som i de filer, I indlæser. Aldrig CPR-nummer.",
    )

    def __init__(self, *args: Any, kommune: Kommune, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kommune, self.user = kommune, user
        if user is not None:
            del self.fields["username"]
        self.helper = Hjaelper(self, gem="", form_tag=False)
        self.helper.disable_csrf = True

    def _andre(self) -> QuerySet[User]:
        return User.objects.exclude(pk=self.user.pk) if self.user else User.objects.all()

    def clean_username(self) -> str:
        navn = self.cleaned_data["username"].strip().lower()
        intet_cpr(navn)
        _BRUGERNAVN(navn)
        if self._andre().filter(username=navn).exists():
            raise forms.ValidationError("Brugernavnet er taget. Vælg et andet.")
        return navn

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        if self._andre().filter(email__iexact=email).exists():
            raise forms.ValidationError("E-mailen bruges allerede af en anden konto.")
        return email

    def clean_medarbejdernr(self) -> str:
        nr = self.cleaned_data["medarbejdernr"].strip()
        if nr and (anden := self._andre().filter(kommune=self.kommune, medarbejdernr=nr).first()):
            raise forms.ValidationError(f"Nummeret står allerede på {anden.navn}.")
        return nr


class EnhedValg(forms.ModelChoiceField):
    """A unit with the one above it, so that two of the same name can be told apart."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.navn} ({obj.foraelder.navn})" if obj.foraelder else obj.navn


def dagens_begyndelse(dag: date) -> datetime:
    """The first moment of a day in Denmark."""
    return datetime.combine(dag, time.min, tzinfo=DANMARK)


def dagens_slutning(dag: date) -> datetime:
    """The first moment after a day in Denmark: what ends on the day lasts all of it."""
    return dagens_begyndelse(dag + timedelta(days=1))


class AnsaettelseForm(forms.Form):
    """Where a person works, as what, from and to which day (both included)."""

    rolle = forms.ChoiceField(label="Rolle", choices=[("", "Vælg"), *((r.value, dansk.stort(r.label)) for r in Rolle)])
    enhed = EnhedValg(label="Enhed", queryset=Enhed.objects.none(), empty_label="Vælg")
    fra = DatoFelt(label="Fra og med")
    til = DatoFelt(label="Til og med", required=False, help_text="Tomt betyder indtil videre.")

    def __init__(self, *args: Any, user: User, profil: Praksisprofil, nu: datetime, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"fra": localdate(nu)})
        super().__init__(*args, **kwargs)
        self.user, self.profil, self.nu = user, profil, nu
        cast(EnhedValg, self.fields["enhed"]).queryset = (
            Enhed.objects.filter(kommune=user.kommune_id, nedlagt_at=None)
            .select_related("foraelder")
            .order_by(DanskSortering("navn"), "id")
        )
        self.helper = Hjaelper(self, gem="Giv ansættelsen", form_tag=False)
        self.helper.disable_csrf = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        enhed, rolle, fra, til = (data.get(n) for n in ("enhed", "rolle", "fra", "til"))
        if enhed and rolle and enhed.type not in struktur.steder(rolle, self.profil):
            typer = sorted(t.label for t in struktur.steder(rolle, self.profil))
            self.add_error("enhed", f"Rollen {Rolle(rolle).label} har man i: {' eller '.join(typer)}.")
        if fra and til and til < fra:
            self.add_error("til", "Den sidste dag skal ligge efter den første.")
        if fra and enhed and rolle and not self.errors:
            # From today means from now: nobody gets to see what happened before she was given the right.
            data["fra_at"] = self.nu if fra <= localdate(self.nu) else dagens_begyndelse(fra)
            data["til_at"] = dagens_slutning(til) if til else None
            if data["til_at"] and data["til_at"] <= self.nu:
                self.add_error("til", "Den dag er gået. Vælg i dag eller senere.")
            elif self._overlapper(enhed, rolle, data["fra_at"], data["til_at"]):
                self.add_error(None, f"{self.user.navn} er allerede {Rolle(rolle).label} i {enhed} i den periode.")
        return data

    def _overlapper(self, enhed: Enhed, rolle: str, fra: datetime, til: datetime | None) -> bool:
        andre = Ansaettelse.objects.filter(user=self.user, enhed=enhed, rolle=rolle).exclude(til__lte=fra)
        return (andre.filter(fra__lt=til) if til else andre).exists()


class AfslutAnsaettelseForm(forms.Form):
    """The last day of an employment; empty for at once."""

    til = DatoFelt(label="Sidste dag", required=False, help_text="Tomt betyder nu: adgangen slutter med det samme.")

    def __init__(self, *args: Any, ansaettelse: Ansaettelse, nu: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ansaettelse, self.nu = ansaettelse, nu
        self.marker_valgfrit = False
        fortryd = reverse("bruger", args=[ansaettelse.user_id])
        self.helper = Hjaelper(self, gem="Afslut ansættelsen", fortryd=fortryd, kladde=False)

    def clean_til(self) -> datetime:
        """The moment it ends."""
        til = self.cleaned_data["til"]
        if til is None:
            return self.nu
        slut = dagens_slutning(til)
        if slut <= self.nu:
            raise forms.ValidationError("Den dag er gået. Skriv i dag eller senere, eller lad feltet være tomt.")
        if self.ansaettelse.til is not None and slut > self.ansaettelse.til:
            raise forms.ValidationError("Ansættelsen slutter før det i forvejen. Giv en ny, hvis den skal forlænges.")
        return slut


class CertificeringForm(forms.Form):
    """That a person is trained in a method: in `metode` where the page is about one, else in the one that is chosen."""

    metode = forms.ChoiceField(label="Metode", choices=[(kode, m.navn) for kode, m in METODER.items()])
    udstedt_den = DatoFelt(label="Udstedt")
    udloeber_den = DatoFelt(label="Udløber", required=False)
    supervisor = forms.CharField(label="Supervisor", max_length=150, required=False, validators=[intet_cpr])

    def __init__(self, *args: Any, user: User, nu: datetime, metode: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.nu, self.om_metode = user, nu, metode
        if metode:
            del self.fields["metode"]
        self.helper = Hjaelper(self, gem="Registrér certificeringen", form_tag=False)
        self.helper.disable_csrf = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        udstedt, udloeber = data.get("udstedt_den"), data.get("udloeber_den")
        if udstedt and udstedt > localdate(self.nu):
            self.add_error("udstedt_den", "Datoen ligger ude i fremtiden.")
        if udstedt and udloeber and udloeber <= udstedt:
            self.add_error("udloeber_den", "Den skal udløbe efter den dag, den er udstedt.")
        data.setdefault("metode", self.om_metode)
        samme = Certificering.objects.filter(user=self.user, metode=data["metode"])
        if udstedt and samme.filter(udstedt_den=udstedt).exists():
            self.add_error("udstedt_den", "Den certificering er allerede registreret.")
        return data


class SoegBrugerForm(forms.Form):
    """Find people by name, user name, e-mail or staff number."""

    marker_valgfrit = False
    soeg = forms.CharField(label="Søg", required=False, max_length=100)
    vis = forms.ChoiceField(
        label="Vis",
        required=False,
        choices=[("", "Aktive"), ("uden", "Uden ansættelse lige nu"), ("lukkede", "Lukkede"), ("alle", "Alle")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        soeg = Layout("soeg", "vis", Knap("Søg", slags="secondary"))
        self.helper = Hjaelper(self, gem="", metode="get", layout=soeg)
        self.helper.form_class = "ops-filter"
