"""Ordinary forms of the visit. Agenda and minutes are a Skema, not one of these."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.timezone import localtime

from opsporing.cprfelt import intet_cpr
from opsporing.dansk import stort
from opsporing.dkfds import Betinget, DatoFelt, TidInput
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.models import Arena, Person, User
from opsporing.tid import dato
from overgange import deltagere
from overgange.actions.besoeg import Aftale, Deltager, Udfald
from overgange.models import Besoeg, Besoegsdeltager, Besoegsstatus, Overgang, Side, Sted

#: Minutes a visit can last, with words.
VARIGHEDER = ((30, "En halv time"), (45, "Tre kvarter"), (60, "En time"), (90, "Halvanden time"), (120, "To timer"))
FLEST_NAVNE, NAVN_MAKS = 10, 150
UDFALD = (
    (Besoegsstatus.HOLDT, "Besøget er holdt"),
    (Besoegsstatus.AFSLAAET, "Forældrene sagde nej tak"),
    (Besoegsstatus.IKKE_MULIGT, "Det kunne ikke lade sig gøre"),
)


def _hjaelper(form: forms.Form) -> FormHelper:
    """Drawn inside the page's own <form>."""
    helper = FormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class _Personer(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.navn)


class _Person(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.navn)


class PlanForm(forms.Form):
    """When and where the visit is, who leads it, and who takes part from each side."""

    den = DatoFelt(label="Hvilken dag?")
    klokken = forms.TimeField(
        label="Klokken?", widget=TidInput, error_messages={"required": "Skriv, hvad tid besøget begynder."}
    )
    varer_minutter = forms.TypedChoiceField(label="Hvor længe?", choices=VARIGHEDER, coerce=int, initial=60)
    sted = forms.ChoiceField(
        label="Hvor?", choices=[(kode, stort(ord_)) for kode, ord_ in Sted.choices], widget=forms.RadioSelect
    )
    moedeleder = _Person(label="Hvem leder mødet?", queryset=User.objects.none(), empty_label="Vælg")
    familie = forms.MultipleChoiceField(
        label="Hvem kommer fra familien?", widget=forms.CheckboxSelectMultiple, required=False
    )
    afgivere = _Personer(
        label="Hvem kommer herfra?", queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )
    modtagere = _Personer(
        label="Hvem kommer fra det nye sted?",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    modtagere_navne = forms.CharField(
        label="Hvem kommer fra det nye sted?",
        help_text="Ét navn på hver linje, fx »Tove Bak, børnehaveklasseleder«.",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        validators=[intet_cpr],
    )
    andre = forms.CharField(
        label="Er der andre med?",
        help_text="Ét navn på hver linje, fx »Hanne Friis, tolk«.",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        validators=[intet_cpr],
    )

    def __init__(
        self, *args: Any, besoeg: Besoeg, voksne: Sequence[Person], nu: datetime, by: User, **kwargs: Any
    ) -> None:
        self.besoeg, self.voksne = besoeg, {str(person.pk): person for person in voksne}
        kwargs["initial"] = _foer(besoeg, voksne, by)
        super().__init__(*args, **kwargs)
        overgang = besoeg.overgang
        ledere = deltagere.moedeledere(overgang, nu)
        self._vaelgere("moedeleder", ledere)
        if not self.initial.get("moedeleder") and len(eneste := list(ledere[:2])) == 1:
            self.initial["moedeleder"] = eneste[0].pk
        self._vaelgere("afgivere", deltagere.afgivere(overgang, nu))
        self._vaelgere("modtagere", deltagere.modtagere(overgang, nu))
        rolle = deltagere.moedelederord(overgang)
        if rolle:
            self.fields["moedeleder"].help_text = f"Hos jer ledes det her møde af en {rolle}."
        self.fields["familie"].choices = [  # type: ignore[attr-defined]
            (noegle, person.navn) for noegle, person in self.voksne.items()
        ]
        del self.fields["modtagere_navne" if overgang.til_enhed_id else "modtagere"]
        if not voksne:
            del self.fields["familie"]
        self.helper = _hjaelper(self)

    def _vaelgere(self, felt: str, hvem: Any) -> None:
        self.fields[felt].queryset = hvem  # type: ignore[attr-defined]

    def clean_modtagere_navne(self) -> str:
        """Names that fit."""
        return _navnelinjer(self.cleaned_data["modtagere_navne"])

    def clean_andre(self) -> str:
        """Names that fit."""
        return _navnelinjer(self.cleaned_data["andre"])

    def aftale(self) -> Aftale:
        """What was agreed, for the action."""
        data = self.cleaned_data
        hvem = [
            Deltager(Side.FAMILIE, navn=self.voksne[noegle].navn, rolle="forælder")
            for noegle in data.get("familie", ())
        ]
        hvem += [Deltager(Side.AFGIVER, user=user) for user in data["afgivere"]]
        hvem += [Deltager(Side.MODTAGER, user=user) for user in data.get("modtagere", ())]
        hvem += _fra_linjer(data.get("modtagere_navne", ""), Side.MODTAGER)
        hvem += _fra_linjer(data["andre"], Side.ANDEN)
        return Aftale(
            planlagt_at=lokalt_tidspunkt(data["den"], data["klokken"]),
            varer_minutter=data["varer_minutter"],
            sted=data["sted"],
            moedeleder=data["moedeleder"],
            deltagere=hvem,
        )


def _foer(besoeg: Besoeg, voksne: Sequence[Person], by: User) -> dict[str, Any]:
    """What the form shows first: what is agreed, or that the family and the writer come."""
    if besoeg.planlagt_at is None:
        return {"familie": [str(p.pk) for p in voksne], "afgivere": [by.pk], "sted": _sted(besoeg.overgang)}
    lokalt = localtime(besoeg.planlagt_at)
    alle = list(besoeg.deltagere.all())
    return {
        "den": lokalt.date(),
        "klokken": lokalt.time(),
        "varer_minutter": besoeg.varer_minutter,
        "sted": besoeg.sted,
        "moedeleder": besoeg.moedeleder_id,
        "familie": [str(p.pk) for p in voksne if p.navn in {d.navn for d in alle if d.side == Side.FAMILIE}],
        "afgivere": [d.user_id for d in alle if d.side == Side.AFGIVER],
        "modtagere": [d.user_id for d in alle if d.side == Side.MODTAGER],
        "modtagere_navne": _som_linjer(alle, Side.MODTAGER),
        "andre": _som_linjer(alle, Side.ANDEN),
    }


def _sted(overgang: Overgang) -> str:
    """Where it is held unless something else is said: at home before the first place, but at the dagplejer's where the
    child comes to one (Hedensted).
    """
    if overgang.til_enhed is not None and overgang.til_enhed.arena == Arena.DAGPLEJE:
        return Sted.DAGPLEJER
    if overgang.fra_enhed.arena == Arena.SUNDHEDSPLEJE:
        return Sted.HJEMME
    return Sted.INSTITUTION


def _som_linjer(alle: Sequence[Besoegsdeltager], side: Side) -> str:
    return "\n".join(
        f"{d.navn}, {d.rolle}" if d.rolle else d.navn for d in alle if d.side == side and d.user_id is None
    )


def _navnelinjer(tekst: str) -> str:
    linjer = [linje.strip() for linje in tekst.splitlines() if linje.strip()]
    if len(linjer) > FLEST_NAVNE:
        raise forms.ValidationError(f"Skriv højst {FLEST_NAVNE} navne.")
    if any(len(linje) > NAVN_MAKS or linje.startswith(",") for linje in linjer):
        raise forms.ValidationError("Skriv ét navn på hver linje, og derefter et komma og hvad personen er.")
    return "\n".join(linjer)


def _fra_linjer(tekst: str, side: Side) -> list[Deltager]:
    dele = (linje.partition(",") for linje in tekst.splitlines())
    return [Deltager(side, navn=navn.strip(), rolle=rolle.strip()[:100]) for navn, _, rolle in dele]


class AfslutForm(forms.Form):
    """What became of the visit."""

    #: Each is asked only where it must be answered.
    skal_udfyldes = ("holdt_den", "deltog", "grund")

    udfald = forms.ChoiceField(label="Hvad blev det til?", choices=UDFALD, widget=forms.RadioSelect)
    holdt_den = DatoFelt(label="Hvilken dag?", required=False)
    deltog = forms.MultipleChoiceField(label="Hvem var med?", widget=forms.CheckboxSelectMultiple, required=False)
    grund = forms.CharField(
        label="Hvorfor?",
        help_text="Kort, fx »De kender stedet fra storebror«.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[intet_cpr],
    )
    foelg_op = forms.BooleanField(
        label="Vi har aftalt at mødes igen, når barnet har været der noget tid", required=False
    )

    def __init__(self, *args: Any, besoeg: Besoeg, i_dag: date, **kwargs: Any) -> None:
        planlagt = dato(besoeg.planlagt_at) if besoeg.planlagt_at else None
        alle = list(besoeg.deltagere.select_related("user").order_by("pk"))
        foer = {"holdt_den": planlagt if planlagt and planlagt <= i_dag else i_dag, "deltog": [str(d.pk) for d in alle]}
        kwargs["initial"] = foer
        super().__init__(*args, **kwargs)
        self.i_dag = i_dag
        self.fields["deltog"].choices = [  # type: ignore[attr-defined]
            (str(d.pk), f"{d.user.navn if d.user else d.navn} ({d.rolle or d.get_side_display()})") for d in alle
        ]
        if not alle:
            del self.fields["deltog"]
        if besoeg.nr != 1:
            del self.fields["foelg_op"]
            self.fields["udfald"].choices = [  # type: ignore[attr-defined]
                (kode, ord_.replace("Besøget", "Mødet")) for kode, ord_ in UDFALD
            ]
        holdt = [navn for navn in ("holdt_den", "deltog", "foelg_op") if navn in self.fields]
        self.helper = _hjaelper(self)
        self.helper.layout = Layout(
            "udfald",
            Betinget(*holdt, felt="udfald", vaerdier=[Besoegsstatus.HOLDT.value]),
            Betinget("grund", felt="udfald", vaerdier=[Besoegsstatus.AFSLAAET.value, Besoegsstatus.IKKE_MULIGT.value]),
        )

    def clean(self) -> dict[str, Any]:
        """What an outcome needs, and nothing that belongs to another one."""
        data = super().clean() or {}
        udfald = data.get("udfald")
        if udfald == Besoegsstatus.HOLDT:
            if not data.get("holdt_den") and "holdt_den" not in self.errors:
                self.add_error("holdt_den", "Vælg en dato.")
            elif data.get("holdt_den") and data["holdt_den"] > self.i_dag:
                self.add_error("holdt_den", "Dagen er ikke kommet endnu.")
            if "deltog" in self.fields and not data.get("deltog"):
                self.add_error("deltog", "Vælg mindst én, der var med.")
        elif udfald and not data.get("grund", "").strip() and "grund" not in self.errors:
            self.add_error("grund", "Skriv kort, hvorfor I ikke mødtes.")
        return data

    def udfaldet(self) -> Udfald:
        """The outcome, for the action."""
        data = self.cleaned_data
        status = Besoegsstatus(data["udfald"])
        if status is Besoegsstatus.HOLDT:
            return Udfald(
                status,
                data["holdt_den"],
                frozenset(int(pk) for pk in data.get("deltog", ())),
                foelg_op=bool(data.get("foelg_op")),
            )
        return Udfald(status, grund=data["grund"])
