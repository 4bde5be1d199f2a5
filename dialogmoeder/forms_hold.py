"""Ordinary forms of a meeting being held. Minutes are a Skema, not one of these."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet

from dialogmoeder.forms_navne import UdenNavne
from dialogmoeder.models import Deltager, Punkt, Punktart, Punktgrundlag
from dialogmoeder.rules.navne import Kendetegn
from opsporing.cprfelt import intet_cpr
from opsporing.dkfds import Betinget, DatoFelt, Hjaelper
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.handlinger.ansvarlige import ansvarlige, i_huset
from opsporing.handlinger.forms import AnsvarligFelt
from opsporing.models import Ansaettelse, User


class AftaleForm(forms.Form):
    """What, who sees to it, when it is followed up."""

    hvad = forms.CharField(
        label="Hvad gør I?",
        help_text="Én ting, som kan ses. Forældrene får det på skrift.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Skriv, hvad I gør."},
        validators=[intet_cpr],
    )
    ansvarlig = AnsvarligFelt(
        queryset=User.objects.none(),
        label="Hvem sørger for det?",
        help_text="Kan læse punktet, så længe aftalen løber. Nogen udefra kan vælges, når de er med i punktet.",
        empty_label="Vælg en kollega",
        error_messages={"required": "Vælg den, der sørger for det."},
    )
    opfoelgning_den = DatoFelt(label="Hvornår følger I op?", error_messages={"required": "Vælg den dag, I følger op."})

    def __init__(self, *args: Any, punkt: Punkt, nu: datetime, i_dag: date, dage: int, **kwargs: Any) -> None:
        """`dage` from today is the day proposed for following up."""
        super().__init__(*args, **kwargs)
        self.fields["ansvarlig"].queryset = ansvarlige(punkt.anledning, nu)  # type: ignore[attr-defined]
        self.fields["opfoelgning_den"].initial = naeste_arbejdsdag(i_dag + timedelta(days=dage))
        self.fields["opfoelgning_den"].widget.attrs["min"] = i_dag.isoformat()
        self.helper = Hjaelper(self, gem="", form_tag=False)
        self.helper.disable_csrf = True


class FortaelForm(forms.Form):
    """Who tells the parents."""

    fortaeller = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Hvem fortæller forældrene det?",
        empty_label="Vælg en kollega",
        error_messages={"required": "Vælg den, der fortæller det."},
    )

    def __init__(self, *args: Any, punkt: Punkt, nu: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fortaeller"].queryset = i_huset(punkt.anledning, nu)  # type: ignore[attr-defined]
        self.fields["fortaeller"].initial = punkt.fortaeller_id
        self.helper = Hjaelper(self, gem="", form_tag=False, kladde=False)
        self.helper.disable_csrf = True


class FremmoedeForm(forms.Form):
    """Who came."""

    deltog = forms.MultipleChoiceField(
        label="Sæt kryds ved dem, der er her", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, deltagere: Sequence[tuple[Deltager, str]], **kwargs: Any) -> None:
        """`deltagere` with what they are called; before anything is noted, those who said they come are ticked."""
        noteret = any(d.deltog is not None for d, _ in deltagere)
        her = [str(d.pk) for d, _ in deltagere if (d.deltog if noteret else d.kommer is not False)]
        kwargs["initial"] = {"deltog": her}
        super().__init__(*args, **kwargs)
        self.fields["deltog"].choices = [(str(d.pk), navn) for d, navn in deltagere]  # type: ignore[attr-defined]
        self.marker_valgfrit = False
        self.helper = Hjaelper(self, gem="", form_tag=False, kladde=False)
        self.helper.disable_csrf = True


class _Ansat(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.navn}, {obj.get_rolle_display()}, {obj.enhed.navn}"


class KaldIndForm(forms.Form):
    """Whom the mødeleder calls in to this item, and on what ground."""

    ansaettelse = _Ansat(
        label="Hvem kalder du ind?",
        queryset=Ansaettelse.objects.none(),
        empty_label="Vælg en fagperson",
        error_messages={"required": "Vælg en fagperson."},
    )
    grundlag = forms.ChoiceField(label="Hvad giver lov til at dele punktet?", widget=forms.RadioSelect)
    begrundelse = forms.CharField(
        label="Hvorfor er det nødvendigt?",
        help_text="Kort, og kun det nødvendige.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[intet_cpr],
    )

    def __init__(self, *args: Any, punkt: Punkt, mulige: QuerySet[Ansaettelse], fortryd: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ansaettelse"].queryset = mulige  # type: ignore[attr-defined]
        koder = (
            (Punktgrundlag.SAMTYKKE, Punktgrundlag.SSD, Punktgrundlag.EGEN)
            if punkt.art == Punktart.BARN
            else (Punktgrundlag.ANONYMT,)
        )
        ord_ = dict(Punktgrundlag.choices) | {
            Punktgrundlag.SAMTYKKE: "Alle med forældremyndighed har sagt ja, og det er noteret",
            Punktgrundlag.SSD: "Lovens adgang til at dele i det tidlige samarbejde",
            Punktgrundlag.EGEN: "Arbejder med barnet hos os",
            Punktgrundlag.ANONYMT: "Punktet er uden navn",
        }
        self.fields["grundlag"].choices = [(k.value, ord_[k]) for k in koder]  # type: ignore[attr-defined]
        self.fields["grundlag"].initial = koder[0].value
        if len(koder) == 1:
            del self.fields["begrundelse"]
            self.fields["grundlag"].help_text = "Læs selv efter, at barnet ikke kan kendes på det, I har skrevet."
        mere = [Betinget("begrundelse", felt="grundlag", vaerdier=[Punktgrundlag.SSD.value])] if len(koder) > 1 else []
        self.helper = Hjaelper(self, gem="Kald ind", fortryd=fortryd, layout=Layout("ansaettelse", "grundlag", *mere))

    def clean(self) -> dict[str, Any]:
        """The law's room for sharing needs its reason; nothing else has one."""
        data = super().clean() or {}
        if data.get("grundlag") != Punktgrundlag.SSD:
            data["begrundelse"] = ""
        elif not data.get("begrundelse", "").strip() and "begrundelse" not in self.errors:
            self.add_error("begrundelse", "Skriv, hvorfor det er nødvendigt at dele uden samtykke.")
        return data


class RettelseForm(UdenNavne):
    """What is wrong or missing in closed minutes."""

    tekst = forms.CharField(
        label="Hvad skal rettes eller tilføjes?",
        help_text="Det gamle bliver stående, og det her kommer under med dit navn. Forældrene kan læse det.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv, hvad der skal rettes eller tilføjes."},
        validators=[intet_cpr],
    )

    def __init__(self, *args: Any, punkt: Punkt, kendte: Kendetegn, fortryd: str, **kwargs: Any) -> None:
        """`kendte`: what must not stand in it where the item is without a name."""
        super().__init__(*args, **kwargs)
        self.uden_navn = punkt.barn_id is None
        if self.uden_navn:
            self.fields["tekst"].help_text = "Det gamle bliver stående, og det her kommer under med dit navn."
        alligevel = self.spoerg_om_navne(kendte)
        self.helper = Hjaelper(self, gem="Gem rettelsen", fortryd=fortryd, layout=Layout("tekst", *alligevel))

    def er_uden_navn(self, data: Any) -> bool:
        """An item about a group, or a child without a name."""
        return self.uden_navn


class AfslutForm(forms.Form):
    """Whether what was not reached goes to the next agenda, and that nobody can be known where no name is to stand."""

    udsaet_resten = forms.BooleanField(label="Udsæt det, vi ikke nåede, til næste møde", required=False)
    ingen_kan_kendes = forms.MultipleChoiceField(
        label="Har I læst det igennem?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Der er skrevet noget nyt imens. Læs det igennem, og bekræft igen."},
    )

    def __init__(self, *args: Any, rest: int, eftersyn: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """`rest`: items that are still on the agenda; `eftersyn`: the key and name of those to be looked through."""
        super().__init__(*args, **kwargs)
        if not rest:
            del self.fields["udsaet_resten"]
        if eftersyn:
            valg = [(noegle, f"»{navn}«: vi har læst det, og ingen kan kendes") for noegle, navn in eftersyn]
            self.fields["ingen_kan_kendes"].choices = valg  # type: ignore[attr-defined]
        else:
            del self.fields["ingen_kan_kendes"]
        self.marker_valgfrit = False
        self.helper = Hjaelper(self, gem="", form_tag=False, kladde=False)
        self.helper.disable_csrf = True
