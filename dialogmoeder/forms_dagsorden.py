"""Forms of the agenda: what is put on by hand, and what is changed about an item."""

from datetime import datetime
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from dialogmoeder import kendetegn, personer
from dialogmoeder.adgang import lukket_slags
from dialogmoeder.forms_moede import Hvem
from dialogmoeder.forms_navne import UdenNavne
from dialogmoeder.models import Moede, Punkt, Punktart, Punktstatus
from dialogmoeder.rules.dagsorden import FLEST_MINUTTER, MINDST_MINUTTER
from dialogmoeder.rules.navne import Kendetegn
from opsporing.cprfelt import intet_cpr
from opsporing.dkfds import Betinget, Hjaelper
from opsporing.models import Barn, User

#: Longer lists of children are no help; then the child is found among the children and put on from there.
FLEST_BOERN = 300


def _overskrift(*, kraeves: bool) -> forms.CharField:
    return forms.CharField(
        label="Hvad vil I have hjælp til?",
        help_text="Én linje uden navne, fx »Hvordan får vi ro om middagen?«.",
        max_length=200,
        required=kraeves,
        validators=[intet_cpr],
    )


def _minutter() -> forms.IntegerField:
    return forms.IntegerField(label="Minutter", min_value=MINDST_MINUTTER, max_value=FLEST_MINUTTER)


def _forbereder(enhed: Any, nu: datetime) -> QuerySet[User]:
    return personer.forberedere(enhed, nu)


class PunktForm(UdenNavne):
    """A child, a group, or a child without a name."""

    teksten = "overskrift"
    skal_udfyldes = ("barn",)

    art = forms.ChoiceField(label="Hvad handler det om?", widget=forms.RadioSelect)
    barn = forms.ModelChoiceField(label="Hvilket barn?", queryset=Barn.objects.none(), required=False)
    smaa = forms.BooleanField(label="Det handler om 0-2-årige", required=False)
    overskrift = _overskrift(kraeves=False)
    minutter = _minutter()
    forberedes_by = Hvem(label="Hvem forbereder det?", queryset=None, empty_label=None)

    def __init__(self, *args: Any, moede: Moede, user: User, nu: datetime, minutter: int, **kwargs: Any) -> None:
        lukket = lukket_slags(moede.slags)
        kwargs.setdefault("initial", {"art": Punktart.BARN.value, "minutter": minutter, "forberedes_by": user.pk})
        super().__init__(*args, **kwargs)
        arter = [Punktart.BARN] if lukket else list(Punktart)
        self.fields["art"].choices = [(a.value, a.label.capitalize()) for a in arter]  # type: ignore[attr-defined]
        paa = moede.punkter.exclude(status=Punktstatus.TRUKKET).filter(barn__isnull=False)
        boern = personer.boernene(user, nu).exclude(pk__in=paa.values("barn"))
        self.for_mange = boern.count() > FLEST_BOERN
        felt: Any = self.fields["barn"]
        felt.queryset, felt.empty_label = boern, "Vælg"
        felt.label_from_instance = lambda barn: barn.navn
        alligevel = self.spoerg_om_navne(kendetegn.hos(user, nu) if self.is_bound else Kendetegn())
        enhed = user.ansat.enhed
        hvem: Any = self.fields["forberedes_by"]
        hvem.queryset = _forbereder(enhed, nu)
        self.helper = Hjaelper(
            self,
            gem="",
            form_tag=False,
            kladde=False,
            layout=Layout(
                "art",
                Betinget("barn", felt="art", vaerdier=[Punktart.BARN.value]),
                Betinget("smaa", felt="art", vaerdier=[Punktart.GRUPPE.value, Punktart.ANONYMT.value]),
                "overskrift",
                *alligevel,
                "minutter",
                "forberedes_by",
            ),
        )

    def er_uden_navn(self, data: Any) -> bool:
        """A group, or a child without a name."""
        return data.get("art") != Punktart.BARN

    def clean(self) -> dict[str, Any]:
        """What the kind of item needs, and nothing that belongs to another one."""
        data = super().clean() or {}
        if data.get("art") == Punktart.BARN:
            data["smaa"] = None
            if not data.get("barn") and "barn" not in self.errors:
                self.add_error("barn", "Vælg et barn.")
        else:
            data["barn"] = None
            if not data.get("overskrift", "").strip() and "overskrift" not in self.errors:
                self.add_error("overskrift", "Skriv kort, hvad I vil have hjælp til.")
        return data


class RetPunktForm(UdenNavne):
    """What is asked, for how long, and who prepares it."""

    teksten = "overskrift"

    overskrift = _overskrift(kraeves=False)
    minutter = _minutter()
    forberedes_by = Hvem(label="Hvem forbereder det?", queryset=None, empty_label=None)

    def __init__(self, *args: Any, punkt: Punkt, user: User, nu: datetime, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "overskrift": punkt.overskrift,
            "minutter": punkt.minutter,
            "forberedes_by": punkt.forberedes_by_id,
        }
        super().__init__(*args, **kwargs)
        self.fields["overskrift"].required = punkt.barn_id is None
        alligevel = self.spoerg_om_navne(
            kendetegn.hos(user, nu) if self.is_bound and punkt.barn_id is None else Kendetegn()
        )
        hvem: Any = self.fields["forberedes_by"]
        hvem.queryset = _forbereder(punkt.anledning.ejer_enhed, nu)
        self.helper = Hjaelper(
            self,
            fortryd=reverse("dialogmoeder:dagsorden", args=[punkt.moede_id]),
            layout=Layout("overskrift", *alligevel, Row("minutter", "forberedes_by")),
        )
