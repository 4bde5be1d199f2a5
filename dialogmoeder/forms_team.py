"""Forms of a team: what it is, who belongs to it, and the days of its series."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.layout import Div, Fieldset, Layout, Row
from django import forms
from django.urls import reverse

from dialogmoeder import personer
from dialogmoeder.actions.team import Rammer
from dialogmoeder.forms_moede import (
    FLEST_MINUTTER,
    TAL,
    Hvem,
    ansat,
    minutter,
    slagsvalg,
    tal_af_slagsen,
)
from dialogmoeder.models import Team
from dialogmoeder.rules.slags import STAAENDE
from opsporing.cprfelt import intet_cpr
from opsporing.dansk import dag_ord, lille, stort
from opsporing.dkfds import DatoFelt, Hjaelper, Knap, TidInput
from opsporing.frister.kalender import helligdag, iso_uge, naeste_arbejdsdag
from opsporing.models import Ansaettelse, Enhed, User
from opsporing.profil import Praksisprofil
from opsporing.tid import dato


class TeamForm(forms.Form):
    """What a team is called, who calls it together, and how it meets."""

    slags = forms.ChoiceField(label="Hvilken slags team?", widget=forms.Select(attrs=tal_af_slagsen("team_ny")))
    navn = forms.CharField(label="Hvad hedder teamet?", max_length=120, validators=[intet_cpr])
    tovholder = Hvem(
        label="Hvem er tovholder?",
        help_text="Kalder sammen, leder møderne og følger op.",
        queryset=None,
        empty_label="Vælg",
    )
    kadence_uger = forms.IntegerField(label="Uger mellem møderne", min_value=0, max_value=26)
    tid = forms.TimeField(label="Klokken", widget=TidInput)
    sted = forms.CharField(
        label="Hvor?", max_length=150, required=False, validators=[intet_cpr], help_text="Fx »Personalestuen«."
    )
    varer_minutter = minutter("Mødet varer")
    punkt_minutter = minutter("Til hvert punkt")
    smaa_minutter = minutter("Heraf til de 0-2-årige", 0)

    def __init__(
        self,
        *args: Any,
        enhed: Enhed,
        profil: Praksisprofil,
        nu: datetime,
        user: User,
        team: Team | None = None,
        slags: str = "",
        **kwargs: Any,
    ) -> None:
        """`slags` is the kind whose usual numbers a new team begins with."""
        self.team, self.enhed = team, enhed
        valg = slagsvalg(profil, frozenset(STAAENDE))
        valgt = slags if slags in dict(valg) else (valg[0][0] if valg else "")
        if team:
            kwargs.setdefault("initial", _team_foer(team))
        else:
            leder = personer.foreslaaet_leder(enhed, valgt, user, nu)
            kwargs.setdefault("initial", _team_af_profil(profil, valgt, enhed) | {"tovholder": leder})
        super().__init__(*args, **kwargs)
        self.fields["slags"].choices = valg  # type: ignore[attr-defined]
        self.fields["tovholder"].queryset = personer.ledere(enhed, nu)  # type: ignore[attr-defined]
        if team is not None:
            del self.fields["slags"]
        tilbage = reverse("dialogmoeder:team", args=[team.pk]) if team else reverse("dialogmoeder:liste")
        self.helper = Hjaelper(
            self,
            gem="Gem" if team else "Opret teamet",
            fortryd=tilbage,
            layout=Layout(
                *([] if team else ["slags"]),
                Div(
                    "navn",
                    "tovholder",
                    Fieldset("Hvornår mødes I?", Row("kadence_uger", "tid"), "sted"),
                    Fieldset("Minutter", Row("varer_minutter", "punkt_minutter", "smaa_minutter")),
                    css_id=TAL,
                    css_class="ops-mt-l",
                ),
            ),
        )

    def clean(self) -> dict[str, Any]:
        """Times that fit into each other, and a name of its own."""
        data = super().clean() or {}
        if (data.get("smaa_minutter") or 0) > (data.get("varer_minutter") or FLEST_MINUTTER):
            self.add_error("smaa_minutter", "Kan ikke være længere end mødet.")
        andre = Team.objects.filter(enhed=self.enhed, navn=data.get("navn", ""), nedlagt_at=None)
        if (andre.exclude(pk=self.team.pk) if self.team else andre).exists():
            self.add_error("navn", "I har allerede et team, der hedder det.")
        return data

    def rammer(self) -> Rammer:
        """How it meets, for the action."""
        return Rammer(
            **{
                felt: self.cleaned_data[felt]
                for felt in ("tid", "sted", "kadence_uger", "varer_minutter", "punkt_minutter", "smaa_minutter")
            }
        )


def _team_foer(team: Team) -> dict[str, Any]:
    felter = ("navn", "kadence_uger", "tid", "sted", "varer_minutter", "punkt_minutter", "smaa_minutter")
    return {felt: getattr(team, felt) for felt in felter} | {"tovholder": team.tovholder_id}


def _team_af_profil(profil: Praksisprofil, slags: str, enhed: Enhed) -> dict[str, Any]:
    plan = profil.moeder.get(slags, {})
    return {
        "slags": slags,
        "navn": f"{plan.get('navn', 'Team')} {enhed.navn}"[:120],
        "kadence_uger": plan.get("kadence_uger"),
        "tid": "09:00",
        "varer_minutter": plan.get("minutter"),
        "punkt_minutter": plan.get("punkt_minutter"),
        "smaa_minutter": plan.get("smaa_minutter"),
    }


class MedlemForm(forms.Form):
    """Who joins a team, and whom she stands in for where she is a substitute."""

    marker_valgfrit = False

    ansaettelse = forms.ChoiceField(label="Hvem?")
    afloeser = forms.ChoiceField(label="Som hvad?", required=False)

    def __init__(self, *args: Any, team: Team, nu: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        med = team.medlemmer.filter(til=None)
        self.kandidater = personer.kandidater(team.enhed, nu).exclude(pk__in=med.values("ansaettelse"))
        self.medlemmer = {str(m.pk): m for m in med.filter(stedfortraeder_for=None).select_related("ansaettelse__user")}
        self.fields["ansaettelse"].choices = personer.som_valg(self.kandidater)  # type: ignore[attr-defined]
        self.fields["afloeser"].choices = [  # type: ignore[attr-defined]
            ("", "Fast medlem"),
            *((pk, f"Stedfortræder for {m.ansaettelse.user.navn}") for pk, m in self.medlemmer.items()),
        ]
        self.helper = Hjaelper(self, gem="", form_tag=False, kladde=False)

    def clean_ansaettelse(self) -> Ansaettelse:
        """One who still works there."""
        return ansat(self.kandidater, self.cleaned_data["ansaettelse"])


class PeriodeForm(forms.Form):
    """From when and until when a series is made."""

    fra = DatoFelt(label="Første møde")
    til = DatoFelt(label="Til og med")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        knap = FormActions(Knap("Vis dagene", slags="secondary"))
        self.helper = Hjaelper(self, gem="", metode="get", layout=Layout(Row("fra", "til"), knap))

    def clean(self) -> dict[str, Any]:
        """A period that has not passed and is no longer than two years."""
        data = super().clean() or {}
        fra, til = data.get("fra"), data.get("til")
        if fra and til and til < fra:
            self.add_error("til", "Skal være efter det første møde.")
        elif fra and til and til > fra + timedelta(days=731):
            self.add_error("til", "Planlæg højst to år frem.")
        return data


class DageForm(forms.Form):
    """Which of the days of a series are meetings."""

    dage = forms.MultipleChoiceField(
        label="Møder på disse dage",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én dag."},
    )

    def __init__(self, *args: Any, dage: Sequence[date], flyttede: Mapping[date, date], **kwargs: Any) -> None:
        """`flyttede`: the days that are not those of the cadence, each with the one it stands for."""
        kwargs.setdefault("initial", {"dage": [dag.isoformat() for dag in dage]})
        super().__init__(*args, **kwargs)
        self.fields["dage"].choices = [  # type: ignore[attr-defined]
            (dag.isoformat(), _dag_i_ord(dag, flyttede.get(dag))) for dag in dage
        ]
        self.helper = Hjaelper(self, gem="", form_tag=False, kladde=False)

    def valgte(self) -> list[date]:
        """The days, for the action."""
        return [date.fromisoformat(dag) for dag in self.cleaned_data["dage"]]


def _dag_i_ord(dag: date, foer: date | None) -> str:
    """A day with its week, as holidays are told by week, and why it is not the usual weekday."""
    ord_ = f"{stort(dag_ord(dag))} {dag.year}, uge {iso_uge(dag)[1]}"
    if foer is None:
        return ord_
    return f"{ord_} (flyttet: {dag_ord(foer)} er {lille(helligdag(foer) or 'fridag')})"


def naeste_periode(team: Team, nu: datetime) -> tuple[date, date]:
    """A year from the meeting after the last one that is planned; from in a fortnight where there is none."""
    uger = team.kadence_uger or 6
    sidste = team.moeder.filter(aflyst_at=None).order_by("-planlagt_at").values_list("planlagt_at", flat=True).first()
    fra = dato(sidste) + timedelta(weeks=uger) if sidste else dato(nu) + timedelta(days=14)
    fra = naeste_arbejdsdag(max(fra, dato(nu) + timedelta(days=1)))
    return fra, fra + timedelta(days=364)
