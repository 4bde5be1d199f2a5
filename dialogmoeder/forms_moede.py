"""Forms of a meeting: when, who leads, who comes, and why it is called off."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.urls import reverse, reverse_lazy
from django.utils.timezone import localtime

from dialogmoeder import kendetegn, personer
from dialogmoeder.forms_navne import UdenNavne
from dialogmoeder.models import Fagvalg, Moede, Slags
from dialogmoeder.rules.navne import Kendetegn
from dialogmoeder.rules.slags import STAAENDE
from opsporing.cprfelt import intet_cpr
from opsporing.dansk import stort
from opsporing.dkfds import DatoFelt, Hjaelper, TidInput
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.models import Ansaettelse, Enhed, Person, User
from opsporing.profil import Praksisprofil

#: A meeting lasts no longer, in minutes.
FLEST_MINUTTER = 480


def slagsvalg(profil: Praksisprofil, blandt: frozenset[str] | None = None) -> list[tuple[str, str]]:
    """The kinds the municipality uses, under its own names."""
    return [
        (kode, plan["navn"])
        for kode, plan in profil.moeder.items()
        if plan["bruges"] and kode in Slags.values and (blandt is None or kode in blandt)
    ]


#: The part of a form that follows the kind.
TAL = "slagsens-tal"


def tal_af_slagsen(navn: str, del_: str = TAL) -> dict[str, Any]:
    """Attributes of the choice of a kind: a new choice brings the municipality's numbers for it into the part of the
    form with this id. Without script the numbers stand as they were first drawn.
    """
    return {
        "hx-get": reverse_lazy(f"dialogmoeder:{navn}"),
        "hx-trigger": "change",
        "hx-target": f"#{del_}",
        "hx-select": f"#{del_}",
        "hx-swap": "outerHTML",
    }


def minutter(label: str, mindst: int = 5, **andet: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=mindst, max_value=FLEST_MINUTTER, **andet)


class Hvem(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.navn)


def ansat(kandidater: Any, pk: str) -> Ansaettelse:
    fundet: Ansaettelse | None = kandidater.filter(pk=pk).first()
    if fundet is None:
        raise forms.ValidationError("Den, du valgte, arbejder her ikke længere. Vælg en anden.")
    return fundet


class MoedeForm(UdenNavne):
    """When, where, what for and who leads. The kind is chosen once; what it is for is read by all who see it."""

    teksten = "formaal"

    slags = forms.ChoiceField(
        label="Hvilken slags møde?",
        widget=forms.RadioSelect(attrs=tal_af_slagsen("moede_ny", "div_id_varer_minutter")),
    )
    den = DatoFelt(label="Hvilken dag?")
    klokken = forms.TimeField(label="Klokken?", widget=TidInput)
    varer_minutter = minutter("Minutter")
    smaa_minutter = minutter("Heraf til de 0-2-årige", 0, required=False)
    sted = forms.CharField(
        label="Hvor?",
        max_length=150,
        required=False,
        validators=[intet_cpr],
        help_text="Ses kun af dem, der er med, og står i forældrenes invitation. Skriv aldrig en families adresse.",
    )
    formaal = forms.CharField(
        label="Hvad skal mødet bruges til?",
        help_text="En linje uden navne, fx »Finde ud af, hvordan vi hjælpes ad«. Står i forældrenes invitation.",
        max_length=300,
        required=False,
        validators=[intet_cpr],
    )
    moedeleder = Hvem(label="Hvem leder mødet?", queryset=None, empty_label="Vælg")

    def __init__(
        self,
        *args: Any,
        enhed: Enhed,
        profil: Praksisprofil,
        nu: datetime,
        user: User,
        moede: Moede | None = None,
        slags: str = "",
        **kwargs: Any,
    ) -> None:
        """`slags` is the kind that is chosen beforehand. A team's own meetings are made under the team, so its kind is
        among the choices only where it is chosen so, for the meeting that follows up on one of them.
        """
        self.nu, self.moede = nu, moede
        valg = slagsvalg(profil, frozenset(Slags.values) - (STAAENDE - {slags}))
        if moede is not None:
            kwargs["initial"] = _moede_foer(moede)
        else:
            valgt = slags if slags in dict(valg) else ""
            kwargs.setdefault(
                "initial",
                {
                    "slags": valgt,
                    "varer_minutter": profil.moeder[valgt]["minutter"] if valgt else 60,
                    "klokken": "09:00",
                    "moedeleder": personer.foreslaaet_leder(enhed, valgt, user, nu),
                },
            )
        super().__init__(*args, **kwargs)
        alligevel = self.spoerg_om_navne(kendetegn.hos(user, nu) if self.is_bound else Kendetegn())
        self.fields["slags"].choices = valg  # type: ignore[attr-defined]
        self.fields["moedeleder"].queryset = personer.ledere(enhed, nu)  # type: ignore[attr-defined]
        if moede is not None:
            del self.fields["slags"]
            hvem = self.fields["moedeleder"].queryset | type(moede.moedeleder).objects.filter(  # type: ignore[attr-defined]
                pk=moede.moedeleder_id
            )
            self.fields["moedeleder"].queryset = hvem  # type: ignore[attr-defined]
        else:
            del self.fields["smaa_minutter"]
        tilbage = reverse("dialogmoeder:moede", args=[moede.pk]) if moede else reverse("dialogmoeder:liste")
        self.helper = Hjaelper(
            self,
            gem="Gem" if moede else "Planlæg mødet",
            fortryd=tilbage,
            layout=Layout(
                *([] if moede else ["slags"]),
                Row("den", "klokken", "varer_minutter"),
                *(["smaa_minutter"] if moede else []),
                "sted",
                "formaal",
                *alligevel,
                "moedeleder",
            ),
        )

    def clean(self) -> dict[str, Any]:
        """A time that has not come yet."""
        data = super().clean() or {}
        if data.get("den") and data.get("klokken") and self.planlagt_at() <= self.nu:
            self.add_error("den", "Tidspunktet er gået. Vælg et, der ikke er kommet endnu.")
        if (data.get("smaa_minutter") or 0) > (data.get("varer_minutter") or FLEST_MINUTTER):
            self.add_error("smaa_minutter", "Kan ikke være længere end mødet.")
        return data

    def planlagt_at(self) -> datetime:
        """The moment it begins."""
        return lokalt_tidspunkt(self.cleaned_data["den"], self.cleaned_data["klokken"])

    def felter(self) -> dict[str, Any]:
        """What the actions take, besides the kind."""
        data = self.cleaned_data
        felter = {felt: data[felt] for felt in ("varer_minutter", "sted", "formaal", "moedeleder")}
        if self.moede is not None:
            felter["smaa_minutter"] = data.get("smaa_minutter") or 0
        return felter | {"planlagt_at": self.planlagt_at()}


def _moede_foer(moede: Moede) -> dict[str, Any]:
    lokalt = localtime(moede.planlagt_at)
    felter = ("varer_minutter", "smaa_minutter", "sted", "formaal")
    return {felt: getattr(moede, felt) for felt in felter} | {
        "den": lokalt.date(),
        "klokken": lokalt.time(),
        "moedeleder": moede.moedeleder_id,
    }


class AflysForm(UdenNavne):
    """Why a meeting is called off; read by all who see it."""

    teksten = "grund"

    grund = forms.CharField(
        label="Hvorfor aflyses mødet?",
        help_text="Kort og uden navne, fx »Sygdom«. Dem, der er indkaldt, kan læse det.",
        max_length=300,
        validators=[intet_cpr],
    )

    def __init__(self, *args: Any, moede: Moede, user: User, nu: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alligevel = self.spoerg_om_navne(kendetegn.hos(user, nu) if self.is_bound else Kendetegn())
        self.helper = Hjaelper(
            self,
            layout=Layout("grund", *alligevel),
            gem="Aflys mødet",
            fortryd=reverse("dialogmoeder:moede", args=[moede.pk]),
            fortryd_tekst="Behold mødet",
        )


class DeltagerForm(forms.Form):
    """One who is asked: an employee, a parent, or somebody by name."""

    marker_valgfrit = False

    ansaettelse = forms.ChoiceField(label="En medarbejder", required=False)
    person = forms.ChoiceField(label="En forælder", required=False)
    navn = forms.CharField(
        label="Eller en, der ikke bruger systemet",
        help_text="Navn og opgave, fx »Hanne Friis, tolk«. Får ingen besked herfra.",
        max_length=150,
        required=False,
        validators=[intet_cpr],
    )
    fag = forms.ChoiceField(
        label="Kommer for",
        required=False,
        choices=[("", "Vælg"), *((kode, stort(ord_)) for kode, ord_ in Fagvalg.choices)],
    )

    def __init__(self, *args: Any, moede: Moede, foraeldre: Sequence[Person], nu: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        med = moede.deltagere.filter(fratraadt_at=None)
        self.kandidater = personer.kandidater(moede.enhed, nu).exclude(
            pk__in=med.filter(ansaettelse__isnull=False).values("ansaettelse")
        )
        kommer = set(med.filter(person__isnull=False).values_list("person", flat=True))
        self.foraeldre = {str(p.pk): p for p in foraeldre if p.pk not in kommer}
        self.fields["ansaettelse"].choices = personer.som_valg(self.kandidater)  # type: ignore[attr-defined]
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", "Vælg"),
            *((pk, p.navn) for pk, p in self.foraeldre.items()),
        ]
        felter = ["ansaettelse"]
        if self.foraeldre:
            felter.append("person")
        else:
            del self.fields["person"]
        self.helper = Hjaelper(self, gem="", form_tag=False, kladde=False, layout=Layout(*felter, "navn", "fag"))

    def clean(self) -> dict[str, Any]:
        """Exactly one of the three, and for a name what she comes for."""
        data = super().clean() or {}
        valgt = [felt for felt in ("ansaettelse", "person", "navn") if data.get(felt)]
        if len(valgt) != 1 and not self.errors:
            raise forms.ValidationError("Vælg én ad gangen: en medarbejder, en forælder eller et navn.")
        if data.get("navn") and not data.get("fag"):
            self.add_error("fag", "Vælg, hvem personen kommer for.")
        return data

    def felter(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        if data.get("ansaettelse"):
            return {"ansaettelse": ansat(self.kandidater, data["ansaettelse"])}
        if data.get("person"):
            return {"person": self.foraeldre[data["person"]]}
        navn, _, rolle = data["navn"].partition(",")
        return {"navn": navn.strip(), "rolle": rolle.strip()[:100], "fag": data["fag"]}


class StedfortraederForm(forms.Form):
    """Who comes instead."""

    ansaettelse = forms.ChoiceField(label="Hvem kommer i stedet?")

    def __init__(
        self, *args: Any, moede: Moede, foerst: frozenset[int] = frozenset(), nu: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        med = moede.deltagere.filter(fratraadt_at=None, ansaettelse__isnull=False)
        self.kandidater = personer.kandidater(moede.enhed, nu).exclude(pk__in=med.values("ansaettelse"))
        valg = personer.som_valg(self.kandidater.exclude(pk__in=foerst))
        faste = [(str(a.pk), a.user.navn) for a in self.kandidater.filter(pk__in=foerst)]
        if faste:
            valg.insert(1, ("Faste stedfortrædere", faste))
        self.fields["ansaettelse"].choices = valg  # type: ignore[attr-defined]
        self.helper = Hjaelper(self, gem="Gem", fortryd=reverse("dialogmoeder:moede", args=[moede.pk]), kladde=False)

    def clean_ansaettelse(self) -> Ansaettelse:
        """One who still works there."""
        return ansat(self.kandidater, self.cleaned_data["ansaettelse"])
